#include "census/erase.h"
#include "census/outline.h"
#include "census/test_census.h"
#include "registry/restriction.h"

namespace bina::census::test {
namespace {

/// A running campaign of twenty businesses, on Ani's phone.
class Review : public CensusTest {
public:
    void SetUp() override {
        CensusTest::SetUp();
        with_businesses(20);
        with_campaign();
        site.actor = ani;
    }
    static std::string on(std::string_view day_text, std::string_view more = {}) {
        auto const noon =
            std::int64_t{base::Day::parse(day_text).value().number()} * 86'400'000 + 5 * 3'600'000;
        return fmt::format(R"(,"started_at":{},"finished_at":{}{})", noon - 900'000, noon, more);
    }
    std::string comes(int number, int target, std::string_view outcome, std::string_view more = {}) {
        site.actor = ani;
        return sent(number, visit_body(target, outcome, more));
    }
    fixture::Got queue(std::string_view query = {}) {
        site.actor = planner;
        return site.get(campaign("/visits") + std::string(query));
    }
};

TEST_F(Review, AnAcceptedVisitBecomesFactsWithTheirSource) {
    EXPECT_EQ(comes(1, 0, "found", std::string(answers)), "201");
    EXPECT_EQ(status_of(1), "claimed");
    EXPECT_EQ(accepted(1), "200");
    EXPECT_EQ(accepted(1), "200") << "the same again";
    EXPECT_EQ(status_of(1), "found");
    auto const known = page(1);
    EXPECT_EQ(registry::get(known.state, Field::product), "Keripik tempe");
    EXPECT_EQ(registry::get(known.state, Field::sales), "14400000");
    EXPECT_EQ(known.facts.size(), 2U);
    EXPECT_EQ(known.facts.back().source.label, "Pendataan: Pendataan 2026");
    EXPECT_EQ(known.facts.back().source.batch.text(), id_text('8', 1)) << "a campaign can be withdrawn whole";
    EXPECT_TRUE(check().good());
}

TEST_F(Review, WhoRestrictedHisDataIsNotNamedToWhoReviews) {
    EXPECT_EQ(comes(1, 0, "refused"), "201");
    EXPECT_EQ(queue().at("/items/0/name"), R"("Usaha 01")");
    ASSERT_TRUE(db().write([&](storage::Tx& tx) {
        return registry::restrict_business(tx, access::local_operator(), home, business_id(1));
    }));
    EXPECT_EQ(queue().at("/items/0/name"), R"("")");
}

TEST_F(Review, ATallyThatSaysOtherThanItsTargetsIsFound) {
    EXPECT_EQ(comes(1, 0, "refused"), "201");
    expect_tallies_fit();
    ASSERT_TRUE(db().write(
        [](storage::Tx& tx) { return tx.script("UPDATE census_tally SET targets = targets + 1"); }));
    EXPECT_FALSE(read([&](storage::Tx& tx) {
                     return tallies_fit(tx, home, CampaignId::parse(id_text('8', 1)).value());
                 }).value());
}

TEST_F(Review, ManyAreAcceptedAtOnceAndEachIsAnsweredByItself) {
    for (int i = 0; i < 3; ++i) EXPECT_EQ(comes(i + 1, i, "refused"), "201");
    auto const body = fmt::format(
        R"({{"visits":[{{"id":"{}","version":1}},{{"id":"{}","version":7}},{{"id":"{}","version":1}}]}})",
        id_text('7', 1), id_text('7', 2), id_text('7', 3));
    auto const got = as(planner).post("/api/v1/visits/3316/accept", body);
    EXPECT_EQ(got.at("/items/0/status"), "200");
    EXPECT_EQ(got.at("/items/1/type"), R"("census.version")");
    EXPECT_EQ(got.at("/items/2/status"), "200");
    EXPECT_EQ(figure("unreviewed"), "1");
    EXPECT_EQ(as(ani).post("/api/v1/visits/3316/accept", body).problem(), R"("access.denied")");
    auto const elsewhere = person(5, Role::division_head, "331605");
    EXPECT_EQ(as(elsewhere).post("/api/v1/visits/3316/accept", body).at("/items/1/status"), "403");
}

TEST_F(Review, EachOutcomeSaysOfTheBusinessWhatItMeansAndNoMore) {
    struct Case {
        char const* outcome;
        char const* status;
    };
    int number = 0;
    auto const note = std::string(R"(,"note":"diterangkan ketua RT")");
    for (auto const& [outcome, status] :
         {Case{"temporarily_closed", "paused"}, Case{"closed", "closed"}, Case{"moved_away", "moved"},
          Case{"deceased", "deceased"}, Case{"not_a_business", "not_business"}, Case{"refused", "claimed"},
          Case{"unreachable", "claimed"}}) {
        EXPECT_EQ(comes(number + 1, number, outcome, note), "201") << outcome;
        EXPECT_EQ(accepted(number + 1), "200") << outcome;
        EXPECT_EQ(status_of(number + 1), status) << outcome;
        ++number;
    }
    EXPECT_EQ(figure("removed"), "4");
    EXPECT_EQ(figure("target_left"), "6") << "of ten";
    EXPECT_EQ(figure("found"), "1");
}

TEST_F(Review, NotFoundCountsAfterThreeDaysAndNotBefore) {
    fixture::advance(5 * 86'400'000LL);
    EXPECT_EQ(comes(1, 0, "not_found", on("2026-01-02")), "201");
    EXPECT_EQ(comes(2, 0, "not_found", on("2026-01-02")), "201");
    EXPECT_EQ(accepted(2), R"("census.attempts_missing")") << "two on one day are one";
    EXPECT_EQ(comes(3, 0, "not_found", on("2026-01-03")), "201");
    EXPECT_EQ(accepted(3), R"("census.attempts_missing")");
    EXPECT_EQ(comes(4, 0, "not_found", on("2026-01-04")), "201");
    EXPECT_EQ(accepted(4), "200");
    EXPECT_EQ(accepted(3), R"("census.target_accepted")");
    EXPECT_EQ(status_of(1), "claimed");
    expect_tallies_fit();
    fixture::advance(-5 * 86'400'000LL);
}

TEST_F(Review, WhatIsSentBackComesAgainAndNobodyReviewsHimself) {
    EXPECT_EQ(comes(1, 0, "found", std::string(answers)), "201");
    EXPECT_EQ(reviewed(1, "/return", R"({"comment":"?"})"), R"("census.comment_missing")");
    EXPECT_EQ(reviewed(1, "/return", R"({"comment":"omzet terlalu kecil"})"), "200");
    EXPECT_EQ(accepted(1), R"("census.not_submitted")");
    EXPECT_EQ(as(ani).get(visit(1)).at("/comment"), R"("omzet terlalu kecil")");
    // Whoever has the pack goes on with it, on any phone.
    EXPECT_THAT(site.get("/api/v1/packs/3316/" + packs[0]).body,
                HasSubstr(R"("returned","found","","",)" + in_quotes(id_text('7', 1))));
    EXPECT_EQ(comes(1, 0, "found", R"(,"base":1,"answers":[{"question":"sales","values":["12 jt"]}])"),
              "200");
    auto stale = as(planner).send("POST", visit(1, "/accept"), "", {{"If-Match", "\"1\""}});
    EXPECT_EQ(stale.problem(), R"("census.version")");
    auto both = ani;
    both.grants.push_back({Role::division_head, "3316"});
    EXPECT_EQ(as(both).send("POST", visit(1, "/accept"), "", {{"If-Match", "\"2\""}}).problem(),
              R"("census.own_visit")");
    EXPECT_EQ(accepted(1), "200");
    EXPECT_EQ(registry::get(page(1).state, Field::sales), "144000000");
}

TEST_F(Review, TheQueueIsPagedAndFilteredAndClosedToOthers) {
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(comes(i + 1, i, i == 3 ? "refused" : "unreachable",
                        i == 4 ? R"(,"started_at":1767200400000,"finished_at":1767200460000)" : ""),
                  "201");
    auto const first = queue("?limit=3");
    EXPECT_EQ(first.at("/items/2/target"), in_quotes(targets[2]));
    auto const rest = queue("?limit=3&cursor=" + unquoted(first.at("/next")));
    EXPECT_EQ(rest.at("/items/0/target"), in_quotes(targets[3]));
    EXPECT_EQ(rest.at("/next"), "null");
    EXPECT_EQ(queue("?outcome=refused").at("/items/1"), "absent");
    EXPECT_EQ(queue("?state=accepted").at("/items/0"), "absent");
    EXPECT_EQ(queue("?area=331605").at("/items/0"), "absent");
    EXPECT_EQ(queue("?area=3317022001").problem(), R"("base.malformed")");
    EXPECT_EQ(queue("?cursor=xx").status, 422);
    EXPECT_EQ(queue("?signal=odd_hour").at("/items/0/target"), in_quotes(targets[4]));
    EXPECT_EQ(as(ani).get(campaign("/visits")).problem(), R"("access.denied")");
    EXPECT_EQ(as(stranger).get(campaign("/figures")).problem(), R"("access.denied")");
    auto const reviewer = person(5, Role::division_head, "331605");
    EXPECT_EQ(as(reviewer).get(campaign("/visits")).problem(), R"("access.denied")");
    EXPECT_EQ(as(reviewer).send("POST", visit(1, "/accept"), "", {{"If-Match", "\"1\""}}).problem(),
              R"("access.denied")");
}

TEST_F(Review, SameAnswersInOneHandAreLookedAt) {
    auto const alike = [&](int number, int target) {
        return comes(number, target, "found",
                     R"(,"consent":true,"started_at":1767240000000,"finished_at":1767240060000,"answers":[)"
                     R"({"question":"owner","values":["Siti"]},{"question":"produces","values":["no"]}])");
    };
    EXPECT_EQ(alike(1, 0), "201");
    EXPECT_THAT(as(ani).get(visit(1)).at("/signals"), HasSubstr("hasty"));
    EXPECT_THAT(as(ani).get(visit(1)).at("/signals"), Not(HasSubstr("straight_line")))
        << "two answers are too few to tell";
}

TEST(Outline, ASpotIsHeldAgainstTheRingsOfItsVillage) {
    // A square of some eleven kilometres with a hole, its code behind its geometry.
    auto const rings =
        rings_of(R"({"type":"FeatureCollection","features":[{"type":"Feature",)"
                 R"("geometry":{"type":"Polygon","coordinates":)"
                 R"([[[111.4,-7.0],[111.5,-7],[111.5,-6.9],[111.4,-6.9],[111.4,-7.0]],)"
                 R"([[111.44,-6.96],[111.46,-6.96],[111.46,-6.94],[111.44,-6.94],[111.44,-6.96]]]},)"
                 R"("properties":{"code":"3316091006"}},{"type":"Feature","properties":{"code":"331609"},)"
                 R"("geometry":{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,1]]]}}]})");
    ASSERT_EQ(rings.size(), 1U) << "villages only";
    auto const& village = rings.at("3316091006");
    EXPECT_TRUE(may_lie_in(village, {-6'920'000, 111'420'000, 5}));
    EXPECT_FALSE(may_lie_in(village, {-6'950'000, 111'450'000, 5})) << "in the hole";
    EXPECT_FALSE(may_lie_in(village, {-6'920'000, 111'520'000, 5}));
    EXPECT_TRUE(may_lie_in(village, {-6'920'000, 111'500'500, 5})) << "55 metres beyond an uncertain line";
    EXPECT_TRUE(may_lie_in(village, {-6'920'000, 111'520'000, 3'000})) << "as sure as the phone was";
    EXPECT_FALSE(may_lie_in("", {-6'920'000, 111'420'000, 5}));
    EXPECT_TRUE(rings_of("{").empty());
}

TEST_F(Review, ABackCheckIsDrawnTheSameAgainAndMeasuresWhatIsWrong) {
    auto const draw = [&](int number, std::string_view rest = {}) {
        return campaign("/backchecks/" + id_text('5', number) + std::string(rest));
    };
    EXPECT_EQ(as(planner).put(draw(1), R"({"share_bp":1000})").problem(), R"("census.nothing_to_draw")");
    for (int i = 0; i < 20; ++i) EXPECT_EQ(comes(i + 1, i, "refused"), "201");
    site.actor = planner;
    auto const first = site.put(draw(1), R"({"share_bp":1000})");
    EXPECT_EQ(first.at("/drawn"), "2") << first.body;
    EXPECT_EQ(first.at("/population"), "20");
    EXPECT_EQ(first.at("/wrong/high_bp"), "10000") << "nothing is known yet";
    EXPECT_EQ(comes(30, 0, "refused"), "201");
    site.actor = planner;
    EXPECT_EQ(site.put(draw(1), R"({"share_bp":1000})").body, first.body) << "what came later is not in it";
    EXPECT_EQ(site.put(draw(1), R"({"share_bp":600})").problem(), R"("census.draw_id_reused")");
    EXPECT_EQ(site.put(draw(2), R"({"share_bp":2000})").problem(), R"("http.bad_fields")");
    EXPECT_EQ(site.put(draw(1, "/visits/0"), R"({"verdict":"differs","note":"pemilik tidak pernah ditemui"})")
                  .at("/differs"),
              "1");
    EXPECT_EQ(site.put(draw(1, "/visits/0"), R"({"verdict":"same"})").problem(), R"("census.checked")");
    EXPECT_EQ(site.put(draw(1, "/visits/9"), R"({"verdict":"same"})").problem(),
              R"("census.visit_not_found")");
    auto const done = site.put(draw(1, "/visits/1"), R"({"verdict":"same"})");
    EXPECT_EQ(done.at("/wrong/value_bp"), "5000");
    EXPECT_EQ(done.at("/wrong/low_bp"), "945") << "Wilson, one of two";
    EXPECT_EQ(done.at("/wrong/high_bp"), "9055");
    EXPECT_EQ(site.get(campaign("/backchecks")).at("/items/0/drawn"), "2");
    EXPECT_EQ(as(ani).get(draw(1)).problem(), R"("access.denied")");
}

TEST_F(Review, WhoHasHisDataErasedIsGoneFromVisitsAndFiguresStay) {
    EXPECT_EQ(comes(1, 0, "found", std::string(answers)), "201");
    EXPECT_EQ(comes(2, 1, "closed", R"(,"note":"Siti Aminah pindah usaha")"), "201");
    EXPECT_EQ(accepted(1), "200");
    std::array const both{business_id(1), business_id(2)};
    auto const done = db().write([&](storage::Tx& tx) { return erase_visits(tx, home, both); }).value();
    EXPECT_EQ(done.visits, 2);
    for (int number : {1, 2}) {
        auto const got = as(ani).get(visit(number));
        EXPECT_THAT(got.body, Not(HasSubstr("Siti")));
        EXPECT_THAT(got.body, Not(HasSubstr("Keripik")));
    }
    EXPECT_THAT(as(ani).get("/api/v1/packs/3316/" + packs[0]).body, Not(HasSubstr("Usaha 01")));
    EXPECT_EQ(figure("found"), "1");
    EXPECT_EQ(figure("unreviewed"), "1");
    expect_tallies_fit();
}

// The truth is known: what is published must be it.
TEST_F(Review, WhatAScriptedCampaignPublishesIsItsTruth) {
    auto const note = std::string(R"(,"note":"disaksikan tetangga")");
    for (int i = 0; i < 9; ++i) EXPECT_EQ(comes(i + 1, i, "found", std::string(answers)), "201");
    for (int i = 9; i < 12; ++i) EXPECT_EQ(comes(i + 1, i, "closed", note), "201");
    EXPECT_EQ(comes(13, 12, "moved_away", note), "201");
    EXPECT_EQ(comes(14, 13, "duplicate_of", note + fmt::format(R"(,"other":"{}")", targets[0])), "201");
    EXPECT_EQ(comes(15, 14, "refused"), "201");
    EXPECT_EQ(comes(16, 15, "refused"), "201");
    EXPECT_EQ(comes(17, 16, "temporarily_closed"), "201");
    EXPECT_EQ(moved("closed"), "200");
    EXPECT_EQ(moved("published"), R"("census.unreviewed")");
    for (int i = 1; i <= 17; ++i) EXPECT_EQ(accepted(i), "200") << i;
    EXPECT_EQ(moved("published"), "200");

    EXPECT_EQ(figure("found"), "10") << "nine and one that pauses";
    EXPECT_EQ(figure("removed"), "5");
    EXPECT_EQ(figure("unvisited"), "3");
    EXPECT_EQ(figure("accepted/0"), R"({"outcome":"closed","targets":3})");
    // Each figure has its rows.
    site.actor = planner;
    auto const rows = site.get(campaign("/targets?state=accepted&outcome=closed"));
    EXPECT_EQ(rows.at("/items/2/name"), R"("Usaha 12")");
    EXPECT_EQ(rows.at("/items/3"), "absent");
    EXPECT_EQ(site.get(campaign("/targets?state=open&limit=2")).at("/items/1/name"), R"("Usaha 19")");
    auto const by = [&](std::string_view what) {
        return site.get(campaign("/coverage?by=" + std::string(what)));
    };
    EXPECT_EQ(by("district").at("/items/0/assigned"), "20");
    EXPECT_EQ(by("enumerator").at("/items/0/honorarium"), "255000");
    EXPECT_EQ(by("enumerator").at("/items/0/name"), R"("Petugas 2")");
    EXPECT_EQ(by("day").at("/items/0/visited"), "17");
    EXPECT_EQ(status_of(1), "found");
    EXPECT_EQ(status_of(14), "duplicate");
    EXPECT_EQ(status_of(20), "claimed");
    EXPECT_TRUE(check().good());
    expect_tallies_fit();
    site.actor = ani;
    EXPECT_EQ(sent(50, visit_body(19, "refused")), R"("census.not_running")");
    EXPECT_EQ(moved("running"), R"("census.wrong_state")");
}

}  // namespace
}  // namespace bina::census::test
