#include "areas/place.h"

#include <gmock/gmock.h>

#include <map>
#include <random>
#include <set>

#include "areas/embedded.h"
#include "areas/test_places.h"
#include "base/fold.h"

namespace bina::areas {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Place places[]{
    {"33.16", "Kabupaten Blora"},
    {"33.16.05", "Cepu"},
    {"33.16.08", "Jepon"},
    {"33.16.09", "Blora"},
    {"33.16.10", "Tunjungan"},
    {"33.16.12", "Ngawen"},
    {"33.16.05.1013", "Balun"},
    {"33.16.05.1014", "Cepu"},
    {"33.16.05.1015", "Karangboyo"},
    {"33.16.05.1016", "Ngelo"},
    {"33.16.05.2010", "Mernung"},
    {"33.16.05.2002", "Kentong"},
    {"33.16.08.1013", "Jepon"},
    {"33.16.08.2002", "Kemiri"},
    {"33.16.08.2008", "Tempellemahbang"},
    {"33.16.08.2010", "Karangasem"},
    {"33.16.09.1006", "Beran"},
    {"33.16.09.1009", "Kedungjenar"},
    {"33.16.09.1011", "Jetis"},
    {"33.16.09.1010", "Tambahrejo"},
    {"33.16.09.1016", "Tempelan"},
    {"33.16.09.2001", "Ngampel"},
    {"33.16.09.2007", "Jejeruk"},
    {"33.16.09.2013", "Sendangharjo"},
    {"33.16.10.2001", "Tawangrejo"},
    {"33.16.10.2007", "Tambahrejo"},
    {"33.16.10.2009", "Kedungringin"},
    {"33.16.10.2010", "Tunjungan"},
    {"33.16.10.2013", "Sukorejo"},
    {"33.16.12.1018", "Ngawen"},
    {"33.16.12.1019", "Punggursugih"},
    {"33.16.12.2001", "Sumberejo"},
    {"33.16.12.2004", "Plumbon"},
    {"33.16.12.2007", "Sambongrejo"},
    {"33.16.12.2011", "Kendayaan"},
    {"33.16.12.2012", "Sendangagung"},
    {"33.16.12.2016", "Rowobungkul"},
    {"33.16.12.2017", "Jetakwanger"},
    {"33.16.12.2021", "Karangjong"},
};

class PlaceTest : public testing::Test {
protected:
    PlaceFound find(std::string_view village, std::string_view district = "",
                    std::string_view address = "") const {
        return index.find({village, district, address});
    }
    PlaceIndex index{places};
};

TEST_F(PlaceTest, OfficialNameIsExact) {
    auto const found = find("KEDUNGJENAR", "Blora");
    EXPECT_EQ(found.code, "3316091009");
    EXPECT_EQ(found.match, PlaceMatch::exact);
    EXPECT_EQ(index.name_of(found.code), "Kedungjenar");
    EXPECT_EQ(index.name_of("3316"), "Kabupaten Blora");
    EXPECT_EQ(index.name_of("9999999999"), "");
}

TEST_F(PlaceTest, WritingHabitsAreMadeAlike) {
    for (auto const* const text :
         {"Kedung Jenar", "Kd. Jenar", "Ds. Kedungjenar", "Kel. Kedung Jenar", "Kelurahan KEDUNGJENAR",
          "Kedoengdjenar", "Desa Kedhungjenar", "kdg jenar"}) {
        auto const found = find(text);
        EXPECT_EQ(found.code, "3316091009") << text;
        EXPECT_EQ(found.match, PlaceMatch::normalised) << text;
    }
}

TEST_F(PlaceTest, MisspellingNearOneNameIsFuzzy) {
    for (auto const* const text : {"Kedungjenra", "Kedunjenar", "Kedungjener", "Ds Kedung Jenaer"}) {
        auto const found = find(text);
        EXPECT_EQ(found.code, "3316091009") << text;
        EXPECT_EQ(found.match, PlaceMatch::fuzzy) << text;
    }
    EXPECT_EQ(find("Sendangharja").code, "3316092013");
}

TEST_F(PlaceTest, NeitherNearNorUniqueIsNotFound) {
    EXPECT_EQ(find("Surabaya").match, PlaceMatch::none);
    EXPECT_EQ(find("Karang").match, PlaceMatch::none);
    EXPECT_EQ(find("").match, PlaceMatch::none);
    EXPECT_EQ(find("?!").match, PlaceMatch::none);
    EXPECT_EQ(find("Xyzabc", "Cepu").code, "331605");
    EXPECT_EQ(find("Xyzabc", "Cepu").match, PlaceMatch::none);
}

TEST_F(PlaceTest, RepeatedNameNeedsItsDistrict) {
    auto const alone = find("Tambahrejo");
    EXPECT_EQ(alone.match, PlaceMatch::ambiguous);
    EXPECT_EQ(alone.code, "");
    EXPECT_THAT(alone.candidates, ElementsAre("3316091010", "3316102007"));
    EXPECT_EQ(find("Tambahrejo", "Kec. Tunjungan").code, "3316102007");
    EXPECT_EQ(find("Tambahrejo", "331609").code, "3316091010");
    EXPECT_EQ(find("Tambahrejo", "", "RT 1 RW 2 Kec. Blora").code, "3316091010");
}

TEST_F(PlaceTest, VillageOutsideTheStatedDistrictIsAsked) {
    auto const found = find("Kedungjenar", "Cepu");
    EXPECT_EQ(found.match, PlaceMatch::ambiguous);
    EXPECT_THAT(found.candidates, ElementsAre("3316091009"));
}

TEST_F(PlaceTest, VillageNamedLikeItsDistrict) {
    EXPECT_EQ(find("Cepu").code, "3316051014");
    EXPECT_EQ(find("Cepu", "Cepu").code, "3316051014");
    EXPECT_EQ(find("Blora").code, "331609");
    EXPECT_EQ(find("", "Cepu").code, "331605");
    EXPECT_EQ(find("", "Cepo").match, PlaceMatch::fuzzy);
}

TEST_F(PlaceTest, CodesAreTaken) {
    EXPECT_EQ(find("33.16.09.1009").code, "3316091009");
    EXPECT_EQ(find("3316091009").match, PlaceMatch::exact);
    EXPECT_EQ(find("3316099999").match, PlaceMatch::none);
}

TEST_F(PlaceTest, VillageColumnHoldingMore) {
    EXPECT_EQ(find("Kedungjenar, Kec. Blora").code, "3316091009");
    EXPECT_EQ(find("Tambahrejo - Tunjungan").code, "3316102007");
    EXPECT_EQ(find("Ds. Sukorejo Kec. Tunjungan").code, "3316102013");
}

TEST_F(PlaceTest, FreeTextIsReadWhereNothingElseIsSaid) {
    auto const found = find("", "", "Jl. Pemuda No. 5 RT 01/02 Ds. Kedung Jenar Kec. Blora Kab. Blora");
    EXPECT_EQ(found.code, "3316091009");
    EXPECT_TRUE(found.from_address);
    EXPECT_EQ(find("", "", "Dk. Jetis RT 2 RW 1, Plumbon, Ngawen").code, "3316122004");
    EXPECT_EQ(find("", "", "RT 03 RW 01 Karangboyo Cepu Blora").code, "3316051015");
    EXPECT_EQ(find("", "Cepu", "Jl. Raya 12, Balun").code, "3316051013");
}

TEST_F(PlaceTest, UnmarkedNamesInTheTextAreReadInTheirDistrict) {
    EXPECT_EQ(find("", "", "RT 03 RW 01 Krangboyo - Cepu").code, "3316051015") << "misspelt";
    EXPECT_EQ(find("", "", "Dk. Jetis RT 2/1, Tunjungan, Tunjungan").code, "3316102010") << "both of a name";
    EXPECT_EQ(find("", "", "Ngawen RT 1/1, Kec. Ngawen").code, "3316121018");
    EXPECT_EQ(find("", "", "Warung Sri RT 1/1 Cepu").code, "331605");
    EXPECT_EQ(find("", "", "Ds. Kentongan Raya Indah RT 1/1 Kec. Cepu").code, "331605")
        << "only begins alike";
}

TEST(PlaceNames, WordsThatMayBeMarkersAreReadInRealNames) {
    constexpr Place curup[]{
        {"1702", "Kabupaten Rejang Lebong"}, {"170209", "Curup"},     {"1702091026", "Pasar Baru"},
        {"1702091027", "Desa Baru"},         {"1702091028", "Pasar"}, {"1702091029", "Tafuli"},
        {"1702091030", "Tafuli I"}};
    PlaceIndex const index(curup);
    EXPECT_EQ(index.find({.address = "Kel. Pasar Baru, Curup"}).code, "1702091026");
    EXPECT_EQ(index.find({.address = "RT 8 RW 1 Pasar Baru - Curup"}).code, "1702091026");
    EXPECT_EQ(index.find({.address = "Desa Desa Baru Kec. Curup"}).code, "1702091027");
    EXPECT_EQ(index.find({.village = "TAFULII", .district = "Curup"}).code, "1702091030");
}

TEST_F(PlaceTest, StreetsAndShopsAreNoVillages) {
    EXPECT_EQ(find("", "", "Jl. Jetis No 3").match, PlaceMatch::none);
    EXPECT_EQ(find("", "", "Dukuh Plumbon RT 1 RW 1").match, PlaceMatch::none);
    EXPECT_EQ(find("", "", "Warung Bu Beran depan Pasar Jepon").code, "");
    EXPECT_EQ(find("", "", "Blora").code, "");
}

TEST_F(PlaceTest, DistrictAloneInTheTextIsKept) {
    EXPECT_EQ(find("", "", "Pasar lama, Kec. Cepu").code, "331605");
    EXPECT_EQ(find("", "", "RT 1 RW 2, Cepu").code, "331605");
}

TEST_F(PlaceTest, AnotherRegencyIsNoticed) {
    EXPECT_TRUE(find("", "", "Ds. Plumbon Kab. Grobogan").other_regency);
    EXPECT_FALSE(find("", "", "Ds. Plumbon Kab. Blora").other_regency);
    EXPECT_FALSE(find("", "", "Ds. Plumbon Kabupaten Blora Jawa Tengah").other_regency);
}

TEST_F(PlaceTest, FinderAnswersLikeTheIndex) {
    PlaceFinder finder(index);
    for (int round = 0; round < 2; ++round) {
        EXPECT_EQ(finder.find({.village = "Kd. Jenar"}).code, "3316091009");
        EXPECT_EQ(finder.find({.village = "Tambahrejo"}).match, PlaceMatch::ambiguous);
        EXPECT_EQ(finder.find({.village = "Tambahrejo", .address = "Kec. Tunjungan"}).code, "3316102007");
        EXPECT_EQ(finder.find({.address = "Ds. Plumbon"}).code, "3316122004");
        EXPECT_EQ(finder.find({.district = "Cepu"}).code, "331605");
    }
}

/// One slip of a typist or of spelling.
std::string misspelt(std::string name, std::mt19937& random) {
    auto const below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    std::size_t const at = below(name.size());
    switch (below(5)) {
        case 0:
            name[at] = static_cast<char>('a' + below(26));
            break;
        case 1:
            name.erase(at, 1);
            break;
        case 2:
            name.insert(at, 1, name[at]);
            break;
        case 3:
            if (at + 1 < name.size()) std::swap(name[at], name[at + 1]);
            break;
        default:
            name.insert(at, 1, ' ');
    }
    return name;
}

TEST_F(PlaceTest, MisspeltNamesAreRightOrAskedHardlyEverWrong) {
    std::mt19937 random(33);
    int tried = 0;
    int right = 0;
    int wrong = 0;
    std::set<std::string> real;
    for (auto const& place : places) real.insert(base::fold(place.name));
    for (int round = 0; round < 200; ++round) {
        for (auto const& place : places) {
            if (place.code.size() != 13) continue;
            auto text = misspelt(base::fold(place.name), random);
            if (random() % 100 < 15) text = misspelt(text, random);
            if (real.contains(base::fold(text)))
                continue;  // became another village's name: no slip to be seen
            auto const found = find(text, index.name_of(std::string(place.code.substr(0, 2)) +
                                                        std::string(place.code.substr(3, 2)) +
                                                        std::string(place.code.substr(6, 2))));
            ++tried;
            if (!found.is_village()) continue;
            (index.name_of(found.code) == place.name ? right : wrong) += 1;
        }
    }
    EXPECT_GT(tried, 5000);
    EXPECT_GE(right * 1000, tried * 980) << right << " of " << tried;
    EXPECT_LE(wrong * 1000, tried * 2) << wrong << " of " << tried;
}

// The bar of `./bench places`, on one province.
TEST(PlaceNames, DirtyVillagesAreRightOrAskedHardlyEverWrong) {
    test::DirtyPlaces made(embedded_table(), "33", 33);
    std::map<std::string, PlaceIndex, std::less<>> indexes;
    int right = 0;
    int wrong = 0;
    constexpr int tried = 5'000;
    for (int i = 0; i < tried; ++i) {
        auto const place = made.next();
        auto known = indexes.find(place.regency());
        if (known == indexes.end()) {
            auto const of_regency = made.places_of(place.regency());
            known = indexes.emplace(place.regency(), PlaceIndex(of_regency)).first;
        }
        auto const found = known->second.find(place.query());
        if (found.is_village()) (found.code == place.truth ? right : wrong) += 1;
    }
    EXPECT_GE(right * 1000, tried * 980) << right << " of " << tried;
    EXPECT_LE(wrong * 1000, tried * 2) << wrong << " of " << tried;
}

}  // namespace
}  // namespace bina::areas
