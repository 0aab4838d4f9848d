-- Versions of rule sets that people entered: `class_rule` holds their limits once they are applied. What the program
-- brings with it has no row here.
CREATE TABLE class_rule_change (
    id         TEXT   NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    seq        BIGINT NOT NULL UNIQUE,
    rule_set   TEXT   NOT NULL,
    title      TEXT   NOT NULL,
    source     TEXT   NOT NULL,  -- the article of the law
    valid_from TEXT   NOT NULL,
    governs    BIGINT NOT NULL CHECK (governs = 0 OR governs = 1),
    limits     TEXT   NOT NULL,  -- a line for each: measure, class, amount, tabs between
    at         BIGINT NOT NULL,
    actor      TEXT   NOT NULL,
    actor_name TEXT   NOT NULL,
    applied_at BIGINT  -- null while its job waits
);
