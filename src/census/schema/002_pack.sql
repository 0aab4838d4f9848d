-- Names of one village in walking order, for one enumerator.
CREATE TABLE pack (
    regency     TEXT   NOT NULL CHECK (length(regency) = 4),
    id          TEXT   NOT NULL CHECK (length(id) = 32),
    campaign    TEXT   NOT NULL,
    number      BIGINT NOT NULL,
    village     TEXT   NOT NULL,  -- ten digits; zeros stand for what is not known
    targets     BIGINT NOT NULL,
    enumerator  TEXT   NOT NULL,  -- account; '' for nobody yet
    enumerator_name TEXT NOT NULL,
    version     BIGINT NOT NULL,  -- of the last change of a target in it: what a phone asks by
    PRIMARY KEY (regency, id)
) /* clustered */;
CREATE INDEX pack_campaign ON pack (regency, campaign, number);
CREATE INDEX pack_enumerator ON pack (regency, enumerator, campaign) WHERE enumerator <> '';

-- Who had which pack: never changed.
CREATE TABLE pack_assignment (
    regency    TEXT   NOT NULL,
    pack       TEXT   NOT NULL,
    number     BIGINT NOT NULL,
    campaign   TEXT   NOT NULL,
    from_account TEXT NOT NULL,
    to_account TEXT   NOT NULL,
    to_name    TEXT   NOT NULL,
    reason     BYTEA  NOT NULL,  -- sealed
    at         BIGINT NOT NULL,
    actor      TEXT   NOT NULL,
    actor_name TEXT   NOT NULL,
    PRIMARY KEY (regency, pack, number)
) /* clustered */;

-- A business to be visited: of the prelist, or found on the way.
CREATE TABLE census_target (
    regency    TEXT   NOT NULL CHECK (length(regency) = 4),
    campaign   TEXT   NOT NULL,
    id         TEXT   NOT NULL CHECK (length(id) = 32),
    pack       TEXT   NOT NULL,
    place      BIGINT NOT NULL,  -- in walking order; 0 for what was found on the way
    village    TEXT   NOT NULL,
    business   TEXT   NOT NULL,  -- of the registry; '' until one that was found is accepted
    twin       BIGINT NOT NULL CHECK (twin = 0 OR twin = 1),  -- waits in the queue of pairs
    body       BYTEA  NOT NULL,  -- sealed: names and address
    state      TEXT   NOT NULL CHECK (state IN ('open', 'submitted', 'returned', 'accepted')),
    outcome    TEXT   NOT NULL,  -- of the visit that counts; '' for none
    visit      TEXT   NOT NULL,  -- that one
    visited_by TEXT   NOT NULL,
    visited_day TEXT  NOT NULL,
    has_gps    BIGINT NOT NULL,
    has_photo  BIGINT NOT NULL,
    attempts   BIGINT NOT NULL,  -- days on which it was not found
    draft      TEXT   NOT NULL,  -- a visit that was begun and not ended; '' for none
    changed    BIGINT NOT NULL,  -- version of the pack with its last change
    PRIMARY KEY (regency, campaign, id)
) /* clustered */;
CREATE INDEX census_target_pack ON census_target (regency, pack, changed);
CREATE INDEX census_target_business ON census_target (regency, business) WHERE business <> '';

-- How many targets stand where: kept in the transaction that changes them.
CREATE TABLE census_tally (
    regency    TEXT   NOT NULL,
    campaign   TEXT   NOT NULL,
    village    TEXT   NOT NULL,
    enumerator TEXT   NOT NULL,
    day        TEXT   NOT NULL,
    outcome    TEXT   NOT NULL,
    state      TEXT   NOT NULL,
    targets    BIGINT NOT NULL,
    gps        BIGINT NOT NULL,
    photos     BIGINT NOT NULL,
    PRIMARY KEY (regency, campaign, village, enumerator, day, outcome, state)
) /* clustered */;
