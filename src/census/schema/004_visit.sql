-- What an enumerator says of one call at one target. Its id is made on his phone.
CREATE TABLE visit (
    regency    TEXT   NOT NULL CHECK (length(regency) = 4),
    id         TEXT   NOT NULL CHECK (length(id) = 32),
    campaign   TEXT   NOT NULL,
    pack       TEXT   NOT NULL,
    target     TEXT   NOT NULL,
    village    TEXT   NOT NULL,
    enumerator TEXT   NOT NULL,
    enumerator_name TEXT NOT NULL,
    state      TEXT   NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'accepted')),
    outcome    TEXT   NOT NULL,
    version    BIGINT NOT NULL,
    day        TEXT   NOT NULL,  -- by the phone's clock, set right by how far it was off when it sent
    received_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    skew_ms    BIGINT NOT NULL,  -- the phone's clock was so far behind the server's
    minutes    BIGINT NOT NULL,  -- that it took, by the phone's clock
    has_gps    BIGINT NOT NULL,
    photos     BIGINT NOT NULL,  -- that it names
    missing    BIGINT NOT NULL,  -- of these not yet here
    conflicts  BIGINT NOT NULL,  -- fields about which two phones differ
    faulty     BIGINT NOT NULL,  -- what two phones said does not pass the questionnaire's checks together
    remarks    TEXT   NOT NULL,  -- soft checks that did not hold, blanks between
    signals    TEXT   NOT NULL,  -- what a supervisor should look at, blanks between
    pattern    TEXT   NOT NULL,  -- keyed hash of its choices; '' for too few
    body       BYTEA  NOT NULL,  -- sealed: fields, answers, place, times
    comment    BYTEA  NOT NULL,  -- sealed: of the supervisor
    reviewed_at BIGINT,
    reviewed_by TEXT  NOT NULL,
    PRIMARY KEY (regency, id)
) /* clustered */;
CREATE INDEX visit_target ON visit (regency, campaign, target);
CREATE INDEX visit_queue ON visit (regency, campaign, state, received_at, id);
CREATE INDEX visit_pattern ON visit (regency, campaign, enumerator, pattern) WHERE pattern <> '';

-- Everything that was ever sent, as it was sent.
CREATE TABLE visit_revision (
    regency    TEXT   NOT NULL,
    visit      TEXT   NOT NULL,
    version    BIGINT NOT NULL,  -- of the visit, which it made
    hash       TEXT   NOT NULL,  -- keyed, of what was sent: the same again is recognised
    status     BIGINT NOT NULL,
    sent       BYTEA  NOT NULL,  -- sealed
    merged     BYTEA  NOT NULL,  -- sealed: the visit from then on
    at         BIGINT NOT NULL,
    actor      TEXT   NOT NULL,
    actor_name TEXT   NOT NULL,
    PRIMARY KEY (regency, visit, version)
) /* clustered */;

-- Two phones say different things of one field: the first stands until a supervisor decides.
CREATE TABLE visit_conflict (
    regency    TEXT   NOT NULL,
    visit      TEXT   NOT NULL,
    field      TEXT   NOT NULL,
    version    BIGINT NOT NULL,  -- that brought the other value
    against    BIGINT NOT NULL,  -- the version that said what stands
    taken      TEXT   NOT NULL CHECK (taken IN ('', 'kept', 'sent')),
    decided_by TEXT   NOT NULL,
    decided_at BIGINT,
    PRIMARY KEY (regency, visit, version, field)
) /* clustered */;

CREATE TABLE visit_photo (
    regency TEXT   NOT NULL,
    sha256  TEXT   NOT NULL CHECK (length(sha256) = 64),
    visit   TEXT   NOT NULL,
    PRIMARY KEY (regency, sha256, visit)
) /* clustered */;
CREATE INDEX visit_photo_of ON visit_photo (regency, visit);

-- Photos that are here; the pictures stand sealed among the other files.
CREATE TABLE census_photo (
    regency TEXT   NOT NULL,
    sha256  TEXT   NOT NULL CHECK (length(sha256) = 64),
    bytes   BIGINT NOT NULL,
    kind    TEXT   NOT NULL CHECK (kind = 'image/jpeg' OR kind = 'image/webp'),
    at      BIGINT NOT NULL,
    actor   TEXT   NOT NULL,
    PRIMARY KEY (regency, sha256)
) /* clustered */;
