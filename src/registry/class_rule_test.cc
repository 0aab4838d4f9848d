#include "registry/class_rule.h"

#include <gmock/gmock.h>

#include "registry/test_registry.h"

using namespace bina;
using namespace bina::registry;
using namespace bina::registry::test;
using testing::ElementsAre, testing::IsEmpty;

namespace {

Measures of(Measure measure, std::int64_t amount) {
    Measures measures;
    measures[measure] = amount;
    return measures;
}

}  // namespace

class ClassRuleTest : public RegistryTest {
public:
    /// The class that `rule_set` gives, whatever governs.
    SizeClass class_by(std::string_view rule_set, Measure measure, std::int64_t amount) {
        for (auto const& one : rules.classify(of(measure, amount), day("2024-01-01")))
            if (one.rule_set == rule_set) return one.size_class;
        return SizeClass::unknown;
    }
};

// "Paling banyak": the limit itself belongs to the lower class, one more does not.
TEST_F(ClassRuleTest, LimitsOfEveryRuleSetAreInclusive) {
    struct Limits {
        std::string_view rule_set;
        Measure measure;
        std::int64_t micro;
        std::int64_t small;
        std::int64_t medium;
    };
    for (auto const& [rule_set, measure, micro, small, medium] :
         {Limits{"pp7_2021", Measure::sales, 2'000'000'000, 15'000'000'000, 50'000'000'000},
          Limits{"pp7_2021", Measure::capital, 1'000'000'000, 5'000'000'000, 10'000'000'000},
          Limits{"uu20_2008", Measure::sales, 300'000'000, 2'500'000'000, 50'000'000'000},
          Limits{"uu20_2008", Measure::assets, 50'000'000, 500'000'000, 10'000'000'000},
          Limits{"bps", Measure::workers, 4, 19, 99}}) {
        SCOPED_TRACE(rule_set);
        EXPECT_EQ(class_by(rule_set, measure, 0), SizeClass::micro);
        EXPECT_EQ(class_by(rule_set, measure, micro), SizeClass::micro);
        EXPECT_EQ(class_by(rule_set, measure, micro + 1), SizeClass::small);
        EXPECT_EQ(class_by(rule_set, measure, small), SizeClass::small);
        EXPECT_EQ(class_by(rule_set, measure, small + 1), SizeClass::medium);
        EXPECT_EQ(class_by(rule_set, measure, medium), SizeClass::medium);
        EXPECT_EQ(class_by(rule_set, measure, medium + 1), SizeClass::large);
    }
}

TEST_F(ClassRuleTest, TheLawOfTheDayGoverns) {
    EXPECT_EQ(rules.governing_set(day("2021-02-01")), "uu20_2008");
    EXPECT_EQ(rules.governing_set(day("2021-02-02")), "pp7_2021");
    auto const sales = of(Measure::sales, 1'900'000'000);
    EXPECT_EQ(rules.governing_class(sales, day("2021-02-01")), SizeClass::small);
    EXPECT_EQ(rules.governing_class(sales, day("2021-02-02")), SizeClass::micro);
    EXPECT_EQ(rules.governing_class(sales, day("2008-07-04")), SizeClass::small);
    EXPECT_EQ(rules.governing_class(sales, day("2008-07-03")), SizeClass::unknown) << "before any law";
    EXPECT_EQ(rules.governing_source(day("2024-01-01")), "PP 7/2021 Pasal 35 ayat (5)");
    EXPECT_EQ(rules.governing_source(day("2020-01-01")), "UU 20/2008 Pasal 6");
}

TEST_F(ClassRuleTest, TheDaysOnWhichClassesMayChangeAreKnown) {
    EXPECT_THAT(rules.turning_days(), ElementsAre(day("1900-01-01"), day("2008-07-04"), day("2021-02-02")));
}

// PP 7/2021 Art. 35(2): capital decides until sales of a year are known, (5): then sales do.
TEST_F(ClassRuleTest, SalesDecideBeforeCapital) {
    auto measures = of(Measure::capital, 6'000'000'000);
    EXPECT_EQ(rules.governing_class(measures, day("2024-01-01")), SizeClass::medium);
    measures[Measure::sales] = 100'000'000;
    EXPECT_EQ(rules.governing_class(measures, day("2024-01-01")), SizeClass::micro);
    EXPECT_EQ(rules.governing_class({}, day("2024-01-01")), SizeClass::unknown);
    EXPECT_EQ(rules.governing_class(of(Measure::workers, 50), day("2024-01-01")), SizeClass::unknown)
        << "the count of workers is BPS's, not the law's";
    EXPECT_EQ(rules.governing_class(of(Measure::assets, 60'000'000), day("2020-01-01")), SizeClass::small);
    EXPECT_EQ(rules.governing_class(of(Measure::capital, 60'000'000), day("2020-01-01")), SizeClass::unknown)
        << "the older law knows net worth, not capital";
}

TEST_F(ClassRuleTest, EveryClassIsToldAndOneGoverns) {
    Measures measures;
    measures[Measure::sales] = 1'000'000'000;
    measures[Measure::capital] = 2'000'000'000;
    measures[Measure::workers] = 25;
    std::vector<std::string> told;
    for (auto const& one : rules.classify(measures, day("2024-01-01")))
        told.push_back(fmt::format(
            "{} {} {} {}{}", one.title, measure_names[static_cast<std::size_t>(one.measure)], one.amount,
            class_names[static_cast<std::size_t>(one.size_class)], one.governs ? " *" : ""));
    EXPECT_THAT(told, ElementsAre("PP 7/2021 sales 1000000000 micro *", "PP 7/2021 capital 2000000000 small",
                                  "UU 20/2008 sales 1000000000 small", "BPS workers 25 medium"));
    EXPECT_THAT(rules.classify({}, day("2024-01-01")), IsEmpty());
}

TEST_F(ClassRuleTest, LimitsThatComeLaterTurnClassesOnTheirDay) {
    db().write([](storage::Tx& tx) -> base::Result<void> {
            TRY(tx.run("UPDATE class_rule SET valid_to = '2027-01-01' WHERE rule_set = 'pp7_2021'"));
            TRY(tx.run(
                "INSERT INTO class_rule (rule_set, measure, class, at_most, valid_from, valid_to, source)"
                " SELECT rule_set, measure, class, at_most / 2, '2027-01-01', '2199-12-31', 'PP baru'"
                " FROM class_rule WHERE rule_set = 'pp7_2021'"));
            return {};
        })
        .value();
    auto const later = db().read([](storage::Tx& tx) { return ClassRules::load(tx); }).value();
    auto const sales = of(Measure::sales, 1'500'000'000);
    EXPECT_EQ(later.governing_class(sales, day("2026-12-31")), SizeClass::micro);
    EXPECT_EQ(later.governing_class(sales, day("2027-01-01")), SizeClass::small);
    std::vector<Fact> const facts{
        fact(1, "2025-01-01", {{Field::business_name, "A"}, {Field::sales, "1500000000"}})};
    auto const changes = timeline(later, home, facts);
    ASSERT_EQ(changes.size(), 2U);
    EXPECT_EQ(changes[1].day, day("2027-01-01"));
    EXPECT_EQ(changes[1].cell.size_class, SizeClass::small);
}
