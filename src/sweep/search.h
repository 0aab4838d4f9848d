#pragma once
#include "jobs/jobs.h"
#include "storage/db.h"
#include "sweep/found.h"

/// Finds businesses that stand in the registry twice: all present ones of a regency are taken out of it as
/// columns, in memory only, and compared by linkage::batch.
namespace bina::sweep {

namespace error {
/// More businesses than a regency is planned for.
inline constexpr base::ErrorKind too_many{"sweep.too_many", 413};
}  // namespace error

inline constexpr std::int64_t records_max = 4'000'000;

/// What one way of finding pairs found and left out.
struct RuleSaid {
    std::string name;  ///< Parts joined by "+": "owner.word+place".
    linkage::batch::RuleCount count;
};

struct Search {
    Found found;
    std::int64_t records = 0;
    std::int64_t left_out = 0;  ///< Restricted (registry/restriction.h).
    std::int64_t compared = 0;
    std::vector<RuleSaid> rules;
};

/// What is compared and how pairs are found.
linkage::batch::Spec const& registry_spec();

/// Reads the registry as it stands in the transaction. The same registry gives the same result. Errors:
/// too_many; stopped when `progress` says so.
base::Result<Search> search(storage::Tx&, RegencyCode const&, jobs::Progress&);

}  // namespace bina::sweep
