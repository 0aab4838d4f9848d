#pragma once
#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// How one place name is compared with another. Used by `place.cc` and its tests.
namespace bina::areas {

/// A name in the two forms in which it is compared.
struct NameKey {
    std::string letters;  ///< a-z and 0-9 without blanks, old spelling made new; at most 64.
    std::string sound;  ///< `letters` as heard: a and o alike, no h.
    std::string written;  ///< As it stands but for blanks: a slip of the pen is none of spelling.
    std::uint64_t letters_present = 0;  ///< Bit sets of the letters that occur.
    std::uint64_t written_present = 0;
};

/// `folded` is text of base::fold.
NameKey name_key(std::string_view folded);

/// True for desa, ds, kel, …, kec, kab, kota: the word says what kind of place follows.
bool is_village_word(std::string_view word);
bool is_district_word(std::string_view word);
bool is_regency_word(std::string_view word);
/// True for jl, gg, dukuh, perum, …: a name follows that is not a village's.
bool is_street_word(std::string_view word);

/// The number of letters that have to be inserted, deleted, replaced or swapped with a neighbour, for many
/// names against one pattern.
class Distance {
public:
    explicit Distance(NameKey const& pattern);
    /// The distance to `name`, in new spelling or as written, whichever is less; `limit` + 1 if both are more
    /// than `limit`.
    int to(NameKey const& name, int limit) const;

private:
    using Masks = std::array<std::uint64_t, 36>;

    NameKey const& m_pattern;
    Masks m_letters{};
    Masks m_written{};
};

/// How many misspelt letters a name of `length` letters may have and still be recognised among many.
constexpr int misspelt_letters_max(std::size_t length) {
    if (length <= 3) return 0;
    if (length <= 6) return 1;
    return length <= 11 ? 2 : 3;
}

}  // namespace bina::areas
