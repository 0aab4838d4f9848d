-- What enumerators ask. A published version never changes, for answers were given to it.
CREATE TABLE questionnaire (
    regency      TEXT   NOT NULL CHECK (length(regency) = 4),
    id           TEXT   NOT NULL CHECK (length(id) = 32),
    version      BIGINT NOT NULL,
    title        TEXT   NOT NULL,
    body         TEXT   NOT NULL,  -- the document as it was sent
    published_at BIGINT,
    at           BIGINT NOT NULL,
    actor        TEXT   NOT NULL,
    PRIMARY KEY (regency, id, version)
) /* clustered */;

-- One round of visits, from the list of names to the count.
CREATE TABLE campaign (
    regency       TEXT   NOT NULL CHECK (length(regency) = 4),
    id            TEXT   NOT NULL CHECK (length(id) = 32),
    name          TEXT   NOT NULL,
    state         TEXT   NOT NULL CHECK (state IN ('draft', 'running', 'closed', 'published')),
    target        BIGINT NOT NULL,  -- businesses to be found
    from_day      TEXT   NOT NULL,
    until_day     TEXT   NOT NULL,
    areas         TEXT   NOT NULL,  -- codes of districts and villages, blanks between; '' the whole regency
    statuses      TEXT   NOT NULL,  -- of businesses that form the prelist, blanks between
    sources       TEXT   NOT NULL,  -- labels of sources, a line each; '' any
    per_enumerator BIGINT NOT NULL,  -- names in a pack at most
    honorarium    BIGINT NOT NULL,  -- rupiah for each accepted visit
    cost          BIGINT NOT NULL,  -- rupiah that are planned beside the honorarium
    questionnaire TEXT   NOT NULL,
    questionnaire_version BIGINT NOT NULL,
    prelist       TEXT   NOT NULL CHECK (prelist IN ('none', 'making', 'made', 'failed')),
    listed        BIGINT NOT NULL,  -- names of the prelist
    left_out      BIGINT NOT NULL,  -- whose owners have restricted the use of their data
    version       BIGINT NOT NULL,
    at            BIGINT NOT NULL,
    actor         TEXT   NOT NULL,
    actor_name    TEXT   NOT NULL,
    published_at  BIGINT,
    PRIMARY KEY (regency, id)
) /* clustered */;
CREATE INDEX campaign_at ON campaign (regency, at, id);
