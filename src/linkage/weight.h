#pragma once
#include <cstdint>

namespace bina::linkage {

/// Evidence, in tenths of a bit: 10 doubles the odds that two records are the same, -10 halves them. Whole
/// numbers, so that every machine decides alike.
using Tenths = std::int32_t;

/// 10 * log2(value), rounded; 0 for 0. Exact to a tenth for every 64-bit value.
Tenths log2_tenths(std::uint64_t value);

}  // namespace bina::linkage
