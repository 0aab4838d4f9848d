#pragma once
#include "insight/growth.h"

/// The figures of an area on a day, each from the tallies, so that they cost the same at any size.
namespace bina::insight {

struct ChildArea {
    std::string area;  ///< District of a regency, village of a district; ends in zeros for "not known".
    std::int64_t counted = 0;
    std::int64_t previous = 0;  ///< A year before.
    std::int64_t verified = 0;
    std::int64_t with_nib = 0;
};

struct Overview {
    std::string area;
    base::Day as_of;
    base::Instant computed_at;
    registry::Tally now{};
    base::Day previous_day;
    registry::Tally previous{};
    std::vector<ChildArea> children;  ///< The largest first; also one that everybody left since.
    std::vector<registry::MonthCount> months;

    std::int64_t counted() const { return now[registry::tally_counted]; }
    /// By the standard formula; nothing when there was none a year before.
    std::optional<std::int64_t> growth_bp() const;
};

inline constexpr int overview_months = 24;

/// `area` is a regency or a district. Errors: access::denied, base::malformed for another level.
base::Result<Overview> overview(storage::Tx&, access::Actor const&, base::AreaCode const& area,
                                base::Day as_of);

}  // namespace bina::insight
