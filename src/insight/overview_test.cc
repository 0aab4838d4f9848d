#include "insight/overview.h"

#include <gmock/gmock.h>

#include "registry/test_history.h"

using namespace bina;
using namespace bina::insight;
using namespace bina::registry::test;
using access::Role;
using base::Day;
using registry::Field;
using testing::Each, testing::ElementsAre, testing::IsEmpty;

namespace {

/// The day before the first of a month.
Day day_before(int year, int month) {
    return Day::from_number(Day::from_parts(year, month, 1).value().number() - 1);
}

std::string line(std::string_view area, std::int64_t counted, std::int64_t previous, std::int64_t verified,
                 std::int64_t with_nib) {
    return fmt::format("{}: {}, before {}, verified {}, with NIB {}", area, counted, previous, verified,
                       with_nib);
}

std::vector<std::string> lines(std::vector<ChildArea> const& children) {
    std::vector<std::string> told;
    for (auto const& child : children)
        told.push_back(line(child.area, child.counted, child.previous, child.verified, child.with_nib));
    return told;
}

std::optional<std::int64_t> growth(std::int64_t before, std::int64_t now) {
    Overview view;
    view.now[registry::tally_counted] = now;
    view.previous[registry::tally_counted] = before;
    return view.growth_bp();
}

}  // namespace

class OverviewTest : public HistoryTest {
public:
    base::Result<Overview> ask(std::string_view area, std::string_view on = "2026-01-01") {
        return read([&](storage::Tx& tx) {
            return overview(tx, officer, base::AreaCode::parse(area).value(), day(on));
        });
    }
    base::ErrorKind const* refusal(std::string_view area) {
        auto const got = ask(area);
        return got ? nullptr : got.error().kind;
    }
    /// A business in a village, known since a day.
    void know(int business, std::string_view since, std::string village, registry::Statement more = {}) {
        more.push_back({Field::business_name, "Usaha"});
        more.push_back({Field::village, std::move(village)});
        ASSERT_EQ(create(fact(business, since, std::move(more))), nullptr);
    }
    void say(int business, std::string_view on, registry::Statement values) {
        ASSERT_EQ(add(fact(business, on, std::move(values))), nullptr);
    }

    void compare(std::string const& area, Day on, Day year_before) {
        SCOPED_TRACE(area + " " + on.text());
        auto const view = ask(area, on.text()).value();
        EXPECT_EQ(view.previous_day, year_before);
        EXPECT_EQ(named(view.now), history.recount(area, on));
        EXPECT_EQ(named(view.previous), history.recount(area, year_before));
        EXPECT_EQ(lines(view.children), children(area, on, year_before));
        compare_months(view, on);
    }

private:
    /// What the areas inside `area` must show, the largest first; one without businesses only if it had some.
    std::vector<std::string> children(std::string const& area, Day on, Day year_before) {
        std::multimap<std::int64_t, std::string, std::greater<>> sorted;
        for (auto const& child : area.size() == 4 ? districts : places) {
            auto now = history.recount(child, on);
            auto before = history.recount(child, year_before);
            if (!child.starts_with(area) || (now.empty() && before["counted"] == 0)) continue;
            sorted.emplace(now["counted"], line(child, now["counted"], before["counted"],
                                                now["status_verified"], now["has_nib"]));
        }
        std::vector<std::string> told;
        for (auto const& [counted, text] : sorted) told.push_back(text);
        return told;
    }
    void compare_months(Overview const& view, Day on) {
        ASSERT_EQ(view.months.size(), 24U);
        for (int i = 0; i < 24; ++i) {
            int const month = on.year() * 12 + on.month() - 24 + i;  // from 0, in years of 12
            auto const end = i == 23 ? on : day_before((month + 1) / 12, (month + 1) % 12 + 1);
            auto const& [text, counted] = view.months[static_cast<std::size_t>(i)];
            EXPECT_EQ(text, end.month_text());
            EXPECT_EQ(counted, history.recount(view.area, end)["counted"]) << text;
        }
    }
};

TEST_F(OverviewTest, EveryFigureIsThatOfASlowRecount) {
    for (unsigned const seed : {1U, 2U, 3U}) {
        SCOPED_TRACE(seed);
        begin(seed);
        happen(50);
        using Days = std::pair<std::string_view, std::string_view>;
        for (auto const& [on, year_before] :
             {Days{"2021-02-02", "2020-02-02"}, Days{"2022-06-30", "2021-06-30"},
              Days{"2024-12-31", "2023-12-31"}, Days{"2026-01-01", "2025-01-01"}})
            for (auto const* const area : {"3316", "331605", "331601", "331600"})
                compare(area, day(on), day(year_before));
        take_back_everything();
    }
}

TEST(Growth, IsTheChangeOfAYearInHundredthsOfAPercent) {
    EXPECT_EQ(growth(4, 5), 2'500);
    EXPECT_EQ(growth(10, 10), 0);
    EXPECT_EQ(growth(5, 0), -10'000);
    EXPECT_EQ(growth(5, 20), 30'000);
    EXPECT_EQ(growth(1'000'000, 1'000'100), 1);
}

TEST(Growth, IsRoundedHalfAwayFromZero) {
    EXPECT_EQ(growth(3, 4), 3'333);
    EXPECT_EQ(growth(3, 5), 6'667);
    EXPECT_EQ(growth(3, 2), -3'333);
    EXPECT_EQ(growth(3, 1), -6'667);
    EXPECT_EQ(growth(20'000, 20'001), 1);
    EXPECT_EQ(growth(20'000, 19'999), -1);
    EXPECT_EQ(growth(20'001, 20'002), 0);
}

TEST(Growth, OfNothingIsNotKnown) {
    EXPECT_EQ(growth(0, 5), std::nullopt);
    EXPECT_EQ(growth(0, 0), std::nullopt);
}

TEST_F(OverviewTest, ADayIsComparedWithTheSameDayOfTheYearBefore) {
    know(1, "2023-02-28", "3316051005");
    know(2, "2023-03-01", "3316051005");
    know(3, "2024-02-29", "3316051005");
    auto const leap = ask("3316", "2024-02-29").value();
    EXPECT_EQ(leap.previous_day, day("2023-02-28"));
    EXPECT_EQ(leap.counted(), 3);
    EXPECT_EQ(leap.previous[registry::tally_counted], 1);
    EXPECT_EQ(leap.growth_bp(), 20'000);
    EXPECT_EQ(ask("3316", "2024-02-28")->counted(), 2) << "the day itself counts, the next not yet";
}

TEST_F(OverviewTest, ARegencyOpensIntoDistrictsAndADistrictIntoVillages) {
    know(1, "2024-06-01", "3316051005", {{Field::status, "verified"}, {Field::nib, "9120001234567"}});
    know(2, "2025-06-01", "3316052001");
    know(3, "2025-06-01", "3316052001");
    know(4, "2025-06-01", "3316012001");
    ASSERT_EQ(create(fact(5, "2025-06-01", {{Field::business_name, "Usaha"}, {Field::district, "331605"}})),
              nullptr);
    ASSERT_EQ(create(fact(6, "2025-06-01", {{Field::business_name, "Entah di mana"}})), nullptr);
    EXPECT_THAT(
        lines(ask("3316")->children),
        ElementsAre(line("331605", 4, 1, 1, 1), line("331600", 1, 0, 0, 0), line("331601", 1, 0, 0, 0)));
    EXPECT_THAT(lines(ask("331605")->children),
                ElementsAre(line("3316052001", 2, 0, 0, 0), line("3316050000", 1, 0, 0, 0),
                            line("3316051005", 1, 1, 1, 1)));
    EXPECT_THAT(lines(ask("331600")->children), ElementsAre(line("3316000000", 1, 0, 0, 0)));
}

TEST_F(OverviewTest, ADistrictThatEverybodyLeftStillShowsWhatItHad) {
    know(1, "2024-06-01", "3316051005");
    say(1, "2025-06-01", {{Field::village, "3316012001"}});
    EXPECT_THAT(lines(ask("3316")->children),
                ElementsAre(line("331601", 1, 0, 0, 0), line("331605", 0, 1, 0, 0)));
}

TEST_F(OverviewTest, ClosedBusinessesAreNoLongerCounted) {
    know(1, "2024-06-01", "3316051005");
    say(1, "2025-03-15", {{Field::status, "closed"}});
    auto const view = ask("3316").value();
    EXPECT_EQ(view.counted(), 0);
    EXPECT_EQ(view.growth_bp(), -10'000);
    EXPECT_THAT(lines(view.children), ElementsAre(line("331605", 0, 1, 0, 0)));
    auto const months = std::vector(view.months.end() - 12, view.months.end());
    EXPECT_EQ(months[0].month, "2025-02");
    EXPECT_EQ(months[0].counted, 1);
    EXPECT_EQ(months[1].counted, 0);
}

TEST_F(OverviewTest, AnEmptyRegistryHasZeros) {
    auto const view = ask("3316").value();
    EXPECT_EQ(view.now, registry::Tally{});
    EXPECT_EQ(view.growth_bp(), std::nullopt);
    EXPECT_THAT(view.children, IsEmpty());
    EXPECT_EQ(view.months.size(), 24U);
    EXPECT_THAT(view.months, Each(testing::Field(&registry::MonthCount::counted, 0)));
}

TEST_F(OverviewTest, RegenciesDoNotSeeEachOthersFigures) {
    know(1, "2024-06-01", "3316051005");
    home = regency("3317");
    know(2, "2024-06-01", "3317012001");
    know(3, "2024-06-01", "3317012001");
    officer = fixture::actor(Role::province, "33");
    EXPECT_EQ(ask("3316")->counted(), 1);
    EXPECT_EQ(ask("3317")->counted(), 2);
}

TEST_F(OverviewTest, FiguresAreShownInsideTheAreaOfWhoAsks) {
    officer = fixture::actor(Role::enumerator, "3316");
    EXPECT_EQ(refusal("3316"), nullptr);
    EXPECT_EQ(refusal("331605"), nullptr);
    EXPECT_EQ(refusal("3317"), &access::denied);
    officer = fixture::actor(Role::enumerator, "331605");
    EXPECT_EQ(refusal("331605"), nullptr);
    EXPECT_EQ(refusal("331601"), &access::denied);
    EXPECT_EQ(refusal("3316"), &access::denied);
    officer = fixture::actor(Role::province, "33");
    EXPECT_EQ(refusal("3317"), nullptr);
    officer = fixture::actor(Role::public_, "3316");
    EXPECT_EQ(refusal("3316"), &access::denied) << "a role that reads nothing";
}

TEST_F(OverviewTest, OnlyRegenciesAndDistrictsHaveAnOverview) {
    officer = fixture::actor(Role::administrator, "");
    EXPECT_EQ(refusal("33"), &base::malformed);
    EXPECT_EQ(refusal("3316051005"), &base::malformed);
}
