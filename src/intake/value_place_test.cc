#include "intake/value_fixture.h"

namespace bina::intake {
namespace {

using namespace fixture;
using registry::Field;
using registry::Value;
using testing::ElementsAre;
using testing::IsEmpty;

std::string both(Reading const& reading) {
    return std::string(reading.get(Field::rt)) + "/" + std::string(reading.get(Field::rw));
}

TEST(RtRw, OneCellMayHoldBoth) {
    for (auto const* const cell : {"01/02", "RT.001/RW.002", "RT 1 RW 2", "1/2", "001-002", "RT/RW 1/2",
                                   "0102", "001002", "rw 2 rt 1", "RT 01, RW 02"}) {
        auto const reading = read(text(cell), column(Field::rt));
        EXPECT_EQ(both(reading), "001/002") << cell;
        EXPECT_THAT(reading.notes, IsEmpty());
    }
    EXPECT_EQ(both(read(text("3"), column(Field::rt))), "003/");
    EXPECT_EQ(both(read(text("3"), column(Field::rw))), "/003");
    EXPECT_EQ(both(read(text("RW 5"), column(Field::rt))), "/005");
    EXPECT_EQ(read(text("1/2"), column(Field::rw)).values.front().field, Field::rw);
    EXPECT_TRUE(read(text("krajan"), column(Field::rt)).has(finding::rt_unreadable));
    EXPECT_TRUE(read(text("1/2/3"), column(Field::rt)).has(finding::rt_unreadable));
    EXPECT_TRUE(read(text("1999"), column(Field::rt)).has(finding::rt_unreadable) ||
                both(read(text("1999"), column(Field::rt))) == "019/099");
}

TEST(RtRw, DatesOfTheSpreadsheetAreTurnedBack) {
    struct Expected {
        Cell cell;
        char const* both;
    };
    for (auto const& [cell, expected] : std::vector<Expected>{
             {text("1-Feb"), "001/002"},
             {text("01-Feb"), "001/002"},
             {text("Feb-13"), "002/013"},
             {text("12-Mei"), "012/005"},
             {date("2024-02-01"), "001/002"},
             {date("2013-02-01"), "002/013"},
             {date("2001-02-01"), "002/001"},
             {date("1945-02-01"), "002/045"},
         }) {
        auto const reading = read(cell, column(Field::rt));
        EXPECT_EQ(both(reading), expected) << cell.text;
        EXPECT_TRUE(reading.has(finding::rt_date)) << cell.text;
        EXPECT_EQ(reading.severity(), Severity::warning);
    }
}

TEST(Address, PartsAreFoundAndTheWholeIsKept) {
    auto const reading =
        read(text("Jl. Pemuda No 5 Dk. Kaliwangan RT 01/02 Ds. Kedungjenar"), column(Field::address));
    EXPECT_THAT(
        reading.values,
        ElementsAre(Value{Field::address, "Jl. Pemuda No 5 Dk. Kaliwangan RT 01/02 Ds. Kedungjenar"},
                    Value{Field::rt, "001"}, Value{Field::rw, "002"}, Value{Field::hamlet, "Kaliwangan"}));
    EXPECT_EQ(read_address_parts("RT.3 RW.5").rw, "5");
    EXPECT_EQ(read_address_parts("Dusun Karang Tengah, RT 1").hamlet, "Karang Tengah");
    EXPECT_EQ(read_address_parts("Jl. Artomoro 12").rt, "");
    EXPECT_EQ(read_address_parts("").rt, "");
}

TEST(Coordinate, Writings) {
    expect_all(column(Field::latitude),
               {{"-6.97", "-6.97"},
                {"-6,97", "-6.97"},
                {"-6.9708333333", "-6.970833"},
                {"6.97 LS", "-6.97"},
                {"6\u00B058'12\"S", "-6.97"},
                {"-6.97, 111.41", "-6.97 coordinate_pair"},
                {"-6,97 111,41", "-6.97 coordinate_pair"},
                {"https://maps.google.com/?q=-6.97,111.41", "-6.97 coordinate_pair"},
                {"https://www.google.com/maps/@-6.97,111.41,17z", "-6.97 coordinate_pair"},
                {"111.41", "111.41 coordinate_swapped"},
                {"6.97", "- coordinate_sign"},
                {"51.5", "- coordinate_outside"},
                {"-697083", "- coordinate_unreadable"},
                {"di rumah", "- coordinate_unreadable"}});
    expect_all(column(Field::longitude), {{"111.41", "111.41"},
                                          {"111,418333", "111.418333"},
                                          {"-6.97", "-6.97 coordinate_swapped"},
                                          {"0", "- placeholder"},
                                          {"11.41", "- coordinate_outside"}});
    EXPECT_EQ(read(text("111.41"), column(Field::latitude)).values.front().field, Field::longitude);
    EXPECT_EQ(read(text("-6.97, 111.41"), column(Field::latitude)).get(Field::longitude), "111.41");
    EXPECT_EQ(read(number("-6.97"), column(Field::latitude)).get(Field::latitude), "-6.97");
}

constexpr areas::Place places[]{
    {"3316", "Kabupaten Blora"},   {"331609", "Blora"},          {"331610", "Tunjungan"},
    {"3316091009", "Kedungjenar"}, {"3316091010", "Tambahrejo"}, {"3316102007", "Tambahrejo"},
    {"3316102013", "Sukorejo"},
};

TEST(PlaceValue, CodesAndNotes) {
    areas::PlaceIndex const index(places);
    areas::PlaceFinder finder(index);
    auto const told_of = [&](areas::PlaceQuery const& query) {
        Reading reading;
        read_place(finder, query, reading);
        return told(reading);
    };
    EXPECT_EQ(told_of({.village = "Kedungjenar", .district = "Blora"}), "3316091009");
    EXPECT_EQ(told_of({.village = "Kd. Jenar"}), "3316091009 place_spelling");
    EXPECT_EQ(told_of({.village = "Kedungjenra"}), "3316091009 place_misspelt");
    EXPECT_EQ(told_of({.village = "Tambahrejo"}), "- place_ambiguous");
    Reading asked;
    read_place(finder, {.village = "Tambahrejo"}, asked);
    EXPECT_EQ(asked.notes.at(0).params.at(0).text, "Tambahrejo (Kec. Blora), Tambahrejo (Kec. Tunjungan)");
    EXPECT_EQ(told_of({.village = "Tambahrejo", .district = "Tunjungan"}), "3316102007");
    EXPECT_EQ(told_of({.village = "Surabaya"}), "- place_unknown");
    EXPECT_EQ(told_of({.village = "Surabaya", .district = "Blora"}), "331609 place_unknown");
    EXPECT_EQ(told_of({.district = "Tunjungan"}), "331610 place_district_only");
    EXPECT_EQ(told_of({.village = "-", .address = "Ds. Sukorejo"}), "3316102013 place_from_address");
    EXPECT_EQ(told_of({.address = "Ds. Sukorejo Kab. Kudus"}), "- place_other_regency");
    EXPECT_EQ(told_of({}), "-");
    EXPECT_EQ(told_of({.address = "Jl. Pemuda 5"}), "-");
}

}  // namespace
}  // namespace bina::intake
