#pragma once
#include <unordered_set>

#include "registry/fact.h"

/// Businesses whose owner has asked that his data be used no more (UU 27/2022 Art. 41). They stay in the
/// registry and its counts; lists, pages and exports show them without personal data. Records that were
/// merged are one business: what is restricted of one is restricted of all.
namespace bina::registry {

namespace error {
inline constexpr base::ErrorKind restricted{"registry.restricted", 409};
}  // namespace error

/// The caller has checked who may. Again changes nothing.
base::Result<void> restrict_business(storage::Tx&, access::Actor const&, RegencyCode const&,
                                     BusinessId const&);
base::Result<void> lift_restriction(storage::Tx&, RegencyCode const&, BusinessId const&);
base::Result<bool> is_restricted(storage::Tx&, RegencyCode const&, BusinessId const&);

/// Ids of all restricted businesses of a regency and of those they were merged into: few, or none.
using Restricted = std::unordered_set<std::string>;
base::Result<Restricted> restricted_businesses(storage::Tx&, RegencyCode const&);

}  // namespace bina::registry
