#include "letters/wording.h"

#include <gmock/gmock.h>

namespace bina::letters {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Wording, NamesEachPlaceholderOnce) {
    EXPECT_THAT(names_in("{usaha} milik {pemilik}, {usaha}"), ElementsAre("usaha", "pemilik"));
    EXPECT_THAT(names_in("tanpa apa pun"), IsEmpty());
    EXPECT_THAT(names_in("{belum tertutup"), IsEmpty());
}

TEST(Wording, UnknownAndMissingNamesAreAllNamed) {
    EXPECT_THAT(unknown_names("{usaha} {merk} {} {Usaha}"), ElementsAre("merk", "", "Usaha"));
    EXPECT_THAT(missing_names("{usaha} {merek} {nib}", {{"usaha", "Sari"}, {"nib", ""}}),
                ElementsAre("merek", "nib"));
}

TEST(Wording, IsFilledOnce) {
    EXPECT_EQ(filled("{usaha}, {nib}.", {{"usaha", "{nib}"}, {"nib", "9120"}}), "{nib}, 9120.");
    EXPECT_EQ(filled("{usaha} {merek}", {{"usaha", "Sari"}}), "Sari {merek}");
    EXPECT_EQ(filled("a { b", {}), "a { b");
}

TEST(Wording, DaysAreWrittenOut) {
    EXPECT_EQ(day_in_words(base::Day::from_parts(2026, 11, 28).value()), "28 November 2026");
    EXPECT_EQ(day_in_words(base::Day::from_parts(2026, 8, 1).value()), "1 Agustus 2026");
}

}  // namespace
}  // namespace bina::letters
