-- Law is data: a new law adds rows with its day of force, it never changes rows.
CREATE TABLE class_rule_set (
    rule_set TEXT   NOT NULL PRIMARY KEY,  -- "pp7_2021"
    title    TEXT   NOT NULL,
    place    BIGINT NOT NULL  -- among the others on a page
);
INSERT INTO class_rule_set (rule_set, title, place) VALUES
    ('pp7_2021', 'PP 7/2021', 1), ('uu20_2008', 'UU 20/2008', 2), ('bps', 'BPS', 3);

CREATE TABLE class_rule (
    rule_set   TEXT   NOT NULL,
    measure    TEXT   NOT NULL CHECK (measure IN ('sales', 'capital', 'assets', 'workers')),
    class      TEXT   NOT NULL CHECK (class IN ('micro', 'small', 'medium', 'large')),
    at_most    BIGINT NOT NULL,  -- inclusive; rupiah or persons
    valid_from TEXT   NOT NULL,
    valid_to   TEXT   NOT NULL,  -- exclusive; '2199-12-31' while in force
    source     TEXT   NOT NULL,
    PRIMARY KEY (rule_set, measure, class, valid_from)
);
INSERT INTO class_rule (rule_set, measure, class, at_most, valid_from, valid_to, source) VALUES
    ('pp7_2021', 'sales',   'micro',   2000000000, '2021-02-02', '2199-12-31', 'PP 7/2021 Pasal 35 ayat (5)'),
    ('pp7_2021', 'sales',   'small',  15000000000, '2021-02-02', '2199-12-31', 'PP 7/2021 Pasal 35 ayat (5)'),
    ('pp7_2021', 'sales',   'medium', 50000000000, '2021-02-02', '2199-12-31', 'PP 7/2021 Pasal 35 ayat (5)'),
    ('pp7_2021', 'capital', 'micro',   1000000000, '2021-02-02', '2199-12-31', 'PP 7/2021 Pasal 35 ayat (3)'),
    ('pp7_2021', 'capital', 'small',   5000000000, '2021-02-02', '2199-12-31', 'PP 7/2021 Pasal 35 ayat (3)'),
    ('pp7_2021', 'capital', 'medium', 10000000000, '2021-02-02', '2199-12-31', 'PP 7/2021 Pasal 35 ayat (3)'),
    ('uu20_2008', 'sales',  'micro',    300000000, '2008-07-04', '2199-12-31', 'UU 20/2008 Pasal 6'),
    ('uu20_2008', 'sales',  'small',   2500000000, '2008-07-04', '2199-12-31', 'UU 20/2008 Pasal 6'),
    ('uu20_2008', 'sales',  'medium', 50000000000, '2008-07-04', '2199-12-31', 'UU 20/2008 Pasal 6'),
    ('uu20_2008', 'assets', 'micro',     50000000, '2008-07-04', '2199-12-31', 'UU 20/2008 Pasal 6'),
    ('uu20_2008', 'assets', 'small',    500000000, '2008-07-04', '2199-12-31', 'UU 20/2008 Pasal 6'),
    ('uu20_2008', 'assets', 'medium', 10000000000, '2008-07-04', '2199-12-31', 'UU 20/2008 Pasal 6'),
    ('bps', 'workers', 'micro',   4, '1900-01-01', '2199-12-31', 'BPS, jumlah tenaga kerja'),
    ('bps', 'workers', 'small',  19, '1900-01-01', '2199-12-31', 'BPS, jumlah tenaga kerja'),
    ('bps', 'workers', 'medium', 99, '1900-01-01', '2199-12-31', 'BPS, jumlah tenaga kerja');

-- Which set decides the class on lists and in counts, from which day on.
CREATE TABLE class_governing (
    governs_from TEXT NOT NULL PRIMARY KEY,
    rule_set     TEXT NOT NULL
);
INSERT INTO class_governing (governs_from, rule_set) VALUES ('1900-01-01', 'uu20_2008'), ('2021-02-02', 'pp7_2021');
