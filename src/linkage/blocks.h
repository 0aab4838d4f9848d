#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "linkage/keys.h"

namespace bina::linkage::batch {

/// What a rule found and what it left out.
struct RuleCount {
    std::uint64_t keys = 0;  ///< that two records or more share
    std::uint64_t pairs = 0;  ///< compared, and not found by an earlier rule
    std::uint64_t again = 0;  ///< found by an earlier rule, or by another word of the same one
    std::uint64_t keys_cut = 0;  ///< shared by more records than the rule allows
    std::uint64_t records_cut = 0;
    std::uint64_t pairs_cut = 0;

    void add(RuleCount const& other);
};

/// The keys of all rows, a row's side by side, so that a pair which an earlier rule found is known by looking
/// at its two rows.
class KeyMatrix {
public:
    KeyMatrix(Table const& table, std::vector<Rule> const& rules, unsigned threads);

    std::size_t slots() const { return m_slots; }
    std::size_t first_slot(std::size_t rule) const { return m_first[rule]; }
    std::uint32_t* row(std::uint32_t number) { return m_keys.data() + std::size_t{number} * m_slots; }
    std::uint32_t const* row(std::uint32_t number) const {
        return m_keys.data() + std::size_t{number} * m_slots;
    }
    /// True if a rule before `rule` finds the pair, or `rule` itself by a key less than `key`.
    bool found_before(std::uint32_t const* a, std::uint32_t const* b, std::size_t rule,
                      std::uint32_t key) const;

private:
    std::vector<std::size_t> m_first;  ///< slot of each rule, and one behind the last
    std::size_t m_slots = 0;
    std::vector<std::uint32_t> m_keys;
};

/// A row under one of its keys.
struct Entry {
    std::uint32_t key;
    std::uint32_t row;
};

/// Rows that share a key, ascending.
struct Block {
    std::uint32_t key = 0;
    std::span<Entry const> rows;
};

/// The keys of a rule in order, and the blocks worth comparing among them.
class RuleBlocks {
public:
    /// All blocks of rule number `rule`; the keys of those that are cut are taken out of `matrix`.
    void build(Table const& table, std::vector<Rule> const& rules, std::size_t rule, KeyMatrix& matrix);
    /// Blocks of the keys up to `key_bound` only; `matrix` stays as it is.
    void sample(Table const& table, std::vector<Rule> const& rules, std::size_t rule, KeyMatrix const& matrix,
                std::uint32_t key_bound);
    /// All rows, or those that agree in `within`; none is cut.
    void partition(Table const& table, std::optional<KeyPart> const& within);

    std::vector<Block> const& blocks() const { return m_blocks; }
    /// Without what only comparing tells.
    RuleCount const& count() const { return m_count; }

private:
    void sort_entries(KeyMatrix const& matrix, std::size_t rows, std::size_t rule, std::uint32_t key_bound);
    void find_blocks(Table const& table, Rule const& rule);

    std::vector<Entry> m_entries;
    std::vector<Entry> m_spare;
    std::vector<Block> m_blocks;
    std::vector<Block> m_cut;
    RuleCount m_count;
};

/// How many pairs a block has: all, or those across the two sources.
std::uint64_t pairs_in(Table const& table, std::span<Entry const> rows);
/// Rows of a block that are of the first source.
std::size_t firsts_in(Table const& table, std::span<Entry const> rows);

}  // namespace bina::linkage::batch
