#include "base/types.h"

#include <gtest/gtest.h>

namespace bina::base {
namespace {

using ThingId = Id<struct ThingTag>;

TEST(DerivedId, IsAnIdWhateverItIsDerivedFrom) {
    for (std::string_view const parent : {"", "law", "registry.bring_classes 3316 2026-03-01"}) {
        auto const id = ThingId::derive(parent, 3);
        EXPECT_EQ(ThingId::parse(id.text()), id) << parent;
        EXPECT_EQ(id, ThingId::derive(parent, 3));
        EXPECT_NE(id, ThingId::derive(parent, 4));
        EXPECT_EQ(number_in_derived(parent, id.text()), 3U);
    }
}

TEST(DerivedId, StandsBesideItsParentInOrder) {
    std::string const parent = "01900000000070008000b00000000001";
    EXPECT_EQ(ThingId::derive(parent, 1).text().substr(0, 12), parent.substr(0, 12));
    EXPECT_LT(ThingId::derive(parent, 1), ThingId::derive(parent, 2));
}

}  // namespace
}  // namespace bina::base
