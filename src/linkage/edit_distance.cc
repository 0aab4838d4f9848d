#include "linkage/edit_distance.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace bina::linkage {
namespace {

/// For each byte, at which places of a text it stands. Filled and emptied by hand: 2 kB are not cleared for
/// six letters.
struct Places {
    std::array<std::uint64_t, 256> of{};
};

std::uint64_t& place(Places& places, char byte) {
    return places.of[static_cast<unsigned char>(byte)];
}

/// Hyyrö's bit-parallel optimal string alignment; `a` is not empty. One column of the matrix a letter of `b`.
int distance(Places& places, std::string_view a, std::string_view b) {
    std::uint64_t const top = std::uint64_t{1} << (a.size() - 1);
    std::uint64_t plus = ~std::uint64_t{0};
    std::uint64_t minus = 0;
    std::uint64_t diagonal = 0;
    std::uint64_t before = 0;
    int found = static_cast<int>(a.size());
    for (char const letter : b) {
        std::uint64_t const here = place(places, letter);
        std::uint64_t const swapped = ((~diagonal & here) << 1U) & before;
        diagonal = (((here & plus) + plus) ^ plus) | here | minus | swapped;
        std::uint64_t const up = minus | ~(diagonal | plus);
        std::uint64_t const down = diagonal & plus;
        if ((up & top) != 0) ++found;
        if ((down & top) != 0) --found;
        std::uint64_t const shifted = up << 1U | 1U;
        plus = down << 1U | ~(diagonal | shifted);
        minus = shifted & diagonal;
        before = here;
    }
    return found;
}

}  // namespace

int edit_distance(std::string_view a, std::string_view b, int limit) {
    a = a.substr(0, edit_distance_bytes_max);
    b = b.substr(0, edit_distance_bytes_max);
    if (a == b) return 0;
    auto const gap = static_cast<int>(std::max(a.size(), b.size()) - std::min(a.size(), b.size()));
    if (gap > limit) return limit + 1;
    if (a.empty() || b.empty()) return gap;
    thread_local Places places;
    for (std::size_t i = 0; i < a.size(); ++i) place(places, a[i]) |= std::uint64_t{1} << i;
    int const found = distance(places, a, b);
    for (char const letter : a) place(places, letter) = 0;
    return std::min(found, limit + 1);
}

}  // namespace bina::linkage
