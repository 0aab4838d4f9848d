#include "intake/value_fixture.h"

namespace bina::intake {
namespace {

using namespace fixture;
using registry::Field;
using registry::Value;
using testing::ElementsAre;

TEST(DayValue, UsualWritings) {
    expect_all(column(Field::birth_day), {{"12/03/1987", "1987-03-12"},
                                          {"12-3-1987", "1987-03-12"},
                                          {"12.03.1987", "1987-03-12"},
                                          {"12 Maret 1987", "1987-03-12"},
                                          {"12 Pebruari 1987", "1987-02-12"},
                                          {"12 Nopember 1987", "1987-11-12"},
                                          {"12-Agt-1987", "1987-08-12"},
                                          {"12Des1987", "1987-12-12"},
                                          {"12-III-1987", "1987-03-12"},
                                          {"Maret 12, 1987", "1987-03-12"},
                                          {"Kamis, 12 Maret 1987", "1987-03-12"},
                                          {"1987-03-12", "1987-03-12"},
                                          {"1987-03-12 00:00:00", "1987-03-12"},
                                          {"1987/03/12", "1987-03-12"},
                                          {"12031987", "1987-03-12"},
                                          {"19870312", "1987-03-12"},
                                          {"12/03/87", "1987-03-12 day_century"},
                                          {"12/03/06", "2006-03-12 day_century"},
                                          {"120387", "1987-03-12 day_century"},
                                          {"31848", "1987-03-12 day_serial"},
                                          {"03/25/1987", "1987-03-25 day_month_first"}});
    EXPECT_EQ(told(read(date("1987-03-12"), column(Field::birth_day))), "1987-03-12");
    EXPECT_EQ(told(read(number("31848"), column(Field::birth_day))), "1987-03-12 day_serial");
}

TEST(DayValue, WhatIsNoDay) {
    expect_all(column(Field::birth_day), {{"31-02-1987", "- day_impossible"},
                                          {"12/13/1887", "- day_impossible"},
                                          {"12 kapan-kapan", "- day_unreadable"},
                                          {"1987", "- day_incomplete"},
                                          {"Maret 1987", "- day_incomplete"},
                                          {"03/1987", "- day_incomplete"},
                                          {"12/03/2099", "- day_future"},
                                          {"12/03/2019", "2019-03-12 day_unlikely"}});
    EXPECT_EQ(told(Field::coached_since, "2021"), "2021-01-01 day_start_of_year");
    EXPECT_EQ(told(Field::coached_since, "3/4/21"), "2021-04-03 day_century");
}

TEST(DayValue, TheColumnTellsWhichComesFirst) {
    ColumnStudy study(Field::birth_day, today);
    study.add(text("03/25/1987"));
    EXPECT_EQ(told(read(text("03/04/1987"), study.column())), "1987-03-04 day_month_first");
    study.add(text("25/03/1987"));
    EXPECT_EQ(told(read(text("03/04/1987"), study.column())), "1987-04-03 day_order");
    EXPECT_EQ(told(read(text("04/04/1987"), study.column())), "1987-04-04");
}

TEST(DayValue, BirthPlaceAndDayInOneCell) {
    for (auto const* const cell :
         {"Blora, 12-03-1987", "BLORA 12 Maret 1987", "Blora/12-03-1987", "Blora, tgl 12-03-1987",
          "Blora, Kamis 12 Maret 1987", "blora,12/03/1987"}) {
        auto const reading = read(text(cell), column(Field::birth_day));
        EXPECT_THAT(reading.values,
                    ElementsAre(Value{Field::birth_day, "1987-03-12"}, Value{Field::birth_place, "Blora"}))
            << cell;
        EXPECT_TRUE(reading.has(finding::day_with_place));
    }
    EXPECT_THAT(read(text("Blora, 12-03-1987"), column(Field::birth_place)).values,
                ElementsAre(Value{Field::birth_place, "Blora"}, Value{Field::birth_day, "1987-03-12"}));
    EXPECT_EQ(told(Field::birth_day, "\u00A0 12-03-1987"), "1987-03-12");
    EXPECT_EQ(told(Field::birth_place, "KUDUS"), "Kudus");
    EXPECT_EQ(told(Field::birth_day, "Blora"), "Blora day_incomplete");
    EXPECT_EQ(told(Field::birth_day, "Blora, Maret 1987"), "Blora day_incomplete");
    EXPECT_EQ(told(Field::birth_day, "Mare"), "Mare day_incomplete");
}

TEST(YearValue, Writings) {
    expect_all(column(Field::started), {{"2015", "2015"},
                                        {"th 2015", "2015"},
                                        {"sejak tahun 2015", "2015"},
                                        {"12-03-2015", "2015 year_of_day"},
                                        {"Maret 2015", "2015 year_of_day"},
                                        {"42075", "2015 year_of_day"},
                                        {"98", "1998 year_two_digits"},
                                        {"15", "2015 year_two_digits"},
                                        {"5 tahun", "2019 year_age"},
                                        {"5 th", "2019 year_age"},
                                        {"1850", "- year_range"},
                                        {"2025", "- year_range"},
                                        {"lama", "- year_unreadable"},
                                        {"5", "- year_unreadable"}});
}

TEST(DayValue, EveryDayReadsBackInEachForm) {
    for (int number = -14'000; number < 13'000; number += 37) {
        auto const day = base::Day::from_number(number);
        auto const expected = day.text();
        auto const d = expected.substr(8, 2);
        auto const m = expected.substr(5, 2);
        auto const y = expected.substr(0, 4);
        for (auto const& written : {d + "/" + m + "/" + y, d + "-" + m + "-" + y, expected, d + m + y})
            EXPECT_EQ(read(text(written), column(Field::coached_since)).get(Field::coached_since), expected)
                << written;
    }
}

}  // namespace
}  // namespace bina::intake
