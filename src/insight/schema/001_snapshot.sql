-- A figure that was frozen: what was counted, how, and the rows behind it. Never changed.
CREATE TABLE snapshot (
    regency        TEXT   NOT NULL CHECK (length(regency) = 4),
    id             TEXT   NOT NULL CHECK (length(id) = 32),
    digest         TEXT   NOT NULL CHECK (length(digest) = 64),  -- SHA-256 over all of it, rows included
    code           TEXT   NOT NULL CHECK (length(code) = 12),  -- the beginning of the digest, as people type it
    title          TEXT   NOT NULL,
    purpose        TEXT   NOT NULL,
    area           TEXT   NOT NULL,
    as_of          TEXT   NOT NULL,
    filters        TEXT   NOT NULL,  -- name=value, & between, in one order
    definition     TEXT   NOT NULL,  -- JSON
    figures        TEXT   NOT NULL,  -- JSON
    row_count      BIGINT NOT NULL,
    recorded_until BIGINT NOT NULL,  -- what was recorded later is not in it
    made_at        BIGINT NOT NULL,
    actor          TEXT   NOT NULL,
    actor_name     TEXT   NOT NULL,
    PRIMARY KEY (regency, id)
);
CREATE INDEX snapshot_made ON snapshot (regency, made_at);
CREATE INDEX snapshot_code ON snapshot (regency, code);

-- Its rows in the order of ids, a piece at a time: lines, compressed, then sealed.
CREATE TABLE snapshot_piece (
    regency   TEXT   NOT NULL,
    snapshot  TEXT   NOT NULL,
    first_row BIGINT NOT NULL,  -- counted from 0
    bytes     BIGINT NOT NULL,  -- before compression
    body      BYTEA  NOT NULL,
    PRIMARY KEY (regency, snapshot, first_row)
);
