#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "linkage/address.h"
#include "linkage/intern.h"
#include "linkage/name.h"
#include "linkage/weight.h"

namespace bina::linkage {

/// An owner's name as numbers of words.
struct OwnerValue {
    std::array<std::uint32_t, owner_words_max> words{};
    std::uint32_t whole = 0;  ///< number of the name as it sounds, in whatever order
    std::uint32_t father = 0;
    std::uint8_t count = 0;  ///< how many of `words` are the name
    std::uint8_t aliases = 0;  ///< how many behind those are other names
    std::uint8_t muhammad = 0;
    std::uint8_t reserved = 0;

    std::span<std::uint32_t const> name() const { return {words.data(), count}; }
    std::span<std::uint32_t const> alias() const { return {words.data() + count, aliases}; }
};

/// A business name as numbers of words.
struct BusinessValue {
    std::array<std::uint32_t, business_words_max> words{};
    std::array<std::uint32_t, business_words_max> kind_words{};
    std::uint32_t whole = 0;  ///< number of the words but kind words, as they sound, in whatever order
    std::uint16_t kinds = 0;
    std::uint8_t count = 0;
    std::uint8_t kind_count = 0;
    std::uint8_t names_person = 0;
    std::array<std::uint8_t, 3> reserved{};

    std::span<std::uint32_t const> name() const { return {words.data(), count}; }
    std::span<std::uint32_t const> kind_name() const { return {kind_words.data(), kind_count}; }
};

/// Where a word is counted: how common it is as a name differs from how common it is on a shop sign.
enum class WordUse : std::uint8_t { owner, business };

/// What is known of a word, once for all records that carry it.
struct WordInfo {
    std::uint32_t modern = 0;  ///< spelling keys, numbers in one pool
    std::uint32_t old = 0;
    std::uint32_t letters = 0;  ///< a bit for each letter that stands in it
    std::uint16_t permille = 0;  ///< how common it is as a name, before anything is counted
    std::uint8_t bytes = 0;
};

/// Values, each with how many records carry it.
class Counts {
public:
    /// Before anything is counted, a value is taken to be held by one record of `prior_total`.
    explicit Counts(std::uint32_t prior_total)
        : m_total(prior_total), m_total_log(log2_tenths(prior_total)) {}

    /// One record more.
    void count_record() { m_total_log = log2_tenths(++m_total); }
    /// A record carries `value`; 0 is no value.
    void count(std::uint32_t value);
    /// What agreement on the value is worth; with `prior`, as if so many more records held it.
    Tenths rarity_of(std::uint32_t value, std::uint32_t prior = 1) const;
    std::size_t bytes() const { return m_counts.bytes(); }

private:
    Chunks<std::uint32_t> m_counts;
    std::uint64_t m_total;
    Tenths m_total_log;  ///< of m_total, which every comparison asks for
};

/// The words and names of all records, each taken apart once, with how many records carry it.
class Vocabulary {
public:
    Vocabulary();

    OwnerValue owner_value(OwnerName const& name);
    BusinessValue business_value(BusinessName const& name);
    std::uint32_t put(OwnerValue const& value) { return m_owners.put(value); }
    std::uint32_t put(BusinessValue const& value) { return m_businesses.put(value); }

    OwnerValue const& owner(std::uint32_t number) const { return m_owners[number]; }
    BusinessValue const& business(std::uint32_t number) const { return m_businesses[number]; }
    std::string_view text(std::uint32_t word) const { return m_words[word]; }
    WordInfo const& info(std::uint32_t word) const { return m_infos[word]; }
    /// A word by its text, or 0.
    std::uint32_t find(std::string_view word) const { return m_words.find(word); }

    /// A record carries these names from now on.
    void count(std::uint32_t owner, std::uint32_t business);
    /// What agreement on `word` is worth.
    Tenths rarity_of(std::uint32_t word, WordUse use) const;
    /// What agreement on a whole name is worth: words that often go together are not as rare as each alone.
    Tenths rarity_of_whole(std::uint32_t whole, WordUse use) const;
    /// One number for the words as they sound, in any order; 0 when there is none but initials.
    std::uint64_t sound(std::span<std::uint32_t const> words) const;

    std::size_t bytes() const;

private:
    std::uint32_t put_word(std::string_view text);

    TextPool m_words;
    TextPool m_keys;
    Chunks<WordInfo> m_infos;
    ValuePool<OwnerValue> m_owners;
    ValuePool<BusinessValue> m_businesses;
    ValuePool<std::uint64_t> m_wholes;
    std::array<Counts, 2> m_word_counts;
    std::array<Counts, 2> m_whole_counts;
};

/// Values without inner parts: codes, keys, streets.
class CountedTexts {
public:
    explicit CountedTexts(std::uint32_t prior_total) : m_counts(prior_total) {}

    std::uint32_t put(std::string_view text) { return m_texts.put(text); }
    void count(std::uint32_t number) {
        if (number == 0) return;
        m_counts.count(number);
        m_counts.count_record();
    }
    std::string_view operator[](std::uint32_t number) const { return m_texts[number]; }
    Tenths rarity_of(std::uint32_t number) const { return m_counts.rarity_of(number); }
    std::size_t bytes() const { return m_texts.bytes() + m_counts.bytes(); }

private:
    TextPool m_texts;
    Counts m_counts;
};

/// Values of a plain type, each with how many records carry it.
template <class T>
class CountedValues {
public:
    explicit CountedValues(std::uint32_t prior_total) : m_counts(prior_total) {}

    std::uint32_t put(T const& value) { return m_values.put(value); }
    void count(std::uint32_t number) {
        if (number == 0) return;
        m_counts.count(number);
        m_counts.count_record();
    }
    T const& operator[](std::uint32_t number) const { return m_values[number]; }
    Tenths rarity_of(std::uint32_t number) const { return m_counts.rarity_of(number); }
    std::size_t bytes() const { return m_values.bytes() + m_counts.bytes(); }

private:
    ValuePool<T> m_values;
    Counts m_counts;
};

}  // namespace bina::linkage
