#include <fmt/ranges.h>
#include <openssl/evp.h>

#include "census/photo.h"
#include "census/test_census.h"

namespace bina::census::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

TEST(Merge, FieldsThatOneSideChangedComeTogether) {
    Said const base{{"note", "a"}, {"answer.x", "1"}, {"answer.y", "1"}};
    Said const kept{{"note", "b"}, {"answer.x", "1"}, {"answer.y", "1"}};
    auto const merged = merge(base, kept, {{"note", "a"}, {"answer.x", "2"}, {"answer.z", "3"}});
    EXPECT_THAT(merged.conflicts, IsEmpty());
    EXPECT_THAT(merged.said, UnorderedElementsAre(Pair("note", "b"), Pair("answer.x", "2"),
                                                  Pair("answer.y", "1"), Pair("answer.z", "3")));
}

TEST(Merge, WhatBothChangedDifferentlyIsAConflictAndTheFirstStands) {
    auto const merged =
        merge({{"note", "a"}}, {{"note", "b"}, {"@gps", "1"}}, {{"note", "c"}, {"@gps", "2"}});
    EXPECT_THAT(merged.conflicts, ElementsAre("note"));
    EXPECT_EQ(get(merged.said, "note"), "b");
    EXPECT_EQ(get(merged.said, "@gps"), "2") << "where it was said is no field of it";
    EXPECT_THAT(merge({{"note", "a"}}, {{"note", "b"}}, {{"note", "b"}}).conflicts, IsEmpty());
    EXPECT_THAT(merge({}, {{"note", "b"}}, {{"note", "c"}}).conflicts, ElementsAre("note"));
}

TEST(Merge, LeavingAFieldOutKeepsItAndAnEmptyOneTakesItBack) {
    Said const known{{"note", "a"}, {"other", "x"}};
    EXPECT_EQ(merge(known, known, {}).said, known);
    EXPECT_THAT(merge(known, known, {{"note", ""}}).said, UnorderedElementsAre(Pair("other", "x")));
    EXPECT_EQ(decode(encode(known)), known);
}

std::string sha256_of(std::string_view bytes) {
    std::array<unsigned char, 32> digest{};
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
    return fmt::format("{:02x}", fmt::join(digest, ""));
}
/// With the zeros in it.
template <std::size_t N>
std::string bytes(char const (&text)[N]) {
    return {text, N - 1};
}
std::string const jpeg = bytes("\xFF\xD8\xFF\xE0\x00\x04JF\xFF\xDA\x00\x02gambar");
std::string const exif = bytes(
    "\xFF\xD8\xFF\xE1\x00\x08"
    "Exif\x00\x00\xFF\xDA\x00\x02gambar");
std::string const webp = bytes(
    "RIFF\x10\x00\x00\x00WEBPVP8 \x04\x00\x00\x00"
    "abcd");

TEST(Photo, IsTakenByItsBytesAndWithoutWhatTellsOfThePlace) {
    EXPECT_EQ(photo_kind(jpeg).value(), "image/jpeg");
    EXPECT_EQ(photo_kind(webp).value(), "image/webp");
    EXPECT_EQ(photo_kind(exif).error().kind, &error::photo_tells);
    EXPECT_EQ(photo_kind(webp + bytes("EXIF\x02\x00\x00\x00zz")).error().kind, &error::photo_tells);
    EXPECT_EQ(photo_kind("GIF89a").error().kind, &error::not_a_photo);
    EXPECT_EQ(photo_kind("\xFF\xD8\xFF").error().kind, &error::photo_tells) << "nothing that ends well";
    EXPECT_EQ(photo_kind("").error().kind, &error::not_a_photo);
}

/// A running campaign of twelve businesses, on Ani's phone.
class Visits : public CensusTest {
public:
    void SetUp() override {
        CensusTest::SetUp();
        with_businesses(12);
        with_campaign();
        site.actor = ani;
    }
    std::string lines(std::string const& body) { return site.send("POST", "/api/v1/visits/3316", body).body; }
    std::string line(int number, std::string body) {
        return body.insert(1, fmt::format(R"("id":"{}",)", id_text('7', number))) + "\n";
    }
    std::int64_t count(std::string_view table) {
        return read([&](storage::Tx& tx) {
                   return tx.first(
                       fmt::format("SELECT count(*) FROM {} WHERE regency = $1", table),
                       [](storage::Row const& row) { return row.integer(0); }, home);
               })
            .value()
            .value();
    }
};

TEST_F(Visits, TheSameAgainGetsTheSameReplyAndChangesNothing) {
    auto const body = visit_body(0, "found", answers);
    auto const first = site.put(visit(1), body);
    EXPECT_EQ(first.status, 201) << first.body;
    for (int i = 0; i < 3; ++i) {
        fixture::advance(60'000);
        auto const again = site.put(visit(1), body);
        EXPECT_EQ(again.status, 201);
        EXPECT_EQ(again.body, first.body);
    }
    EXPECT_EQ(lines(line(1, body) + line(1, body)).find("\"status\":2"), 10U);
    EXPECT_EQ(count("visit"), 1);
    EXPECT_EQ(count("visit_revision"), 1);
    expect_tallies_fit();
}

TEST_F(Visits, WhatIsWrongIsToldAtOnceAndNothingIsKept) {
    auto const got = site.put(
        visit(1),
        visit_body(0, "found",
                   R"(,"answers":[{"question":"nik","values":["123"]},{"question":"x","values":["y"]}])"));
    EXPECT_EQ(got.problem(), R"("census.bad_visit")");
    for (auto const* const key : {"census.consent_missing", "registry.nik_length", "census.answer_missing",
                                  "census.unknown_question"})
        EXPECT_THAT(got.body, HasSubstr(key));
    EXPECT_EQ(sent(1, visit_body(0, "closed")), R"("census.bad_visit")") << "without evidence";
    EXPECT_EQ(sent(1, visit_body(0, "duplicate_of", R"(,"note":"sama dengan tetangga")")),
              R"("census.bad_visit")");
    EXPECT_EQ(sent(1, visit_body(0, "vanished")), R"("http.bad_fields")");
    EXPECT_EQ(sent(1, visit_body(0, "refused", R"(,"base":4)")), R"("census.unknown_base")");
    EXPECT_EQ(count("visit"), 0);
    EXPECT_EQ(sent(1, visit_body(0, "closed", R"(,"note":"sudah dua tahun tutup")")), "201");
    EXPECT_EQ(sent(2, visit_body(1, "duplicate_of",
                                 fmt::format(R"(,"note":"satu usaha","other":"{}")", targets[0]))),
              "201");
}

TEST_F(Visits, OnlyWhoHasThePackVisits) {
    EXPECT_EQ(as(budi).put(visit(1), visit_body(0, "refused")).problem(), R"("access.denied")");
    EXPECT_EQ(as(stranger).put(visit(1), visit_body(0, "refused")).problem(), R"("access.denied")");
    EXPECT_EQ(as(planner).put(visit(1), visit_body(0, "refused")).problem(), R"("access.denied")");
    site.actor = ani;
    EXPECT_EQ(sent(1, visit_body(0, "refused")), "201");
    EXPECT_EQ(as(budi).get(visit(1)).problem(), R"("access.denied")");
    EXPECT_EQ(as(stranger).get(visit(1)).problem(), R"("access.denied")");
    EXPECT_EQ(as(ani).get(visit(1)).status, 200);
    EXPECT_EQ(as(planner).get(visit(1)).status, 200);
    EXPECT_EQ(as(stranger).get(visit(9)).problem(), R"("access.denied")") << "nor whether there is one";
    site.actor = ani;
    EXPECT_EQ(sent(1, visit_body(1, "refused")), R"("census.visit_id_reused")");
    EXPECT_EQ(moved("closed"), "200");
    site.actor = ani;
    EXPECT_EQ(sent(2, visit_body(1, "refused")), "201") << "what a phone has not sent yet";
}

TEST_F(Visits, TwoPhonesAreMergedFieldByFieldAndADifferenceGoesToTheSupervisor) {
    EXPECT_EQ(sent(1, visit_body(0, "found", answers)), "201");
    EXPECT_EQ(sent(1, visit_body(0, "found", R"(,"base":1,"note":"depan pasar")")), "200");
    // The other phone knows of version 1 only.
    auto const apart = site.put(
        visit(1), visit_body(0, "found",
                             R"(,"base":1,"note":"belakang pasar","finished_at":1767229200000,)"
                             R"("gps":{"latitude_e6":-6970123,"longitude_e6":111400000,"accuracy_m":8},)"
                             R"("answers":[{"question":"workers","values":["3"]}])"));
    EXPECT_EQ(apart.at("/conflicts"), R"(["note"])") << apart.body;
    EXPECT_EQ(apart.at("/latest"), "3");
    auto const now = site.get(visit(1));
    EXPECT_EQ(now.at("/said/note"), R"("depan pasar")");
    EXPECT_EQ(now.at("/gps/accuracy_m"), "8");
    EXPECT_EQ(now.at("/answers/2/rows/0"),
              R"({"name":"Keripik tempe","unit":"kg","capacity":40,"kbli":"10794"})");
    EXPECT_THAT(now.body, HasSubstr("workers"));
    EXPECT_EQ(now.at("/open_conflicts"), "1");
    EXPECT_EQ(accepted(1), R"("census.conflicts_open")");
    auto const both = site.get(visit(1, "/conflicts"));
    EXPECT_EQ(both.at("/items/0/kept/value"), R"("depan pasar")");
    EXPECT_EQ(both.at("/items/0/sent/value"), R"("belakang pasar")");
    EXPECT_EQ(both.at("/items/0/sent/at"), R"("1767229200000")");
    EXPECT_EQ(both.at("/items/0/sent/place/latitude_e6"), "-6970123");
    auto const decision = R"({"field":"note","version":3,"take":"sent"})";
    EXPECT_EQ(as(ani).post(visit(1, "/conflicts"), decision).problem(), R"("access.denied")");
    EXPECT_EQ(as(planner).post(visit(1, "/conflicts"), decision).at("/conflicts"), "0");
    EXPECT_EQ(site.get(visit(1)).at("/said/note"), R"("belakang pasar")");
    EXPECT_EQ(accepted(1), "200");
    site.actor = ani;
    EXPECT_EQ(sent(1, visit_body(0, "found", R"(,"base":4,"note":"lagi")")), R"("census.visit_accepted")");
    EXPECT_EQ(sent(1, visit_body(0, "found", answers)), "201") << "what was sent before is still known";
}

TEST_F(Visits, WithoutABaseWhatStandsIsNeverOverwritten) {
    EXPECT_EQ(sent(1, visit_body(0, "found", answers)), "201");
    auto const other = site.put(visit(1), visit_body(0, "refused", R"(,"note":"pintu tertutup")"));
    EXPECT_EQ(other.at("/conflicts"), R"(["outcome"])") << other.body;
    auto const now = site.get(visit(1));
    EXPECT_EQ(now.at("/outcome"), R"("found")");
    EXPECT_EQ(now.at("/said/note"), R"("pintu tertutup")");
}

TEST_F(Visits, ADraftThatComesAfterItsVisitChangesNothing) {
    EXPECT_EQ(sent(1, visit_body(0, "found", answers)), "201");
    EXPECT_EQ(sent(1, visit_body(0, "refused", R"(,"draft":true)")), "200");
    EXPECT_EQ(site.get(visit(1)).at("/state"), R"("submitted")");
    EXPECT_EQ(site.get(visit(1)).at("/outcome"), R"("found")");
}

TEST_F(Visits, ABulkAnswersEachLineAndOneThatIsRefusedStopsNoOther) {
    auto const got = lines(line(1, visit_body(0, "refused")) + "\nkacau\n" +
                           line(2, visit_body(1, "closed")) + line(3, visit_body(2, "unreachable")));
    EXPECT_THAT(got, HasSubstr(R"({"line":1,"status":201)"));
    EXPECT_THAT(got, HasSubstr(R"({"line":3,"status":400)"));
    EXPECT_THAT(got, HasSubstr(R"({"line":4,"status":422)"));
    EXPECT_THAT(got, HasSubstr("census.evidence_missing"));
    EXPECT_THAT(got, HasSubstr(R"({"line":5,"status":201)"));
    EXPECT_EQ(count("visit"), 2);
    EXPECT_EQ(as(stranger).send("POST", "/api/v1/visits/3316", line(9, visit_body(3, "refused"))).problem(),
              R"("access.denied")");
    EXPECT_THAT(as(budi).send("POST", "/api/v1/visits/3316", line(9, visit_body(3, "refused"))).body,
                HasSubstr(R"("status":403)"));
}

// Whatever a line does: sent twice, late, in another order, in pieces that were cut off.
TEST_F(Visits, DeliveredInAnyOrderAndAnyNumberOfTimesTheCountsAreTheSame) {
    std::vector<std::string> all;
    for (int i = 0; i < 12; ++i) {
        all.push_back(line(100 + i, visit_body(i, "not_found", R"(,"finished_at":1767139200000)")));
        all.push_back(line(200 + i, i % 3 == 0 ? visit_body(i, "refused", R"(,"finished_at":1767225600000)")
                                               : visit_body(i, "found", answers)));
    }
    // A fixed disorder: 7 and 24 have no common divisor; each piece is sent twice, and its first half thrice.
    for (std::size_t start = 0; start < all.size(); start += 4) {
        std::string piece;
        for (std::size_t i = start; i < start + 4; ++i) piece += all[i * 7 % all.size()];
        lines(piece.substr(0, piece.find('\n', piece.size() / 2) + 1));
        lines(piece);
        lines(piece);
    }
    EXPECT_EQ(count("visit"), 24);
    EXPECT_EQ(count("visit_revision"), 24);
    auto const by_day = as(planner).get(campaign("/coverage?by=village"));
    EXPECT_EQ(by_day.at("/items/0/visited"), "12");
    EXPECT_EQ(by_day.at("/items/0/found"), "8");
    EXPECT_EQ(by_day.at("/items/0/refused"), "4");
    expect_tallies_fit();
}

TEST_F(Visits, AWrongClockIsSetRightByHowFarItIsOff) {
    // The phone lives in 2031; its visit ended an hour before it was sent.
    auto const phone_now = fixture::clock().milliseconds + 5LL * 365 * 24 * 3'600'000;
    auto const now = std::to_string(phone_now);
    EXPECT_EQ(sent(1,
                   visit_body(0, "refused",
                              fmt::format(R"(,"started_at":{},"finished_at":{})", phone_now - 3'660'000,
                                          phone_now - 3'600'000)),
                   {{"Device-Time", now}}),
              "201");
    auto const got = site.get(visit(1));
    EXPECT_EQ(got.at("/day"), in_quotes(base::Day::of(fixture::clock()).text()));
    EXPECT_THAT(got.at("/signals"), HasSubstr("clock"));
    EXPECT_EQ(got.at("/minutes"), "1");
}

TEST_F(Visits, APhotoMayComeBeforeOrAfterItsVisit) {
    auto const hash = sha256_of(jpeg);
    auto const photo = "/api/v1/visits/3316/photos/" + hash;
    auto const body = visit_body(0, "closed", fmt::format(R"(,"photos":["{}"])", hash));
    auto const first = site.put(visit(1), body);
    EXPECT_EQ(first.at("/missing/0"), in_quotes(hash));
    EXPECT_EQ(site.put("/api/v1/visits/3316/photos/" + sha256_of("lain"), jpeg).problem(),
              R"("census.other_hash")");
    EXPECT_EQ(site.put("/api/v1/visits/3316/photos/" + sha256_of(exif), exif).problem(),
              R"("census.photo_tells")");
    EXPECT_EQ(site.put(photo, std::string(photo_bytes_max + 1, 'x')).problem(), R"("http.body_too_large")");
    EXPECT_EQ(as(stranger).put(photo, jpeg).problem(), R"("access.denied")");
    EXPECT_EQ(as(ani).put(photo, jpeg).status, 204);
    EXPECT_EQ(site.put(photo, jpeg).status, 204);
    EXPECT_EQ(site.put(visit(1), body).at("/missing"), "[]");
    EXPECT_EQ(site.get(photo).body, jpeg);
    EXPECT_EQ(as(budi).get(photo).problem(), R"("access.denied")");
    EXPECT_EQ(as(planner).get(campaign("/coverage")).at("/items/0/photos"), "1");
    // The same picture of another business is looked at.
    site.actor = ani;
    EXPECT_EQ(sent(2, visit_body(1, "closed", fmt::format(R"(,"photos":["{}"])", hash))), "201");
    EXPECT_THAT(site.get(visit(2)).at("/signals"), HasSubstr("same_photo"));
    expect_tallies_fit();
}

TEST_F(Visits, ABusinessFoundOnTheWayIsATargetOfItsOwn) {
    auto const body = fmt::format(
        R"({{"campaign":"{}","pack":"{}","target":"{}","questionnaire_version":1,"outcome":"found",)"
        R"("found":{{"name":"Warung Baru","address":"Jl. Melati 3","village":"3316091011"}}{}}})",
        id_text('8', 1), packs[0], id_text('6', 1), answers);
    EXPECT_EQ(sent(1, body), "201");
    EXPECT_EQ(sent(1, body), "201");
    EXPECT_EQ(figure("on_the_way"), "1");
    EXPECT_EQ(accepted(1), "200");
    auto const item = read([&](storage::Tx& tx) {
                          return registry::find_item(tx, home, BusinessId::parse(id_text('6', 1)).value());
                      }).value();
    ASSERT_TRUE(item);
    EXPECT_EQ(item->name, "Warung Baru");
    EXPECT_EQ(item->status, "found");
    EXPECT_EQ(item->village, jetis);
    EXPECT_TRUE(check().good());
}

}  // namespace
}  // namespace bina::census::test
