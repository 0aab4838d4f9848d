-- Conditions name values one by one: for IN with three values or more SQLite builds a table at each insert, a third of
-- what the insert costs.

-- Facts are added, never changed: one source said something about one business on one day.
CREATE TABLE fact (
    regency     TEXT   NOT NULL CHECK (length(regency) = 4),
    business    TEXT   NOT NULL CHECK (length(business) = 32),
    id          TEXT   NOT NULL CHECK (length(id) = 32),
    day         TEXT   NOT NULL CHECK (length(day) = 10),  -- the day it speaks of
    recorded_at BIGINT NOT NULL,
    actor       TEXT   NOT NULL,
    source      TEXT   NOT NULL CHECK (source = 'batch' OR source = 'form' OR source = 'demo'),
    label       TEXT   NOT NULL,  -- the source's name as people know it
    batch       TEXT   NOT NULL,  -- '' unless it came in a file
    row_number  BIGINT NOT NULL,  -- as the spreadsheet counts it; 0 unless it came in a file
    person      TEXT   NOT NULL,  -- the owner it speaks of, '' for none
    said        TEXT   NOT NULL,  -- keyed hash of the body: the same said again is recognised
    body        BYTEA  NOT NULL,  -- sealed: field, tab, text, newline; last the reason behind a tab
    PRIMARY KEY (regency, business, id)
) /* clustered */;
CREATE INDEX fact_said ON fact (regency, said);

-- A fact about facts: what a batch said no longer counts, or one fact does not.
CREATE TABLE withdrawal (
    regency  TEXT   NOT NULL,
    target   TEXT   NOT NULL,  -- id of a batch or of a fact
    at       BIGINT NOT NULL,
    actor    TEXT   NOT NULL,
    PRIMARY KEY (regency, target)
) /* clustered */;

-- The present state of each business: what its facts amount to, kept in the transaction that adds them.
CREATE TABLE business (
    regency       TEXT   NOT NULL CHECK (length(regency) = 4),
    id            TEXT   NOT NULL CHECK (length(id) = 32),
    seq           BIGINT NOT NULL,  -- its number in the search index
    name          TEXT   NOT NULL,
    sort_name     TEXT   NOT NULL,  -- folded, for lists in the order of names
    owner         TEXT   NOT NULL,
    person        TEXT   NOT NULL,  -- the owner named last, '' for none
    trade         TEXT   NOT NULL,
    class         TEXT   NOT NULL,
    status        TEXT   NOT NULL,
    village       TEXT   NOT NULL,
    district      TEXT   NOT NULL,
    nib           TEXT   NOT NULL,
    sealed        BYTEA  NOT NULL,  -- NIK, phone and birth day of the owner
    coached_by    TEXT   NOT NULL,
    coached_since TEXT   NOT NULL,
    flagship      BIGINT NOT NULL CHECK (flagship IN (0, 1)),
    has           BIGINT NOT NULL,  -- bits of what is known: nik, phone, village, nib, sales, trade
    since         TEXT   NOT NULL,  -- day of its first fact
    merged_into   TEXT   NOT NULL,
    search        TEXT   NOT NULL,  -- exactly what stands in the search index
    version       BIGINT NOT NULL,
    updated_at    BIGINT NOT NULL,
    PRIMARY KEY (regency, id)
) /* clustered */;
-- What a search asks of each of its hundreds of matches before it counts them.
CREATE INDEX business_seq ON business (regency, seq, merged_into, status, district, trade, class);
CREATE INDEX business_name ON business (regency, sort_name, id);
CREATE INDEX business_district ON business (regency, district, sort_name, id);
CREATE INDEX business_trade ON business (regency, trade, sort_name, id);
CREATE INDEX business_class ON business (regency, class, sort_name, id)
    WHERE class <> 'micro' AND class <> 'unknown';
CREATE INDEX business_status ON business (regency, status, sort_name, id)
    WHERE status <> 'claimed' AND status <> 'found' AND status <> 'verified';
CREATE INDEX business_coached ON business (regency, sort_name, id) WHERE coached_by <> '';
CREATE INDEX business_flagship ON business (regency, sort_name, id) WHERE flagship = 1;

-- A person owns any number of businesses, and a business has any number of owners.
CREATE TABLE ownership (
    regency  TEXT NOT NULL,
    business TEXT NOT NULL,
    person   TEXT NOT NULL,
    since    TEXT NOT NULL,
    PRIMARY KEY (regency, business, person)
) /* clustered */;
CREATE INDEX ownership_person ON ownership (regency, person, business);

-- Two records that are one business: facts stay where they are, the survivor's state is made of both.
CREATE TABLE merge (
    regency   TEXT   NOT NULL,
    id        TEXT   NOT NULL CHECK (length(id) = 32),
    survivor  TEXT   NOT NULL,
    absorbed  TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    actor     TEXT   NOT NULL,
    undone_at BIGINT,
    PRIMARY KEY (regency, id)
) /* clustered */;
CREATE INDEX merge_survivor ON merge (regency, survivor) WHERE undone_at IS NULL;
CREATE INDEX merge_absorbed ON merge (regency, absorbed) WHERE undone_at IS NULL;

-- One row a regency: the last number given in the search index, and how often the registry was written. Numbers are
-- never given twice; what was checked against an older version must be checked again.
CREATE TABLE registry_state (
    regency  TEXT   NOT NULL PRIMARY KEY,
    last_seq BIGINT NOT NULL,
    version  BIGINT NOT NULL
);
