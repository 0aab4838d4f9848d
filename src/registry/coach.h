#pragma once
#include <map>

#include "registry/responsible.h"

/// Who coaches a business: everybody whom its facts name, until a fact says that it ended. The names of the
/// lists belong to an agency once a person says so.
namespace bina::registry {

namespace error {
inline constexpr base::ErrorKind coach_not_found{"registry.coach_not_found", 404};
}  // namespace error

struct Coach {
    std::string name;  ///< As the last source wrote it.
    base::Day since;
    base::Day last_day;  ///< The last day on which a source said so.
    std::optional<base::Day> ended = {};
    bool operator==(Coach const&) const = default;
};
/// By folded name.
using Coaches = std::map<std::string, Coach>;
Coaches coaches_of(std::span<Fact const>);

/// The agency of each folded name.
class CoachNames {
public:
    static base::Result<CoachNames> load(storage::Tx&, RegencyCode const&);
    std::string_view agency_of(std::string const& folded) const;

private:
    std::map<std::string, std::string> m_agencies;
};

base::Result<void> insert_coaches(storage::Tx&, CoachNames const&, RegencyCode const&, BusinessId const&,
                                  Coaches const&, bool counted);
base::Result<void> delete_coaches(storage::Tx&, RegencyCode const&, BusinessId const&);
/// Whether the stored rows are what these coaches amount to.
base::Result<bool> coaches_fit(storage::Tx&, CoachNames const&, RegencyCode const&, BusinessId const&,
                               Coaches const&, bool counted);

struct CoachName {
    std::string name;
    std::string agency;  ///< Empty while nobody has decided.
    std::int64_t businesses = 0;  ///< Counted ones.
};
/// Every name that a source gave, undecided ones first, then by number.
base::Result<std::vector<CoachName>> coach_names(storage::Tx&, RegencyCode const&);
/// From now on the name means this agency; empty takes the decision back. The caller has checked who may.
/// Error: coach_not_found.
base::Result<void> keep_coach_name(storage::Tx&, access::Actor const&, RegencyCode const&,
                                   std::string_view name, std::string_view agency);

/// Counted businesses that each agency coaches.
base::Result<std::map<std::string, std::int64_t>> coached_counts(storage::Tx&, RegencyCode const&);

struct CoachEnd {
    FactId id;
    BusinessId business;
    AgencyId agency;
    base::Day day;
    std::string reason;
};
/// From that day on the agency coaches the business no longer, under none of its names: a fact, so that the
/// business counts as coached on every day on which somebody did. The same again changes nothing. The caller
/// has checked who may. Errors: id_reused, coach_not_found (also when a source names it on a later day).
base::Result<void> add_coach_end(storage::Tx&, ClassRules const&, access::Actor const&, RegencyCode const&,
                                 CoachEnd const&);

}  // namespace bina::registry
