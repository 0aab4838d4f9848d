#include "cli/demo/population.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

namespace bina::cli::demo {
namespace {

using base::Day;
using registry::Field;

Day day(std::string_view text) {
    return Day::parse(text).value();
}

Plan blora(std::uint64_t seed = 1) {
    Plan plan;
    plan.seed = seed;
    plan.today = day("2026-11-21");
    return plan;
}

Plan regency(std::string code, std::int64_t businesses) {
    Plan plan = blora();
    plan.villages = villages_of(code);
    plan.regency = std::move(code);
    plan.businesses = businesses;
    return plan;
}

/// The count that a registry would come to, from what it was told until the end of `until`.
std::int64_t recount(Population const& population, Day until) {
    std::int64_t counted = 0;
    for (std::uint64_t number = 0; number < population.size(); ++number) {
        std::string status;
        for (auto const& told : population.told(population.business(number)))
            if (auto const said = get(told.statement, Field::status); told.day <= until && !said.empty())
                status = said;
        counted += registry::is_counted(status);
    }
    return counted;
}

template <class Number>
Number median(std::vector<Number> values) {
    auto const middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

TEST(Schedule, BloraCountsAreThePublishedOnes) {
    Schedule const schedule{13'652, day("2026-11-21")};
    EXPECT_EQ(schedule.counted(day("2021-12-31")), 13'244);
    EXPECT_EQ(schedule.counted(day("2022-12-31")), 13'265);
    EXPECT_EQ(schedule.counted(day("2023-12-31")), 13'652);
    EXPECT_GT(schedule.counted(day("2026-11-21")), schedule.counted(day("2025-12-31")));
}

TEST(Schedule, CountsAgreeWithEveryDayItGives) {
    Schedule const schedule{911, day("2026-11-21")};
    for (auto const* text :
         {"2016-01-01", "2019-05-17", "2020-12-31", "2022-02-28", "2024-02-29", "2026-11-21"}) {
        std::int64_t counted = 0;
        for (std::uint64_t number = 0; number < schedule.size(); ++number) {
            auto const gone = schedule.gone(number);
            counted += schedule.born(number) <= day(text) && (!gone || *gone > day(text));
        }
        EXPECT_EQ(schedule.counted(day(text)), counted) << text;
    }
}

TEST(Schedule, NothingHappensAfterToday) {
    Schedule const schedule{5000, day("2024-03-10")};
    for (std::uint64_t number = 0; number < schedule.size(); ++number) {
        EXPECT_LE(schedule.born(number), day("2024-03-10"));
        EXPECT_LE(schedule.gone(number).value_or(Day{}), day("2024-03-10"));
    }
}

TEST(Schedule, HoldsForAnySize) {
    for (std::int64_t const businesses : {1, 7, 100, 105'000, 5'000'000})
        EXPECT_EQ(Schedule(businesses, day("2026-11-21")).counted(counted_on()), businesses);
}

TEST(Population, WhatIsToldAddsUpToTheScheduledCounts) {
    Population const population{blora()};
    EXPECT_EQ(recount(population, day("2022-12-31")), 13'265);
    EXPECT_EQ(recount(population, day("2023-12-31")), 13'652);
    EXPECT_EQ(recount(population, day("2026-11-21")), population.schedule().counted(day("2026-11-21")));
}

TEST(Population, IsTheSameForTheSameSeedInAnyOrder) {
    Population const one{blora()};
    Population const two{blora()};
    Population const other{blora(2)};
    int differing = 0;
    for (std::uint64_t number = 400; number-- > 0;) {
        auto const left = one.told(one.business(number));
        auto const right = two.told(two.business(number));
        ASSERT_EQ(left.size(), right.size());
        for (std::size_t i = 0; i < left.size(); ++i) EXPECT_EQ(left[i].statement, right[i].statement);
        differing += one.business(number).owner.name != other.business(number).owner.name;
    }
    EXPECT_GT(differing, 300);
}

TEST(Population, NobodyRealCanBeMet) {
    Population const population{blora()};
    std::unordered_map<std::string, std::uint64_t> niks;
    for (std::uint64_t number = 0; number < population.size(); ++number) {
        auto const made = population.business(number);
        EXPECT_TRUE(made.owner.phone.starts_with("+62840")) << number;
        EXPECT_EQ(made.owner.phone.size(), 14U);
        EXPECT_GE(made.owner.nik.substr(12), "9000");
        EXPECT_TRUE(made.nib.empty() || made.nib.starts_with("9999"));
        EXPECT_EQ(niks.try_emplace(made.owner.nik, made.owner.number).first->second, made.owner.number);
    }
}

TEST(Population, NikAgreesWithPersonAndRegency) {
    Population const population{blora()};
    for (std::uint64_t number = 0; number < 3000; ++number) {
        auto const owner = population.business(number).owner;
        ASSERT_EQ(owner.nik.size(), 16U);
        EXPECT_TRUE(owner.nik.starts_with("3316"));
        EXPECT_EQ(std::stoi(owner.nik.substr(6, 2)), owner.birth.day_of_month() + (owner.woman ? 40 : 0));
        EXPECT_EQ(std::stoi(owner.nik.substr(8, 2)), owner.birth.month());
        EXPECT_EQ(std::stoi(owner.nik.substr(10, 2)), owner.birth.year() % 100);
    }
}

TEST(Population, TitlesStayOutOfBusinessNames) {
    Population const population{blora()};
    int titled = 0;
    for (std::uint64_t number = 0; number < population.size(); ++number) {
        auto const made = population.business(number);
        titled += made.owner.name.starts_with("H. ") || made.owner.name.starts_with("Hj. ");
        EXPECT_FALSE(made.name.ends_with(" H.") || made.name.ends_with(" Hj.")) << made.name;
    }
    EXPECT_GT(titled, 300);
}

TEST(Population, SomeOwnersHaveSeveralBusinesses) {
    Population const population{blora()};
    std::unordered_set<std::uint64_t> owners;
    for (std::uint64_t number = 0; number < population.size(); ++number)
        owners.insert(population.business(number).owner.number);
    auto const businesses = static_cast<std::int64_t>(population.size());
    auto const several = businesses - static_cast<std::int64_t>(owners.size());
    EXPECT_GT(several * 100, businesses * 2);
    EXPECT_LT(several * 100, businesses * 6);
}

TEST(Population, NamesHaveTheSharesOfPublishedLists) {
    Population const population{blora()};
    std::map<std::string, int> first;
    int honorific = 0;
    for (std::uint64_t number = 0; number < population.size(); ++number) {
        auto name = population.business(number).name;
        std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
        ++first[name.substr(0, name.find(' '))];
        for (auto const* word :
             {" bu ", " pak ", " mbak ", " mas ", " ibu ", " mbah ", " mak ", " kang ", " bang "})
            honorific += name.find(word) != name.npos;
    }
    auto const permille = [&](int count) { return count * 1000 / static_cast<int>(population.size()); };
    EXPECT_NEAR(permille(first["warung"]), 200, 15);
    EXPECT_NEAR(permille(first["toko"]), 84, 10);
    EXPECT_NEAR(permille(first["kios"]), 53, 8);
    EXPECT_NEAR(permille(honorific), 345, 15);
}

TEST(Population, MoneyAndWorkersHaveTheirMedians) {
    Population const population{blora()};
    std::vector<std::int64_t> sales;
    std::vector<std::int64_t> assets;
    int workers = 0;
    for (std::uint64_t number = 0; number < population.size(); ++number) {
        auto const made = population.business(number);
        EXPECT_EQ(made.sales % (10'000 * 26 * 12), 0) << "heaped on round daily takings";
        sales.push_back(made.sales);
        assets.push_back(made.assets);
        workers += made.workers;
    }
    EXPECT_NEAR(static_cast<int>(median(sales) / 1'000'000), 109, 6);
    EXPECT_NEAR(static_cast<int>(median(assets) / 1'000'000), 20, 2);
    EXPECT_NEAR(workers * 100 / static_cast<int>(population.size()), 185, 8);
}

TEST(Population, EveryVillageLiesInItsRegencyAndTownsHaveMore) {
    Population const population{blora()};
    std::map<std::string, int> districts;
    for (std::uint64_t number = 0; number < population.size(); ++number)
        ++districts[population.business(number).village->code.substr(0, 6)];
    EXPECT_EQ(districts.size(), 16U);
    EXPECT_TRUE(
        std::ranges::all_of(districts, [](auto const& entry) { return entry.first.starts_with("3316"); }));
    auto const largest =
        std::ranges::max_element(districts, {}, [](auto const& entry) { return entry.second; });
    EXPECT_EQ(largest->first, "331609") << "the district of the regency's capital";
}

TEST(Population, FirstWordsComeFirstAndClosureLast) {
    Population const population{blora()};
    for (std::uint64_t number = 0; number < 4000; ++number) {
        auto const told = population.told(population.business(number));
        EXPECT_EQ(told.front().day, population.schedule().born(number));
        EXPECT_EQ(get(told.front().statement, Field::status), "claimed");
        EXPECT_TRUE(std::ranges::is_sorted(told, {}, &Told::day));
        EXPECT_LE(told.back().day, population.plan().today);
        auto const gone = population.schedule().gone(number);
        EXPECT_EQ(gone.has_value(), told.back().statement.size() == 1 && told.back().day == gone);
    }
}

TEST(Population, AnyOtherRegencyWorksAsWell) {
    Population const population{regency("3525", 300)};
    EXPECT_EQ(recount(population, counted_on()), 300);
    EXPECT_TRUE(population.business(7).owner.nik.starts_with("3525"));
    EXPECT_TRUE(villages_of("9999").empty());
    EXPECT_TRUE(villages_of("33").empty());
    EXPECT_EQ(town_of("3316"), "Blora");
    EXPECT_EQ(town_of("9999"), "");
}

}  // namespace
}  // namespace bina::cli::demo
