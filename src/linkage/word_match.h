#pragma once
#include "linkage/table.h"

namespace bina::linkage::batch {

/// How two texts stand to each other.
enum class TextLevel : std::uint8_t {
    unknown,
    same,  ///< the same words, in any order
    alike,  ///< the same as they sound
    typo,
    near,
    shorter,  ///< all words of one are in the other, or begin there
    mostly,  ///< both have words of their own, and share the most of what they say
    partly,
    differs,
};

struct TextMatch {
    TextLevel level = TextLevel::unknown;
    std::int32_t rarity = 0;  ///< of the words they share, in hundredths of a bit
};

/// Each word takes the closest partner, words from the front first.
TextMatch match_words(Column const& column, TextCell const& a, TextCell const& b, TieMemo& memo);

}  // namespace bina::linkage::batch
