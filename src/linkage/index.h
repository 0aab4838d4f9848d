#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "linkage/postings.h"
#include "linkage/record.h"
#include "linkage/vocabulary.h"

/// Who is who: tells whether a record speaks of a business or person that is known already, and why.
namespace bina::linkage {

using RowNumber = std::uint32_t;

/// By what two records can be found to be worth comparing.
enum class KeyRule : std::uint8_t {
    birth_and_district,  ///< NIK but for its serial and sex
    nib,
    phone,
    owner_word_in_village,  ///< any of the first words of the owner's name, as it sounds, and the village
    owner_in_district,  ///< all of the owner's name, in any order
    owner_anywhere,  ///< the same where it is rare
    business_in_village,
    business_in_district,
    house_in_district,  ///< street with number, RT or RW
    business_at_position,
};
inline constexpr std::size_t key_rule_count = 10;

/// A key that more rows share says nothing about who is who: it is left out, and counted.
struct KeyLimits {
    std::array<std::uint32_t, key_rule_count> rows_max{32, 16, 16, 64, 32, 16, 32, 12, 16, 16};

    std::uint32_t of(KeyRule rule) const { return rows_max[static_cast<std::size_t>(rule)]; }
};

/// What was looked up, found and left out.
struct Stats {
    struct Rule {
        std::uint64_t lookups = 0;
        std::uint64_t rows = 0;  ///< found, before rows found twice are counted once
        std::uint64_t cut = 0;  ///< look-ups whose key more rows shared than KeyLimits allows
    };
    std::array<Rule, key_rule_count> rules{};
    std::uint64_t records = 0;
    std::uint64_t candidates = 0;
    std::uint64_t words_cut = 0;  ///< words of names behind owner_words_max or business_words_max
    std::uint64_t phones_cut = 0;  ///< phones behind phones_max
    std::uint64_t niks_junk = 0;

    Rule& of(KeyRule rule) { return rules[static_cast<std::size_t>(rule)]; }
    Rule const& of(KeyRule rule) const { return rules[static_cast<std::size_t>(rule)]; }
};

struct Candidates {
    std::vector<RowNumber> rows;  ///< ascending, each once
    bool nik_cut = false;  ///< more rows carry the NIK than can be looked at: it is nobody's
    bool phone_cut = false;
};

/// All records that can be found, in memory. Records come one by one: what is in the registry first, then
/// each row of a file after it was looked up. Not for use from several threads at once.
class Index {
public:
    explicit Index(KeyLimits const& limits = {}) : m_limits(limits) {}

    /// Takes a record apart without adding it; its words stay known.
    Row encode(Record const& record);
    RowNumber add(Row const& row);
    RowNumber add(Record const& record) { return add(encode(record)); }

    /// The rows worth comparing with `row`: those that share a key. The answer does not depend on the order
    /// in which rows were added, but for their numbers.
    Candidates candidates(Row const& row, Stats& stats) const;
    /// All rows of one owner.
    std::vector<RowNumber> rows_of_owner(RecordId const& owner) const;

    Row const& operator[](RowNumber number) const { return m_rows[number]; }
    std::size_t size() const { return m_rows.size(); }
    Vocabulary const& vocabulary() const { return m_vocabulary; }
    CountedTexts const& villages() const { return m_villages; }
    CountedTexts const& districts() const { return m_districts; }
    CountedTexts const& trades() const { return m_trades; }
    CountedTexts const& activities() const { return m_activities; }
    CountedValues<Position> const& positions() const { return m_positions; }
    CountedTexts const& streets() const { return m_streets; }

    /// What was cut while records were taken apart.
    Stats const& stats() const { return m_stats; }
    /// Memory held, about.
    std::size_t bytes() const;

private:
    struct Key {
        std::uint64_t hash;
        KeyRule rule;
    };
    struct Keys {
        std::array<Key, 13> list;
        std::size_t count = 0;

        void put(KeyRule rule, std::uint64_t a, std::uint64_t b);
    };

    Keys keys_of(Row const& row) const;
    void encode_place(Record const& record, Row& row);

    KeyLimits m_limits;
    Vocabulary m_vocabulary;
    CountedTexts m_villages{200};
    CountedTexts m_districts{15};
    CountedTexts m_trades{12};
    CountedTexts m_activities{1'000};
    CountedValues<Position> m_positions{1'000};
    CountedTexts m_streets{1'000};
    Chunks<Row> m_rows;
    Postings m_postings;
    Postings m_owners;
    Stats m_stats;
};

}  // namespace bina::linkage
