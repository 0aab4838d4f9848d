#pragma once
#include <cstdint>

/// Spans of time; moments are kept in milliseconds since 1970, UTC.
namespace bina::base {

inline constexpr std::int64_t us_per_ms = 1000;
inline constexpr std::int64_t us_per_s = 1'000'000;

inline constexpr std::int64_t second_ms = 1000;
inline constexpr std::int64_t minute_ms = 60 * second_ms;
inline constexpr std::int64_t hour_ms = 60 * minute_ms;
inline constexpr std::int64_t day_ms = 24 * hour_ms;

}  // namespace bina::base
