#include "linkage/weight.h"

#include <gtest/gtest.h>

#include <cmath>

#include "linkage/model.h"
#include "linkage/vocabulary.h"

namespace bina::linkage {
namespace {

TEST(Weight, PowersOfTwoAreExact) {
    EXPECT_EQ(log2_tenths(0), 0);
    EXPECT_EQ(log2_tenths(1), 0);
    for (int bits = 0; bits < 64; ++bits) EXPECT_EQ(log2_tenths(std::uint64_t{1} << bits), bits * 10);
}

TEST(Weight, IsTheLogarithmToATenth) {
    Tenths before = 0;
    for (std::uint64_t value = 1; value < 200'000; ++value) {
        Tenths const found = log2_tenths(value);
        ASSERT_NEAR(found, 10 * std::log2(static_cast<double>(value)), 0.6) << value;
        ASSERT_GE(found, before) << "more is never less: " << value;
        before = found;
    }
    EXPECT_EQ(log2_tenths(~std::uint64_t{0}), 640);
}

TEST(Weight, RarityIsWhatAgreementSays) {
    Counts counts(24);
    EXPECT_EQ(counts.rarity_of(7), log2_tenths(24)) << "before anything is counted";
    for (int i = 0; i < 1'000; ++i) {
        counts.count(i < 511 ? 7 : 8);
        counts.count_record();
    }
    EXPECT_EQ(counts.rarity_of(9), 100) << "one of 1,024: ten bits";
    EXPECT_EQ(counts.rarity_of(7), 10) << "every other one";
    EXPECT_EQ(counts.rarity_of(7, 513), 0) << "everybody's";
    EXPECT_EQ(counts.rarity_of(7, 9'999), 0) << "never against a pair";
}

TEST(Model, EveryLevelHasItsWeightAndAKeyOfItsOwn) {
    Model const model;
    EXPECT_EQ(model.weight(Level::prior), 0);
    EXPECT_EQ(model.weight(Level::owner_differs), log2_tenths(3'000) - log2_tenths(950'000));
    for (auto const& a : level_infos) {
        EXPECT_EQ(&info(a.level), &a);
        for (auto const& b : level_infos) EXPECT_TRUE(a.level == b.level || a.key != b.key) << a.key;
    }
}

// What speaks for a pair must not be worth less at a closer level.
TEST(Model, CloserLevelsWeighMore) {
    Model const model;
    auto const falls = [&](std::initializer_list<Level> levels) {
        Tenths before = model.weight(*levels.begin());
        for (auto const level : levels) {
            EXPECT_LE(model.weight(level), before) << info(level).key;
            before = model.weight(level);
        }
    };
    falls({Level::nik_same, Level::nik_slip, Level::nik_last_digits, Level::nik_same_birth,
           Level::nik_two_slips, Level::nik_differs});
    falls({Level::nik_same, Level::nik_shared, Level::nik_differs});
    falls({Level::phone_same, Level::phone_near, Level::phone_shared, Level::phone_differs});
    falls({Level::birth_same, Level::birth_near, Level::birth_differs});
    falls({Level::address_same, Level::address_block, Level::address_street, Level::address_differs});
    EXPECT_GT(model.thresholds.other_business, model.thresholds.doubtful);
    EXPECT_GT(model.thresholds.automatic, model.thresholds.doubtful);
}

}  // namespace
}  // namespace bina::linkage
