#include "registry/responsible_rule.h"

#include <gmock/gmock.h>

#include "registry/coach.h"
#include "registry/test_registry.h"

using namespace bina;
using namespace bina::registry;
using namespace bina::registry::test;
using testing::ElementsAre, testing::IsEmpty, testing::Pair, testing::SizeIs, testing::UnorderedElementsAre;

namespace {

constexpr std::int64_t day_ms = 86'400'000;

std::string agency(int number) {
    return AgencyId::derive("agency", static_cast<std::uint64_t>(number)).text();
}
std::string const general = agency(1);
std::string const industry = agency(2);
std::string const farming = agency(3);
std::string const province = agency(4);

ResponsibleRule rule(std::int64_t number, std::string who, std::vector<std::string> sectors,
                     std::vector<std::string> areas = {}, std::string_view from = "2021-01-01") {
    static std::uint64_t made = 0;
    return {.id = RuleId::derive("rule", ++made),
            .number = number,
            .agency = std::move(who),
            .sectors = std::move(sectors),
            .areas = std::move(areas),
            .from = day(from),
            .law = "Perbup 12/2021 Pasal 4"};
}

Subject subject(std::string_view kbli, std::string_view trade = "unknown", std::string_view village = {}) {
    return {kbli, trade, village.substr(0, 6), village};
}

}  // namespace

TEST(ResponsibleRules, TheClosestSectorDecidesThenTheClosestArea) {
    ResponsibleRules const rules(
        {rule(1, general, {}), rule(2, industry, {"C", "trade:craft"}), rule(3, farming, {"10"}),
         rule(4, general, {"107"}), rule(5, farming, {"10799"}), rule(6, industry, {}, {"331605"}),
         rule(7, farming, {"C"}, {"3316051005"})},
        day("2026-01-01"));
    auto const who = [&](Subject const& one) { return rules.decide(Level::regency, one).agency; };
    EXPECT_EQ(who(subject("")), general);
    EXPECT_EQ(who(subject("31001/2020")), industry);
    EXPECT_EQ(who(subject("", "craft")), industry);
    EXPECT_EQ(who(subject("10110/2020")), farming);
    EXPECT_EQ(who(subject("10710/2020")), general);
    EXPECT_EQ(who(subject("10799/2025")), farming);
    EXPECT_EQ(who(subject("", "food", "3316052001")), industry);
    EXPECT_EQ(who(subject("31001/2020", "craft", "3316051005")), farming);
    EXPECT_EQ(who(subject("47112/2020", "craft")), industry);  // its code is no industry, its trade is craft
    EXPECT_EQ(rules.decide(Level::province, subject("")).agency, "");
}

TEST(ResponsibleRules, RulesOfTheSameWeightAreAConflictUnlessTheyAgree) {
    ResponsibleRules const rules({rule(1, industry, {"10"}), rule(2, farming, {"10"}),
                                  rule(3, general, {"47"}), rule(4, general, {"47"})},
                                 day("2026-01-01"));
    auto const torn = rules.decide(Level::regency, subject("10710/2020"));
    EXPECT_EQ(torn.agency, conflict);
    EXPECT_THAT(torn.rules, SizeIs(2));
    EXPECT_EQ(rules.decide(Level::regency, subject("47112/2020")).agency, general);
}

TEST(ResponsibleRules, TheLatestVersionThatHasBegunCounts) {
    std::vector<ResponsibleRule> const versions{rule(1, general, {}), rule(1, industry, {}, {}, "2024-01-01"),
                                                rule(1, "", {}, {}, "2025-01-01")};
    auto const on = [&](std::string_view text) {
        return ResponsibleRules(versions, day(text)).decide(Level::regency, subject("")).agency;
    };
    EXPECT_EQ(on("2020-12-31"), "");
    EXPECT_EQ(on("2023-12-31"), general);
    EXPECT_EQ(on("2024-01-01"), industry);
    EXPECT_EQ(on("2025-01-01"), "");
}

/// Today is 1 January 2026.
class ResponsibleTest : public RegistryTest {
public:
    void SetUp() override {
        fixture::now_ms = start;
        register_responsible_jobs(jobs, db());
        ASSERT_EQ(create({made(1, "Kripik", "10794", "3316051005"), made(2, "Tani", "01111", "3316012001"),
                          made(3, "Warung", "", "3316051005")}),
                  nullptr);
    }
    void TearDown() override { fixture::now_ms = start; }

    static Fact made(int business, std::string name, std::string kbli, std::string village) {
        Statement values;
        put(values, Field::business_name, std::move(name));
        put(values, Field::kbli, std::move(kbli));
        put(values, Field::village, std::move(village));
        return fact(business, "2024-01-01", values);
    }
    base::ErrorKind const* propose(std::vector<ResponsibleRule> versions, access::Actor const& actor) {
        auto const done =
            db().write([&](storage::Tx& tx) { return propose_rules(tx, actor, home, versions); });
        return done ? nullptr : done.error().kind;
    }
    base::ErrorKind const* propose(std::vector<ResponsibleRule> versions) {
        return propose(std::move(versions), officer);
    }
    void apply(std::vector<ResponsibleRule> versions) {
        ASSERT_EQ(propose(std::move(versions)), nullptr);
        ASSERT_TRUE(jobs.run_waiting());
    }
    std::map<std::string, std::string> answering() {
        std::map<std::string, std::string> found;
        for (auto const& item : list({}).items) found[item.name] = item.responsible;
        return found;
    }
    std::map<std::string, std::int64_t> counts(std::string_view district = "") {
        return read([&](storage::Tx& tx) { return answering_counts(tx, home, district); }).value();
    }
    base::ErrorKind const* hand(int business, std::string const& to, std::uint64_t number) {
        auto const done = db().write([&](storage::Tx& tx) {
            return hand_over(tx, home, business_id(business), AgencyId::parse(to).value(),
                             HandoverId::derive("handover", number));
        });
        return done ? nullptr : done.error().kind;
    }

    std::int64_t const start = fixture::now_ms;
    jobs::Jobs jobs{db()};
};

TEST_F(ResponsibleTest, RulesReachTheRowsByAJobAndNewOnesAtOnce) {
    ASSERT_EQ(propose({rule(0, general, {}), rule(0, industry, {"C"})}), nullptr);
    EXPECT_EQ(propose({rule(0, farming, {"01"})}), &error::answering_waits);
    EXPECT_THAT(answering(), testing::Each(Pair(testing::_, "")));
    EXPECT_TRUE(check().good());
    ASSERT_TRUE(jobs.run_waiting());
    EXPECT_THAT(answering(),
                ElementsAre(Pair("Kripik", industry), Pair("Tani", general), Pair("Warung", general)));
    EXPECT_THAT(counts(), UnorderedElementsAre(Pair(general, 2), Pair(industry, 1)));
    EXPECT_THAT(counts("331605"), UnorderedElementsAre(Pair(general, 1), Pair(industry, 1)));

    ASSERT_EQ(create(made(4, "Bakpia", "10794", "3316012001")), nullptr);
    ASSERT_EQ(add(fact(3, "2025-02-01", {{Field::kbli, "31001"}})), nullptr);
    EXPECT_THAT(counts(), UnorderedElementsAre(Pair(general, 1), Pair(industry, 3)));
    EXPECT_THAT(names({.agency = industry}), ElementsAre("Bakpia", "Kripik", "Warung"));
    EXPECT_EQ(list({.agency = industry}).count.value, 3);
    EXPECT_EQ(list({.district = "331605", .agency = industry}).count.value, 2);
    EXPECT_THAT(names({.agency = "none"}), IsEmpty());
    EXPECT_TRUE(check().good());
}

TEST_F(ResponsibleTest, AnOfficerWhoDoesNotManageAgenciesMakesNoRules) {
    EXPECT_EQ(propose({rule(0, general, {})}, fixture::actor(access::Role::operator_, "3316")),
              &access::denied);
    EXPECT_EQ(propose({rule(0, general, {})}, fixture::actor(access::Role::administrator, "3317")),
              &access::denied);
}

TEST_F(ResponsibleTest, ARuleThatSaysNothingSensibleIsRefused) {
    EXPECT_EQ(propose({rule(0, general, {"kerajinan"})}), &error::answering_sector);
    EXPECT_EQ(propose({rule(0, general, {"trade:nothing"})}), &error::answering_sector);
    EXPECT_EQ(propose({rule(0, general, {}, {"331705"})}), &error::answering_area);
    EXPECT_EQ(propose({rule(7, general, {})}), &error::answering_rule);
    auto const first = rule(0, general, {});
    apply({first});
    EXPECT_EQ(propose({first}), nullptr);
    auto other = first;
    other.law = "Perbup lain";
    EXPECT_EQ(propose({other}), &error::answering_reused);
    EXPECT_EQ(propose({rule(1, industry, {}, {}, "2020-12-31")}), &error::answering_day);
}

TEST_F(ResponsibleTest, ThePreviewCountsWhoWouldMoveAndMovesNobody) {
    apply({rule(0, general, {}), rule(0, industry, {"10"})});
    auto const preview =
        read([&](storage::Tx& tx) {
            return preview_rules(tx, officer, home, {rule(2, farming, {"10", "01"}, {}, "2025-01-01")});
        }).value();
    EXPECT_EQ(preview.moved, 2);
    ASSERT_THAT(preview.moves, SizeIs(2));
    for (auto const& move : preview.moves) EXPECT_EQ(move.after, farming);
    EXPECT_THAT(counts(), UnorderedElementsAre(Pair(general, 2), Pair(industry, 1)));
}

TEST_F(ResponsibleTest, OnItsFirstDayARuleReachesTheRows) {
    apply({rule(0, general, {})});
    apply({rule(1, farming, {}, {}, "2026-01-03")});
    EXPECT_THAT(counts(), ElementsAre(Pair(general, 3)));
    fixture::advance(3 * day_ms);
    EXPECT_TRUE(check().good());
    ASSERT_TRUE(jobs.run_waiting());
    EXPECT_THAT(counts(), ElementsAre(Pair(farming, 3)));
    EXPECT_TRUE(check().good());
}

TEST_F(ResponsibleTest, AHandOverGoesBeforeRulesAndStaysWhenTheyChange) {
    apply({rule(0, general, {})});
    ASSERT_EQ(hand(1, province, 1), nullptr);
    EXPECT_EQ(answering()["Kripik"], province);
    apply({rule(1, farming, {}, {}, "2025-06-01")});
    ASSERT_EQ(add(fact(1, "2025-02-01", {{Field::village, "3316012001"}})), nullptr);
    EXPECT_THAT(answering(),
                ElementsAre(Pair("Kripik", province), Pair("Tani", farming), Pair("Warung", farming)));
    ASSERT_EQ(hand(1, general, 2), nullptr);
    EXPECT_THAT(counts(), UnorderedElementsAre(Pair(general, 1), Pair(farming, 2)));
    EXPECT_EQ(hand(9, general, 3), &error::not_found);
    EXPECT_TRUE(check().good());
}

TEST_F(ResponsibleTest, ThatOfAMergedRecordHoldsForTheSurvivorUntilTheyArePartedAgain) {
    apply({rule(0, general, {})});
    ASSERT_EQ(hand(2, province, 1), nullptr);
    ASSERT_EQ(merge(1, 1, 2), nullptr);
    EXPECT_EQ(answering()["Tani"], province);  // what was recorded last names it
    EXPECT_EQ(hand(2, farming, 2), &error::was_merged);
    EXPECT_THAT(counts(), UnorderedElementsAre(Pair(general, 1), Pair(province, 1)));
    ASSERT_EQ(undo_merge(1), nullptr);
    EXPECT_THAT(answering(),
                ElementsAre(Pair("Kripik", general), Pair("Tani", province), Pair("Warung", general)));
    EXPECT_TRUE(check().good());
}

TEST_F(ResponsibleTest, TheRecountFindsARowThatNamesAnother) {
    apply({rule(0, general, {})});
    db().write([&](storage::Tx& tx) {
            return tx.run("UPDATE business SET responsible = $1 WHERE id = $2", farming, business_id(1));
        })
        .value();
    EXPECT_EQ(check().wrong_rows, 1);
    EXPECT_EQ(check().wrong_tallies, 2);
}

/// Whom the facts name as coaches.
class CoachTest : public ResponsibleTest {
public:
    void coached(int business, std::string name, std::string_view on, std::string since = {}) {
        Statement values{{Field::coached_by, std::move(name)}};
        put(values, Field::coached_since, std::move(since));
        ASSERT_EQ(add(fact(business, on, values)), nullptr);
    }
    base::ErrorKind const* name(std::string_view text, std::string const& who) {
        auto const done =
            db().write([&](storage::Tx& tx) { return keep_coach_name(tx, officer, home, text, who); });
        return done ? nullptr : done.error().kind;
    }
    base::ErrorKind const* end(int business, std::string const& who, std::string_view on) {
        static std::uint64_t made = 0;
        CoachEnd const ended{.id = FactId::derive("end", ++made),
                             .business = business_id(business),
                             .agency = AgencyId::parse(who).value(),
                             .day = day(on),
                             .reason = "sudah mandiri"};
        auto const done =
            db().write([&](storage::Tx& tx) { return add_coach_end(tx, rules, officer, home, ended); });
        return done ? nullptr : done.error().kind;
    }
    std::map<std::string, std::int64_t> coached_by() {
        return read([&](storage::Tx& tx) { return coached_counts(tx, home); }).value();
    }
};

TEST_F(CoachTest, NamesBelongToAnAgencyOnlyOnceSomebodySaysSo) {
    coached(1, "Dinkop Blora", "2024-02-01", "2022-05-01");
    coached(1, "DINKOP  blora", "2025-02-01");
    coached(1, "PLUT", "2025-03-01");
    coached(2, "Dinkop Blora", "2024-02-01");
    EXPECT_THAT(coached_by(), IsEmpty());
    ASSERT_EQ(name("dinkop blora", general), nullptr);
    EXPECT_EQ(name("siapa", general), &error::coach_not_found);
    EXPECT_THAT(coached_by(), ElementsAre(Pair(general, 2)));
    auto const all = read([&](storage::Tx& tx) { return coach_names(tx, home); }).value();
    ASSERT_THAT(all, SizeIs(2));
    EXPECT_EQ(all[0].name, "PLUT");
    EXPECT_EQ(all[0].agency, "");
    EXPECT_EQ(all[1].businesses, 2);
    EXPECT_THAT(names({.coach = general}), ElementsAre("Kripik", "Tani"));
    // What is written later goes by the decision.
    coached(3, "Dinkop Blora", "2025-05-01");
    EXPECT_THAT(coached_by(), ElementsAre(Pair(general, 3)));
    EXPECT_TRUE(check().good());
    ASSERT_EQ(name("dinkop blora", ""), nullptr);
    EXPECT_THAT(coached_by(), IsEmpty());
    EXPECT_TRUE(check().good());
}

TEST_F(CoachTest, ACoachingEndsAndALaterSourceBeginsItAnew) {
    coached(1, "Dinkop", "2024-02-01");
    ASSERT_EQ(name("Dinkop", general), nullptr);
    EXPECT_EQ(end(1, general, "2024-01-31"), &error::coach_not_found);
    ASSERT_EQ(end(1, general, "2024-12-31"), nullptr);
    EXPECT_THAT(coached_by(), IsEmpty());
    EXPECT_THAT(names({.coach = general}), IsEmpty());
    EXPECT_TRUE(check().good());
    coached(1, "Dinkop", "2025-02-01");
    EXPECT_THAT(coached_by(), ElementsAre(Pair(general, 1)));
    EXPECT_TRUE(check().good());
}

TEST_F(CoachTest, ABusinessCountsAsCoachedUntilItsLastCoachingEnds) {
    coached(1, "Dinkop", "2024-02-01");
    coached(1, "PLUT", "2024-03-01");
    ASSERT_EQ(name("Dinkop", general), nullptr);
    ASSERT_EQ(name("PLUT", industry), nullptr);
    auto const marked = [&](std::string_view on) { return tally("3316", on)[tally_coached]; };
    auto const listed = [&](std::string_view on) {
        return list({.coached = true, .as_of = day(on)}).count.value;
    };
    ASSERT_EQ(end(1, industry, "2025-01-31"), nullptr);
    EXPECT_EQ(marked("2025-01-31"), 1);
    EXPECT_EQ(list({.coached = true}).items.at(0).coached_by, "Dinkop");
    ASSERT_EQ(end(1, general, "2025-06-30"), nullptr);
    for (auto const& [on, businesses] :
         {std::pair("2024-01-31", 0), {"2024-02-01", 1}, {"2025-06-29", 1}, {"2025-06-30", 0}}) {
        EXPECT_EQ(marked(on), businesses) << on;
        EXPECT_EQ(listed(on), businesses) << on;
    }
    EXPECT_EQ(list({.coached = true}).count.value, 0);
    EXPECT_TRUE(check().good());
    coached(1, "PLUT", "2025-10-01");
    EXPECT_EQ(marked("2025-09-30"), 0);
    EXPECT_EQ(marked("2025-10-01"), 1);
    EXPECT_TRUE(check().good());
}

TEST_F(CoachTest, AnEndIsRepeatableAndGoesWithItsFact) {
    coached(1, "Dinkop", "2024-02-01");
    ASSERT_EQ(name("Dinkop", general), nullptr);
    CoachEnd ended{.id = FactId::derive("one end", 1),
                   .business = business_id(1),
                   .agency = AgencyId::parse(general).value(),
                   .day = day("2025-06-30"),
                   .reason = "sudah mandiri"};
    auto const again = [&] {
        auto const done =
            db().write([&](storage::Tx& tx) { return add_coach_end(tx, rules, officer, home, ended); });
        return done ? nullptr : done.error().kind;
    };
    ASSERT_EQ(again(), nullptr);
    EXPECT_EQ(again(), nullptr);
    ended.day = day("2025-07-01");
    EXPECT_EQ(again(), &error::id_reused);
    auto const facts = page(1).facts;
    EXPECT_EQ(facts.back().reason, "sudah mandiri");
    EXPECT_EQ(facts.back().values, (Statement{{Field::coaching_ended, "Dinkop"}}));
    ASSERT_EQ(withdraw(ended.id.text(), {business_id(1)}), nullptr);
    EXPECT_THAT(coached_by(), ElementsAre(Pair(general, 1)));
    EXPECT_EQ(tally("3316", "2025-12-31")[tally_coached], 1);
    EXPECT_TRUE(check().good());
}

TEST_F(CoachTest, AMergedRecordsCoachingStaysEnded) {
    coached(2, "Dinkop", "2024-02-01");
    ASSERT_EQ(name("Dinkop", general), nullptr);
    ASSERT_EQ(end(2, general, "2025-06-30"), nullptr);
    ASSERT_EQ(merge(1, 1, 2), nullptr);
    EXPECT_THAT(coached_by(), IsEmpty());
    EXPECT_EQ(tally("3316", "2025-06-29")[tally_coached], 1);
    EXPECT_EQ(tally()[tally_coached], 0);
    EXPECT_TRUE(check().good());
}

TEST_F(CoachTest, WhatIsWithdrawnNamesNobody) {
    auto const said = fact(1, "2024-02-01", {{Field::coached_by, "Dinkop"}});
    ASSERT_EQ(add(said), nullptr);
    ASSERT_EQ(name("Dinkop", general), nullptr);
    ASSERT_EQ(withdraw(said.id.text(), {business_id(1)}), nullptr);
    EXPECT_THAT(coached_by(), IsEmpty());
    EXPECT_TRUE(check().good());
}

TEST_F(CoachTest, AClosedBusinessIsCountedAsNobodys) {
    coached(1, "Dinkop", "2024-02-01");
    ASSERT_EQ(name("Dinkop", general), nullptr);
    apply({rule(0, general, {})});
    ASSERT_EQ(add(fact(1, "2025-02-01", {{Field::status, "closed"}})), nullptr);
    EXPECT_THAT(coached_by(), IsEmpty());
    EXPECT_THAT(counts(), ElementsAre(Pair(general, 2)));
    EXPECT_TRUE(check().good());
}

TEST_F(CoachTest, AStoreFromBeforeIsToldByAJob) {
    coached(1, "Dinkop", "2024-02-01");
    coached(1, "PLUT", "2024-03-01");
    db().write([&](storage::Tx& tx) -> base::Result<void> {
            TRY(tx.run("DELETE FROM coach"));
            TRY(tx.run("DELETE FROM responsible_state"));
            return {};
        })
        .value();
    EXPECT_TRUE(check().good());
    ASSERT_TRUE(jobs.run_waiting());
    EXPECT_THAT(read([&](storage::Tx& tx) { return coach_names(tx, home); }).value(), SizeIs(2));
    EXPECT_TRUE(check().good());
}
