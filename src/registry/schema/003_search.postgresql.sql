CREATE TABLE business_search (
    seq   BIGINT   NOT NULL PRIMARY KEY,
    words TSVECTOR NOT NULL
);
CREATE INDEX business_search_words ON business_search USING gin (words);
