#pragma once
#include "census/visit.h"

/// What campaigns still hold of a person whose data is erased.
namespace bina::census {

struct ErasedVisits {
    std::int64_t visits = 0;
    std::vector<std::string> photos;  ///< SHA-256 of each, noted as removed (intake/erase.h).
};
/// Overwrites names and addresses of the targets that are these businesses, and everything their visits say
/// but how they ended: figures stay what they were.
base::Result<ErasedVisits> erase_visits(storage::Tx&, RegencyCode const&,
                                        std::span<BusinessId const> businesses);

}  // namespace bina::census
