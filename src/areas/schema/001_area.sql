-- Reference tables: small, the same in every shard. A code is never removed: where Kemendagri gives it up, or
-- gives it another name, that is a dated row.
CREATE TABLE area (
    code       TEXT   NOT NULL PRIMARY KEY CHECK (length(code) IN (2, 4, 6, 10)),
    level      BIGINT NOT NULL CHECK (level BETWEEN 1 AND 4),
    parent     TEXT,            -- NULL: a province
    name       TEXT   NOT NULL,
    name_fold  TEXT   NOT NULL,
    valid_from TEXT,            -- day of the table that brought it; NULL: it was there from the beginning
    valid_to   TEXT             -- day of the table that no longer had it; NULL: it is in force
) /* clustered */;

CREATE TABLE area_former_name (
    code     TEXT NOT NULL,
    valid_to TEXT NOT NULL,     -- day of the table that brought the next name
    name     TEXT NOT NULL,
    PRIMARY KEY (code, valid_to)
) /* clustered */;

-- Which tables of codes this store has been brought to, the last one being in force.
CREATE TABLE area_table (
    seq       BIGINT NOT NULL PRIMARY KEY,
    hash      TEXT   NOT NULL,
    day       TEXT   NOT NULL,
    loaded_at BIGINT NOT NULL
);
