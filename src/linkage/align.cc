#include "linkage/align.h"

#include <algorithm>
#include <bit>
#include <string>
#include <utility>

#include "linkage/edit_distance.h"

namespace bina::linkage {
namespace {

constexpr int short_word = 4;  // bytes; below, one edit makes another name
constexpr int long_word = 8;  // from here on, two edits are forgiven
constexpr std::size_t joined_bytes_min = 5;

bool same_spelling(WordInfo const& a, WordInfo const& b) {
    return a.modern == b.modern || a.old == b.old;
}

int edits_forgiven(int bytes) {
    return bytes < short_word ? 0 : bytes < long_word ? 1 : 2;
}

bool is_typo(Vocabulary const& vocabulary, std::uint32_t left, std::uint32_t right) {
    WordInfo const& a = vocabulary.info(left);
    WordInfo const& b = vocabulary.info(right);
    int const limit = edits_forgiven(std::min(a.bytes, b.bytes));
    // One edit brings in one letter and takes away another, at most.
    if (limit == 0 || std::popcount(a.letters ^ b.letters) > 2 * limit) return false;
    return edit_distance(vocabulary.text(left), vocabulary.text(right), limit) <= limit;
}

/// The words of one name that have no partner yet.
struct Open {
    std::span<std::uint32_t const> words;
    std::array<bool, owner_words_max> taken{};

    std::size_t left() const {
        return words.size() - static_cast<std::size_t>(std::ranges::count(taken, true));
    }
};

void match(Alignment& found, Open& left, std::size_t i, Open& right, std::size_t j, WordTie tie) {
    found.matches[found.count++] = {tie, left.words[i], right.words[j]};
    left.taken[i] = true;
    right.taken[j] = true;
}

template <class IsTie>
void match_all(Alignment& found, Open& left, Open& right, WordTie tie, IsTie const& is_tie) {
    for (std::size_t i = 0; i < left.words.size(); ++i) {
        for (std::size_t j = 0; j < right.words.size() && !left.taken[i]; ++j) {
            if (!right.taken[j] && is_tie(left.words[i], right.words[j]))
                match(found, left, i, right, j, tie);
        }
    }
}

/// Two open neighbours of `split` that are one open word of `whole`.
void match_joined(Vocabulary const& vocabulary, Alignment& found, Open& split, Open& whole) {
    for (std::size_t i = 0; i + 1 < split.words.size(); ++i) {
        if (split.taken[i] || split.taken[i + 1]) continue;
        std::string joined{vocabulary.text(split.words[i])};
        joined += vocabulary.text(split.words[i + 1]);
        if (joined.size() < joined_bytes_min) continue;
        for (std::size_t j = 0; j < whole.words.size() && !split.taken[i]; ++j) {
            if (whole.taken[j] || edit_distance(joined, vocabulary.text(whole.words[j]), 1) > 1) continue;
            match(found, split, i, whole, j, WordTie::joined);
            split.taken[i + 1] = true;
            found.matches[found.count - 1U].left = whole.words[j];
        }
    }
}

bool is_initial_of(Vocabulary const& vocabulary, std::uint32_t initial, std::uint32_t word) {
    auto const letter = vocabulary.text(initial);
    return letter.size() == 1 && vocabulary.text(word).size() > 1 &&
           vocabulary.text(word).starts_with(letter);
}

void match_loosely(Vocabulary const& vocabulary, Alignment& found, Open& left, Open& right) {
    match_all(found, left, right, WordTie::spelling, [&](std::uint32_t a, std::uint32_t b) {
        return same_spelling(vocabulary.info(a), vocabulary.info(b));
    });
    if (left.left() == 0 || right.left() == 0) return;
    match_joined(vocabulary, found, left, right);
    match_joined(vocabulary, found, right, left);
    match_all(found, left, right, WordTie::typo,
              [&](std::uint32_t a, std::uint32_t b) { return is_typo(vocabulary, a, b); });
    match_all(found, left, right, WordTie::initial, [&](std::uint32_t a, std::uint32_t b) {
        return is_initial_of(vocabulary, a, b) || is_initial_of(vocabulary, b, a);
    });
}

/// By the alphabet, so that two names meet alike whichever comes left.
bool stands_first(Vocabulary const& vocabulary, std::span<std::uint32_t const> left,
                  std::span<std::uint32_t const> right) {
    return std::ranges::lexicographical_compare(left, right, [&](std::uint32_t a, std::uint32_t b) {
        return a != b && vocabulary.text(a) < vocabulary.text(b);
    });
}

}  // namespace

bool Alignment::any_but_initials() const {
    return std::ranges::any_of(list(), [](WordMatch const& match) { return match.tie != WordTie::initial; });
}

Alignment align(Vocabulary const& vocabulary, std::span<std::uint32_t const> left,
                std::span<std::uint32_t const> right) {
    Alignment found;
    Open a{left, {}};
    Open b{right, {}};
    match_all(found, a, b, WordTie::same, [](std::uint32_t x, std::uint32_t y) { return x == y; });
    if (a.left() != 0 && b.left() != 0) {
        if (stands_first(vocabulary, left, right)) {
            match_loosely(vocabulary, found, a, b);
        } else {
            match_loosely(vocabulary, found, b, a);
            for (auto& match : found.matches) {
                if (match.tie != WordTie::same) std::swap(match.left, match.right);
            }
        }
    }
    found.left_over = static_cast<std::uint8_t>(a.left());
    found.right_over = static_cast<std::uint8_t>(b.left());
    return found;
}

bool sound_alike(Vocabulary const& vocabulary, std::uint32_t left, std::uint32_t right) {
    return left == right || same_spelling(vocabulary.info(left), vocabulary.info(right)) ||
           is_typo(vocabulary, left, right);
}

}  // namespace bina::linkage
