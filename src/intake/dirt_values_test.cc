#include "intake/dirt_fixture.h"

/// The second half of the importer's list of dirt: what stands in the cells. See dirt_test.cc.
namespace bina::intake {
namespace {

using fixture::Dirt, fixture::Workbook;

TEST_F(Dirt, No09LegalFormsPlaceholdersAndDitto) {
    auto const batch = check_list(
        "NAMA PEMILIK;NAMA USAHA;DESA;KECAMATAN;PRODUK\n"
        "SITI AMINAH;UD. Barokah;Beran;Blora;tempe\n"
        "DARMI;CV SUMBER REJEKI;sda;sda;idem\n"
        "SUMARNI;PT Maju Jaya;\"\"\"\";\"\"\"\";tahu\n"
        "KARNO;P.O. Harapan;s.d.a.;idem;\"\"\"\"\n"
        "TARMI;Tk. Murah;,,;,,;roti\n"
        "SUPARJO;RM Sederhana;Beran;Blora;-\n"
        "ENDANG;Een Production;Beran;Blora;xxx\n"
        "WAGIYO;-;Jetis;Blora;mebel\n"
        "TUMINI;;Jetis;Blora;jamu\n");

    EXPECT_EQ(fate(batch, 2, 1),
              "business.name=UD. Barokah business.legal_form=individual, "
              "intake.legal_form_in_name info");
    EXPECT_EQ(fate(batch, 3, 1),
              "business.name=CV Sumber Rejeki business.legal_form=cv, "
              "intake.legal_form_in_name info");
    EXPECT_EQ(fate(batch, 3, 4), "business.product=tempe, intake.ditto info");
    for (std::int64_t row = 3; row <= 6; ++row) EXPECT_EQ(fate(batch, row, 2), fate(batch, 2, 2)) << row;
    EXPECT_EQ(fate(batch, 5, 4), "business.product=tahu, intake.ditto info");
    EXPECT_EQ(fate(batch, 7, 4), "intake.placeholder info");
    EXPECT_EQ(fate(batch, 8, 4), "intake.placeholder info");
    EXPECT_EQ(fate(batch, 9, 1), "intake.placeholder info");
    EXPECT_EQ(verdict(batch, 9), "new") << "its owner names it";
    EXPECT_EQ(verdict(batch, 10), "new");
}

TEST_F(Dirt, No10MoneyInWordsUnitsAndPeriods) {
    expect_fates("OMZET", {{"Rp 1.500.000,-", "measure.sales=1500000"},
                           {"1.500.000", "measure.sales=1500000"},
                           {"1,5 jt", "measure.sales=1500000"},
                           {"500rb", "measure.sales=500000"},
                           {"5jt/bln", "measure.sales=60000000, intake.money_monthly info"},
                           {"2 M", "measure.sales=2000000000, intake.money_billion warning"},
                           {"1-5 juta", "intake.money_range warning"},
                           {"satu juta", "measure.sales=1000000, intake.money_words info"},
                           {"200rb per hari", "measure.sales=62400000, intake.money_daily warning"},
                           {"banyak", "intake.money_unreadable error"}});
    expect_fates("OMZET",
                 {{"1.500.000", "intake.money_period warning"},
                  {"2.500.000", "intake.money_period warning"},
                  {"30jt/tahun", "measure.sales=30000000"}},
                 "ask");
    expect_fates("OMZET", {{"1.500.000", "measure.sales=18000000"}, {"2.500.000", "measure.sales=30000000"}},
                 "month");
}

TEST_F(Dirt, No11DaysInEveryWriting) {
    expect_fates("TGL LAHIR", {{"12/03/1987", "owner.birth_day=1987-03-12"},
                               {"12 Pebruari 1987", "owner.birth_day=1987-02-12"},
                               {"3 Nopember 1990", "owner.birth_day=1990-11-03"},
                               {"31848", "owner.birth_day=1987-03-12, intake.day_serial info"},
                               {"12/03/87", "owner.birth_day=1987-03-12, intake.day_century info"},
                               {"1987", "intake.day_incomplete warning"},
                               {"31-02-1987", "intake.day_impossible error"}});
    expect_fates("TTL", {{"\"Blora, 12-03-1987\"",
                          "owner.birth_day=1987-03-12 owner.birth_place=Blora, intake.day_with_place info"}});
}

TEST_F(Dirt, DaysOfALicenceStandBesideIt) {
    auto const batch = check_list(
        "NAMA USAHA;DESA;KECAMATAN;NO PIRT;TGL TERBIT;MASA BERLAKU;HALAL;HALAL BERLAKU S/D\n"
        "Satu;Beran;Blora;2063316010072-27;05/01/2024;04/01/2029;;\n"
        "Dua;Beran;Blora;;;31-12-2027;ID33110000123450121;1 Maret 2027\n"
        "Tiga;Beran;Blora;2063316010073-27 / 2063316010074-27;;31-12-2027;;\n");
    EXPECT_EQ(fate(batch, 2, 3), "licence.pirt=2063316010072-27; from 2024-01-05; until 2029-01-04");
    EXPECT_EQ(fate(batch, 3, 5), "intake.licence_day_unclear warning") << "no licence is there";
    EXPECT_EQ(fate(batch, 3, 6), "licence.halal=ID33110000123450121; until 2027-03-01");
    EXPECT_EQ(fate(batch, 4, 5), "intake.licence_day_unclear warning") << "of which of the two?";
}

TEST_F(Dirt, No12PhonesWithoutZeroInPairsAndForAWholeVillage) {
    expect_fates("NO HP",
                 {{"81328765432", "contact.phone=+6281328765432, registry.phone_zero info"},
                  {"081234567891 / 0857-1234-5678",
                   "contact.phone=+6281234567891 contact.phone=+6285712345678, registry.phone_several info"},
                  {"0812-xxxx-xxxx", "registry.phone_masked error"},
                  {"O81234567892", "contact.phone=+6281234567892, registry.phone_letters warning"},
                  {"tidak ada", "intake.placeholder info"},
                  {"0812", "registry.phone_length error"}});
    fates("NO HP", std::vector<std::string>(8, "081328765431"));
    EXPECT_EQ(m_batch.counts[Verdict::fresh], 8) << "one number for all makes nobody the same";
}

TEST_F(Dirt, No13SexInEveryWritingOrFromTheNik) {
    expect_fates("JENIS KELAMIN", {{"L", "owner.sex=male"},
                                   {"P", "owner.sex=female"},
                                   {"Lk", "owner.sex=male"},
                                   {"Pr", "owner.sex=female"},
                                   {"Pria", "owner.sex=male"},
                                   {"Wanita", "owner.sex=female"},
                                   {"L/P", "intake.sex_choice warning"},
                                   {"anak", "intake.sex_unreadable error"}});
    auto const batch = check_list(
        "NAMA PEMILIK;NIK;NAMA USAHA;DESA;KECAMATAN;JK\n"
        "SITI AMINAH;3316095203879001;Warung A;Beran;Blora;\n"
        "BAMBANG;3316051203709002;Warung B;Beran;Blora;P\n");
    EXPECT_EQ(fate(batch, 2, 1), "owner.nik=3316095203879001");
    EXPECT_EQ(fate(batch, 2, 5), "owner.sex=female, intake.sex_from_nik info")
        << "where the list would say it";
    EXPECT_EQ(fate(batch, 3, 1), "owner.nik=3316051203709002, registry.nik_sex_differs warning");
    EXPECT_EQ(fate(batch, 3, 5), "owner.sex=female") << "what is said goes before what is derived";
}

TEST_F(Dirt, No14EncodingsAndSheetsThatAreDistricts) {
    auto const old = check_list(
        "NAMA PEMILIK;NAMA USAHA;DESA;KECAMATAN\r\n"
        "SITI\xA0"
        "AMINAH;Caf\xE9 Jos\xE9;Beran;Blora\r\n"
        "DARMI;\"Batik\rMustika\";Jetis;Blora\r\n");
    EXPECT_EQ(fate(old, 2, 0), "owner.name=Siti Aminah");
    EXPECT_EQ(fate(old, 2, 1), "business.name=Café José");
    EXPECT_EQ(fate(old, 3, 1), "business.name=Batik Mustika");

    auto const marked =
        check_list("\xEF\xBB\xBFNAMA PEMILIK;NAMA USAHA;DESA\nSITI;Warung A;Beran\nDARMI;Batik B;Jetis\n");
    EXPECT_EQ(marked.settings.columns.at(0).target, "owner.name") << "the mark is no part of the heading";

    Workbook workbook;
    fixture::Rows const head{{"NO", "NAMA PEMILIK", "NAMA USAHA", "DESA"}};
    auto const with = [&](std::vector<std::string> row) {
        auto rows = head;
        rows.push_back(std::move(row));
        rows.push_back({"2", "SUMARNI", "Toko " + rows[1][2], "x"});
        return rows;
    };
    auto* sheet = workbook.add("CEPU", with({"1", "BAMBANG", "Bengkel Jaya", "Balun"}));
    workbook.add("Kec. Blora", with({"1", "SITI AMINAH", "Warung Aminah", "Beran"}));
    workbook.add("REKAP", {{"KECAMATAN", "JUMLAH UMKM"}, {"Cepu", "2"}, {"Blora", "2"}});
    worksheet_protect(sheet, "rahasia", nullptr);
    auto const batch = check_list(workbook.file().bytes());
    EXPECT_EQ(batch.counts.rows, 4) << "the summary is none of the list";
    EXPECT_EQ(fate(batch, 2, 3), "place.village=3316051013 place.district=331605")
        << "a protected sheet is read";
    EXPECT_EQ(fate(batch, sheet_rows + 2, 3), "place.village=3316091006 place.district=331609");
}

TEST_F(Dirt, No15OnePersonWithSeveralBusinessesAndOneBusinessToldTwice) {
    auto const list =
        "NAMA PEMILIK;NIK;NAMA USAHA;JENIS USAHA;DESA;KECAMATAN;ALAMAT\n"
        "SITI AMINAH;3316095203879001;Warung Bu Aminah;makanan;Beran;Blora;Jl. Pemuda 12\n"
        "SITI AMINAH;3316095203879001;Batik Kencana;batik;Jetis;Blora;Jl. Melati 3\n"
        "SLAMET RIYADI;3316091203859003;Warung Bu Aminah;makanan;Beran;Blora;Jl. Pemuda 12\n";
    auto const batch = take_in(list);
    EXPECT_EQ(verdict(batch, 2), "new");
    EXPECT_EQ(verdict(batch, 3), "new") << "a second business of the same person";
    EXPECT_EQ(fate(batch, 4, 2), "business.name=Warung Bu Aminah, intake.business_shared warning")
        << "husband and wife";
    EXPECT_EQ(verdict(batch, 4), "doubtful") << "a person decides";
    EXPECT_EQ(batch.counts[Verdict::fresh], 2);
    auto const again = take_in(list);
    EXPECT_EQ(again.counts[Verdict::fresh], 0) << "the list of the year before";
    EXPECT_EQ(again.counts[Verdict::same], 3);
}

}  // namespace
}  // namespace bina::intake
