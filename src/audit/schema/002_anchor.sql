-- What the chains came to at the end of each day, to be told to outsiders. Reference table: one row a day.
CREATE TABLE anchor (
    day     TEXT   NOT NULL PRIMARY KEY CHECK (length(day) = 10),
    made_at BIGINT NOT NULL,
    text    TEXT   NOT NULL,  -- exactly what is published
    hash    TEXT   NOT NULL CHECK (length(hash) = 64)  -- its SHA-256
);
