#include "linkage/spec.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "linkage/link_fixture.h"

namespace bina::linkage::batch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> faults_of(std::string_view toml) {
    auto const spec = parse_spec(toml);
    if (spec) return {};
    std::vector<std::string> faults;
    for (auto const& fault : spec.error().faults) faults.push_back(fault.path + ": " + fault.key);
    return faults;
}

TEST(Spec, ReadsWhatItWrites) {
    auto const spec = fixture::spec_of(R"(id = "no"
[[field]]
name = "owner"
columns = ["first", "last"]
kind = "name"
[[field]]
column = "sign \"x\""
name = "sign"
kind = "words"
of = "business"
named_after = "owner"
rarity = false
[[field]]
column = "nik"
kind = "identifier"
of = "nik"
apart = true
[[rule]]
same = ["owner.word", "sign"]
at_most = 12
[scan]
texts = ["owner"]
numbers = ["nik"]
within = "nik.coarse"
alike_percent = 55
[result]
pairs_from = 0.25
together_from = 0.75
entity_max = 9
)");
    EXPECT_EQ(spec.fields[1].columns, std::vector<std::string>{"sign \"x\""});
    EXPECT_EQ(spec.fields[1].named_after, 0U);
    EXPECT_EQ(spec.rules[0].parts[0], (KeyPart{0, KeyUse::word}));
    EXPECT_EQ(spec.scan->within, (KeyPart{2, KeyUse::coarse}));
    EXPECT_EQ(spec.entity_max, 9U);
    EXPECT_THAT(spec.columns(), ElementsAre("first", "last", "sign \"x\"", "nik"));
    auto const again = parse_spec(spec_text(spec));
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, spec);
}

TEST(Spec, TellsEveryFaultAtOnceWithItsLine) {
    EXPECT_THAT(
        faults_of(R"(colour = "red"
[[field]]
column = "a"
kind = "nam"
[[field]]
name = "b"
kind = "date"
of = "nik"
[[field]]
column = "c"
kind = "name"
apart = true
[[rule]]
same = ["b.word", "d"]
at_most = 1
[result]
pairs_from = 2
)"),
        ElementsAre(HasSubstr("line 1: knows no \"colour\""), HasSubstr("line 4: is no kind"),
                    HasSubstr("line 5: needs either column or columns"),
                    HasSubstr("line 8: does not go with kind date"),
                    HasSubstr("line 9: cannot keep records apart"), HasSubstr("line 14: is no part of \"b\""),
                    HasSubstr("line 14: names no field: \"d\""), HasSubstr("line 15: is not a whole number"),
                    HasSubstr("line 17: is not a probability")));
}

TEST(Spec, HoldsAnyLetterInNamesOfColumns) {
    for (std::string_view const name : {"toko \u2764\uFE0F", "caf\u00E9", "\uFEFE", "\u3000"}) {
        auto const spec =
            parse_spec(fmt::format("# {0}\n[[field]]\ncolumn = \"{0}\"\nkind = \"words\"\n"
                                   "[[rule]]\nsame = [\"{0}\"]\nat_most = 9\n",
                                   name));
        ASSERT_TRUE(spec) << name;
        EXPECT_EQ(spec->fields[0].columns[0], name);
        auto const again = parse_spec(spec_text(*spec));
        ASSERT_TRUE(again) << name;
        EXPECT_EQ(*again, *spec);
    }
}

TEST(Spec, TellsOfLettersOutsideOfQuotes) {
    for (std::string_view const bad : {"\u033D", "\uFEFD", "\uFB26 = 1", "caf\u00E9 = 1", "x = \uFE0F"})
        EXPECT_THAT(faults_of(bad), ElementsAre(HasSubstr("line 1"))) << bad;
}

TEST(Spec, TellsWhereTomlEnds) {
    EXPECT_THAT(faults_of("[[field]\ncolumn = 3"), ElementsAre(HasSubstr("line 1")));
    EXPECT_THAT(faults_of(""), ElementsAre(HasSubstr("needs at least one"), HasSubstr("needs a [[rule]]")));
    EXPECT_THAT(faults_of("field = 3\nrule = [1]\nscan = 2\nresult = []"), testing::SizeIs(testing::Ge(4)));
    EXPECT_FALSE(parse_spec(std::string(spec_bytes_max + 1, ' ')));
}

}  // namespace
}  // namespace bina::linkage::batch
