#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "base/types.h"

namespace bina::cli::demo {

/// When each business of the demonstration is first known and when it is gone, so that the count on any day
/// is known beforehand: `businesses` on 31 December 2023, 2.92 % less a year before (Blora: 13,652 and
/// 13,265).
class Schedule {
public:
    Schedule(std::int64_t businesses, base::Day today);

    /// How many businesses are known by `today`; they are numbered in the order of their first day.
    std::uint64_t size() const { return m_size; }
    base::Day born(std::uint64_t number) const;
    /// The day from which it no longer counts, if that is not after `today`.
    std::optional<base::Day> gone(std::uint64_t number) const;
    /// How many count at the end of `day`.
    std::int64_t counted(base::Day day) const;

private:
    struct Month {
        base::Day first;
        int days;
        std::int64_t before;  ///< Sum of the months before this one.
        std::int64_t count;
    };
    static base::Day day_of(std::vector<Month> const& months, std::int64_t rank);
    static std::int64_t until(std::vector<Month> const& months, base::Day day);
    void add_month(std::int64_t births, std::int64_t closures, int year, int month);

    base::Day m_today;
    std::vector<Month> m_births;
    std::vector<Month> m_closures;
    std::int64_t m_stock = 0;  ///< Businesses known before 2021: the ones that may close.
    std::uint64_t m_size = 0;
};

/// The last day on which the demonstration's size is fixed.
base::Day counted_on();

}  // namespace bina::cli::demo
