-- Pairs drawn by chance, judged by persons who do not see what they weigh: what the bands are really worth.
CREATE TABLE sweep_sample (
    regency    TEXT   NOT NULL CHECK (length(regency) = 4),
    id         TEXT   NOT NULL CHECK (length(id) = 32),
    sweep      TEXT   NOT NULL,
    twice      BIGINT NOT NULL CHECK (twice = 0 OR twice = 1),  -- a second person judges without knowing of the first
    accept     BIGINT NOT NULL,  -- pairs of each band when it was drawn
    review     BIGINT NOT NULL,
    reject     BIGINT NOT NULL,
    asked_at   BIGINT NOT NULL,
    actor      TEXT   NOT NULL,
    actor_name TEXT   NOT NULL,
    PRIMARY KEY (regency, id)
) /* clustered */;
CREATE INDEX sweep_sample_of ON sweep_sample (regency, sweep, asked_at);

CREATE TABLE sweep_sampled (
    regency   TEXT   NOT NULL,
    sample    TEXT   NOT NULL,
    number    BIGINT NOT NULL,  -- in an order that tells nothing
    band      TEXT   NOT NULL CHECK (band IN ('accept', 'review', 'reject')),
    business  TEXT   NOT NULL,
    other     TEXT   NOT NULL,
    first     TEXT   NOT NULL CHECK (first IN ('', 'same', 'other', 'unsure')),
    first_by  TEXT   NOT NULL,
    first_at  BIGINT,
    second    TEXT   NOT NULL CHECK (second IN ('', 'same', 'other', 'unsure')),
    second_by TEXT   NOT NULL,
    second_at BIGINT,
    PRIMARY KEY (regency, sample, number)
) /* clustered */;
