#include "linkage/index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "linkage/sample.h"

namespace bina::linkage {
namespace {

using sample::add;
using sample::encode;
using sample::Entry;
using sample::siti;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<RowNumber> found(Index& index, Entry const& entry) {
    Stats stats;
    return index.candidates(encode(index, entry), stats).rows;
}

TEST(RecordId, IsThirtyTwoHexadecimalDigits) {
    auto const text = "0190c2a5f3b47d8e9a0b1c2d3e4f5a6b";
    EXPECT_EQ(RecordId::parse(text).value().text(), text);
    for (auto const bad :
         {"", "0190c2a5", "0190C2A5F3B47D8E9A0B1C2D3E4F5A6B", "0190c2a5f3b47d8e9a0b1c2d3e4f5a6g"})
        EXPECT_EQ(RecordId::parse(bad).error().kind, &base::malformed) << bad;
}

TEST(Phone, OneNumberManyWays) {
    auto const number = packed_phone("081234567890");
    EXPECT_NE(number, 0U);
    for (auto const text :
         {"+62 812-3456-7890", "6281234567890", "81234567890", "0812 3456 7890", "+62081234567890"})
        EXPECT_EQ(packed_phone(text), number) << text;
    EXPECT_EQ(packed_phone("12345"), 0U) << "too short";
    EXPECT_EQ(packed_phone("81234567890123"), 0U) << "two numbers in one cell";
    EXPECT_EQ(packed_phone("-"), 0U);
}

TEST(RowFingerprint, BlanksAndCaseDoNotMakeAnotherRow) {
    using Cells = std::vector<std::string_view>;
    auto const row = row_fingerprint(Cells{"Warung Makan", "jual nasi", "Blora"});
    EXPECT_EQ(row, row_fingerprint(Cells{" WARUNG  MAKAN ", "Jual nasi.", "blora"}));
    EXPECT_NE(row, row_fingerprint(Cells{"Warung Makan", "jual nasi", "Cepu"}));
    EXPECT_NE(row, row_fingerprint(Cells{"Warung", "Makan jual nasi", "Blora"}))
        << "cells do not run together";
}

TEST(Index, FindsByAnyOneKey) {
    Index index;
    auto const row = add(index, siti());
    auto const one_key = [&](Entry entry) { return found(index, entry); };
    EXPECT_THAT(one_key({.nik = siti().nik}), ElementsAre(row));
    EXPECT_THAT(one_key({.nik = "331609520387000"}), ElementsAre(row)) << "the last digit lost";
    EXPECT_THAT(one_key({.nik = "3316091203870001"}), ElementsAre(row)) << "the other sex";
    EXPECT_THAT(one_key({.phones = {"0812-3456-7890"}}), ElementsAre(row));
    EXPECT_THAT(one_key({.owner_name = "Aminah S.", .village = "3316091006"}), ElementsAre(row));
    EXPECT_THAT(one_key({.owner_name = "AMINAH SITTI", .district = "331609"}), ElementsAre(row));
    EXPECT_THAT(one_key({.owner_name = "Hj. Siti Aminah", .village = "3325011001"}), ElementsAre(row))
        << "rare";
    EXPECT_THAT(one_key({.business_name = "Toko Barokah", .village = "3316091006"}), ElementsAre(row));
    EXPECT_THAT(one_key({.district = "331609", .address = "Melati 12 RT 3/RW 5 no 12"}), IsEmpty());
    EXPECT_THAT(one_key({.district = "331609", .address = "jalan melati no. 12 rt 03/05"}), ElementsAre(row));
    EXPECT_THAT(one_key({.owner_name = "Siti", .village = "3325011001"}), IsEmpty());
    EXPECT_THAT(one_key({}), IsEmpty());
}

TEST(Index, FindsASignWhereItStands) {
    Index index;
    Entry sign{.business_name = "Warung Bu Sri",
               .district = "337201",
               .position = Position{-7'570'000, 110'840'000}};
    auto const row = add(index, sign);
    for (int i = 0; i < 20; ++i) add(index, {.business_name = sign.business_name, .district = sign.district});
    EXPECT_THAT(found(index, sign), ElementsAre(row))
        << "too many of the name in the district, one at the place";
}

TEST(Index, FindsByTheNibOfABody) {
    Index index;
    auto const row = add(index, {.business = 1, .nib = "1234567890123"});
    EXPECT_THAT(found(index, {.nib = "1234567890123"}), ElementsAre(row));
    EXPECT_THAT(found(index, {.nib = "123456789012"}), IsEmpty()) << "no NIB";
}

TEST(Index, ASecondPhoneIsAKeyToo) {
    Index index;
    auto const row = add(
        index, {.business = 1, .phones = {"081200000001", "0812 0000 0001", "081200000002", "081200000003"}});
    EXPECT_THAT(found(index, {.phones = {"081200000002"}}), ElementsAre(row));
    EXPECT_THAT(found(index, {.phones = {"081200000003"}}), IsEmpty());
    EXPECT_EQ(index.stats().phones_cut, 1U) << "what is left out is counted";
}

TEST(Index, AKeyThatManyShareIsNoneAndIsCounted) {
    Index index;
    KeyLimits const limits;
    auto const most = static_cast<int>(limits.of(KeyRule::phone));
    for (int i = 0; i < most; ++i) add(index, {.business = i + 1, .phones = {"081200000001"}});
    EXPECT_EQ(found(index, {.phones = {"081200000001"}}).size(), static_cast<std::size_t>(most));
    add(index, {.business = most + 1, .phones = {"081200000001"}});
    Stats stats;
    auto const candidates = index.candidates(encode(index, {.phones = {"081200000001"}}), stats);
    EXPECT_THAT(candidates.rows, IsEmpty());
    EXPECT_TRUE(candidates.phone_cut);
    EXPECT_EQ(stats.of(KeyRule::phone).cut, 1U);
    EXPECT_EQ(stats.of(KeyRule::phone).lookups, 1U);
}

TEST(Index, JunkNiksAreNoKeysAndAreCounted) {
    Index index;
    add(index, {.business = 1, .nik = "1234567890123456"});
    EXPECT_THAT(found(index, {.nik = "1234567890123456"}), IsEmpty());
    EXPECT_EQ(index.stats().niks_junk, 2U);
}

TEST(Index, GenericNamesAreNoKeys) {
    Index index;
    add(index, {.business = 1, .business_name = "Warung Makan", .district = "337201"});
    EXPECT_THAT(found(index, {.business_name = "Warung Makan", .district = "337201"}), IsEmpty());
}

TEST(Index, RowsOfAnOwner) {
    Index index;
    auto const first = add(index, {.business = 1, .owner = 9});
    add(index, {.business = 2, .owner = 8});
    auto const third = add(index, {.business = 3, .owner = 9});
    EXPECT_THAT(index.rows_of_owner(sample::id(9)), ElementsAre(first, third));
    add(index, {.business = 4});
    EXPECT_THAT(index.rows_of_owner(sample::id(4)), ElementsAre(3))
        << "without an owner, the business is the person";
}

// A regency of the largest size and the bench's million must fit beside everything else on one office
// machine.
TEST(Index, HoldsARecordInFewBytes) {
    Index index;
    std::mt19937 random(5);
    auto const syllables = [&](int count) {
        std::string word;
        for (int i = 0; i < count; ++i) {
            word += "bdgklmnrst"[random() % 10];
            word += "aiueo"[random() % 5];
        }
        return word;
    };
    constexpr int records = 20'000;
    for (int i = 0; i < records; ++i) {
        add(index, {.business = i + 1,
                    .owner_name = syllables(2) + ' ' + syllables(2),
                    .business_name = "Toko " + syllables(2),
                    .nik = fmt::format("3316{:02}{:02}{:02}{:02}{:04}", 1 + random() % 16, 1 + random() % 28,
                                       1 + random() % 12, random() % 100, 1 + random() % 20),
                    .phones = {fmt::format("0812{:08}", random() % 100'000'000)},
                    .village = fmt::format("3316{:02}{:04}", 1 + random() % 16, 2001 + random() % 18),
                    .trade = "retail",
                    .address = fmt::format("Dsn {} RT {} RW {}", syllables(2), random() % 12, random() % 9)});
    }
    EXPECT_LE(sizeof(Row), 112U);
    EXPECT_LE(index.bytes() / records, 400U);
}

}  // namespace
}  // namespace bina::linkage
