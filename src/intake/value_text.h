#pragma once
#include <cstdint>
#include <string>
#include <string_view>

/// What the readers of single kinds share: cells as plain ASCII, words that say nothing, numbers as written.
namespace bina::intake {

/// `text` in lower case with every blank, dash and quotation mark made the ASCII one, runs of blanks one,
/// none at the ends; other characters beyond ASCII become '?'. For marks and words that are all ASCII.
std::string plain(std::string_view text);

/// What a whole cell says without being a value.
enum class Saying : std::uint8_t {
    value,
    empty,
    placeholder,  ///< "-", "belum ada", "n/a"
    ditto,
    formula_error,
    yes,  ///< "ada", "sudah", "v"
    no,  ///< "tidak", "belum", "t": in a column of yes and no; elsewhere most of them are placeholders
};
/// `plain_text` comes from `plain`.
Saying saying_of(std::string_view plain_text);

/// ALL CAPS or all lower case as Each Word Capital; mixed case as it is. Legal forms and the like stay
/// capital when `acronyms`.
std::string shown_case(std::string_view text, bool acronyms);

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
constexpr bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
constexpr bool is_letter(char c) {
    return is_lower(lower(c));
}

/// A number as people write it.
struct Written {
    enum class Fault : std::uint8_t {
        none,
        groups,  ///< 1.50.000
        ambiguous,  ///< 1.500: both readings are possible where the column parts fractions with this mark
        large,
    };
    std::int64_t whole = 0;
    std::int32_t millionths = 0;
    Fault fault = Fault::none;
    bool grouped = false;  ///< One group mark only, three digits behind: 1.500.
    char decimal = 0;  ///< The mark that surely parts a fraction here, or 0.
};

/// Reads the number at `at`, which moves behind it: digits in groups of three with marks or blanks, a
/// fraction with the other mark. `decimal`: the mark of the column's fractions, or 0. `stored`: a number
/// cell, whose point is always decimal.
Written take_number(std::string_view text, std::size_t& at, char decimal, bool stored);

}  // namespace bina::intake
