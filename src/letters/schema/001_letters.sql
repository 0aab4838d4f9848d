-- What stands at the head and the foot of a regency's letters. Versions are added; the newest counts.
CREATE TABLE letterhead (
    regency       TEXT   NOT NULL CHECK (length(regency) = 4),
    version       BIGINT NOT NULL,
    agency        TEXT   NOT NULL,
    address       TEXT   NOT NULL,
    place         TEXT   NOT NULL,  -- before the date: "Blora"
    position      TEXT   NOT NULL,  -- of who signs: "Kepala Dinas"
    signatory     TEXT   NOT NULL,
    nip           TEXT   NOT NULL,
    number_format TEXT   NOT NULL,  -- "500.3/{urut}/{tahun}"
    at            BIGINT NOT NULL,
    actor         TEXT   NOT NULL,
    PRIMARY KEY (regency, version)
) /* clustered */;

-- The wording of each kind of letter as it comes, version 0; a regency's own versions go before it.
CREATE TABLE letter_wording (
    kind  TEXT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    body  TEXT NOT NULL
);
INSERT INTO letter_wording (kind, title, body) VALUES
('brand_recommendation', 'SURAT REKOMENDASI PENDAFTARAN MEREK',
'Yang bertanda tangan di bawah ini, atas nama {dinas} {kabupaten}, menerangkan bahwa:

Nama usaha : {usaha}
Pemilik : {pemilik}
Alamat : {alamat}, {desa}, {kecamatan}
Produk : {produk}

adalah usaha mikro atau kecil di {kabupaten} dan direkomendasikan untuk mengajukan pendaftaran merek "{merek}" pada kelas {kelas_merek} kepada Direktorat Jenderal Kekayaan Intelektual.

Rekomendasi ini berlaku untuk satu merek dan satu kali pengajuan dalam tahun {tahun}.'),
('coached', 'SURAT KETERANGAN BINAAN',
'Yang bertanda tangan di bawah ini, atas nama {dinas} {kabupaten}, menerangkan bahwa:

Nama usaha : {usaha}
Pemilik : {pemilik}
Alamat : {alamat}, {desa}, {kecamatan}

adalah usaha binaan {binaan} sejak {binaan_sejak}.

Surat keterangan ini dibuat untuk keperluan {keperluan}.'),
('invitation', 'UNDANGAN',
'Kepada Yth.
{pemilik}
{usaha}, {desa}, {kecamatan}

Mengharap kehadiran Saudara pada:

Acara : {acara}
Hari, tanggal : {hari}
Waktu : {waktu}
Tempat : {tempat}

Atas perhatian dan kehadiran Saudara kami ucapkan terima kasih.'),
('licence_reminder', 'PEMBERITAHUAN MASA BERLAKU IZIN',
'Kepada Yth.
{pemilik}
{usaha}, {desa}, {kecamatan}

Menurut catatan kami, izin berikut akan atau sudah berakhir:

Jenis izin : {jenis_izin}
Nomor : {nomor_izin}
Berlaku sampai : {berlaku_sampai}

Mohon segera memperpanjang izin tersebut. Bila sudah diperpanjang, mohon sampaikan salinannya kepada {dinas}, {alamat_dinas}.');

CREATE TABLE letter_template (
    regency TEXT   NOT NULL CHECK (length(regency) = 4),
    kind    TEXT   NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    title   TEXT   NOT NULL,
    body    TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    actor   TEXT   NOT NULL,
    PRIMARY KEY (regency, kind, version)
) /* clustered */;

-- One series of numbers a regency and year, without gaps.
CREATE TABLE letter_series (
    regency TEXT   NOT NULL,
    year    BIGINT NOT NULL,
    last    BIGINT NOT NULL,
    PRIMARY KEY (regency, year)
) /* clustered */;

-- Letters as they were given out; never changed.
CREATE TABLE letter (
    regency  TEXT   NOT NULL CHECK (length(regency) = 4),
    business TEXT   NOT NULL CHECK (length(business) = 32),
    id       TEXT   NOT NULL CHECK (length(id) = 32),
    kind     TEXT   NOT NULL,
    template BIGINT NOT NULL,  -- version of the wording
    year     BIGINT NOT NULL,
    serial   BIGINT NOT NULL,
    number   TEXT   NOT NULL,
    day      TEXT   NOT NULL,
    subject  TEXT   NOT NULL,  -- keyed hash of the mark that a recommendation is for, or ''
    asked    TEXT   NOT NULL,  -- keyed hash of what was asked for: the same asked again is recognised
    content  BYTEA  NOT NULL,  -- sealed: everything that stands on the paper
    at       BIGINT NOT NULL,
    actor    TEXT   NOT NULL,
    PRIMARY KEY (regency, business, id)
) /* clustered */;
CREATE UNIQUE INDEX letter_number ON letter (regency, year, serial);
