#include "intake/dirt_fixture.h"

/// What lists of offices are like, number by number as the importer's list of dirt has them: the first half,
/// what stands around and beside the values. Each list goes through a store; each cell's fate is told.
namespace bina::intake {
namespace {

using fixture::Dirt, fixture::Workbook;

TEST_F(Dirt, No01TitlesMergedCellsAndHeadingsOfTwoRows) {
    Workbook workbook;
    auto* sheet = workbook.add("Data", {{},
                                        {"DATA PELAKU UMKM"},
                                        {"KABUPATEN BLORA TAHUN 2023"},
                                        {},
                                        {"NO", "NAMA PEMILIK", "NAMA USAHA", "DESA", "KECAMATAN"},
                                        {"", "", "", "", "", "L", "P"},
                                        {"1", "2", "3", "4", "5", "6", "7"},
                                        {"1", "SITI AMINAH", "Warung Bu Aminah", "Beran", "", "1", "2"},
                                        {"2", "DARMI", "Batik Mustika", "Jetis", "", "", "4"}});
    worksheet_merge_range(sheet, 1, 0, 1, 6, "DATA PELAKU UMKM", nullptr);
    worksheet_merge_range(sheet, 4, 5, 4, 6, "TENAGA KERJA", nullptr);
    worksheet_merge_range(sheet, 7, 4, 8, 4, "Blora", nullptr);
    for (lxw_col_t column = 0; column < 5; ++column)
        worksheet_merge_range(sheet, 4, column, 5, column,
                              std::array{"NO", "NAMA PEMILIK", "NAMA USAHA", "DESA", "KECAMATAN"}.at(column),
                              nullptr);
    auto const batch = check_list(workbook.file().bytes());

    EXPECT_EQ(batch.settings.header_row, 5);
    EXPECT_EQ(batch.settings.columns.at(5).heading, "TENAGA KERJA L");
    EXPECT_EQ(verdict(batch, 7), "skipped intake.row_numbering");
    EXPECT_EQ(verdict(batch, 8), "new");
    EXPECT_EQ(fate(batch, 8, 5), "measure.workers_male=1");
    EXPECT_EQ(fate(batch, 8, 6), "measure.workers_female=2");
    EXPECT_EQ(fate(batch, 9, 5), "");
    EXPECT_EQ(fate(batch, 9, 6), "measure.workers_female=4");
    EXPECT_EQ(village_of(batch, 9), "Jetis") << "the merged cell says the district of both rows";
}

TEST_F(Dirt, No02SectionsSayTheDistrictAndSubtotalsAreNone) {
    auto const batch = check_list(
        "NO;NAMA PEMILIK;NAMA USAHA;DESA;OMZET PER TAHUN\n"
        "KECAMATAN CEPU;;;;\n"
        "1;BAMBANG SUTRISNO;Bengkel Sumber Jaya;Balun;50000000\n"
        "JUMLAH;;;;50000000\n"
        "II. KEC. BLORA;;;;\n"
        "1;SITI AMINAH;Warung Bu Aminah;Beran;60000000\n"
        "2;Total Jaya;Toko Total Jaya;Jetis;1000000\n"
        "Sub Total Kecamatan Blora;;;;61000000\n"
        "JUMLAH TOTAL;;;;111000000\n"
        ";;;Blora, 12 Maret 2024;\n"
        ";;;Mengetahui;\n");

    EXPECT_EQ(verdict(batch, 2), "skipped intake.row_section");
    EXPECT_EQ(fate(batch, 3, 3), "place.village=3316051013 place.district=331605");
    EXPECT_EQ(verdict(batch, 4), "skipped intake.row_subtotal");
    EXPECT_EQ(verdict(batch, 5), "skipped intake.row_section");
    EXPECT_EQ(fate(batch, 6, 3), "place.village=3316091006 place.district=331609");
    EXPECT_EQ(verdict(batch, 7), "new") << "a business, not a sum";
    for (std::int64_t const sum : {8, 9}) EXPECT_EQ(verdict(batch, sum), "skipped intake.row_subtotal");
    for (std::int64_t const note : {10, 11}) EXPECT_EQ(verdict(batch, note), "skipped intake.row_note");
    EXPECT_EQ(batch.counts.rows, 3);
}

TEST_F(Dirt, No03NikAsPeopleAndSpreadsheetsWriteIt) {
    EXPECT_EQ(fates("NIK", {"'3316095203879001", "33160952 0387.9001", "331609520387900l", "331609520387901",
                            "33160952038790011", "-", "belum ada", "3.31609E+15", "3316093203879001",
                            "1111111111111111"}),
              (std::vector<std::string>{
                  "owner.nik=3316095203879001 owner.sex=female, intake.sex_from_nik info",
                  "owner.nik=3316095203879001 owner.sex=female, intake.sex_from_nik info, "
                  "intake.nik_shared warning",
                  "owner.nik=3316095203879001 owner.sex=female, registry.nik_letters warning, "
                  "intake.sex_from_nik info, intake.nik_shared warning",
                  "registry.nik_length error", "registry.nik_length error", "intake.placeholder info",
                  "intake.placeholder info", "registry.nik_truncated warning", "registry.nik_date error",
                  "registry.nik_dummy error"}));

    Workbook workbook;
    auto* sheet = workbook.add("A", {{"NAMA PEMILIK", "NAMA USAHA", "DESA", "KECAMATAN", "NIK"},
                                     {"DARMI", "Batik Mustika", "Beran", "Blora"},
                                     {"SITI AMINAH", "Warung Bu Aminah", "Jetis", "Blora"}});
    worksheet_write_number(sheet, 1, 4, 3316095203870000, nullptr);
    worksheet_write_number(sheet, 2, 4, 3316095203879001, nullptr);
    auto const batch = check_list(workbook.file().bytes());
    EXPECT_EQ(fate(batch, 2, 4), "registry.nik_truncated warning") << "Excel keeps fifteen digits";
    EXPECT_EQ(verdict(batch, 2), "new") << "the row is kept, and identified by nothing";
}

TEST_F(Dirt, No04RtAndRwThatBecameDates) {
    EXPECT_EQ(
        fates("RT/RW", {"01/02", "1-Feb", "RT.001/RW.002", "RT 1 RW 2", "1/2", "001-002", "45323", "Feb-13"}),
        (std::vector<std::string>{
            "place.rt=001 place.rw=002", "place.rt=001 place.rw=002, intake.rt_date warning",
            "place.rt=001 place.rw=002", "place.rt=001 place.rw=002", "place.rt=001 place.rw=002",
            "place.rt=001 place.rw=002", "place.rt=001 place.rw=002, intake.rt_date warning",
            "place.rt=002 place.rw=013, intake.rt_date warning"}));

    Workbook workbook;
    auto* sheet = workbook.add("A", {{"NAMA PEMILIK", "NAMA USAHA", "DESA", "KECAMATAN", "RT/RW"},
                                     {"DARMI", "Batik Mustika", "Beran", "Blora"},
                                     {"SITI AMINAH", "Warung Bu Aminah", "Jetis", "Blora", "03/04"}});
    lxw_datetime day{.year = 2024, .month = 2, .day = 1, .hour = 0, .min = 0, .sec = 0};
    worksheet_write_datetime(sheet, 1, 4, &day, workbook.format("d-mmm"));
    auto const batch = check_list(workbook.file().bytes());
    EXPECT_EQ(fate(batch, 2, 4), "place.rt=001 place.rw=002, intake.rt_date warning");
}

TEST_F(Dirt, No05PlacesInsideTheAddress) {
    auto const batch = check_list(
        "NAMA PEMILIK;NAMA USAHA;ALAMAT\n"
        "SITI AMINAH;Warung Bu Aminah;Jl. Pemuda No. 12 RT 01/RW 02 Kel. Beran Kec. Blora\n"
        "DARMI;Batik Mustika;Dk. Karangjati Ds. Balun Kec. Cepu\n"
        "SUMARNI;Toko Sumarni;Dsn Ngroto, Desa Ngroto, Kecamatan Cepu\n"
        "KARNO;Bengkel Karno;Gg. Melati Perum Griya Jetis, Blora\n"
        "TARMI;Warung Tarmi;Jln Raya Semarang\n");

    EXPECT_EQ(fate(batch, 2, 2),
              "place.address=Jl. Pemuda No. 12 RT 01/RW 02 Kel. Beran Kec. Blora place.village=3316091006 "
              "place.district=331609 place.rt=001 place.rw=002, intake.place_from_address info");
    EXPECT_EQ(village_of(batch, 3), "Balun");
    EXPECT_EQ(village_of(batch, 4), "Ngroto");
    EXPECT_EQ(fate(batch, 6, 2), "place.address=Jln Raya Semarang");
    EXPECT_EQ(batch.counts[Verdict::fresh], 5) << "an address that names no village is no fault";
}

TEST_F(Dirt, No06MisspeltAndOldSpeltVillages) {
    auto const batch = check_list(
        "NAMA PEMILIK;NAMA USAHA;DESA;KECAMATAN\n"
        "SITI AMINAH;Warung A;Kedung Jenar;Blora\n"
        "DARMI;Warung B;Kd. Jenar;Blora\n"
        "SUMARNI;Warung C;Kedoengdjenar;BLORA\n"
        "KARNO;Warung D;Kedungjenr;Kec. Blora\n"
        "TARMI;Warung E;Blora;Blora\n"
        "SUPARJO;Warung F;Antah Berantah;Blora\n"
        "ENDANG;Warung G;Beran;Tjepu\n");

    for (std::int64_t row = 2; row <= 5; ++row) EXPECT_EQ(village_of(batch, row), "Kedungjenar") << row;
    EXPECT_EQ(fate(batch, 2, 2),
              "place.village=3316091009 place.district=331609, intake.place_spelling info");
    EXPECT_EQ(fate(batch, 5, 2),
              "place.village=3316091009 place.district=331609, intake.place_misspelt info");
    EXPECT_EQ(fate(batch, 6, 2), "place.district=331609, intake.place_unknown warning");
    EXPECT_EQ(fate(batch, 7, 2), "place.district=331609, intake.place_unknown warning");
    EXPECT_EQ(fate(batch, 8, 2), "intake.place_ambiguous warning") << "never a village of another district";
}

TEST_F(Dirt, No07TitlesDegreesAndTheDead) {
    auto const batch = check_list(
        "NAMA PEMILIK;NAMA USAHA;DESA;KECAMATAN\n"
        "H. SLAMET RIYADI, S.E.;Warung A;Beran;Blora\n"
        "Hj. Siti Aminah;Warung B;Beran;Blora\n"
        "Drs. Bambang Sutrisno, M.Si;Warung C;Beran;Blora\n"
        "Bpk KARNO BIN SUPARDI;Warung D;Beran;Blora\n"
        "Alm. Darmi;Warung E;Beran;Blora\n"
        "SUMARNI (Een);Warung F;Beran;Blora\n"
        "sri wahyuni A.Md;Warung G;Beran;Blora\n");

    EXPECT_EQ(fate(batch, 2, 0), "owner.name=Slamet Riyadi, intake.name_titles info");
    EXPECT_EQ(fate(batch, 3, 0), "owner.name=Siti Aminah, intake.name_titles info");
    EXPECT_EQ(fate(batch, 4, 0), "owner.name=Bambang Sutrisno, intake.name_titles info");
    EXPECT_EQ(fate(batch, 5, 0), "owner.name=Karno bin Supardi, intake.name_titles info");
    EXPECT_EQ(fate(batch, 6, 0), "owner.name=Darmi, intake.name_deceased warning");
    EXPECT_EQ(fate(batch, 7, 0), "owner.name=Sumarni, intake.name_alias info");
    EXPECT_EQ(fate(batch, 8, 0), "owner.name=Sri Wahyuni, intake.name_titles info");
}

TEST_F(Dirt, No08OneNameInManySpellings) {
    take_in(
        "NAMA PEMILIK;NIK;NAMA USAHA;DESA;KECAMATAN\n"
        "MUHAMMAD ACHMADI;3316091203879001;Warung Barokah;Beran;Blora\n"
        "SITI ROHMAH;3316095203879002;Toko Rohmah;Jetis;Blora\n"
        "Darmi;3316115203759003;Batik Mustika;Banjarejo;Banjarejo\n");
    auto const batch = check_list(
        "NAMA PEMILIK;NIK;NAMA USAHA;DESA;KECAMATAN\n"
        "Moh. Ahmadi;3316091203879001;Warung Barokah;Beran;Blora\n"
        "St. Rokhmah;3316095203879002;Toko Rohmah;Jetis;Blora\n"
        "DARMI;;Batik Mustika;Banjarejo;Banjarejo\n");

    EXPECT_EQ(batch.counts[Verdict::fresh], 0) << "the same persons, spelt otherwise";
    EXPECT_EQ(batch.counts[Verdict::update] + batch.counts[Verdict::same], 3);
    EXPECT_EQ(verdict(batch, 2), "update");
    EXPECT_EQ(verdict(batch, 3), "update") << "St. is Siti";
    EXPECT_EQ(fate(batch, 4, 0), "owner.name=Darmi") << "a name of one word is normal";
}

}  // namespace
}  // namespace bina::intake
