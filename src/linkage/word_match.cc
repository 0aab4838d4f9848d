#include "linkage/word_match.h"

#include <algorithm>
#include <bit>
#include <string>

#include "linkage/edit_distance.h"

namespace bina::linkage::batch {
namespace {

constexpr std::uint32_t joined_bytes_min = 5;
constexpr std::int32_t rarity_bound = 4'000;

/// What of two texts has found a partner so far; a bit for each word.
struct Matching {
    Column const& column;
    TextCell const& a;
    TextCell const& b;
    unsigned open_a = 0;
    unsigned open_b = 0;
    unsigned matched = 0;
    unsigned initials = 0;
    Tie worst = Tie::same;
    std::int32_t rarity = 0;

    void pair(std::size_t i, std::size_t j, Tie tie) {
        open_a &= ~(1U << i);
        open_b &= ~(1U << j);
        if (tie == Tie::initial) {
            ++initials;
            return;
        }
        ++matched;
        worst = std::min(worst, tie);
        // The commoner of two spellings is what both mean.
        rarity += std::min(column.word_rarity[a.words[i]], column.word_rarity[b.words[j]]);
    }
};

void match_same(Matching& m) {
    for (std::size_t i = 0; i < m.a.count; ++i) {
        for (std::size_t j = 0; j < m.b.count; ++j) {
            if (m.a.words[i] != m.b.words[j] || (m.open_b >> j & 1U) == 0) continue;
            m.pair(i, j, Tie::same);
            break;
        }
    }
}

/// Two open neighbours of one text that are one open word of the other.
void match_joined(Matching& m, TextCell const& split, unsigned& open_split, TextCell const& whole,
                  unsigned& open_whole) {
    auto const& words = m.column.words;
    for (std::size_t i = 0; i + 1 < split.count; ++i) {
        if ((open_split >> i & 3U) != 3U) continue;
        auto const& first = words.facts(split.words[i]);
        auto const& second = words.facts(split.words[i + 1]);
        if (first.bytes + second.bytes < joined_bytes_min) continue;
        for (std::size_t j = 0; j < whole.count; ++j) {
            auto const& one = words.facts(whole.words[j]);
            if ((open_whole >> j & 1U) == 0 || one.bytes + 1 < first.bytes + second.bytes ||
                one.bytes > first.bytes + second.bytes + 1)
                continue;
            if (std::popcount((first.letters | second.letters) ^ one.letters) > 2) continue;
            std::string both(words.text(split.words[i]));
            both += words.text(split.words[i + 1]);
            if (edit_distance(both, words.text(whole.words[j]), 1) > 1) continue;
            open_split &= ~(3U << i);
            open_whole &= ~(1U << j);
            ++m.matched;
            m.worst = std::min(m.worst, Tie::spelling);
            auto const rarity = [&](std::uint32_t word) { return std::int32_t{m.column.word_rarity[word]}; };
            m.rarity += std::min(rarity(whole.words[j]), rarity(split.words[i]) + rarity(split.words[i + 1]));
            break;
        }
    }
}

void match_loosely(Matching& m, TieMemo& memo) {
    if (m.a.count != m.b.count) {
        if (std::popcount(m.open_a) > 1) match_joined(m, m.a, m.open_a, m.b, m.open_b);
        if (std::popcount(m.open_b) > 1) match_joined(m, m.b, m.open_b, m.a, m.open_a);
    }
    for (std::size_t i = 0; i < m.a.count; ++i) {
        if ((m.open_a >> i & 1U) == 0) continue;
        Tie best = Tie::none;
        std::size_t partner = 0;
        for (std::size_t j = 0; j < m.b.count; ++j) {
            if ((m.open_b >> j & 1U) == 0) continue;
            auto const tie = memo.tie(m.column.words, m.a.words[i], m.b.words[j]);
            if (tie <= best) continue;
            best = tie;
            partner = j;
        }
        if (best != Tie::none) m.pair(i, partner, best);
    }
}

std::int32_t said_by(Column const& column, TextCell const& cell) {
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < cell.count; ++i) sum += column.word_rarity[cell.words[i]];
    return sum;
}

TextLevel level_of(Matching const& m) {
    if (m.matched == 0) return TextLevel::differs;
    bool const both_over = m.open_a != 0 && m.open_b != 0;
    if (both_over) {
        auto const most = std::min(said_by(m.column, m.a), said_by(m.column, m.b));
        return m.rarity * 2 >= most ? TextLevel::mostly : TextLevel::partly;
    }
    if (m.open_a != 0 || m.open_b != 0 || m.initials != 0) return TextLevel::shorter;
    switch (m.worst) {
        case Tie::same:
            return TextLevel::same;
        case Tie::spelling:
            return TextLevel::alike;
        case Tie::typo:
            return TextLevel::typo;
        default:
            return TextLevel::near;
    }
}

}  // namespace

TextMatch match_words(Column const& column, TextCell const& a, TextCell const& b, TieMemo& memo) {
    if (a.count == 0 || b.count == 0) return {};
    Matching matching{
        .column = column, .a = a, .b = b, .open_a = (1U << a.count) - 1, .open_b = (1U << b.count) - 1};
    match_same(matching);
    if (matching.open_a != 0 && matching.open_b != 0) match_loosely(matching, memo);
    return {level_of(matching), std::min(matching.rarity, rarity_bound)};
}

}  // namespace bina::linkage::batch
