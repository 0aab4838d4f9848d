-- The agencies that a regency deals with: its own, the province's and the centre's. None is ever removed.
CREATE TABLE agency (
    regency    TEXT   NOT NULL CHECK (length(regency) = 4),
    id         TEXT   NOT NULL CHECK (length(id) = 32),
    name       TEXT   NOT NULL,
    short_name TEXT   NOT NULL,
    level      TEXT   NOT NULL CHECK (level = 'regency' OR level = 'province' OR level = 'centre'),
    closed     BIGINT NOT NULL CHECK (closed = 0 OR closed = 1),
    is_default BIGINT NOT NULL CHECK (is_default = 0 OR is_default = 1),  -- came with the program, not yet looked at
    at         BIGINT NOT NULL,
    actor      TEXT   NOT NULL,
    PRIMARY KEY (regency, id)
) /* clustered */;

-- An account that belongs to agencies acts for these only; one that belongs to none is not bound.
CREATE TABLE agency_member (
    regency TEXT NOT NULL,
    account TEXT NOT NULL,
    agency  TEXT NOT NULL,
    PRIMARY KEY (regency, account, agency)
) /* clustered */;

-- A business is handed over on request, once the other agency accepts. What was asked and answered stays.
CREATE TABLE handover (
    regency     TEXT   NOT NULL CHECK (length(regency) = 4),
    id          TEXT   NOT NULL CHECK (length(id) = 32),
    business    TEXT   NOT NULL,
    from_agency TEXT   NOT NULL,  -- '' where nobody answered, 'conflict' where several did
    to_agency   TEXT   NOT NULL,
    cause       TEXT   NOT NULL CHECK (cause = 'person' OR cause = 'class'),  -- class: its size asks for another level
    state       TEXT   NOT NULL,  -- requested, accepted, refused, withdrawn
    reason      BYTEA  NOT NULL,  -- sealed
    asked_at    BIGINT NOT NULL,
    asked_by    TEXT   NOT NULL,
    answer      BYTEA  NOT NULL,  -- sealed
    decided_at  BIGINT,
    decided_by  TEXT   NOT NULL,
    PRIMARY KEY (regency, id)
) /* clustered */;
CREATE INDEX handover_business ON handover (regency, business);
CREATE INDEX handover_asked ON handover (regency, asked_at, id);
CREATE UNIQUE INDEX handover_open ON handover (regency, business) WHERE state = 'requested';

-- A person decided that a business stays although its class asks for another level of government.
CREATE TABLE handover_dismissed (
    regency  TEXT   NOT NULL,
    business TEXT   NOT NULL,
    class    TEXT   NOT NULL,
    reason   BYTEA  NOT NULL,  -- sealed
    at       BIGINT NOT NULL,
    actor    TEXT   NOT NULL,
    PRIMARY KEY (regency, business, class)
) /* clustered */;

-- Of several agencies that coach a business, the one that leads.
CREATE TABLE coach_lead (
    regency  TEXT   NOT NULL,
    business TEXT   NOT NULL,
    agency   TEXT   NOT NULL,
    at       BIGINT NOT NULL,
    actor    TEXT   NOT NULL,
    PRIMARY KEY (regency, business)
) /* clustered */;
