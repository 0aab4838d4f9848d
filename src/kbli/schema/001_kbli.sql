-- What lists brought in beside the built-in table. Reference tables: small, the same for all regencies.
CREATE TABLE kbli_entry (
    edition TEXT NOT NULL,
    code    TEXT NOT NULL,  -- a section's letter, or 2 to 5 digits
    title   TEXT NOT NULL,
    PRIMARY KEY (edition, code)
);
-- Which classes of 2025 a class of 2020 became.
CREATE TABLE kbli_crossing (
    code_2020 TEXT NOT NULL,
    code_2025 TEXT NOT NULL,
    PRIMARY KEY (code_2020, code_2025)
);
-- Each list that changed something, so that whoever holds the tables in memory sees that they are old.
CREATE TABLE kbli_import (
    seq   BIGINT NOT NULL PRIMARY KEY,
    list  TEXT   NOT NULL,  -- an edition, or 'crosswalk'
    lines BIGINT NOT NULL,
    at    BIGINT NOT NULL,
    actor TEXT   NOT NULL
);
