#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bina::linkage {

/// More words than a name has; what stands behind is cut, and counted.
inline constexpr std::size_t owner_words_max = 6;
inline constexpr std::size_t business_words_max = 4;
/// Longer words are cut.
inline constexpr std::size_t word_bytes_max = 40;

/// An owner's name taken apart. All words are folded; `words` carry one spelling for the names that have many
/// (Muhammad, Ahmad, Siti, Nur, Abdul).
struct OwnerName {
    std::vector<std::string> words;  ///< what is compared, in the order written
    std::vector<std::string> titles;  ///< honorifics, titles and degrees that were taken off
    std::vector<std::string> alias;  ///< another name of the same person: "als Een", "(Een)"
    std::string father;  ///< behind bin or binti
    bool muhammad = false;  ///< carried beside another name: so common that it says almost nothing
    std::uint16_t words_cut = 0;

    bool empty() const { return words.empty(); }
};

/// Reads "H. Moch. Slamet bin Kasim, S.Pd (Een)". A name of titles only keeps them as its words.
OwnerName parse_owner(std::string_view raw);

/// A business name taken apart, all words folded.
struct BusinessName {
    std::vector<std::string> words;  ///< what tells it from others of its kind
    std::vector<std::string> kind_words;  ///< toko, warung, bakso: what it is
    std::vector<std::string> legal;  ///< ud, cv, pt
    std::uint16_t kinds = 0;  ///< groups of kind::
    bool names_person = false;  ///< an honorific stands before `words`: "Warung Bu Siti"
    std::uint16_t words_cut = 0;

    /// "Warung Makan" tells it from nothing.
    bool generic() const { return words.empty(); }
    bool empty() const { return words.empty() && kind_words.empty(); }
};

BusinessName parse_business(std::string_view raw);

}  // namespace bina::linkage
