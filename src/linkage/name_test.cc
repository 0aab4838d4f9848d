#include "linkage/name.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "linkage/words.h"

namespace bina::linkage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> owner(std::string_view raw) {
    return parse_owner(raw).words;
}
std::vector<std::string> business(std::string_view raw) {
    return parse_business(raw).words;
}

TEST(OwnerName, TitlesAndDegreesAreTakenOffAndKept) {
    auto const name = parse_owner("H. Drs. SUWARNO, S.Pd., M.M.");
    EXPECT_THAT(name.words, ElementsAre("suwarno"));
    EXPECT_THAT(name.titles, ElementsAre("h", "drs", "mm", "spd"));
    EXPECT_THAT(owner("Hj. Siti Aminah"), ElementsAre("siti", "aminah"));
    EXPECT_THAT(owner("Bpk. Slamet Riyadi SE"), ElementsAre("slamet", "riyadi"));
    EXPECT_THAT(owner("Alm. Kasim"), ElementsAre("kasim"));
    EXPECT_THAT(owner("Dewi Lestari S.Pd.I"), ElementsAre("dewi", "lestari"));
    EXPECT_THAT(owner("Dewi Lestari S Pd"), ElementsAre("dewi", "lestari"));
    EXPECT_THAT(owner("Agus Salim A.Md"), ElementsAre("agus", "salim"));
    EXPECT_THAT(owner("NY. SRI"), ElementsAre("sri"));
    EXPECT_THAT(owner("R. Soekardi"), ElementsAre("soekardi"));
    EXPECT_THAT(owner("KH Mukmin, Lc."), ElementsAre("mukmin"));
    EXPECT_THAT(owner("Slamet, Alm"), ElementsAre("slamet"));
}

TEST(OwnerName, WhatMayBeANameStays) {
    EXPECT_THAT(owner("H"), ElementsAre("h")) << "a title alone is all there is";
    EXPECT_THAT(owner("Mbak"), ElementsAre("mbak"));
    EXPECT_THAT(owner("Mukmin H"), ElementsAre("mukmin", "h")) << "an initial";
    EXPECT_THAT(owner("Andi Mappanyukki"), ElementsAre("andi", "mappanyukki"));
    EXPECT_THAT(owner("Cut Nyak Dien"), ElementsAre("cut", "nyak", "dien"));
    EXPECT_THAT(owner("Raden Saleh"), ElementsAre("raden", "saleh"));
    EXPECT_THAT(owner("Siti S H"), ElementsAre("siti", "s", "h")) << "without dots, two initials";
    EXPECT_THAT(owner("Se"), ElementsAre("se"));
    EXPECT_THAT(owner("R Agus"), ElementsAre("r", "agus")) << "a title only with its dot";
}

TEST(OwnerName, MuhammadIsOneNameOfLittleWeight) {
    for (auto const raw : {"Muhammad Yusuf", "MOCH. YUSUF", "Moh Yusuf", "Mohamad Yusuf", "M. Yusuf",
                           "M.Yusuf", "Mhd Yusuf", "Mukhammad Yusuf", "Muh.Yusuf", "H. Much. Yusuf, S.E"}) {
        auto const name = parse_owner(raw);
        EXPECT_THAT(name.words, ElementsAre("yusuf")) << raw;
        EXPECT_TRUE(name.muhammad) << raw;
    }
    EXPECT_THAT(owner("Mochamad"), ElementsAre("muhammad")) << "the only name is a name";
    EXPECT_FALSE(parse_owner("Mochamad").muhammad);
    EXPECT_THAT(owner("Yusuf M"), ElementsAre("yusuf", "m")) << "behind a name, an initial";
}

TEST(OwnerName, CommonNamesHaveOneSpelling) {
    EXPECT_THAT(owner("Achmad Dahlan"), ElementsAre("ahmad", "dahlan"));
    EXPECT_THAT(owner("Noer Sitti"), ElementsAre("nur", "siti"));
    EXPECT_THAT(owner("St. Rokhmah"), ElementsAre("siti", "rokhmah"));
    EXPECT_THAT(owner("Suwarno, ST"), ElementsAre("suwarno")) << "a degree";
    EXPECT_THAT(owner("Abd. Rachman"), ElementsAre("abdul", "rachman"));
    EXPECT_THAT(owner("Srie Rahayu"), ElementsAre("sri", "rahayu"));
}

TEST(OwnerName, RelationsAreNotTheName) {
    auto const son = parse_owner("Slamet bin H. Kasim");
    EXPECT_THAT(son.words, ElementsAre("slamet"));
    EXPECT_EQ(parse_owner("Siti Aminah binti Ahmad, S.Pd").father, "ahmad");
    EXPECT_THAT(owner("Siti Aminah binti Ahmad, S.Pd"), ElementsAre("siti", "aminah"));
    auto const known_as = parse_owner("Suharti (Een)");
    EXPECT_THAT(known_as.words, ElementsAre("suharti"));
    EXPECT_THAT(known_as.alias, ElementsAre("een"));
    EXPECT_THAT(parse_owner("Suharti alias Een").alias, ElementsAre("een"));
    EXPECT_THAT(parse_owner("Suharti @ Een").alias, ElementsAre("een"));
    EXPECT_THAT(owner("(Een)"), ElementsAre("een")) << "a name in brackets only is the name";
    EXPECT_THAT(owner("Binti"), ElementsAre("binti"));
    EXPECT_THAT(owner("Slamet bin"), ElementsAre("slamet", "bin"));
}

TEST(OwnerName, BalineseParticlesSayNothing) {
    EXPECT_THAT(owner("I Wayan Sudana"), ElementsAre("wayan", "sudana"));
    EXPECT_THAT(owner("Ni Luh Putu"), ElementsAre("luh", "putu"));
    EXPECT_THAT(owner("Bambang I"), ElementsAre("bambang", "i"));
}

TEST(OwnerName, OddInput) {
    EXPECT_TRUE(parse_owner("").empty());
    EXPECT_TRUE(parse_owner(" - ").empty());
    EXPECT_TRUE(parse_owner("\xFF\xFE").empty());
    EXPECT_THAT(owner("Ma'ruf"), ElementsAre("maruf"));
    EXPECT_THAT(owner("Jos\xC3\xA9\xC2\xA0Maria"), ElementsAre("jose", "maria")) << "accents, hard blanks";
    auto const many = parse_owner("a1 b1 c1 d1 e1 f1 g1 h1");
    EXPECT_EQ(many.words.size(), owner_words_max);
    EXPECT_EQ(many.words_cut, 2);
    EXPECT_EQ(owner(std::string(500, 'x')).at(0).size(), word_bytes_max);
}

TEST(BusinessName, KindAndLegalFormAreNotTheName) {
    auto const name = parse_business("UD. Toko Sumber Rejeki");
    EXPECT_THAT(name.words, ElementsAre("sumber", "rejeki"));
    EXPECT_THAT(name.kind_words, ElementsAre("toko"));
    EXPECT_THAT(name.legal, ElementsAre("ud"));
    EXPECT_EQ(name.kinds, kind::shop);
    EXPECT_THAT(business("U.D Maju Jaya"), ElementsAre("maju", "jaya"));
    EXPECT_THAT(business("Tk. Barokah"), ElementsAre("barokah"));
    EXPECT_THAT(parse_business("Wr. Makan").kind_words, ElementsAre("warung", "makan"));
    EXPECT_THAT(parse_business("Penjahit").kind_words, parse_business("TAILOR").kind_words);
}

TEST(BusinessName, GenericNamesTellNothing) {
    EXPECT_TRUE(parse_business("Warung Makan").generic());
    EXPECT_TRUE(parse_business("Jual Nasi").generic());
    EXPECT_FALSE(parse_business("Warung Makan Sederhana").generic());
    EXPECT_TRUE(parse_business("-").empty());
    EXPECT_TRUE(parse_business("").empty());
}

TEST(BusinessName, TheOwnerMayBeNamed) {
    auto const name = parse_business("Warung Bu Siti");
    EXPECT_THAT(name.words, ElementsAre("siti"));
    EXPECT_TRUE(name.names_person);
    EXPECT_TRUE(parse_business("Bengkel H. Slamet").names_person);
    EXPECT_FALSE(parse_business("Toko Barokah").names_person);
    EXPECT_FALSE(parse_business("Barokah Ibu").names_person) << "nobody is named behind it";
}

}  // namespace
}  // namespace bina::linkage
