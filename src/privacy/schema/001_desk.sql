-- Law is data: what personal data is used for, on which ground, and how soon a person must be answered.

-- What the office uses personal data for (register of processing, UU 27/2022 Pasal 20, 31).
CREATE TABLE processing_purpose (
    purpose    TEXT   NOT NULL PRIMARY KEY,
    place      BIGINT NOT NULL,  -- among the others on a page
    title      TEXT   NOT NULL,
    basis      TEXT   NOT NULL CHECK (basis IN ('consent', 'contract', 'legal_duty', 'vital_interest', 'public_task',
                                                'legitimate_interest')),
    law        TEXT   NOT NULL,
    recipients TEXT   NOT NULL,
    retention  TEXT   NOT NULL
);
INSERT INTO processing_purpose (purpose, place, title, basis, law, recipients, retention) VALUES
    ('registry', 1, 'Pendataan usaha mikro, kecil, dan menengah', 'public_task',
     'UU 27/2022 Pasal 20 ayat (2) huruf e; UU 20/2008; PP 7/2021',
     'Perangkat daerah yang membina usaha', 'Selama usaha tercatat, lalu menurut jadwal retensi arsip'),
    ('coaching', 2, 'Pembinaan, pelatihan, dan pendampingan', 'public_task',
     'UU 27/2022 Pasal 20 ayat (2) huruf e; PP 7/2021', 'Pendamping, konsultan PLUT',
     'Selama dibina, lalu menurut jadwal retensi arsip'),
    ('statistics', 3, 'Angka resmi dan laporan tanpa nama', 'public_task',
     'UU 27/2022 Pasal 20 ayat (2) huruf e; Perpres 39/2019', 'Umum, hanya jumlah', 'Tidak memuat data pribadi'),
    ('credit', 4, 'Rujukan pembiayaan ke bank atau lembaga keuangan', 'consent',
     'UU 27/2022 Pasal 20 ayat (2) huruf a', 'Lembaga yang disebut dalam persetujuan', 'Sampai persetujuan berakhir'),
    ('partners', 5, 'Berbagi data dengan mitra usaha atau pembeli', 'consent',
     'UU 27/2022 Pasal 20 ayat (2) huruf a', 'Mitra yang disebut dalam persetujuan', 'Sampai persetujuan berakhir'),
    ('publication', 6, 'Profil usaha di katalog atau laman umum', 'consent',
     'UU 27/2022 Pasal 20 ayat (2) huruf a', 'Umum', 'Sampai persetujuan berakhir');

-- Which fields of the registry each purpose needs.
CREATE TABLE processing_field (
    purpose TEXT NOT NULL REFERENCES processing_purpose (purpose),
    field   TEXT NOT NULL,
    PRIMARY KEY (purpose, field)
);
INSERT INTO processing_field (purpose, field) VALUES
    ('registry', 'owner.name'), ('registry', 'owner.nik'), ('registry', 'owner.family_card'), ('registry', 'owner.sex'),
    ('registry', 'owner.birth_place'), ('registry', 'owner.birth_day'), ('registry', 'contact.phone'),
    ('registry', 'contact.email'), ('registry', 'business.npwp'), ('registry', 'measure.sales'),
    ('registry', 'measure.capital'), ('registry', 'measure.assets'),
    ('coaching', 'owner.name'), ('coaching', 'contact.phone'), ('coaching', 'contact.email'),
    ('coaching', 'measure.sales'),
    ('credit', 'owner.name'), ('credit', 'owner.nik'), ('credit', 'contact.phone'), ('credit', 'business.npwp'),
    ('credit', 'measure.sales'), ('credit', 'measure.assets'),
    ('partners', 'owner.name'), ('partners', 'contact.phone'),
    ('publication', 'owner.name'), ('publication', 'contact.phone');

-- How soon each kind of request must be answered.
CREATE TABLE request_rule (
    kind  TEXT   NOT NULL PRIMARY KEY,
    hours BIGINT NOT NULL,
    law   TEXT   NOT NULL
);
INSERT INTO request_rule (kind, hours, law) VALUES
    ('access',      72, 'UU 27/2022 Pasal 7, 32'),
    ('correction',  72, 'UU 27/2022 Pasal 6, 30'),
    ('withdrawal',  72, 'UU 27/2022 Pasal 9, 40'),
    ('restriction', 72, 'UU 27/2022 Pasal 11, 41'),
    ('erasure',     72, 'UU 27/2022 Pasal 8, 43, 44'),
    ('portability', 72, 'UU 27/2022 Pasal 13');

-- What somebody has agreed to.
CREATE TABLE consent (
    regency      TEXT   NOT NULL CHECK (length(regency) = 4),
    id           TEXT   NOT NULL CHECK (length(id) = 32),
    business     TEXT   NOT NULL,
    purpose      TEXT   NOT NULL,
    given_on     TEXT   NOT NULL,
    until        TEXT   NOT NULL,  -- the last day; '' until it is withdrawn
    body         BYTEA  NOT NULL,  -- sealed: recipient, way, note
    recorded_at  BIGINT NOT NULL,
    actor        TEXT   NOT NULL,
    withdrawn_at BIGINT,
    PRIMARY KEY (regency, id)
) /* clustered */;
CREATE INDEX consent_business ON consent (regency, business);

-- What a person asks of the office about his data.
CREATE TABLE privacy_request (
    regency     TEXT   NOT NULL CHECK (length(regency) = 4),
    id          TEXT   NOT NULL CHECK (length(id) = 32),
    kind        TEXT   NOT NULL,
    business    TEXT   NOT NULL,
    state       TEXT   NOT NULL CHECK (state IN ('received', 'identified', 'done', 'refused')),
    received_at BIGINT NOT NULL,
    due_at      BIGINT NOT NULL,
    answered_at BIGINT,
    refusal     TEXT   NOT NULL,  -- ground, '' unless refused
    body        BYTEA  NOT NULL,  -- sealed: who asks, how he is reached, what he asks in his words
    PRIMARY KEY (regency, id)
) /* clustered */;
CREATE INDEX privacy_request_state ON privacy_request (regency, state, due_at, id);
CREATE INDEX privacy_request_business ON privacy_request (regency, business);

-- What was done about it, by whom.
CREATE TABLE privacy_step (
    regency TEXT   NOT NULL,
    request TEXT   NOT NULL,
    seq     BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    actor   TEXT   NOT NULL,
    step    TEXT   NOT NULL,
    body    BYTEA  NOT NULL,  -- sealed: note
    PRIMARY KEY (regency, request, seq)
) /* clustered */;
