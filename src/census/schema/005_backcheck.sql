-- Visits drawn by chance and made again by somebody else: how often they were wrong.
CREATE TABLE backcheck (
    regency    TEXT   NOT NULL CHECK (length(regency) = 4),
    id         TEXT   NOT NULL CHECK (length(id) = 32),
    campaign   TEXT   NOT NULL,
    share_bp   BIGINT NOT NULL,  -- of ten thousand visits so many
    population BIGINT NOT NULL,  -- visits it was drawn from
    at         BIGINT NOT NULL,
    actor      TEXT   NOT NULL,
    actor_name TEXT   NOT NULL,
    PRIMARY KEY (regency, id)
) /* clustered */;
CREATE INDEX backcheck_campaign ON backcheck (regency, campaign, at, id);

CREATE TABLE backcheck_visit (
    regency    TEXT   NOT NULL,
    draw       TEXT   NOT NULL,
    number     BIGINT NOT NULL,  -- from 0, in the order in which they were drawn
    visit      TEXT   NOT NULL,
    verdict    TEXT   NOT NULL CHECK (verdict IN ('', 'same', 'differs', 'unsure')),
    note       BYTEA  NOT NULL,  -- sealed
    checked_by TEXT   NOT NULL,
    checked_name TEXT NOT NULL,
    checked_at BIGINT,
    PRIMARY KEY (regency, draw, number)
) /* clustered */;
