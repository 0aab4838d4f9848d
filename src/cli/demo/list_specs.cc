#include "cli/demo/lists.h"

namespace bina::cli::demo {
namespace {

constexpr Format semicolons{.delimiter = ';', .encoding = Encoding::windows_1252, .line_end = "\r\n"};
constexpr Format commas{.delimiter = ',', .encoding = Encoding::utf8_bom, .quote_all = true};
constexpr Format tabs{.delimiter = '\t', .encoding = Encoding::utf16_le, .line_end = "\r\n"};
constexpr Format pipes{.delimiter = '|'};
constexpr Format workbook{};

std::vector<ListColumn> aid_columns() {
    return {{Column::sequence, "NO"},
            {Column::nik, "NO KTP"},
            {Column::owner, "NAMA LENGKAP"},
            {Column::sex, "L/P"},
            {Column::birth, "TTL"},
            {Column::address, "ALAMAT"},
            {Column::rt_rw, "RT/RW"},
            {Column::village, "DESA/KEL"},
            {Column::district, "KECAMATAN"},
            {Column::business, "NAMA USAHA"},
            {Column::activity, "BIDANG USAHA"},
            {Column::phone, "NO HP"}};
}

/// Aid for micro businesses: long, old, from forms filled in by hand. It comes twice.
ListSpec aid_list(bool again) {
    return {.file = again ? "08-bpum-2021.csv" : "01-bpum-2020.csv",
            .format = semicolons,
            .title = {},
            .columns = aid_columns(),
            .habits = {.capitals = 900,
                       .titles = 60,
                       .old_spelling = 30,
                       .nik_missing = 30,
                       .nik_apostrophe = 600,
                       .nik_letter = 8,
                       .nik_wrong_length = 8,
                       .phone_number = 300,
                       .village_misspelt = 60,
                       .no_break_space = 30},
            .series = 1,
            .delivered_again = again};
}

ListSpec district_sections() {
    return {.file = "02-data-umkm-per-kecamatan.xlsx",
            .format = workbook,
            .title = {"DATA USAHA MIKRO, KECIL DAN MENENGAH", "DINAS PERDAGANGAN, KOPERASI DAN UKM",
                      "TAHUN 2022", "", "Keadaan per 31 Desember 2022", ""},
            .columns = {{Column::sequence, "No."},
                        {Column::owner, "Nama Pemilik"},
                        {Column::nik, "NIK"},
                        {Column::business, "Nama Usaha"},
                        {Column::activity, "Jenis Usaha"},
                        {Column::address, "Alamat"},
                        {Column::village, "Desa/Kelurahan"},
                        {Column::phone, "No. Telp/HP"},
                        {Column::sales, "Omzet per Tahun"},
                        {Column::workers, "Tenaga Kerja"}},
            .grouping = Grouping::sections,
            .habits = {.titles = 90,
                       .nik_missing = 150,
                       .nik_spaced = 40,
                       .phone_dashed = 200,
                       .village_prefix = 200,
                       .same_as_above = 350,
                       .money_rupiah = 300},
            .series = 2};
}

ListSpec heading_of_two_rows() {
    return {.file = "03-pendataan-tenaga-kerja.xlsx",
            .format = workbook,
            .title = {"REKAPITULASI PENDATAAN USAHA MIKRO", ""},
            .columns = {{Column::sequence, "NO"},
                        {Column::nik, "NIK (KTP)"},
                        {Column::owner, "PEMILIK", "NAMA"},
                        {Column::sex, "", "JK"},
                        {Column::business, "NAMA UKM"},
                        {Column::address, "ALAMAT", "JALAN/DUKUH"},
                        {Column::rt_rw, "", "RT/RW"},
                        {Column::village, "", "DESA"},
                        {Column::district, "", "KEC"},
                        {Column::workers_male, "TENAGA KERJA", "L"},
                        {Column::workers_female, "", "P"},
                        {Column::assets, "ASET"}},
            .habits = {.capitals = 400, .nik_number = 450, .village_misspelt = 30, .rt_as_date = 400},
            .series = 3};
}

ListSpec sheet_per_district() {
    return {.file = "04-kecamatan-terpilih.xlsx",
            .format = workbook,
            .title = {"DAFTAR UMKM", ""},
            .columns = {{Column::sequence, "No"},
                        {Column::owner, "Nama"},
                        {Column::business, "Merk/Nama Usaha"},
                        {Column::activity, "Produk"},
                        {Column::village, "Desa"},
                        {Column::phone, "WA"},
                        {Column::sales_a_month, "Omset/Bln"},
                        {Column::capital, "Modal Sendiri"},
                        {Column::note, "Ket"}},
            .grouping = Grouping::sheets,
            .habits = {.titles = 50, .phone_two = 60, .money_words = 700},
            .series = 4};
}

ListSpec online_form() {
    return {.file = "05-formulir-daring.csv",
            .format = commas,
            .title = {},
            .columns = {{Column::owner, "Nama Lengkap Pemilik Usaha"},
                        {Column::nik, "Nomor Induk Kependudukan (NIK)"},
                        {Column::phone, "Nomor WhatsApp aktif"},
                        {Column::business, "Nama Usaha"},
                        {Column::activity, "Produk/jasa yang dijual"},
                        {Column::address, "Alamat lengkap usaha"},
                        {Column::village, "Desa / Kelurahan"},
                        {Column::district, "Kecamatan"},
                        {Column::sales_a_month, "Omzet rata-rata per bulan"},
                        {Column::workers, "Jumlah karyawan"},
                        {Column::nib, "NIB (bila ada)"}},
            .habits = {.capitals = 150,
                       .lower_case = 350,
                       .typing_error = 30,
                       .nik_missing = 60,
                       .nik_letter = 10,
                       .phone_missing = 10,
                       .phone_two = 120,
                       .village_prefix = 150,
                       .village_in_address = 300,
                       .money_words = 450,
                       .no_break_space = 120,
                       .line_break = 50},
            .series = 5,
            .newcomers = 350};
}

ListSpec exported_text() {
    return {.file = "06-ekspor-aplikasi-lama.txt",
            .format = tabs,
            .title = {},
            .columns = {{Column::nik, "NO_IDENTITAS"},
                        {Column::owner, "NAMA_PEMILIK"},
                        {Column::business, "NAMA_PERUSAHAAN"},
                        {Column::address, "ALAMAT_USAHA"},
                        {Column::village, "KELURAHAN"},
                        {Column::district, "KECAMATAN"},
                        {Column::phone, "TELP"},
                        {Column::assets, "ASSET"},
                        {Column::sales, "OMSET"},
                        {Column::workers, "TK"}},
            .habits = {.capitals = 950, .nik_missing = 40, .nik_number = 250, .phone_number = 100},
            .series = 6};
}

ListSpec couples() {
    return {.file = "07-binaan-desa.csv",
            .format = pipes,
            .title = {"DAFTAR UMKM BINAAN", ""},
            .columns = {{Column::sequence, "NO URUT"},
                        {Column::owner, "NAMA PELAKU USAHA"},
                        {Column::nik, "NIK"},
                        {Column::business, "NAMA USAHA"},
                        {Column::activity, "JENIS USAHA"},
                        {Column::address, "ALAMAT"},
                        {Column::rt_rw, "RT/RW"},
                        {Column::village, "DESA"},
                        {Column::district, "KECAMATAN"},
                        {Column::phone, "HP/WA"}},
            .habits = {.titles = 250,
                       .old_spelling = 120,
                       .typing_error = 40,
                       .no_business_name = 0,
                       .nik_missing = 120},
            .series = 7,
            .couples = 60};
}

ListSpec licences() {
    return {.file = "09-nib-terbit.csv",
            .format = {.delimiter = ';', .quote_all = true},
            .title = {},
            .columns = {{Column::nib, "nib"},
                        {Column::owner, "nama_pemilik"},
                        {Column::business, "nama_usaha"},
                        {Column::activity, "uraian_kegiatan"},
                        {Column::village, "kelurahan_usaha"},
                        {Column::district, "kecamatan_usaha"},
                        {Column::capital, "modal"},
                        {Column::phone, "nomor_telp"}},
            .habits = {.capitals = 700, .typing_error = 0, .no_business_name = 0, .money_missing = 0},
            .series = 9,
            .licensed_only = true};
}

ListSpec everything_at_once() {
    return {.file = "10-gabungan.xlsx",
            .format = workbook,
            .title = {"GABUNGAN DATA UMKM", "(sementara)", "", ""},
            .columns = {{Column::sequence, "NO"},
                        {Column::owner, "Nama UMKM"},
                        {Column::business, "Nama Toko"},
                        {Column::nik, "NIK"},
                        {Column::birth, "Tempat/Tgl Lahir"},
                        {Column::address, "ALAMAT RUMAH"},
                        {Column::rt_rw, "RT/RW"},
                        {Column::village, "Desa"},
                        {Column::district, "Kec."},
                        {Column::phone, "KONTAK"},
                        {Column::sales, "OMZET"},
                        {Column::assets, "Asset"},
                        {Column::workers, "Karyawan"},
                        {Column::note, "KETERANGAN"}},
            .grouping = Grouping::sections,
            .habits = {.capitals = 300,
                       .lower_case = 200,
                       .titles = 150,
                       .old_spelling = 60,
                       .typing_error = 50,
                       .no_business_name = 120,
                       .nik_missing = 200,
                       .nik_apostrophe = 100,
                       .nik_number = 150,
                       .nik_spaced = 60,
                       .nik_letter = 20,
                       .nik_wrong_length = 20,
                       .phone_missing = 250,
                       .phone_number = 150,
                       .phone_two = 60,
                       .phone_dashed = 100,
                       .village_misspelt = 80,
                       .village_prefix = 100,
                       .rt_as_date = 200,
                       .same_as_above = 250,
                       .money_missing = 250,
                       .money_words = 250,
                       .money_rupiah = 250,
                       .no_break_space = 60,
                       .line_break = 20},
            .series = 10,
            .newcomers = 200,
            .repeated = 60,
            .couples = 20};
}

}  // namespace

bool ListSpec::two_rows_of_heading() const {
    for (auto const& column : columns)
        if (!column.below.empty()) return true;
    return false;
}

std::vector<ListSpec> dirty_lists(std::int64_t rows) {
    std::vector<ListSpec> lists{aid_list(false),
                                district_sections(),
                                heading_of_two_rows(),
                                sheet_per_district(),
                                online_form(),
                                exported_text(),
                                couples(),
                                aid_list(true),
                                licences(),
                                everything_at_once()};
    for (auto& list : lists) list.rows = rows;
    return lists;
}

}  // namespace bina::cli::demo
