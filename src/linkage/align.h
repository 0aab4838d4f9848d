#pragma once
#include <array>
#include <cstdint>
#include <span>

#include "linkage/vocabulary.h"

namespace bina::linkage {

/// How two words of two names stand to each other, the closest first.
enum class WordTie : std::uint8_t {
    same,
    spelling,  ///< Soekardi, Sukardi
    joined,  ///< Nur Hayati, Nurhayati
    typo,  ///< Slamet, Slmaet: one edit in short words, two in long ones
    initial,  ///< Aus Fathoni, Aus F.
};

struct WordMatch {
    WordTie tie = WordTie::same;
    std::uint32_t left = 0;  ///< for `joined`, both are the word that is written as one
    std::uint32_t right = 0;
};

/// Which words of two names belong together, in whatever order they stand.
struct Alignment {
    std::array<WordMatch, owner_words_max> matches{};
    std::uint8_t count = 0;
    std::uint8_t left_over = 0;  ///< words of the left name without partner
    std::uint8_t right_over = 0;

    std::span<WordMatch const> list() const { return {matches.data(), count}; }
    bool any_but_initials() const;
};

/// Each word takes the closest partner, words from the front first. Turned round, the same words meet.
Alignment align(Vocabulary const& vocabulary, std::span<std::uint32_t const> left,
                std::span<std::uint32_t const> right);

/// True if the words are one for whoever hears or mistypes them: same, spelling or typo.
bool sound_alike(Vocabulary const& vocabulary, std::uint32_t left, std::uint32_t right);

}  // namespace bina::linkage
