-- Which agency answers for which business. Rules are rows: a change is a further version of the same number, with the
-- day on which it begins; the latest that has begun counts.
CREATE TABLE responsible_rule (
    regency    TEXT   NOT NULL CHECK (length(regency) = 4),
    id         TEXT   NOT NULL CHECK (length(id) = 32),
    seq        BIGINT NOT NULL,  -- the order in which versions were entered
    number     BIGINT NOT NULL,  -- what people call the rule
    agency     TEXT   NOT NULL,  -- '' ends the rule
    level      TEXT   NOT NULL,  -- regency, province, centre: of the agency
    sectors    TEXT   NOT NULL,  -- parted by blanks: C, 10, 101, 1071, 10710, trade:food; '' for every business
    areas      TEXT   NOT NULL,  -- codes parted by blanks; '' for the whole regency
    valid_from TEXT   NOT NULL,
    law        TEXT   NOT NULL,
    is_default BIGINT NOT NULL CHECK (is_default = 0 OR is_default = 1),  -- came with the program, not yet looked at
    at         BIGINT NOT NULL,
    actor      TEXT   NOT NULL,
    applied_at BIGINT,  -- null while its job waits
    PRIMARY KEY (regency, id)
) /* clustered */;
CREATE UNIQUE INDEX responsible_rule_seq ON responsible_rule (regency, seq);

-- A hand-over that was accepted goes before every rule: the last one of each business.
CREATE TABLE handed_over (
    regency  TEXT   NOT NULL,
    business TEXT   NOT NULL,
    agency   TEXT   NOT NULL,
    handover TEXT   NOT NULL,
    seq      BIGINT NOT NULL,  -- the order in which they were accepted
    at       BIGINT NOT NULL,
    PRIMARY KEY (regency, business)
) /* clustered */;
CREATE INDEX handed_over_seq ON handed_over (regency, seq);

-- Who answers now: an agency, 'conflict' where rules of the same weight name several, '' for nobody.
ALTER TABLE business ADD COLUMN responsible TEXT NOT NULL DEFAULT '';
CREATE INDEX business_responsible ON business (regency, responsible, sort_name, id);

-- How many counted businesses each answers for now; district '' where that is not known.
CREATE TABLE responsible_count (
    regency    TEXT   NOT NULL,
    agency     TEXT   NOT NULL,
    district   TEXT   NOT NULL,
    businesses BIGINT NOT NULL,
    PRIMARY KEY (regency, agency, district)
) /* clustered */;
INSERT INTO responsible_count (regency, agency, district, businesses)
    SELECT regency, '', district, count(*) FROM business
    WHERE merged_into = '' AND status IN ('claimed', 'found', 'verified', 'paused') GROUP BY regency, district;

-- The day whose rules the rows show; a regency without a row has not yet been worked through.
CREATE TABLE responsible_state (
    regency TEXT NOT NULL PRIMARY KEY,
    as_of   TEXT NOT NULL
);

-- Everybody who coaches a business or did, as its facts say, under the name that they give.
CREATE TABLE coach (
    regency  TEXT   NOT NULL,
    business TEXT   NOT NULL,
    folded   TEXT   NOT NULL,
    name     TEXT   NOT NULL,
    agency   TEXT   NOT NULL,  -- '' until somebody says whose name that is
    since    TEXT   NOT NULL,
    last_day TEXT   NOT NULL,  -- the last day on which a source said so
    ended    TEXT   NOT NULL,  -- the day on which it ended; '' while it goes on
    counted  BIGINT NOT NULL CHECK (counted = 0 OR counted = 1),
    PRIMARY KEY (regency, business, folded)
) /* clustered */;
CREATE INDEX coach_folded ON coach (regency, folded);
CREATE INDEX coach_agency ON coach (regency, agency, business) WHERE agency <> '';
CREATE INDEX coach_live ON coach (regency, business, agency) WHERE agency <> '' AND ended = '' AND counted = 1;

-- Whose name is it: a person's decision.
CREATE TABLE coach_name (
    regency TEXT   NOT NULL,
    folded  TEXT   NOT NULL,
    agency  TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    actor   TEXT   NOT NULL,
    PRIMARY KEY (regency, folded)
) /* clustered */;

-- An agency coaches a business no longer; what a source says of a later day begins it anew.
CREATE TABLE coach_end (
    regency  TEXT   NOT NULL,
    business TEXT   NOT NULL,
    id       TEXT   NOT NULL CHECK (length(id) = 32),
    agency   TEXT   NOT NULL,
    day      TEXT   NOT NULL,
    reason   BYTEA  NOT NULL,  -- sealed
    at       BIGINT NOT NULL,
    actor    TEXT   NOT NULL,
    PRIMARY KEY (regency, business, id)
) /* clustered */;

-- For other modules.
CREATE VIEW registry_responsible AS
    SELECT regency, id AS business, name, owner, village, district, class, status, kbli, trade, responsible, sort_name
    FROM business WHERE merged_into = '';
-- The same, read by agency.
CREATE VIEW registry_answered AS
    SELECT regency, id AS business, name, village, district, class, status, kbli, trade, responsible
    FROM business /* by business_responsible */ WHERE merged_into = '';
-- The same of all that are larger than micro, which are few.
CREATE VIEW registry_larger AS
    SELECT regency, id AS business, name, village, district, class, status, kbli, trade, responsible
    FROM business /* by business_class */ WHERE merged_into = '' AND class <> 'micro' AND class <> 'unknown';
CREATE VIEW registry_coach AS
    SELECT regency, business, folded, name, agency, since, last_day, ended, counted FROM coach;
