#include "linkage/edit_distance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace bina::linkage {
namespace {

/// The definition, letter by letter.
int slow_distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<int>> cost(a.size() + 1, std::vector<int>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                cost[i][j] = static_cast<int>(i + j);
                continue;
            }
            int const replaced = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost[a.size()][b.size()];
}

std::string random_word(std::mt19937& random, std::size_t length_max) {
    std::string word(random() % (length_max + 1), 'a');
    for (auto& letter : word) letter = static_cast<char>('a' + random() % 4);
    return word;
}

TEST(EditDistance, NamesTypedBadly) {
    EXPECT_EQ(edit_distance("slamet", "slamet", 2), 0);
    EXPECT_EQ(edit_distance("slamet", "salmet", 2), 1) << "neighbours swapped";
    EXPECT_EQ(edit_distance("slamet", "selamet", 2), 1);
    EXPECT_EQ(edit_distance("sumiati", "sumiyati", 2), 1);
    EXPECT_EQ(edit_distance("widodo", "widada", 2), 2);
    EXPECT_EQ(edit_distance("budi", "siti", 1), 2) << "more than the limit is limit + 1";
}

TEST(EditDistance, EmptyAndLongTexts) {
    EXPECT_EQ(edit_distance("", "", 2), 0);
    EXPECT_EQ(edit_distance("", "ab", 2), 2);
    EXPECT_EQ(edit_distance("ab", "", 1), 2);
    std::string const long_text(edit_distance_bytes_max, 'a');
    EXPECT_EQ(edit_distance(long_text + "x", long_text + "y", 2), 0) << "cut to the first bytes";
    EXPECT_EQ(edit_distance(long_text, long_text.substr(1) + "b", 2), 1);
}

TEST(EditDistance, AgreesWithTheDefinition) {
    std::mt19937 random(7);
    for (int i = 0; i < 5'000; ++i) {
        auto const a = random_word(random, i % 2 == 0 ? 12 : 64);
        auto b = i % 3 == 0 ? random_word(random, 12) : a;
        for (auto edits = random() % 4; edits > 0 && b.size() > 2; --edits) {
            auto const at = random() % (b.size() - 1);
            if (random() % 2 == 0)
                std::swap(b[at], b[at + 1]);
            else
                b.erase(at, 1);
        }
        int const exact = slow_distance(a, b);
        for (int limit = 0; limit < 4; ++limit) {
            ASSERT_EQ(edit_distance(a, b, limit), std::min(exact, limit + 1)) << a << ' ' << b;
            ASSERT_EQ(edit_distance(b, a, limit), std::min(exact, limit + 1)) << b << ' ' << a;
        }
    }
}

TEST(EditDistance, BytesBeyondAscii) {
    EXPECT_EQ(edit_distance("\xC3\xA9", "\xC3\xA8", 3), 1);
}

}  // namespace
}  // namespace bina::linkage
