#include <gmock/gmock.h>

#include "base/fold.h"
#include "registry/responsible_rule.h"
#include "registry/test_history.h"

using namespace bina;
using namespace bina::registry;
using namespace bina::registry::test;

/// Whatever happens in whatever order: rows, counts of any day and the search index are what the facts say.
class RecountTest : public HistoryTest {
public:
    void compare_counts(base::Day on) {
        for (auto const& areas : {std::vector<std::string>{"3316"}, districts, places})
            for (auto const& area : areas)
                EXPECT_EQ(named(tally(area, on.text())), history.recount(area, on))
                    << area << ' ' << on.text();
    }
    void compare_rows() {
        std::set<BusinessId> listed;
        for (auto const& item : list({.status = "all", .limit = 200}).items) {
            listed.insert(item.id);
            auto const of = [&](Field field) { return history.value(item.id, field, today); };
            auto const name = of(Field::business_name);
            EXPECT_EQ(item.name, name.empty() ? of(Field::owner_name) : name);
            EXPECT_EQ(item.owner, of(Field::owner_name));
            EXPECT_EQ(item.village, of(Field::village));
            EXPECT_EQ(item.size_class, class_by_sales(of(Field::sales), today));
            EXPECT_EQ(item.nik, of(Field::nik));
            EXPECT_EQ(item.phone, of(Field::phone));
        }
        EXPECT_EQ(listed, history.alive(today));
    }
    void compare_search() {
        for (auto const* const query : {"warung", "wa", "siti", "s", "kripik ja", "9", "budi to", "satu"}) {
            std::set<BusinessId> right;
            for (auto const& business : history.alive(today))
                if (names_begin_with(business, query)) right.insert(business);
            std::set<BusinessId> got;
            for (auto const& item : list({.text = query, .status = "all", .limit = 200}).items)
                got.insert(item.id);
            EXPECT_EQ(got, right) << query;
        }
    }
    /// The list of a past day has exactly who was there then, counted as what he was then.
    void compare_list(base::Day on) {
        std::set<BusinessId> listed;
        std::map<std::string, std::int64_t> classes;
        std::int64_t verified = 0;
        for (auto const& item : list({.status = "all", .as_of = on, .limit = 200}).items) {
            listed.insert(item.id);
            EXPECT_EQ(item.owner, history.value(item.id, Field::owner_name, on));
            EXPECT_EQ(item.village, history.value(item.id, Field::village, on));
            EXPECT_EQ(item.size_class, class_by_sales(history.value(item.id, Field::sales, on), on));
            EXPECT_EQ(item.nik, history.value(item.id, Field::nik, on));
            verified += item.status == "verified" ? 1 : 0;
        }
        EXPECT_EQ(listed, history.alive(on));
        EXPECT_EQ(list({.status = "verified", .as_of = on}).count.value, verified);
        for (auto const* const size_class : {"micro", "small", "medium", "large", "unknown"}) {
            ListQuery const query{.regency = home, .size_class = size_class, .as_of = on};
            std::set<BusinessId> streamed;
            read([&](storage::Tx& tx) {
                return each_business(tx, query,
                                     [&](ListItem const& item) { return streamed.insert(item.id).second; });
            }).value();
            EXPECT_EQ(std::ssize(streamed), list(query).count.value);
            EXPECT_EQ(std::ssize(streamed),
                      read([&](storage::Tx& tx) { return count_all(tx, query); }).value());
        }
    }
    /// By area, by trade, and two that contradict each other.
    void give_rules() {
        auto const rule = [&](std::uint64_t number, std::vector<std::string> sectors,
                              std::vector<std::string> areas) {
            return ResponsibleRule{.id = RuleId::derive("rule", number),
                                   .agency = AgencyId::derive("agency", number).text(),
                                   .sectors = std::move(sectors),
                                   .areas = std::move(areas),
                                   .from = day("2021-01-01"),
                                   .law = "Perbup 1/2021"};
        };
        jobs::Jobs jobs(db());
        register_responsible_jobs(jobs, db());
        db().write([&](storage::Tx& tx) {
                return propose_rules(tx, officer, home,
                                     {rule(1, {}, {}), rule(2, {"trade:craft"}, {"331605"}),
                                      rule(3, {"trade:craft"}, {"331605"})});
            })
            .value();
        ASSERT_TRUE(jobs.run_waiting());
    }
    void name_coaches() {
        // Nobody may have said the name yet.
        static_cast<void>(db().write([&](storage::Tx& tx) {
            return keep_coach_name(tx, officer, home, "PLUT", AgencyId::derive("agency", 1).text());
        }));
    }
    void compare_everything() {
        EXPECT_TRUE(check().good());
        compare_rows();
        compare_search();
        for (auto const* const on :
             {"2020-11-15", "2020-12-31", "2021-02-01", "2021-02-02", "2022-06-30", "2026-01-01"}) {
            compare_counts(day(on));
            compare_list(day(on));
        }
    }

private:
    bool names_begin_with(BusinessId const& business, std::string_view query) const {
        auto const of = [&](Field field) { return history.value(business, field, today); };
        auto const words = " " + base::fold(of(Field::business_name) + " " + of(Field::owner_name));
        return std::ranges::all_of(base::words(query), [&](std::string_view word) {
            return words.contains(" " + std::string(word));
        });
    }

    base::Day const today = base::Day::of(db().now());
};

TEST_F(RecountTest, WhateverHappensTheFactsDecide) {
    give_rules();
    for (unsigned const seed : {1U, 2U, 3U, 4U, 5U, 6U}) {
        SCOPED_TRACE(seed);
        begin(seed);
        for (int round = 0; round < 5 && !HasFailure(); ++round) {
            SCOPED_TRACE(round);
            happen(12);
            name_coaches();
            compare_everything();
        }
        take_back_everything();
        EXPECT_THAT(everything(), testing::IsEmpty());
    }
}
