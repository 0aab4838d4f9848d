#pragma once
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace bina::linkage::batch {

/// Sorts by the bits of `key(element)` from `low_bit` to below `high_bit`, least significant digits first;
/// equal keys keep their order. `spare` is scratch of any size, which keeps its memory. Digits that all share
/// are passed over.
template <class T, class Key>
void radix_sort(std::vector<T>& elements, std::vector<T>& spare, Key const& key, unsigned high_bit,
                unsigned low_bit = 0) {
    constexpr unsigned digit_bits = 11;
    constexpr std::size_t digits = std::size_t{1} << digit_bits;
    spare.resize(elements.size());
    for (unsigned shift = low_bit; shift < high_bit; shift += digit_bits) {
        std::uint64_t const mask =
            high_bit - shift < digit_bits ? (std::uint64_t{1} << (high_bit - shift)) - 1 : digits - 1;
        std::array<std::size_t, digits> place{};
        for (auto const& element : elements) ++place[std::uint64_t{key(element)} >> shift & mask];
        std::size_t sum = 0;
        bool spread = false;
        for (auto& each : place) {
            spread = spread || (each != 0 && each != elements.size());
            sum += std::exchange(each, sum);
        }
        if (!spread) continue;
        for (auto const& element : elements)
            spare[place[std::uint64_t{key(element)} >> shift & mask]++] = element;
        elements.swap(spare);
    }
}

}  // namespace bina::linkage::batch
