#include "access/totp.h"

#include <gtest/gtest.h>

namespace bina::access {
namespace {

constexpr std::string_view secret = "12345678901234567890";  // of both RFCs

// RFC 4226, appendix D.
TEST(Totp, MakesTheCodesOfRfc4226) {
    constexpr std::array<std::string_view, 10> wanted{"755224", "287082", "359152", "969429", "338314",
                                                      "254676", "287922", "162583", "399871", "520489"};
    for (std::size_t i = 0; i < wanted.size(); ++i)
        EXPECT_EQ(totp_code(secret, static_cast<std::int64_t>(i)), wanted[i]) << i;
}

// RFC 6238, appendix B, the rows of SHA-1.
TEST(Totp, MakesTheCodesOfRfc6238) {
    struct Row {
        std::int64_t second;
        std::string_view code;
    };
    for (auto const& [second, code] :
         {Row{59, "94287082"}, Row{1'111'111'109, "07081804"}, Row{1'111'111'111, "14050471"},
          Row{1'234'567'890, "89005924"}, Row{2'000'000'000, "69279037"}, Row{20'000'000'000, "65353130"}})
        EXPECT_EQ(totp_code(secret, second * 1000 / totp_step_ms, 8), code) << second;
}

TEST(Totp, TakesTheStepBeforeAndTheStepAfter) {
    constexpr std::int64_t now = 1'767'225'600'000;
    constexpr std::int64_t step = now / totp_step_ms;
    for (std::int64_t off = -3; off <= 3; ++off) {
        auto const found = totp_match(secret, totp_code(secret, step + off), now, 0);
        EXPECT_EQ(found.has_value(), off >= -1 && off <= 1) << off;
    }
}

TEST(Totp, TakesNoCodeTwice) {
    constexpr std::int64_t now = 1'767'225'600'000;
    constexpr std::int64_t step = now / totp_step_ms;
    auto const code = totp_code(secret, step);
    EXPECT_EQ(totp_match(secret, code, now, step - 1), step);
    EXPECT_EQ(totp_match(secret, code, now, step), std::nullopt);
    EXPECT_EQ(totp_match(secret, totp_code(secret, step - 1), now, step), std::nullopt) << "nor an older one";
    EXPECT_EQ(totp_match(secret, totp_code(secret, step + 1), now, step), step + 1);
}

TEST(Totp, TakesNothingThatIsNoCode) {
    constexpr std::int64_t now = 1'767'225'600'000;
    for (auto const* const text : {"", "000000", "12345", "1234567", "abcdef", "９９９９９９"})
        EXPECT_EQ(totp_match(secret, text, now, 0), std::nullopt) << text;
}

// RFC 4648, section 10.
TEST(Totp, WritesBase32) {
    EXPECT_EQ(base32(""), "");
    EXPECT_EQ(base32("f"), "MY");
    EXPECT_EQ(base32("fo"), "MZXQ");
    EXPECT_EQ(base32("foo"), "MZXW6");
    EXPECT_EQ(base32("foob"), "MZXW6YQ");
    EXPECT_EQ(base32("fooba"), "MZXW6YTB");
    EXPECT_EQ(base32("foobar"), "MZXW6YTBOI");
}

TEST(Totp, UriNamesAccountAndIssuer) {
    EXPECT_EQ(
        totp_uri("foobar", "sri.w", "Bina Kabupaten Blora"),
        "otpauth://totp/Bina%20Kabupaten%20Blora:sri.w?secret=MZXW6YTBOI&issuer=Bina%20Kabupaten%20Blora");
}

}  // namespace
}  // namespace bina::access
