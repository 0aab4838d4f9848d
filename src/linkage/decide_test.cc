#include "linkage/decide.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "linkage/sample.h"

namespace bina::linkage {
namespace {

using sample::add;
using sample::decide;
using sample::Entry;
using sample::id;
using sample::siti;

/// Siti as another list has her: what `change` leaves of her.
template <class Change>
Entry siti_but(Change const& change) {
    Entry entry = siti();
    entry.business = 2;
    entry.owner = 0;
    change(entry);
    return entry;
}

/// Siti's name and village, and nothing else.
Entry bare_siti() {
    return {.business = 2, .owner_name = siti().owner_name, .village = siti().village};
}

/// "verdict ground" of `row` where only `known` is known.
std::string answer(Entry const& known, Entry const& row) {
    Index index;
    add(index, known);
    auto const decision = decide(index, row);
    if (decision.candidate) {
        EXPECT_EQ(*decision.candidate, 0U);
        EXPECT_EQ(decision.business, id(known.business));
    }
    EXPECT_EQ(decision.verdict == Verdict::fresh, !decision.candidate);
    EXPECT_EQ(decision.score, decision.explanation.score());
    return fmt::format("{} {}", key(decision.verdict), key(decision.ground));
}

template <class Change>
std::string answer_but(Change const& change) {
    return answer(siti(), siti_but(change));
}

// The rules stand in the README; what may join two people by itself is the office's to answer for.
TEST(Decide, AValidNikAndASimilarNameAreOnePerson) {
    EXPECT_EQ(answer(siti(), siti()), "same_business same_nik");
    EXPECT_EQ(answer_but([](Entry& e) {
                  e.phones = {"085200000001"};
                  e.address.clear();
                  e.owner_name = "Hj. SITTI AMINAH, S.Pd";
              }),
              "same_business same_nik");
    EXPECT_EQ(answer_but([](Entry& e) { e.owner_name = "Budi Santoso"; }), "doubtful nik_of_other_name");
    EXPECT_EQ(answer_but([](Entry& e) { e.owner_name.clear(); }), "doubtful no_owner");
    EXPECT_EQ(answer_but([](Entry& e) { e.owner_name = "Siti"; }), "same_business same_nik");
    EXPECT_EQ(answer_but([](Entry& e) {
                  e.owner_name = "Siti";
                  e.phones = {"085200000001"};
                  e.village = "3325011001";
                  e.business_name = "Salon Ayu";
                  e.trade = "service";
                  e.address.clear();
              }),
              "doubtful nik_of_other_name")
        << "every other Siti is a Siti";
}

TEST(Decide, OnePersonIsNotOneBusiness) {
    EXPECT_EQ(answer_but([](Entry& e) { e.business_name = "Salon Ayu"; }),
              "same_person_other_business same_nik");
    EXPECT_EQ(answer_but([](Entry& e) { e.business_name = "Toko Makmur"; }),
              "same_person_other_business same_nik");
    EXPECT_EQ(answer_but([](Entry& e) {
                  e.business_name.clear();
                  e.trade = "craft";
              }),
              "same_person_other_business same_nik");
    EXPECT_EQ(answer_but([](Entry& e) { e.business_name.clear(); }), "same_business same_nik")
        << "same trade and village, no contrary name";
    EXPECT_EQ(answer_but([](Entry& e) {
                  e.business_name.clear();
                  e.trade.clear();
              }),
              "same_business same_nik")
        << "a list that tells of the person only";
    EXPECT_EQ(answer_but([](Entry& e) {
                  e.business_name.clear();
                  e.village = "3316051001";
              }),
              "doubtful which_business");
}

TEST(Decide, TwoValidNiksAreTwoPeopleUntilSomebodyHasLooked) {
    EXPECT_EQ(answer_but([](Entry& e) { e.nik = "3316095203870002"; }), "doubtful other_nik") << "a twin?";
    EXPECT_EQ(answer_but([](Entry& e) { e.nik = "3316095204870001"; }), "doubtful other_nik") << "a slip?";
    EXPECT_EQ(answer_but([](Entry& e) { e.nik = "3316099203870001"; }), "same_business evidence")
        << "nobody can have that one";
    EXPECT_EQ(answer_but([](Entry& e) { e.nik = "1111111111111111"; }), "same_business evidence") << "junk";
}

TEST(Decide, WithoutNikTheRestMustSuffice) {
    EXPECT_EQ(answer_but([](Entry& e) { e.nik.clear(); }), "same_business evidence");
    EXPECT_EQ(answer_but([](Entry& e) {
                  e.nik.clear();
                  e.owner_name = "Siti Amniah";
              }),
              "same_business evidence");
    EXPECT_EQ(answer_but([](Entry& e) {
                  e.nik.clear();
                  e.business_name = "Salon Ayu";
                  e.trade = "service";
              }),
              "same_person_other_business evidence");
    EXPECT_EQ(answer_but([](Entry& e) {
                  e.nik.clear();
                  e.owner_name = "Budi Santoso";
              }),
              "doubtful other_name")
        << "husband and wife?";
    EXPECT_EQ(answer(siti(), bare_siti()), "doubtful name_and_place_only");
    Entry elsewhere = bare_siti();
    elsewhere.village = "3325011001";
    EXPECT_EQ(answer(siti(), elsewhere), "new too_little");
    EXPECT_EQ(answer(siti(), {.business = 2, .owner_name = "Budi", .village = "3325011001"}),
              "new no_candidate");
}

TEST(Decide, OneBusinessOfHusbandAndWifeIsAsked) {
    auto const husband = [](Entry& e) {
        e.owner_name = "Slamet Riyadi";
        e.nik = "3316091203850003";
        e.phones = {"+6285200000001"};
    };
    EXPECT_EQ(answer_but(husband), "doubtful other_name");
    EXPECT_EQ(answer_but([&](Entry& e) {
                  husband(e);
                  e.address = "Jl. Melati No. 14 RT 3 RW 5";
              }),
              "new too_little")
        << "the house beside it may have the same sign";
    auto hers = siti();
    auto his_row = siti_but(husband);
    hers.address = his_row.address = "Jl. Melati 12";
    EXPECT_EQ(answer(hers, his_row), "doubtful other_name");
    hers.address = his_row.address = "Jl. Melati";
    EXPECT_EQ(answer(hers, his_row), "new too_little") << "a whole street";

    Index index;
    add(index, siti());
    auto his = siti_but(husband);
    his.owner = 102;
    his.business_name = "Bengkel Riyadi";
    his.trade = "service";
    add(index, his);
    EXPECT_EQ(decide(index, siti_but(husband)).ground, Ground::other_name) << "though he has one of his own";
}

TEST(Decide, ATruncatedNikDoesNotDecide) {
    Entry row = bare_siti();
    row.nik = "3316095203870000";
    EXPECT_EQ(answer(siti(), row), "doubtful damaged_nik");
    EXPECT_EQ(answer_but([](Entry& e) { e.nik = "331609520387000"; }), "same_business evidence")
        << "but all else says it too";
}

TEST(Decide, ANibIsOneBusinessUnlessNamesSayOtherwise) {
    Entry const body{.business = 1, .business_name = "CV Maju", .nib = "1234567890123"};
    EXPECT_EQ(answer(body, {.business = 2, .business_name = "Maju Jaya", .nib = "1234567890123"}),
              "same_business same_nib");
    Entry const hers{.business = 1, .owner_name = "Siti Aminah", .nik = siti().nik, .nib = "1234567890123"};
    EXPECT_EQ(answer(hers, {.business = 2, .owner_name = "Budi Santoso", .nib = "1234567890123"}),
              "doubtful nib_of_other_name");
    EXPECT_EQ(answer(hers, {.business = 2, .nik = "3316095203870002", .nib = "1234567890123"}),
              "doubtful nib_of_other_name");
}

TEST(Decide, AnNikBesideManyNamesIsNobodys) {
    Index index;
    for (auto const name : {"Siti Aminah", "Budi Santoso", "Eko Purwanto", "Rina Wati"}) {
        Entry entry = siti();
        entry.business = static_cast<int>(index.size()) + 1;
        entry.owner = 0;
        entry.owner_name = name;
        entry.phones.clear();
        entry.address.clear();
        entry.business_name.clear();
        add(index, entry);
    }
    auto const stranger = decide(
        index, {.business = 50, .owner_name = "Joko Susilo", .nik = siti().nik, .village = "3325011001"});
    EXPECT_EQ(key(stranger.verdict), "new");
    EXPECT_TRUE(stranger.nik_holder) << "the caller still hears of it";
    Entry again = siti();
    again.business = 51;
    auto const decision = decide(index, again);
    EXPECT_EQ(decision.explanation.level(Part::nik), Level::nik_shared);
}

TEST(Decide, TellsWhoElseBearsTheNik) {
    Index index;
    add(index, siti());
    add(index, {.business = 2,
                .owner_name = "Budi Santoso",
                .business_name = "Bengkel Jaya",
                .phones = {"085211112222"},
                .village = "3325011001",
                .trade = "workshop",
                .address = "Krajan RT 1 RW 2"});
    auto const row = decide(index, {.business = 3,
                                    .owner_name = "Budi Santoso",
                                    .business_name = "Bengkel Jaya",
                                    .nik = siti().nik,
                                    .phones = {"085211112222"},
                                    .village = "3325011001",
                                    .trade = "workshop",
                                    .address = "Krajan RT 1 RW 2"});
    EXPECT_EQ(key(row.verdict), "same_business");
    EXPECT_EQ(row.business, id(2));
    EXPECT_EQ(row.nik_holder, 0U) << "one of them has Siti's NIK";
}

TEST(Decide, ASharedPhoneDoesNotDecide) {
    Index index;
    for (auto const name : {"Budi Santoso", "Eko Purwanto", "Rina Wati"})
        add(index,
            {.business = static_cast<int>(index.size()) + 1, .owner_name = name, .phones = {"081234567890"}});
    add(index,
        {.business = 9, .owner_name = "Siti Aminah", .phones = {"081234567890"}, .district = "331609"});
    auto const row = decide(
        index,
        {.business = 10, .owner_name = "Siti Aminah", .phones = {"081234567890"}, .district = "331609"});
    EXPECT_EQ(row.explanation.level(Part::phone), Level::phone_shared);
    EXPECT_EQ(key(row.verdict), "doubtful");
    EXPECT_EQ(key(row.ground), "shared_phone");
}

TEST(Decide, AnotherRecordOfTheOwnerMayObject) {
    Index index;
    Entry without_nik = siti();
    without_nik.nik.clear();
    add(index, without_nik);
    add(index, {.business = 2, .owner = 101, .nik = "3316096209900003"});
    Entry row = siti();
    row.business = 3;
    EXPECT_EQ(key(decide(index, row).ground), "other_nik") << "the person has another NIK elsewhere";
    add(index, {.business = 2, .owner = 101, .nik = siti().nik});
    EXPECT_EQ(key(decide(index, row).ground), "evidence") << "somebody has found that both are hers";
}

TEST(Decide, APersonWithSeveralBusinessesIsAskedFor) {
    Index index;
    add(index, siti());
    Entry second = siti();
    second.business = 2;
    second.business_name = "Salon Ayu";
    second.trade = "service";
    add(index, second);
    Entry row = siti();
    row.business = 3;
    EXPECT_EQ(decide(index, row).business, id(1)) << "the sign tells which";
    row.business_name.clear();
    EXPECT_EQ(decide(index, row).business, id(1)) << "the trade tells which";
    row.trade.clear();
    auto const unclear = decide(index, row);
    EXPECT_EQ(key(unclear.verdict), "doubtful");
    EXPECT_EQ(key(unclear.ground), "which_business");
}

TEST(Decide, TwoPeopleItMayBe) {
    Index index;
    Entry first = siti();
    first.owner = 101;
    Entry second = siti();
    second.business = 2;
    second.owner = 102;
    second.nik = "3325014101900001";
    add(index, first);
    add(index, second);
    Entry row = siti();
    row.business = 3;
    row.nik.clear();
    EXPECT_EQ(key(decide(index, row).ground), "several_persons");
}

// A city's register without identifiers: the sign, what is sold, and a place rounded to a kilometre.
TEST(Decide, SignsAloneAreNeverJoined) {
    Index index;
    auto const shop = [](int number, std::string sign, std::string sells, int longitude) {
        return Entry{.business = number,
                     .business_name = std::move(sign),
                     .district = "Surakarta",
                     .activity = std::move(sells),
                     .position = Position{-7'570'000, longitude}};
    };
    for (int i = 0; i < 300; ++i)
        add(index,
            shop(1000 + i, fmt::format("Warung Merek{}", i), "menjual nasi", 110'800'000 + i % 10 * 10'000));
    add(index, shop(1, "Warung Makan", "menjual nasi", 110'800'000));
    EXPECT_EQ(key(decide(index, shop(2, "Warung Makan", "menjual nasi", 110'800'000)).verdict), "new");
    add(index, shop(3, "Tahu Kupat Pak Gareng", "tahu kupat", 110'810'000));
    auto const same = decide(index, shop(4, "TAHU KUPAT GARENG", "Tahu kupat", 110'810'000));
    EXPECT_EQ(key(same.verdict), "doubtful");
    EXPECT_EQ(key(same.ground), "no_owner");
    EXPECT_EQ(key(decide(index, shop(5, "Soto Gareng", "soto", 110'890'000)).verdict), "new") << "8 km away";
}

TEST(Decide, EqualCandidatesAreToldApartByTheirIds) {
    std::vector<Entry> entries;
    for (int i = 0; i < 8; ++i) {
        Entry entry = siti();
        entry.business = 10 + i;
        entry.owner = 10 + i;
        entries.push_back(entry);
    }
    std::mt19937 random(11);
    for (int round = 0; round < 20; ++round) {
        std::ranges::shuffle(entries, random);
        Index index;
        for (auto const& entry : entries) add(index, entry);
        Entry row = siti();
        row.business = 99;
        EXPECT_EQ(decide(index, row).business, id(10));
    }
}

/// People who share names, villages and phones, some of them twice.
std::vector<Entry> crowd(std::mt19937& random) {
    static constexpr std::array given{"Siti", "Sri", "Budi", "Slamet", "Nur", "Agus"};
    static constexpr std::array second{"Aminah", "Rahayu", "Santoso", "Wijaya", "Hidayat", ""};
    static constexpr std::array signs{"Warung Barokah", "Toko Makmur", "Salon Ayu", "", "Bengkel Jaya"};
    std::vector<Entry> people;
    for (int i = 0; i < 300; ++i) {
        people.push_back({.business = i + 1,
                          .owner = i + 1,
                          .owner_name = fmt::format("{} {}", given[random() % 6], second[random() % 6]),
                          .business_name = signs[random() % 5],
                          .nik = random() % 2 == 0 ? ""
                                                   : fmt::format("331609{:02}0387{:04}", 1 + random() % 5,
                                                                 1 + random() % 3),
                          .phones = {fmt::format("08120000{:04}", random() % 60)},
                          .village = fmt::format("33160910{:02}", 1 + random() % 4),
                          .trade = random() % 2 == 0 ? "retail" : "food"});
    }
    return people;
}

TEST(Decide, TheOrderOfTheRegistryDoesNotMatter) {
    std::mt19937 random(17);
    auto const rows = crowd(random);
    auto known = crowd(random);
    std::vector<std::string> expected;
    for (int round = 0; round < 3; ++round) {
        Index index;
        for (auto const& entry : known) add(index, entry);
        std::vector<std::string> answers;
        for (auto const& row : rows) {
            auto const decision = decide(index, row);
            answers.push_back(fmt::format("{} {} {} {}", key(decision.verdict), key(decision.ground),
                                          decision.business.text(), decision.score));
        }
        if (round == 0) expected = answers;
        ASSERT_EQ(answers, expected);
        std::ranges::shuffle(known, random);
    }
}

}  // namespace
}  // namespace bina::linkage
