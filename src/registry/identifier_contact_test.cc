#include <gmock/gmock.h>

#include "registry/identifier.h"

namespace bina::registry {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> numbers(std::string_view text, bool numeric_cell = false) {
    std::vector<std::string> found;
    for (auto const& reading : read_phones(text, numeric_cell)) found.push_back(reading.text);
    return found;
}

Finding fault(std::string_view text, bool numeric_cell = false) {
    auto const readings = read_phones(text, numeric_cell);
    return readings.empty() ? Finding{} : readings.front().finding;
}

TEST(Phone, AnyWritingGivesOneForm) {
    for (auto const* const text :
         {"081234598760", "0812 3459 8760", "0812-3459-8760", "0812.3459.8760", "+62 812 3459 8760",
          "6281234598760", "+62 0812 3459 8760", "0062812 3459 8760", "(0812) 34598760", "HP. 081234598760",
          "'081234598760", "81234598760", "WA 0812\u00A03459\u00A08760", "0812 - 3459 - 8760"})
        EXPECT_THAT(numbers(text), ElementsAre("+6281234598760")) << text;
    EXPECT_THAT(numbers("8.1234598760E+10", true), ElementsAre("+6281234598760"));
    EXPECT_THAT(numbers("81234598760.0", true), ElementsAre("+6281234598760"));
}

TEST(Phone, LandlinesNeedTheirAreaCode) {
    EXPECT_THAT(numbers("(0296) 531234"), ElementsAre("+62296531234"));
    EXPECT_THAT(numbers("0296/531234"), ElementsAre("+62296531234"));
    EXPECT_THAT(numbers("021-5551234"), ElementsAre("+62215551234"));
    EXPECT_EQ(fault("531234"), finding::phone_area);
}

TEST(Phone, SeveralNumbersInOneCell) {
    EXPECT_THAT(numbers("081234598760 / 085798765431"), ElementsAre("+6281234598760", "+6285798765431"));
    EXPECT_THAT(numbers("081234598760,085798765431"), ElementsAre("+6281234598760", "+6285798765431"));
    EXPECT_THAT(numbers("081234598760 dan 0296 531234"), ElementsAre("+6281234598760", "+62296531234"));
    EXPECT_THAT(numbers("081234598760\n085798765431"), ElementsAre("+6281234598760", "+6285798765431"));
    EXPECT_THAT(numbers("081234598760 085798765431"), ElementsAre("+6281234598760", "+6285798765431"));
    EXPECT_THAT(numbers("081234598760/081234598760"), ElementsAre("+6281234598760"));
    EXPECT_THAT(numbers("0812,3459,8760"), ElementsAre("+6281234598760"));
    EXPECT_EQ(fault("081234598760/085798765431"), finding::phone_several);
}

TEST(Phone, HalfASecondNumberIsNotMadeUp) {
    auto const readings = read_phones("081234598760/61", false);
    ASSERT_EQ(readings.size(), 2U);
    EXPECT_EQ(readings[0].text, "+6281234598760");
    EXPECT_EQ(readings[1].text, "");
    EXPECT_EQ(readings[1].finding.severity, Severity::error);
}

TEST(Phone, EachFaultHasItsKey) {
    EXPECT_THAT(read_phones("", false), IsEmpty());
    EXPECT_EQ(fault("tidak punya"), finding::phone_characters);
    EXPECT_EQ(fault("0812-xxxx-8760"), finding::phone_masked);
    EXPECT_EQ(fault("0812345"), finding::phone_length);
    EXPECT_EQ(fault("08123459876012"), finding::phone_length);
    EXPECT_EQ(fault("0801234567"), finding::phone_prefix);
    EXPECT_EQ(fault("0112345678"), finding::phone_prefix);
    EXPECT_EQ(fault("+65 9123 4567"), finding::phone_foreign);
    EXPECT_EQ(fault("8.12346E+10"), finding::phone_truncated);
    EXPECT_EQ(fault("081234567890"), finding::phone_dummy);
    EXPECT_EQ(fault("0811111111111"), finding::phone_dummy);
    EXPECT_EQ(fault("O81234598760"), finding::phone_letters);
    EXPECT_EQ(fault("081234598760 (Bu Yah)"), finding::phone_remark);
    EXPECT_EQ(fault("81234598760", true), finding::phone_zero);
    EXPECT_EQ(fault("081234598760"), Finding{});
}

TEST(Phone, ShortestAndLongestMobile) {
    EXPECT_THAT(numbers("0812345987"), ElementsAre("+62812345987"));
    EXPECT_THAT(numbers("0812345987601"), ElementsAre("+62812345987601"));
    EXPECT_EQ(fault("081234598"), finding::phone_length);
}

TEST(Email, IsLoweredAndChecked) {
    auto const one = [](std::string_view text) { return read_emails(text).at(0); };
    EXPECT_EQ(one("Batik.Sekar@Gmail.com").text, "batik.sekar@gmail.com");
    EXPECT_EQ(one("mailto:a@b.co.id").text, "a@b.co.id");
    EXPECT_THAT(read_emails(" "), IsEmpty());
    EXPECT_EQ(one("batik@gmail").finding, finding::email_malformed);
    EXPECT_EQ(one("batik.gmail.com").finding, finding::email_malformed);
    EXPECT_EQ(one("batik@@gmail.com").finding, finding::email_malformed);
    EXPECT_EQ(one("batik @ gmail.com").finding, finding::email_malformed);
    EXPECT_EQ(one("batik@gmail.con").finding, finding::email_domain);
    EXPECT_EQ(one("batik@gmail.con").text, "batik@gmail.con");
    EXPECT_EQ(read_emails("a@b.id; c@d.id").size(), 2U);
    EXPECT_EQ(one("a@b.id; c@d.id").finding, finding::email_several);
}

TEST(Masked, ShowsEnoughToRecogniseNotToUse) {
    EXPECT_EQ(masked(Field::nik, "3316095203870001"), "3316**********01");
    EXPECT_EQ(masked(Field::family_card, "3316091503090012"), "3316**********12");
    EXPECT_EQ(masked(Field::npwp, "0021832415514000"), "00***********000");
    EXPECT_EQ(masked(Field::phone, "+6281234598678"), "+62812****678");
    EXPECT_EQ(masked(Field::email, "siti@gmail.com"), "s***@gmail.com");
    EXPECT_EQ(masked(Field::birth_day, "1987-03-12"), "1987-**-**");
    EXPECT_EQ(masked(Field::owner_name, "Siti Aminah"), "S*** A***");
    EXPECT_EQ(masked(Field::sales, "1500000"), "***");
    EXPECT_EQ(masked(Field::business_name, "Batik Sekar"), "Batik Sekar");
    EXPECT_EQ(masked(Field::nik, ""), "");
    EXPECT_EQ(masked(Field::phone, "+62"), "***");
}

}  // namespace
}  // namespace bina::registry
