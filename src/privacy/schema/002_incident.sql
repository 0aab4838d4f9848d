-- Personal data that got out, or may have (UU 27/2022 Pasal 46): who must be told is worked out from the chain of events.
CREATE TABLE incident (
    regency       TEXT   NOT NULL CHECK (length(regency) = 4),
    id            TEXT   NOT NULL CHECK (length(id) = 32),
    from_at       BIGINT NOT NULL,
    until_at      BIGINT NOT NULL,
    discovered_at BIGINT NOT NULL,
    due_at        BIGINT NOT NULL,
    accounts      TEXT   NOT NULL,  -- ids parted by blanks; '' is anybody
    body          BYTEA  NOT NULL,  -- sealed: what happened, how, what is done about it
    actor         TEXT   NOT NULL,
    agency_told_at  BIGINT,
    persons_told_at BIGINT,
    PRIMARY KEY (regency, id)
) /* clustered */;

-- How long what is no longer needed is kept; 0 days: for good.
CREATE TABLE retention_rule (
    subject TEXT   NOT NULL PRIMARY KEY,
    days    BIGINT NOT NULL CHECK (days >= 0),
    law     TEXT   NOT NULL
);
INSERT INTO retention_rule (subject, days, law) VALUES
    ('list_files',    730, 'UU 27/2022 Pasal 42, 44; jadwal retensi arsip daerah'),
    ('rejected_rows', 365, 'UU 27/2022 Pasal 42; tujuan pemrosesan tercapai'),
    ('replies',        30, 'UU 27/2022 Pasal 42; hanya untuk pengiriman ulang'),
    ('requests',     1825, 'UU 43/2009; jadwal retensi arsip daerah');

-- What each run has removed.
CREATE TABLE retention_run (
    day     TEXT   NOT NULL,
    subject TEXT   NOT NULL,
    removed BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (day, subject)
);
