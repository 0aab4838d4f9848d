#pragma once
#include <cstdint>
#include <string_view>

#include "linkage/intern.h"

namespace bina::linkage::batch {

/// What is known of a word, once for all records that carry it. The keys are fingerprints of content, so that
/// they do not depend on the order in which words were met.
struct WordFacts {
    std::uint32_t modern = 0;  ///< spelling keys
    std::uint32_t old = 0;
    std::uint32_t letters = 0;  ///< a bit for each letter that stands in it
    std::uint32_t bytes = 0;
};

/// How two words stand to each other, from the loosest on.
enum class Tie : std::uint8_t {
    none,
    initial,  ///< F, Fathoni
    near,  ///< two edits in short words, three in long ones, or the first letters of the other
    typo,  ///< one edit in short words, two in long ones
    spelling,  ///< Soekardi, Sukardi
    same,
};

/// All words of a table.
class Lexicon {
public:
    Lexicon() { m_facts.push_back({}); }

    std::uint32_t put(std::string_view word);
    std::string_view text(std::uint32_t word) const { return m_words[word]; }
    WordFacts const& facts(std::uint32_t word) const { return m_facts[word]; }
    std::size_t size() const { return m_facts.size(); }
    std::size_t bytes() const { return m_words.bytes() + m_facts.bytes(); }

    /// The closest tie of two words that differ.
    Tie tie(std::uint32_t a, std::uint32_t b) const;

private:
    TextPool m_words;
    Chunks<WordFacts> m_facts;
};

/// Ties that were asked for before; one for each thread.
class TieMemo {
public:
    TieMemo() : m_slots(slot_count, 0) {}
    Tie tie(Lexicon const& lexicon, std::uint32_t a, std::uint32_t b);

private:
    static constexpr std::size_t slot_count = std::size_t{1} << 14U;
    std::vector<std::uint64_t> m_slots;  ///< two words of 30 bits, tie in the low 4
};

}  // namespace bina::linkage::batch
