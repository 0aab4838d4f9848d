#include "registry/identifier_licence.h"

#include <gmock/gmock.h>

#include <random>

#include "registry/identifier_region.h"

namespace bina::registry {
namespace {

using base::Day;
using testing::ElementsAre;
using testing::IsEmpty;
using enum LicenceKind;

Day const today = Day::from_parts(2024, 1, 31).value();

/// "number key", "number", "- key": one after the other.
std::vector<std::string> told(LicenceKind kind, std::string_view text, bool numeric = false) {
    std::vector<std::string> out;
    for (auto const& [number, finding] : read_licences(kind, text, numeric, today)) {
        out.push_back(number.empty() ? "-" : number);
        out.back().append(finding.key.substr(std::min(finding.key.find('.'), finding.key.size())));
    }
    return out;
}

struct Case {
    char const* text;
    char const* expected;
};

TEST(Pirt, IsDecoded) {
    auto const says = decode_pirt("3063306010072-19").value();
    EXPECT_EQ(says.packaging, 3);
    EXPECT_EQ(says.food, 6);
    EXPECT_EQ(says.regency, "3306");
    EXPECT_EQ(says.product, 1);
    EXPECT_EQ(says.maker, 72);
    EXPECT_EQ(says.expiry_year, 2019);
    EXPECT_EQ(says.last_day().text(), "2019-12-31");
    EXPECT_FALSE(decode_pirt("306330601007219"));
    EXPECT_FALSE(decode_pirt("3063306010072-1x"));
    EXPECT_FALSE(decode_pirt(""));
}

TEST(Pirt, IsReadHoweverItIsWritten) {
    for (auto const* const text :
         {"2063316010072-27", "206331601007227", "P-IRT 2063316010072-27", "P.IRT No. 206.3316.01.0072-27",
          "PIRT:206 3316 010072 27", "SPP-IRT 2063316010072\u201327", "Dinkes RI P-IRT No 2063316010072 - 27",
          "'2063316010072-27"})
        EXPECT_THAT(told(pirt, text), ElementsAre("2063316010072-27")) << text;
    EXPECT_THAT(told(pirt, "206331601007227", true), ElementsAre("2063316010072-27"));
    EXPECT_THAT(told(pirt, "  "), IsEmpty());
}

TEST(Pirt, EachFaultHasItsKey) {
    for (auto const& [text, expected] : {
             Case{"rumah tangga", "-.pirt_characters"},
             Case{"20633160100xx-27", "-.pirt_characters"},
             Case{"20633160100**-27", "-.pirt_characters"},
             Case{"2063316010072", "-.pirt_length"},
             Case{"2063316010072-277", "-.pirt_length"},
             Case{"111111111111111", "-.pirt_dummy"},
             Case{"2.06331E+14", "-.pirt_truncated"},
             Case{"2O633160I0072-27", "2063316010072-27.pirt_letters"},
             Case{"9063316010072-27", "9063316010072-27.pirt_packaging"},
             Case{"2163316010072-27", "2163316010072-27.pirt_food"},
             Case{"2063399010072-27", "2063399010072-27.pirt_regency"},
             Case{"2061016010072-27", "2061016010072-27.pirt_regency"},
             Case{"2063316010072-30", "2063316010072-30.pirt_year"},
             Case{"3063306010072-19", "3063306010072-19.pirt_expired"},
             Case{"2063316010072-23", "2063316010072-23.pirt_expired"},
             Case{"2063316010072-24", "2063316010072-24"},
             Case{"2063316010072-29", "2063316010072-29"},
             Case{"dalam proses", "-.licence_pending"},
         })
        EXPECT_THAT(told(pirt, text), ElementsAre(expected)) << text;
}

TEST(Pirt, OneCellMayHoldSeveral) {
    EXPECT_THAT(told(pirt, "2063316010072-27, 2063316020072-27"),
                ElementsAre("2063316010072-27", "2063316020072-27"));
    EXPECT_THAT(told(pirt, "2063316010072-27 / 2063316010072-27"), ElementsAre("2063316010072-27"));
    EXPECT_THAT(told(pirt, "2063316010072-27\n2063316"), ElementsAre("2063316010072-27", "-.pirt_length"));
}

TEST(Halal, EachFormHasItsKey) {
    for (auto const& [text, expected] : {
             Case{"ID33110000123450121", "ID33110000123450121"},
             Case{"id 3311 0000 1234 50121", "ID33110000123450121"},
             Case{"Sertifikat Halal No. ID33110000123450121", "ID33110000123450121"},
             Case{"ID331100001234501", "ID331100001234501.halal_length"},
             Case{"15060012345678", "15060012345678.halal_old"},
             Case{"ID3311OOOO123450121", "ID33110000123450121.halal_letters"},
             Case{"KH-12345/2023", "-.halal_decree"},
             Case{"ID33", "-.halal_short"},
             Case{"ID00000000000000000", "-.halal_dummy"},
             Case{"ID33A10000123450121", "-.halal_characters"},
             Case{"MUI", "-.halal_characters"},
         })
        EXPECT_THAT(told(halal, text), ElementsAre(expected)) << text;
}

TEST(Bpom, EachFormHasItsKey) {
    for (auto const& [text, expected] : {
             Case{"BPOM RI MD 234567890123", "MD234567890123"},
             Case{"md.2345.6789.0123", "MD234567890123"},
             Case{"ML234567890123", "ML234567890123"},
             Case{"MD 234567890123456", "MD234567890123456.bpom_length"},
             Case{"MD 23456", "-.bpom_short"},
             Case{"234567890123", "-.bpom_prefix"},
             Case{"POM TR 123456789", "TR123456789.bpom_other"},
             Case{"XY 234567890123", "-.bpom_characters"},
             Case{"BPOM", "-.bpom_characters"},
         })
        EXPECT_THAT(told(bpom, text), ElementsAre(expected)) << text;
}

TEST(Brand, EachFormHasItsKey) {
    for (auto const& [text, expected] : {
             Case{"IDM000123456", "IDM000123456"},
             Case{"Merek No. IDM 000 123 456", "IDM000123456"},
             Case{"IDM12345", "-.brand_length"},
             Case{"DID2021012345", "DID2021012345.brand_application"},
             Case{"J00 2013 001234", "J002013001234.brand_application"},
             Case{"Kripik Barokah", "-.brand_name"},
             Case{"12345", "-.brand_characters"},
             Case{"IDM00012345A", "-.brand_characters"},
         })
        EXPECT_THAT(told(brand, text), ElementsAre(expected)) << text;
}

TEST(Licence, TextOfAVillageIsKept) {
    EXPECT_THAT(told(sku, " 510 / 12 ;IV/ 2023 "), ElementsAre("510 / 12 ,IV/ 2023"));
    EXPECT_THAT(told(iumk, "503/0012/IUMK/2019"), ElementsAre("503/0012/IUMK/2019"));
}

TEST(Licence, KindsAndFieldsFitEachOther) {
    for (auto const name : licence_kinds) {
        auto const kind = licence_kind_of(name).value();
        EXPECT_EQ(name_of(kind), name);
        EXPECT_EQ(licence_kind_of(licence_field(kind)), kind);
        EXPECT_EQ(info(licence_field(kind)).key, "licence." + std::string(name));
    }
    EXPECT_FALSE(licence_kind_of("nib"));
    EXPECT_FALSE(licence_kind_of(Field::nib));
}

TEST(Licence, EveryPirtReadsBackWithAnySeparators) {
    std::mt19937 random(11);
    auto const below = [&](unsigned n) { return random() % n; };
    for (int i = 0; i < 2000; ++i) {
        std::string digits = std::to_string(1 + below(8));
        digits += "0" + std::to_string(1 + below(9)) + "3316";
        for (int k = 0; k < 6; ++k) digits += static_cast<char>('0' + below(10));
        digits += "2" + std::to_string(4 + below(6));
        std::string dirty;
        for (char const c : digits) {
            dirty += c;
            if (below(4) == 0) dirty += " .-'"[below(4)];
        }
        auto const readings = read_licences(pirt, dirty, false, today);
        ASSERT_EQ(readings.size(), 1);
        ASSERT_EQ(readings[0].number, digits.insert(13, "-"));
        ASSERT_EQ(readings[0].finding, Finding{});
        ASSERT_EQ(decode_pirt(readings[0].number)->regency, "3316");
    }
}

TEST(Region, KnowsCodesOfToday) {
    for (auto const* const code : {"1101", "3316", "3329", "3371", "3376", "3505", "3572", "9604", "9671"})
        EXPECT_TRUE(region::ever_regency(code)) << code;
    for (auto const* const code : {"0000", "1001", "3300", "3330", "3370", "3377", "3380", "9999"})
        EXPECT_FALSE(region::ever_regency(code)) << code;
}

TEST(Region, KnowsCodesBeforeProvincesWereParted) {
    for (auto const* const code : {"1410", "3220", "5401", "7112", "7320", "9117"})
        EXPECT_TRUE(region::ever_regency(code)) << code;
    EXPECT_TRUE(region::ever_province("54"));
    EXPECT_FALSE(region::ever_province("10"));
}

}  // namespace
}  // namespace bina::registry
