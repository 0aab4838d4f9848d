-- The main activity by KBLI, as code and edition ("10794/2025"), and what the business does in folded words: what a
-- decision about many businesses at once finds them by.
ALTER TABLE business ADD COLUMN kbli TEXT NOT NULL DEFAULT '';
ALTER TABLE business ADD COLUMN activity TEXT NOT NULL DEFAULT '';
CREATE INDEX business_activity ON business (regency, kbli, activity, id);
CREATE INDEX business_kbli ON business (regency, kbli, sort_name, id) WHERE kbli <> '';

-- How many counted businesses have a code as their main activity: changes by area and period, as in `tally`.
CREATE TABLE tally_kbli (
    regency TEXT   NOT NULL,
    level   BIGINT NOT NULL CHECK (level = 4 OR level = 6 OR level = 10),
    area    TEXT   NOT NULL,
    period  TEXT   NOT NULL,
    kbli    TEXT   NOT NULL,
    counted BIGINT NOT NULL,
    PRIMARY KEY (regency, level, area, period, kbli)
) /* clustered */;

-- How many counted businesses do the same, in the same words, under the same code ('' for none) now.
CREATE TABLE activity_group (
    regency    TEXT   NOT NULL,
    kbli       TEXT   NOT NULL,
    activity   TEXT   NOT NULL,
    businesses BIGINT NOT NULL,
    PRIMARY KEY (regency, kbli, activity)
) /* clustered */;
CREATE INDEX activity_group_size ON activity_group (regency, kbli, businesses, activity);

-- How many of them have a phrase in those words and a code: what is learnt from what people decided.
CREATE TABLE kbli_phrase (
    regency    TEXT   NOT NULL,
    phrase     TEXT   NOT NULL,
    kbli       TEXT   NOT NULL,
    businesses BIGINT NOT NULL,
    PRIMARY KEY (regency, phrase, kbli)
) /* clustered */;

-- A decision that gave many businesses their code; its id is the batch of the facts it made.
CREATE TABLE kbli_decision (
    regency    TEXT   NOT NULL,
    id         TEXT   NOT NULL CHECK (length(id) = 32),
    from_kbli  TEXT   NOT NULL,  -- '' for those without a code, '*' for each old code that has one successor
    activity   TEXT   NOT NULL,  -- their words, '*' for any
    to_kbli    TEXT   NOT NULL,  -- '' when each got its own successor
    businesses BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    actor      TEXT   NOT NULL,
    undone_at  BIGINT,
    PRIMARY KEY (regency, id)
) /* clustered */;
CREATE TABLE kbli_decided (
    regency  TEXT NOT NULL,
    decision TEXT NOT NULL,
    business TEXT NOT NULL,
    PRIMARY KEY (regency, decision, business)
) /* clustered */;
