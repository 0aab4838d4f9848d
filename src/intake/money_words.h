#pragma once
#include <cstdint>
#include <string_view>

/// The words of amounts: "sekitar 2 juta per bulan". Used by the reader of money only.
namespace bina::intake::money_words {

inline constexpr std::int64_t thousand = 1'000;
inline constexpr std::int64_t million = 1'000'000;
inline constexpr std::int64_t billion = 1'000'000'000;
inline constexpr std::int64_t trillion = 1'000'000'000'000;

/// The period that one cell states.
enum class Stated : std::uint8_t { nothing, day, week, month, year };

enum class Role : std::uint8_t {
    number,  ///< Digits.
    small,  ///< satu … sembilan, sepuluh, sebelas; `value`.
    half,  ///< setengah
    multiply,  ///< puluh, ratus: times `value` the number before.
    teen,  ///< belas
    unit,  ///< rb, jt, M: `value`.
    about,
    bound,  ///< kurang dari, <
    to,  ///< s/d, sampai, and a dash
    per,
    period,
    filler,  ///< Rp, IDR, rupiah
    minus,
    open,
    close,
    unknown,
};

struct Word {
    std::string_view text;
    Role role;
    /// Of a number, unit or period (a Stated). A unit that is negative has its one in it: "sejuta"; one that
    /// ends in 1 says "some": "jutaan".
    std::int64_t value = 0;
};

/// The word, phrase or mark `text`, or null.
Word const* find_word(std::string_view text);

}  // namespace bina::intake::money_words
