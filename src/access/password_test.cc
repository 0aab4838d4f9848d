#include "access/password.h"

#include <gmock/gmock.h>

#include "access/account.h"

namespace bina::access {
namespace {

TEST(Password, FitsItsOwnHashOnly) {
    auto const hash = hash_password("kopi susu pagi hari", "sri").value();
    EXPECT_THAT(hash, testing::StartsWith("$argon2id$"));
    EXPECT_TRUE(password_fits(hash, "kopi susu pagi hari"));
    EXPECT_FALSE(password_fits(hash, "kopi susu pagi har"));
    EXPECT_FALSE(password_fits(hash, ""));
    EXPECT_FALSE(password_fits("not a hash", "kopi susu pagi hari"));
}

TEST(Password, IsHashedWithASaltOfItsOwn) {
    EXPECT_NE(hash_password("kopi susu pagi hari", "sri").value(),
              hash_password("kopi susu pagi hari", "sri").value());
}

TEST(Password, NeedsTwelveCharacters) {
    EXPECT_EQ(hash_password("", "sri").error().kind, &error::password_short);
    EXPECT_EQ(hash_password("kopi-susu-p", "sri").error().kind, &error::password_short);
    EXPECT_TRUE(hash_password("kopi-susu-pa", "sri"));
    std::string longest;
    while (longest.size() < password_length_max) longest += "kopi susu ";
    EXPECT_TRUE(hash_password(longest, "sri"));
    EXPECT_EQ(hash_password(longest + "!", "sri").error().kind, &error::password_short);
}

TEST(Password, ThatEverybodyTriesIsRefused) {
    for (auto const* guess :
         {"password1234", "PASSWORD1234", "Bismillah1234", "indonesia2026", "rahasia12345", "123456789012",
          "aaaaaaaaaaaa", "abcdefghijkl", "qwertyqwerty", "dinas123dinas123", "umkm123umkm123!",
          "passpasswordword", "dinkop-blora1", "Dinkop-Blora-99"})
        EXPECT_EQ(hash_password(guess, "dinkop-blora").error().kind, &error::password_common) << guess;
    for (auto const* good :
         {"tiga ekor kucing", "Blora-Mustika-7", "passwordku panjang sekali", "dinkop-blora tetap kuat"})
        EXPECT_TRUE(hash_password(good, "dinkop-blora")) << good;
}

}  // namespace
}  // namespace bina::access
