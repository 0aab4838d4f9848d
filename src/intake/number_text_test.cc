#include "intake/number_text.h"

#include <gtest/gtest.h>

namespace bina::intake {
namespace {

std::string number(std::string_view stored, unsigned digits_min = 0) {
    std::string out;
    append_number(out, stored, digits_min);
    return out;
}

std::string date(std::string_view stored, NumberShow show = NumberShow::date, bool epoch_1904 = false) {
    std::string out;
    return append_date(out, stored, show, epoch_1904) ? out : "none";
}

TEST(NumberText, WholeNumbersHaveNeitherExponentNorPoint) {
    EXPECT_EQ(number("1500000"), "1500000");
    EXPECT_EQ(number("1.5E+6"), "1500000");
    EXPECT_EQ(number("1500000.0"), "1500000");
    EXPECT_EQ(number("0"), "0");
    EXPECT_EQ(number("-0"), "0");
    EXPECT_EQ(number("-12"), "-12");
    EXPECT_EQ(number("1E3"), "1000");
}

TEST(NumberText, IdentityNumbersKeepEveryDigitThatIsStored) {
    EXPECT_EQ(number("3.31609520387E+15"), "3316095203870000");
    EXPECT_EQ(number("3316095203870001"), "3316095203870001");
    EXPECT_EQ(number("81234567890"), "81234567890");
}

TEST(NumberText, FractionsShowFifteenDigits) {
    EXPECT_EQ(number("0.1"), "0.1");
    EXPECT_EQ(number("0.30000000000000004"), "0.3");
    EXPECT_EQ(number("1499999.9999999998"), "1500000");
    EXPECT_EQ(number("-6.9712999999999999"), "-6.9713");
    EXPECT_EQ(number("9.9999999999999999"), "10");
    EXPECT_EQ(number("1.5E-3"), "0.0015");
    EXPECT_EQ(number("111.414"), "111.414");
    EXPECT_EQ(number("0.05"), "0.05");
}

TEST(NumberText, WhatIsNoNumberStaysAsItIs) {
    for (auto const text : {"", "abc", "1.2.3", "1e", "--1", "1E999999999999", "."})
        EXPECT_EQ(number(text), text);
}

TEST(NumberText, FormatOfZerosPutsZerosInFront) {
    EXPECT_EQ(style_of_format("000000000000").digits_min, 12);
    EXPECT_EQ(number("81234567890", 12), "081234567890");
    EXPECT_EQ(number("0", 3), "000");
    EXPECT_EQ(number("1234", 3), "1234");
    EXPECT_EQ(number("1.5", 3), "1.5");
}

TEST(NumberText, FormatsThatShowDates) {
    for (auto const code : {"dd/mm/yyyy", "[$-421]dd mmmm yyyy;@", "d\\-mmm", "mmm-yy", "yyyy"})
        EXPECT_EQ(style_of_format(code).show, NumberShow::date) << code;
    for (auto const code : {"General", "#,##0", "0.00E+00", "_-[$Rp-421]* #,##0_-", "\"Rp\" #,##0;[Red]\\-0",
                            "@", "\"hari\" 0", "0%"})
        EXPECT_EQ(style_of_format(code).show, NumberShow::plain) << code;
    EXPECT_EQ(style_of_format("dd/mm/yyyy hh:mm").show, NumberShow::date_time);
    EXPECT_EQ(style_of_format("[h]:mm").show, NumberShow::time);
    EXPECT_EQ(style_of_format("hh:mm:ss").show, NumberShow::time);
    EXPECT_EQ(style_of_builtin(14).show, NumberShow::date);
    EXPECT_EQ(style_of_builtin(22).show, NumberShow::date_time);
    EXPECT_EQ(style_of_builtin(0).show, NumberShow::plain);
}

TEST(NumberText, DatesOfBothSystems) {
    EXPECT_EQ(date("1"), "1900-01-01");
    EXPECT_EQ(date("59"), "1900-02-28");
    EXPECT_EQ(date("61"), "1900-03-01");
    EXPECT_EQ(date("31848"), "1987-03-12");
    EXPECT_EQ(date("45323"), "2024-02-01");
    EXPECT_EQ(date("2958465"), "9999-12-31");
    EXPECT_EQ(date("2958466"), "none");
    EXPECT_EQ(date("0"), "none");
    EXPECT_EQ(date("-1"), "none");
    EXPECT_EQ(date("0", NumberShow::date, true), "1904-01-01");
    EXPECT_EQ(date("43861", NumberShow::date, true), "2024-02-01");
}

TEST(NumberText, TimesOfDay) {
    EXPECT_EQ(date("45323.5", NumberShow::date_time), "2024-02-01 12:00");
    EXPECT_EQ(date("45323", NumberShow::date_time), "2024-02-01");
    EXPECT_EQ(date("45323.99999999999", NumberShow::date_time), "2024-02-02");
    EXPECT_EQ(date("0.35416666666666669", NumberShow::time), "08:30");
    EXPECT_EQ(date("4.1666666666666664E-2", NumberShow::time), "01:00");
}

}  // namespace
}  // namespace bina::intake
