#include "base/zone.h"

#include <algorithm>
#include <array>

namespace bina::base {
namespace {

struct Named {
    std::string_view province;
    Zone zone;
};

// Keppres 41/1987 Art. 1(2) WITA and (3) WIT, by Kemendagri code; every other province has WIB under (1).
// North Kalimantan (UU 20/2012) was part of East Kalimantan, West Sulawesi (UU 26/2004) of South Sulawesi,
// the Papuan provinces (UU 14 to 16/2022 and 29/2022) of Irian Jaya, which were in WITA and WIT.
constexpr std::array not_wib{
    Named{"51", Zone::wita},  // Bali
    Named{"52", Zone::wita},  // Nusa Tenggara Barat
    Named{"53", Zone::wita},  // Nusa Tenggara Timur
    Named{"63", Zone::wita},  // Kalimantan Selatan
    Named{"64", Zone::wita},  // Kalimantan Timur
    Named{"65", Zone::wita},  // Kalimantan Utara
    Named{"71", Zone::wita},  // Sulawesi Utara
    Named{"72", Zone::wita},  // Sulawesi Tengah
    Named{"73", Zone::wita},  // Sulawesi Selatan
    Named{"74", Zone::wita},  // Sulawesi Tenggara
    Named{"75", Zone::wita},  // Gorontalo
    Named{"76", Zone::wita},  // Sulawesi Barat
    Named{"81", Zone::wit},  // Maluku
    Named{"82", Zone::wit},  // Maluku Utara
    Named{"91", Zone::wit},  // Papua
    Named{"92", Zone::wit},  // Papua Barat
    Named{"93", Zone::wit},  // Papua Selatan
    Named{"94", Zone::wit},  // Papua Tengah
    Named{"95", Zone::wit},  // Papua Pegunungan
    Named{"96", Zone::wit},  // Papua Barat Daya
};

}  // namespace

Zone zone_of(std::string_view area) {
    auto const found = std::ranges::find(not_wib, area.substr(0, 2), &Named::province);
    return found == not_wib.end() ? Zone::wib : found->zone;
}

std::string_view name_of(Zone zone) {
    constexpr std::array<std::string_view, 3> names{"WIB", "WITA", "WIT"};
    return names[static_cast<std::size_t>(zone)];
}

int offset_minutes(Zone zone) {
    return 420 + 60 * static_cast<int>(zone);
}

Day day_in(std::string_view area, Instant instant) {
    return Day::of(instant, offset_minutes(zone_of(area)));
}

}  // namespace bina::base
