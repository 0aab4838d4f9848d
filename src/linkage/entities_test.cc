#include "linkage/entities.h"

#include <gmock/gmock.h>

#include "linkage/link_fixture.h"

namespace bina::linkage::batch {
namespace {

using testing::ElementsAre;

constexpr std::string_view niks_spec = R"(
[[field]]
column = "nik"
kind = "identifier"
of = "nik"
apart = true
[[rule]]
same = ["nik"]
)";
constexpr auto nik_a = "3316015502939086";
constexpr auto nik_a_slip = "3316015503939086";
constexpr auto nik_b = "3316011203850003";

Table table_of(std::vector<std::string> const& niks) {
    fixture::Rows rows;
    for (std::size_t i = 0; i < niks.size(); ++i) rows.push_back({std::to_string(i), niks[i]});
    return fixture::table_of(fixture::spec_of(niks_spec), rows);
}

TEST(Entities, JoinWhatLinksJoin) {
    auto const table = table_of({"", "", "", "", ""});
    auto const found = find_entities(table, {{3, 4, 900}, {0, 4, 500}, {1, 2, 100}}, {.from = 200});
    EXPECT_THAT(found.of, ElementsAre(0, 1, 2, 0, 0));
    EXPECT_EQ(found.count, 3U);
    EXPECT_THAT(found.sizes, ElementsAre(0, 2, 0, 1));
}

TEST(Entities, DifferentValidNiksNeverMeet) {
    // 1 has no NIK and is nearer to 0; then 2 may not follow, be it by way of 1.
    auto const table = table_of({nik_a, "", nik_b, ""});
    auto const found =
        find_entities(table, {{0, 1, 900}, {1, 2, 800}, {0, 2, 700}, {2, 3, 600}, {1, 3, 500}}, {});
    EXPECT_THAT(found.of, ElementsAre(0, 0, 2, 2));
    EXPECT_THAT(found.kept_apart, ElementsAre(Edge{1, 2, 800}, Edge{0, 2, 700}, Edge{1, 3, 500}));
}

TEST(Entities, ASlipOfThePenIsNoOtherNik) {
    auto const table = table_of({nik_a, nik_a_slip, nik_b, "3316011203850004"});
    auto const found = find_entities(table, {{0, 1, 900}, {1, 2, 800}, {2, 3, 700}}, {});
    EXPECT_THAT(found.of, ElementsAre(0, 0, 2, 3)) << "the serial of a neighbour is another person";
}

TEST(Entities, EveryNikOfASetIsGuarded) {
    auto const table = table_of({"", nik_a, nik_a_slip, "3316015503939006", ""});
    // The last differs from the second by a slip, from the first by two.
    auto const found = find_entities(table, {{1, 2, 900}, {0, 2, 800}, {0, 3, 700}, {3, 4, 600}}, {});
    EXPECT_THAT(found.of, ElementsAre(0, 0, 0, 3, 3));
}

TEST(Entities, GrowNoLargerThanTheyMayAtTheWeakestLink) {
    auto const table = table_of({"", "", "", "", "", ""});
    std::vector<Edge> const edges{{0, 1, 900}, {1, 2, 890}, {3, 4, 880}, {4, 5, 870}, {2, 3, 100}};
    auto const found = find_entities(table, edges, {.size_max = 5});
    EXPECT_THAT(found.of, ElementsAre(0, 0, 0, 3, 3, 3));
    EXPECT_THAT(found.too_large, ElementsAre(Edge{2, 3, 100}));
}

TEST(Edges, AreSortedByWeightThenRows) {
    std::vector<Edge> edges{{1, 2, -5}, {0, 3, 7}, {0, 2, 7}, {5, 6, 2'000}};
    sort_edges(edges);
    EXPECT_THAT(edges, ElementsAre(Edge{5, 6, 2'000}, Edge{0, 2, 7}, Edge{0, 3, 7}, Edge{1, 2, -5}));
}

}  // namespace
}  // namespace bina::linkage::batch
