#include "intake/series.h"

#include <algorithm>
#include <set>

#include "base/fold.h"

namespace bina::intake {
namespace {

constexpr std::size_t rows_min = 6;  // fewer may be so by chance
constexpr std::size_t distinct_min = 5;
constexpr std::size_t periods_min = 3;  // steps
constexpr std::size_t oddities_max = 8;
constexpr std::int64_t thousand = 1'000;
constexpr std::int64_t value_max = 1'000'000'000'000'000;  // so that nothing overflows below

__extension__ using Wide = __int128;

/// "Rp 1.500.000,-", "6.35" and "144000000" in thousandths; none for what is no plain number.
std::optional<std::int64_t> thousandths(Cell const& cell) {
    if (cell.kind != CellKind::number && cell.kind != CellKind::text) return std::nullopt;
    auto text = base::squeeze(cell.text);
    if (text.starts_with("Rp") || text.starts_with("rp") || text.starts_with("RP")) text.erase(0, 2);
    while (text.ends_with('-') || text.ends_with(',') || text.ends_with(' ')) text.pop_back();
    if (text.empty() || text.size() > 24 || text.find_first_not_of("0123456789., ") != text.npos)
        return std::nullopt;
    auto const mark = text.find_last_of(".,");
    bool const group = mark != text.npos && text.size() - mark == 4 && cell.kind == CellKind::text;
    std::int64_t value = 0;
    int decimals = -1;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == mark && !group) decimals = 0;
        if (text[i] < '0' || text[i] > '9' || decimals == 3) continue;
        if (value > value_max) return std::nullopt;
        value = value * 10 + (text[i] - '0');
        if (decimals >= 0) ++decimals;
    }
    for (int i = std::max(decimals, 0); i < 3; ++i) value *= 10;
    return value > value_max ? std::nullopt : std::optional(value);
}

std::size_t distinct(std::vector<std::int64_t> const& values) {
    return std::set(values.begin(), values.end()).size();
}

/// A number of thousandths as people write it, without its zeros.
std::string shown(std::int64_t value) {
    auto text = std::to_string(value / thousand);
    auto rest = std::to_string(thousand + value % thousand).substr(1);
    while (rest.ends_with('0')) rest.pop_back();
    return rest.empty() ? text : text + "," + rest;
}

/// `b` of `a` in thousandths of a percent.
std::int64_t share(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(Wide{b} * 100 * thousand / a);
}

/// Whole multiples that units and periods explain: the same told twice, a month and its year, thousands.
bool is_conversion(std::int64_t percent) {
    auto const near = [&](std::int64_t known) {
        return percent * 100 >= known * 99 && percent * 100 <= known * 101;
    };
    for (std::int64_t const times : {1, 12, 26, 52, 312, 1'000, 1'000'000})
        if (near(times * 100 * thousand) || near(100 * thousand / times)) return true;
    return false;
}

/// True if each is what the one before makes with the same share, to the nearest whole number.
bool grows_evenly(std::vector<std::int64_t> const& values) {
    auto const first = values.front();
    auto const last = values.back();
    if (first <= 0 || first == last) return false;
    // Rounding of large amounts hides nothing; that of small counts hides everything.
    constexpr std::int64_t small = 100 * thousand;
    if (std::ranges::min(values) < small) return false;
    auto const base_share = share(values[0], values[1]);
    if (std::abs(base_share - 100 * thousand) < 100) return false;
    return std::ranges::adjacent_find(values, [&](std::int64_t a, std::int64_t b) {
               auto const expected = static_cast<std::int64_t>(Wide{a} * values[1] / values[0]);
               return std::abs(b - expected) > std::max(thousand, b / 2'000);
           }) == values.end();
}

bool steps_evenly(std::vector<std::int64_t> const& values) {
    auto const step = values[1] - values[0];
    auto const differs = [&](std::int64_t a, std::int64_t b) { return b - a != step; };
    return step != 0 && std::ranges::adjacent_find(values, differs) == values.end();
}

}  // namespace

void SeriesStudy::add(std::span<Cell const> cells) {
    m_columns.resize(std::max(m_columns.size(), cells.size()));
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        m_columns[i].resize(m_rows);
        m_columns[i].push_back(i < cells.size() ? thousandths(cells[i]) : std::nullopt);
    }
    ++m_rows;
    look_along(cells);
}

/// The longest run of equal steps over the periods of one row: figures between two that were counted.
void SeriesStudy::look_along(std::span<Cell const> cells) {
    if (m_along.size() == oddities_max) return;
    std::size_t best = 0;
    std::size_t best_end = 0;
    std::size_t run = 0;
    std::int64_t step = 0;
    std::optional<std::int64_t> before;
    for (std::size_t i = 0; i < m_periods.size(); ++i) {
        auto const now = m_periods[i] < cells.size() ? thousandths(cells[m_periods[i]]) : std::nullopt;
        bool const moves = before && now && *now != *before && *now > 100 * thousand;
        auto const this_step = moves ? *now - *before : 0;
        bool const goes_on = moves && run > 0 && std::abs(this_step - step) <= thousand;
        run = goes_on ? run + 1 : moves ? 1 : 0;
        step = this_step;
        if (run > best) {
            best = run;
            best_end = i;
        }
        before = now;
    }
    if (best < periods_min) return;
    auto const from = m_periods[best_end - best];
    auto const last = *thousandths(cells[m_periods[best_end]]);
    auto const first = *thousandths(cells[from]);
    m_along.push_back({oddity::periods,
                       {{"row", std::string(base::clip(cells.front().text, 80))},
                        {"from", heading(from)},
                        {"to", heading(m_periods[best_end])},
                        {"step", shown(std::abs(last - first) / static_cast<std::int64_t>(best))}}});
}

std::string SeriesStudy::heading(std::size_t column) const {
    return column < m_headings.size() ? m_headings[column] : std::string();
}

std::optional<Oddity> SeriesStudy::down(std::size_t column) const {
    std::vector<std::int64_t> values;
    for (auto const& value : m_columns[column])
        if (value) values.push_back(*value);
    if (values.size() < rows_min || distinct(values) < distinct_min) return std::nullopt;
    // One more each time is how rows are numbered.
    if (std::abs(values[1] - values[0]) != thousand && steps_evenly(values))
        return Oddity{oddity::step,
                      {{"column", heading(column)}, {"step", shown(std::abs(values[1] - values[0]))}}};
    if (!grows_evenly(values)) return std::nullopt;
    auto const percent = std::abs(share(values[0], values[1]) - 100 * thousand);
    return Oddity{oddity::growth, {{"column", heading(column)}, {"percent", shown(percent / 100 * 100)}}};
}

std::optional<Oddity> SeriesStudy::beside(std::size_t column, std::size_t other) const {
    std::vector<std::int64_t> shares;
    std::vector<std::int64_t> values;
    auto const& mine = m_columns[column];
    auto const& its = m_columns[other];
    for (std::size_t row = 0; row < m_rows; ++row) {
        if (!mine[row] || !its[row]) continue;
        if (*mine[row] < 20 * thousand || *its[row] < 20 * thousand) return std::nullopt;
        values.push_back(*mine[row]);
        shares.push_back(share(*its[row], *mine[row]));
    }
    if (values.size() < rows_min || values.size() * 10 < m_rows * 8 || distinct(values) < distinct_min)
        return std::nullopt;
    auto const [low, high] = std::ranges::minmax(shares);
    auto const middle = (low + high) / 2;
    constexpr std::int64_t spread_percent = 3;
    if (low <= 0 || (high - low) * 100 > low * spread_percent || is_conversion(middle)) return std::nullopt;
    return Oddity{
        oddity::ratio,
        {{"column", heading(column)}, {"other", heading(other)}, {"percent", shown(middle / 100 * 100)}}};
}

std::vector<Oddity> SeriesStudy::findings(std::span<std::size_t const> measures) const {
    auto found = m_along;
    for (std::size_t i = 0; i < measures.size() && found.size() < oddities_max; ++i) {
        if (measures[i] >= m_columns.size()) continue;
        if (auto one = down(measures[i])) found.push_back(std::move(*one));
        for (std::size_t j = 0; j < i && found.size() < oddities_max; ++j)
            if (auto one = beside(measures[i], measures[j])) found.push_back(std::move(*one));
    }
    return found;
}

}  // namespace bina::intake
