#include "linkage/address.h"

#include <gtest/gtest.h>

namespace bina::linkage {
namespace {

TEST(Address, OneHouseManyWays) {
    for (auto const raw :
         {"Jl. Melati No. 12 RT 003/RW 05", "jalan melati no 12 rt.3/5", "JLN MELATI NO.12 RT03 RW05",
          "Jl Melati No. 12, RT 3 RW 5, Ds. Beran, Kec. Blora, Kab. Blora",
          "Jl. Melati no12 Rt.3/Rw.5 Kel. Beran 58219"}) {
        auto const address = parse_address(raw);
        EXPECT_EQ(address.street, "melati") << raw;
        EXPECT_EQ(address.number, 12) << raw;
        EXPECT_EQ(address.rt, 3) << raw;
        EXPECT_EQ(address.rw, 5) << raw;
    }
}

TEST(Address, HamletsLanesAndBareNames) {
    EXPECT_EQ(parse_address("Dsn. Krajan RT 1 RW 2").street, "krajan");
    EXPECT_EQ(parse_address("Krajan RT 1 RW 2").street, "krajan");
    EXPECT_EQ(parse_address("RT 1 RW 2 Dukuh Krajan").street, "krajan");
    EXPECT_EQ(parse_address("Gg Bulu 1 No 16").street, "bulu 1") << "the lane's number is its name";
    EXPECT_EQ(parse_address("Jl. Imam Bonjol").street, "imam bonjol");
}

TEST(Address, NothingToRead) {
    EXPECT_TRUE(parse_address("").empty());
    EXPECT_TRUE(parse_address("-").empty());
    EXPECT_TRUE(parse_address("Desa Beran Kec. Blora").empty()) << "these have codes";
    EXPECT_EQ(parse_address("RT 99999 RW 1").rt, 0) << "no such number";
}

}  // namespace
}  // namespace bina::linkage
