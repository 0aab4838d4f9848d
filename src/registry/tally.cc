#include "registry/tally.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>

namespace bina::registry {
namespace {

using base::Result;
using storage::Row;
using storage::Tx;

std::string joined(std::string_view before, std::string_view after) {
    std::string text;
    for (auto const& name : tally_names())
        text += fmt::format("{}{}{}{}", text.empty() ? "" : ", ", before, name, after);
    return text;
}

std::string const& upsert() {
    static std::string const sql = [] {
        std::string columns;
        std::string places;
        std::string sums;
        int place = 5;
        for (auto const& name : tally_names()) {
            columns += ", " + name;
            places += fmt::format(", ${}", place++);
            sums += fmt::format("{}{} = tally.{} + excluded.{}", sums.empty() ? "" : ", ", name, name, name);
        }
        return fmt::format(
            "INSERT INTO tally (regency, level, area, period{}) VALUES ($1, $2, $3, $4{})"
            " ON CONFLICT (regency, level, area, period) DO UPDATE SET {}",
            columns, places, sums);
    }();
    return sql;
}

Tally read_tally(Row const& row, int first_column) {
    Tally tally;
    for (std::size_t i = 0; i < tally.size(); ++i) tally[i] = row.integer(first_column + static_cast<int>(i));
    return tally;
}

void add(Tally& sum, auto const& other) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += other[i];
}

// A day is kept in 20 bits from one that is before all (1900 is -25,567 days from 1970).
constexpr std::int32_t day_before_all = -(1 << 19);

std::uint64_t area_day(std::string_view area, base::Day day) {
    std::uint64_t number = 1;  // tells 3316 from 003316
    for (char const digit : area) number = number * 10 + static_cast<std::uint64_t>(digit - '0');
    return number << 20U | static_cast<std::uint64_t>(day.number() - day_before_all);
}

base::Day day_of(std::uint64_t place) {
    return base::Day::from_number(static_cast<std::int32_t>(place & 0xFFFFFU) + day_before_all);
}

std::string area_of(std::uint64_t place) {
    return std::to_string(place >> 20U).substr(1);
}

/// Calls visit(area, its entries) for each area of `entries`, whose keys `place` turns into an area and a
/// day.
template <class Entries, class Place, class Visit>
Result<void> by_area(Entries const& entries, Place place, Visit visit) {
    std::vector<typename Entries::const_pointer> sorted;
    sorted.reserve(entries.size());
    for (auto const& entry : entries) sorted.push_back(&entry);
    auto const of = [&](auto const* entry) { return place(entry->first); };
    std::ranges::sort(sorted, {}, of);
    for (auto first = sorted.begin(); first != sorted.end();) {
        auto const area = of(*first) >> 20U;
        auto const last = std::ranges::find_if(
            first, sorted.end(), [&](auto const number) { return number != area; },
            [&](auto const* entry) { return of(entry) >> 20U; });
        TRY(visit(area_of(of(*first)), std::span(first, last)));
        first = last;
    }
    return {};
}

/// The half-open ranges of periods that together are everything up to the end of `day`.
std::array<std::pair<std::string, std::string>, 3> periods_until(base::Day day) {
    auto const text = day.text();
    auto const year = text.substr(0, 4);
    auto const month = text.substr(0, 7);
    return {{{"y", "y" + year}, {"m" + year, "m" + month}, {"d" + month, "d" + text + "x"}}};
}

/// The year, month and day that a change on `day` counts in.
std::array<std::string, 3> periods_of(base::Day day) {
    auto const text = day.text();
    return {"y" + text.substr(0, 4), "m" + text.substr(0, 7), "d" + text};
}

/// The columns that one cell adds one to.
std::vector<std::size_t> columns_of(Cell const& cell) {
    std::vector<std::size_t> columns{tally_status + cell.status};
    if (!is_counted(statuses[cell.status])) return columns;
    columns.push_back(tally_counted);
    columns.push_back(tally_trade + cell.trade);
    columns.push_back(tally_class + static_cast<std::size_t>(cell.size_class));
    for (std::size_t i = 0; i < has_names.size(); ++i)
        if ((cell.has >> i & 1U) != 0) columns.push_back(tally_has + i);
    if (cell.coached) columns.push_back(tally_coached);
    if (cell.flagship) columns.push_back(tally_flagship);
    return columns;
}

}  // namespace

std::array<std::string, tally_columns> const& tally_names() {
    static auto const names = [] {
        std::array<std::string, tally_columns> all;
        all[tally_counted] = "counted";
        for (std::size_t i = 0; i < statuses.size(); ++i)
            all[tally_status + i] = fmt::format("status_{}", statuses[i]);
        for (std::size_t i = 0; i < trades.size(); ++i)
            all[tally_trade + i] = fmt::format("trade_{}", trades[i]);
        for (std::size_t i = 0; i < class_names.size(); ++i)
            all[tally_class + i] = fmt::format("class_{}", class_names[i]);
        for (std::size_t i = 0; i < has_names.size(); ++i)
            all[tally_has + i] = fmt::format("has_{}", has_names[i]);
        all[tally_coached] = "coached";
        all[tally_flagship] = "flagship";
        return all;
    }();
    return names;
}

void TallyChanges::replace(std::span<Change const> before, std::span<Change const> after) {
    if (std::ranges::equal(before, after)) return;
    add(before, -1);
    add(after, +1);
}

void TallyChanges::add(std::span<Change const> history, int sign) {
    for (std::size_t i = 0; i < history.size(); ++i) {
        if (i > 0) add(history[i - 1].cell, history[i].day, -sign);
        add(history[i].cell, history[i].day, sign);
    }
}

void TallyChanges::add(Cell const& cell, base::Day day, int sign) {
    auto const columns = columns_of(cell);
    for (auto const& area : {cell.village.substr(0, 4), cell.district, cell.village}) {
        auto const place = area_day(area, day);
        auto& tally = m_days[place];
        for (auto const column : columns) tally[column] += sign;
        if (!cell.kbli.empty() && is_counted(statuses[cell.status])) m_kbli[{place, cell.kbli}] += sign;
    }
}

std::size_t TallyChanges::Hash::operator()(AreaDay place) const {
    return std::size_t{XXH3_64bits(&place, sizeof place)};
}

std::size_t TallyChanges::Hash::operator()(CodeOfDay const& code) const {
    return std::size_t{XXH3_64bits_withSeed(code.kbli.data(), code.kbli.size(), code.place)};
}

/// Calls visit(area, counts by period) for each area, in the order of codes: never are all in memory twice.
template <class Visit>
Result<void> TallyChanges::each_area(Visit visit) const {
    return by_area(
        m_days, [](AreaDay place) { return place; },
        [&](std::string const& area, auto const& days) -> Result<void> {
            // Changed by what depends on a parameter, which the check does not see.
            std::map<std::string, Tally> sums;  // NOLINT(misc-const-correctness)
            for (auto const* day : days)
                for (auto const& period : periods_of(day_of(day->first)))
                    registry::add(sums[period], day->second);
            return visit(area, sums);
        });
}

/// Calls visit(area, counts by period and code) for each area, those that are not 0.
template <class Visit>
Result<void> TallyChanges::each_kbli_area(Visit visit) const {
    return by_area(
        m_kbli, [](CodeOfDay const& code) { return code.place; },
        [&](std::string const& area, auto const& days) -> Result<void> {
            std::map<std::pair<std::string, std::string>, std::int64_t> sums;
            for (auto const* day : days)
                for (auto const& period : periods_of(day_of(day->first.place)))
                    sums[{period, day->first.kbli}] += day->second;
            std::erase_if(sums, [](auto const& sum) { return sum.second == 0; });
            return visit(area, sums);
        });
}

std::map<std::pair<std::string, std::string>, Tally> TallyChanges::periods() const {
    std::map<std::pair<std::string, std::string>, Tally> all;
    (void)each_area([&](std::string const& area, auto const& sums) -> Result<void> {
        for (auto const& [period, tally] : sums) all.emplace(std::pair(area, period), tally);
        return {};
    });
    return all;
}

std::map<std::tuple<std::string, std::string, std::string>, std::int64_t> TallyChanges::kbli_periods() const {
    std::map<std::tuple<std::string, std::string, std::string>, std::int64_t> all;
    (void)each_kbli_area([&](std::string const& area, auto const& sums) -> Result<void> {
        for (auto const& [key, count] : sums) all.emplace(std::tuple(area, key.first, key.second), count);
        return {};
    });
    return all;
}

Result<void> TallyChanges::store_kbli(Tx& tx, RegencyCode const& regency) {
    TRY(each_kbli_area([&](std::string const& area, auto const& sums) -> Result<void> {
        for (auto const& [key, change] : sums) {
            auto const& [period, kbli] = key;
            TRY(
                tx.run("INSERT INTO tally_kbli (regency, level, area, period, kbli, counted)"
                       " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (regency, level, area, period, kbli)"
                       " DO UPDATE SET counted = tally_kbli.counted + excluded.counted",
                       regency, static_cast<std::int64_t>(area.size()), area, period, kbli, change));
        }
        return {};
    }));
    m_kbli.clear();
    return {};
}

Result<void> TallyChanges::store(Tx& tx, RegencyCode const& regency) {
    TRY(store_kbli(tx, regency));
    TRY(each_area([&](std::string const& area, auto const& sums) -> Result<void> {
        for (auto const& [period, tally] : sums) {
            if (std::ranges::all_of(tally, [](std::int64_t n) { return n == 0; })) continue;
            std::vector<storage::Arg> args{regency, static_cast<std::int64_t>(area.size()), area, period};
            for (auto const n : tally) args.emplace_back(n);
            TRY(tx.run_with(upsert(), args));
        }
        return {};
    }));
    m_days.clear();
    return {};
}

Result<Tally> tally_of(Tx& tx, RegencyCode const& regency, std::string_view area, base::Day day) {
    static std::string const sql = "SELECT " + joined("coalesce(sum(", "), 0)") +
                                   " FROM tally WHERE regency = $1 AND level = $2 AND area = $3"
                                   " AND period >= $4 AND period < $5";
    Tally sum{};
    for (auto const& [from, to] : periods_until(day))
        TRY(tx.each(
            sql, [&](Row const& row) { registry::add(sum, read_tally(row, 0)); }, regency,
            static_cast<std::int64_t>(area.size()), area, from, to));
    return sum;
}

Result<std::vector<KbliCount>> kbli_counts(Tx& tx, RegencyCode const& regency, std::string_view area,
                                           base::Day day) {
    std::map<std::string, std::int64_t> sums;
    for (auto const& [from, to] : periods_until(day))
        TRY(tx.each(
            "SELECT kbli, counted FROM tally_kbli WHERE regency = $1 AND level = $2 AND area = $3"
            " AND period >= $4 AND period < $5",
            [&](Row const& row) { sums[row.get<std::string>(0)] += row.integer(1); }, regency,
            static_cast<std::int64_t>(area.size()), area, from, to));
    std::vector<KbliCount> counts;
    for (auto const& [kbli, counted] : sums)
        if (counted != 0) counts.push_back({TRY(kbli::Code::parse(kbli, kbli::Edition::kbli2020)), counted});
    return counts;
}

Result<std::vector<std::string>> areas_inside(Tx& tx, RegencyCode const& regency, std::string_view parent,
                                              int level) {
    // Found by jumping from one to the next.
    std::vector<std::string> areas;
    std::string last(parent);
    for (;;) {
        auto const next = TRY(tx.first(
            "SELECT area FROM tally WHERE regency = $1 AND level = $2 AND area > $3 ORDER BY area LIMIT 1",
            [](Row const& row) { return row.get<std::string>(0); }, regency, level, last));
        if (!next || !next->starts_with(parent)) return areas;
        areas.push_back(*next);
        last = *next;
    }
}

Result<std::vector<AreaTally>> tallies_inside(Tx& tx, RegencyCode const& regency, std::string_view parent,
                                              int level, base::Day day) {
    std::vector<AreaTally> found;
    for (auto const& area : TRY(areas_inside(tx, regency, parent, level))) {
        auto const tally = TRY(tally_of(tx, regency, area, day));
        if (std::ranges::any_of(tally, [](std::int64_t n) { return n != 0; })) found.push_back({area, tally});
    }
    return found;
}

Result<std::vector<MonthCount>> month_counts(Tx& tx, RegencyCode const& regency, std::string_view area,
                                             base::Day until, int months) {
    int const last = until.year() * 12 + until.month() - 1;
    int const first = last - months + 1;
    auto const month_text = [](int number) {
        return fmt::format("{:04}-{:02}", number / 12, number % 12 + 1);
    };
    auto const day_before =
        base::Day::from_number(TRY(base::Day::parse(month_text(first) + "-01")).number() - 1);

    std::int64_t count = TRY(tally_of(tx, regency, area, day_before))[tally_counted];
    std::map<std::string, std::int64_t> changes;
    TRY(tx.each(
        "SELECT period, counted FROM tally WHERE regency = $1 AND level = $2 AND area = $3 AND period >= $4"
        " AND period < $5",
        [&](Row const& row) { changes[row.get<std::string>(0).substr(1)] = row.integer(1); }, regency,
        static_cast<std::int64_t>(area.size()), area, "m" + month_text(first), "m" + month_text(last)));
    std::vector<MonthCount> counts;
    for (int month = first; month < last; ++month) {
        count += changes[month_text(month)];
        counts.push_back({month_text(month), count});
    }
    counts.push_back({month_text(last), TRY(tally_of(tx, regency, area, until))[tally_counted]});
    return counts;
}

}  // namespace bina::registry
