#pragma once
#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

/// How a visit can end: a closed list.
namespace bina::census {

struct Outcome {
    std::string_view name;
    /// What the registry says of the business once the visit is accepted; empty: nothing new.
    std::string_view status;
    bool asks = false;  ///< The questionnaire is to be answered.
    bool removes = false;  ///< The business is none of this area's any more: needs evidence.
};

inline constexpr std::array<Outcome, 12> outcomes{{
    {.name = "found", .status = "found", .asks = true},
    {.name = "changed_owner", .status = "found", .asks = true},
    {.name = "temporarily_closed", .status = "paused"},
    {.name = "closed", .status = "closed", .removes = true},
    {.name = "moved_within", .status = "found", .asks = true},
    {.name = "moved_away", .status = "moved", .removes = true},
    {.name = "deceased", .status = "deceased", .removes = true},
    {.name = "duplicate_of", .status = "duplicate", .removes = true},
    {.name = "not_a_business", .status = "not_business", .removes = true},
    {.name = "refused"},
    {.name = "not_found"},
    {.name = "unreachable"},
}};

/// A business is not there only when it was looked for on so many days.
inline constexpr std::int64_t not_found_days = 3;

/// Null for what is none.
constexpr Outcome const* outcome_of(std::string_view name) {
    auto const found = std::ranges::find(outcomes, name, &Outcome::name);
    return found == outcomes.end() ? nullptr : found;
}
/// It exists, and counts as found.
constexpr bool is_found(Outcome const& outcome) {
    return outcome.status == "found" || outcome.status == "paused";
}

}  // namespace bina::census
