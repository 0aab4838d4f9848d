#include "linkage/nik.h"

#include <gtest/gtest.h>

#include <string>

namespace bina::linkage {
namespace {

// Invented: Blora, a woman born 12-03-1987.
constexpr std::string_view siti = "3316095203870001";

NikTie tie_of(std::string_view a, std::string_view b) {
    EXPECT_EQ(tie(read_nik(a), read_nik(b)), tie(read_nik(b), read_nik(a))) << a << ' ' << b;
    return tie(read_nik(a), read_nik(b));
}

TEST(Nik, KnowsWhatCannotBeOne) {
    EXPECT_EQ(read_nik(siti).state, NikState::valid);
    EXPECT_EQ(read_nik("").state, NikState::none);
    EXPECT_EQ(read_nik("33160952038700").state, NikState::none) << "14 digits";
    EXPECT_EQ(read_nik("331609520387000123").state, NikState::none) << "18 digits";
    EXPECT_EQ(read_nik("331609520387000l").state, NikState::none) << "a letter";
    EXPECT_EQ(read_nik("331609520387000").state, NikState::damaged) << "15 digits";
    EXPECT_EQ(read_nik("33160952038700011").state, NikState::damaged) << "17 digits";
    EXPECT_EQ(read_nik("3316095203870000").state, NikState::damaged) << "serials start at 0001";
    EXPECT_EQ(read_nik("9916095203870001").state, NikState::malformed) << "no such province";
    EXPECT_EQ(read_nik("3316097203870001").state, NikState::malformed) << "day 32 of a woman";
    EXPECT_EQ(read_nik("3316093103870001").state, NikState::valid);
    EXPECT_EQ(read_nik("3316093104870001").state, NikState::malformed) << "31 April";
    EXPECT_EQ(read_nik("3316092902880001").state, NikState::valid) << "29 February of a leap year";
    EXPECT_EQ(read_nik("3316092902870001").state, NikState::malformed);
    EXPECT_EQ(read_nik("5403095203870001").state, NikState::valid) << "East Timor's code is kept for life";
}

TEST(Nik, KnowsWhatWasWrittenToFillTheBox) {
    for (auto const filler : {"0000000000000000", "1111111111111111", "9999999999999999", "1212121212121212",
                              "1234567890123456", "9876543210987654", "3500000000000000", "000000000000000"})
        EXPECT_EQ(read_nik(filler).state, NikState::junk) << filler;
    EXPECT_FALSE(read_nik("1111111111111111").has_digits());
    EXPECT_EQ(birth_and_district(read_nik("1234567890123456")), 0U);
}

TEST(Nik, TellsTheBirthDate) {
    EXPECT_EQ(birth_date(read_nik(siti)), BirthDate::of(1987, 3, 12));
    EXPECT_EQ(birth_date(read_nik("331609520387000")), BirthDate::of(1987, 3, 12)) << "cut at the end";
    EXPECT_FALSE(birth_date(read_nik("9999999999999999")).known());
    EXPECT_FALSE(birth_date(read_nik("33160952038700011")).known()) << "which digit is too many?";
}

TEST(Nik, TiesByTheErrorsPeopleAndSpreadsheetsMake) {
    EXPECT_EQ(tie_of(siti, siti), NikTie::same);
    EXPECT_EQ(tie_of(siti, ""), NikTie::unknown);
    EXPECT_EQ(tie_of(siti, "1111111111111111"), NikTie::unknown);
    EXPECT_EQ(tie_of(siti, "3316095203870000"), NikTie::last_digits) << "15 digits kept by a spreadsheet";
    EXPECT_EQ(tie_of(siti, "331609520387000"), NikTie::last_digits);
    EXPECT_EQ(tie_of("3316095203870000", "3316095203870000"), NikTie::last_digits) << "whose were they?";
    EXPECT_EQ(tie_of(siti, "331609523870001"), NikTie::dropped);
    EXPECT_EQ(tie_of(siti, "33160952003870001"), NikTie::dropped) << "one typed twice";
    EXPECT_EQ(tie_of(siti, "3316195203870001"), NikTie::slip);
    EXPECT_EQ(tie_of(siti, "3316095203780001"), NikTie::slip) << "neighbours swapped";
    EXPECT_EQ(tie_of(siti, "3316091203870001"), NikTie::sex);
    EXPECT_EQ(tie_of(siti, "3316095203870002"), NikTie::same_birth) << "a twin, or the next in the queue";
    EXPECT_EQ(tie_of(siti, "3316095203870021"), NikTie::same_birth);
    EXPECT_EQ(tie_of(siti, "3316195204870001"), NikTie::two_slips);
    EXPECT_EQ(tie_of(siti, "3325010101900001"), NikTie::differs);
    EXPECT_EQ(tie_of("9916095203870001", "9916095203870001"), NikTie::same_malformed);
}

TEST(Nik, AnyDigitLeftOutOrDoubledIsSeen) {
    for (std::size_t at = 0; at < siti.size(); ++at) {
        std::string fewer(siti);
        fewer.erase(at, 1);
        std::string more(siti);
        more.insert(at, 1, more[at]);
        auto const is_loss = [](NikTie found) {
            return found == NikTie::dropped || found == NikTie::last_digits;
        };
        EXPECT_TRUE(is_loss(tie_of(siti, fewer))) << fewer;
        EXPECT_EQ(tie_of(siti, more), NikTie::dropped) << more;
    }
}

TEST(Nik, OnlyTwoValidOnesContradict) {
    EXPECT_TRUE(contradict(read_nik(siti), read_nik("3316095203870002")));
    EXPECT_FALSE(contradict(read_nik(siti), read_nik(siti)));
    EXPECT_FALSE(contradict(read_nik(siti), read_nik("3316095203870000")));
    EXPECT_FALSE(contradict(read_nik(siti), read_nik("3316097203870001")));
}

TEST(Nik, SexAndSerialDoNotPartCandidates) {
    auto const key = birth_and_district(read_nik(siti));
    EXPECT_NE(key, 0U);
    EXPECT_EQ(key, birth_and_district(read_nik("3316091203870001")));
    EXPECT_EQ(key, birth_and_district(read_nik("3316095203870000")));
    EXPECT_EQ(key, birth_and_district(read_nik("331609520387000")));
    EXPECT_NE(key, birth_and_district(read_nik("3316095303870001")));
}

}  // namespace
}  // namespace bina::linkage
