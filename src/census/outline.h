#pragma once
#include "census/campaign.h"

/// Whether somebody stood in the village that he says.
namespace bina::census {

/// Where somebody stood, in millionths of a degree.
struct Spot {
    std::int64_t latitude = 0;
    std::int64_t longitude = 0;
    std::int64_t accuracy_m = 0;
};
/// Of "@gps"; nothing for no place.
std::optional<Spot> spot_of(std::string_view gps);

/// Rings by village code from the GeoJSON that `areas` keeps; of TopoJSON none.
std::map<std::string, std::string> rings_of(std::string_view geojson);
/// True if the spot lies in the rings, or so near that its accuracy leaves it open.
bool may_lie_in(std::string_view rings, Spot const&);

/// Keeps the outlines of these villages for the campaign, as far as the regency has any.
base::Result<void> keep_outlines(storage::Tx&, RegencyCode const&, CampaignId const&,
                                 std::vector<std::string> const& villages);
/// True if the village has an outline and the spot lies outside of it.
base::Result<bool> lies_outside(storage::Tx&, RegencyCode const&, CampaignId const&, std::string_view village,
                                Spot const&);

}  // namespace bina::census
