#include "intake/recognise.h"

#include <gmock/gmock.h>

#include "intake/profile.h"

namespace bina::intake {
namespace {

using testing::Contains;

bool looks(std::string_view text, Trait trait, CellKind kind = CellKind::text) {
    return has(recognise({text, {}, kind, false}), trait);
}

ColumnProfile profile_of(std::initializer_list<std::string_view> texts) {
    ColumnProfile profile;
    for (auto const text : texts)
        profile.add({text, {}, text.empty() ? CellKind::empty : CellKind::text, false});
    return profile;
}

TEST(Recognise, NumbersWithEveryMark) {
    for (auto const text : {"12", "-5", "1.500.000", "Rp 1.500.000,-", "Rp. 20.000", "1,5 jt", "500rb",
                            "2 juta", "95,1%", "'-7.58", "3.5", "5 orang", "1.200 unit"})
        EXPECT_TRUE(looks(text, Trait::number)) << text;
    for (auto const text : {"5 karung", "12/03", "A1", "Rp", "-", "01/02", "1-5 juta"})
        EXPECT_FALSE(looks(text, Trait::number)) << text;
    EXPECT_TRUE(looks("Rp 1.500.000,-", Trait::money));
    EXPECT_TRUE(looks("1.500.000", Trait::money));
    EXPECT_TRUE(looks("5jt", Trait::money));
    EXPECT_FALSE(looks("1500", Trait::money));
    EXPECT_TRUE(looks("2019", Trait::year));
    EXPECT_FALSE(looks("2101", Trait::year));
    EXPECT_FALSE(looks("1944", Trait::year));
    EXPECT_TRUE(looks("30152.17", Trait::thousands));
    EXPECT_FALSE(looks("499", Trait::thousands));
}

TEST(Recognise, Identifiers) {
    EXPECT_TRUE(looks("3316095203870001", Trait::nik));
    EXPECT_TRUE(looks("'3316 0952 0387 0001", Trait::nik));
    EXPECT_TRUE(looks("331609520387000", Trait::nik));  // a digit lost
    EXPECT_TRUE(looks("3316095203870000", Trait::nik, CellKind::number));
    EXPECT_FALSE(looks("3316099903870001", Trait::nik));  // no such day
    EXPECT_FALSE(looks("0916095203870001", Trait::nik));
    EXPECT_TRUE(looks("01.234.567.8-901.000", Trait::npwp));
    EXPECT_TRUE(looks("0012345678901000", Trait::npwp));
    EXPECT_TRUE(looks("9120001234567", Trait::nib));
    EXPECT_TRUE(looks("sri@contoh.example", Trait::email));
    EXPECT_FALSE(looks("@tokosri", Trait::email));
}

TEST(Recognise, Phones) {
    for (auto const text : {"081234567890", "0812-3456-7890", "+62 812 3456 7890", "62812345678",
                            "81234567890", "(0296) 531234"})
        EXPECT_TRUE(looks(text, Trait::phone)) << text;
    EXPECT_TRUE(looks("81234567890", Trait::phone, CellKind::number));
    for (auto const text : {"1500000", "3316095203870001", "20240101", "0812"})
        EXPECT_FALSE(looks(text, Trait::phone)) << text;
}

TEST(Recognise, DaysAndNeighbourhoods) {
    for (auto const text : {"12-03-1987", "Blora, 12-03-1987", "12/3/87", "1987-03-12", "12 Pebruari 1987",
                            "BLORA 12 Maret 1987"})
        EXPECT_TRUE(looks(text, Trait::day)) << text;
    EXPECT_TRUE(looks("2024-02-01", Trait::day, CellKind::date));
    EXPECT_TRUE(looks("01/02", Trait::rt_rw));
    EXPECT_TRUE(looks("001-002", Trait::rt_rw));
    EXPECT_TRUE(looks("RT 1 RW 2", Trait::rt_rw));
    EXPECT_FALSE(looks("12-03-1987", Trait::rt_rw));
    EXPECT_TRUE(looks("Jl. Melati No. 3", Trait::address));
    EXPECT_TRUE(looks("Dk. Sumber RT 1 RW 2", Trait::address));
    EXPECT_FALSE(looks("Warung Jalan", Trait::month));
}

TEST(Recognise, DegreesOfIndonesia) {
    EXPECT_TRUE(looks("-6.9713", Trait::latitude));
    EXPECT_TRUE(looks("-6,9713", Trait::latitude));
    EXPECT_TRUE(looks("111.4149", Trait::longitude));
    EXPECT_FALSE(looks("-6", Trait::latitude));
    EXPECT_FALSE(looks("142.10", Trait::longitude));
    EXPECT_TRUE(looks("-6.97, 111.41", Trait::coordinates));
    EXPECT_TRUE(looks("111.41 -6.97", Trait::coordinates));
    EXPECT_FALSE(looks("-6.97, 11.41", Trait::coordinates));
}

TEST(Recognise, NamesOfPersonsAndBusinesses) {
    for (auto const text : {"Siti Aminah", "H. Slamet", "BUDI SANTOSO", "Ibu Kasmirah"})
        EXPECT_TRUE(looks(text, Trait::person)) << text;
    for (auto const text :
         {"Warung Bu Sri", "Keripik Singkong", "UD. Barokah", "Toko Jaya", "Een Production"})
        EXPECT_TRUE(looks(text, Trait::business)) << text;
    EXPECT_FALSE(looks("Warung Makan Pojok", Trait::person));
    EXPECT_FALSE(looks("Jl. Slamet Riyadi", Trait::person));
    EXPECT_FALSE(looks("Jumlah usaha", Trait::business));
}

TEST(Recognise, WordsOfStatistics) {
    EXPECT_TRUE(looks("Jawa Tengah", Trait::province));
    EXPECT_TRUE(looks("PAPUA BARAT DAYA", Trait::province));
    EXPECT_TRUE(looks("KABUPATEN BLORA", Trait::regency));
    EXPECT_TRUE(looks("Kec. Cepu", Trait::district));
    EXPECT_TRUE(looks("Desa Ngawen", Trait::village));
    EXPECT_TRUE(looks("Januari 2018", Trait::month));
    EXPECT_TRUE(looks("Perdagangan dan Jasa", Trait::trade));
    EXPECT_TRUE(looks("Usaha Mikro", Trait::size_class));
    EXPECT_TRUE(looks("Jumlah Tenaga Kerja", Trait::indicator));
    EXPECT_TRUE(looks("Bawang merah", Trait::goods));
    EXPECT_TRUE(looks("Semen Gresik 40kg", Trait::goods));
    EXPECT_TRUE(looks("kg", Trait::unit));
}

TEST(Recognise, KnowsPlacesItIsTold) {
    PlaceKnowledge const places{.is_village = [](std::string_view name) { return name == "ngawen"; },
                                .is_district = [](std::string_view name) { return name == "cepu"; }};
    EXPECT_TRUE(has(recognise({"Ngawen", {}, CellKind::text, false}, places), Trait::village));
    EXPECT_TRUE(has(recognise({"CEPU", {}, CellKind::text, false}, places), Trait::district));
    EXPECT_EQ(recognise({"Cepu", {}, CellKind::text, false}) & bit(Trait::district), 0U);
}

TEST(Recognise, NothingIsSaidInManyWays) {
    for (auto const text : {"", "-", "--", " . ", "belum ada", "Tidak Ada", "n/a", "NULL", "\u00A0"})
        EXPECT_TRUE(says_nothing({text, {}, CellKind::text, false})) << text;
    EXPECT_TRUE(says_nothing({"#N/A", {}, CellKind::error, false}));
    EXPECT_FALSE(says_nothing({"0", {}, CellKind::text, false}));
    EXPECT_FALSE(says_nothing({"v", {}, CellKind::text, false}));
}

TEST(Profile, CountsWhatSaysSomething) {
    auto const profile = profile_of({"Siti", "-", "", "Budi", "siti"});
    EXPECT_EQ(profile.rows(), 5U);
    EXPECT_EQ(profile.filled(), 3U);
    EXPECT_EQ(profile.distinct(), 2U);
    EXPECT_EQ(profile.share(Trait::person), 1000U);
}

TEST(Profile, SequencesMayStartAgain) {
    EXPECT_TRUE(profile_of({"1", "2", "3", "4", "5", "6", "7", "8", "9", "1", "2", "3", "4", "5", "6"})
                    .is_sequence());
    EXPECT_TRUE(profile_of({"1.", "2.", "3."}).is_sequence());
    EXPECT_FALSE(profile_of({"1", "3", "7", "2"}).is_sequence());
    EXPECT_FALSE(profile_of({"1", "2"}).is_sequence());
}

TEST(Profile, ConstantNeedsManyCells) {
    ColumnProfile profile;
    for (int i = 0; i < 19; ++i) profile.add({"Surakarta", {}, CellKind::text, false});
    EXPECT_FALSE(profile.is_constant());
    profile.add({"Surakarta", {}, CellKind::text, false});
    EXPECT_TRUE(profile.is_constant());
}

}  // namespace
}  // namespace bina::intake
