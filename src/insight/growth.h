#pragma once
#include "registry/tally.h"

/// How counts grew. Agencies reckon growth by two formulas that give different figures, so each figure names
/// its own.
namespace bina::insight {

enum class GrowthFormula : std::uint8_t {
    standard,  ///< (n - n0) / n0
    blitar,  ///< (n - n0) / n, as the open data of Kabupaten Blitar has it
};
inline constexpr std::array<std::string_view, 2> growth_formulas{"standard", "blitar"};

/// In hundredths of a percent, rounded half away from zero; nothing where the formula would divide by
/// nothing.
std::optional<std::int64_t> growth_bp(GrowthFormula, std::int64_t now, std::int64_t before);
/// With the numbers in it: "(13652 - 13265) / 13265".
std::string growth_expression(GrowthFormula, std::int64_t now, std::int64_t before);

enum class Step : std::uint8_t { month, quarter, year };
inline constexpr std::array<std::string_view, 3> step_names{"month", "quarter", "year"};
inline constexpr int series_points_max = 60;

struct SeriesPoint {
    std::string period;  ///< 2023-12, 2023-Q4 or 2023
    base::Day day;  ///< The last of the period; of one that is not over the day asked for.
    std::int64_t counted = 0;
    std::int64_t previous = 0;  ///< At the end of the period before.
    std::optional<std::int64_t> growth_bp;
};
/// Counted businesses of the area at the end of each of the `points` periods up to that of `until`, and how
/// they grew from one to the next. Error: access::denied.
base::Result<std::vector<SeriesPoint>> growth_series(storage::Tx&, access::Actor const&,
                                                     base::AreaCode const& area, base::Day until, Step,
                                                     GrowthFormula, int points);

}  // namespace bina::insight
