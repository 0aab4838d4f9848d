#include "linkage/blocks.h"

#include <algorithm>
#include <numeric>

#include "linkage/parallel.h"
#include "linkage/radix.h"

namespace bina::linkage::batch {
namespace {

constexpr std::size_t key_rows_a_piece = 32'768;

bool share(std::uint32_t const* a, std::uint32_t const* b, std::size_t count) {
    if (count == 1) return *a == *b && *a != 0;
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = 0; j < count && a[i] != 0; ++j) {
            if (a[i] == b[j]) return true;
        }
    }
    return false;
}

bool share_below(std::uint32_t const* a, std::uint32_t const* b, std::size_t count, std::uint32_t key) {
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = 0; j < count && a[i] != 0 && a[i] < key; ++j) {
            if (a[i] == b[j]) return true;
        }
    }
    return false;
}

}  // namespace

void RuleCount::add(RuleCount const& other) {
    keys += other.keys;
    pairs += other.pairs;
    again += other.again;
    keys_cut += other.keys_cut;
    records_cut += other.records_cut;
    pairs_cut += other.pairs_cut;
}

KeyMatrix::KeyMatrix(Table const& table, std::vector<Rule> const& rules, unsigned threads) {
    for (auto const& rule : rules) {
        m_first.push_back(m_slots);
        m_slots += key_count(rule);
    }
    m_first.push_back(m_slots);
    m_keys.resize(table.size() * m_slots);
    in_parallel(
        threads, (table.size() + key_rows_a_piece - 1) / key_rows_a_piece, [&](unsigned, std::size_t piece) {
            auto const end = std::min(table.size(), (piece + 1) * key_rows_a_piece);
            for (auto number = static_cast<std::uint32_t>(piece * key_rows_a_piece); number < end; ++number) {
                for (std::size_t rule = 0; rule < rules.size(); ++rule) {
                    auto const keys = keys_of(table, rules[rule], number);
                    std::copy_n(keys.begin(), m_first[rule + 1] - m_first[rule], row(number) + m_first[rule]);
                }
            }
        });
}

bool KeyMatrix::found_before(std::uint32_t const* a, std::uint32_t const* b, std::size_t rule,
                             std::uint32_t key) const {
    for (std::size_t earlier = 0; earlier < rule; ++earlier) {
        auto const first = m_first[earlier];
        if (share(a + first, b + first, m_first[earlier + 1] - first)) return true;
    }
    if (rule + 1 >= m_first.size()) return false;
    auto const first = m_first[rule];
    auto const count = m_first[rule + 1] - first;
    return count > 1 && share_below(a + first, b + first, count, key);
}

std::size_t firsts_in(Table const& table, std::span<Entry const> rows) {
    auto const found = std::ranges::lower_bound(rows, table.second(), {}, &Entry::row);
    return static_cast<std::size_t>(found - rows.begin());
}

std::uint64_t pairs_in(Table const& table, std::span<Entry const> rows) {
    if (!table.linked()) return std::uint64_t{rows.size()} * (rows.size() - 1) / 2;
    auto const firsts = firsts_in(table, rows);
    return std::uint64_t{firsts} * (rows.size() - firsts);
}

void RuleBlocks::find_blocks(Table const& table, Rule const& rule) {
    m_blocks.clear();
    m_cut.clear();
    m_count = {};
    for (std::size_t begin = 0; begin < m_entries.size();) {
        auto const key = m_entries[begin].key;
        std::size_t end = begin + 1;
        while (end < m_entries.size() && m_entries[end].key == key) ++end;
        std::span<Entry const> const rows(m_entries.data() + begin, end - begin);
        begin = end;
        if (rows.size() < 2) continue;
        auto const pairs = pairs_in(table, rows);
        if (pairs == 0) continue;
        ++m_count.keys;
        if (rows.size() <= rule.at_most) {
            m_blocks.push_back({key, rows});
            continue;
        }
        ++m_count.keys_cut;
        m_count.records_cut += rows.size();
        m_count.pairs_cut += pairs;
        m_cut.push_back({key, rows});
    }
}

void RuleBlocks::sort_entries(KeyMatrix const& matrix, std::size_t rows, std::size_t rule,
                              std::uint32_t key_bound) {
    auto const first = matrix.first_slot(rule);
    auto const end = matrix.first_slot(rule + 1);
    m_entries.clear();
    for (std::uint32_t row = 0; row < rows; ++row) {
        auto const* const keys = matrix.row(row);
        for (auto slot = first; slot < end; ++slot) {
            if (keys[slot] != 0 && keys[slot] <= key_bound) m_entries.push_back({keys[slot], row});
        }
    }
    radix_sort(m_entries, m_spare, [](Entry const& entry) { return entry.key; }, 32);
}

void RuleBlocks::build(Table const& table, std::vector<Rule> const& rules, std::size_t rule,
                       KeyMatrix& matrix) {
    sort_entries(matrix, table.size(), rule, ~std::uint32_t{0});
    find_blocks(table, rules[rule]);
    // What was cut has found no pair, so a later rule must not take it for found.
    auto const first = matrix.first_slot(rule);
    auto const count = matrix.first_slot(rule + 1) - first;
    for (auto const& block : m_cut) {
        for (auto const& entry : block.rows)
            std::ranges::replace(std::span(matrix.row(entry.row) + first, count), block.key, 0U);
    }
}

void RuleBlocks::sample(Table const& table, std::vector<Rule> const& rules, std::size_t rule,
                        KeyMatrix const& matrix, std::uint32_t key_bound) {
    sort_entries(matrix, table.size(), rule, key_bound);
    find_blocks(table, rules[rule]);
}

void RuleBlocks::partition(Table const& table, std::optional<KeyPart> const& within) {
    m_entries.clear();
    for (std::uint32_t row = 0; row < table.size(); ++row) {
        auto const key = within ? key_of(table, *within, row) : 1;
        if (key != 0) m_entries.push_back({key, row});
    }
    radix_sort(m_entries, m_spare, [](Entry const& entry) { return entry.key; }, 32);
    find_blocks(table, {.parts = {}, .at_most = ~std::uint32_t{0}});
}

}  // namespace bina::linkage::batch
