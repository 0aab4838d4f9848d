#include "linkage/spelling.h"

#include <gtest/gtest.h>

namespace bina::linkage {
namespace {

/// True if they are one word in either reading.
bool sounds_like(std::string_view a, std::string_view b) {
    return spelling_key(a, Reading::modern) == spelling_key(b, Reading::modern) ||
           spelling_key(a, Reading::old) == spelling_key(b, Reading::old);
}

TEST(Spelling, OldAndNew) {
    EXPECT_TRUE(sounds_like("soekardi", "sukardi"));
    EXPECT_TRUE(sounds_like("djoko", "joko"));
    EXPECT_TRUE(sounds_like("tjahjo", "cahyo"));
    EXPECT_TRUE(sounds_like("jogi", "yogi"));
    EXPECT_TRUE(sounds_like("njoman", "nyoman"));
    EXPECT_TRUE(sounds_like("sjamsul", "syamsul"));
    EXPECT_TRUE(sounds_like("chalid", "khalid"));
    EXPECT_TRUE(sounds_like("rachman", "rahman"));
}

TEST(Spelling, WhatClerksDoNotHear) {
    EXPECT_TRUE(sounds_like("sumiyati", "sumiati"));
    EXPECT_TRUE(sounds_like("suryani", "suriyani"));
    EXPECT_TRUE(sounds_like("fatimah", "patima"));
    EXPECT_TRUE(sounds_like("zainal", "jaenal"));
    EXPECT_TRUE(sounds_like("aziz", "asis"));
    EXPECT_TRUE(sounds_like("rizqi", "rizki"));
    EXPECT_TRUE(sounds_like("ridho", "rido"));
    EXPECT_TRUE(sounds_like("murad", "murat"));
    EXPECT_TRUE(sounds_like("alfiyah", "alfia"));
    EXPECT_TRUE(sounds_like("widodo", "widada"));
    EXPECT_TRUE(sounds_like("novi", "nopi"));
    EXPECT_TRUE(sounds_like("anna", "ana"));
}

TEST(Spelling, OtherNamesStayOther) {
    EXPECT_FALSE(sounds_like("budi", "rudi"));
    EXPECT_FALSE(sounds_like("siti", "sari"));
    EXPECT_FALSE(sounds_like("slamet", "selamet")) << "left to the edit distance";
    EXPECT_FALSE(sounds_like("yayan", "yani"));
    EXPECT_EQ(spelling_key("anjani", Reading::modern), "anjani") << "nj is ny only in old spelling";
}

TEST(Spelling, LeavesWhatIsNoWord) {
    EXPECT_EQ(spelling_key("", Reading::old), "");
    EXPECT_EQ(spelling_key("jo", Reading::old), "jo") << "too short to tell";
    EXPECT_EQ(spelling_key("toko88", Reading::modern), "toko88");
    EXPECT_EQ(spelling_key("\xE4\xB8\xAD\xE5\x8D\x8E", Reading::modern), "\xE4\xB8\xAD\xE5\x8D\x8E");
    EXPECT_EQ(spelling_key("bang", Reading::modern), "bang");
    EXPECT_EQ(spelling_key("hhh", Reading::modern), "h") << "never empty";
}

}  // namespace
}  // namespace bina::linkage
