#include "kbli/candidate.h"

#include <gmock/gmock.h>

#include "base/fold.h"

namespace bina::kbli {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<Candidate> guess(std::string_view text, std::vector<Learnt> const& learnt = {},
                             Edition edition = Edition::kbli2025) {
    return candidates(Table::builtin(), edition, base::fold(text), learnt);
}

std::string best(std::string_view text, std::vector<Learnt> const& learnt = {}) {
    auto const found = guess(text, learnt);
    return found.empty() ? "" : found.front().code;
}

TEST(KbliCandidate, NamesTheClassOfLocalTradeWords) {
    EXPECT_EQ(best("Keripik Singkong"), "10794");
    EXPECT_EQ(best("membuat keripik tempe"), "10794") << "tempe alone would be 10307";
    EXPECT_EQ(best("Konveksi"), "14111");
    EXPECT_EQ(best("BATIK TULIS"), "13133");
    EXPECT_EQ(best("menjual bakso dan mi ayam"), "56102");
    EXPECT_EQ(best("Warung kelontong"), "47112");
    EXPECT_EQ(best("bengkel motor"), "95320");
    EXPECT_EQ(best("Penggilingan padi"), "10631");
    EXPECT_EQ(best("Potong rambut"), "96210");
    EXPECT_EQ(best("salon kecantikan"), "96220");
    EXPECT_EQ(best("jasa kurir"), "53200");
    EXPECT_EQ(best("ojek online"), "49296");
    EXPECT_EQ(best("aksesoris manik-manik"), "32120");
    EXPECT_EQ(best("perhiasan perak"), "32112");
    EXPECT_EQ(best("batu akik"), "32111");
    EXPECT_EQ(best("rumah kos putri"), "55909");
    EXPECT_EQ(best("cuci motor"), "95320") << "2025 washes motorcycles where it repairs them";
    EXPECT_EQ(best("cuci mobil"), "95312");
    EXPECT_EQ(best("servis sepeda motor"), "95320");
    EXPECT_EQ(best("servis sepeda"), "95299");
    EXPECT_EQ(best("wedding organizer"), "96900") << "2025 tells parties of families from fairs";
    EXPECT_EQ(best("katering harian"), "56290");
    EXPECT_THAT(guess("xyz"), IsEmpty());
    EXPECT_THAT(guess(""), IsEmpty());
}

TEST(KbliCandidate, AVagueWordGivesSeveralWithLittleConfidence) {
    auto const found = guess("Kuliner");
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].code, "56101");
    EXPECT_EQ(found[0].confidence, 50);
    EXPECT_EQ(found[1].code, "56102");
    EXPECT_EQ(found[0].phrase, "kuliner");
}

TEST(KbliCandidate, DecisionsOutweighWhatIsBuiltIn) {
    std::vector<Learnt> const once{{"kuliner", "10799", 1}};
    EXPECT_EQ(best("kuliner", once), "56101") << "one decision is no habit";
    std::vector<Learnt> const often{{"kuliner", "10799", 127}, {"kuliner", "56102", 3}};
    auto const found = guess("kuliner", often);
    EXPECT_EQ(found.front().code, "10799");
    EXPECT_EQ(found.front().businesses, 127);
    EXPECT_EQ(found.front().of, 130);
    EXPECT_GT(found.front().confidence, 90);
}

TEST(KbliCandidate, WordsThatGoWithEverythingSayLittle) {
    std::vector<Learnt> learnt{{"mainan kayu", "32402", 8}};
    for (auto const* code : {"47112", "47711", "56101", "96100"}) learnt.push_back({"kampung", code, 50});
    EXPECT_EQ(best("kampung mainan kayu", learnt), "32402");
}

TEST(KbliCandidate, OnlyDecisionsSpeakForTheOldEdition) {
    EXPECT_THAT(guess("keripik", {}, Edition::kbli2020), IsEmpty());
    EXPECT_EQ(guess("keripik", {{"keripik", "10794", 5}}, Edition::kbli2020).front().code, "10794");
}

TEST(KbliCandidate, RemembersWordsAndPairs) {
    EXPECT_THAT(phrases_of("keripik singkong pedas"),
                ElementsAre("keripik", "keripik singkong", "pedas", "singkong", "singkong pedas"));
    EXPECT_THAT(phrases_of("menjual batik"), ElementsAre("batik", "menjual batik")) << "selling says little";
    EXPECT_THAT(phrases_of("batik batik"), ElementsAre("batik", "batik batik"));
    EXPECT_THAT(phrases_of(""), IsEmpty());
}

}  // namespace
}  // namespace bina::kbli
