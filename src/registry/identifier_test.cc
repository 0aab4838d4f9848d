#include "registry/identifier.h"

#include <gmock/gmock.h>

#include <random>

namespace bina::registry {
namespace {

using base::Day;
using testing::ElementsAre;
using testing::IsEmpty;

Day const today = Day::from_parts(2024, 1, 31).value();

Day day(int year, int month, int day_of_month) {
    return Day::from_parts(year, month, day_of_month).value();
}

TEST(Nik, IsDecoded) {
    auto const reading = read_nik("3316095203870001", false, today);
    EXPECT_EQ(reading.nik, "3316095203870001");
    EXPECT_EQ(reading.finding, Finding{});
    EXPECT_EQ(reading.sex, Sex::female);
    EXPECT_EQ(reading.region, "331609");
    EXPECT_THAT(reading.birth, ElementsAre(day(1987, 3, 12)));
    EXPECT_EQ(reading.birth_day(today), day(1987, 3, 12));
}

TEST(Nik, SeparatorsAndItsNameDoNotMatter) {
    for (auto const* const text :
         {"'3316095203870001", "`3316095203870001", "33 16 09 520387 0001", "33.16.09.520387.0001",
          "NIK: 3316095203870001", "No. KTP 3316-0952-0387-0001", "3316\u00A0095203870001",
          "\u20183316095203870001\u2019", "3316095203870001 "})
        EXPECT_EQ(read_nik(text, false, today).nik, "3316095203870001") << text;
}

TEST(Nik, EmptyIsNoFault) {
    EXPECT_EQ(read_nik("", false, today).finding, Finding{});
    EXPECT_EQ(read_nik(" ' ", false, today).finding, Finding{});
}

TEST(Nik, EachFaultHasItsKey) {
    struct Case {
        char const* text;
        bool numeric;
        Finding finding;
    };
    Case const cases[]{
        {"belum jadi", false, finding::nik_characters},
        {"33160952x387xx01", false, finding::nik_characters},
        {"3316095203870001 / 3316091203870002", false, finding::nik_several},
        {"331609520387001", false, finding::nik_length},
        {"33160952038700011", false, finding::nik_length},
        {"1111111111111111", false, finding::nik_dummy},
        {"1234567890123456", false, finding::nik_dummy},
        {"3316093203870001", false, finding::nik_date},
        {"3316097203870001", false, finding::nik_date},
        {"3316093002870001", false, finding::nik_date},
        {"3316091213870001", false, finding::nik_date},
        {"1016095203870001", false, finding::nik_province},
        {"3316095203870000", false, finding::nik_serial},
        {"3316095203870000", true, finding::nik_truncated},
        {"3316095203870010", true, finding::nik_truncated},
        {"3.31609520387E+15", true, finding::nik_truncated},
        {"3.31609E+15", false, finding::nik_truncated},
        {"3,31609E+15", false, finding::nik_truncated},
        {"9601095203870002", true, finding::nik_truncated},
        {"33160952O3870OO1", false, finding::nik_letters},
        {"3300095203870001", false, finding::nik_regency},
        {"3316005203870001", false, finding::nik_district},
        {"3316091203150001", false, finding::nik_age},
    };
    for (auto const& [text, numeric, expected] : cases)
        EXPECT_EQ(read_nik(text, numeric, today).finding.key, expected.key) << text;
}

TEST(Nik, ValueOnlyWhenUsable) {
    EXPECT_EQ(read_nik("33160952O3870OO1", false, today).nik, "3316095203870001");
    EXPECT_EQ(read_nik("3316095203870010", true, today).nik, "");
    EXPECT_EQ(read_nik("3316095203870010", true, today).region, "331609");
    EXPECT_EQ(read_nik("3316095203870010", false, today).nik, "3316095203870010");
    EXPECT_EQ(read_nik("3316095203870001.0", true, today).nik, "3316095203870001");
    EXPECT_EQ(read_nik("3316095203870000", false, today).nik, "");
}

TEST(Nik, CenturyIsChosenByAgeOrByTheStatedDay) {
    auto const young = read_nik("3316091503060001", false, today);
    EXPECT_THAT(young.birth, ElementsAre(day(2006, 3, 15), day(1906, 3, 15)));
    EXPECT_EQ(young.birth_day(today), day(2006, 3, 15));
    EXPECT_EQ(young.birth_day(today, day(1906, 3, 15)), day(1906, 3, 15));
    EXPECT_THAT(read_nik("3316091503300001", false, today).birth, ElementsAre(day(1930, 3, 15)));
    EXPECT_EQ(read_nik("3316091503150001", false, today).birth_day(today), std::nullopt);
    EXPECT_THAT(read_nik("3316092902000001", false, today).birth, ElementsAre(day(2000, 2, 29)));
}

TEST(Nik, SeventeenTodayIsOldEnough) {
    EXPECT_EQ(read_nik("3316093101070001", false, today).finding, Finding{});
    EXPECT_EQ(read_nik("3316090102070001", false, today).finding, finding::nik_age);
}

TEST(Nik, IsComparedWithItsRow) {
    auto const reading = read_nik("3316095203870001", false, today);
    EXPECT_THAT(compare_nik(reading, {.sex = Sex::female, .birth_day = day(1987, 3, 12), .regency = "3316"}),
                IsEmpty());
    EXPECT_THAT(compare_nik(reading, {.sex = Sex::male, .birth_day = day(1988, 3, 12), .regency = "3325"}),
                ElementsAre(finding::nik_sex_differs, finding::nik_birth_differs, finding::nik_elsewhere));
    EXPECT_THAT(compare_nik(read_nik("", false, today), {.sex = Sex::male}), IsEmpty());
}

TEST(Nik, EveryWellFormedNumberReadsBackWithAnySeparators) {
    std::mt19937 random(7);
    auto const below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    for (int i = 0; i < 2000; ++i) {
        std::string digits = "3316";
        int const born = 1950 + below(50);
        for (int const part : {1 + below(16), 1 + below(28) + 40 * below(2), 1 + below(12), born % 100}) {
            digits += static_cast<char>('0' + part / 10);
            digits += static_cast<char>('0' + part % 10);
        }
        digits += "000" + std::to_string(1 + below(9));
        std::string dirty;
        for (char const c : digits) {
            dirty += c;
            if (below(4) == 0) dirty += " .-'"[below(4)];
        }
        auto const reading = read_nik(dirty, false, today);
        ASSERT_EQ(reading.nik, digits);
        ASSERT_EQ(reading.birth_day(today)->year(), born);
    }
}

TEST(FamilyCard, IsCheckedLikeANumberNotLikeAPerson) {
    EXPECT_EQ(read_family_card("3316 0915 0309 0012", false).digits, "3316091503090012");
    EXPECT_EQ(read_family_card("", false).finding, Finding{});
    EXPECT_EQ(read_family_card("ada", false).finding, finding::family_card_characters);
    EXPECT_EQ(read_family_card("331609", false).finding, finding::family_card_length);
    EXPECT_EQ(read_family_card("0000000000000000", false).finding, finding::family_card_dummy);
    EXPECT_EQ(read_family_card("3316091503090010", true).finding, finding::family_card_truncated);
    EXPECT_EQ(read_family_card("3.31609E+15", false).finding, finding::family_card_truncated);
    EXPECT_EQ(read_family_card("3316095203870001", false).finding, finding::family_card_is_nik);
    EXPECT_EQ(read_family_card("3316099903090012", false).finding, finding::family_card_date);
    EXPECT_EQ(read_family_card("9916091503090012", false).finding, finding::family_card_province);
    EXPECT_EQ(read_family_card("33160915O3090012", false).finding, finding::family_card_letters);
    EXPECT_EQ(read_family_card("9916091503090012", false).digits, "9916091503090012");
}

TEST(Npwp, CheckDigitOfKnownNumbers) {
    EXPECT_EQ(npwp_check_digit("12345678"), '2');
    EXPECT_EQ(npwp_check_digit("02183241"), '5');
    EXPECT_EQ(npwp_check_digit("65389112"), '7');
}

TEST(Npwp, BodiesGetSixteenDigitsPersonsKeepTheirs) {
    EXPECT_EQ(read_npwp("02.183.241.5-514.000", false, today).digits, "0021832415514000");
    EXPECT_EQ(read_npwp("0021832415514000", false, today).digits, "0021832415514000");
    EXPECT_EQ(read_npwp("NPWP 65.389.112.7-514.000", false, today).digits, "653891127514000");
    EXPECT_EQ(read_npwp("3316095203870001", false, today).digits, "3316095203870001");
    EXPECT_EQ(read_npwp("65.389.112.7-514.000", false, today).finding, Finding{});
}

TEST(Npwp, EachFaultHasItsKey) {
    EXPECT_EQ(read_npwp("proses", false, today).finding, finding::npwp_characters);
    EXPECT_EQ(read_npwp("65.389.112.7", false, today).finding, finding::npwp_length);
    EXPECT_EQ(read_npwp("00.000.000.0-000.000", false, today).finding, finding::npwp_dummy);
    EXPECT_EQ(read_npwp("6.53891E+14", false, today).finding, finding::npwp_truncated);
    EXPECT_EQ(read_npwp("3316095203870010", true, today).finding, finding::npwp_truncated);
    EXPECT_EQ(read_npwp("3316099903870001", false, today).finding, finding::npwp_nik);
    EXPECT_EQ(read_npwp("65.389.112.8-514.000", false, today).finding, finding::npwp_check);
    EXPECT_EQ(read_npwp("21832415514000", true, today).finding, finding::npwp_padded);
    EXPECT_EQ(read_npwp("21832415514000", true, today).digits, "0021832415514000");
    EXPECT_EQ(read_npwp("65.389.112.7-514.OOO", false, today).finding, finding::npwp_letters);
    EXPECT_EQ(read_npwp("0021832415514000000001", false, today).finding, finding::npwp_place);
    EXPECT_EQ(read_npwp("0021832415514000000001", false, today).digits, "0021832415514000");
}

TEST(Nib, IsThirteenDigits) {
    EXPECT_EQ(read_nib("NIB 9120 1033 20345", false).digits, "9120103320345");
    EXPECT_EQ(read_nib("9120103320345", true).digits, "9120103320345");
    EXPECT_EQ(read_nib("", false).finding, Finding{});
    EXPECT_EQ(read_nib("sudah ada", false).finding, finding::nib_characters);
    EXPECT_EQ(read_nib("912010332034", false).finding, finding::nib_length);
    EXPECT_EQ(read_nib("1111111111111", false).finding, finding::nib_dummy);
    EXPECT_EQ(read_nib("9.12E+12", false).finding, finding::nib_truncated);
    EXPECT_EQ(read_nib("9.120103320345E+12", true).digits, "9120103320345");
    EXPECT_EQ(read_nib("220103320345", true).finding, finding::nib_padded);
    EXPECT_EQ(read_nib("220103320345", true).digits, "0220103320345");
    EXPECT_EQ(read_nib("91201O3320345", false).finding, finding::nib_letters);
}

TEST(Identifier, KeysBelongToTheModuleAndDiffer) {
    std::vector<std::string_view> keys;
    for (auto const& found : identifier_findings) {
        EXPECT_TRUE(found.key.starts_with("registry."));
        EXPECT_THAT(keys, testing::Not(testing::Contains(found.key)));
        keys.push_back(found.key);
    }
}

}  // namespace
}  // namespace bina::registry
