#include "cli/demo/schedule.h"

#include <algorithm>
#include <array>

#include "cli/demo/draw.h"

namespace bina::cli::demo {
namespace {

constexpr int first_year = 2016;  // the oldest list that the demonstration pretends to have
constexpr int stock_year = 2020;
constexpr std::int64_t anchor_size = 13'652;
/// Counts at the ends of 2020 to 2026 for a regency of 13,652: those of Blora where they are published (2021
/// to 2023).
constexpr std::array<std::int64_t, 7> anchors{13'171, 13'244, 13'265, 13'652, 13'981, 14'262, 14'548};
/// Share of a year's growth reached by the end of each month: little in the fasting month, most after
/// harvest.
constexpr std::array<std::int64_t, 12> season{60, 130, 230, 310, 400, 500, 590, 690, 780, 860, 940, 1000};
constexpr std::int64_t closures_permyriad_a_month = 25;

std::int64_t end_of_year(std::int64_t businesses, int year) {
    auto const last = static_cast<int>(anchors.size()) - 1;
    auto const index = std::clamp(year - stock_year, 0, last);
    std::int64_t count = (anchors[static_cast<std::size_t>(index)] * businesses * 2 / anchor_size + 1) / 2;
    for (int beyond = year - stock_year; beyond > last; --beyond) count += count / 50;
    return count;
}

std::int64_t end_of_month(std::int64_t businesses, int year, int month) {
    auto const before = end_of_year(businesses, year - 1);
    auto const growth = end_of_year(businesses, year) - before;
    return before + growth * season[static_cast<std::size_t>(month - 1)] / 1000;
}

base::Day first_of(int year, int month) {
    return base::Day::from_parts(month == 13 ? year + 1 : year, month == 13 ? 1 : month, 1)
        .value_or(base::Day{});
}

}  // namespace

base::Day counted_on() {
    return base::Day::from_parts(2023, 12, 31).value_or(base::Day{});
}

Schedule::Schedule(std::int64_t businesses, base::Day today) : m_today(today) {
    m_stock = end_of_year(businesses, stock_year);
    constexpr int stock_months = (stock_year - first_year + 1) * 12;
    std::int64_t known = 0;
    for (int i = 0; i < stock_months; ++i) {
        auto const share = m_stock * (i + 1) / stock_months - known;
        add_month(share, 0, first_year + i / 12, i % 12 + 1);
        known += share;
    }
    std::int64_t counted = m_stock;
    std::int64_t closed = 0;
    for (int year = stock_year + 1; year <= today.year(); ++year)
        for (int month = 1; month <= 12; ++month) {
            auto const goal = end_of_month(businesses, year, month);
            auto const closures =
                std::min(counted * closures_permyriad_a_month / 10'000, m_stock / 2 - closed);
            add_month(goal - counted + closures, closures, year, month);
            counted = goal;
            closed += closures;
        }
    m_size = static_cast<std::uint64_t>(until(m_births, today));
}

void Schedule::add_month(std::int64_t births, std::int64_t closures, int year, int month) {
    auto const add = [&](std::vector<Month>& months, std::int64_t count) {
        auto const before = months.empty() ? 0 : months.back().before + months.back().count;
        auto const first = first_of(year, month);
        months.push_back({first, first_of(year, month + 1).number() - first.number(), before, count});
    };
    add(m_births, births);
    add(m_closures, closures);
}

base::Day Schedule::day_of(std::vector<Month> const& months, std::int64_t rank) {
    auto const after = std::ranges::upper_bound(months, rank, {}, &Month::before);
    auto const& month = *std::prev(after);
    auto const offset = (rank - month.before) * month.days / std::max<std::int64_t>(month.count, 1);
    return base::Day::from_number(month.first.number() + static_cast<std::int32_t>(offset));
}

std::int64_t Schedule::until(std::vector<Month> const& months, base::Day day) {
    auto const after = std::ranges::upper_bound(months, day, {}, &Month::first);
    if (after == months.begin()) return 0;
    auto const& month = *std::prev(after);
    // Ranks whose offset is at most that of `day`: rank * days / count <= offset.
    std::int64_t const past = day.number() - month.first.number() + 1;
    if (past >= month.days) return month.before + month.count;
    return month.before + (past * month.count + month.days - 1) / month.days;
}

base::Day Schedule::born(std::uint64_t number) const {
    return day_of(m_births, static_cast<std::int64_t>(number));
}

std::optional<base::Day> Schedule::gone(std::uint64_t number) const {
    auto const stock = static_cast<std::uint64_t>(m_stock);
    if (number >= stock) return std::nullopt;
    auto const rank = static_cast<std::int64_t>(Shuffle{stock}(number));
    auto const& last = m_closures.back();
    if (rank >= last.before + last.count) return std::nullopt;
    auto const day = day_of(m_closures, rank);
    if (day > m_today) return std::nullopt;
    return day;
}

std::int64_t Schedule::counted(base::Day day) const {
    return until(m_births, day) - until(m_closures, day);
}

}  // namespace bina::cli::demo
