#include "kbli/table.h"

#include <gmock/gmock.h>

#include <set>

#include "base/fold.h"
#include "kbli/embedded.h"
#include "kbli/lines.h"
#include "kbli/said.h"

namespace bina::kbli {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

base::Day day(std::string_view text) {
    return base::Day::parse(text).value();
}

std::vector<std::string> search(std::string_view text, Edition edition = Edition::kbli2025) {
    std::vector<std::string> codes;
    for (auto const* entry : Table::builtin().search({.edition = edition, .text = text}))
        codes.emplace_back(entry->code);
    return codes;
}

TEST(KbliEdition, FollowsTheDayOfForceAndTheDayOfAlignment) {
    EXPECT_EQ(edition_in_force(day("2025-12-17")), Edition::kbli2020);
    EXPECT_EQ(edition_in_force(day("2025-12-18")), Edition::kbli2025);
    EXPECT_EQ(unsaid_edition(day("2026-06-17")), Edition::kbli2020);
    EXPECT_EQ(unsaid_edition(day("2026-06-18")), Edition::kbli2025);
    EXPECT_EQ(unsaid_edition(day("1999-01-01")), Edition::kbli2020);
}

TEST(KbliCode, CarriesItsEdition) {
    auto const said = Code::parse("10794/2025", Edition::kbli2020).value();
    EXPECT_EQ(said.edition(), Edition::kbli2025);
    EXPECT_EQ(said.text(), "10794/2025");
    EXPECT_EQ(Code::parse("10794", Edition::kbli2020).value().text(), "10794/2020");
    for (auto const* wrong : {"", "1079", "107941", "1079a", "10794/", "10794/2015", "10794/2025/"})
        EXPECT_FALSE(Code::parse(wrong, Edition::kbli2020)) << wrong;
    EXPECT_EQ(Code().text(), "");
}

TEST(KbliCode, SaidWithoutItsEditionMeansThatOfItsDayUnlessOnlyAnotherHasIt) {
    auto const said = [](std::string_view text, std::string_view on) {
        return code_said(text, day(on)).value().text();
    };
    EXPECT_EQ(said("56102", "2026-06-17"), "56102/2020");
    EXPECT_EQ(said("56102", "2026-06-18"), "56102/2025");
    EXPECT_EQ(said("56104", "2026-11-28"), "56104/2020") << "2025 has no such class";
    EXPECT_EQ(said("95320", "2026-01-05"), "95320/2025") << "2020 had none";
    EXPECT_EQ(said("56102/2020", "2026-11-28"), "56102/2020");
    EXPECT_EQ(said("10998", "2026-11-28"), "10998/2025") << "known to neither";
    EXPECT_FALSE(code_said("5610", day("2026-11-28")));
}

TEST(KbliTable, HoldsEveryDivisionUnderASection) {
    auto const& table = Table::builtin();
    for (auto const& edition : editions) {
        std::size_t sections = 0;
        std::size_t divisions = 0;
        std::size_t classes = 0;
        for (auto const& entry : table.entries(edition.edition)) {
            sections += entry.level() == 1 ? 1U : 0U;
            divisions += entry.level() == 2 ? 1U : 0U;
            classes += entry.level() == 5 ? 1U : 0U;
            ASSERT_FALSE(entry.title.empty()) << entry.code;
            ASSERT_FALSE(entry.title_en.empty()) << entry.code;
            ASSERT_NE(table.find(edition.edition, entry.section), nullptr) << entry.code;
        }
        bool const first = edition.edition == Edition::kbli2020;
        EXPECT_EQ(sections, first ? 21U : 22U);
        EXPECT_EQ(divisions, first ? 88U : 87U);
        EXPECT_GT(classes, 400U);
    }
    EXPECT_EQ(table.find(Edition::kbli2025, "45"), nullptr);
    EXPECT_EQ(table.find(Edition::kbli2020, "62")->section, "J");
    EXPECT_EQ(table.find(Edition::kbli2025, "62")->section, "K");
}

TEST(KbliTable, TheDivisionsOfASectionAreNeighbours) {
    using Range = std::pair<std::string_view, std::string_view>;
    auto const& table = Table::builtin();
    EXPECT_EQ(table.divisions_of(Edition::kbli2025, "C"), Range("10", "33"));
    EXPECT_EQ(table.divisions_of(Edition::kbli2020, "G"), Range("45", "47"));
    EXPECT_EQ(table.divisions_of(Edition::kbli2025, "G"), Range("46", "47"));
    EXPECT_EQ(table.divisions_of(Edition::kbli2025, "D"), Range("35", "35"));
    EXPECT_TRUE(table.divisions_of(Edition::kbli2020, "V").first.empty());
    for (auto const& edition : editions)
        for (auto const& entry : table.entries(edition.edition)) {
            if (entry.level() != 2) continue;
            for (auto const& section : table.entries(edition.edition)) {
                if (section.level() != 1) break;
                auto const [first, last] = table.divisions_of(edition.edition, section.code);
                bool const inside = first <= entry.code && entry.code <= last;
                EXPECT_EQ(inside, entry.section == section.code) << entry.code << " " << section.code;
            }
        }
}

TEST(KbliTable, EverySuccessorAndEveryWordNamesAClass) {
    auto const& table = Table::builtin();
    for (auto const& entry : table.entries(Edition::kbli2020)) {
        if (entry.level() != 5) continue;
        EXPECT_THAT(table.successors(entry.code), Not(IsEmpty())) << entry.code;
        for (auto const to : table.successors(entry.code))
            EXPECT_NE(table.find(Edition::kbli2025, to), nullptr) << entry.code << " " << to;
    }
    std::set<std::pair<std::string_view, std::string_view>> seen;
    each_line(embedded::words(), [&](auto const& fields) {
        auto const code = fields[0].substr(0, 5);
        EXPECT_NE(table.find(Edition::kbli2025, code), nullptr) << code;
        for (auto const phrase : split(fields[1], ", ")) {
            EXPECT_EQ(base::fold(phrase), phrase);
            EXPECT_LE(base::words(phrase).size(), 3U) << phrase;
            EXPECT_TRUE(seen.emplace(phrase, code).second) << phrase;
        }
    });
}

TEST(KbliTable, TheSameDigitsCanMeanSomethingElse) {
    auto const& table = Table::builtin();
    EXPECT_EQ(table.find(Edition::kbli2020, "56102")->title, "Rumah makan, warung makan");
    EXPECT_EQ(table.find(Edition::kbli2025, "56102")->title, "Warung tenda, gerobak, makanan keliling");
    EXPECT_THAT(table.successors("56102"), ElementsAre("56101"));
    EXPECT_THAT(table.successors("13134"), ElementsAre("13133"));
    EXPECT_THAT(table.successors("10219"), ElementsAre("10218", "10219"));
    EXPECT_THAT(table.successors("96112"), ElementsAre("96210", "96220")) << "a person chooses";
    EXPECT_THAT(table.successors("53202"), ElementsAre("53200", "53309"));
    EXPECT_THAT(table.successors("55192"), ElementsAre("55300"));
    EXPECT_THAT(table.successors("99999"), IsEmpty());
}

TEST(KbliTable, KnowsWhichCodesAnEditionCanHave) {
    auto const& table = Table::builtin();
    EXPECT_TRUE(table.may_be({"10998", Edition::kbli2025})) << "not in the short table, but its division is";
    EXPECT_FALSE(table.may_be({"45407", Edition::kbli2025}));
    EXPECT_TRUE(table.may_be({"45407", Edition::kbli2020}));
    EXPECT_EQ(table.nearest(Edition::kbli2020, "10998")->code, "10");
    EXPECT_EQ(table.nearest(Edition::kbli2020, "04111"), nullptr);
}

TEST(KbliTable, FindsByCodeByTitleAndByTradeWord) {
    EXPECT_EQ(search("1079").front(), "10791");
    EXPECT_EQ(search("keripik singkong").front(), "10794");
    EXPECT_EQ(search("keripik", Edition::kbli2020).front(), "10794");
    EXPECT_EQ(search("batik").front(), "13133");
    EXPECT_EQ(search("batik", Edition::kbli2020).front(), "13134");
    EXPECT_EQ(search("laundry").front(), "96100");
    EXPECT_THAT(search("chips"), Contains("10794")) << "English titles too";
    EXPECT_THAT(search("kayu ukir"), Contains("16293")) << "in any order";
    EXPECT_THAT(search("zzz"), IsEmpty());
    EXPECT_THAT(search(" "), IsEmpty());
}

TEST(KbliTable, ListsAddWhatIsNotBuiltIn) {
    Table const table(std::vector<Listed>{{Edition::kbli2025, "1079", "INDUSTRI PRODUK MAKANAN LAINNYA"},
                                          {Edition::kbli2025, "10794", "INDUSTRI KERUPUK"},
                                          {Edition::kbli2025, "24101", "INDUSTRI BESI DAN BAJA DASAR"}},
                      std::vector<Crossing>{{"56102", "56102"}, {"56102", "56101"}, {"24101", "24101"}});
    EXPECT_EQ(table.find(Edition::kbli2025, "24101")->title, "INDUSTRI BESI DAN BAJA DASAR");
    EXPECT_EQ(table.find(Edition::kbli2025, "24101")->section, "C");
    EXPECT_EQ(table.find(Edition::kbli2025, "10794")->title, "Kerupuk, keripik, peyek");
    EXPECT_TRUE(table.is_listed(Edition::kbli2025));
    EXPECT_FALSE(table.is_listed(Edition::kbli2020));
    EXPECT_FALSE(table.may_be({"10998", Edition::kbli2025})) << "the full list does not have it";
    EXPECT_THAT(table.successors("56102"), ElementsAre("56101", "56102"));
    EXPECT_THAT(table.successors("13134"), ElementsAre("13133"));
}

}  // namespace
}  // namespace bina::kbli
