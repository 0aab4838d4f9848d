-- One chain a regency ('0000' for what belongs to none): each event's hash covers the one before it, so that a
-- changed or removed event shows.
CREATE TABLE event (
    regency TEXT   NOT NULL CHECK (length(regency) = 4),
    seq     BIGINT NOT NULL CHECK (seq > 0),
    at      BIGINT NOT NULL,
    actor   TEXT   NOT NULL,
    event   TEXT   NOT NULL,
    subject TEXT   NOT NULL,
    detail  BYTEA  NOT NULL,  -- sealed JSON: purposes and reasons are in people's own words
    hash    TEXT   NOT NULL CHECK (length(hash) = 64),
    PRIMARY KEY (regency, seq)
) /* clustered */;

-- Where each chain ends, sealed with the key that is outside the store: without it nobody can cut the end off, or
-- write the whole chain anew.
CREATE TABLE event_head (
    regency TEXT   NOT NULL PRIMARY KEY,
    seq     BIGINT NOT NULL,
    hash    TEXT   NOT NULL,
    seal    TEXT   NOT NULL
) /* clustered */;
