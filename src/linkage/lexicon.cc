#include "linkage/lexicon.h"

#include <algorithm>
#include <bit>
#include <string>
#include <utility>

#include "linkage/edit_distance.h"
#include "linkage/spelling.h"

namespace bina::linkage::batch {
namespace {

constexpr std::uint32_t short_word = 4;  // bytes; below, one edit makes another word
constexpr std::uint32_t long_word = 8;
constexpr std::uint32_t beginning_min = 3;

std::uint32_t word_print(std::string_view text) {
    return static_cast<std::uint32_t>(hashed(text) >> 32U);
}

std::uint32_t letter_bits(std::string_view text) {
    std::uint32_t letters = 0;
    for (char const letter : text) letters |= 1U << (static_cast<unsigned char>(letter) & 31U);
    return letters;
}

bool all_digits(std::string_view text) {
    return text.find_first_not_of("0123456789") == text.npos;
}

int edits_of_typo(std::uint32_t bytes) {
    return bytes < short_word ? 0 : bytes < long_word ? 1 : 2;
}

int edits_of_near(std::uint32_t bytes) {
    return bytes < short_word ? 1 : bytes < long_word ? 2 : 3;
}

}  // namespace

std::uint32_t Lexicon::put(std::string_view word) {
    auto const number = m_words.put(word);
    if (number < m_facts.size()) return number;
    m_facts.push_back({.modern = word_print(spelling_key(word, Reading::modern)),
                       .old = word_print(spelling_key(word, Reading::old)),
                       .letters = letter_bits(word),
                       .bytes = static_cast<std::uint32_t>(word.size())});
    return number;
}

Tie Lexicon::tie(std::uint32_t a, std::uint32_t b) const {
    if (a == b) return Tie::same;
    auto const& left = m_facts[a];
    auto const& right = m_facts[b];
    if (left.modern == right.modern || left.old == right.old) return Tie::spelling;
    auto const shorter = std::min(left.bytes, right.bytes);
    if (shorter == 1) {
        bool const initial =
            left.bytes != right.bytes && m_words[a].front() == m_words[b].front() && !all_digits(m_words[a]);
        return initial ? Tie::initial : Tie::none;
    }
    int const near = edits_of_near(shorter);
    bool const part = shorter >= beginning_min &&
                      (m_words[a].starts_with(m_words[b]) || m_words[b].starts_with(m_words[a]));
    // One edit brings in one letter and takes away another, at most.
    if (std::popcount(left.letters ^ right.letters) > 2 * near) return part ? Tie::near : Tie::none;
    int const edits = edit_distance(m_words[a], m_words[b], near);
    if (edits <= edits_of_typo(shorter)) return Tie::typo;
    // Numbers that differ much are other numbers.
    bool const number = all_digits(m_words[a]) || all_digits(m_words[b]);
    if (number) return Tie::none;
    return edits <= near || part ? Tie::near : Tie::none;
}

Tie TieMemo::tie(Lexicon const& lexicon, std::uint32_t a, std::uint32_t b) {
    if (a > b) std::swap(a, b);
    std::uint64_t const key = std::uint64_t{a} << 34U | std::uint64_t{b} << 4U;
    auto& slot = m_slots[mixed(key) >> 50U];
    if ((slot & ~std::uint64_t{15}) == key) return static_cast<Tie>(slot & 15U);
    auto const tie = lexicon.tie(a, b);
    slot = key | static_cast<std::uint64_t>(tie);
    return tie;
}

}  // namespace bina::linkage::batch
