-- Reference tables: small, the same in every shard.
CREATE TABLE account (
    id            TEXT   NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    username      TEXT   NOT NULL UNIQUE CHECK (length(username) BETWEEN 3 AND 60),
    name          TEXT   NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    password_hash TEXT   NOT NULL,
    disabled_at   BIGINT,
    created_at    BIGINT NOT NULL
);

CREATE TABLE role_grant (
    account TEXT NOT NULL REFERENCES account (id),
    role    TEXT NOT NULL,
    area    TEXT NOT NULL,  -- '' is the whole country
    PRIMARY KEY (account, role, area)
);

CREATE TABLE session (
    token_hash TEXT   NOT NULL PRIMARY KEY,
    account    TEXT   NOT NULL REFERENCES account (id),
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL
);
CREATE INDEX session_account ON session (account);

CREATE TABLE sign_in_failure (
    username TEXT   NOT NULL PRIMARY KEY,  -- keyed hash of it: what is typed there may be anything
    failures BIGINT NOT NULL,
    last_at  BIGINT NOT NULL
);
CREATE INDEX sign_in_failure_age ON sign_in_failure (last_at);
