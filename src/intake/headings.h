#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "intake/mapping.h"

namespace bina::intake {

/// A heading as lists have it, and what it means.
struct KnownHeading {
    std::vector<std::string_view> words;  ///< As heading_words gives them, in any order.
    std::string joined;  ///< The words in their order, without blanks.
    std::optional<Target> target;  ///< None: known, and nothing the registry keeps.
    int confidence = 0;  ///< 0 to 100 when the heading is exactly this.
};

/// The table of known headings.
std::span<KnownHeading const> known_headings();

/// What a heading can mean, the likeliest first, each target once; empty if nothing is near.
struct HeadingMatch {
    std::optional<Target> target;
    int confidence = 0;
    std::size_t words = 0;  ///< Of the known heading: the more, the more it says.
};
std::vector<HeadingMatch> match_heading(std::string_view heading);

/// The folded words of a heading, abbreviations written out: "JML TK (org)" is jumlah, tk, orang.
std::vector<std::string> heading_words(std::string_view heading);

/// True if two words are the same but for a slip of the keyboard: one letter of five or more, two of nine or
/// more.
bool nearly_same(std::string_view a, std::string_view b);

}  // namespace bina::intake
