#include "linkage/compare.h"

#include <gtest/gtest.h>

#include "linkage/sample.h"

namespace bina::linkage {
namespace {

using sample::add;
using sample::encode;
using sample::Entry;
using sample::siti;

/// A list of `people` made-up records around the pair, so that rarity has something to count.
struct List {
    Index index;
    Model model;

    explicit List(int people = 0) {
        for (int i = 0; i < people; ++i) {
            add(index, {.business = 1000 + i,
                        .owner_name = i % 5 == 0 ? "Slamet" : fmt::format("Nama{} Kedua{}", i % 50, i),
                        .business_name = i % 10 == 0 ? "Toko Sumber Rejeki" : fmt::format("Kios Merek{}", i),
                        .village = fmt::format("33160910{:02}", i % 20),
                        .trade = i % 2 == 0 ? "retail" : "food"});
        }
    }
    Explanation compare(Entry const& a, Entry const& b, SharedMarks shared = {}) {
        auto const left = encode(index, a);
        auto const right = encode(index, b);
        auto const there = linkage::compare(index, model, left, right, shared);
        EXPECT_EQ(there, linkage::compare(index, model, right, left, shared)) << "the same either way round";
        return there;
    }
    std::optional<Level> level(Part part, Entry const& a, Entry const& b) {
        return compare(a, b).level(part);
    }
    std::optional<Level> owners(std::string const& a, std::string const& b) {
        return level(Part::owner, {.owner_name = a}, {.owner_name = b});
    }
    std::optional<Level> businesses(std::string const& a, std::string const& b) {
        return level(Part::business, {.business_name = a}, {.business_name = b});
    }
};

TEST(Compare, ReasonsAddUpToTheScore) {
    List list(50);
    auto const why = list.compare(siti(), siti());
    Tenths sum = 0;
    for (auto const& reason : why.reasons()) {
        sum += reason.weight;
        EXPECT_EQ(info(reason.level).part, reason.part);
    }
    EXPECT_EQ(sum, why.score());
    EXPECT_GT(why.score(), 300);
    EXPECT_EQ(why.reasons().size(), 8U) << "prior, owner, nik, phone, business, trade, place, address";
}

TEST(Compare, WhatIsNotToldIsNoReason) {
    List list;
    EXPECT_EQ(list.compare({}, siti()).reasons().size(), 1U);
    EXPECT_EQ(list.compare({}, siti()).level(Part::prior), Level::prior);
    EXPECT_FALSE(list.compare({}, {}).level(Part::owner));
    EXPECT_EQ(list.compare({}, {}).weight(Part::owner), 0);
}

TEST(Compare, OwnersAsPeopleWriteThem) {
    List list;
    EXPECT_EQ(list.owners("SITI AMINAH", "Hj. Sitti Aminah, S.Pd"), Level::owner_same);
    EXPECT_EQ(list.owners("Aminah Siti", "Siti Aminah"), Level::owner_same);
    EXPECT_EQ(list.owners("Muhammad Yusuf", "Yusuf"), Level::owner_same);
    EXPECT_EQ(list.owners("Slamet bin Kasim", "Slamet"), Level::owner_same);
    EXPECT_EQ(list.owners("Nur Hayati", "Nurhayati"), Level::owner_spelling);
    EXPECT_EQ(list.owners("Soekardi", "Sukardi"), Level::owner_spelling);
    EXPECT_EQ(list.owners("Aus Fathoni", "Aus F"), Level::owner_spelling);
    EXPECT_EQ(list.owners("Slamet Riyadi", "Slmaet Riyadi"), Level::owner_typo);
    EXPECT_EQ(list.owners("Siti Aminah Lubis", "Siti Aminah"), Level::owner_shorter);
    EXPECT_EQ(list.owners("Siti Aminah", "Siti Rohmah"), Level::owner_partly);
    EXPECT_EQ(list.owners("Siti Aminah", "Budi Santoso"), Level::owner_differs);
    EXPECT_EQ(list.owners("Suharti (Een)", "Een"), Level::owner_partly);
    EXPECT_EQ(list.owners("B", "Budi"), Level::owner_differs) << "an initial alone is nobody";
}

TEST(Compare, RareNamesWeighMoreThanCommonOnes) {
    List list(1'000);
    auto const weight = [&](std::string const& name) {
        return list.compare({.owner_name = name}, {.owner_name = name}).weight(Part::owner);
    };
    EXPECT_GT(weight("Nama7 Kedua7"), weight("Slamet") + 50);
    EXPECT_GT(
        weight("Nama7 Kedua7"),
        list.compare({.owner_name = "Nama7 Kedua7"}, {.owner_name = "Nama7 Kedau7"}).weight(Part::owner));
    EXPECT_LT(weight("Sri"), weight("Rukmini")) << "known to be common before anything is counted";
}

// The words of a name on every sign are no rarer together than the name.
TEST(Compare, AWholeNameIsNoRarerThanItIs) {
    List list(1'000);
    auto const why = list.compare({.business_name = "Sumber Rejeki"}, {.business_name = "Sumber Rejeki"});
    EXPECT_LT(why.weight(Part::business), 100);
    EXPECT_GT(
        list.compare({.business_name = "Kios Merek7"}, {.business_name = "Merek7"}).weight(Part::business),
        60);
}

TEST(Compare, TheSignMayNameTheOwner) {
    List list;
    Entry const sign{.business_name = "Warung Bu Aminah"};
    EXPECT_EQ(list.level(Part::owner, siti(), sign), Level::owner_in_business);
    EXPECT_FALSE(list.level(Part::owner, {.owner_name = "Budi"}, sign));
    EXPECT_FALSE(list.level(Part::owner, siti(), {.business_name = "Toko Aminah"}))
        << "nobody says it is a person";
}

TEST(Compare, BusinessNames) {
    List list;
    EXPECT_EQ(list.businesses("UD. Barokah", "TOKO BAROKAH"), Level::business_same);
    EXPECT_EQ(list.businesses("Toko Sumber Rejeki", "Sumber Rejekki"), Level::business_similar);
    EXPECT_EQ(list.businesses("Barokah", "Barokah Jaya"), Level::business_partly);
    EXPECT_EQ(list.businesses("Toko Barokah", "Toko Makmur"), Level::business_differs);
    EXPECT_EQ(list.businesses("Bengkel Barokah", "Salon Barokah"), Level::business_other_kind);
    EXPECT_EQ(list.businesses("Warung Makan", "Warung Nasi"), Level::business_generic);
    EXPECT_FALSE(list.businesses("Warung", "Kedai")) << "both sell food, and tell no more";
    EXPECT_FALSE(list.businesses("Warung", "Warung Barokah"));
    EXPECT_EQ(list.level(Part::business, {.owner_name = "Siti Aminah", .business_name = "Warung Siti"},
                         {.owner_name = "Siti Aminah", .business_name = "Wr. Sity"}),
              Level::business_owner_named);
}

TEST(Compare, NamesakesOfASignAreWorthLittleBesideTheOwner) {
    List list(200);
    Entry const a{.owner_name = "Rukmini", .business_name = "Warung Rukmini"};
    Entry const b{.owner_name = "Rukmini", .business_name = "Warung Barokah"};
    EXPECT_LT(list.compare(a, a).weight(Part::business), list.compare(b, b).weight(Part::business));
}

TEST(Compare, BirthDatesCountOnlyWhereNiksDoNot) {
    List list;
    auto const day = base::Day::from_parts(1987, 3, 12).value();
    Entry const stated{.owner_name = "Siti", .birth_day = day};
    EXPECT_EQ(list.level(Part::birth, siti(), stated), Level::birth_same) << "an NIK tells its owner's";
    EXPECT_FALSE(list.level(Part::birth, siti(), siti()));
    auto const swapped = base::Day::from_parts(1987, 12, 3).value();
    EXPECT_EQ(list.level(Part::birth, siti(), {.birth_day = swapped}), Level::birth_near);
    EXPECT_EQ(list.level(Part::birth, siti(), {.birth_day = base::Day::from_parts(1990, 7, 1).value()}),
              Level::birth_differs);
}

TEST(Compare, Phones) {
    List list;
    Entry const other{.phones = {"081200000000", "0812-3456-7890"}};
    EXPECT_EQ(list.level(Part::phone, siti(), other), Level::phone_same) << "any of them";
    EXPECT_EQ(list.level(Part::phone, siti(), {.phones = {"081234567891"}}), Level::phone_near);
    EXPECT_EQ(list.level(Part::phone, siti(), {.phones = {"08123456789"}}), Level::phone_differs);
    EXPECT_EQ(list.compare(siti(), siti(), {.phone = true}).level(Part::phone), Level::phone_shared);
    EXPECT_EQ(list.compare(siti(), siti(), {.nik = true}).level(Part::nik), Level::nik_shared);
}

TEST(Compare, PlacesAreOneReason) {
    List list(100);
    auto const place = [&](Entry const& a, Entry const& b) { return list.level(Part::place, a, b); };
    Entry const beran{.village = "3316091006"};
    EXPECT_EQ(place(beran, beran), Level::place_village);
    EXPECT_EQ(place(beran, {.village = "3316091009"}), Level::place_district);
    EXPECT_EQ(place(beran, {.district = "331609"}), Level::place_unsaid);
    EXPECT_EQ(place(beran, {.village = "3325011001"}), Level::place_differs);
    EXPECT_FALSE(place(beran, {}));
    EXPECT_EQ(list.compare({.district = "331609"}, {.district = "331609"}).weight(Part::place), 0)
        << "a district that is everybody's says nothing";
}

TEST(Compare, PositionsExactNearAndFar) {
    List list;
    auto const at = [](int latitude, int longitude) {
        return Entry{.position = Position{latitude, longitude}};
    };
    auto const level = [&](Entry const& a, Entry const& b) { return list.level(Part::position, a, b); };
    EXPECT_EQ(level(at(-7'570'000, 110'840'000), at(-7'570'000, 110'840'000)), Level::position_same);
    EXPECT_EQ(level(at(-7'570'000, 110'840'000), at(-7'570'300, 110'840'300)), Level::position_near);
    EXPECT_FALSE(level(at(-7'570'000, 110'840'000), at(-7'580'000, 110'840'000)));
    EXPECT_EQ(level(at(-7'570'000, 110'840'000), at(-7'500'000, 110'840'000)), Level::position_differs);
    EXPECT_FALSE(level(at(0, 0), at(0, 0)));
}

TEST(Compare, Addresses) {
    List list;
    auto const level = [&](std::string const& a, std::string const& b) {
        return list.level(Part::address, {.address = a}, {.address = b});
    };
    EXPECT_EQ(level("Jl Melati No 12", "Jln. Melati 12 no 12"), Level::address_differs)
        << "another street: melati 12";
    EXPECT_EQ(level("Jl Melati No 12", "Jln. Melati no. 12"), Level::address_same);
    EXPECT_EQ(level("Krajan RT 1 RW 2", "Dsn Krajan RT.001/002"), Level::address_same);
    EXPECT_EQ(level("Krajan RT 1 RW 2", "Dsn Krajan RT 3 RW 2"), Level::address_street);
    EXPECT_EQ(level("RT 1 RW 2", "Dsn Krajan RT 1 RW 2"), Level::address_block);
    EXPECT_FALSE(level("Krajan", ""));
    EXPECT_FALSE(level("Krajan", "RT 1 RW 2"));
}

}  // namespace
}  // namespace bina::linkage
