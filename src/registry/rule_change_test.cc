#include "registry/rule_change.h"
#include "base/duration.h"

#include <gmock/gmock.h>

#include "registry/past.h"
#include "registry/test_registry.h"

using namespace bina;
using namespace bina::registry;
using namespace bina::registry::test;
using testing::ElementsAre, testing::IsEmpty, testing::SizeIs;

namespace {

constexpr std::int64_t billion = 1'000'000'000;

RuleLimit sales_limit(SizeClass size_class, std::int64_t at_most) {
    return {.measure = Measure::sales, .size_class = size_class, .at_most = at_most, .source = {}};
}

/// A law under which two billion rupiah of sales are small, three medium.
RuleChange new_law(std::string_view from = "2026-03-01") {
    return {.id = decltype(RuleChange::id)::derive("law", 1),
            .rule_set = "pp1_2026",
            .title = "PP 1/2026",
            .source = "PP 1/2026 Pasal 3",
            .from = day(from),
            .governs = true,
            .limits = {sales_limit(SizeClass::micro, billion), sales_limit(SizeClass::small, 2 * billion),
                       sales_limit(SizeClass::medium, 50 * billion)}};
}

Statement selling(std::string name, std::int64_t sales) {
    return {{Field::business_name, std::move(name)}, {Field::sales, std::to_string(sales)}};
}

}  // namespace

class RuleChangeTest : public RegistryTest {
public:
    void SetUp() override {
        fixture::now_ms = start;
        register_rule_jobs(jobs, db(), rules);
        ASSERT_EQ(create({fact(1, "2025-05-01", selling("Kecil", billion / 2)),
                          fact(2, "2025-05-01", selling("Tengah", 3 * billion / 2)),
                          fact(3, "2025-05-01", selling("Besar", 3 * billion)),
                          fact(4, "2025-05-01", {{Field::business_name, "Diam"}})}),
                  nullptr);
    }
    void TearDown() override { fixture::now_ms = start; }
    base::ErrorKind const* propose(RuleChange const& change, access::Actor const& actor) {
        auto const done =
            db().write([&](storage::Tx& tx) { return propose_change(tx, rules, actor, change); });
        return done ? nullptr : done.error().kind;
    }
    base::ErrorKind const* propose(RuleChange const& change) { return propose(change, officer); }
    void apply(RuleChange const& change) {
        ASSERT_EQ(propose(change), nullptr);
        ASSERT_TRUE(jobs.run_waiting());
    }
    std::vector<std::string> classes() {
        std::vector<std::string> found;
        for (auto const& item : list({}).items) found.push_back(item.name + " " + item.size_class);
        return found;
    }
    std::int64_t micro_on(std::string_view on) { return tally("3316", on)[tally_class]; }

    static constexpr std::int64_t start = 1'767'225'600'000;  // 2026-01-01
    jobs::Jobs jobs{db()};
};

TEST_F(RuleChangeTest, ClassesTurnOnTheFirstDayOfTheLawAndNotBefore) {
    auto const before = ElementsAre("Besar small", "Diam unknown", "Kecil micro", "Tengah micro");
    ASSERT_NO_FATAL_FAILURE(apply(new_law()));
    EXPECT_THAT(classes(), before);
    EXPECT_EQ(micro_on("2026-02-28"), 2);
    EXPECT_EQ(micro_on("2026-03-01"), 1);  // known beforehand
    EXPECT_TRUE(check().good());

    fixture::now_ms = start + 58 * base::day_ms;  // 28 February, 7:00 in Blora
    ASSERT_TRUE(jobs.run_waiting());
    EXPECT_THAT(classes(), before);
    fixture::now_ms = start + 59 * base::day_ms - 7 * 3'600'000;  // 1 March, 0:00 in Blora
    EXPECT_TRUE(check().good()) << "not yet worked through is not wrong";
    ASSERT_TRUE(jobs.run_waiting());
    EXPECT_THAT(classes(), ElementsAre("Besar medium", "Diam unknown", "Kecil micro", "Tengah small"));
    EXPECT_TRUE(check().good());
    EXPECT_EQ(list({.size_class = "small"}).count.value, 1);
}

TEST_F(RuleChangeTest, AFirstDayThatWasMissedIsMadeUpForAtTheNextStart) {
    ASSERT_NO_FATAL_FAILURE(apply(new_law()));
    fixture::now_ms = start + 200 * base::day_ms;
    jobs::Jobs restarted{db()};
    register_rule_jobs(restarted, db(), rules);
    ASSERT_TRUE(restarted.run_waiting());
    EXPECT_THAT(classes(), ElementsAre("Besar medium", "Diam unknown", "Kecil micro", "Tengah small"));
    EXPECT_TRUE(check().good());
}

TEST_F(RuleChangeTest, ALawThatAlreadyHoldsChangesRowsAndCountsAtOnce) {
    ASSERT_EQ(add(fact(3, "2025-11-01", selling("Besar", billion / 2))), nullptr);
    ASSERT_NO_FATAL_FAILURE(apply(new_law("2025-08-01")));
    EXPECT_THAT(classes(), ElementsAre("Besar micro", "Diam unknown", "Kecil micro", "Tengah small"));
    EXPECT_EQ(micro_on("2025-07-31"), 2);
    EXPECT_EQ(micro_on("2025-08-01"), 1);
    EXPECT_EQ(micro_on("2025-11-01"), 2);
    EXPECT_TRUE(check().good());
}

TEST_F(RuleChangeTest, ALawOfClassesLeavesWhatIsCountedByKbli) {
    ASSERT_EQ(add(fact(3, "2025-11-01", {{Field::kbli, "10794/2025"}})), nullptr);
    ASSERT_EQ(add(fact(2, "2025-05-01", {{Field::kbli, "13134/2020"}})), nullptr);
    ASSERT_NO_FATAL_FAILURE(apply(new_law("2025-08-01")));
    auto const counted =
        read([&](storage::Tx& tx) { return kbli_counts(tx, home, "3316", day("2026-01-01")); }).value();
    ASSERT_THAT(counted, SizeIs(2));
    for (auto const& [code, businesses] : counted) EXPECT_EQ(businesses, 1) << code.text();
    EXPECT_TRUE(check().good());
}

TEST_F(RuleChangeTest, ANewVersionOfASetEndsTheOneBeforeWithoutEditingIt) {
    auto change = new_law("2026-02-01");
    change.rule_set = "pp7_2021";
    change.governs = false;
    ASSERT_NO_FATAL_FAILURE(apply(change));
    std::vector<std::string> days;
    for (auto const& version : rules.versions())
        if (version.rule_set == "pp7_2021")
            days.push_back(version.from.text() + " " + (version.to ? version.to->text() : "-"));
    EXPECT_THAT(days, ElementsAre("2021-02-02 2026-02-01", "2026-02-01 -"));
    EXPECT_EQ(micro_on("2026-01-31"), 2);
    EXPECT_EQ(micro_on("2026-02-01"), 1);
    auto const ends = read([](storage::Tx& tx) {
        return tx.rows("SELECT DISTINCT valid_to FROM class_rule WHERE rule_set = 'pp7_2021'",
                       [](storage::Row const& row) { return row.get<std::string>(0); });
    });
    EXPECT_THAT(ends.value(), ElementsAre("2199-12-31"));
}

TEST_F(RuleChangeTest, ThePreviewCountsWhoChangesAndChangesNothing) {
    ASSERT_EQ(add(fact(1, "2025-06-01", {{Field::status, "closed"}})), nullptr);
    auto const rows = everything();
    auto const shift =
        read([&](storage::Tx& tx) { return preview_change(tx, rules, officer, home, new_law()); }).value();
    EXPECT_EQ(shift.day, day("2026-03-01"));
    EXPECT_EQ(shift.changed(), 2);
    EXPECT_EQ(shift.businesses[0][1], 1);  // Tengah: micro to small
    EXPECT_EQ(shift.businesses[1][2], 1);  // Besar: small to medium
    EXPECT_EQ(shift.businesses[4][4], 1);
    EXPECT_EQ(everything(), rows);
}

TEST_F(RuleChangeTest, AskingTwiceIsHarmless) {
    ASSERT_EQ(propose(new_law()), nullptr);
    EXPECT_EQ(propose(new_law()), nullptr);
    auto other = new_law();
    other.limits[0].at_most = 1;
    EXPECT_EQ(propose(other), &error::rule_taken);
    other.id = decltype(RuleChange::id)::derive("law", 2);
    EXPECT_EQ(propose(other), &error::rule_waits);
    ASSERT_TRUE(jobs.run_waiting());
    auto const changes = read([](storage::Tx& tx) { return rule_changes(tx); }).value();
    ASSERT_THAT(changes, SizeIs(1));
    EXPECT_TRUE(changes.front().applied_at);
    EXPECT_THAT(changes.front().limits, SizeIs(3));
    EXPECT_EQ(propose(other), &error::rule_day) << "on the day of another version";
}

TEST_F(RuleChangeTest, RefusesWhatIsNoLawWithAllItsFaultsAtOnce) {
    auto change = new_law("2021-01-01");
    change.rule_set = "pp7_2021";
    change.limits[1].at_most = billion;
    auto const refused =
        db().write([&](storage::Tx& tx) { return propose_change(tx, rules, officer, change); });
    ASSERT_FALSE(refused);
    std::vector<std::string> faults;
    for (auto const& fault : refused.error().faults) faults.push_back(fault.path + " " + fault.key);
    EXPECT_THAT(faults, ElementsAre("limits.sales registry.rule_limits", "from registry.rule_day"));
    auto by_workers = new_law();
    for (auto& limit : by_workers.limits) limit.measure = Measure::workers;
    EXPECT_EQ(propose(by_workers), &error::rule_measures);
    EXPECT_EQ(propose(new_law(), fixture::actor(access::Role::head, "3316")), &access::denied);
    EXPECT_EQ(propose(new_law(), fixture::actor(access::Role::administrator, "3317")), &access::denied);
}

TEST_F(RuleChangeTest, WhoCountsByTheLawBeforeIsToldAndThenCountsByTheNewOne) {
    auto const elsewhere = read([](storage::Tx& tx) { return ClassRules::load(tx); }).value();
    ASSERT_NO_FATAL_FAILURE(apply(new_law("2025-08-01")));
    auto const write_there = [&] {
        auto const done = db().write_alone([&](storage::Tx& tx) -> base::Result<void> {
            Writer writer(tx, elsewhere, officer, home);
            TRY(writer.create({fact(5, "2025-12-01", selling("Baru", 3 * billion / 2))}));
            return writer.finish();
        });
        return done ? nullptr : done.error().kind;
    };
    EXPECT_EQ(write_there(), &error::rules_changed);
    EXPECT_EQ(write_there(), nullptr);
    EXPECT_EQ(list({.text = "baru"}).items.front().size_class, "small");
    EXPECT_TRUE(check().good());
}
