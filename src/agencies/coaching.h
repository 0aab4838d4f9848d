#pragma once
#include "agencies/handover.h"
#include "registry/coach.h"

/// Who coaches whom: several agencies may, one of them leads; that two do without knowing it is made visible.
namespace bina::agencies {

namespace error {
inline constexpr base::ErrorKind not_a_coach{"agencies.not_a_coach", 422};
inline constexpr base::ErrorKind future_day{"agencies.future_day", 422};
}  // namespace error

/// Somebody who coaches a business or did.
struct CoachOf {
    std::string name;  ///< As the last source wrote it.
    std::string agency;  ///< Empty while nobody has said whose name it is.
    base::Day since;
    base::Day last_day;  ///< The last day on which a source said so.
    std::optional<base::Day> ended;
};
base::Result<std::vector<CoachOf>> coaches(storage::Tx&, RegencyCode const&, BusinessId const&);
/// The agency that leads; empty while nobody has decided.
base::Result<std::string> lead(storage::Tx&, RegencyCode const&, BusinessId const&);

struct DoubleCoached {
    BusinessId business;
    std::string name;  ///< Empty when its owner's data is restricted.
    std::string village;
    std::string district;
    std::string responsible;
    std::string lead;
    std::vector<CoachOf> coaches;  ///< Whose agency is known and who still do.
};
struct DoublePage {
    std::vector<DoubleCoached> items;  ///< In the order of ids.
    std::string next;
    registry::Count count;
};
struct DoubleQuery {
    RegencyCode regency;
    std::string district;  ///< 6 digits; empty: any.
    std::string agency;  ///< One of the coaches; empty: any.
    bool undecided = true;  ///< Only those of which nobody has said who leads.
    std::string cursor;
    std::int64_t limit = 50;
};
/// Counted businesses that more than one agency coaches. Errors: access::denied, base::malformed (cursor).
base::Result<DoublePage> double_coached(storage::Tx&, access::Actor const&, DoubleQuery const&);
base::Result<std::int64_t> count_double(storage::Tx&, RegencyCode const&);

/// This agency leads the coaching. Errors: access::denied (handover.decide where the business stands),
/// not_a_coach.
base::Result<void> set_lead(storage::Tx&, access::Actor const&, RegencyCode const&, BusinessId const&,
                            AgencyId const&);
/// The agency coaches the business no longer. Errors: access::denied (handover.request where it stands),
/// future_day, reason_missing, not_yours, and those of registry::add_coach_end.
base::Result<void> end_coaching(storage::Tx&, registry::ClassRules const&, access::Actor const&,
                                RegencyCode const&, registry::CoachEnd const&);
/// Whose name this is; empty takes it back. Errors: access::denied (agencies.manage), not_found,
/// registry::error::coach_not_found.
base::Result<void> name_coach(storage::Tx&, access::Actor const&, RegencyCode const&, std::string_view name,
                              std::string_view agency);

}  // namespace bina::agencies
