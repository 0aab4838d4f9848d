#include "linkage/value.h"

#include <gtest/gtest.h>

namespace bina::linkage::batch {
namespace {

TEST(ReadDate, TakesTheUsualForms) {
    for (auto const text :
         {"1971-06-24", "24/6/1971", "24-06-1971", "19710624", "24061971", "6/24/1971", " 1971.6.24 "})
        EXPECT_EQ(read_date(text), 0x1971'0624U) << text;
    for (auto const text : {"", "1971", "Juni 1971", "24/6"}) EXPECT_EQ(read_date(text), 0U) << text;
}

TEST(ReadNumber, TellsDecimalsFromThousands) {
    auto const one = read_number("1");
    EXPECT_EQ(read_number("1.500") - one, 1'499'000U);
    EXPECT_EQ(read_number("1,500,000") - one, 1'499'999'000U);
    EXPECT_EQ(read_number("Rp 1.500,25"), read_number("1500.25"));
    EXPECT_EQ(read_number("2.5") - one, 1'500U);
    EXPECT_EQ(one - read_number("-1"), 2'000U);
    EXPECT_EQ(read_number("-"), 0U);
    EXPECT_EQ(read_number("9999999999999999999"), 0U);
}

TEST(ReadPhone, MakesOneFormOfAll) {
    auto const phone = read_phone("0812-3456-789");
    EXPECT_NE(phone, 0U);
    for (auto const text : {"+62 812 3456 789", "628123456789", "8123456789"})
        EXPECT_EQ(read_phone(text), phone) << text;
    EXPECT_EQ(read_phone("12"), 0U);
}

TEST(ReadNik, NeedsItsDigits) {
    EXPECT_EQ(read_written_nik("3316 0155 0293 9086").state, NikState::valid);
    EXPECT_EQ(read_written_nik("3.31601E+15").state, NikState::none);
}

TEST(ReadPlace, NestsCodes) {
    Lexicon words;
    Field const field{.name = "village", .columns = {"v", "d"}, .kind = Kind::place, .sort = Sort::code};
    std::string_view const village[] = {"33.16.01.2001", ""};
    std::string_view const district[] = {"", "331601"};
    auto const a = read_place(words, field, village, 2);
    auto const b = read_place(words, field, district, 2);
    EXPECT_NE(a.areas[0], 0U);
    EXPECT_EQ(b.areas[0], 0U);
    EXPECT_EQ(a.areas[1], b.areas[1]);
    EXPECT_EQ(a.areas[3], b.areas[3]);
}

TEST(ReadText, CountsWordsThatAreCut) {
    Lexicon words;
    Field const field{.name = "t", .columns = {"t"}, .kind = Kind::words};
    auto const cell = read_text(words, field, "a b c d e f g h i j");
    EXPECT_EQ(cell.count, cell_words_max);
    EXPECT_EQ(cell.cut, 2);
    EXPECT_FALSE(read_text(words, field, " - ").known());
}

}  // namespace
}  // namespace bina::linkage::batch
