-- From where somebody is signed in, so that he recognises his own.
ALTER TABLE session ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN address TEXT NOT NULL DEFAULT '';

-- Keys for programs. The secret itself is shown once and never stored.
CREATE TABLE api_token (
    id          TEXT   NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    account     TEXT   NOT NULL REFERENCES account (id),
    name        TEXT   NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    token_hash  TEXT   NOT NULL UNIQUE,
    permissions TEXT   NOT NULL,  -- their names, parted by blanks
    areas       TEXT   NOT NULL,  -- codes parted by blanks; '' is all that the account holds
    created_at  BIGINT NOT NULL,
    created_by  TEXT   NOT NULL,
    expires_at  BIGINT NOT NULL,
    used_at     BIGINT,
    revoked_at  BIGINT
);
CREATE INDEX api_token_account ON api_token (account, created_at);

CREATE TABLE second_factor (
    account      TEXT   NOT NULL PRIMARY KEY REFERENCES account (id),
    secret       BYTEA  NOT NULL,  -- sealed
    confirmed_at BIGINT,           -- NULL until the first code has been given
    last_step    BIGINT NOT NULL   -- of the last code taken: none is taken twice
);
CREATE TABLE recovery_code (
    account   TEXT   NOT NULL REFERENCES account (id),
    code_hash TEXT   NOT NULL,  -- keyed
    used_at   BIGINT,
    PRIMARY KEY (account, code_hash)
);
-- Roles that, held inside the area, give nothing without a second factor.
CREATE TABLE second_factor_rule (
    role TEXT NOT NULL,
    area TEXT NOT NULL,
    PRIMARY KEY (role, area)
);
