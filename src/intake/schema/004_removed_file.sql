-- Files of lists that were removed: a person in them has had his data erased, or they were kept long enough.
CREATE TABLE removed_file (
    regency TEXT   NOT NULL,
    sha256  TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    why     TEXT   NOT NULL CHECK (why IN ('erasure', 'retention')),
    PRIMARY KEY (regency, sha256)
) /* clustered */;
