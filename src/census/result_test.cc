#include "census/result.h"

#include "base/zone.h"
#include "census/erase.h"
#include "census/test_census.h"

namespace bina::census {
namespace {

using namespace test;

class ResultTest : public CensusTest {
public:
    void SetUp() override {
        CensusTest::SetUp();
        with_businesses(8);
        with_campaign();
    }
    void comes(int number, int target, std::string_view outcome, std::string_view more = {}) {
        site.actor = ani;
        ASSERT_EQ(sent(number, visit_body(target, outcome, more)), "201");
    }
    /// Of one found, one closed, one refused; the others are nobody's.
    void publish_three() {
        comes(1, 0, "found", answers);
        comes(2, 1, "closed", R"(,"note":"rumah kosong")");
        comes(3, 2, "refused");
        for (int number : {1, 2, 3}) ASSERT_EQ(accepted(number), "200");
        ASSERT_EQ(moved("closed"), "200");
        EXPECT_EQ(site.get(campaign("/result")).problem(), R"("census.no_result")");
        ASSERT_EQ(moved("published"), "200");
    }
};

TEST_F(ResultTest, APublishedResultHoldsAndShowsWhatWasChangedBehindIt) {
    publish_three();
    auto const result = as(planner).get(campaign("/result?verify=true"));
    EXPECT_EQ(result.at("/rows"), "8");
    EXPECT_EQ(result.at("/figures/found"), "1");
    EXPECT_EQ(result.at("/figures/removed"), "1");
    EXPECT_EQ(result.at("/figures/unvisited"), "5");
    EXPECT_EQ(result.at("/definition/not_found_days"), "3");
    EXPECT_THAT(result.at("/definition/found"), HasSubstr("temporarily_closed"));
    EXPECT_EQ(result.at("/intact"), "true");
    EXPECT_EQ(result.at("/actor_name"), in_quotes(planner.name));
    EXPECT_THAT(unquoted(result.at("/code")), testing::MatchesRegex("[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}"));
    EXPECT_EQ(as(stranger).get(campaign("/result")).problem(), R"("access.denied")");

    // Names are erased when the law asks for it; what was counted stays as it was counted.
    std::array const one{business_id(1)};
    db().write([&](storage::Tx& tx) { return erase_visits(tx, home, one); }).value();
    EXPECT_EQ(as(planner).get(campaign("/result?verify=true")).at("/intact"), "true");

    db().write([&](storage::Tx& tx) {
            return tx.run("UPDATE census_target SET outcome = 'found' WHERE outcome = 'refused'");
        })
        .value();
    EXPECT_EQ(site.get(campaign("/result?verify=true")).at("/intact"), "false");
    EXPECT_EQ(site.get(campaign("/result")).at("/intact"), "null") << "only when it is asked for";
}

TEST_F(ResultTest, ProductsAreCountedByPlaceOnceABusinessAndOnlyOfAcceptedVisits) {
    constexpr std::string_view two = R"(,"consent":true,"answers":[{"question":"owner","values":["Budi"]},)"
                                     R"({"question":"produces","values":["yes"]},)"
                                     R"({"question":"products","rows":[)"
                                     R"({"name":"Keripik tempe","unit":"Kg","capacity":60,"kbli":"10794"},)"
                                     R"({"name":"Rempeyek","unit":"kg","capacity":5,"kbli":"10794"},)"
                                     R"({"name":"Sapu lidi"}]}])";
    comes(1, 0, "found", answers);
    comes(2, 1, "found", two);
    comes(3, 2, "found", answers);
    for (int number : {1, 2}) ASSERT_EQ(accepted(number), "200");
    auto const got = as(planner).get(campaign("/products?by=village"));
    EXPECT_EQ(got.body, fmt::format(R"({{"items":[{{"kbli":"","area":"{0}","name":"Beran","businesses":1,)"
                                    R"("capacity":[]}},{{"kbli":"10794","area":"{0}","name":"Beran",)"
                                    R"("businesses":2,"capacity":[{{"unit":"kg","a_month":105}}]}}]}})",
                                    beran));
    EXPECT_EQ(site.get(campaign("/products")).at("/items/1/area"), R"("331609")");
    // The rows behind a count.
    auto const rows = site.get(campaign("/targets?product=10794"));
    EXPECT_EQ(rows.at("/items/1/outcome"), R"("found")");
    EXPECT_EQ(rows.at("/items/2"), "absent");
    EXPECT_EQ(site.get(campaign("/targets?product=none")).at("/items/1"), "absent");
}

TEST_F(ResultTest, TheForecastGoesOnAsInTheLastDays) {
    auto const finish = [&] { return as(planner).get(campaign("/figures")).at("/forecast/finish"); };
    EXPECT_EQ(finish(), "null");
    constexpr std::int64_t day = 86'400'000;
    comes(1, 0, "refused");
    fixture::advance(day);
    comes(2, 1, "refused");
    EXPECT_EQ(finish(), "null") << "two days tell little";
    fixture::advance(2 * day);
    comes(3, 2, "refused");
    auto const today = base::day_in("3316", db().now());
    // Three in four days, five are left: in seven days.
    EXPECT_EQ(finish(), in_quotes(base::Day::from_number(today.number() + 7).text()));
    EXPECT_EQ(site.get(campaign("/figures")).at("/forecast/days_seen"), "3");
}

}  // namespace
}  // namespace bina::census
