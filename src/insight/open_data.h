#pragma once
#include "insight/growth.h"

/// Figures as open data: what Satu Data (Perpres 39/2019) asks of a statistic, its table and its description.
namespace bina::insight {

/// The description of one indicator. Its words are part of the published document, so they are Indonesian.
struct Indicator {
    std::string_view key;  ///< In addresses and file names.
    std::string_view title;
    std::string_view concept_text;
    std::string_view definition;
    std::string_view measure;  ///< "Jumlah" or "Persentase".
    std::string_view unit;
    std::string_view formula;
    std::string_view interpretation;
    std::string_view variables;
    std::size_t column;  ///< Of the tally: what is counted.
    enum class Kind : std::uint8_t { count, share, growth } kind = Kind::count;
    GrowthFormula growth = GrowthFormula::standard;
};
std::span<Indicator const> indicators();

namespace error {
inline constexpr base::ErrorKind no_indicator{"insight.no_indicator", 404};
}  // namespace error

struct OpenDataQuery {
    base::RegencyCode regency;
    std::string indicator;
    int level = 4;  ///< Digits of the areas: 4, 6 or 10.
    int from_year = 0;
    int to_year = 0;
};
inline constexpr int open_data_years_max = 30;

struct OpenDataRow {
    std::string area;
    int year = 0;
    std::string period;  ///< "Tahunan"
    base::Day day;  ///< The end of the year, or of one that is not over today.
    std::string value;  ///< Digits with a decimal point; "" where it cannot be told.
    bool final = false;
};

/// Errors: access::denied (registry.read), no_indicator.
base::Result<std::vector<OpenDataRow>> open_data(storage::Tx&, access::Actor const&, OpenDataQuery const&);

/// The table in the columns of Satu Data, comma-separated UTF-8.
std::string open_data_csv(Indicator const&, std::span<OpenDataRow const>,
                          std::function<std::string(std::string_view code)> const& area_name);
/// The description that goes with it, as JSON.
std::string open_data_metadata(Indicator const&, std::string_view producer, base::Instant made_at);

base::Result<Indicator const*> find_indicator(std::string_view key);

}  // namespace bina::insight
