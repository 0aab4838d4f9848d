#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "areas/area.h"

namespace bina::areas {

/// In order of precedence.
namespace error {
inline constexpr base::ErrorKind boundary_too_large{"areas.boundary_too_large", 413};
/// Neither a GeoJSON FeatureCollection nor a TopoJSON Topology.
inline constexpr base::ErrorKind not_boundaries{"areas.not_boundaries", 422};
/// Coordinates are not longitude and latitude in degrees (WGS 84), as a projected map's are not.
inline constexpr base::ErrorKind not_degrees{"areas.not_degrees", 422};
/// No property holds the Kemendagri codes of this regency's districts or villages.
inline constexpr base::ErrorKind no_codes{"areas.no_codes", 422};
}  // namespace error

inline constexpr std::size_t boundary_bytes_max = 50 * 1024 * 1024;
inline constexpr std::size_t unmatched_listed_max = 100;

/// The outlines of a regency's districts or villages, as found in a file.
struct BoundaryFile {
    std::string format;  ///< "geojson" or "topojson"
    /// The same outlines, each with the one property `code` (6 or 10 digits, no dots). Layers of a TopoJSON
    /// that hold codes are kept, each under its name; what has no code of this regency is left out.
    std::string body;
    std::vector<std::string> matched;  ///< Codes with an outline, each once.
    std::vector<std::string> unmatched;  ///< What outlines that belong to no area call themselves.
    std::size_t unmatched_count = 0;  ///< All of them; `unmatched` lists so many at most.
    std::size_t outside = 0;  ///< Outlines of areas outside this regency.
    std::vector<std::string> missing;  ///< Codes of the same levels without an outline.
};

/// Finds out which property holds the codes, with dots or without, for each layer by itself: the one that
/// knows most of the regency's districts or villages.
base::Result<BoundaryFile> read_boundary_file(Directory const& directory, base::RegencyCode const& regency,
                                              std::string_view bytes);

}  // namespace bina::areas
