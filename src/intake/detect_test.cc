#include "intake/detect.h"

#include <gmock/gmock.h>

#include "intake/book_fixture.h"

namespace bina::intake {
namespace {

using fixture::Rows, fixture::TextFile, fixture::Workbook;
using testing::Contains, testing::ElementsAre, testing::Pair;

Detection look(Book const& book, DetectOptions const& options = {}) {
    return detect(book, options).value();
}
Detection look(std::string_view text) {
    return look(TextFile(text).book());
}

std::string kind(std::string_view text) {
    return std::string(name_of(look(text).kind()));
}

std::string param(Detection const& found, std::string_view name) {
    for (auto const& [key, value] : found.judgement.params)
        if (key == name) return value;
    return "none";
}

std::vector<std::string> keys(Detection const& found) {
    std::vector<std::string> keys;
    for (auto const& column : found.columns) keys.emplace_back(column.target ? column.target->key() : "");
    return keys;
}

/// `count` rows of made-up owners and businesses; %n, %o, %b, %v are number, owner, business and village.
std::string rows(std::string_view pattern, int count = 25) {
    static constexpr std::array<std::string_view, 6> owners{"Siti Aminah", "Budi Santoso", "Slamet",
                                                            "Sri Lestari", "Joko S",       "Wati"};
    static constexpr std::array<std::string_view, 5> shops{"Warung ", "Toko ", "Keripik ", "Bengkel ",
                                                           "Batik "};
    static constexpr std::array<std::string_view, 4> villages{"Ngawen", "Jepon", "Tempelan", "Balun"};
    std::string text;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
        for (std::size_t at = 0; at < pattern.size(); ++at) {
            if (pattern[at] != '%') {
                text += pattern[at];
                continue;
            }
            ++at;
            if (pattern[at] == 'n') text += std::to_string(i + 1);
            if (pattern[at] == 'o') text += owners[i % owners.size()];
            if (pattern[at] == 'b')
                (text += shops[i % shops.size()]) +=
                    std::string(owners[i % owners.size()]) + " " + std::to_string(i);
            if (pattern[at] == 'v') text += villages[i % villages.size()];
            if (pattern[at] == 'd') text += std::to_string(10 + i);
        }
        text += '\n';
    }
    return text;
}

TEST(Detect, ListsOfBusinesses) {
    for (auto const& text : {
             "NO;NIK;NAMA PEMILIK;NAMA USAHA;ALAMAT;NO HP\n" +
                 rows("%n;33160952038700%d;%o;%b;Jl. A %n;0812345678%d"),
             "Nama;Kegiatan;Kecamatan;Wilayah;lat;lng\n" +
                 rows("%b;jualan;Surakarta;Surakarta;-7.5%d;110.8%d"),
             "UMKM,DESKRIPSI,COORDINAT\n" + rows("%b,\"dijual\ndi pasar\","),
             "NAMA;DESA;JENIS USAHA\n" + rows("%o;%v;Jahit"),
             "NAMA USAHA\n" + rows("%b"),
             "SEBUTAN\tYANG PUNYA\tDIHUBUNGI\n" + rows("%b\t%o\t0812345678%d"),
             "nama_usaha;omset;aset;tenaga\n" + rows("%b;%d000000;%d00000;2"),
             "Nama Usaha;Modal;Komoditas;Harga Jual\n" + rows("%b;%d000000;Keripik;10000"),
             "Nama Koperasi;Jumlah Anggota;Aset\n" + rows("Koperasi %o %n;%d;%d000000"),
             "Timestamp,Email Address,Nama Lengkap Pemilik Usaha,Nomor WhatsApp Aktif\n" +
                 rows("1/2/2024,a%n@b.example,%o,0812345678%d"),
             "Kelompok;Ketua;Jumlah Anggota;Alamat\n" + rows("KUB Makmur %n;%o;%d;Ds. %v"),
             "Komoditas;Nama Petani;Desa;Produksi (kg)\n" + rows("Jagung;%o;%v;%d0"),
             "No;Nama Pemilik;Nama Usaha;Omzet 2021;Omzet 2022\n" + rows("%n;%o;%b;1000000;2000000"),
         })
        EXPECT_EQ(kind(text), "businesses") << text.substr(0, 60);
}

TEST(Detect, ListsWithoutHeading) {
    auto const found = look(rows("%n,33160952038700%d,%o,%b,0812345678%d"));
    EXPECT_EQ(found.kind(), FileKind::businesses);
    EXPECT_EQ(found.layout.first_heading_row, 0U);
    EXPECT_EQ(found.data_rows, 25U);
    EXPECT_THAT(keys(found),
                ElementsAre("ignore.sequence", "owner.nik", "owner.name", "business.name", "contact.phone"));
    EXPECT_EQ(found.layout.sequence_column, 0U);
    EXPECT_EQ(kind(rows("%b|Jl. Melati %n|Makanan")), "businesses");
}

TEST(Detect, TablesOfTotals) {
    for (auto const& [text, of] : std::vector<std::pair<std::string, std::string>>{
             {"Kecamatan;Mikro;Kecil\nBlora;160;41\nCepu;147;37\nJepon;114;29\n", "district"},
             {"Jumlah UMKM menurut Kecamatan;;\n;;\nKecamatan;Mikro;Kecil\nBlora;2247;1133\nCepu;1997;801\n",
              "district"},
             {"Provinsi;Jumlah UMKM;PDRB\nAceh;1.102.000;276307\nRiau;1000000;1.006.063\nBali;900000;1\n",
              "province"},
             {"id,nama_kabupaten_kota,jenis_usaha,jumlah_umkm,tahun\n1,KABUPATEN BOGOR,BATIK,9,2019\n"
              "2,KABUPATEN BOGOR,JASA,0,2019\n3,KOTA DEPOK,JASA,4,2019\n",
              "regency, trade, year"},
             {"Data,2019,2020,2021\nJumlah UMKM,39765110,39765110,37911723\nEkspor,,76.4,-24.12\n",
              "indicator"},
             {"Jenis Usaha,2019,2020\nKuliner,120,130\nFashion,20,30\nJasa,200,210\nTotal,340,370\n",
              "trade"},
             {"Tahun,Jumlah UMKM,Tenaga Kerja\n2018,1000,2000\n2019,1100,2100\n2020,1200,2200\n", "year"},
             {"Skala Usaha;Jumlah;Persentase\nMikro;13000;95,1\nKecil;600;4,4\nMenengah;52;0,5\n",
              "size_class"},
             {"No;Desa;Jumlah Usaha;Omset (Juta Rp)\n" + rows("%n;%v;%d;%d0", 8), "village"},
             {"Kecamatan;Jumlah\nBlora;120 unit\nCepu;90 unit\nJepon;1.200 unit\n", "district"},
             {"bulan,jumlah_pengajuan\nJanuari,10\nFebruari,12\nMaret,8\n", "month"},
             {"Kecamatan,L,P,Jumlah\nBlora,10,20,30\nCepu,11,21,32\nJepon,5,6,11\n", "district"}}) {
        auto const found = look(text);
        EXPECT_EQ(found.kind(), FileKind::aggregate) << text;
        EXPECT_EQ(found.judgement.reason, reason::is_aggregate);
        EXPECT_EQ(param(found, "rows"), of) << text;
    }
}

TEST(Detect, SaysWhatTotalsMeasure) {
    auto const found = look("Kecamatan;Mikro;Kecil\nBlora;160;41\nCepu;147;37\nJepon;114;29\n");
    EXPECT_EQ(param(found, "measures"), "Mikro, Kecil");
    EXPECT_EQ(param(found, "rows_heading"), "Kecamatan");
    auto const years = look("Data,2019,2020,2021\nUMKM,39765110,39765110,37911723\nEkspor,,76.4,-24.12\n");
    EXPECT_EQ(param(years, "period"), "year");
    EXPECT_EQ(param(years, "measures"), "2019, 2021");
}

TEST(Detect, CountsOfManyAreNoBusinesses) {
    EXPECT_EQ(kind("Nama Sentra;Jumlah Unit Usaha;Jumlah Tenaga Kerja\nSentra Tahu Bareng;20;40\n"
                   "Sentra Batik Jepon;30;60\nSentra Mebel Jati;10;30\nSentra Keripik Cepu;15;20\n"),
              "aggregate");
}

TEST(Detect, Prices) {
    for (auto const& text : std::vector<std::string>{
             "No\tKomoditas\tTanggal\tProvinsi\tPasar\tHarga\n1\tCabai Rawit\t01/01/2019\tJawa Barat\tPasar "
             "A\t75000\n"
             "2\tCabai Rawit\t01/01/2019\tJawa Barat\tPasar B\t80000\n",
             "Lokasi,Komoditas,Januari 2018,Februari 2018,Maret 2018\nAceh,Bawang merah,30152.17,27000,\n"
             "Bali,Bawang merah,25234.78,22675,22400\nRiau,Beras Premium,12000,12100,12200\n",
             "Nama Bahan Pokok;Satuan;Harga Kemarin;Harga Hari Ini\nBeras Medium;kg;12000;12100\n"
             "Gula Pasir;kg;15000;15000\nTelur Ayam Ras;kg;27000;26500\n",
             "No,Jenis Barang,01/03/2024,02/03/2024,03/03/2024\n1,Semen Gresik 40kg,52000,52000,52500\n"
             "2,Besi Beton 8mm,48000,48000,48000\n3,Triplek 6mm,75000,75500,75500\n",
             "komoditas,pasar,minggu 1,minggu 2\nCabe rawit,Pasar Cepu,45000,46000\nBeras,Pasar "
             "Blora,12000,12000\n",
             "Tanggal,Beras Premium,Cabai Merah,Telur "
             "Ayam\n2024-01-01,13000,40000,27000\n2024-01-02,13000,41000,27000\n",
             "PRODUK,HARGA,STOK\nKeripik Singkong,15000,20\nAbon Lele,25000,10\nTeh Celup,5000,30\n"}) {
        auto const found = look(text);
        EXPECT_EQ(found.kind(), FileKind::prices) << text;
        EXPECT_EQ(found.judgement.reason, reason::is_prices);
    }
    EXPECT_EQ(kind("Produksi Pangan (ton);;\nKomoditas;2020;2021\nPadi;120000;130000\nJagung;900;800\n"),
              "aggregate");
}

TEST(Detect, FormsAndNothing) {
    EXPECT_EQ(kind("NO;NIK;NAMA PEMILIK;NAMA USAHA;ALAMAT;NO HP\n"), "template");
    EXPECT_EQ(kind("NO;NIK;NAMA PEMILIK;NAMA USAHA\n1;;;\n2;;;\n3;;;\n"), "template");
    EXPECT_EQ(kind("Kepada Yth. Bapak Camat\nDengan hormat, bersama ini\nTerima kasih.\n"), "unknown");
    auto const form =
        look("Nama Usaha;Warung Bu Sri\nPemilik;Sri Lestari\nAlamat;Jl. Melati 3\nNo HP;081234567890\n");
    EXPECT_EQ(form.kind(), FileKind::unknown);
    EXPECT_EQ(form.judgement.reason, reason::is_vertical);
    EXPECT_EQ(look(Workbook(Rows{}).book()).kind(), FileKind::empty);
}

TEST(Detect, DirtyListAsAgenciesSendIt) {
    auto const found = look(
        "DAFTAR UMKM KABUPATEN BLORA;;;;;\nTAHUN "
        "2023;;;;;\n;;;;;\n\nNO;NIK;NAMA;ALAMAT;OMZET/BLN;KET\n1;2;3;4;5;6\n"
        "KECAMATAN CEPU;;;;;\n" +
        rows("%n;33160952038700%d;%o;Dk. A RT 1 RW 2;Rp 1.500.000,-;", 9) +
        "JUMLAH;;;;13500000;\nKECAMATAN JEPON;;;;;\n" + rows("%n;33160952038700%d;%o;Jl. B;5jt;", 7) +
        ";;;;Blora, 12 Maret 2023;\n;;;;Kepala Dinas;\n");
    EXPECT_EQ(found.kind(), FileKind::businesses);
    EXPECT_EQ(found.layout.last_heading_row, 5U);
    EXPECT_EQ(found.data_rows, 16U);
    EXPECT_THAT(keys(found), ElementsAre("ignore.sequence", "owner.nik", "owner.name", "place.address",
                                         "measure.sales", "note"));
    EXPECT_EQ(found.sample.size(), 16U);
    EXPECT_EQ(found.sample[0].number, 8U);
}

TEST(Detect, WorkbookWithMergedHeadings) {
    Workbook workbook;
    auto* sheet = workbook.add("UMKM", {{"DATA UMKM"},
                                        {},
                                        {"NO", "NAMA PEMILIK", "NAMA USAHA", "", "", "KET"},
                                        {"", "", "", "L", "P", ""},
                                        {"1", "Siti Aminah", "Warung Siti", "1", "2", ""},
                                        {"2", "Budi Santoso", "Toko Budi", "1", "2", ""},
                                        {"3", "Sri Lestari", "Batik Sri", "1", "2", ""}});
    worksheet_merge_range(sheet, 2, 3, 2, 4, "TENAGA KERJA", nullptr);
    worksheet_merge_range(sheet, 2, 0, 3, 0, "NO", nullptr);
    worksheet_merge_range(sheet, 2, 1, 3, 1, "NAMA PEMILIK", nullptr);
    worksheet_merge_range(sheet, 2, 2, 3, 2, "NAMA USAHA", nullptr);
    worksheet_merge_range(sheet, 2, 5, 3, 5, "KET", nullptr);
    worksheet_merge_range(sheet, 0, 0, 0, 5, "DATA UMKM", nullptr);
    auto const found = look(workbook.book());
    EXPECT_EQ(found.kind(), FileKind::businesses);
    EXPECT_EQ(found.layout.first_heading_row, 3U);
    EXPECT_EQ(found.layout.last_heading_row, 4U);
    EXPECT_THAT(found.layout.titles, ElementsAre("DATA UMKM"));
    EXPECT_THAT(keys(found), ElementsAre("ignore.sequence", "owner.name", "business.name",
                                         "measure.workers_male", "measure.workers_female", "note"));
}

TEST(Detect, SheetsOfOneListAreReadTogether) {
    Rows const heading{{"NO", "NAMA PEMILIK", "NAMA USAHA", "DESA"}};
    auto const with = [&](Rows list, int count) {
        for (int i = 1; i <= count; ++i)
            list.push_back(
                {std::to_string(i), "Siti " + std::to_string(i), "Warung " + std::to_string(i), "Balun"});
        return list;
    };
    Workbook workbook;
    workbook.add("REKAP", {{"KECAMATAN", "JUMLAH UMKM"}, {"Blora", "12"}, {"Cepu", "15"}, {"Jepon", "5"}});
    workbook.add("BLORA", with(heading, 12));
    workbook.add("CEPU", with(heading, 15));
    worksheet_hide(workbook.add("LAMA", with(heading, 40)));
    auto const book = workbook.book();
    auto const found = look(book);
    EXPECT_EQ(found.sheet_name, "CEPU");
    EXPECT_THAT(found.sheets, ElementsAre(1U, 2U));
    EXPECT_EQ(look(book, {.sheet = 0, .heading_row = {}, .places = {}}).kind(), FileKind::aggregate);
    EXPECT_EQ(look(book, {.sheet = 3, .heading_row = {}, .places = {}}).data_rows, 40U);
}

TEST(Detect, HiddenSheetIsUsedWhenNoOtherHoldsAnything) {
    Workbook workbook;
    workbook.sheet("Kosong");
    worksheet_hide(
        workbook.add("Isi", {{"NAMA USAHA", "PEMILIK"}, {"Warung A", "Siti"}, {"Toko B", "Budi"}}));
    EXPECT_EQ(look(workbook.book()).sheet_name, "Isi");
}

TEST(Detect, APersonCorrectsTheHeadingRow) {
    auto const book = TextFile("NAMA USAHA;PEMILIK\nSebutan;Orang\nWarung A;Siti\nToko B;Budi\n").book();
    EXPECT_EQ(look(book).layout.last_heading_row, 1U);
    auto const corrected = look(book, {.sheet = {}, .heading_row = 2, .places = {}});
    EXPECT_THAT(corrected.layout.headings, ElementsAre("Sebutan", "Orang"));
    EXPECT_EQ(corrected.data_rows, 2U);
}

TEST(Detect, ColumnOfOneNameThatIsNoPlaceHereIsLeftAside) {
    auto const book = TextFile("Nama;Kecamatan;Jenis Usaha\n" + rows("%b;Surakarta;Kuliner")).book();
    EXPECT_THAT(keys(look(book)), ElementsAre("business.name", "place.district", "business.activity"));
    DetectOptions options;
    options.places.is_village = [](std::string_view) { return false; };
    options.places.is_district = [](std::string_view name) { return name == "laweyan"; };
    EXPECT_THAT(keys(look(book, options)), ElementsAre("business.name", "", "business.activity"));
}

TEST(Detect, KnownPlacesAreFoundWithoutHeading) {
    DetectOptions options;
    options.places.is_village = [](std::string_view name) {
        return name == "ngawen" || name == "jepon" || name == "tempelan" || name == "balun";
    };
    auto const found = look(TextFile(rows("%b,%o,%v,0812345678%d")).book(), options);
    EXPECT_THAT(keys(found), ElementsAre("business.name", "owner.name", "place.village", "contact.phone"));
}

TEST(Detect, OtherListsAreNoBusinesses) {
    auto const found = [](std::string_view text) {
        auto const detection = look(text);
        return std::string(name_of(detection.kind())) + " " + std::string(detection.judgement.reason) + " " +
               param(detection, "rows");
    };
    EXPECT_EQ(
        found("No;Nama Pegawai;NIP;Golongan;Jabatan;No HP\n" + rows("%n;%o;1965%n;III/c;Staf;0812345678%d")),
        "unknown intake.is_other_list employee");
    EXPECT_EQ(found("No;NPSN;Nama Sekolah;Status;Alamat;Kepala Sekolah\n" +
                    rows("%n;203100%d;SD Negeri %n;Negeri;Jl. A %n;%o")),
              "unknown intake.is_other_list school");
    EXPECT_EQ(found("No;NISN;Nama Siswa;Jenis Kelamin;Alamat\n" + rows("%n;00%d;%o;L;Ds. %v")),
              "unknown intake.is_other_list pupil");
    EXPECT_EQ(found("No;Tanggal;Kegiatan;Penanggung Jawab\n" + rows("%n;%n Juni 2023;Rapat;%o")),
              "unknown intake.is_other_list event");
    // Businesses whose list has such a column as well
    EXPECT_EQ(kind("No;Nama;Jabatan;Golongan;Nama Usaha;Omzet\n" + rows("%n;%o;Ketua;A;%b;%d000000")),
              "businesses");
    EXPECT_EQ(kind("Hari;Tanggal;Nama;Nama Usaha;Alamat;No HP\n" +
                   rows("Senin;1 Juni 2023;%o;%b;Ds. %v;0812345678%d")),
              "businesses");
}

// As it is copied from a conversation: a title, then a line a business
TEST(Detect, LinesOfAConversationAreAList) {
    auto const found = look("Data UMKM Desa Ngawen\n" + rows("%n. %o - %b - %v - 0812345678%d"));
    EXPECT_EQ(name_of(found.kind()), "businesses");
    EXPECT_EQ(found.layout.first_heading_row, 0U);
    EXPECT_EQ(found.data_rows, 25U);
    EXPECT_THAT(found.layout.titles, ElementsAre("Data UMKM Desa Ngawen"));
    EXPECT_THAT(keys(found), ElementsAre("owner.name", "business.name", testing::_, "contact.phone"));
}

}  // namespace
}  // namespace bina::intake
