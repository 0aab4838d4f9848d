#include "insight/growth.h"

#include <gmock/gmock.h>

#include "insight/open_data.h"
#include "registry/test_registry.h"

using namespace bina;
using namespace bina::insight;
using namespace bina::registry::test;
using registry::Field;
using testing::ElementsAre, testing::HasSubstr, testing::StartsWith;

// The figures of Kabupaten Blitar's open data, 2023: 34,694 after 31,475; its own formula gives 9.28 %, the
// usual one 10.23 %.
TEST(Growth, BothFormulasAsAgenciesReckon) {
    EXPECT_EQ(growth_bp(GrowthFormula::blitar, 34'694, 31'475), 928);
    EXPECT_EQ(growth_bp(GrowthFormula::standard, 34'694, 31'475), 1'023);
    EXPECT_EQ(growth_bp(GrowthFormula::standard, 13'652, 13'265), 292);
    EXPECT_EQ(growth_bp(GrowthFormula::blitar, 0, 5), std::nullopt);
    EXPECT_EQ(growth_bp(GrowthFormula::standard, 0, 5), -10'000);
    EXPECT_EQ(growth_bp(GrowthFormula::standard, 5, 0), std::nullopt);
    EXPECT_EQ(growth_expression(GrowthFormula::blitar, 34'694, 31'475), "(34694 - 31475) / 34694");
    EXPECT_EQ(growth_expression(GrowthFormula::standard, 34'694, 31'475), "(34694 - 31475) / 31475");
}

class GrowthTest : public RegistryTest {
public:
    void SetUp() override {
        ASSERT_EQ(
            create({fact(1, "2023-11-15", {{Field::business_name, "A"}, {Field::village, "3316051005"}}),
                    fact(2, "2024-02-10", {{Field::business_name, "B"}, {Field::nib, "9120001234567"}}),
                    fact(3, "2024-12-31", {{Field::business_name, "C"}}),
                    fact(4, "2025-04-01", {{Field::business_name, "D"}})}),
            nullptr);
    }
    std::vector<std::string> series(Step step, int points, std::string_view until = "2025-05-20") {
        auto const found =
            read([&](storage::Tx& tx) {
                return growth_series(tx, officer, home, day(until), step, GrowthFormula::standard, points);
            }).value();
        std::vector<std::string> lines;
        for (auto const& [period, end, counted, previous, bp] : found)
            lines.push_back(fmt::format("{} {} {} {} {}", period, end.text(), previous, counted,
                                        bp ? std::to_string(*bp) : "-"));
        return lines;
    }
    std::vector<std::string> open(std::string indicator, int level, int from, int to) {
        auto const found = read([&](storage::Tx& tx) {
                               return open_data(tx, officer, {home, std::move(indicator), level, from, to});
                           }).value();
        std::vector<std::string> lines;
        for (auto const& row : found)
            lines.push_back(
                fmt::format("{} {} {} {}", row.area, row.year, row.value, row.final ? "tetap" : "sementara"));
        return lines;
    }
};

TEST_F(GrowthTest, SeriesByMonthQuarterAndYear) {
    EXPECT_THAT(series(Step::year, 3), ElementsAre("2023 2023-12-31 0 1 -", "2024 2024-12-31 1 3 20000",
                                                   "2025 2025-05-20 3 4 3333"));
    EXPECT_THAT(series(Step::quarter, 3),
                ElementsAre("2024-Q4 2024-12-31 2 3 5000", "2025-Q1 2025-03-31 3 3 0",
                            "2025-Q2 2025-05-20 3 4 3333"));
    EXPECT_THAT(series(Step::month, 2, "2024-02-29"),
                ElementsAre("2024-01 2024-01-31 1 1 0", "2024-02 2024-02-29 1 2 10000"));
}

TEST_F(GrowthTest, OpenDataHasARowForEachAreaAndYear) {
    EXPECT_THAT(
        open("jumlah-umkm", 4, 2023, 2027),
        ElementsAre("3316 2023 1 tetap", "3316 2024 3 tetap", "3316 2025 4 tetap", "3316 2026 4 sementara"));
    EXPECT_THAT(open("pertumbuhan-umkm-blitar", 4, 2023, 2024),
                ElementsAre("3316 2023  tetap", "3316 2024 66.67 tetap"));
    EXPECT_THAT(open("persentase-ber-nib", 4, 2024, 2024), ElementsAre("3316 2024 33.33 tetap"));
    EXPECT_THAT(open("jumlah-umkm", 6, 2025, 2025),
                ElementsAre("331600 2025 3 tetap", "331605 2025 1 tetap"));
    auto const unknown =
        read([&](storage::Tx& tx) { return open_data(tx, officer, {home, "tidak-ada", 4, 2024, 2024}); });
    EXPECT_EQ(unknown.error().kind, &error::no_indicator);
}

TEST_F(GrowthTest, OpenDataComesInTheColumnsOfSatuData) {
    auto const& indicator = *find_indicator("jumlah-umkm").value();
    auto const rows = read([&](storage::Tx& tx) {
                          return open_data(tx, officer, {home, "jumlah-umkm", 6, 2025, 2025});
                      }).value();
    EXPECT_EQ(
        open_data_csv(
            indicator, rows,
            [](std::string_view code) { return std::string(code == "331605" ? "Cepu, kota" : ""); }),
        "kode_wilayah,level,nama,judul,satuan,tahun,periode,data,status\r\n"
        "331600,Kecamatan,,\"Jumlah usaha mikro, kecil dan menengah\",Unit usaha,2025,Tahunan,3,Tetap\r\n"
        "331605,Kecamatan,\"Cepu, kota\",\"Jumlah usaha mikro, kecil dan menengah\",Unit "
        "usaha,2025,Tahunan,1,Tetap\r\n");
    for (auto const& one : indicators())
        for (auto const* const key : {"konsep", "definisi_operasional", "rumus", "produsen_data", "metode",
                                      "sumber", "frekuensi", "interpretasi", "variabel", "satuan", "ukuran"})
            EXPECT_THAT(open_data_metadata(one, "Dinas", fixture::clock()),
                        HasSubstr(fmt::format("\"{}\":\"", key)));
}
