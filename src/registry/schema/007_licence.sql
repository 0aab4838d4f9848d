-- The licences that each business holds, as its facts amount to them; kept in the transaction that adds the facts.
CREATE TABLE licence (
    regency     TEXT NOT NULL,
    business    TEXT NOT NULL,
    kind        TEXT NOT NULL,
    number      TEXT NOT NULL,  -- 'ada' where only is said that there is one
    issuer      TEXT NOT NULL,
    valid_from  TEXT NOT NULL,  -- '' if not known
    valid_until TEXT NOT NULL,  -- its last day; '' if there is none or it is not known: see basis
    basis       TEXT NOT NULL,  -- what says so: said, number, rule, endless, moved, unknown
    fact        TEXT NOT NULL,  -- the fact that spoke of it last
    PRIMARY KEY (regency, business, kind, number)
) /* clustered */;
CREATE INDEX licence_until ON licence (regency, valid_until, business, kind, number);

-- For other modules: each licence beside the business that holds it.
CREATE VIEW registry_licence AS
    SELECT l.regency AS regency, l.business AS business, l.kind AS kind, l.number AS number, l.issuer AS issuer,
           l.valid_from AS valid_from, l.valid_until AS valid_until, l.basis AS basis, l.fact AS fact,
           b.name AS name, b.owner AS owner, b.village AS village, b.district AS district, b.status AS status
    FROM licence l JOIN business b ON b.regency = l.regency AND b.id = l.business;

-- Law is data: how long a licence holds by the day on which it was given. A new law adds a row with its day of force.
CREATE TABLE licence_rule (
    kind         TEXT   NOT NULL,
    issued_from  TEXT   NOT NULL,
    issued_to    TEXT   NOT NULL,  -- exclusive; '2199-12-31' while in force
    years        BIGINT NOT NULL,  -- 0: without end
    ends_on_move BIGINT NOT NULL CHECK (ends_on_move IN (0, 1)),  -- when the place moves to another regency
    source       TEXT   NOT NULL,
    PRIMARY KEY (kind, issued_from)
);
INSERT INTO licence_rule (kind, issued_from, issued_to, years, ends_on_move, source) VALUES
    ('sku',   '1900-01-01', '2199-12-31', 0,  0, 'Tidak ada masa berlaku dalam peraturan'),
    ('iumk',  '1900-01-01', '2199-12-31', 0,  0, 'Perpres 98/2014, digantikan NIB'),
    ('pirt',  '1900-01-01', '2199-12-31', 5,  1, 'Peraturan BPOM 22/2018'),
    ('halal', '1900-01-01', '2022-12-30', 4,  0, 'UU 33/2014 Pasal 42'),
    ('halal', '2022-12-30', '2199-12-31', 0,  0, 'Perppu 2/2022 (UU 6/2023) Pasal 48'),
    ('bpom',  '1900-01-01', '2199-12-31', 5,  0, 'Peraturan BPOM 23/2023'),
    ('brand', '1900-01-01', '2199-12-31', 10, 0, 'UU 20/2016 Pasal 35');

ALTER TABLE tally ADD COLUMN has_food_permit BIGINT NOT NULL DEFAULT 0;
ALTER TABLE tally ADD COLUMN has_halal BIGINT NOT NULL DEFAULT 0;
