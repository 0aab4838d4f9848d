-- Each time the whole registry of a regency was searched for businesses that stand in it twice.
CREATE TABLE sweep (
    regency     TEXT   NOT NULL CHECK (length(regency) = 4),
    id          TEXT   NOT NULL CHECK (length(id) = 32),
    state       TEXT   NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
    error       TEXT   NOT NULL,  -- key of why it failed
    asked_at    BIGINT NOT NULL,
    actor       TEXT   NOT NULL,
    actor_name  TEXT   NOT NULL,
    finished_at BIGINT,
    records     BIGINT NOT NULL,  -- businesses compared
    left_out    BIGINT NOT NULL,  -- whose owners have restricted the use of their data
    compared    BIGINT NOT NULL,  -- pairs
    found       BIGINT NOT NULL,  -- pairs kept
    entered     BIGINT NOT NULL,  -- pairs put into the queue or found waiting there
    replayed    BIGINT NOT NULL,  -- pairs decided earlier, of which nothing has changed
    accept      BIGINT NOT NULL,  -- hundredths of a bit from which on a pair may be taken without looking at it
    review      BIGINT NOT NULL,  -- and from which on it is asked about
    prior       BIGINT,  -- chosen by a person; none: as learned
    closest     TEXT   NOT NULL,  -- levels that count of each field, a digit a field
    ordered     BIGINT NOT NULL,  -- the queue is in line with these
    PRIMARY KEY (regency, id)
) /* clustered */;
CREATE INDEX sweep_asked ON sweep (regency, asked_at, id);

-- What each way of finding pairs found and left out.
CREATE TABLE sweep_rule (
    regency     TEXT   NOT NULL,
    sweep       TEXT   NOT NULL,
    number      BIGINT NOT NULL,
    name        TEXT   NOT NULL,
    pairs       BIGINT NOT NULL,
    keys_cut    BIGINT NOT NULL,
    records_cut BIGINT NOT NULL,
    pairs_cut   BIGINT NOT NULL,
    PRIMARY KEY (regency, sweep, number)
) /* clustered */;

-- Model and pairs of the latest sweep, in pieces (found.h).
CREATE TABLE sweep_part (
    regency TEXT   NOT NULL,
    sweep   TEXT   NOT NULL,
    number  BIGINT NOT NULL,
    body    BYTEA  NOT NULL,  -- sealed
    PRIMARY KEY (regency, sweep, number)
) /* clustered */;

-- Many pairs decided at once by a person, and undone at once.
CREATE TABLE sweep_take (
    regency    TEXT   NOT NULL,
    id         TEXT   NOT NULL CHECK (length(id) = 32),
    sweep      TEXT   NOT NULL,
    verdict    TEXT   NOT NULL CHECK (verdict IN ('merge', 'distinct')),
    pattern    TEXT   NOT NULL,  -- '' takes all that is to be accepted without looking at it
    least      BIGINT NOT NULL,  -- weight
    state      TEXT   NOT NULL CHECK (state IN ('taking', 'taken', 'undoing', 'undone')),
    pairs      BIGINT NOT NULL,
    kept       BIGINT NOT NULL,  -- pairs that could not be undone, for the business has meanwhile become part of another
    at         BIGINT NOT NULL,
    actor      TEXT   NOT NULL,
    actor_name TEXT   NOT NULL,
    PRIMARY KEY (regency, id)
) /* clustered */;
CREATE INDEX sweep_take_of ON sweep_take (regency, sweep, at);
