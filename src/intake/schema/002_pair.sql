-- Rows that may be a business already known, until a person has decided.
CREATE TABLE pair (
    regency    TEXT   NOT NULL,
    id         TEXT   NOT NULL CHECK (length(id) = 32),
    state      TEXT   NOT NULL CHECK (state IN ('open', 'later', 'merged', 'distinct', 'withdrawn')),
    batch      TEXT   NOT NULL,
    row_number BIGINT NOT NULL,
    business   TEXT   NOT NULL,  -- what the row may be
    ground     TEXT   NOT NULL,
    said       TEXT   NOT NULL,  -- keyed hash of what the row says: the same row delivered again is recognised
    score      BIGINT NOT NULL,  -- tenths of bits
    evidence   TEXT   NOT NULL,  -- level:weight, parted by blanks
    created_at BIGINT NOT NULL,
    made       TEXT   NOT NULL,  -- the fact that the decision made
    decided_at BIGINT,
    decided_by TEXT   NOT NULL,
    PRIMARY KEY (regency, id)
) /* clustered */;
CREATE INDEX pair_state ON pair (regency, state, score, id);
CREATE INDEX pair_said ON pair (regency, said);
CREATE INDEX pair_batch ON pair (regency, batch);
