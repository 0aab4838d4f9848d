#include "intake/said.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace bina::intake {
namespace {

TEST(SaidRows, KeepTheRowThatSaidItFirst) {
    SaidRows said;
    EXPECT_FALSE(said.contains("00000000000000000001"));
    EXPECT_TRUE(said.put("00000000000000000001", 12));
    EXPECT_FALSE(said.put("00000000000000000001", 99));
    EXPECT_EQ(said.find("00000000000000000001"), 12);
}

// Eighty bits: the last four digits tell two keys apart as well as the first sixteen.
TEST(SaidRows, EveryDigitCounts) {
    SaidRows said;
    std::string const key = "0123456789abcdef0123";
    ASSERT_TRUE(said.put(key, 1));
    for (std::size_t i = 0; i < key.size(); ++i) {
        auto other = key;
        other[i] = other[i] == 'f' ? '0' : 'f';
        EXPECT_FALSE(said.contains(other)) << other;
        EXPECT_TRUE(said.put(other, static_cast<std::int64_t>(i) + 2)) << other;
    }
    EXPECT_EQ(said.find(key), 1);
}

// Rows are numbered through all sheets of a file, so that a number can be beyond 32 bits.
TEST(SaidRows, RowsBeyondThirtyTwoBitsAreKeptWhole) {
    SaidRows said;
    constexpr std::int64_t far = (std::int64_t{200} << 32) | 0xffff'fff0;
    ASSERT_TRUE(said.put("ffffffffffffffffffff", far));
    EXPECT_EQ(said.find("ffffffffffffffffffff"), far);
}

TEST(SaidRows, HoldManyKeysInTheirOrder) {
    SaidRows said;
    constexpr std::int64_t many = 50'000;
    auto const key = [](std::int64_t i) { return fmt::format("{:020x}", i << 20); };
    for (std::int64_t i = 0; i < many; ++i) ASSERT_TRUE(said.put(key(i), i));
    for (std::int64_t i = 0; i < many; ++i) ASSERT_EQ(said.find(key(i)), i);
    EXPECT_FALSE(said.contains(key(many)));
}

}  // namespace
}  // namespace bina::intake
