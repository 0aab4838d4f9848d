#include "registry/state.h"

#include <gmock/gmock.h>

#include "registry/coach.h"
#include "registry/test_registry.h"

using namespace bina;
using namespace bina::registry;
using namespace bina::registry::test;
using testing::ElementsAre, testing::IsEmpty;

namespace {

std::vector<std::string> all(std::span<Current const> state, Field field) {
    std::vector<std::string> texts;
    for (auto const& current : state)
        if (current.field == field) texts.push_back(current.text);
    return texts;
}

Fact at(std::string_view on, std::int64_t recorded_ms, Statement values) {
    auto said = fact(1, on, std::move(values));
    said.recorded_at = {recorded_ms};
    return said;
}

Fact withdrawn(Fact fact) {
    fact.withdrawn = true;
    return fact;
}

}  // namespace

TEST(StateTest, TheLaterDayWinsWhateverTheOrderOfArrival) {
    std::vector facts{at("2024-05-01", 100, {{Field::business_name, "Baru"}}),
                      at("2023-05-01", 900, {{Field::business_name, "Lama"}, {Field::nib, "9120001234567"}})};
    sort_facts(facts);
    auto const state = fold(facts);
    EXPECT_EQ(get(state, Field::business_name), "Baru");
    EXPECT_EQ(get(state, Field::nib), "9120001234567") << "what the later one does not speak of stays";
}

TEST(StateTest, OfOneDayWhatWasRecordedLastWins) {
    std::vector facts{at("2024-05-01", 900, {{Field::business_name, "Kedua"}}),
                      at("2024-05-01", 100, {{Field::business_name, "Pertama"}})};
    sort_facts(facts);
    EXPECT_EQ(get(fold(facts), Field::business_name), "Kedua");
}

TEST(StateTest, ManyValuedFieldsKeepAll) {
    std::vector const facts{at("2023-05-01", 1, {{Field::phone, "+628111"}, {Field::kbli, "56102"}}),
                            at("2024-05-01", 2, {{Field::phone, "+628222"}, {Field::kbli, "56102"}})};
    auto const state = fold(facts);
    EXPECT_THAT(all(state, Field::phone), ElementsAre("+628111", "+628222"));
    EXPECT_THAT(all(state, Field::kbli), ElementsAre("56102"));
    EXPECT_EQ(latest(state, Field::phone), "+628222") << "the phone to call";
    EXPECT_EQ(latest(state, Field::email), "");
}

TEST(StateTest, ACoachingEndsOnItsDayAndWhoeverStillCoachesIsTheCoach) {
    std::vector const facts{
        at("2022-05-01", 1, {{Field::coached_by, "Dinkop"}, {Field::coached_since, "2021-01-01"}}),
        at("2023-05-01", 2, {{Field::coached_by, "PLUT"}}),
        at("2024-05-01", 3, {{Field::coaching_ended, "plut"}}),
        at("2025-05-01", 4, {{Field::coaching_ended, "Dinkop"}})};
    auto const coach = [&](std::string_view on) {
        auto const state = fold(facts, day(on));
        return fmt::format("{} {}", get(state, Field::coached_by), get(state, Field::coached_since));
    };
    EXPECT_EQ(coach("2023-04-30"), "Dinkop 2021-01-01");
    EXPECT_EQ(coach("2024-04-30"), "PLUT 2021-01-01") << "of a field the value said last";
    EXPECT_EQ(coach("2024-05-01"), "Dinkop 2021-01-01");
    EXPECT_EQ(coach("2025-05-01"), " ");
}

TEST(StateTest, ASourceOfALaterDayBeginsTheCoachingAnew) {
    std::vector facts{at("2022-05-01", 1, {{Field::coached_by, "Dinkop"}}),
                      at("2024-05-01", 2, {{Field::coaching_ended, "Dinkop"}}),
                      at("2025-05-01", 3, {{Field::coached_by, "DINKOP"}})};
    EXPECT_EQ(get(fold(facts), Field::coached_by), "DINKOP");
    EXPECT_THAT(all(fold(facts), Field::coaching_ended), IsEmpty());
    EXPECT_EQ(coaches_of(facts).at("dinkop"), (Coach{"DINKOP", day("2025-05-01"), day("2025-05-01")}));
    facts[1].withdrawn = true;
    EXPECT_EQ(get(fold(facts, day("2024-06-01")), Field::coached_by), "Dinkop") << "it was an error";
}

TEST(StateTest, ThatACoachingEndedLeavesABusinessThatIsKnownOfNothingElse) {
    std::vector const facts{at("2022-05-01", 1, {{Field::coached_by, "Dinkop"}}),
                            at("2024-05-01", 2, {{Field::coaching_ended, "Dinkop"}})};
    EXPECT_THAT(all(fold(facts), Field::coaching_ended), ElementsAre("Dinkop"));
}

TEST(StateTest, AnOldPhoneSaidAgainIsTheLatest) {
    std::vector const facts{at("2022-05-01", 1, {{Field::phone, "+628111"}}),
                            at("2023-05-01", 2, {{Field::phone, "+628222"}}),
                            at("2024-05-01", 3, {{Field::phone, "+628111"}})};
    EXPECT_EQ(latest(fold(facts), Field::phone), "+628111");
}

TEST(StateTest, WithdrawnFactsDoNotCount) {
    std::vector const facts{at("2023-05-01", 1, {{Field::business_name, "Benar"}}),
                            withdrawn(at("2024-05-01", 2, {{Field::business_name, "Salah"}}))};
    auto const state = fold(facts);
    EXPECT_EQ(get(state, Field::business_name), "Benar");
    EXPECT_EQ(state[0].fact, facts.data()) << "and every value knows who said it";
}

TEST(StateTest, AsOfADayOnlyWhatWasSaidOfItOrBefore) {
    std::vector const facts{at("2023-05-01", 1, {{Field::business_name, "Lama"}}),
                            at("2024-05-01", 2, {{Field::business_name, "Baru"}})};
    EXPECT_EQ(get(fold(facts, day("2024-04-30")), Field::business_name), "Lama");
    EXPECT_EQ(get(fold(facts, day("2024-05-01")), Field::business_name), "Baru");
    EXPECT_THAT(fold(facts, day("2023-04-30")), IsEmpty());
}

TEST(StateTest, WorkersOfBothSexesAreAddedUnlessTheirSumIsSaid) {
    std::vector facts{at("2023-05-01", 1, {{Field::workers_male, "2"}, {Field::workers_female, "3"}})};
    EXPECT_EQ(measures_of(fold(facts))[Measure::workers], 5);
    facts.push_back(at("2023-06-01", 2, {{Field::workers, "7"}}));
    EXPECT_EQ(measures_of(fold(facts))[Measure::workers], 7);
    EXPECT_EQ(measures_of(fold(facts))[Measure::sales], std::nullopt);
}

TEST(StateTest, AStatementIsStoredAndReadBackWhole) {
    Statement const said{{Field::business_name, "Warung \"Bu\" Siti; cabang é"}, {Field::sales, "1000"}};
    EXPECT_EQ(decode(encode(said)), said);
    EXPECT_EQ(decode(encode({{Field::note, "satu\tdua\ntiga"}})),
              (Statement{{Field::note, "satu dua tiga"}}));
    EXPECT_EQ(decode("no.longer_known\tx\nbusiness.name\tA\n"), (Statement{{Field::business_name, "A"}}));
    EXPECT_EQ(decode(""), Statement{});
    EXPECT_THROW(decode("no tab"), storage::Damage);
}

class TimelineTest : public RegistryTest {
public:
    Cell cell(Statement values) {
        std::vector const facts{fact(1, "2024-01-01", std::move(values))};
        return cell_of(rules, home, fold(facts), day("2024-01-01"));
    }
};

TEST_F(TimelineTest, APlaceThatIsNotKnownCountsUnderZeros) {
    EXPECT_EQ(cell({{Field::village, "3316051005"}}).village, "3316051005");
    EXPECT_EQ(cell({{Field::village, "3316051005"}}).district, "331605");
    EXPECT_EQ(cell({{Field::district, "331605"}}).village, "3316050000");
    EXPECT_EQ(cell({{Field::business_name, "A"}}).district, "331600");
    EXPECT_EQ(cell({{Field::business_name, "A"}}).village, "3316000000");
    EXPECT_EQ(cell({{Field::district, "331609"}, {Field::village, "3316051005"}}).district, "331605")
        << "a village lies in its own district, whatever else is said";
}

TEST_F(TimelineTest, WhatIsKnownOfABusinessIsToldByBits) {
    EXPECT_EQ(cell({{Field::business_name, "A"}}).has, 0U);
    EXPECT_EQ(cell({{Field::nik, "3316095203870001"}, {Field::nib, "9120001234567"}}).has, 0b001001U);
    EXPECT_EQ(cell({{Field::phone, "+62811"}, {Field::village, "3316051005"}}).has, 0b000110U);
    EXPECT_EQ(cell({{Field::sales, "0"}, {Field::trade, "craft"}}).has, 0b110000U);
    EXPECT_EQ(cell({{Field::trade, "unknown"}}).has, 0U);
    EXPECT_TRUE(cell({{Field::flagship, "yes"}}).flagship);
    EXPECT_FALSE(cell({{Field::flagship, "no"}}).flagship);
    EXPECT_TRUE(cell({{Field::coached_by, "Dinas"}}).coached);
}

TEST_F(TimelineTest, TellsOfEachDayOnWhichSomethingCountedChanges) {
    std::vector facts{at("2023-01-10", 1, {{Field::business_name, "A"}, {Field::trade, "food"}}),
                      at("2023-02-10", 2, {{Field::business_name, "B"}}),
                      at("2023-03-10", 3, {{Field::status, "closed"}}),
                      withdrawn(at("2023-04-10", 4, {{Field::status, "found"}}))};
    auto const changes = timeline(rules, home, facts);
    ASSERT_EQ(changes.size(), 2U) << "another name counts the same";
    EXPECT_EQ(changes[0].day, day("2023-01-10"));
    EXPECT_EQ(changes[1].day, day("2023-03-10"));
    EXPECT_EQ(statuses[changes[1].cell.status], "closed");
}

TEST_F(TimelineTest, ClassesChangeWithTheLawToo) {
    std::vector const facts{at("2007-01-01", 1, {{Field::business_name, "A"}, {Field::sales, "1000000000"}})};
    auto const changes = timeline(rules, home, facts);
    std::vector<std::string> told;
    for (auto const& change : changes)
        told.push_back(change.day.text() + " " +
                       std::string(class_names[static_cast<std::size_t>(change.cell.size_class)]));
    EXPECT_THAT(told, ElementsAre("2007-01-01 unknown", "2008-07-04 small", "2021-02-02 micro"));
}

TEST_F(TimelineTest, NothingSaidIsNoHistory) {
    EXPECT_THAT(timeline(rules, home, {}), IsEmpty());
    std::vector const facts{withdrawn(at("2023-01-10", 1, {{Field::business_name, "A"}}))};
    EXPECT_THAT(timeline(rules, home, facts), IsEmpty());
    EXPECT_FALSE(project(rules, home, facts, day("2024-01-01")));
}

TEST_F(TimelineTest, ABusinessWithoutNameIsCalledByItsOwner) {
    std::vector const facts{at("2023-01-10", 1, {{Field::owner_name, "Siti Aminah"}})};
    auto const row = project(rules, home, facts, day("2024-01-01")).value();
    EXPECT_EQ(row.name, "Siti Aminah");
    EXPECT_EQ(row.sort_name, "siti aminah");
    EXPECT_EQ(row.since, day("2023-01-10"));
}
