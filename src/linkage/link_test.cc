#include "linkage/link.h"

#include <gmock/gmock.h>

#include <map>

#include "linkage/link_fixture.h"
#include "linkage/report.h"
#include "linkage/scorer.h"

namespace bina::linkage::batch {
namespace {

std::string person_of(std::string_view id) {
    return std::string(id.substr(0, id.find('-')));
}

/// All that is told, by ids: what must not depend on how the work was done.
std::string told(Table const& table, Linked const& linked) {
    std::string text = bits_text(linked.model.prior) + "\n";
    for (auto const& edge : linked.edges)
        text += std::string(table.id(edge.a)) + " " + std::string(table.id(edge.b)) + " " +
                bits_text(edge.weight) + "\n";
    for (std::uint32_t row = 0; row < table.size(); ++row)
        text += std::string(table.id(row)) + " " + std::string(table.id(linked.entities.of[row])) + "\n";
    for (auto const& rule : linked.rules)
        text += std::to_string(rule.pairs) + " " + std::to_string(rule.again) + " " +
                std::to_string(rule.pairs_cut) + "\n";
    for (auto const& field : linked.model.fields) {
        for (auto const weight : field.weight) text += bits_text(weight) + " ";
    }
    return text;
}

Spec spec_with_scan() {
    auto spec = fixture::spec_of(fixture::people_spec);
    spec.scan = Scan{.texts = {0}, .numbers = {3}, .within = {}, .alike_percent = 60};
    return spec;
}

TEST(Link, FindsWhoIsWho) {
    auto const spec = spec_with_scan();
    auto const table = fixture::table_of(spec, fixture::people(600, 1));
    auto const linked = link(table, spec, 1);
    std::map<std::string, std::size_t> rows;
    for (std::uint32_t row = 0; row < table.size(); ++row) ++rows[person_of(table.id(row))];
    std::size_t wrong = 0;
    std::size_t right = 0;
    std::size_t pairs = 0;
    for (auto const& [person, count] : rows) pairs += count * (count - 1) / 2;
    for (auto const& edge : linked.edges) {
        if (linked.probability(edge) < 0.9) break;
        ++(person_of(table.id(edge.a)) == person_of(table.id(edge.b)) ? right : wrong);
    }
    EXPECT_EQ(wrong, 0U);
    EXPECT_GT(right * 100, pairs * 98);
    EXPECT_NEAR(static_cast<double>(linked.entities.count), static_cast<double>(rows.size()), 3);
}

TEST(Link, IsTheSameForAnyThreadsAndOrder) {
    auto const spec = spec_with_scan();
    auto rows = fixture::people(500, 2);
    auto const table = fixture::table_of(spec, rows);
    auto const expected = told(table, link(table, spec, 1));
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        fixture::Dice dice(seed);
        for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[dice.below(i)]);
        auto const threads = static_cast<unsigned>(seed);
        auto const shuffled = fixture::table_of(spec, rows, {}, threads);
        EXPECT_EQ(told(shuffled, link(shuffled, spec, threads)), expected) << threads << " threads";
    }
}

TEST(Link, BetweenTwoListsOnlyAcross) {
    auto const spec = spec_with_scan();
    auto const table = fixture::table_of(spec, fixture::people(300, 8), fixture::people(300, 8));
    auto const linked = link(table, spec, 2);
    ASSERT_FALSE(linked.edges.empty());
    for (auto const& edge : linked.edges) {
        EXPECT_EQ(table.source(edge.a), 0U);
        EXPECT_EQ(table.source(edge.b), 1U);
    }
}

TEST(Link, ExplanationsAddUpToTheScore) {
    auto const spec = spec_with_scan();
    auto const table = fixture::table_of(spec, fixture::people(300, 6));
    auto const linked = link(table, spec, 1);
    ASSERT_GT(linked.edges.size(), 100U);
    for (auto const& edge : linked.edges) {
        auto const why = explain(table, linked.model, edge.a, edge.b);
        EXPECT_EQ(why.score(), edge.weight + linked.model.prior) << edge.a << " " << edge.b;
        EXPECT_EQ(why, explain(table, linked.model, edge.b, edge.a));
    }
}

TEST(Scorer, StopsOnlyBelowTheFloor) {
    auto const spec = spec_with_scan();
    auto const table = fixture::table_of(spec, fixture::people(80, 9));
    auto const linked = link(table, spec, 1);
    Matcher const matcher(table);
    Scratch scratch(matcher.fields());
    for (Centibits const floor : {-3'000, 0, 800, 2'000}) {
        Scorer const scorer(table, matcher, linked.model, floor);
        for (std::uint32_t a = 0; a < table.size(); ++a) {
            for (std::uint32_t b = a + 1; b < table.size(); ++b) {
                auto const weight = linked.model.weight(matcher.compare(a, b, scratch));
                auto const scored = scorer.score(a, b, scratch);
                EXPECT_EQ(scored.has_value(), weight >= floor) << a << " " << b;
                EXPECT_EQ(scored.value_or(weight), weight);
            }
        }
    }
}

TEST(Learner, FindsTheModelThatMadeTheList) {
    auto const spec = fixture::spec_of(fixture::people_spec);
    auto const table = fixture::table_of(spec, fixture::people(3'000, 11));
    auto const linked = link(table, spec, 2);
    // A row errs in 20 of 100 names and each pair has two; a phone is the same where both rows have it.
    auto const& name = linked.model.fields[0];
    EXPECT_NEAR(name.m[1], 0.8 * 0.8, 0.05);
    EXPECT_NEAR(linked.model.fields[3].m[1], 1, 0.01);
    EXPECT_NEAR(linked.model.fields[1].m[1], 1, 0.01);
    EXPECT_NEAR(linked.model.fields[3].u[1], 0, 1e-4);
    double const matches = linked.model.match_share * table.pair_count();
    EXPECT_NEAR(matches, 3'000 * 4.0 / 3, 300);
    for (auto const& field : linked.model.fields) {
        double sum_m = 0;
        double sum_u = 0;
        for (std::size_t level = 1; level < levels_max; ++level) {
            sum_m += field.m[level];
            sum_u += field.u[level];
        }
        EXPECT_NEAR(sum_m, 1, 1e-9);
        EXPECT_NEAR(sum_u, 1, 1e-6);
    }
}

TEST(Table, RefusesAnIdTwice) {
    auto const spec = fixture::spec_of(fixture::people_spec);
    Table table(spec, 1);
    std::vector<std::string_view> const cells{"1", "a", "", "", "", "1", "b", "", "", ""};
    ASSERT_TRUE(table.add(cells, 0));
    auto const finished = table.finish();
    ASSERT_FALSE(finished);
    EXPECT_EQ(finished.error().kind, &error::repeated_id);
    EXPECT_EQ(finished.error().detail, "1");
}

TEST(Link, OfNothingOrOneRowIsNothing) {
    auto const spec = spec_with_scan();
    for (auto const& rows : {fixture::Rows{}, fixture::Rows{{"1", "a", "", "", ""}}}) {
        auto const table = fixture::table_of(spec, rows);
        auto const linked = link(table, spec, 2);
        EXPECT_TRUE(linked.edges.empty());
        EXPECT_EQ(linked.entities.count, rows.size());
        EXPECT_NE(report_html(table, spec, linked, {.lists = {"a.csv"}, .times = {}}).find("</html>"),
                  std::string::npos);
    }
}

TEST(Report, EscapesWhatItShows) {
    auto spec = spec_with_scan();
    spec.fields[0].name = "<b>name</b>";
    auto const table = fixture::table_of(spec, {{"<1>", "Siti <i>", "1971-01-02", "Blora", "081234567890"},
                                                {"2&", "Siti <i>", "1971-01-02", "Blora", "081234567890"}});
    auto const html = report_html(table, spec, link(table, spec, 1), {.lists = {"a<b.csv"}, .times = {}});
    EXPECT_EQ(html.find("<b>"), html.npos);
    EXPECT_EQ(html.find("<1>"), html.npos);
    EXPECT_NE(html.find("a&lt;b.csv"), html.npos);
    EXPECT_NE(html.find("&lt;1&gt;"), html.npos);
}

}  // namespace
}  // namespace bina::linkage::batch
