#pragma once
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "intake/layout.h"
#include "intake/mapping.h"

namespace bina::intake {

/// What a file is. Only businesses make a registry; the rest is refused with what it is.
enum class FileKind : std::uint8_t {
    businesses,  ///< A row is a business or its owner.
    aggregate,  ///< A row is an area, trade, class or year; its numbers count or measure many businesses.
    prices,  ///< A row is a ware; its numbers are prices.
    template_form,  ///< A heading of such a list, and nothing below it.
    empty,
    unknown,
};
/// "businesses", "aggregate", "prices", "template", "empty", "unknown".
std::string_view name_of(FileKind kind);

/// Reasons a file is what it is: keys for the client's sentences.
namespace reason {
inline constexpr std::string_view is_businesses = "intake.is_businesses";
/// {rows, rows_heading, measures, period}. `rows` names what the rows are, by keys parted by ", ": village,
/// district, regency, province, area, trade, size_class, indicator, market, commodity, year, month, day; it
/// may be empty. `rows_heading` quotes the heading of the first column of texts, `measures` up to four
/// headings of numbers. `period` is year, month or day when the columns are periods; `measures` is then the
/// first and the last.
inline constexpr std::string_view is_aggregate = "intake.is_aggregate";
inline constexpr std::string_view is_pivot = "intake.is_pivot";  ///< By a pivot table. The same parameters.
inline constexpr std::string_view is_prices = "intake.is_prices";  ///< The same parameters.
inline constexpr std::string_view is_template = "intake.is_template";
inline constexpr std::string_view is_empty = "intake.is_empty";
/// {rows}: a list of something else. `rows`: employee, school, pupil, household or event.
inline constexpr std::string_view is_other_list = "intake.is_other_list";
/// Headings stand below each other, as in a form about one business: not a list.
inline constexpr std::string_view is_vertical = "intake.is_vertical";
inline constexpr std::string_view is_unknown = "intake.is_unknown";
}  // namespace reason

/// What is known of a sheet when its kind is decided.
struct SheetEvidence {
    Layout const& layout;
    std::span<ColumnProfile const> profiles;
    std::span<ColumnProposal const> proposals;
    std::string_view sheet_name;
    std::size_t data_rows = 0;  ///< Of those that were looked at.
    /// Rows of a narrow sheet whose first cell is itself the heading of a field.
    std::size_t headings_below = 0;
};

struct Judgement {
    FileKind kind = FileKind::unknown;
    int confidence = 0;  ///< 0 to 100.
    std::string_view reason = reason::is_unknown;
    std::vector<std::pair<std::string, std::string>> params;
};

/// Decides by what the columns are: names and identifiers speak for a list of businesses; areas, trades and
/// years beside counts for totals; wares beside prices or periods for prices.
Judgement judge(SheetEvidence const& evidence);

}  // namespace bina::intake
