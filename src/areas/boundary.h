#pragma once
#include "access/actor.h"
#include "areas/boundary_file.h"
#include "storage/db.h"

namespace bina::areas {

namespace error {
inline constexpr base::ErrorKind no_boundaries{"areas.no_boundaries", 404};
}  // namespace error

/// Keeps the outlines of a regency in place of those it had. Errors: access::denied (areas.manage).
base::Result<void> store_boundary(storage::Tx&, access::Actor const&, base::RegencyCode const&,
                                  BoundaryFile const&);

/// Errors: access::denied (areas.manage), no_boundaries.
base::Result<void> remove_boundary(storage::Tx&, access::Actor const&, base::RegencyCode const&);

struct Boundary {
    std::string format;  ///< "geojson" or "topojson"
    std::string hash;  ///< Of the body: 32 hexadecimal digits.
    std::string body;  ///< Empty when it is the one that the caller has.
};

/// The outlines of a regency; `known` may hold the hash of those that the caller has already.
/// Errors: access::denied (registry.read), no_boundaries.
base::Result<Boundary> find_boundary(storage::Tx&, access::Actor const&, base::RegencyCode const&,
                                     std::string_view known = {});

}  // namespace bina::areas
