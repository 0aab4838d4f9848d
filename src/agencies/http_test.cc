#include "agencies/http.h"

#include <gmock/gmock.h>

#include "agencies/agency.h"
#include "registry/test_registry.h"
#include "site.h"

using namespace bina;
using namespace bina::agencies;
using namespace bina::registry::test;
using access::Role;
using registry::Field;
using testing::HasSubstr;
using testing::Not;

/// A regency with the default agencies, on 1 January 2026: a maker of snacks, who was micro and is small
/// since 2025, a farmer, and a shop in Cepu.
class AgenciesHttp : public RegistryTest {
public:
    void SetUp() override {
        registry::register_responsible_jobs(jobs, db());
        site.actor = officer;
        ASSERT_EQ(create({made(1, "Kripik", "10794", "3316091006", "100000000"),
                          made(2, "Tani", "01111", "3316091006", "50000000"),
                          made(3, "Toko", "47112", "3316051005", "50000000")}),
                  nullptr);
    }
    static registry::Fact made(int business, std::string name, std::string kbli, std::string village,
                               std::string sales) {
        return fact(business, "2024-01-01",
                    {{Field::business_name, std::move(name)},
                     {Field::kbli, std::move(kbli)},
                     {Field::sales, std::move(sales)},
                     {Field::village, std::move(village)}});
    }
    void with_defaults() {
        ASSERT_EQ(site.post(at("/defaults"), "{}").status, 202);
        ASSERT_TRUE(jobs.run_waiting());
    }
    void grows(int business) {
        ASSERT_EQ(add(fact(business, "2025-03-01", {{Field::sales, "3000000000"}})), nullptr);
    }
    static std::string agency(std::uint64_t number) {
        return AgencyId::derive("agencies 3316", number).text();
    }
    static std::string at(std::string_view rest) { return "/api/v1/agencies/3316" + std::string(rest); }
    static std::string of_business(int business, std::string_view rest = {}) {
        return fmt::format("/api/v1/agencies/3316/businesses/{}{}", business_id(business).text(), rest);
    }
    static std::string handover_id(int number) { return fmt::format("01900000000070008000e{:011}", number); }
    fixture::Got ask(int number, int business, std::string const& to,
                     std::string_view reason = "pindah binaan") {
        return site.put("/api/v1/handovers/3316/" + handover_id(number),
                        fmt::format(R"({{"business":"{}","to":"{}","reason":"{}"}})",
                                    business_id(business).text(), to, reason));
    }
    fixture::Got decide(int number, std::string_view decision,
                        std::string_view reason = "disepakati bersama") {
        return site.post("/api/v1/handovers/3316/decide",
                         fmt::format(R"({{"handovers":["{}"],"decision":"{}","reason":"{}"}})",
                                     handover_id(number), decision, reason));
    }
    std::string responsible(int business) { return site.get(of_business(business)).at("/responsible"); }
    static std::string quoted(std::string const& text) { return '"' + text + '"'; }
    /// Somebody else, who belongs to agencies or to none.
    access::Actor person(int number, Role role, std::vector<std::string> const& belongs,
                         std::string area = "3316") {
        access::Account const account{
            .id = access::AccountId::parse(fmt::format("01900000000070008000a{:011}", number)).value(),
            .username = fmt::format("petugas{}", number),
            .name = "Petugas",
            .grants = {{role, area}}};
        db().write([&](storage::Tx& tx) -> base::Result<void> {
                TRY(access::put_account(tx, access::local_operator(), account, "kopi susu pagi hari"));
                for (auto const& one : belongs)
                    TRY(set_members(tx, access::local_operator(), home, AgencyId::parse(one).value(),
                                    {account.id}));
                return {};
            })
            .value();
        return {.id = account.id, .name = account.name, .grants = account.grants};
    }

    jobs::Jobs jobs{db()};
    fixture::Site site{[this] {
        HttpContext const context{db(), jobs, rules, area_name};
        auto all = routes(context);
        std::ranges::move(handover_routes(context), std::back_inserter(all));
        return all;
    }()};
    std::string const cooperatives = agency(0);
    std::string const industry = agency(1);
    std::string const farming = agency(2);
    std::string const trade = agency(4);
    std::string const province = agency(6);
};

TEST_F(AgenciesHttp, DefaultsAreShownFirstThenMadeAndMarkedAsSuch) {
    auto const shown = site.get(at("/defaults"));
    EXPECT_EQ(shown.at("/preview/moved"), "3");
    EXPECT_EQ(site.get(at("")).at("/agencies/0"), "absent");
    with_defaults();
    auto const all = site.get(at(""));
    EXPECT_EQ(all.at("/agencies/0/default"), "true");
    EXPECT_EQ(all.at("/work/nobody"), "0");
    EXPECT_THAT(all.body, HasSubstr("UU 23/2014"));
    EXPECT_EQ(responsible(1), quoted(industry));
    EXPECT_EQ(responsible(2), quoted(farming));
    EXPECT_EQ(responsible(3), quoted(trade));
    EXPECT_EQ(site.post(at("/defaults"), "{}").problem(), R"("agencies.not_empty")");
}

TEST_F(AgenciesHttp, CountsByAgencyAreThoseOfTodayOfRegencyOrDistrict) {
    EXPECT_EQ(site.get(at("/counts")).at("/items/0/agency"), R"("")") << "nobody answers yet";
    with_defaults();
    auto const all = site.get(at("/counts"));
    EXPECT_EQ(all.at("/day"), R"("2026-01-01")");
    EXPECT_EQ(all.at("/items/2/businesses"), "1");
    EXPECT_EQ(all.at("/items/3"), "absent");
    auto const cepu = site.get(at("/counts?district=331605"));
    EXPECT_EQ(cepu.at("/items/0/agency"), quoted(trade));
    EXPECT_THAT(cepu.at("/items/0/name"), HasSubstr("Dinas"));
    EXPECT_EQ(cepu.at("/items/1"), "absent");
    site.actor = person(1, Role::operator_, {}, "331605");
    EXPECT_EQ(site.get(at("/counts")).problem(), R"("access.denied")");
    EXPECT_EQ(site.get(at("/counts?district=331605")).status, 200);
    EXPECT_EQ(site.get(at("/counts?district=331705")).problem(), R"("base.malformed")");
}

TEST_F(AgenciesHttp, ABusinessTellsWhyAnAgencyAnswersForIt) {
    with_defaults();
    auto const page = site.get(of_business(1));
    EXPECT_EQ(page.at("/rules/0/number"), "2");
    EXPECT_EQ(page.at("/rules/0/from"), R"("2026-01-01")");
    EXPECT_EQ(page.at("/rules/0/sectors/0/code"), R"("C")");
    EXPECT_EQ(page.at("/handed_over"), "null");
    EXPECT_EQ(page.at("/proposal"), "null");
}

TEST_F(AgenciesHttp, NothingMovesBeforeTheOtherAgencyAccepts) {
    with_defaults();
    ASSERT_EQ(ask(1, 1, cooperatives).status, 200);
    EXPECT_EQ(ask(1, 1, cooperatives).status, 200);  // again
    EXPECT_EQ(ask(1, 1, farming).problem(), R"("agencies.handover_reused")");
    EXPECT_EQ(ask(2, 1, farming).problem(), R"("agencies.handover_open")");
    EXPECT_EQ(responsible(1), quoted(industry));
    EXPECT_EQ(site.get(at("")).at("/agencies/0/incoming"), "1");
    ASSERT_EQ(decide(1, "accepted").status, 200);
    EXPECT_EQ(decide(1, "accepted").status, 200);  // again
    EXPECT_EQ(decide(1, "refused").problem(), R"("agencies.decided")");
    auto const page = site.get(of_business(1));
    EXPECT_EQ(page.at("/responsible"), quoted(cooperatives));
    EXPECT_EQ(page.at("/handed_over/handover"), quoted(handover_id(1)));
    EXPECT_EQ(page.at("/handovers/0/state"), R"("accepted")");
    // Going back is another one.
    ASSERT_EQ(ask(3, 1, industry).status, 200);
    ASSERT_EQ(decide(3, "accepted").status, 200);
    EXPECT_EQ(responsible(1), quoted(industry));
    EXPECT_EQ(site.get("/api/v1/handovers/3316?state=accepted").at("/count/value"), "2");
    EXPECT_TRUE(check().good());
}

TEST_F(AgenciesHttp, ARefusalAndAWithdrawalLeaveItWhereItIsAndNeedAReason) {
    with_defaults();
    EXPECT_EQ(ask(1, 1, cooperatives, "ya").problem(), R"("agencies.reason_missing")");
    EXPECT_EQ(ask(1, 1, industry).problem(), R"("agencies.same_agency")");
    EXPECT_EQ(ask(1, 9, industry).problem(), R"("registry.not_found")");
    ASSERT_EQ(ask(1, 1, cooperatives).status, 200);
    EXPECT_EQ(decide(1, "refused", "").problem(), R"("agencies.reason_missing")");
    ASSERT_EQ(decide(1, "refused", "bukan usaha mikro kami").status, 200);
    ASSERT_EQ(ask(2, 1, cooperatives).status, 200);
    ASSERT_EQ(decide(2, "withdrawn", "salah pilih usaha").status, 200);
    EXPECT_EQ(decide(7, "accepted").problem(), R"("agencies.handover_not_found")");
    EXPECT_EQ(responsible(1), quoted(industry));
    EXPECT_EQ(site.get(of_business(1)).at("/handovers/0/answer"), R"("salah pilih usaha")");
}

TEST_F(AgenciesHttp, WhoBelongsToAnAgencyActsForThatOneOnly) {
    with_defaults();
    auto const of_industry = person(1, Role::division_head, {industry});
    auto const of_farming = person(2, Role::division_head, {farming});
    site.actor = of_farming;
    EXPECT_EQ(ask(1, 1, farming).problem(), R"("agencies.not_yours")");
    site.actor = of_industry;
    ASSERT_EQ(ask(1, 1, farming).status, 200);
    EXPECT_EQ(decide(1, "accepted").problem(), R"("agencies.not_yours")");
    site.actor = of_farming;
    EXPECT_EQ(decide(1, "withdrawn").problem(), R"("agencies.not_yours")");
    EXPECT_EQ(decide(1, "accepted").status, 200);
    EXPECT_EQ(responsible(1), quoted(farming));
}

TEST_F(AgenciesHttp, RightsEndAtTheArea) {
    with_defaults();
    site.actor = person(1, Role::operator_, {}, "331605");
    EXPECT_EQ(ask(1, 1, cooperatives).problem(), R"("access.denied")");
    ASSERT_EQ(ask(1, 3, cooperatives).status, 200);
    EXPECT_EQ(decide(1, "accepted").problem(), R"("access.denied")");
    EXPECT_EQ(site.get("/api/v1/handovers/3316").problem(), R"("access.denied")");
    EXPECT_EQ(site.get("/api/v1/handovers/3316?district=331605").at("/count/value"), "1");
    EXPECT_EQ(site.get(of_business(1)).problem(), R"("access.denied")");
    site.actor = person(2, Role::province, {}, "33");
    EXPECT_EQ(decide(1, "accepted").status, 200);
}

TEST_F(AgenciesHttp, ARuleThatMovedItMeanwhileIsNotOverruled) {
    with_defaults();
    ASSERT_EQ(ask(1, 1, cooperatives).status, 200);
    auto const changed = site.put(
        at("/rules/" + handover_id(50)),
        fmt::format(R"({{"agency":"{}","sectors":["107"],"from":"2026-01-01","law":"Perbup 1/2026"}})",
                    farming));
    ASSERT_EQ(changed.status, 202) << changed.body;
    ASSERT_TRUE(jobs.run_waiting());
    EXPECT_EQ(responsible(1), quoted(farming));
    EXPECT_EQ(decide(1, "accepted").problem(), R"("agencies.moved_meanwhile")");
}

TEST_F(AgenciesHttp, AGrownBusinessIsProposedToTheProvinceAndAPersonDecides) {
    with_defaults();
    grows(1);
    auto const proposals = site.get("/api/v1/handovers/3316/proposals");
    EXPECT_EQ(proposals.at("/count/value"), "1");
    EXPECT_EQ(proposals.at("/items/0/from"), quoted(industry));
    EXPECT_EQ(proposals.at("/items/0/to"), quoted(province));
    EXPECT_EQ(proposals.at("/items/0/class_before"), R"("micro")");
    EXPECT_EQ(proposals.at("/items/0/since"), R"("2025-03-01")");
    EXPECT_EQ(responsible(1), quoted(industry));
    EXPECT_EQ(site.get(at("")).at("/agencies/6/incoming"), "0");

    auto const confirm = [&](int number, int business) {
        return site.put("/api/v1/handovers/3316/proposals/" + handover_id(number),
                        fmt::format(R"({{"businesses":["{}"],"reason":"omzet melewati batas"}})",
                                    business_id(business).text()));
    };
    EXPECT_EQ(confirm(1, 2).problem(), R"("agencies.no_proposal")");
    ASSERT_EQ(confirm(1, 1).status, 200);
    EXPECT_EQ(confirm(1, 1).status, 200);  // again
    auto const open = site.get("/api/v1/handovers/3316?state=requested");
    EXPECT_EQ(open.at("/items/0/cause"), R"("class")");
    EXPECT_EQ(site.get("/api/v1/handovers/3316/proposals").at("/count/value"), "0");
    auto const id = open.at("/items/0/id");
    ASSERT_EQ(site.post("/api/v1/handovers/3316/decide",
                        fmt::format(R"({{"handovers":[{}],"decision":"accepted"}})", id))
                  .status,
              200);
    EXPECT_EQ(responsible(1), quoted(province));

    // It shrinks: the same the other way round.
    ASSERT_EQ(add(fact(1, "2025-09-01", {{Field::sales, "100000000"}})), nullptr);
    auto const back = site.get("/api/v1/handovers/3316/proposals");
    EXPECT_EQ(back.at("/items/0/from"), quoted(province));
    EXPECT_EQ(back.at("/items/0/to"), quoted(industry));
    EXPECT_TRUE(check().good());
}

TEST_F(AgenciesHttp, ADismissedProposalComesBackOnlyWithAnotherClass) {
    with_defaults();
    grows(1);
    auto const dismiss = [&](std::string_view reason) {
        return site.post("/api/v1/handovers/3316/proposals/dismiss",
                         fmt::format(R"({{"business":"{}","reason":"{}"}})", business_id(1).text(), reason));
    };
    EXPECT_EQ(dismiss("").problem(), R"("agencies.reason_missing")");
    ASSERT_EQ(dismiss("omzet sekali saja").status, 200);
    EXPECT_EQ(dismiss("omzet sekali saja").problem(), R"("agencies.no_proposal")");
    EXPECT_EQ(site.get("/api/v1/handovers/3316/proposals").at("/count/value"), "0");
    ASSERT_EQ(add(fact(1, "2025-09-01", {{Field::sales, "20000000000"}})), nullptr);
    EXPECT_EQ(site.get("/api/v1/handovers/3316/proposals").at("/items/0/to"), quoted(agency(7)));
}

TEST_F(AgenciesHttp, DoubleCoachingIsSeenUntilOneLeadsOrStops) {
    with_defaults();
    ASSERT_EQ(add(fact(1, "2025-01-01", {{Field::coached_by, "Dinkop"}})), nullptr);
    ASSERT_EQ(add(fact(1, "2025-02-01", {{Field::coached_by, "Disperin Blora"}})), nullptr);
    auto const name = [&](std::string_view text, std::string const& who) {
        return site.post(at("/names"), fmt::format(R"({{"name":"{}","agency":"{}"}})", text, who));
    };
    EXPECT_EQ(site.get(at("/names")).at("/items/1/agency"), R"("")");
    EXPECT_EQ(name("Siapa", cooperatives).problem(), R"("registry.coach_not_found")");
    ASSERT_EQ(name("Dinkop", cooperatives).status, 200);
    EXPECT_EQ(site.get(at("/double")).at("/count/value"), "0");
    ASSERT_EQ(name("Disperin Blora", industry).status, 200);
    auto const seen = site.get(at("/double"));
    EXPECT_EQ(seen.at("/count/value"), "1");
    EXPECT_EQ(seen.at("/items/0/coaches/1/agency"), quoted(industry));
    EXPECT_EQ(site.get(at("/double?agency=" + farming)).at("/count/value"), "0");

    auto const lead = [&](std::string const& who) {
        return site.put(of_business(1, "/lead"), fmt::format(R"({{"agency":"{}"}})", who));
    };
    EXPECT_EQ(lead(farming).problem(), R"("agencies.not_a_coach")");
    ASSERT_EQ(lead(industry).at("/lead"), quoted(industry));
    EXPECT_EQ(site.get(at("/double")).at("/count/value"), "0");
    EXPECT_EQ(site.get(at("/double?undecided=false")).at("/items/0/lead"), quoted(industry));

    auto const end = [&](std::string_view on) {
        return site.put(
            of_business(1, "/coaching-ends/" + handover_id(70)),
            fmt::format(R"({{"agency":"{}","day":"{}","reason":"sudah disepakati"}})", industry, on));
    };
    EXPECT_EQ(end("2026-02-01").problem(), R"("agencies.future_day")");
    auto const ended = end("2025-12-31");
    EXPECT_EQ(ended.at("/coaches/1/ended"), R"("2025-12-31")");
    EXPECT_EQ(ended.at("/lead"), R"("")");
    EXPECT_EQ(tally()[registry::tally_coached], 1) << "the other still does";
    EXPECT_TRUE(check().good());
    EXPECT_EQ(site.get(at("/double?undecided=false")).at("/count/value"), "0");
}

TEST_F(AgenciesHttp, AnAgencyKeepsItsLevelAndIsClosedOnlyWhenNoRuleNamesIt) {
    with_defaults();
    auto const put = [&](std::string const& id, std::string_view level, bool closed) {
        return site.put(
            at("/list/" + id),
            fmt::format(R"({{"name":"Dinas Baru","short_name":"Disbar","level":"{}","closed":{}}})", level,
                        closed));
    };
    auto const fresh = handover_id(80);
    ASSERT_EQ(put(fresh, "regency", false).status, 200);
    EXPECT_EQ(put(fresh, "province", false).problem(), R"("agencies.level_fixed")");
    EXPECT_EQ(put(industry, "regency", true).problem(), R"("agencies.in_use")");
    ASSERT_EQ(put(fresh, "regency", true).status, 200);
    EXPECT_EQ(ask(1, 1, fresh).problem(), R"("agencies.closed")");
    EXPECT_EQ(ask(1, 1, handover_id(81)).problem(), R"("agencies.not_found")");
    EXPECT_EQ(
        site.put(at("/list/" + fresh + "/members"), fmt::format(R"({{"accounts":["{}"]}})", handover_id(82)))
            .problem(),
        R"("agencies.unknown_account")");
}

TEST_F(AgenciesHttp, WithoutARuleOfThatLevelThereIsNoTarget) {
    with_defaults();
    auto const ended = site.put(at("/rules/" + handover_id(90)),
                                R"({"number":7,"from":"2026-01-01","law":"Perbup 1/2026"})");
    ASSERT_EQ(ended.status, 202) << ended.body;
    ASSERT_TRUE(jobs.run_waiting());
    grows(1);
    EXPECT_EQ(site.get("/api/v1/handovers/3316/proposals").at("/items/0/to"), R"("")");
    EXPECT_EQ(site.put("/api/v1/handovers/3316/proposals/" + handover_id(1),
                       fmt::format(R"({{"businesses":["{}"],"reason":"omzet naik"}})", business_id(1).text()))
                  .problem(),
              R"("agencies.no_target")");
}
