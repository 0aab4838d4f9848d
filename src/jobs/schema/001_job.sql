CREATE TABLE job (
    id          TEXT   NOT NULL PRIMARY KEY CHECK (length(id) = 32),
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
CREATE INDEX job_waiting ON job (created_at) WHERE state = 'waiting';
