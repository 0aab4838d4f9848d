#include "base/qr.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace bina::base {
namespace {

// The corner marks by which a reader finds the code (ISO/IEC 18004, 6.3.3).
TEST(Qr, HasItsThreeCorners) {
    auto const rows = qr_rows("https://bina.example/anchor");
    auto const size = rows.size();
    ASSERT_GE(size, 21U);
    for (auto const& row : rows) EXPECT_EQ(row.size(), size);
    EXPECT_EQ(rows[0].substr(0, 8), "11111110");
    EXPECT_EQ(rows[0].substr(size - 8), "01111111");
    EXPECT_EQ(rows[size - 1].substr(0, 8), "11111110");
}

TEST(Qr, GrowsWithItsTextUpToALimit) {
    EXPECT_LT(qr_rows("a").size(), qr_rows(std::string(400, 'a')).size());
    EXPECT_NO_THROW(qr_rows(std::string(1'600, 'a')));
    EXPECT_THROW(qr_rows(std::string(1'601, 'a')), std::length_error);
}

}  // namespace
}  // namespace bina::base
