#pragma once
#include "registry/writer.h"

namespace bina::registry {

/// What a recount of a regency found. Everything derived must be exactly what the facts amount to.
struct RegistryCheck {
    std::int64_t businesses = 0;
    std::int64_t facts = 0;
    std::int64_t wrong_rows = 0;  ///< Rows, owners, licences, search words, history other than facts say.
    std::int64_t missing_rows = 0;  ///< Businesses with facts that count, without a row.
    std::int64_t unfounded_rows = 0;  ///< Rows without any fact that counts.
    std::int64_t wrong_tallies = 0;  ///< Areas and days of which the counts differ from a recount.
    std::int64_t not_indexed = 0;  ///< Businesses that the search index holds otherwise than their rows do.

    bool good() const {
        return wrong_rows + missing_rows + unfounded_rows + wrong_tallies + not_indexed == 0;
    }
};

/// Recounts everything of a regency from its facts. `step` is called after each business.
base::Result<RegistryCheck> check_registry(storage::Tx&, ClassRules const&, RegencyCode const&,
                                           std::function<void()> const& step = {});

/// What concerns the whole store needs the right over each of its regencies. Error: access::denied.
base::Result<void> require_everywhere(storage::Tx&, access::Actor const&, access::Permission);

/// The regencies that have facts.
base::Result<std::vector<std::string>> regencies(storage::Tx&);

}  // namespace bina::registry
