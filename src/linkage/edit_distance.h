#pragma once
#include <string_view>

namespace bina::linkage {

/// Longest text the kernel reads; words are cut to it.
inline constexpr std::size_t edit_distance_bytes_max = 64;

/// How many bytes must be put in, left out, replaced or swapped with their neighbour to make `b` of `a`
/// (optimal string alignment), or `limit` + 1 when that is more than `limit`. Texts longer than
/// edit_distance_bytes_max are compared in their first bytes.
int edit_distance(std::string_view a, std::string_view b, int limit);

}  // namespace bina::linkage
