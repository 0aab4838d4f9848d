-- Law is data: which licence a business of a trade needs, from which day on. A new law adds a row.
CREATE TABLE licence_need (
    trade    TEXT   NOT NULL,  -- '' for every trade
    lacks    TEXT   NOT NULL,  -- name of the bit of what is known of a business
    due_from TEXT   NOT NULL,
    due_to   TEXT   NOT NULL,  -- exclusive; '2199-12-31' while in force
    place    BIGINT NOT NULL,  -- among the others on a page
    source   TEXT   NOT NULL,
    PRIMARY KEY (trade, lacks, due_from)
);
INSERT INTO licence_need (trade, lacks, due_from, due_to, place, source) VALUES
    ('',      'nib',         '2021-02-02', '2199-12-31', 1, 'PP 28/2025 (sebelumnya PP 5/2021)'),
    ('food',  'food_permit', '2012-11-17', '2199-12-31', 2, 'UU 18/2012 Pasal 91'),
    ('drink', 'food_permit', '2012-11-17', '2199-12-31', 3, 'UU 18/2012 Pasal 91'),
    ('food',  'halal',       '2026-10-17', '2199-12-31', 4, 'PP 42/2024 Pasal 160'),
    ('drink', 'halal',       '2026-10-17', '2199-12-31', 5, 'PP 42/2024 Pasal 160');

-- Somebody spoke with a business about one of its licences. Never changed; taken back by a row of its own.
CREATE TABLE licence_contact (
    regency  TEXT   NOT NULL,
    business TEXT   NOT NULL,
    kind     TEXT   NOT NULL,
    number   TEXT   NOT NULL,
    id       TEXT   NOT NULL CHECK (length(id) = 32),
    day      TEXT   NOT NULL,
    note     TEXT   NOT NULL,
    at       BIGINT NOT NULL,
    actor    TEXT   NOT NULL,
    PRIMARY KEY (regency, business, kind, number, id)
) /* clustered */;
CREATE TABLE licence_contact_undone (
    regency TEXT   NOT NULL,
    contact TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    actor   TEXT   NOT NULL,
    PRIMARY KEY (regency, contact)
) /* clustered */;
