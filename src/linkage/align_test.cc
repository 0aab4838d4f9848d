#include "linkage/align.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace bina::linkage {
namespace {

struct Names {
    Vocabulary vocabulary;

    OwnerValue value(std::string_view raw) { return vocabulary.owner_value(parse_owner(raw)); }
    Alignment meet(std::string_view a, std::string_view b) {
        auto const left = value(a);
        auto const right = value(b);
        return align(vocabulary, left.name(), right.name());
    }
    /// The only tie, for names of one pair.
    WordTie tie(std::string_view a, std::string_view b) {
        auto const found = meet(a, b);
        EXPECT_EQ(found.count, 1) << a << ' ' << b;
        return found.matches[0].tie;
    }
};

TEST(Align, WordsMeetInAnyOrder) {
    Names names;
    auto const found = names.meet("Budi Santoso Wijaya", "Wijaya Budi");
    EXPECT_EQ(found.count, 2);
    EXPECT_EQ(found.left_over, 1);
    EXPECT_EQ(found.right_over, 0);
    EXPECT_EQ(names.meet("Budi", "Sari").count, 0);
}

TEST(Align, TheClosestTieWins) {
    Names names;
    EXPECT_EQ(names.tie("Slamet", "SLAMET"), WordTie::same);
    EXPECT_EQ(names.tie("Soekardi", "Sukardi"), WordTie::spelling);
    EXPECT_EQ(names.tie("Widodo", "Widada"), WordTie::spelling);
    EXPECT_EQ(names.tie("Jogi", "Yogi"), WordTie::spelling);
    EXPECT_EQ(names.tie("Nur Hayati", "Nurhayati"), WordTie::joined);
    EXPECT_EQ(names.tie("Nurhayati", "Nur Hayati"), WordTie::joined);
    EXPECT_EQ(names.tie("Slamet", "Slmaet"), WordTie::typo);
    EXPECT_EQ(names.tie("Sumarningsih", "Sumarinngsi"), WordTie::typo) << "two edits in a long word";
    auto const initial = names.meet("Aus Fathoni", "Aus F.");
    EXPECT_EQ(initial.count, 2);
    EXPECT_EQ(initial.matches[1].tie, WordTie::initial);
}

TEST(Align, ShortWordsAreNotMistyped) {
    Names names;
    EXPECT_EQ(names.meet("Eni", "Ani").count, 0);
    EXPECT_EQ(names.meet("Slamet", "Salimah").count, 0);
    EXPECT_EQ(names.meet("Budi", "Sudiro").count, 0);
}

TEST(Align, InitialsAloneProveNothing) {
    Names names;
    EXPECT_FALSE(names.meet("B", "Budi").any_but_initials());
    EXPECT_TRUE(names.meet("B Santoso", "Budi Santoso").any_but_initials());
}

TEST(Align, EachWordHasOnePartner) {
    Names names;
    auto const found = names.meet("Siti Siti", "Siti");
    EXPECT_EQ(found.count, 1);
    EXPECT_EQ(found.left_over, 1);
}

TEST(Align, TurnedRoundTheSameWordsMeet) {
    Names names;
    std::mt19937 random(3);
    auto const word = [&] {
        std::string text(1 + random() % 6, 'a');
        for (auto& letter : text) letter = "aiusn"[random() % 5];
        return text;
    };
    for (int i = 0; i < 3'000; ++i) {
        std::string a = word();
        std::string b = word();
        for (int k = 0; k < 3; ++k) {
            a += ' ' + word();
            b += ' ' + word();
        }
        auto const there = names.meet(a, b);
        auto const back = names.meet(b, a);
        ASSERT_EQ(there.count, back.count) << a << " / " << b;
        ASSERT_EQ(there.left_over, back.right_over);
        for (std::size_t k = 0; k < there.count; ++k) {
            auto const& match = there.matches[k];
            auto const turned = [&](WordMatch const& other) {
                return other.tie == match.tie && other.left == match.right && other.right == match.left;
            };
            ASSERT_TRUE(std::ranges::any_of(back.list(), turned)) << a << " / " << b;
        }
    }
}

}  // namespace
}  // namespace bina::linkage
