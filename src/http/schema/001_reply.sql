-- What a write with an Idempotency-Key was answered, kept in the transaction of the write itself.
CREATE TABLE reply (
    key    TEXT   NOT NULL PRIMARY KEY CHECK (length(key) = 32),
    hash   TEXT   NOT NULL,  -- of method, path, query and body
    status BIGINT NOT NULL,
    body   BYTEA  NOT NULL,  -- sealed
    at     BIGINT NOT NULL
) /* clustered */;
CREATE INDEX reply_at ON reply (at);
