#include "insight/snapshot.h"

#include <gmock/gmock.h>

#include "insight/snapshot_compare.h"
#include "insight/snapshot_http.h"
#include "registry/erase.h"
#include "registry/restriction.h"
#include "registry/rule_change.h"
#include "registry/test_registry.h"
#include "site.h"

using namespace bina;
using namespace bina::insight;
using namespace bina::registry::test;
using registry::Field, registry::ListQuery, registry::Reason;
using testing::AnyOf, testing::ElementsAre, testing::HasSubstr, testing::IsEmpty, testing::Not;

/// A small registry of which figures are frozen, and to which things then happen.
class SnapshotTest : public RegistryTest {
public:
    void SetUp() override {
        fixture::now_ms = start;
        site.actor = officer;
        ASSERT_EQ(
            create({of_batch(fact(1, "2024-06-01",
                                  {{Field::business_name, "Warung Siti"},
                                   {Field::owner_name, "Siti"},
                                   {Field::nik, "3316095203870001"},
                                   {Field::phone, "+628123456789"},
                                   {Field::village, "3316051005"},
                                   {Field::trade, "food"},
                                   {Field::sales, "120000000"},
                                   {Field::coached_by, "Dinas"}}),
                             1),
                    of_batch(fact(2, "2025-03-01",
                                  {{Field::business_name, "Toko Budi"},
                                   {Field::village, "3316051005"},
                                   {Field::trade, "retail"}}),
                             2),
                    fact(3, "2025-03-01", {{Field::business_name, "Warkop"}, {Field::trade, "drink"}})}),
            nullptr);
    }
    void TearDown() override { fixture::now_ms = start; }

    base::Result<Snapshot> order(int number, ListQuery query, std::string_view on = "2025-12-31") {
        query.regency = home;
        query.as_of = day(on);
        return make_snapshot(db(), rules, officer,
                             {.id = SnapshotId::derive("snapshot", static_cast<std::uint64_t>(number)),
                              .title = "Jumlah usaha",
                              .purpose = "bahan laporan",
                              .query = std::move(query)},
                             area_name);
    }
    Snapshot freeze(int number, ListQuery query = {}, std::string_view on = "2025-12-31") {
        return order(number, std::move(query), on).value();
    }
    /// "2" for business_id(2).
    static std::string number_of(registry::BusinessId const& id) {
        return std::to_string(std::stoi(id.text().substr(21)));
    }
    std::vector<std::string> rows(Snapshot const& snapshot, std::int64_t from = 0) {
        return read([&](storage::Tx& tx) -> base::Result<std::vector<std::string>> {
                   std::vector<std::string> lines;
                   for (auto const source = snapshot_rows(tx, home, snapshot.id, from);;) {
                       auto const row = TRY(source->next());
                       if (!row) return lines;
                       lines.push_back(number_of(row->id) + " " + row->size_class + " " + row->status);
                   }
               })
            .value();
    }
    bool is_whole(Snapshot const& snapshot) {
        return read([&](storage::Tx& tx) -> base::Result<bool> {
                   return verify_snapshot(tx, home, TRY(find_snapshot(tx, officer, home, snapshot.id)));
               })
            .value();
    }
    /// "left 2 withdrawn" of each difference, with the first reason.
    std::vector<std::string> differences(Snapshot const& from, Against const& to = {}) {
        return read([&](storage::Tx& tx) -> base::Result<std::vector<std::string>> {
                   std::vector<Difference> found;
                   auto const sums =
                       TRY(compare(tx, from, to, [&](Difference const& one) { found.push_back(one); }));
                   std::vector<std::string> lines;
                   for (auto const& one : found) {
                       auto const reasons = TRY(reasons_of(tx, from, sums, one));
                       auto line = std::string(difference_names[static_cast<std::size_t>(one.kind)]) + " " +
                                   number_of(one.row().id) + " ";
                       for (std::size_t i = 0; i < compared_names.size(); ++i)
                           if ((one.changed >> i & 1U) != 0) line += std::string(compared_names[i]) + " ";
                       if (reasons.law) line += "law";
                       if (!reasons.found.empty())
                           line +=
                               registry::reason_names[static_cast<std::size_t>(reasons.found.front().kind)];
                       lines.push_back(line);
                   }
                   return lines;
               })
            .value();
    }
    void run(std::string const& sql) {
        db().write([&](storage::Tx& tx) -> base::Result<void> {
                TRY(tx.run(sql));
                return {};
            })
            .value();
    }

    static constexpr std::int64_t start = 1'767'225'600'000;
    fixture::Site site{snapshot_routes({db(), rules, area_name})};
};

TEST_F(SnapshotTest, FreezesFiguresDefinitionAndRows) {
    auto const made = freeze(1);
    EXPECT_EQ(made.rows, 3);
    EXPECT_THAT(rows(made), ElementsAre("1 micro claimed", "2 unknown claimed", "3 unknown claimed"));
    EXPECT_THAT(rows(made, 2), ElementsAre("3 unknown claimed"));
    EXPECT_THAT(made.figures, HasSubstr(R"("total":3)"));
    EXPECT_THAT(made.figures, HasSubstr(R"({"code":"331605","name":"Cepu","count":2})"));
    EXPECT_THAT(made.figures, HasSubstr(R"("previous":{"as_of":"2024-12-31","total":1})"));
    EXPECT_THAT(made.figures, HasSubstr(R"({"formula":"standard","expression":"(3 - 1) / 1","bp":20000})"));
    EXPECT_THAT(made.figures, HasSubstr(R"({"formula":"blitar","expression":"(3 - 1) / 3","bp":6667})"));
    EXPECT_THAT(made.definition, HasSubstr(R"("rule_set":"pp7_2021")"));
    EXPECT_THAT(made.definition, HasSubstr("PP 7/2021 Pasal 35 ayat (5)"));
    EXPECT_THAT(made.definition, HasSubstr(R"("zone":"WIB")"));
    EXPECT_EQ(made.code.size(), 14U);
    EXPECT_TRUE(is_whole(made));
}

TEST_F(SnapshotTest, CountsOnlyWhatItsFiltersLetThrough) {
    EXPECT_EQ(freeze(1, {.district = "331605"}).rows, 2);
    EXPECT_EQ(freeze(2, {.trade = "food"}).rows, 1);
    EXPECT_EQ(freeze(3, {.coached = true}).rows, 1);
    EXPECT_EQ(freeze(4, {.district = "331600"}).rows, 1);
    EXPECT_EQ(freeze(5, {}, "2024-12-31").rows, 1);
    EXPECT_EQ(freeze(6, {}, "2024-01-01").rows, 0);
    auto const again = read(
        [&](storage::Tx& tx) { return find_snapshot(tx, officer, home, freeze(3, {.coached = true}).id); });
    EXPECT_TRUE(again.value().query.coached);
}

TEST_F(SnapshotTest, NothingThatHappensLaterChangesIt) {
    auto const made = freeze(1);
    auto const frozen = rows(made);
    fixture::advance(1'000);
    auto const later = [](registry::Fact fact) {
        fact.recorded_at = fixture::clock();
        return fact;
    };
    ASSERT_EQ(create(later(fact(4, "2025-05-01", {{Field::business_name, "Terlambat"}}))), nullptr);
    ASSERT_EQ(add(later(fact(1, "2025-06-01", {{Field::status, "closed"}}))), nullptr);
    ASSERT_EQ(withdraw(batch_id(2).text(), {business_id(2)}), nullptr);
    ASSERT_EQ(merge(1, 4, 3), nullptr);
    auto const kept =
        read([&](storage::Tx& tx) { return find_snapshot(tx, officer, home, made.id); }).value();
    EXPECT_EQ(kept.figures, made.figures);
    EXPECT_EQ(kept.definition, made.definition);
    EXPECT_EQ(rows(made), frozen);
    EXPECT_TRUE(is_whole(made));
    EXPECT_THAT(differences(made),
                ElementsAre("left 1 fact", "left 2 withdrawn", "left 3 merged", "entered 4 fact"));
    auto const second = freeze(2);
    EXPECT_EQ(second.rows, 1);
    EXPECT_EQ(differences(made, second), differences(made));
}

TEST_F(SnapshotTest, SaysWhoCountsAsSomethingElseAndWhy) {
    auto const made = freeze(1);
    fixture::advance(1'000);
    auto told = fact(1, "2025-07-01", {{Field::sales, "3000000000"}, {Field::trade, "craft"}});
    told.recorded_at = fixture::clock();
    ASSERT_EQ(add(told), nullptr);
    EXPECT_THAT(differences(made), ElementsAre("changed 1 class trade fact"));
    jobs::Jobs jobs{db()};
    register_rule_jobs(jobs, db(), rules);
    auto const before_law = freeze(2);
    registry::RuleChange const law{
        .id = decltype(registry::RuleChange::id)::derive("law", 1),
        .rule_set = "pp1_2025",
        .title = "PP 1/2025",
        .source = "PP 1/2025 Pasal 1",
        .from = day("2025-10-01"),
        .governs = true,
        .limits = {{registry::Measure::sales, registry::SizeClass::micro, 1, {}},
                   {registry::Measure::sales, registry::SizeClass::small, 2, {}},
                   {registry::Measure::sales, registry::SizeClass::medium, 50'000'000'000, {}}}};
    db().write([&](storage::Tx& tx) { return propose_change(tx, rules, officer, law); }).value();
    ASSERT_TRUE(jobs.run_waiting());
    EXPECT_THAT(differences(before_law), ElementsAre("changed 1 class law"));
    EXPECT_TRUE(is_whole(before_law));
}

TEST_F(SnapshotTest, AskingTwiceFreezesOnce) {
    auto const first = freeze(1);
    ASSERT_EQ(create(fact(4, "2025-05-01", {{Field::business_name, "Terlambat"}})), nullptr);
    EXPECT_EQ(freeze(1).digest, first.digest);
    EXPECT_EQ(order(1, {.trade = "food"}).error().kind, &error::snapshot_taken);
    auto const all = read([&](storage::Tx& tx) { return list_snapshots(tx, officer, home); }).value();
    EXPECT_EQ(all.size(), 1U);
}

TEST_F(SnapshotTest, ADigestShowsWhatWasChangedBehindItsBack) {
    for (auto const* const damage :
         {"UPDATE snapshot SET title = 'Lain'", "UPDATE snapshot SET figures = replace(figures, '3', '4')",
          "UPDATE snapshot SET as_of = '2025-12-30'", "UPDATE snapshot SET filters = 'status=all'",
          "UPDATE snapshot SET row_count = 2", "UPDATE snapshot SET code = '000000000000'",
          "DELETE FROM snapshot_piece", "UPDATE snapshot_piece SET bytes = bytes - 1"}) {
        SCOPED_TRACE(damage);
        auto const made = freeze(1);
        EXPECT_TRUE(is_whole(made));
        run(damage);
        EXPECT_FALSE(is_whole(made));
        run("DELETE FROM snapshot");
        run("DELETE FROM snapshot_piece");
    }
}

TEST_F(SnapshotTest, IsFoundByItsCodeAsPeopleTypeIt) {
    auto const made = freeze(1);
    auto typed = made.code;
    std::ranges::transform(typed, typed.begin(), [](char c) { return static_cast<char>(std::toupper(c)); });
    std::erase(typed, '-');
    EXPECT_EQ(site.get("/api/v1/snapshots?regency=3316&code=" + typed).at("/items/0/id"),
              '"' + made.id.text() + '"');
    EXPECT_EQ(site.get("/api/v1/snapshots?regency=3316&code=000000000000").problem(),
              R"("insight.snapshot_not_found")");
}

TEST_F(SnapshotTest, RefusesWhatIsNoFigure) {
    EXPECT_EQ(order(1, {.text = "siti"}).error().kind, &error::with_words);
    EXPECT_EQ(order(1, {}, "2026-01-02").error().kind, &error::future_day);
    EXPECT_TRUE(order(1, {}, "2026-01-01"));
}

TEST_F(SnapshotTest, BelongsToItsArea) {
    auto const made = freeze(1, {.district = "331605"});
    auto const regency_wide = freeze(2);
    site.actor = fixture::actor(access::Role::operator_, "331605");
    EXPECT_EQ(site.get("/api/v1/snapshots/3316/" + made.id.text()).status, 200);
    EXPECT_EQ(site.get("/api/v1/snapshots/3316/" + regency_wide.id.text()).problem(), R"("access.denied")");
    auto const list = site.get("/api/v1/snapshots?regency=3316");
    EXPECT_EQ(list.at("/items/0/id"), '"' + made.id.text() + '"');
    EXPECT_EQ(list.at("/items/1"), "absent");
    auto const id = SnapshotId::derive("snapshot", 9).text();
    auto const body = R"({"title":"Jumlah","purpose":"laporan"})";
    EXPECT_THAT(site.put("/api/v1/snapshots/3316/" + id, body).body,
                HasSubstr(R"({"path":"as_of","key":"http.missing"})"));
    EXPECT_EQ(site.put("/api/v1/snapshots/3316/" + id + "?as_of=2025-12-31", body).problem(),
              R"("access.denied")");
    EXPECT_EQ(site.put("/api/v1/snapshots/3316/" + id + "?as_of=2025-12-31&district=331605", body).status,
              201);
    site.actor = fixture::actor(access::Role::mentor, "3316");
    EXPECT_EQ(site.put("/api/v1/snapshots/3316/" + id + "?as_of=2025-12-31", body).problem(),
              R"("access.denied")");
}

TEST_F(SnapshotTest, RoutesShowRowsChangesAndFiles) {
    auto const made = freeze(1);
    auto const at = "/api/v1/snapshots/3316/" + made.id.text();
    EXPECT_EQ(site.get(at).at("/figures/total"), "3");
    auto const page = site.get(at + "/rows?from=1&limit=1");
    EXPECT_EQ(page.at("/items/0/name"), R"("Toko Budi")");
    EXPECT_EQ(page.at("/next"), "2");
    EXPECT_THAT(site.get(at + "/rows").body, Not(HasSubstr("3316095203870001")));
    EXPECT_EQ(site.get(at + "/verify").at("/whole"), "true");
    fixture::advance(1'000);
    ASSERT_EQ(withdraw(batch_id(2).text(), {business_id(2)}), nullptr);
    auto const changes = site.get(at + "/changes?kind=left");
    EXPECT_EQ(changes.at("/counts"), R"({"entered":0,"left":1,"changed":0})");
    EXPECT_EQ(changes.at("/items/0/id"), '"' + business_id(2).text() + '"');
    EXPECT_EQ(changes.at("/items/0/before/trade"), R"("retail")");
    EXPECT_EQ(changes.at("/items/0/before/gone"), "true");
    EXPECT_EQ(changes.at("/items/0/reasons/0/batch"), '"' + batch_id(2).text() + '"');
    auto const file = site.post(at + "/export", R"({"format":"csv","reason":"rapat kerja"})");
    ASSERT_EQ(file.status, 200) << file.body;
    EXPECT_THAT(file.body, HasSubstr("Warung Siti"));
    EXPECT_THAT(file.body, Not(HasSubstr("3316095203870001")));
    EXPECT_THAT(site.post(at + "/changes/export", R"({"format":"csv","reason":"rapat kerja"})").body,
                HasSubstr("withdrawn 2025-03-01 Daftar #1"));
    EXPECT_EQ(site.post(at + "/export", R"({"format":"csv","reason":"x"})").problem(),
              R"("http.bad_fields")");
}

TEST_F(SnapshotTest, HoldsNothingThatSaysWhoseABusinessIs) {
    auto const made = freeze(1);
    std::string kept = made.figures + made.definition;
    read([&](storage::Tx& tx) -> base::Result<void> {
        for (auto const source = snapshot_rows(tx, home, made.id);;) {
            auto const row = TRY(source->next());
            if (!row) return {};
            kept += line_of(*row);
        }
    }).value();
    for (auto const* const personal : {"Siti", "Warung", "Dinas", "331609", "62812"})
        EXPECT_THAT(kept, Not(HasSubstr(personal)));
}

TEST_F(SnapshotTest, ShowsNamesAsTheRegistryHasThemNow) {
    auto const made = freeze(1);
    auto const at = "/api/v1/snapshots/3316/" + made.id.text();
    auto const everywhere = [&] {
        return site.get(at + "/rows").body + site.get(at + "/changes?kind=left").body +
               site.post(at + "/export", R"({"format":"csv","reason":"rapat kerja"})").body +
               site.post(at + "/changes/export", R"({"format":"csv","reason":"rapat kerja"})").body;
    };
    fixture::advance(1'000);
    auto closed = fact(1, "2025-06-01", {{Field::business_name, "Warung Baru"}, {Field::status, "closed"}});
    closed.recorded_at = fixture::clock();
    ASSERT_EQ(add(closed), nullptr);
    EXPECT_THAT(everywhere(), HasSubstr("Warung Baru"));
    EXPECT_EQ(site.get(at + "/rows").at("/items/0/nik"), R"("3316**********01")");

    EXPECT_EQ(site.get(at + "/rows").at("/items/1/name"), R"("Toko Budi")");
    ASSERT_EQ(merge(1, 3, 2), nullptr);
    EXPECT_EQ(site.get(at + "/rows").at("/items/1/name"), R"("Warkop")") << "what it is part of now";
    db().write([&](storage::Tx& tx) { return restrict_business(tx, officer, home, business_id(1)); }).value();
    EXPECT_THAT(everywhere(), Not(AnyOf(HasSubstr("Warung Baru"), HasSubstr("Siti"), HasSubstr("3316**"))));
    EXPECT_EQ(site.get(at + "/rows").at("/items/0/restricted"), "true");
    EXPECT_EQ(site.get(at + "/rows").at("/items/0/class"), R"("micro")");
    db().write([&](storage::Tx& tx) -> base::Result<void> {
            TRY(lift_restriction(tx, home, business_id(1)));
            TRY(erase_person(tx, rules, officer, home, business_id(1)));
            return {};
        })
        .value();
    EXPECT_THAT(everywhere(), Not(AnyOf(HasSubstr("Siti"), HasSubstr("3316**"))));
    EXPECT_TRUE(is_whole(made));
}

TEST_F(SnapshotTest, KeepsTheFilterByKbli) {
    ASSERT_EQ(add(fact(1, "2025-02-01", {{Field::kbli, "56102/2025"}})), nullptr);
    auto const made = freeze(1, {.kbli = "56102/2025"});
    EXPECT_EQ(made.rows, 1);
    EXPECT_THAT(made.definition, HasSubstr(R"("kbli":"56102/2025")"));
    auto const found = read([&](storage::Tx& tx) { return find_snapshot(tx, officer, home, made.id); });
    EXPECT_EQ(found.value().query.kbli, "56102/2025");
    EXPECT_THAT(differences(made), IsEmpty());
}

TEST_F(SnapshotTest, ALargeOneIsKeptInPieces) {
    std::vector<registry::Fact> facts;
    for (int number = 100; number < 4'100; ++number)
        facts.push_back(
            fact(number, "2025-01-01",
                 {{Field::business_name, fmt::format("Usaha {}", number)}, {Field::village, "3316051005"}}));
    ASSERT_EQ(create(facts), nullptr);
    auto const made = freeze(1);
    EXPECT_EQ(made.rows, 4'003);
    auto const pieces = read([](storage::Tx& tx) {
        return tx.rows("SELECT bytes FROM snapshot_piece",
                       [](storage::Row const& row) { return row.integer(0); });
    });
    EXPECT_GT(pieces.value().size(), 1U);
    EXPECT_EQ(rows(made).size(), 4'003U);
    EXPECT_THAT(rows(made, 4'002), testing::SizeIs(1));
    EXPECT_THAT(rows(made, 4'003), IsEmpty());
    EXPECT_TRUE(is_whole(made));
    EXPECT_THAT(differences(made), IsEmpty());
}
