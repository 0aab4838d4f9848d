#pragma once
#include <cstdint>

namespace bina::linkage {

/// Evidence, in tenths of a bit: 10 doubles the odds that two records are the same, -10 halves them. Whole
/// numbers, so that every machine decides alike.
using Tenths = std::int32_t;

/// 10 * log2(value), rounded; 0 for 0. Exact to a tenth for every 64-bit value.
Tenths log2_tenths(std::uint64_t value);

/// What agreement on a value held by `count` of `total` records is worth: 10 * log2(total / count).
inline Tenths rarity(std::uint64_t count, std::uint64_t total) {
    return log2_tenths(total) - log2_tenths(count);
}

}  // namespace bina::linkage
