#pragma once
#include <string_view>

#include "base/types.h"

/// The time of day in each province. Law: Keppres 41/1987, Art. 1; provinces formed since then keep the zone
/// of the one that they were part of.
namespace bina::base {

enum class Zone : std::uint8_t { wib, wita, wit };

/// The zone of an area by the province that its code begins with; WIB, the capital's, for no province.
Zone zone_of(std::string_view area);
/// What the law calls it: "WIB".
std::string_view name_of(Zone);
/// Ahead of UTC: 420, 480 or 540.
int offset_minutes(Zone);

/// The day that it is in the area at that instant.
Day day_in(std::string_view area, Instant);

}  // namespace bina::base
