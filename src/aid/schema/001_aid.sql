-- A checked file of intake as a list of who is to receive something, or of who is not to.
CREATE TABLE aid_list (
    regency     TEXT   NOT NULL CHECK (length(regency) = 4),
    id          TEXT   NOT NULL CHECK (length(id) = 32),
    batch       TEXT   NOT NULL,
    kind        TEXT   NOT NULL CHECK (kind IN ('recipients', 'exclusion')),
    name        TEXT   NOT NULL,  -- the programme, or who is excluded: "BPUM 2026", "ASN Kabupaten"
    twice       BIGINT NOT NULL CHECK (twice = 0 OR twice = 1),  -- each finding is judged by two persons
    state       TEXT   NOT NULL CHECK (state IN ('checking', 'open', 'signed', 'withdrawn')),
    row_count   BIGINT NOT NULL,
    without_nik BIGINT NOT NULL,
    dropped     BIGINT NOT NULL,  -- rows that were struck off when it was signed
    asked_at    BIGINT NOT NULL,
    actor       TEXT   NOT NULL,
    actor_name  TEXT   NOT NULL,
    checked_at  BIGINT,
    signed_at   BIGINT,
    signed_by   TEXT   NOT NULL,  -- name
    PRIMARY KEY (regency, id)
) /* clustered */;
CREATE INDEX aid_list_asked ON aid_list (regency, asked_at, id);
CREATE UNIQUE INDEX aid_list_batch ON aid_list (regency, batch) WHERE state <> 'withdrawn';

CREATE TABLE aid_row (
    regency    TEXT   NOT NULL,
    list       TEXT   NOT NULL,
    row_number BIGINT NOT NULL,
    nik        TEXT   NOT NULL,  -- keyed hash; '' for none that could be one
    dropped    BIGINT NOT NULL CHECK (dropped = 0 OR dropped = 1),
    PRIMARY KEY (regency, list, row_number)
) /* clustered */;
CREATE INDEX aid_row_nik ON aid_row (regency, nik, list) WHERE nik <> '';

-- What a named check says against a row, and what persons say to that.
CREATE TABLE aid_finding (
    regency    TEXT   NOT NULL,
    list       TEXT   NOT NULL,
    finding    BIGINT NOT NULL,  -- row and check in one number
    check_name TEXT   NOT NULL,
    row_number BIGINT NOT NULL,
    why        TEXT   NOT NULL,  -- key that says more, or ''
    with_list  TEXT   NOT NULL,  -- the list that holds the other row, or ''
    with_row   BIGINT NOT NULL,
    business   TEXT   NOT NULL,  -- of the registry, or ''
    first      TEXT   NOT NULL CHECK (first IN ('', 'keep', 'drop')),
    first_by   TEXT   NOT NULL,
    second     TEXT   NOT NULL CHECK (second IN ('', 'keep', 'drop')),
    second_by  TEXT   NOT NULL,
    third      TEXT   NOT NULL CHECK (third IN ('', 'keep', 'drop')),
    third_by   TEXT   NOT NULL,
    final      TEXT   NOT NULL CHECK (final IN ('', 'keep', 'drop')),
    note       BYTEA  NOT NULL,  -- sealed: reasons of those who judged
    PRIMARY KEY (regency, list, finding)
) /* clustered */;
CREATE INDEX aid_finding_open ON aid_finding (regency, list, check_name, final, row_number);
