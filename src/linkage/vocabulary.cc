#include "linkage/vocabulary.h"

#include <algorithm>

#include "linkage/spelling.h"
#include "linkage/words.h"

namespace bina::linkage {
namespace {

/// A list of few rows says little about how common a name is: the counts start as if so many people had been
/// counted before, most of them with names met once.
constexpr std::uint32_t prior_people = 2'000;

std::size_t index_of(WordUse use) {
    return static_cast<std::size_t>(use);
}

/// Bytes that share their low bits share a letter's bit.
std::uint32_t letters_of(std::string_view text) {
    std::uint32_t letters = 0;
    for (char const letter : text) letters |= 1U << (static_cast<unsigned char>(letter) & 31U);
    return letters;
}

}  // namespace

Vocabulary::Vocabulary()
    : m_word_counts{Counts{prior_people}, Counts{prior_people}},
      m_whole_counts{Counts{prior_people}, Counts{prior_people}} {}

std::uint32_t Vocabulary::put_word(std::string_view text) {
    auto const number = m_words.put(text);
    if (m_infos.size() == 0) m_infos.push_back({});
    if (number < m_infos.size()) return number;
    m_infos.push_back({.modern = m_keys.put(spelling_key(text, Reading::modern)),
                       .old = m_keys.put(spelling_key(text, Reading::old)),
                       .letters = letters_of(text),
                       .permille = known_word(text).permille,
                       .bytes = static_cast<std::uint8_t>(text.size())});
    return number;
}

OwnerValue Vocabulary::owner_value(OwnerName const& name) {
    OwnerValue value;
    for (auto const& word : name.words) value.words[value.count++] = put_word(word);
    for (auto const& word : name.alias) {
        if (value.count == 0 || std::size_t{value.count} + value.aliases == owner_words_max) break;
        value.words[value.count + value.aliases++] = put_word(word);
    }
    if (value.count == 0) return {};
    value.father = put_word(name.father);
    value.whole = m_wholes.put(sound(value.name()));
    value.muhammad = name.muhammad ? 1 : 0;
    return value;
}

BusinessValue Vocabulary::business_value(BusinessName const& name) {
    BusinessValue value;
    for (auto const& word : name.words) value.words[value.count++] = put_word(word);
    for (auto const& word : name.kind_words) value.kind_words[value.kind_count++] = put_word(word);
    value.whole = m_wholes.put(sound(value.name()));
    value.kinds = name.kinds;
    value.names_person = name.names_person && !name.words.empty() ? 1 : 0;
    return value;
}

std::uint64_t Vocabulary::sound(std::span<std::uint32_t const> words) const {
    std::uint64_t sum = 0;
    for (auto const word : words) {
        if (m_infos[word].bytes > 1) sum += mixed(m_infos[word].modern);
    }
    return sum;
}

void Vocabulary::count(std::uint32_t owner, std::uint32_t business) {
    auto const add = [](Counts& counts, std::span<std::uint32_t const> values) {
        for (auto const value : values) counts.count(value);
        counts.count_record();
    };
    if (owner != 0) {
        auto const use = index_of(WordUse::owner);
        add(m_word_counts[use], m_owners[owner].name());
        add(m_whole_counts[use], {&m_owners[owner].whole, 1});
    }
    if (business != 0) {
        auto const use = index_of(WordUse::business);
        for (auto const word : m_businesses[business].kind_name()) m_word_counts[use].count(word);
        add(m_word_counts[use], m_businesses[business].name());
        add(m_whole_counts[use], {&m_businesses[business].whole, 1});
    }
}

Tenths Vocabulary::rarity_of(std::uint32_t word, WordUse use) const {
    std::uint32_t const before = std::max(1U, m_infos[word].permille * prior_people / 1000);
    return m_word_counts[index_of(use)].rarity_of(word, before);
}

Tenths Vocabulary::rarity_of_whole(std::uint32_t whole, WordUse use) const {
    return m_whole_counts[index_of(use)].rarity_of(whole);
}

std::size_t Vocabulary::bytes() const {
    std::size_t total = m_words.bytes() + m_keys.bytes() + m_infos.bytes() + m_owners.bytes() +
                        m_businesses.bytes() + m_wholes.bytes();
    for (auto const& counts : m_word_counts) total += counts.bytes();
    for (auto const& counts : m_whole_counts) total += counts.bytes();
    return total;
}

void Counts::count(std::uint32_t value) {
    while (m_counts.size() <= value) m_counts.push_back(0);
    if (value != 0) ++m_counts[value];
}

Tenths Counts::rarity_of(std::uint32_t value, std::uint32_t prior) const {
    std::uint64_t const held = value < m_counts.size() ? m_counts[value] : 0;
    return std::max<Tenths>(0, m_total_log - log2_tenths(held + prior));
}

}  // namespace bina::linkage
