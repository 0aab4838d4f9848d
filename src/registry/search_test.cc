#include "registry/search.h"

#include <gmock/gmock.h>

#include "registry/test_registry.h"

using namespace bina;
using namespace bina::registry;
using namespace bina::registry::test;
using testing::ElementsAre, testing::IsEmpty, testing::UnorderedElementsAre;

class SearchTest : public RegistryTest {
public:
    void know(std::string name, Statement more = {}) {
        more.push_back({Field::business_name, std::move(name)});
        ASSERT_EQ(create(fact(++known, "2024-01-01", std::move(more))), nullptr);
    }
    int known = 0;
};

TEST_F(SearchTest, EveryWordMayBeTheBeginningOfAWord) {
    know("Warung Bu Siti", {{Field::owner_name, "Siti Aminah"}});
    know("Toko Budi Jaya", {{Field::owner_name, "Budi Santoso"}});
    EXPECT_THAT(found("warung"), ElementsAre("Warung Bu Siti"));
    EXPECT_THAT(found("w"), ElementsAre("Warung Bu Siti"));
    EXPECT_THAT(found("bu"), UnorderedElementsAre("Warung Bu Siti", "Toko Budi Jaya"));
    EXPECT_THAT(found("AMI, bu."), ElementsAre("Warung Bu Siti")) << "words of the owner, in any order";
    EXPECT_THAT(found("bu santo jaya"), ElementsAre("Toko Budi Jaya"));
    EXPECT_THAT(found("bu xyz"), IsEmpty());
    EXPECT_THAT(found("udi"), IsEmpty()) << "not the middle of a word";
}

TEST_F(SearchTest, SpellingOfSignsAccentsAndCaseDoesNotMatter) {
    know("Émpek-Émpek Pak ‘Udin’ 99");
    for (auto const* const query : {"empek", "ÉMPEK", "udin", "99", "pak'udin", "  pak \t udin  "})
        EXPECT_THAT(found(query), ElementsAre("Émpek-Émpek Pak ‘Udin’ 99")) << query;
}

TEST_F(SearchTest, LettersOfAnyScriptAreWords) {
    know("ꦮꦫꦸꦁ Jawa");
    know("茶馆 Lasem");
    know("Čaj ꟹx Ⅻ");
    EXPECT_THAT(found("茶"), ElementsAre("茶馆 Lasem"));
    EXPECT_THAT(found("ꦮ"), ElementsAre("ꦮꦫꦸꦁ Jawa"));
    EXPECT_THAT(found("caj"), ElementsAre("Čaj ꟹx Ⅻ"));
    EXPECT_TRUE(check().good());
}

TEST_F(SearchTest, WhatTheIndexTakesForOperatorsIsJustText) {
    know("OR AND NOT");
    know("Warung");
    for (auto const* const query :
         {"\"", "war* OR", "(", "'", "a:b", "NEAR(war ung)", "war & !x", "#k", "\\", "%", "{war}"})
        EXPECT_NO_THROW(list({.text = query})) << query;
    EXPECT_THAT(found("or and"), ElementsAre("OR AND NOT"));
    EXPECT_THAT(found("war* or"), IsEmpty());
    EXPECT_EQ(list({.text = " .,- "}).items.size(), 2U) << "nothing to look for: the list itself";
}

TEST_F(SearchTest, FindsABusinessByTheWholeNikOfItsOwner) {
    know("Satu", {{Field::nik, "3316095203870001"}});
    know("Dua", {{Field::nik, "3316095203870002"}});
    EXPECT_THAT(found("3316095203870001"), ElementsAre("Satu"));
    EXPECT_THAT(found("331609 520387 0001"), ElementsAre("Satu"));
    EXPECT_THAT(found("33160952038700"), IsEmpty()) << "a part of it tells nobody anything";
    EXPECT_THAT(found("3316********0001"), IsEmpty());
}

TEST_F(SearchTest, FindsALicenceNumber) {
    know("Satu", {{Field::nib, "9120001234567"}});
    EXPECT_THAT(found("9120001234567"), ElementsAre("Satu"));
    EXPECT_THAT(found("9120 0012 34567"), ElementsAre("Satu"));
    EXPECT_THAT(found("9120001234568"), IsEmpty());
}

TEST_F(SearchTest, FindsAPhoneHoweverItIsWritten) {
    know("Satu", {{Field::phone, "+6281234567890"}});
    for (auto const* const query : {"081234567890", "0812-3456-7890", "+62 812 3456 7890", "6281234567890",
                                    "81234567890", "(0812) 34567890", "+62 (0)812 3456 7890"})
        EXPECT_THAT(found(query), ElementsAre("Satu")) << query;
    EXPECT_THAT(found("081234567891"), IsEmpty());
}

TEST_F(SearchTest, AnOldPhoneStillFindsItsBusiness) {
    know("Satu", {{Field::phone, "+6281234567890"}});
    ASSERT_EQ(add(fact(1, "2024-06-01", {{Field::phone, "+6285555555555"}})), nullptr);
    EXPECT_THAT(found("081234567890"), ElementsAre("Satu"));
    EXPECT_EQ(list({.text = "085555555555"}).items.at(0).phone, "+6285555555555");
}

TEST_F(SearchTest, NoNameIsTakenForAnIdentifier) {
    for (int i = 0; i < 60; ++i)
        know("Usaha", {{Field::nik, fmt::format("33160952038700{:02}", i)},
                       {Field::phone, fmt::format("+6281234567{:03}", i)},
                       {Field::nib, fmt::format("91200012345{:02}", i)}});
    for (auto const* const query : {"k", "t", "b", "ka", "te", "b9", "k1", "t0"})
        EXPECT_THAT(found(query), IsEmpty()) << query;
}

TEST_F(SearchTest, WhoFitsBestComesFirst) {
    know("Toko Sumber Siti");
    know("Warung", {{Field::owner_name, "Siti"}});
    know("Siti Jaya");
    know("Siti");
    EXPECT_THAT(found("siti"), ElementsAre("Siti", "Siti Jaya", "Toko Sumber Siti", "Warung"));
}

TEST_F(SearchTest, GoesTogetherWithEveryFilter) {
    know("Warung Siti", {{Field::district, "331605"}, {Field::trade, "food"}});
    know("Warung Budi", {{Field::district, "331601"}, {Field::trade, "food"}, {Field::status, "closed"}});
    know("Warung Tutik", {{Field::district, "331601"}, {Field::trade, "drink"}});
    EXPECT_THAT(names({.text = "warung", .district = "331605"}), ElementsAre("Warung Siti"));
    EXPECT_THAT(names({.text = "warung", .trade = "drink"}), ElementsAre("Warung Tutik"));
    EXPECT_THAT(names({.text = "warung"}), ElementsAre("Warung Siti", "Warung Tutik"));
    EXPECT_THAT(names({.text = "warung", .status = "closed"}), ElementsAre("Warung Budi"));
    EXPECT_EQ(list({.text = "warung", .status = "all"}).count.value, 3);
    EXPECT_THAT(names({.text = "warung", .village = "3316010000"}), ElementsAre("Warung Tutik"));
}

TEST_F(SearchTest, StaysInItsRegency) {
    know("Warung Blora");
    home = regency("3317");
    ASSERT_EQ(create(fact(100, "2024-01-01", {{Field::business_name, "Warung Rembang"}})), nullptr);
    officer = fixture::actor(access::Role::administrator, "33");
    EXPECT_THAT(found("warung"), ElementsAre("Warung Rembang"));
    home = regency();
    EXPECT_THAT(found("warung"), ElementsAre("Warung Blora"));
}

class SearchPagesTest : public SearchTest {
public:
    void know_many(int count) {
        std::vector<Fact> facts;
        for (int i = 0; i < count; ++i)
            facts.push_back(fact(++known, "2024-01-01",
                                 {{Field::business_name, fmt::format("Warung {}", (i * 37) % count)},
                                  {Field::trade, i % 3 == 0 ? "food" : "drink"}}));
        ASSERT_EQ(create(facts), nullptr);
    }
    /// The names on all pages; `between` is called after each.
    template <class Between>
    std::vector<std::string> all(ListQuery query, Between between) {
        std::vector<std::string> names;
        for (;;) {
            auto const page = list(query);
            for (auto const& item : page.items) names.push_back(item.name);
            if (page.next.empty()) return names;
            query.cursor = page.next;
            between();
        }
    }
    std::vector<std::string> all(ListQuery const& query) {
        return all(query, [] {});
    }
};

TEST_F(SearchPagesTest, FewMatchesAreRankedOverAllPages) {
    know_many(ranked_matches - 1);
    auto const names = all({.text = "warung", .limit = 20});
    EXPECT_EQ(std::ssize(names), ranked_matches - 1);
    EXPECT_TRUE(std::ranges::is_sorted(names));
    auto const page = list({.text = "warung", .limit = 20});
    EXPECT_EQ(page.count.value, ranked_matches - 1);
    EXPECT_FALSE(page.count.capped);
}

TEST_F(SearchPagesTest, RankedPagesGoOnWhenMoreIsFoundMeanwhile) {
    know_many(ranked_matches - 2);
    auto names = all({.text = "warung", .limit = 20}, [&] {
        ASSERT_EQ(create(fact(++known, "2024-01-01", {{Field::business_name, "Warung Baru"}})), nullptr);
    });
    std::erase(names, "Warung Baru");
    std::set<std::string> const once(names.begin(), names.end());
    EXPECT_EQ(names.size(), once.size());
    EXPECT_EQ(std::ssize(once), ranked_matches - 2);
}

TEST_F(SearchPagesTest, ManyMatchesAreVisitedEachOnceTheNewestFirst) {
    know_many(ranked_matches * 2 + 50);
    auto const names = all({.text = "warung", .limit = 30});
    std::set<std::string> const once(names.begin(), names.end());
    EXPECT_EQ(names.size(), once.size());
    EXPECT_EQ(std::ssize(once), ranked_matches * 2 + 50);
    EXPECT_EQ(list({.text = "warung", .limit = 1}).items.at(0).id, business_id(known));
    auto const filtered = all({.text = "warung", .trade = "food", .limit = 30});
    EXPECT_EQ(std::ssize(filtered), (ranked_matches * 2 + 50 + 2) / 3);
    EXPECT_THAT(all({.text = "warung", .trade = "craft", .limit = 30}), IsEmpty());
    auto const count = list({.text = "warung"}).count;
    EXPECT_EQ(count.value, ranked_matches * 2 + 50);
    EXPECT_FALSE(count.capped);
}

TEST_F(SearchPagesTest, OfVeryManyMatchesTheNewestAreCounted) {
    know_many(counted_matches);
    EXPECT_FALSE(list({.text = "warung"}).count.capped);
    know_many(2);
    auto const count = list({.text = "warung"}).count;
    EXPECT_TRUE(count.capped);
    EXPECT_EQ(count.value, counted_matches) << "told as so many and more, never as one too many";
}

TEST_F(SearchPagesTest, TheNewestFirstWhenAsked) {
    know_many(20);
    EXPECT_EQ(list({.text = "warung", .sort = ListQuery::Sort::newest}).items.at(0).id, business_id(20));
}
