#include "kbli/store.h"

#include <gmock/gmock.h>

#include "audit/audit.h"
#include "fixture.h"

namespace bina::kbli {
namespace {

using testing::ElementsAre;
using testing::Field;

class KbliStore : public testing::Test {
public:
    base::Result<Imported> import(std::vector<ListLine> const& lines, Edition edition = Edition::kbli2025) {
        return store.db().write(
            [&](storage::Tx& tx) { return import_list(tx, administrator, edition, lines); });
    }
    base::Result<Imported> cross(std::vector<CrosswalkLine> const& lines) {
        return store.db().write([&](storage::Tx& tx) { return import_crosswalk(tx, administrator, lines); });
    }
    std::shared_ptr<Table const> table() {
        return store.db().read([&](storage::Tx& tx) { return tables.current(tx); }).value();
    }

    fixture::Store store;
    Tables tables;
    access::Actor administrator = fixture::actor(access::Role::administrator, "3316");
};

TEST_F(KbliStore, TakesAListOnceAndSeesWhatChanged) {
    EXPECT_FALSE(table()->is_listed(Edition::kbli2025));
    auto const first =
        import({{2, "24101", "Besi dan baja dasar"}, {3, "24102", "Penggilingan baja"}}).value();
    EXPECT_EQ(first.added, 2);
    EXPECT_EQ(table()->find(Edition::kbli2025, "24102")->title, "Penggilingan baja");

    auto const again =
        import({{2, "24101", "Besi dan baja dasar"}, {3, "24102", "Penggilingan baja"}}).value();
    EXPECT_TRUE(again.nothing_new());

    auto const other = import({{2, "24101", "Besi, baja dasar"}, {3, "24103", "Pipa baja"}}).value();
    EXPECT_EQ(other.added, 1);
    EXPECT_EQ(other.changed, 1);
    EXPECT_EQ(other.removed, 1);
    EXPECT_EQ(table()->find(Edition::kbli2025, "24102"), nullptr);
    auto const events = store.db().read([&](storage::Tx& tx) {
        return audit::events(tx, fixture::actor(access::Role::administrator, ""), {});
    });
    EXPECT_EQ(events->size(), 2U) << "what changed nothing is not recorded";
}

TEST_F(KbliStore, NamesEveryFaultAndTakesNothing) {
    auto const got = import({{2, "24101", "Besi"},
                             {3, "241", ""},
                             {4, "2410x", "Baja"},
                             {5, "24101", "Baja"},
                             {6, "45407", "Bengkel motor"},
                             {7, "C", "Industri"}});
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().kind, &error::bad_lines);
    std::vector<std::string> faults;
    for (auto const& fault : got.error().faults) faults.push_back(fault.path + " " + fault.key);
    EXPECT_THAT(faults,
                ElementsAre("3 kbli.no_title", "4 kbli.bad_code", "5 kbli.repeated", "6 kbli.unknown_code"));
    EXPECT_EQ(table()->find(Edition::kbli2025, "24101"), nullptr);
    EXPECT_EQ(import({}).error().kind, &error::no_lines);
}

TEST_F(KbliStore, RefusesAListOfTheOtherEdition) {
    std::vector<ListLine> lines;
    for (auto const& entry : Table::builtin().entries(Edition::kbli2025))
        if (entry.level() == 5)
            lines.push_back({lines.size(), std::string(entry.code), std::string(entry.title)});
    auto const wrong = import(lines, Edition::kbli2020);
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().kind, &error::other_edition);
    EXPECT_EQ(wrong.error().detail, "2025");
    EXPECT_EQ(import(lines).value().added, std::ssize(lines));
}

TEST_F(KbliStore, ACrosswalkGoesBeforeTheBuiltInOne) {
    EXPECT_EQ(cross({{2, "56102", "56101"}, {3, "56102", "56102"}}).value().added, 2);
    EXPECT_THAT(table()->successors("56102"), ElementsAre("56101", "56102"));
    EXPECT_TRUE(cross({{2, "56102", "56102"}, {3, "56102", "56101"}}).value().nothing_new());
    EXPECT_EQ(cross({{2, "56102", "56101"}}).value().removed, 1);

    auto const got = cross({{2, "5610", "56101"}, {3, "45407", "45407"}});
    ASSERT_FALSE(got);
    EXPECT_THAT(got.error().faults, ElementsAre(Field(&base::Fault::key, "kbli.bad_code"),
                                                Field(&base::Fault::key, "kbli.unknown_code")));
}

TEST_F(KbliStore, OnlyWhoManagesItMay) {
    administrator = fixture::actor(access::Role::operator_, "3316");
    EXPECT_EQ(import({{2, "24101", "Besi"}}).error().kind, &access::denied);
    EXPECT_EQ(cross({{2, "56102", "56101"}}).error().kind, &access::denied);
}

}  // namespace
}  // namespace bina::kbli
