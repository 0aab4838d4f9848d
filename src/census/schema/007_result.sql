-- What accepted visits say is made there: a row for each product of a target.
CREATE TABLE census_product (
    regency  TEXT   NOT NULL CHECK (length(regency) = 4),
    campaign TEXT   NOT NULL,
    kbli     TEXT   NOT NULL,  -- as the enumerator chose it; '' for none
    village  TEXT   NOT NULL,
    target   TEXT   NOT NULL,
    number   BIGINT NOT NULL,
    unit     TEXT   NOT NULL,  -- lower case; '' for none
    capacity BIGINT,           -- units a month
    PRIMARY KEY (regency, campaign, kbli, village, target, number)
) /* clustered */;

-- What a published campaign found, as it was then.
CREATE TABLE census_result (
    regency    TEXT   NOT NULL CHECK (length(regency) = 4),
    campaign   TEXT   NOT NULL,
    digest     TEXT   NOT NULL CHECK (length(digest) = 64),  -- SHA-256 over definition, figures and rows
    definition TEXT   NOT NULL,  -- JSON
    figures    TEXT   NOT NULL,  -- JSON
    row_count  BIGINT NOT NULL,
    made_at    BIGINT NOT NULL,
    actor_name TEXT   NOT NULL,
    PRIMARY KEY (regency, campaign)
) /* clustered */;
