#include "linkage/intern.h"

#include <gtest/gtest.h>

#include <string>

#include "linkage/postings.h"

namespace bina::linkage {
namespace {

TEST(TextPool, EachTextHasOneNumber) {
    TextPool pool;
    EXPECT_EQ(pool.put(""), 0U);
    EXPECT_EQ(pool.find("siti"), 0U);
    for (int i = 0; i < 20'000; ++i) pool.put(std::to_string(i));
    for (int i = 0; i < 20'000; ++i) {
        auto const number = pool.put(std::to_string(i));
        ASSERT_EQ(pool[number], std::to_string(i));
        ASSERT_EQ(number, pool.find(std::to_string(i)));
    }
    EXPECT_EQ(pool.size(), 20'001U);
    std::string const huge(100'000, 'x');
    EXPECT_EQ(pool[pool.put(huge)], huge);
    EXPECT_EQ(pool[pool.put("after")], "after");
    EXPECT_EQ(pool[pool.find("0")], "0") << "what was kept does not move";
}

TEST(ValuePool, EachValueHasOneNumber) {
    ValuePool<std::uint64_t> pool;
    EXPECT_EQ(pool.put(0), 0U);
    for (std::uint64_t i = 1; i < 5'000; ++i) ASSERT_EQ(pool.put(i * i), i);
    for (std::uint64_t i = 1; i < 5'000; ++i) ASSERT_EQ(pool[pool.put(i * i)], i * i);
}

std::vector<std::uint32_t> rows_of(Postings const& postings, std::uint64_t key, std::uint32_t most) {
    std::vector<std::uint32_t> rows;
    bool const all = postings.visit(key, most, [&](std::uint32_t row) { rows.push_back(row); });
    EXPECT_TRUE(all || rows.empty()) << "all rows of a key or none";
    return rows;
}

TEST(Postings, GivesAllRowsOfAKeyOrNone) {
    Postings postings;
    for (std::uint32_t row = 0; row < 30'000; ++row) postings.add(mixed(row % 10'000 + 1), row);
    for (std::uint32_t key = 0; key < 10'000; ++key) {
        std::vector<std::uint32_t> const expected{key + 20'000, key + 10'000, key};
        ASSERT_EQ(rows_of(postings, mixed(key + 1), 3), expected);
    }
    EXPECT_TRUE(rows_of(postings, mixed(1), 2).empty()) << "one row too many";
    EXPECT_TRUE(rows_of(postings, mixed(10'001), 3).empty()) << "no such key";
    EXPECT_EQ(rows_of(postings, mixed(1), 9).size(), 3U);
    postings.add(mixed(77'777), 0);
    EXPECT_EQ(rows_of(postings, mixed(77'777), 1), std::vector<std::uint32_t>{0}) << "row 0 alone";
    postings.add(mixed(77'777), 5);
    EXPECT_EQ(rows_of(postings, mixed(77'777), 2), (std::vector<std::uint32_t>{5, 0}));
}

}  // namespace
}  // namespace bina::linkage
