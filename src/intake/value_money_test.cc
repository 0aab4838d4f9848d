#include <random>

#include "intake/value_fixture.h"

namespace bina::intake {
namespace {

using namespace fixture;
using registry::Field;

Column of_year() {
    auto about = column(Field::sales);
    about.period = Period::year;
    return about;
}

TEST(Money, EveryUsualWriting) {
    expect_all(column(Field::capital), {
                                           {"1500000", "1500000"},
                                           {"1.500.000", "1500000"},
                                           {"1,500,000", "1500000"},
                                           {"1 500 000", "1500000"},
                                           {"1'500'000", "1500000"},
                                           {"Rp 1.500.000,-", "1500000"},
                                           {"Rp. 1.500.000,-", "1500000"},
                                           {"Rp1.500.000,00", "1500000"},
                                           {"Rp\u00A01.500.000", "1500000"},
                                           {"IDR 1,500,000.00", "1500000"},
                                           {"1500000.0", "1500000"},
                                           {"1500000,00", "1500000"},
                                           {"1.500.000.00", "1500000"},
                                           {"1.500.000 rupiah", "1500000"},
                                           {"1,5 jt", "1500000"},
                                           {"1.5jt", "1500000"},
                                           {"1,5 JUTA", "1500000"},
                                           {"500rb", "500000"},
                                           {"500 ribu", "500000"},
                                           {"25k", "25000"},
                                           {"2 milyar", "2000000000"},
                                           {"1,25 miliar", "1250000000"},
                                           {"1 juta 500 ribu", "1500000"},
                                           {"1jt500rb", "1500000"},
                                           {"150.000", "150000"},
                                           {"Rp. 2.000.000 (dua juta rupiah)", "2000000"},
                                       });
}

TEST(Money, WrittenOut) {
    expect_all(column(Field::capital), {
                                           {"satu juta", "1000000 money_words"},
                                           {"Sejuta", "1000000 money_words"},
                                           {"dua puluh lima juta", "25000000 money_words"},
                                           {"seratus dua puluh lima ribu", "125000 money_words"},
                                           {"dua juta lima ratus ribu rupiah", "2500000 money_words"},
                                           {"setengah juta", "500000 money_words"},
                                           {"satu setengah juta", "1500000 money_words"},
                                           {"lima belas juta", "15000000 money_words"},
                                           {"5 ratus ribu", "500000"},
                                       });
}

TEST(Money, DoubtIsNotGuessed) {
    expect_all(column(Field::capital), {
                                           {"1-5 juta", "- money_range"},
                                           {"1 juta - 5 juta", "- money_range"},
                                           {"500.000 s/d 1.000.000", "- money_range"},
                                           {"< 5 juta", "- money_range"},
                                           {"kurang dari 5 jt", "- money_range"},
                                           {"maksimal 10jt", "- money_range"},
                                           {"1.500 jt", "- money_ambiguous"},
                                           {"1.500,000", "- money_ambiguous"},
                                           {"1.50.000", "- money_groups"},
                                           {"1500.000", "- money_groups"},
                                           {"300", "- money_scale"},
                                           {"6281234598760", "- money_scale"},
                                           {"1 jt 500", "- money_unreadable"},
                                           {"juta", "- money_unreadable"},
                                           {"tidak tentu", "- money_unreadable"},
                                           {"10%", "- money_unreadable"},
                                           {"2 sapi", "- money_unreadable"},
                                           {"500 20", "- money_unreadable"},
                                           {"5 jt (enam juta)", "- money_unreadable"},
                                           {"-500.000", "- money_negative"},
                                           {"(500.000)", "- money_negative"},
                                           {"99999999999999999999", "- money_large"},
                                           {"99999 triliun", "- money_large"},
                                           {"0", "- money_zero"},
                                           {"Rp 0", "- money_zero"},
                                           {"Rp -", "- placeholder"},
                                           {"belum ada", "- placeholder"},
                                           {"", "-"},
                                       });
    auto const range = read(text("1-5 juta"), column(Field::capital));
    EXPECT_EQ(range.worst()->params, (std::vector<Param>{{"low", "1000000"}, {"high", "5000000"}}));
}

TEST(Money, MannerIsTold) {
    expect_all(column(Field::capital), {
                                           {"± 5 juta", "5000000 money_about"},
                                           {"sekitar 5jt", "5000000 money_about"},
                                           {"2 jutaan", "2000000 money_about"},
                                           {"2 juta-an", "2000000 money_about"},
                                           {"rata-rata 3 jt", "3000000 money_about"},
                                           {"2 M", "2000000000 money_billion"},
                                           {"1.500.000,75", "1500000 money_rounded"},
                                       });
}

TEST(Money, SalesAreAYears) {
    expect_all(column(Field::sales), {
                                         {"5jt/bln", "60000000 money_monthly"},
                                         {"5 jt per bulan", "60000000 money_monthly"},
                                         {"Rp 5.000.000,-/bln", "60000000 money_monthly"},
                                         {"5 jt/1 bln", "60000000 money_monthly"},
                                         {"5jt sebulan", "60000000 money_monthly"},
                                         {"60jt/th", "60000000"},
                                         {"60 juta pertahun", "60000000"},
                                         {"200rb/hari", "62400000 money_daily"},
                                         {"1 jt / minggu", "52000000 money_weekly"},
                                         {"5 jt/bln/th", "- money_unreadable"},
                                         {"5.000.000", "- money_period"},
                                     });
    EXPECT_EQ(told(read(text("5.000.000"), of_year())), "5000000");
    auto monthly = column(Field::sales);
    monthly.period = Period::month;
    EXPECT_EQ(told(read(text("5.000.000"), monthly)), "60000000");
    EXPECT_EQ(told(read(text("60jt/th"), monthly)), "60000000");
}

TEST(Money, NumberCellsHaveADecimalPoint) {
    auto const about = column(Field::assets);
    EXPECT_EQ(told(read(number("1500000"), about)), "1500000");
    EXPECT_EQ(told(read(number("1500000.5"), about)), "1500000 money_rounded");
    EXPECT_EQ(told(read(number("1.5"), about)), "- money_scale");
    EXPECT_EQ(told(read(number("12345.678"), about)), "12345 money_rounded");
    EXPECT_EQ(told(read(number("-5000"), about)), "- money_negative");
}

TEST(Money, TheColumnTellsItsScale) {
    ColumnStudy study(Field::assets, today);
    for (auto const* const cell : {"5.000.000", "7.500.000", "3 jt", "12.000.000", "1.500", "300"})
        study.add(text(cell));
    auto const about = study.column();
    EXPECT_EQ(about.typical, 5'000'000);
    EXPECT_EQ(about.unit, 1);
    EXPECT_EQ(told(read(text("1.500"), about)), "- money_scale");
    EXPECT_EQ(told(read(text("300"), about)), "- money_scale");
    EXPECT_EQ(told(read(text("15.000"), about)), "- money_scale");
    EXPECT_EQ(told(read(text("300 rb"), about)), "300000");
    EXPECT_EQ(told(read(text("250.000"), about)), "250000");
    EXPECT_EQ(told(read(text("90.000.000.000"), about)), "- money_scale");
}

TEST(Money, AColumnOfSmallNumbersIsAsked) {
    ColumnStudy study(Field::assets, today);
    for (auto const* const cell : {"5", "7,5", "3", "12"}) study.add(text(cell));
    auto about = study.column();
    EXPECT_EQ(about.unit, 0);
    EXPECT_EQ(told(read(text("5"), about)), "- money_scale");
    about.unit = 1'000'000;
    EXPECT_EQ(told(read(text("7,5"), about)), "7500000");
    EXPECT_EQ(told(read(text("7.500.000"), about)), "- money_scale");
    EXPECT_EQ(told(read(text("2 jt"), about)), "2000000");
}

TEST(Money, TheColumnsDecimalMarkMakesGroupsDoubtful) {
    ColumnStudy study(Field::assets, today);
    for (auto const* const cell : {"1500000.50", "2250000.00", "150.000"}) study.add(text(cell));
    auto const about = study.column();
    EXPECT_EQ(about.decimal, '.');
    EXPECT_EQ(told(read(text("150.000"), about)), "- money_ambiguous");
    EXPECT_EQ(told(read(text("1.500.000"), about)), "1500000");
}

TEST(Money, HeadingTellsPeriodAndUnit) {
    EXPECT_EQ(read_heading("OMZET/BLN").period, Period::month);
    EXPECT_EQ(read_heading("Omset per Tahun (juta Rp)").period, Period::year);
    EXPECT_EQ(read_heading("Omset per Tahun (juta Rp)").unit, 1'000'000);
    EXPECT_EQ(read_heading("ASET (dalam ribuan)").unit, 1'000);
    EXPECT_EQ(read_heading("OMZET").period, Period::ask);
}

std::string grouped(std::int64_t amount, char mark) {
    auto digits = std::to_string(amount);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(digits.begin() + at, mark);
    return digits;
}

TEST(Money, WhatIsFormattedReadsBack) {
    std::mt19937_64 random(11);
    auto const about = column(Field::capital);
    for (int i = 0; i < 5000; ++i) {
        auto const magnitude = static_cast<int>(random() % 9);
        std::int64_t amount = 1000 + static_cast<std::int64_t>(random() % 9000);
        for (int k = 0; k < magnitude; ++k) amount = amount * 10 + static_cast<std::int64_t>(random() % 10);
        auto const expected = std::to_string(amount);
        for (auto const& written : {expected, "Rp " + grouped(amount, '.') + ",-",
                                    "Rp. " + grouped(amount, '.') + ",00", grouped(amount, ' ')})
            ASSERT_EQ(told(read(text(written), about)), expected) << written;
        if (amount >= 1'000'000) {
            ASSERT_EQ(told(read(text(grouped(amount, ',') + ".00"), about)), expected);
        }
        ASSERT_EQ(told(read(number(expected), about)), expected);
        auto const thousands = amount / 1000;
        ASSERT_EQ(told(read(text(std::to_string(thousands) + " rb"), about)),
                  std::to_string(thousands * 1000));
    }
}

}  // namespace
}  // namespace bina::intake
