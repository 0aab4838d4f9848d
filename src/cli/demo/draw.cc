#include "cli/demo/draw.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

namespace bina::cli::demo {
namespace {

std::uint64_t mix(std::uint64_t value) {  // SplitMix64's finaliser
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31U);
}

/// In (0, 1].
double fraction(std::uint64_t bits) {
    return (static_cast<double>(bits >> 11U) + 1.0) * 0x1p-53;
}

}  // namespace

Draw::Draw(std::uint64_t seed, Topic topic, std::uint64_t number)
    : m_state(mix(mix(seed * 0x9E3779B97F4A7C15U + static_cast<std::uint64_t>(topic) + 1) + number)) {}

std::uint64_t Draw::next() {
    return mix(m_state += 0x9E3779B97F4A7C15U);
}

std::uint32_t Draw::below(std::uint32_t limit) {
    return static_cast<std::uint32_t>(((next() >> 32U) * limit) >> 32U);
}

std::size_t Draw::weighted(std::span<int const> cumulative) {
    auto const roll = static_cast<int>(below(static_cast<std::uint32_t>(cumulative.back())));
    return static_cast<std::size_t>(std::ranges::upper_bound(cumulative, roll) - cumulative.begin());
}

std::size_t Draw::common_first(std::size_t size) {
    // The sum of 1 / (rank + 4) grows like a logarithm: turned round, a power gives the rank.
    double const n = static_cast<double>(size);
    double const rank = 4.0 * (std::pow((n + 4.0) / 4.0, fraction(next())) - 1.0);
    return std::min(static_cast<std::size_t>(rank), size - 1);
}

int Draw::normal() {
    double const radius = std::sqrt(-2.0 * std::log(fraction(next())));
    return static_cast<int>(
        std::lround(1000.0 * radius * std::cos(2.0 * std::numbers::pi * fraction(next()))));
}

std::int64_t lognormal(std::int64_t median, int sigma, int normal) {
    return std::llround(static_cast<double>(median) * std::exp(static_cast<double>(sigma) * normal * 1e-6));
}

int correlated(int normal, int own, int correlation) {
    double const share = correlation * 1e-3;
    return static_cast<int>(std::lround(share * normal + std::sqrt(1.0 - share * share) * own));
}

Shuffle::Shuffle(std::uint64_t size, std::uint64_t seed)
    : m_size(std::max<std::uint64_t>(size, 1)),
      m_step(m_size * 618 / 1000 + 1),
      m_shift(mix(seed + 1) % m_size) {
    while (std::gcd(m_step, m_size) != 1) ++m_step;
}

std::uint64_t Shuffle::operator()(std::uint64_t index) const {
    return (index % m_size * m_step + m_shift) % m_size;
}

}  // namespace bina::cli::demo
