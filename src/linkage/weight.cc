#include "linkage/weight.h"

#include <array>
#include <bit>

namespace bina::linkage {
namespace {

constexpr int mantissa_bits = 8;

/// 10 * log2(1 + (2i + 1) / 512) in thousandths of a tenth: the fraction of the logarithm, by repeated
/// squaring.
consteval std::array<std::uint16_t, 1U << mantissa_bits> fractions() {
    std::array<std::uint16_t, 1U << mantissa_bits> table{};
    for (std::uint64_t i = 0; i < table.size(); ++i) {
        std::uint64_t x =
            (std::uint64_t{1} << 31U) + ((2 * i + 1) << (31U - mantissa_bits - 1));  // 1..2, Q31
        std::uint64_t bits = 0;
        for (int k = 0; k < 16; ++k) {
            x = x * x >> 31U;
            bits <<= 1U;
            if (x >= std::uint64_t{1} << 32U) {
                x >>= 1U;
                bits |= 1U;
            }
        }
        table[i] = static_cast<std::uint16_t>(bits * 10'000 >> 16U);
    }
    return table;
}

constexpr auto fraction_table = fractions();

}  // namespace

Tenths log2_tenths(std::uint64_t value) {
    if (value <= 1) return 0;
    int const top = static_cast<int>(std::bit_width(value)) - 1;
    std::uint64_t const aligned =
        top >= mantissa_bits ? value >> (top - mantissa_bits) : value << (mantissa_bits - top);
    std::uint64_t const mantissa = aligned & ((1U << mantissa_bits) - 1);
    // A power of two has no fraction, though the middle of its cell has.
    int const fraction = (value & (value - 1)) == 0 ? 0 : fraction_table[mantissa];
    return top * 10 + (fraction + 500) / 1000;
}

}  // namespace bina::linkage
