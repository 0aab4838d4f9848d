#include "registry/tally.h"

#include <gmock/gmock.h>

#include "registry/test_registry.h"

using namespace bina;
using namespace bina::registry;
using namespace bina::registry::test;
using testing::ElementsAre, testing::IsEmpty;

namespace {

Statement shop(std::string village, std::string trade = "food") {
    return {{Field::business_name, "Toko"},
            {Field::village, std::move(village)},
            {Field::trade, std::move(trade)}};
}

}  // namespace

class TallyTest : public RegistryTest {
public:
    std::vector<std::string> inside(std::string_view parent, int level, std::string_view on) {
        auto const areas =
            read([&](storage::Tx& tx) { return tallies_inside(tx, home, parent, level, day(on)); }).value();
        std::vector<std::string> told;
        for (auto const& [area, tally] : areas)
            told.push_back(fmt::format("{} {}", area, tally[tally_counted]));
        return told;
    }
    std::vector<std::string> months(std::string_view until, int count) {
        auto const counts =
            read([&](storage::Tx& tx) { return month_counts(tx, home, "3316", day(until), count); }).value();
        std::vector<std::string> told;
        for (auto const& [month, counted] : counts) told.push_back(fmt::format("{} {}", month, counted));
        return told;
    }
};

TEST_F(TallyTest, CountsAnyDayOfALongHistory) {
    auto const days = {"1999-12-31", "2000-01-01", "2020-02-28", "2020-02-29", "2020-03-01",
                       "2023-12-31", "2024-01-01", "2024-01-31", "2024-02-01", "2025-12-31"};
    std::vector<Fact> facts;
    for (auto const* const on : days)
        facts.push_back(fact(static_cast<int>(facts.size()) + 1, on, shop("3316051005")));
    ASSERT_EQ(create(facts), nullptr);
    std::int64_t expected = 0;
    for (auto const* const on : days) {
        auto const before = base::Day::from_number(day(on).number() - 1);
        EXPECT_EQ(counted("3316", before.text()), expected) << on;
        EXPECT_EQ(counted("3316", on), ++expected) << on;
        EXPECT_EQ(counted("331605", on), expected) << on;
        EXPECT_EQ(counted("3316051005", on), expected) << on;
    }
}

TEST_F(TallyTest, NamesItsColumnsInTheOrderOfTheTable) {
    EXPECT_EQ(tally_names()[tally_counted], "counted");
    EXPECT_EQ(tally_names()[tally_status], "status_claimed");
    EXPECT_EQ(tally_names()[tally_trade], "trade_food");
    EXPECT_EQ(tally_names()[tally_class + 4], "class_unknown");
    EXPECT_EQ(tally_names()[tally_has + 3], "has_nib");
    EXPECT_EQ(tally_names()[tally_columns - 1], "flagship");
}

TEST_F(TallyTest, ListsTheAreasInsideAnother) {
    ASSERT_EQ(
        create({fact(1, "2023-01-01", shop("3316051005")), fact(2, "2023-01-01", shop("3316052001")),
                fact(3, "2024-01-01", shop("3316012001")),
                fact(4, "2023-01-01", {{Field::business_name, "Entah di mana"}}),
                fact(5, "2023-01-01", {{Field::business_name, "Entah desa"}, {Field::district, "331605"}})}),
        nullptr);
    EXPECT_THAT(inside("3316", 6, "2025-01-01"), ElementsAre("331600 1", "331601 1", "331605 3"));
    EXPECT_THAT(inside("3316", 6, "2023-06-01"), ElementsAre("331600 1", "331605 3"))
        << "areas without any business are left out";
    EXPECT_THAT(inside("331605", 10, "2025-01-01"),
                ElementsAre("3316050000 1", "3316051005 1", "3316052001 1"));
    EXPECT_THAT(inside("331609", 10, "2025-01-01"), IsEmpty());
}

TEST_F(TallyTest, CountsTheEndOfEachMonth) {
    ASSERT_EQ(create({fact(1, "2022-06-15", shop("3316051005")), fact(2, "2023-11-30", shop("3316051005")),
                      fact(3, "2023-12-01", shop("3316051005")), fact(4, "2024-01-15", shop("3316051005"))}),
              nullptr);
    EXPECT_THAT(months("2024-01-14", 4), ElementsAre("2023-10 1", "2023-11 2", "2023-12 3", "2024-01 3"));
    EXPECT_THAT(months("2024-01-15", 2), ElementsAre("2023-12 3", "2024-01 4"));
    EXPECT_THAT(months("2022-06-30", 3), ElementsAre("2022-04 0", "2022-05 0", "2022-06 1"));
}

TEST_F(TallyTest, KeepsRegenciesApart) {
    ASSERT_EQ(create(fact(1, "2023-01-01", shop("3316051005"))), nullptr);
    home = regency("3317");
    ASSERT_EQ(create(fact(2, "2023-01-01", shop("3317012001"))), nullptr);
    EXPECT_EQ(counted("3317"), 1);
    EXPECT_EQ(counted("3316"), 0) << "asked with another regency's key";
    home = regency("3316");
    EXPECT_EQ(counted("3316"), 1);
}

TEST_F(TallyTest, TwoBatchesOfOneDayAddUp) {
    ASSERT_EQ(create(fact(1, "2023-01-01", shop("3316051005"))), nullptr);
    ASSERT_EQ(create(fact(2, "2023-01-01", shop("3316051005", "craft"))), nullptr);
    auto const sum = tally();
    EXPECT_EQ(sum[tally_counted], 2);
    EXPECT_EQ(sum[tally_trade], 1);
    EXPECT_EQ(sum[tally_trade + 4], 1);
    EXPECT_EQ(sum[tally_has + static_cast<std::size_t>(Has::trade)], 2);
}
