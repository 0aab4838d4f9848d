#pragma once
#include "census/visit.h"

/// What is made where, by what accepted visits say.
namespace bina::census {

/// Notes the products of a visit that was accepted.
base::Result<void> note_products(storage::Tx&, Questionnaire const&, Visit const&);

struct ProductCount {
    std::string kbli;  ///< Five digits, or "" for products of which none was chosen.
    std::string area;  ///< District or village.
    std::int64_t businesses = 0;
    /// Units a month of those who said how much, by unit.
    std::map<std::string, std::int64_t> capacity;
};
/// In the order of codes and areas. `by_village`: otherwise by district.
/// Errors: access::denied (registry.read within the regency), not_found.
base::Result<std::vector<ProductCount>> products(storage::Tx&, access::Actor const&, RegencyCode const&,
                                                 CampaignId const&, bool by_village);

}  // namespace bina::census
