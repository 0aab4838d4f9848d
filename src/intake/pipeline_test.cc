#include "intake/pipeline_fixture.h"
#include "registry/business.h"

namespace bina::intake {
namespace {

using fixture::Pipeline;
using storage::Tx;

std::string const two_shops =
    "DATA UMKM KABUPATEN BLORA;;;;;\n"
    ";;;;;\n"
    "NO;NAMA PEMILIK;NIK;NAMA USAHA;DESA;KECAMATAN\n"
    "1;SITI AMINAH;3316095203879001;Warung Bu Aminah;Beran;Blora\n"
    "2;BAMBANG SUTRISNO;3316051203709002;Bengkel Sumber Jaya;Balun;Cepu\n"
    "JUMLAH;2;;;;\n";

TEST_F(Pipeline, ADirtyListBecomesBusinesses) {
    auto const batch = take_in(two_shops);

    EXPECT_EQ(batch.state, State::committed);
    EXPECT_EQ(batch.settings.header_row, 3);
    EXPECT_EQ(batch.counts.rows, 2);
    EXPECT_EQ(batch.counts[Verdict::fresh], 2);
    EXPECT_EQ(counted(), 2);
    EXPECT_EQ(names(), (std::vector<std::string>{"Bengkel Sumber Jaya", "Warung Bu Aminah"}));
    expect_sound();
}

TEST_F(Pipeline, NothingIsStoredBeforeTheCommit) {
    auto const batch = check_list(two_shops);

    EXPECT_EQ(batch.counts[Verdict::fresh], 2);
    EXPECT_EQ(counted(), 0);
    EXPECT_TRUE(names().empty());
}

TEST_F(Pipeline, TheSameFileTwiceChangesNothing) {
    take_in(two_shops);
    auto const again = take_in(two_shops);

    EXPECT_EQ(again.counts[Verdict::same], 2);
    EXPECT_EQ(again.counts[Verdict::fresh], 0);
    EXPECT_EQ(counted(), 2);
    expect_sound();
}

TEST_F(Pipeline, ALaterListUpdatesWhatItKnowsBetter) {
    take_in(two_shops);
    auto const update = take_in(
        "NAMA PEMILIK;NIK;NAMA USAHA;DESA;KECAMATAN;NO HP\n"
        "Siti Aminah;3316095203879001;Warung Bu Aminah;Beran;Blora;081234567890\n");

    EXPECT_EQ(update.counts[Verdict::update], 1);
    EXPECT_EQ(counted(), 2);
    auto const found = read([&](Tx& tx) {
        return registry::list_businesses(tx, m_clerk, {.regency = m_regency, .text = "0812-3456-7890"});
    });
    ASSERT_EQ(found.items.size(), 1U);
    EXPECT_EQ(found.items[0].name, "Warung Bu Aminah");
    expect_sound();
}

// One sign on one house in the name of husband and wife, each in a list of its own.
TEST_F(Pipeline, HusbandAndWifeOfTwoListsAreAskedAsThoseOfOneAre) {
    std::string const heading = "NAMA PEMILIK;NIK;NAMA USAHA;ALAMAT;DESA;KECAMATAN\n";
    std::string const hers =
        "SITI AMINAH;3316095203879001;Warung Sumber Rejeki;Jl Melati No 12 RT 3 RW 5;Beran;Blora\n";
    std::string const his =
        "SLAMET RIYADI;3316091203850003;Warung Sumber Rejeki;Jl Melati No 12 RT 3 RW 5;Beran;Blora\n";
    EXPECT_EQ(check_list(heading + hers + his).counts[Verdict::doubtful], 1);
    take_in(heading + hers);
    EXPECT_EQ(check_list(heading + his).counts[Verdict::doubtful], 1);
    std::string const neighbour =
        "SLAMET RIYADI;3316091203850003;Warung Sumber Rejeki;Jl Melati No 14 RT 3 RW 5;Beran;Blora\n";
    EXPECT_EQ(check_list(heading + neighbour).counts[Verdict::fresh], 1);
    expect_sound();
}

TEST_F(Pipeline, UndoLeavesNothingOfAListAndEverythingOfOthers) {
    take_in(two_shops);
    auto const more = take_in(
        "NAMA PEMILIK;NIK;NAMA USAHA;DESA;KECAMATAN\n"
        "SITI AMINAH;3316095203879001;Warung Bu Aminah;Jetis;Blora\n"
        "DARMI;3316115203759003;Batik Mustika;Banjarejo;Banjarejo\n");
    EXPECT_EQ(counted(), 3);

    EXPECT_EQ(undo_list(more.id).state, State::undone);
    EXPECT_EQ(counted(), 2);
    EXPECT_EQ(names(), (std::vector<std::string>{"Bengkel Sumber Jaya", "Warung Bu Aminah"}));
    auto const page = read([&](Tx& tx) {
        return registry::list_businesses(tx, m_clerk, {.regency = m_regency, .text = "aminah"});
    });
    ASSERT_EQ(page.items.size(), 1U);
    EXPECT_EQ(page.items[0].village, "3316091006");
    expect_sound();
}

TEST_F(Pipeline, AnUndoneListCanComeAgain) {
    auto const first = take_in(two_shops);
    undo_list(first.id);
    auto const again = take_in(two_shops);

    EXPECT_EQ(again.counts[Verdict::fresh], 2);
    EXPECT_EQ(counted(), 2);
    expect_sound();
}

TEST_F(Pipeline, ARepeatedRowIsCountedAndMakesNoSecondBusiness) {
    auto const batch = take_in(
        "NAMA PEMILIK;NIK;NAMA USAHA;DESA;KECAMATAN\n"
        "SITI AMINAH;3316095203879001;Warung Bu Aminah;Beran;Blora\n"
        "SITI AMINAH;3316095203879001;Warung Bu Aminah;Beran;Blora\n");

    EXPECT_EQ(batch.counts[Verdict::fresh], 1);
    EXPECT_EQ(batch.counts[Verdict::duplicate_in_file], 1);
    EXPECT_EQ(counted(), 1);
}

TEST_F(Pipeline, OnePersonMayHaveTwoBusinesses) {
    auto const batch = take_in(
        "NAMA PEMILIK;NIK;NAMA USAHA;JENIS USAHA;DESA;KECAMATAN\n"
        "SITI AMINAH;3316095203879001;Warung Bu Aminah;makanan;Beran;Blora\n"
        "SITI AMINAH;3316095203879001;Batik Kencana;batik;Jetis;Blora\n");

    EXPECT_EQ(batch.counts[Verdict::fresh], 2);
    auto const page = read([&](Tx& tx) {
        auto const list =
            registry::list_businesses(tx, m_clerk, {.regency = m_regency, .text = "kencana"}).value();
        return registry::business_page(tx, m_rules, m_clerk, m_regency, list.items.at(0).id);
    });
    ASSERT_EQ(page.owners.size(), 1U);
    ASSERT_EQ(page.owners[0].others.size(), 1U);
    EXPECT_EQ(page.owners[0].others[0].name, "Warung Bu Aminah");
}

TEST_F(Pipeline, ARowWithoutANameGoesBackAndTheRestComesIn) {
    auto const batch = take_in(
        "NAMA PEMILIK;NIK;NAMA USAHA;DESA;KECAMATAN\n"
        ";3316095203879001;;Beran;Blora\n"
        "DARMI;3316115203759003;Batik Mustika;Banjarejo;Banjarejo\n");

    EXPECT_EQ(batch.counts[Verdict::rejected], 1);
    EXPECT_EQ(batch.counts[Verdict::fresh], 1);
}

TEST_F(Pipeline, ATableOfTotalsIsRefusedAsAList) {
    auto const batch =
        receive_list("Kecamatan;Mikro;Kecil\nBlora;2410;88\nCepu;2268;84\nJepon;1394;81\nNgawen;1288;79\n");

    EXPECT_EQ(batch.state, State::refused);
    EXPECT_EQ(batch.kind, "aggregate");
    EXPECT_EQ(batch.refusal, "intake.is_aggregate");
}

TEST_F(Pipeline, ADamagedFileIsRefusedWithWhy) {
    auto const batch = receive_list("PK\x03\x04 this is no workbook", "rusak.xlsx");

    EXPECT_EQ(batch.state, State::refused);
    EXPECT_FALSE(batch.refusal.empty());
}

TEST_F(Pipeline, SectionsSayTheDistrict) {
    take_in(
        "NO;NAMA PEMILIK;NAMA USAHA;DESA\n"
        "KECAMATAN CEPU;;;\n"
        "1;BAMBANG SUTRISNO;Bengkel Sumber Jaya;Balun\n"
        "2;SUMARNI;Toko Sumarni;Ngroto\n"
        "KECAMATAN BLORA;;;\n"
        "1;SITI AMINAH;Warung Bu Aminah;Beran\n"
        "2;DARMI;Batik Mustika;Jetis\n");
    auto const cepu = read([&](Tx& tx) {
        return registry::list_businesses(tx, m_clerk, {.regency = m_regency, .district = "331605"});
    });
    EXPECT_EQ(cepu.items.size(), 2U);
}

TEST_F(Pipeline, ANeighboursClerkMayNotTouchABatch) {
    auto const batch = check_list(two_shops);
    auto const neighbour = fixture::actor(access::Role::operator_, "3325");
    auto const refused = write([&](Tx& tx) { return ask_commit(tx, neighbour, m_regency, batch.id); });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, &access::denied);
}

TEST_F(Pipeline, ColumnsAreRememberedForTheSource) {
    auto batch = receive_list(
        "NAMA PEMILIK;KOLOM X;DESA\nSITI AMINAH;Warung Bu Aminah;Beran\nDARMI;Batik Mustika;Jetis\n");
    ASSERT_EQ(batch.settings.columns.size(), 3U);
    batch.settings.columns[1].target = "business.product";
    ASSERT_TRUE(write([&](Tx& tx) { return choose(tx, m_clerk, m_regency, batch.id, batch.settings); }));
    run();

    auto const again =
        receive_list("NAMA PEMILIK;KOLOM X;DESA\nSUMARNI;Toko Sumarni;Ngroto\nTARMI;Toko Tarmi;Balun\n");
    EXPECT_EQ(again.settings.columns.at(1).target, "business.product");
}

TEST_F(Pipeline, WrongSettingsAreToldAllAtOnce) {
    auto batch = receive_list(two_shops);
    for (auto& column : batch.settings.columns) column.target = "no.such.field";
    batch.settings.district = "332501";
    auto const refused =
        write([&](Tx& tx) { return choose(tx, m_clerk, m_regency, batch.id, batch.settings); });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, &error::no_name_column);
    EXPECT_EQ(refused.error().faults.size(), batch.settings.columns.size() + 2);
}

/// A list with a row that may be a business of the registry: the same name, place and trade, another NIK.
class Doubt : public Pipeline {
protected:
    Doubt() {
        take_in(two_shops);
        m_batch = take_in(
            "NAMA PEMILIK;NIK;NAMA USAHA;DESA;KECAMATAN\n"
            "SITI AMINAH;3316095203879051;Warung Bu Aminah;Beran;Blora\n");
        m_pairs = read([&](Tx& tx) { return pairs(tx, m_clerk, {.regency = m_regency}); });
    }
    void decide(PairState decision) {
        ASSERT_EQ(m_pairs.size(), 1U);
        ASSERT_TRUE(write(
            [&](Tx& tx) { return decide_pair(tx, m_rules, m_clerk, m_regency, m_pairs[0].id, decision); }));
    }
    Batch m_batch;
    std::vector<Pair> m_pairs;
};

TEST_F(Doubt, AnotherNikIsNotDecidedByTheProgram) {
    EXPECT_EQ(m_batch.counts[Verdict::doubtful], 1);
    EXPECT_EQ(counted(), 2);
    ASSERT_EQ(m_pairs.size(), 1U);
    EXPECT_EQ(m_pairs[0].state, PairState::open);
}

TEST_F(Doubt, DistinctMakesABusinessAndUndoTakesItBack) {
    decide(PairState::distinct);
    EXPECT_EQ(counted(), 3);
    ASSERT_TRUE(write([&](Tx& tx) { return undo_decision(tx, m_rules, m_clerk, m_regency, m_pairs[0].id); }));
    EXPECT_EQ(counted(), 2);
    decide(PairState::merged);
    EXPECT_EQ(counted(), 2);
    expect_sound();
}

TEST_F(Doubt, ADecidedPairIsNotDecidedTwice) {
    decide(PairState::merged);
    auto const refused = write([&](Tx& tx) {
        return decide_pair(tx, m_rules, m_clerk, m_regency, m_pairs[0].id, PairState::distinct);
    });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, &error::pair_decided);
}

TEST_F(Doubt, UndoingTheFileClosesItsPairsAndWhatTheyMade) {
    decide(PairState::distinct);
    undo_list(m_batch.id);
    EXPECT_EQ(counted(), 2);
    auto const refused = write([&](Tx& tx) {
        return decide_pair(tx, m_rules, m_clerk, m_regency, m_pairs[0].id, PairState::merged);
    });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, &error::pair_withdrawn);
    expect_sound();
}

TEST(ListRow, ABusinessNamesTheRowThatMakesIt) {
    auto const batch = BatchId::make(base::Instant{1'700'000'000'000});
    for (std::int64_t const row : {std::int64_t{1}, std::int64_t{105'000}, row_number(9, 1'048'576)})
        EXPECT_EQ(row_of_business(batch, business_id(batch, row).text()), row);
    EXPECT_EQ(row_of_business(batch, fact_id(batch, 7).text()), std::nullopt);
    auto const other = BatchId::make(base::Instant{1'700'000'000'000});
    EXPECT_EQ(row_of_business(other, business_id(batch, 7).text()), std::nullopt);
}

TEST(ListRow, BodyKeepsEverything) {
    ListRow row{.number = 12};
    row.cells = {"tab\there", "line\nbreak", "back\\slash", ""};
    row.values = {{0, {registry::Field::business_name, "Warung\tA"}},
                  {1, {registry::Field::address, "line\nbreak"}},  // as the cell says
                  {3, {registry::Field::phone, "+6281"}}};
    row.remarks = {{2, Severity::warning, "intake.money_scale", "measure.sales", {{"read", "300"}}}};
    ListRow read{.number = 12};
    decode_body(encode_body(row), read);
    EXPECT_EQ(read, row);
}

TEST_F(Pipeline, LicencesAreReadAndOneOfAnotherRegencyIsFlagged) {
    auto const batch = take_in(
        "NAMA PEMILIK;NAMA USAHA;DESA;KECAMATAN;PIRT;HALAL\n"
        "SITI AMINAH;Keripik Sari;Beran;Blora;206331601007227;ID33110000123450121\n"
        "DARMI;Tempe Darmi;Banjarejo;Banjarejo;2063506010072-27;sudah\n");

    auto const rows = read([&](Tx& tx) {
        return intake::rows(tx, m_clerk, {.regency = m_regency, .batch = batch.id, .verdict = "new"});
    });
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(registry::get(rows[0].statement(), registry::Field::licence_pirt), "2063316010072-27");
    EXPECT_TRUE(rows[0].remarks.empty());
    auto const elsewhere = [](ListRow::Remark const& remark) {
        return remark.key == "registry.pirt_elsewhere" && remark.severity == Severity::warning;
    };
    EXPECT_TRUE(std::ranges::any_of(rows[1].remarks, elsewhere));
    expect_sound();
}

TEST_F(Pipeline, TheTitleSaysWhereRowsAreThatDoNot) {
    auto const batch = take_in(
        "DATA UMKM DESA BALUN KECAMATAN CEPU;;;\n"
        "NO;NAMA PEMILIK;NAMA USAHA;ALAMAT\n"
        "1;SITI AMINAH;Warung Bu Aminah;RT 1 RW 2\n"
        "2;BAMBANG SUTRISNO;Bengkel Sumber Jaya;Ds. Beran Kec. Blora\n");

    auto const rows = read([&](Tx& tx) {
        return intake::rows(tx, m_clerk, {.regency = m_regency, .batch = batch.id, .verdict = "new"});
    });
    ASSERT_EQ(rows.size(), 2U);
    auto const village = [&](std::size_t row) {
        auto const statement = rows[row].statement();
        auto const* const area = m_areas.find(registry::get(statement, registry::Field::village));
        return area ? std::string(area->name) : std::string();
    };
    EXPECT_EQ(village(0), "Balun");
    EXPECT_EQ(village(1), "Beran");
}

TEST_F(Pipeline, WhatIsNotRecognisedWaitsForAPerson) {
    auto const batch = receive_list(
        "No;NISN;Nama Siswa;Jenis Kelamin;Alamat\n"
        "1;0012345678;Siti Aminah;P;Ds. Balun\n"
        "2;0012345679;Budi Santoso;L;Ds. Beran\n");

    EXPECT_EQ(batch.state, State::mapping);
    EXPECT_EQ(batch.refusal, "intake.is_other_list");
    EXPECT_EQ(counted(), 0);
}

}  // namespace
}  // namespace bina::intake
