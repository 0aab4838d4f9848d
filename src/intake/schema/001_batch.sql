-- One file as it was handed over, and what became of it.
CREATE TABLE batch (
    regency         TEXT   NOT NULL CHECK (length(regency) = 4),
    id              TEXT   NOT NULL CHECK (length(id) = 32),
    file            TEXT   NOT NULL,  -- its name, as the sender called it
    bytes           BIGINT NOT NULL,
    sha256          TEXT   NOT NULL,  -- under which its content is kept
    state           TEXT   NOT NULL,
    kind            TEXT   NOT NULL,
    refusal         TEXT   NOT NULL,  -- key of why it is no list, or why reading failed
    refusal_params  BYTEA  NOT NULL,  -- sealed JSON object; empty for none
    detection       BYTEA  NOT NULL,  -- sealed JSON object for the screen, with cells of the file; empty for none
    source          TEXT   NOT NULL,
    sheet           BIGINT NOT NULL,
    header_row      BIGINT NOT NULL,
    as_of           TEXT   NOT NULL,
    sales_period    TEXT   NOT NULL CHECK (sales_period IN ('ask', 'year', 'month')),
    district        TEXT   NOT NULL,
    rows_read       BIGINT NOT NULL,
    count_new       BIGINT NOT NULL,
    count_update    BIGINT NOT NULL,
    count_same      BIGINT NOT NULL,
    count_duplicate BIGINT NOT NULL,
    count_doubtful  BIGINT NOT NULL,
    count_rejected  BIGINT NOT NULL,
    count_skipped   BIGINT NOT NULL,
    count_quarantined BIGINT NOT NULL,  -- cells with personal data in a column that is not for it
    checked_version BIGINT NOT NULL,  -- the registry's version against which rows were compared
    created_at      BIGINT NOT NULL,
    actor           TEXT   NOT NULL,
    actor_name      TEXT   NOT NULL,
    committed_at    BIGINT,
    undone_at       BIGINT,
    PRIMARY KEY (regency, id)
) /* clustered */;
CREATE INDEX batch_content ON batch (regency, sha256);

CREATE TABLE batch_column (
    regency  TEXT   NOT NULL,
    batch    TEXT   NOT NULL,
    position BIGINT NOT NULL,
    heading  BYTEA  NOT NULL,  -- sealed: a file without a heading has somebody's data there
    target   TEXT   NOT NULL,  -- '' is left aside
    PRIMARY KEY (regency, batch, position)
) /* clustered */;

CREATE TABLE batch_row (
    regency    TEXT   NOT NULL,
    batch      TEXT   NOT NULL,
    row_number BIGINT NOT NULL,
    verdict    TEXT   NOT NULL,
    reason     TEXT   NOT NULL,
    business   TEXT   NOT NULL,  -- the business it makes, changes or repeats
    person     TEXT   NOT NULL,
    evidence   TEXT   NOT NULL,  -- why it may be that business, for doubtful rows
    body       BYTEA  NOT NULL,  -- sealed: cells as they came, values as they were read
    PRIMARY KEY (regency, batch, row_number)
) /* clustered */;
CREATE INDEX batch_row_verdict ON batch_row (regency, batch, verdict, row_number);

-- What was found in the cells of a file, by kind.
CREATE TABLE batch_issue (
    regency     TEXT   NOT NULL,
    batch       TEXT   NOT NULL,
    key         TEXT   NOT NULL,
    field       TEXT   NOT NULL,
    severity    TEXT   NOT NULL,
    count       BIGINT NOT NULL,
    example_row BIGINT NOT NULL,
    PRIMARY KEY (regency, batch, key, field)
) /* clustered */;

-- What a person decided a heading of a source to mean: proposed first the next time.
CREATE TABLE remembered_column (
    regency TEXT NOT NULL,
    source  TEXT NOT NULL,  -- folded
    heading TEXT NOT NULL,  -- keyed hash of it, folded
    target  TEXT NOT NULL,
    PRIMARY KEY (regency, source, heading)
) /* clustered */;
