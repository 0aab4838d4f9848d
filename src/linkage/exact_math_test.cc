#include "linkage/exact_math.h"

#include <gtest/gtest.h>

#include <cmath>

namespace bina::linkage::batch {
namespace {

TEST(ExactMath, AgreesWithTheCLibrary) {
    for (double x = 1e-12; x < 1e12; x *= 1.37) {
        EXPECT_NEAR(exact_log2(x), std::log2(x), 1e-12 * std::max(1.0, std::fabs(std::log2(x)))) << x;
        EXPECT_NEAR(exact_exp2(std::log2(x)) / x, 1, 1e-11) << x;
    }
    EXPECT_EQ(exact_log2(8), 3);
    EXPECT_EQ(exact_exp2(-2), 0.25);
}

TEST(ExactMath, ProbabilityAndWeightTurnBack) {
    EXPECT_EQ(probability_of(0), 0.5);
    EXPECT_NEAR(probability_of(1'000), 1024.0 / 1025, 1e-12);
    for (Centibits weight = -2'000; weight <= 2'000; weight += 37)
        EXPECT_NEAR(weight_of(probability_of(weight)), weight, 1) << weight;
    EXPECT_LT(weight_of(0), -10'000);
    EXPECT_GT(weight_of(1), 10'000);
    EXPECT_GE(probability_of(weight_of(0.9)), 0.9);
    EXPECT_LT(probability_of(weight_of(0.9) - 1), 0.9);
}

TEST(ExactMath, RoundsToTheNearestHundredth) {
    EXPECT_EQ(centibits(1.2349), 123);
    EXPECT_EQ(centibits(-1.236), -124);
}

}  // namespace
}  // namespace bina::linkage::batch
