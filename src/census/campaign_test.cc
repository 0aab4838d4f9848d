#include "census/test_census.h"

namespace bina::census::test {
namespace {

TEST(Prelist, WalksByHamletRwRtStreetAndNumber) {
    auto const before = [](Address const& a, Address const& b) { return walking_key(a) < walking_key(b); };
    EXPECT_TRUE(before({.rt = "2", .rw = "1"}, {.rt = "10", .rw = "1"})) << "numbers, not letters";
    EXPECT_TRUE(before({.rt = "005", .rw = "01"}, {.rt = "1", .rw = "RW 2"}));
    EXPECT_TRUE(before({.address = "Jl. Mawar No. 9"}, {.address = "jl mawar no 12"}));
    EXPECT_TRUE(before({.name = "Z", .address = "Jl. Anggrek 99"}, {.name = "A", .address = "Jl. Mawar 1"}));
    EXPECT_TRUE(before({.hamlet = "Dukuhan", .rw = "9"}, {.hamlet = "Ngasem", .rw = "1"}));
}

TEST(Prelist, ParksAsFewAndAsEvenPacksAsCanBe) {
    EXPECT_THAT(pack_sizes(500, 500), testing::ElementsAre(500));
    EXPECT_THAT(pack_sizes(501, 500), testing::ElementsAre(250, 251));
    EXPECT_THAT(pack_sizes(7, 3), testing::ElementsAre(2, 2, 3));
    EXPECT_THAT(pack_sizes(0, 3), testing::IsEmpty());
}

TEST_F(CensusTest, APlanIsRefusedWithAllThatIsWrongInIt) {
    auto const got =
        site.put(campaign(), R"({"name":"Pendataan","target":10,"from":"2026-05-01","until":"2026-01-31",)"
                             R"("areas":["331701","3316"],)"
                             R"("statuses":["lost"],"questionnaire":"01900000000070008000900000000001",)"
                             R"("questionnaire_version":1})");
    EXPECT_EQ(got.problem(), R"("http.bad_fields")") << "an area of four digits has no form";
    auto const named = site.put(
        campaign(),
        R"({"name":"Pendataan","target":10,"from":"2026-05-01","until":"2026-01-31","areas":["331701"],)"
        R"("statuses":["lost"],"questionnaire":"01900000000070008000900000000001",)"
        R"("questionnaire_version":1})");
    EXPECT_EQ(named.problem(), R"("census.bad_campaign")");
    for (auto const* const path : {R"("until")", R"("areas[0]")", R"("statuses[0]")"})
        EXPECT_THAT(named.body, HasSubstr(path));
    EXPECT_EQ(site.put(campaign(), plan(R"(,"version":3)")).problem(), R"("http.bad_fields")");
    EXPECT_EQ(site.post(campaign("/prelist"), "").problem(), R"("census.not_found")");
}

TEST_F(CensusTest, ThePrelistHoldsWhatThePlanNamesAndNoMergedRecord) {
    with_businesses(3);
    with_businesses(2, jetis, 4);
    ASSERT_EQ(create(fact(6, "2025-01-01",
                          {{Field::business_name, "Tutup"},
                           {Field::status, "closed"},
                           {Field::village, std::string(beran)}})),
              nullptr);
    ASSERT_EQ(merge(1, 1, 2), nullptr);
    ASSERT_EQ(site.put(campaign(), plan(R"(,"per_enumerator":1)")).status, 200);
    EXPECT_EQ(moved("running"), R"("census.no_prelist")");
    site.post(campaign("/prelist"), "");
    ASSERT_TRUE(jobs.run_waiting());
    auto const made = site.get(campaign());
    EXPECT_EQ(made.at("/prelist"), R"("made")");
    EXPECT_EQ(made.at("/listed"), "4");
    EXPECT_EQ(made.at("/enumerators"), "4");
    EXPECT_EQ(made.at("/estimate"), "60000");
    auto const all = site.get(campaign("/packs"));
    EXPECT_EQ(all.at("/items/3/village_name"), R"("Jetis")");
    EXPECT_EQ(all.at("/items/4"), "absent");
    // Another plan makes another list.
    auto const version = in_quotes(made.at("/version"));
    auto const changed =
        site.send("PUT", campaign(), plan(R"(,"sources":["Daftar lain"])"), {{"If-Match", version}});
    EXPECT_EQ(changed.at("/prelist"), R"("none")") << changed.body;
    site.post(campaign("/prelist"), "");
    ASSERT_TRUE(jobs.run_waiting());
    EXPECT_EQ(site.get(campaign()).at("/listed"), "0");
    EXPECT_EQ(moved("running"), R"("census.no_prelist")");
}

TEST_F(CensusTest, AChangeNamesTheVersionThatWasSeenAndARunningCampaignKeepsItsNames) {
    with_businesses(2);
    with_campaign();
    EXPECT_EQ(as(planner).put(campaign(), plan(R"(,"cost":7)")).problem(), R"("census.version")");
    auto const version = in_quotes(site.get(campaign()).at("/version"));
    auto const change = [&](std::string const& body) {
        site.actor = planner;
        return site.send("PUT", campaign(), body, {{"If-Match", version}});
    };
    EXPECT_EQ(change(plan(R"(,"per_enumerator":20)")).problem(), R"("census.fixed")");
    EXPECT_EQ(change(plan(R"(,"cost":7)")).at("/cost"), "7");
    EXPECT_EQ(moved("published"), R"("census.wrong_state")");
    EXPECT_EQ(moved("closed"), "200");
    EXPECT_EQ(moved("running"), "200");
}

TEST_F(CensusTest, PacksGoToWhoMayVisitThereAndHistoryStays) {
    with_businesses(2);
    with_businesses(2, jetis, 3);
    with_campaign();
    ASSERT_EQ(packs.size(), 2U);
    EXPECT_EQ(assigned(planner, packs), R"("census.not_an_enumerator")") << "no account";
    EXPECT_EQ(assigned(with_account(stranger), packs), R"("census.not_an_enumerator")");
    EXPECT_EQ(
        as(planner).get("/api/v1/enumerators/3316").body,
        fmt::format(R"({{"items":[{{"id":"{}","name":"Petugas 2"}},{{"id":"{}","name":"Petugas 3"}}]}})",
                    ani.id.text(), budi.id.text()))
        << "who has an account and may visit here";
    EXPECT_EQ(as(ani).get("/api/v1/enumerators/3316").problem(), R"("access.denied")");
    EXPECT_EQ(as(ani).get("/api/v1/packs?regency=3316").at("/items/1/number"), "2");
    EXPECT_EQ(as(budi).get("/api/v1/packs?regency=3316").body, R"({"items":[]})");
    EXPECT_EQ(as(budi).get("/api/v1/packs/3316/" + packs[0]).problem(), R"("access.denied")");
    EXPECT_EQ(as(stranger).get("/api/v1/packs/3316/" + packs[0]).problem(), R"("access.denied")");
    // Ani leaves: all of hers is Budi's in one step, and what she has not sent still comes in.
    site.actor = planner;
    auto const body = fmt::format(R"({{"from":"{}","to":"{}","reason":"mengundurkan diri"}})", ani.id.text(),
                                  budi.id.text());
    EXPECT_EQ(site.post(campaign("/assignments"), body).at("/packs"), "2");
    EXPECT_EQ(site.post(campaign("/assignments"), body).problem(), R"("census.nothing_assigned")");
    EXPECT_EQ(as(ani).get("/api/v1/packs/3316/" + packs[0]).problem(), R"("access.denied")");
    EXPECT_EQ(sent(1, visit_body(0, "refused")), "201");
    auto const log = as(planner).get(campaign("/assignments"));
    EXPECT_EQ(log.at("/items/0/to_name"), R"("Petugas 3")");
    EXPECT_EQ(log.at("/items/0/reason"), R"("mengundurkan diri")");
    EXPECT_EQ(log.at("/items/3/to_name"), R"("Petugas 2")");
    EXPECT_EQ(as(budi).get("/api/v1/packs/3316/" + packs[0]).status, 200);
}

TEST_F(CensusTest, ADraftGoesOnWithWhoGetsThePack) {
    with_businesses(1);
    with_campaign();
    site.actor = ani;
    EXPECT_EQ(sent(1, visit_body(0, "found", R"(,"draft":true,"note":"pemilik datang sore")")), "201");
    EXPECT_EQ(figure("unvisited"), "1") << "a draft is no visit";
    ASSERT_EQ(assigned(budi, packs), "200");
    auto const pack = as(budi).get("/api/v1/packs/3316/" + packs[0]);
    EXPECT_THAT(pack.body, HasSubstr(id_text('7', 1)));
    EXPECT_EQ(as(budi).get(visit(1)).at("/said/note"), R"("pemilik datang sore")");
    EXPECT_EQ(sent(1, visit_body(0, "found", std::string(answers) + R"(,"base":1)")), "200");
    EXPECT_EQ(as(budi).get(visit(1)).at("/state"), R"("submitted")");
    EXPECT_EQ(as(budi).get("/api/v1/packs/3316/" + packs[0]).at("/targets/0/8"), R"("submitted")");
}

TEST_F(CensusTest, APackIsSmallAndADeltaSmaller) {
    std::vector<registry::Fact> facts;
    for (int i = 1; i <= 300; ++i)
        facts.push_back(named(i, fmt::format("Warung Makan Bu Siti {:03}", i), beran,
                              std::to_string(i % 9 + 1), fmt::format("Jl. Raya Blora-Cepu No. {}", i)));
    ASSERT_EQ(create(facts), nullptr);
    with_campaign();
    auto const whole = as(ani).get("/api/v1/packs/3316/" + packs.at(0));
    EXPECT_LE(whole.body.size(), 50'000U);
    EXPECT_EQ(targets.size(), 300U);
    auto const after = whole.at("/version");
    auto const nothing = site.get("/api/v1/packs/3316/" + packs[0] + "?after=" + after);
    EXPECT_EQ(nothing.body, fmt::format(R"({{"version":{},"targets":[]}})", after));
    EXPECT_EQ(sent(1, visit_body(7, "unreachable")), "201");
    auto const delta = site.get("/api/v1/packs/3316/" + packs[0] + "?after=" + after);
    EXPECT_EQ(delta.at("/targets/0/0"), in_quotes(targets[7]));
    EXPECT_EQ(delta.at("/targets/1"), "absent");
}

TEST(CampaignMoney, AnyHonorariumCanBePlannedAndItsSumStopsAtWhatMoneyCanBe) {
    Campaign dear;
    dear.listed = 3;
    dear.honorarium = Money::rupiah(Money::max_rupiah);
    EXPECT_EQ(dear.honorarium_of(0), Money());
    EXPECT_EQ(dear.honorarium_of(1), Money::rupiah(Money::max_rupiah));
    EXPECT_EQ(dear.estimate(), Money::rupiah(Money::max_rupiah));
}

}  // namespace
}  // namespace bina::census::test
