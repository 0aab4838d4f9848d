#pragma once
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

/// How a cell's characters become the digits of a number. Used by the readers of this module only.
namespace bina::registry::scan {

/// Fewer digits are a piece of a number, not a number.
inline constexpr std::size_t shortest_part = 5;

/// Digits and what stood between them.
struct Scan {
    static constexpr std::size_t max_digits = 40;

    std::string digits;
    bool repaired = false;  ///< A letter O was read as 0, or l or I as 1.
    bool strange = false;  ///< Something that is neither digit, separator nor the number's own name.
    bool hidden = false;  ///< x, * or ? among the digits.
    bool several =
        false;  ///< Two or more runs of `run` digits with a slash, comma, semicolon or line break between.
};

/// Reads the digits of `text`; names such as NIK, No. and NPWP are passed over. `run` is the length of one
/// number.
Scan digits_of(std::string_view text, std::size_t run);

/// A number as a spreadsheet shows or stores it: 3.31609E+15, 3316095203870001.0.
struct Stored {
    std::string digits;  ///< Of the whole part.
    std::size_t known = 0;  ///< How many of them were written; the rest are zeros by the exponent.
};
/// Nothing unless there is an exponent or a fraction of zeros.
std::optional<Stored> stored_number(std::string_view text);

/// One digit repeated, or digits counted up from 0 or 1 or down from 9.
bool is_dummy(std::string_view digits);

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
inline std::size_t count_digits(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, is_digit));
}
constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
constexpr bool is_letter(char c) {
    return lower(c) >= 'a' && lower(c) <= 'z';
}
/// Two digits at `at` as a number.
constexpr int two(std::string_view digits, std::size_t at) {
    return (digits[at] - '0') * 10 + (digits[at + 1] - '0');
}

}  // namespace bina::registry::scan
