CREATE TABLE boundary (
    regency     TEXT   NOT NULL PRIMARY KEY CHECK (length(regency) = 4),
    format      TEXT   NOT NULL CHECK (format IN ('geojson', 'topojson')),
    body        BYTEA  NOT NULL,
    hash        TEXT   NOT NULL CHECK (length(hash) = 32),
    matched     BIGINT NOT NULL,
    imported_at BIGINT NOT NULL,
    actor       TEXT   NOT NULL
);
