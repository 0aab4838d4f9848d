CREATE TABLE business_search (
    seq   BIGINT   NOT NULL PRIMARY KEY,
    words TSVECTOR NOT NULL
);
CREATE INDEX business_search_words ON business_search USING gin (words);
-- NIK and phone as keyed hashes, NIB.
CREATE TABLE business_identifier (
    seq   BIGINT   NOT NULL PRIMARY KEY,
    words TSVECTOR NOT NULL
);
CREATE INDEX business_identifier_words ON business_identifier USING gin (words);
