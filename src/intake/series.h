#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "intake/sheet.h"

namespace bina::intake {

/// Numbers that look made up. Keys for the client's sentences.
namespace oddity {
/// {column, percent}: from row to row by the same share.
inline constexpr std::string_view growth = "intake.series_growth";
/// {column, step}: from row to row by the same amount.
inline constexpr std::string_view step = "intake.series_step";
/// {column, other, percent}: always the same share of another column.
inline constexpr std::string_view ratio = "intake.series_ratio";
/// {row, from, to, step}: from period to period by the same amount.
inline constexpr std::string_view periods = "intake.series_periods";
}  // namespace oddity

struct Oddity {
    std::string_view key;
    std::vector<std::pair<std::string, std::string>> params;
    bool operator==(Oddity const&) const = default;
};

/// Looks at the numbers of a list, row by row, for what no business and no count does.
class SeriesStudy {
public:
    /// `headings` outlive it. `periods`: the columns, in order, whose headings are years or months.
    SeriesStudy(std::span<std::string const> headings, std::vector<std::size_t> periods)
        : m_headings(headings), m_periods(std::move(periods)) {}

    void add(std::span<Cell const> cells);
    /// `measures`: the columns whose numbers are amounts or counts.
    std::vector<Oddity> findings(std::span<std::size_t const> measures) const;

private:
    using Numbers = std::vector<std::optional<std::int64_t>>;  ///< In thousandths.

    void look_along(std::span<Cell const> cells);
    std::optional<Oddity> down(std::size_t column) const;
    std::optional<Oddity> beside(std::size_t column, std::size_t other) const;
    std::string heading(std::size_t column) const;

    std::span<std::string const> m_headings;
    std::vector<std::size_t> m_periods;
    std::vector<Numbers> m_columns;
    std::vector<Oddity> m_along;
    std::size_t m_rows = 0;
};

}  // namespace bina::intake
