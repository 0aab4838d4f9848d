#include "linkage/word_match.h"

#include <gmock/gmock.h>

#include "linkage/link_fixture.h"
#include "linkage/matcher.h"

namespace bina::linkage::batch {
namespace {

constexpr std::string_view spec_text_of_names = R"(
[[field]]
column = "name"
kind = "name"
[[rule]]
same = ["name"]
)";

class Names : public testing::Test {
protected:
    Names() {
        // The background makes some words common.
        for (int i = 0; i < 50; ++i)
            m_rows.push_back({"x" + std::to_string(i), i % 2 == 0 ? "siti aminah" : "slamet"});
    }
    std::string level(std::string const& a, std::string const& b) {
        auto rows = m_rows;
        rows.push_back({"a", a});
        rows.push_back({"b", b});
        auto const spec = fixture::spec_of(spec_text_of_names);
        auto const table = fixture::table_of(spec, rows);
        Matcher const matcher(table);
        Scratch scratch(1);
        auto const found = matcher.compare(row_of(table, "a"), row_of(table, "b"), scratch);
        auto const turned = matcher.compare(row_of(table, "b"), row_of(table, "a"), scratch);
        EXPECT_EQ(found.level[0], turned.level[0]) << a << " | " << b;
        EXPECT_EQ(found.rarity[0], turned.rarity[0]) << a << " | " << b;
        return std::string(levels_of(table.columns()[0])[found.level[0]].key);
    }
    static std::uint32_t row_of(Table const& table, std::string_view id) {
        std::uint32_t row = 0;
        while (table.id(row) != id) ++row;
        return row;
    }

private:
    fixture::Rows m_rows;
};

TEST_F(Names, AreComparedWordByWord) {
    EXPECT_EQ(level("Drs. Slamet Riyadi", "SLAMET RIYADI, S.Pd"), "same");
    EXPECT_EQ(level("Riyadi Slamet", "Slamet Riyadi"), "same");
    EXPECT_EQ(level("Soekardi", "Sukardi"), "alike");
    EXPECT_EQ(level("Nur Hayati", "Nurhayati"), "alike");
    EXPECT_EQ(level("Slamet Riyadi", "Slamet Riyqdi"), "typo");
    EXPECT_EQ(level("Slamet Riyadi", "Slamet Rikada"), "near");
    EXPECT_EQ(level("Slamet Riyadi", "Slamet"), "shorter");
    EXPECT_EQ(level("Slamet Riyadi", "Slamet R"), "shorter");
    EXPECT_EQ(level("Siti Zubaidah", "Siti Kartini"), "partly");
    EXPECT_EQ(level("Zubaidah Siti", "Zubaidah Slamet"), "mostly");
    EXPECT_EQ(level("Bambang", "Kartini"), "differs");
    EXPECT_EQ(level("Bambang", ""), "unknown");
}

TEST(Ties, AreRememberedAsTheyAre) {
    Lexicon lexicon;
    std::vector<std::uint32_t> words;
    for (auto const word : {"slamet", "slmaet", "sukardi", "soekardi", "s", "sri", "srie", "12", "123", "124",
                            "wahyudi", "wahyu"})
        words.push_back(lexicon.put(word));
    TieMemo memo;
    for (int twice = 0; twice < 2; ++twice) {
        for (auto const a : words) {
            for (auto const b : words) {
                EXPECT_EQ(memo.tie(lexicon, a, b), lexicon.tie(a, b))
                    << lexicon.text(a) << " " << lexicon.text(b);
                EXPECT_EQ(lexicon.tie(a, b), lexicon.tie(b, a)) << lexicon.text(a) << " " << lexicon.text(b);
            }
        }
    }
    EXPECT_EQ(lexicon.tie(words[0], words[1]), Tie::typo);
    EXPECT_EQ(lexicon.tie(words[2], words[3]), Tie::spelling);
    EXPECT_EQ(lexicon.tie(words[0], words[4]), Tie::initial);
    EXPECT_EQ(lexicon.tie(words[10], words[11]), Tie::near);
}

}  // namespace
}  // namespace bina::linkage::batch
