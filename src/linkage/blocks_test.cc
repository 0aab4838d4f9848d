#include "linkage/blocks.h"

#include <gmock/gmock.h>

#include <map>
#include <set>

#include "linkage/link_fixture.h"
#include "linkage/radix.h"

namespace bina::linkage::batch {
namespace {

using PairSet = std::map<std::pair<std::uint32_t, std::uint32_t>, int>;

/// Each pair with the number of times that a rule's blocks hold it and no earlier key does.
PairSet pairs_found(Table const& table, std::vector<Rule> const& rules) {
    KeyMatrix matrix(table, rules, 2);
    RuleBlocks blocks;
    PairSet found;
    for (std::size_t rule = 0; rule < rules.size(); ++rule) {
        blocks.build(table, rules, rule, matrix);
        for (auto const& block : blocks.blocks()) {
            for (std::size_t i = 0; i < block.rows.size(); ++i) {
                for (std::size_t j = i + 1; j < block.rows.size(); ++j) {
                    auto const a = block.rows[i].row;
                    auto const b = block.rows[j].row;
                    if (table.linked() && table.source(a) == table.source(b)) continue;
                    if (!matrix.found_before(matrix.row(a), matrix.row(b), rule, block.key)) ++found[{a, b}];
                }
            }
        }
    }
    return found;
}

/// What must be found: pairs that share a key which no more than at_most rows have.
std::set<std::pair<std::uint32_t, std::uint32_t>> pairs_by_hand(Table const& table,
                                                                std::vector<Rule> const& rules) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (auto const& rule : rules) {
        std::map<std::uint32_t, std::vector<std::uint32_t>> rows;
        for (std::uint32_t row = 0; row < table.size(); ++row) {
            for (auto const key : keys_of(table, rule, row)) {
                if (key != 0) rows[key].push_back(row);
            }
        }
        for (auto const& [key, with] : rows) {
            if (with.size() > rule.at_most) continue;
            for (auto const a : with) {
                for (auto const b : with) {
                    if (a < b && !(table.linked() && table.source(a) == table.source(b)))
                        pairs.insert({a, b});
                }
            }
        }
    }
    return pairs;
}

void expect_each_once(Table const& table, std::vector<Rule> const& rules) {
    auto const expected = pairs_by_hand(table, rules);
    auto const found = pairs_found(table, rules);
    EXPECT_GT(expected.size(), 50U);
    EXPECT_EQ(found.size(), expected.size());
    for (auto const& [pair, times] : found) {
        EXPECT_EQ(times, 1) << pair.first << " " << pair.second;
        EXPECT_TRUE(expected.contains(pair)) << pair.first << " " << pair.second;
    }
}

TEST(Blocks, FindEachPairOnceThoughRulesOverlap) {
    auto const spec = fixture::spec_of(fixture::people_spec);
    expect_each_once(fixture::table_of(spec, fixture::people(300, 3)), spec.rules);
    expect_each_once(fixture::table_of(spec, fixture::people(200, 4), fixture::people(200, 4)), spec.rules);
}

TEST(Blocks, PairsOfACutKeyAreLeftToLaterRules) {
    auto spec = fixture::spec_of(fixture::people_spec);
    spec.rules[0].at_most = 3;
    spec.rules[1].at_most = 2;
    expect_each_once(fixture::table_of(spec, fixture::people(300, 5)), spec.rules);
}

TEST(Blocks, CountWhatTheyCut) {
    auto spec = fixture::spec_of(fixture::people_spec);
    spec.rules = {{.parts = {{.field = 2}}, .at_most = 3}};
    fixture::Rows rows;
    for (int i = 0; i < 5; ++i) rows.push_back({std::to_string(i), "", "", "Blora", ""});
    for (int i = 5; i < 8; ++i) rows.push_back({std::to_string(i), "", "", "Cepu", ""});
    auto const table = fixture::table_of(spec, rows);
    KeyMatrix matrix(table, spec.rules, 1);
    RuleBlocks blocks;
    blocks.build(table, spec.rules, 0, matrix);
    EXPECT_EQ(blocks.count().keys, 2U);
    EXPECT_EQ(blocks.count().keys_cut, 1U);
    EXPECT_EQ(blocks.count().records_cut, 5U);
    EXPECT_EQ(blocks.count().pairs_cut, 10U);
    EXPECT_EQ(blocks.blocks().size(), 1U);
}

TEST(RadixSort, IsAStableSort) {
    fixture::Dice dice(1);
    for (std::size_t const size : {0U, 1U, 2U, 1'000U}) {
        for (std::uint64_t const mask : {0x0ULL, 0x7ULL, 0xFFFF'0000ULL, ~0ULL}) {
            std::vector<std::pair<std::uint64_t, std::size_t>> values;
            for (std::size_t i = 0; i < size; ++i) values.emplace_back(dice.next() & mask, i);
            auto expected = values;
            std::ranges::stable_sort(expected, {}, [](auto const& each) { return each.first; });
            std::vector<std::pair<std::uint64_t, std::size_t>> spare;
            radix_sort(values, spare, [](auto const& each) { return each.first; }, 64);
            EXPECT_EQ(values, expected);
        }
    }
}

}  // namespace
}  // namespace bina::linkage::batch
