#include "base/zone.h"

#include <gtest/gtest.h>

using namespace bina::base;

TEST(Zone, FollowsTheProvince) {
    EXPECT_EQ(zone_of("3316"), Zone::wib);
    EXPECT_EQ(zone_of("61"), Zone::wib);
    EXPECT_EQ(zone_of("6271"), Zone::wib);
    EXPECT_EQ(zone_of("5171"), Zone::wita);
    EXPECT_EQ(zone_of("6301"), Zone::wita);
    EXPECT_EQ(zone_of("7371"), Zone::wita);
    EXPECT_EQ(zone_of("8101"), Zone::wit);
    EXPECT_EQ(zone_of("9471"), Zone::wit);
    EXPECT_EQ(zone_of(""), Zone::wib);
    EXPECT_EQ(name_of(Zone::wita), "WITA");
}

// 31 December, 23:30 in Blora, is already the new year further east.
TEST(Zone, TheDayIsThatOfThePlace) {
    Instant const instant{1'704'040'200'000};  // 2023-12-31T16:30Z
    EXPECT_EQ(day_in("3316", instant).text(), "2023-12-31");
    EXPECT_EQ(day_in("7371", instant).text(), "2024-01-01");
    EXPECT_EQ(day_in("9471", instant).text(), "2024-01-01");
    EXPECT_EQ(day_in("9471", {1'704'034'800'000}).text(), "2024-01-01");  // 15:00Z
    EXPECT_EQ(day_in("7371", {1'704'034'800'000}).text(), "2023-12-31");
}
