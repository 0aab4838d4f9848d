#include "insight/http.h"

#include <gmock/gmock.h>

#include "intake/pair.h"
#include "registry/test_registry.h"
#include "site.h"

using namespace bina;
using namespace bina::insight;
using namespace bina::registry::test;
using access::Role;
using registry::Field;
using testing::HasSubstr;

class InsightHttp : public RegistryTest {
public:
    InsightHttp() { site.actor = officer; }

    /// Three businesses: one verified in Cepu since 2024, two of 2025, one of which nobody knows where it is.
    void know_three() {
        ASSERT_EQ(create({fact(1, "2024-06-01",
                               {{Field::business_name, "Warung Siti"},
                                {Field::village, "3316051005"},
                                {Field::trade, "food"},
                                {Field::sales, "120000000"},
                                {Field::nib, "9120001234567"},
                                {Field::status, "verified"},
                                {Field::flagship, "yes"}}),
                          fact(2, "2025-06-01",
                               {{Field::business_name, "Toko Budi"},
                                {Field::village, "3316051005"},
                                {Field::coached_by, "Dinas"}}),
                          fact(3, "2025-06-01", {{Field::business_name, "Warkop"}})}),
                  nullptr);
    }
    /// A list that waits for somebody to say how it is read, with one doubtful row.
    void receive_list() {
        intake::Batch const batch{.id = batch_id(1), .regency = home, .sha256 = std::string(64, 'a')};
        intake::ListRow const doubtful{
            .number = 2, .business = business_id(1).text(), .evidence = "name_only 12 exact:12"};
        db().write([&](storage::Tx& tx) -> base::Result<void> {
                TRY(intake::receive(tx, officer, batch));
                TRY(intake::set_state(tx, home, batch.id, intake::State::mapping));
                return intake::park(tx, batch, doubtful);
            })
            .value();
    }
    fixture::Got overview_with(std::string const& query) { return site.get("/api/v1/overview?" + query); }

    fixture::Site site{routes({db(), rules, area_name})};
};

TEST_F(InsightHttp, AnOverviewTellsTheFiguresOfAnAreaOnADay) {
    know_three();
    auto const got = overview_with("area=3316&as_of=2025-12-31");
    ASSERT_EQ(got.status, 200) << got.body;
    EXPECT_EQ(got.at("/area"), R"({"code":"3316","name":"Kabupaten Blora","level":4})");
    EXPECT_EQ(got.at("/as_of"), R"("2025-12-31")");
    EXPECT_EQ(got.at("/computed_at"), std::to_string(fixture::clock().milliseconds));
    EXPECT_EQ(got.at("/total"), "3");
    EXPECT_EQ(got.at("/previous"), R"({"as_of":"2024-12-31","total":1})");
    EXPECT_EQ(got.at("/growth_bp"), "20000");
    EXPECT_EQ(got.at("/class_rule"), R"-({"key":"pp7_2021","source":"PP 7/2021 Pasal 35 ayat (5)"})-");
    EXPECT_EQ(got.at("/coached"), "1");
    EXPECT_EQ(got.at("/flagship"), "1");
    EXPECT_EQ(got.at("/months/0"), R"({"month":"2024-01","count":0})");
    EXPECT_EQ(got.at("/months/23"), R"({"month":"2025-12","count":3})");
}

TEST_F(InsightHttp, ItsCountsAreNamedByWhatTheyCount) {
    know_three();
    auto const got = overview_with("area=3316");
    EXPECT_THAT(got.at("/statuses"), HasSubstr(R"({"key":"claimed","count":2})"));
    EXPECT_THAT(got.at("/statuses"), HasSubstr(R"({"key":"verified","count":1})"));
    EXPECT_THAT(got.at("/trades"), HasSubstr(R"({"key":"food","count":1})"));
    EXPECT_THAT(got.at("/trades"), HasSubstr(R"({"key":"unknown","count":2})"));
    EXPECT_THAT(got.at("/classes"), HasSubstr(R"({"key":"micro","count":1})"));
    EXPECT_THAT(got.at("/quality"), HasSubstr(R"({"key":"village","count":2})"));
    EXPECT_THAT(got.at("/quality"), HasSubstr(R"({"key":"nib","count":1})"));
}

TEST_F(InsightHttp, ItsAreasLeadFurtherDown) {
    know_three();
    auto const cepu = R"({"code":"331605","name":"Cepu","count":2,"previous":1,"verified":1,"with_nib":1})";
    auto const balun =
        R"({"code":"3316051005","name":"Balun","count":2,"previous":1,"verified":1,"with_nib":1})";
    EXPECT_EQ(overview_with("area=3316").at("/children/0"), cepu);
    EXPECT_EQ(overview_with("area=331605").at("/children/0"), balun);
    EXPECT_EQ(overview_with("area=331605").at("/total"), "2");
}

TEST_F(InsightHttp, WithoutADayItIsTodays) {
    EXPECT_EQ(overview_with("area=3316").at("/as_of"), R"("2026-01-01")");
}

TEST_F(InsightHttp, TheClassesAreThoseOfTheLawOfTheDay) {
    EXPECT_EQ(overview_with("area=3316&as_of=2020-12-31").at("/class_rule"),
              R"({"key":"uu20_2008","source":"UU 20/2008 Pasal 6"})");
}

TEST_F(InsightHttp, WorkThatWaitsIsToldWithItsAge) {
    know_three();
    receive_list();
    EXPECT_EQ(overview_with("area=3316").at("/work"),
              fmt::format(R"([{{"key":"pairs_open","count":1}},)"
                          R"({{"key":"batches_unfinished","count":1,"oldest_at":{}}},)"
                          R"({{"key":"unlocated","count":1,"oldest_at":null}}])",
                          fixture::clock().milliseconds));
}

TEST_F(InsightHttp, AnEmptyRegistryIsNoError) {
    auto const got = overview_with("area=3316");
    ASSERT_EQ(got.status, 200);
    EXPECT_EQ(got.at("/total"), "0");
    EXPECT_EQ(got.at("/growth_bp"), "null");
    EXPECT_EQ(got.at("/children"), "[]");
    EXPECT_EQ(got.at("/months/23"), R"({"month":"2026-01","count":0})");
    EXPECT_EQ(got.at("/work/1"), R"({"key":"batches_unfinished","count":0,"oldest_at":null})");
}

TEST_F(InsightHttp, RefusesWhatIsNoAreaOrNoDay) {
    for (auto const* const query : {"", "area=33x6", "area=3316&as_of=2025-02-30", "area=3316&day=1"})
        EXPECT_EQ(overview_with(query).problem(), R"("http.bad_fields")") << query;
    site.actor = fixture::actor(Role::administrator, "");
    EXPECT_EQ(overview_with("area=33").problem(), R"("base.malformed")");
    EXPECT_EQ(overview_with("area=3316051005").problem(), R"("base.malformed")");
}

TEST_F(InsightHttp, OnlyWhoMayReadTheAreaSeesIt) {
    site.actor = fixture::actor(Role::administrator, "3317");
    EXPECT_EQ(overview_with("area=3316").status, 403);
    site.actor = fixture::actor(Role::enumerator, "331605");
    EXPECT_EQ(overview_with("area=331605").status, 200);
    EXPECT_EQ(overview_with("area=3316").problem(), R"("access.denied")");
    site.actor = fixture::actor(Role::partner, "3316");
    EXPECT_EQ(overview_with("area=3316").problem(), R"("access.denied")") << "a role that reads nothing";
    site.actor.reset();
    EXPECT_EQ(overview_with("area=3316").problem(), R"("access.no_session")");
}
