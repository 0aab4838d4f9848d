#pragma once
#include <set>

#include "access/account.h"
#include "registry/responsible_rule.h"

/// The agencies (dinas) of a regency, who belongs to them, and what the program proposes to begin with.
namespace bina::agencies {

using base::RegencyCode;
using registry::AgencyId;
using registry::Level;

/// In order of precedence.
namespace error {
inline constexpr base::ErrorKind not_found{"agencies.not_found", 404};
inline constexpr base::ErrorKind level_fixed{"agencies.level_fixed", 409};  ///< An agency keeps its level.
inline constexpr base::ErrorKind in_use{"agencies.in_use", 409};  ///< A rule in force names it.
inline constexpr base::ErrorKind not_empty{"agencies.not_empty", 409};  ///< There are agencies already.
inline constexpr base::ErrorKind unknown_account{"agencies.unknown_account", 422};
}  // namespace error

inline constexpr std::size_t members_max = 100;

struct Agency {
    AgencyId id;
    std::string name;
    std::string short_name;
    Level level = Level::regency;
    bool closed = false;  ///< Gets no rules and no businesses any more.
    bool is_default = false;
    bool operator==(Agency const&) const = default;
};

/// Makes or changes an agency; the same again changes nothing. Errors: access::denied (agencies.manage),
/// level_fixed, in_use.
base::Result<void> put_agency(storage::Tx&, access::Actor const&, RegencyCode const&, Agency const&);

/// By level, then by name.
base::Result<std::vector<Agency>> agencies(storage::Tx&, RegencyCode const&);
/// The full names by id.
base::Result<std::map<std::string, std::string>> agency_names(storage::Tx&, RegencyCode const&);
/// Counted businesses by who answers for them at present: "" where nobody does, registry::conflict. The
/// largest first.
struct AgencyCount {
    std::string agency;
    std::int64_t businesses = 0;
};
/// `area` is a regency or a district. Errors: access::denied, base::malformed for another level.
base::Result<std::vector<AgencyCount>> counts_by_agency(storage::Tx&, access::Actor const&,
                                                        base::AreaCode const& area);
/// Error: not_found.
base::Result<Agency> find_agency(storage::Tx&, RegencyCode const&, AgencyId const&);

/// Who belongs to the agency, in place of those before. Errors: access::denied (agencies.manage), not_found,
/// unknown_account.
base::Result<void> set_members(storage::Tx&, access::Actor const&, RegencyCode const&, AgencyId const&,
                               std::vector<access::AccountId> const&);
struct Member {
    std::string agency;
    std::string account;
    std::string name;
};
base::Result<std::vector<Member>> members(storage::Tx&, RegencyCode const&);
/// The agencies to which an account belongs; none: it is not bound.
base::Result<std::set<std::string>> agencies_of(storage::Tx&, RegencyCode const&, access::AccountId const&);

/// Keeps a rule of an agency that is not closed, or ends one (without agency). Errors: those of
/// registry::propose_rules, not_found.
base::Result<void> propose_rule(storage::Tx&, access::Actor const&, RegencyCode const&,
                                registry::ResponsibleRule);

/// What the law and the usual division of work suggest, marked as such: agencies and their rules from today
/// on. Errors: access::denied (agencies.manage), not_empty.
base::Result<void> add_defaults(storage::Tx&, access::Actor const&, RegencyCode const&);
/// The same, only to see it: rules with the agencies they would make.
struct Defaults {
    std::vector<Agency> agencies;
    std::vector<registry::ResponsibleRule> rules;
};
Defaults defaults_for(RegencyCode const&, base::Day from);

}  // namespace bina::agencies
