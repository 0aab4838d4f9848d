#include "sweep/estimate.h"

#include <gtest/gtest.h>

namespace bina::sweep {
namespace {

// Wilson's interval for 81 of 263, as Newcombe (Statistics in Medicine 17, 1998) gives it.
TEST(Estimate, IsWilsonsInterval) {
    auto const share = share_of_same({.population = 10'000, .same = 81, .other = 182});
    EXPECT_NEAR(share.value, 0.3080, 5e-5);
    EXPECT_NEAR(share.low, 0.2553, 5e-5);
    EXPECT_NEAR(share.high, 0.3662, 5e-5);
    // 0 of 20, and 1 of 29, of the same paper.
    EXPECT_NEAR(share_of_same({.population = 100, .other = 20}).high, 0.1611, 5e-5);
    auto const one = share_of_same({.population = 100, .same = 1, .other = 28});
    EXPECT_NEAR(one.low, 0.0061, 5e-5);
    EXPECT_NEAR(one.high, 0.1718, 5e-5);
}

TEST(Estimate, DoubtCountsAgainstBothEnds) {
    auto const sure = share_of_same({.population = 100, .same = 10, .other = 10});
    auto const unsure = share_of_same({.population = 100, .same = 10, .other = 10, .unsure = 5});
    EXPECT_EQ(unsure.value, sure.value);
    EXPECT_LT(unsure.low, sure.low);
    EXPECT_GT(unsure.high, sure.high);
}

TEST(Estimate, NothingJudgedTellsNothingAndAllJudgedTellsAll) {
    auto const nothing = share_of_same({.population = 10});
    EXPECT_EQ(nothing.low, 0);
    EXPECT_EQ(nothing.high, 1);
    auto const all = share_of_same({.population = 4, .same = 3, .other = 1});
    EXPECT_EQ(all.low, 0.75);
    EXPECT_EQ(all.high, 0.75);
    EXPECT_EQ(share_of_same({}).high, 0);
}

TEST(Estimate, RecallWeighsBandsByTheirSize) {
    Answers const accept{.population = 100, .same = 100};
    Answers const review{.population = 50, .same = 25, .other = 25};
    Answers const reject{.population = 1'000, .same = 1, .other = 99};
    EXPECT_NEAR(recall_of_accept(accept, review, reject).value, 100.0 / 135, 1e-9);
    auto const asked = recall_of_asked(accept, review, reject);
    EXPECT_NEAR(asked.value, 125.0 / 135, 1e-9);
    EXPECT_LT(asked.low, asked.value);
    EXPECT_GT(asked.high, asked.value);
    EXPECT_EQ(recall_of_asked(accept, review, {}).low, 1);
}

}  // namespace
}  // namespace bina::sweep
