-- What phones seal for the office what they could not send: only the regency's own key opens it.
CREATE TABLE phone_key (
    regency     TEXT   NOT NULL CHECK (length(regency) = 4),
    id          TEXT   NOT NULL CHECK (length(id) = 32),
    public_key  TEXT   NOT NULL,  -- RSA, SubjectPublicKeyInfo in DER, base64
    private_key BYTEA  NOT NULL,  -- sealed
    at          BIGINT NOT NULL,
    PRIMARY KEY (regency, id)
) /* clustered */;
