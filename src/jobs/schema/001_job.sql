CREATE TABLE job (
    id          TEXT   NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    seq         BIGINT NOT NULL UNIQUE,  -- the order in which they were asked for
    regency     TEXT   NOT NULL,
    kind        TEXT   NOT NULL,
    subject     TEXT   NOT NULL,
    actor       TEXT   NOT NULL,
    actor_name  TEXT   NOT NULL,
    state       TEXT   NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
    error       TEXT   NOT NULL DEFAULT '',
    created_at  BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE INDEX job_waiting ON job (seq) WHERE state = 'waiting';
