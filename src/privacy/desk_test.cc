#include "privacy/desk.h"
#include "base/duration.h"

#include <gmock/gmock.h>

#include "audit/audit.h"
#include "privacy/incident.h"
#include "privacy/pack.h"
#include "registry/restriction.h"
#include "registry/test_registry.h"

namespace bina::privacy {
namespace {

using namespace registry::test;
using registry::Field;
using storage::Tx;
using testing::ElementsAre, testing::HasSubstr, testing::IsEmpty, testing::SizeIs;

class Desk : public RegistryTest {
public:
    void SetUp() override {
        ASSERT_EQ(create(fact(1, "2024-05-01",
                              {{Field::business_name, "Warung Maju"},
                               {Field::owner_name, "Siti Aminah"},
                               {Field::nik, "3316095203870001"},
                               {Field::phone, "+628123456789"}})),
                  nullptr);
    }
    static RequestId request_id(int number) {
        return RequestId::parse(fmt::format("01900000000070008000e{:011}", number)).value();
    }
    static ConsentId consent_id(int number) {
        return ConsentId::parse(fmt::format("01900000000070008000e{:011}", number)).value();
    }
    template <class Body>
    base::ErrorKind const* done(Body body) {
        auto const outcome = db().write([&](Tx& tx) { return body(tx); });
        return outcome ? nullptr : outcome.error().kind;
    }
    PrivacyRequest asked(std::string kind, int number = 1) {
        return {.id = request_id(number),
                .regency = home,
                .kind = std::move(kind),
                .business = business_id(1),
                .person = "Siti Aminah",
                .contact = "08123456789",
                .wish = "mohon dihapus"};
    }
    base::ErrorKind const* open(PrivacyRequest const& request) {
        return done([&](Tx& tx) { return open_request(tx, officer, request); });
    }
    base::ErrorKind const* check_identity(int number = 1) {
        return done([&](Tx& tx) { return identify(tx, officer, home, request_id(number), "KTP di loket"); });
    }
    base::ErrorKind const* carry(int number = 1) {
        return done(
            [&](Tx& tx) { return carry_out(tx, rules, officer, home, request_id(number), "sudah selesai"); });
    }
    PrivacyRequest found(int number = 1) {
        return read([&](Tx& tx) { return find_request(tx, officer, home, request_id(number)); }).value();
    }
    Consent consent(int number = 1) {
        return {.id = consent_id(number),
                .regency = home,
                .business = business_id(1),
                .purpose = "credit",
                .given_on = day("2025-12-01"),
                .recipient = "Bank Jateng",
                .way = "formulir bertanda tangan"};
    }
    base::ErrorKind const* give(Consent const& given) {
        return done([&](Tx& tx) { return give_consent(tx, officer, given); });
    }
    bool shares(std::string_view on = "2026-01-01") {
        return read([&](Tx& tx) { return may_share(tx, home, business_id(1), "credit", day(on)); }).value();
    }
};

TEST_F(Desk, ARequestIsDueThreeDaysAfterItCame) {
    ASSERT_EQ(open(asked("access")), nullptr);
    auto const request = found();
    EXPECT_EQ(request.due_at.milliseconds - request.received_at.milliseconds, 72 * base::hour_ms);
    EXPECT_FALSE(request.overdue(request.due_at));
    EXPECT_TRUE(request.overdue({request.due_at.milliseconds + 1}));
    EXPECT_EQ(open(asked("access")), nullptr) << "the same again";
    EXPECT_EQ(open(asked("erasure")), &error::request_id_reused);
    auto elsewhere = asked("access", 2);
    elsewhere.business = business_id(7);
    EXPECT_EQ(open(elsewhere), &registry::error::not_found);
}

TEST_F(Desk, NothingIsDoneForSomebodyNobodyHasChecked) {
    ASSERT_EQ(open(asked("erasure")), nullptr);
    EXPECT_EQ(carry(), &error::not_identified);
    EXPECT_EQ(done([&](Tx& tx) { return identify(tx, officer, home, request_id(1), "-"); }),
              &error::note_missing);
    ASSERT_EQ(check_identity(), nullptr);
    ASSERT_EQ(carry(), nullptr);
    EXPECT_EQ(carry(), &error::request_answered);
    EXPECT_EQ(page(1).facts.front().values.front().text, "Warung Maju");
    EXPECT_EQ(get(page(1).state, Field::nik), "*");
    EXPECT_THAT(found().steps, SizeIs(3));
    EXPECT_EQ(found().state, "done");
}

TEST_F(Desk, ARestrictionHidesThePersonUntilItIsLifted) {
    ASSERT_EQ(open(asked("restriction")), nullptr);
    ASSERT_EQ(check_identity(), nullptr);
    ASSERT_EQ(carry(), nullptr);
    EXPECT_TRUE(page(1).restricted);
    EXPECT_EQ(done([&](Tx& tx) { return lift(tx, officer, home, request_id(1), "dicabut pemilik"); }),
              nullptr);
    EXPECT_FALSE(page(1).restricted);
}

TEST_F(Desk, ARefusalSaysOnWhichGround) {
    ASSERT_EQ(open(asked("access")), nullptr);
    EXPECT_EQ(done([&](Tx& tx) {
                  return refuse(tx, officer, home, request_id(1), "others_data", "memuat data lain");
              }),
              nullptr);
    EXPECT_EQ(found().refusal, "others_data");
    EXPECT_FALSE(found().open());
    EXPECT_EQ(check_identity(), &error::request_answered);
}

TEST_F(Desk, TheMostUrgentStandsFirstAndTheLateAreCounted) {
    ASSERT_EQ(open(asked("access", 1)), nullptr);
    fixture::advance(base::hour_ms);
    ASSERT_EQ(open(asked("correction", 2)), nullptr);
    auto const list = [&](bool waiting) {
        auto const found =
            read([&](Tx& tx) { return requests(tx, officer, {.regency = home, .open = waiting}); }).value();
        std::vector<std::string> kinds;
        for (auto const& one : found) kinds.push_back(one.kind);
        return kinds;
    };
    EXPECT_THAT(list(true), ElementsAre("access", "correction"));
    fixture::advance(72 * base::hour_ms - base::hour_ms / 2);
    auto const waiting = read([&](Tx& tx) { return waiting_requests(tx, home); }).value();
    EXPECT_EQ(waiting.open, 2);
    EXPECT_EQ(waiting.overdue, 1);
    EXPECT_THAT(list(false), IsEmpty());
}

TEST_F(Desk, DataIsSharedWhileSomebodyAgrees) {
    EXPECT_FALSE(shares());
    auto given = consent();
    given.until = day("2026-01-31");
    ASSERT_EQ(give(given), nullptr);
    EXPECT_EQ(give(given), nullptr) << "the same again";
    EXPECT_TRUE(shares("2026-01-31"));
    EXPECT_FALSE(shares("2026-02-01"));
    EXPECT_FALSE(shares("2025-11-30"));
    given.recipient = "Bank lain";
    EXPECT_EQ(give(given), &error::consent_id_reused);
}

TEST_F(Desk, WithdrawingEndsSharingAtOnce) {
    ASSERT_EQ(give(consent(1)), nullptr);
    ASSERT_EQ(give(consent(2)), nullptr);
    ASSERT_TRUE(shares());
    ASSERT_EQ(open(asked("withdrawal")), nullptr);
    ASSERT_EQ(check_identity(), nullptr);
    ASSERT_EQ(carry(), nullptr);
    EXPECT_FALSE(shares());
    EXPECT_EQ(done([&](Tx& tx) { return withdraw_consent(tx, officer, home, consent_id(9)); }),
              &error::consent_not_found);
}

TEST_F(Desk, ARestrictionEndsSharingToo) {
    ASSERT_EQ(give(consent()), nullptr);
    ASSERT_EQ(done([&](Tx& tx) { return registry::restrict_business(tx, officer, home, business_id(1)); }),
              nullptr);
    EXPECT_FALSE(shares());
}

TEST_F(Desk, ConsentIsRefusedWhereItMeansNothing) {
    auto wrong = consent();
    wrong.purpose = "registry";
    EXPECT_EQ(give(wrong), &error::needs_no_consent);
    wrong.purpose = "apa saja";
    EXPECT_EQ(give(wrong), &error::purpose_unknown);
    wrong = consent();
    wrong.business = business_id(7);
    EXPECT_EQ(give(wrong), &registry::error::not_found);
    wrong = consent();
    wrong.given_on = day("2099-01-01");
    EXPECT_EQ(give(wrong), &registry::error::future_day);
}

TEST_F(Desk, EveryPersonalFieldHasAPurpose) {
    auto const all = read([](Tx& tx) { return purposes(tx); }).value();
    std::set<std::string> covered;
    for (auto const& purpose : all)
        for (auto const& field : purpose.fields) {
            EXPECT_TRUE(registry::field_of(field)) << field;
            covered.insert(field);
        }
    for (auto const& field : registry::fields) {
        if (!field.personal) continue;
        EXPECT_TRUE(covered.contains(std::string(field.key))) << field.key;
    }
}

TEST_F(Desk, ThePackTellsAllAndWhoHasReadIt) {
    ASSERT_EQ(
        done([&](Tx& tx) { return registry::unmask(tx, officer, home, business_id(1), "jadwal kunjungan"); }),
        nullptr);
    ASSERT_EQ(give(consent()), nullptr);
    ASSERT_EQ(open(asked("access")), nullptr);
    auto const make = [&] {
        return db().write([&](Tx& tx) { return access_pack(tx, rules, officer, home, request_id(1)); });
    };
    EXPECT_EQ(make().error().kind, &error::not_identified);
    ASSERT_EQ(check_identity(), nullptr);
    auto const pack = make().value();
    EXPECT_EQ(get(pack.page.state, Field::nik), "3316095203870001");
    EXPECT_THAT(pack.consents, SizeIs(1));
    ASSERT_THAT(pack.reads, SizeIs(1));
    EXPECT_THAT(pack.reads[0].detail, HasSubstr("jadwal kunjungan"));
    EXPECT_THAT(make().value().reads, SizeIs(2)) << "opening the pack is a reading too";
}

TEST_F(Desk, NobodyButTheDeskMayAsk) {
    ASSERT_EQ(open(asked("access")), nullptr);
    for (auto const& nobody : {fixture::actor(access::Role::operator_, "3316"),
                               fixture::actor(access::Role::administrator, "3317")}) {
        officer = nobody;
        EXPECT_EQ(open(asked("access", 2)), &access::denied);
        EXPECT_EQ(check_identity(), &access::denied);
        EXPECT_EQ(carry(), &access::denied);
        EXPECT_EQ(give(consent()), &access::denied);
    }
}

TEST_F(Desk, ABreachIsWorkedOutFromTheChain) {
    auto const id = IncidentId::parse("01900000000070008000e00000000001").value();
    auto const from = fixture::clock();
    fixture::advance(1'000);
    ASSERT_EQ(
        done([&](Tx& tx) { return registry::unmask(tx, officer, home, business_id(1), "penasaran saja"); }),
        nullptr);
    ASSERT_EQ(done([&](Tx& tx) {
                  return audit::record(tx, officer, "registry.exported", "3316", "3316",
                                       R"({"rows":7,"clear":true})");
              }),
              nullptr);
    fixture::advance(1'000);
    auto const until = fixture::clock();
    ASSERT_EQ(
        done([&](Tx& tx) { return registry::unmask(tx, officer, home, business_id(1), "sesudah itu"); }),
        nullptr);

    Incident incident{.id = id,
                      .regency = home,
                      .from = from,
                      .until = until,
                      .discovered_at = until,
                      .what = "sandi bocor"};
    ASSERT_EQ(done([&](Tx& tx) { return put_incident(tx, officer, incident); }), nullptr);
    auto const made = [&] {
        return db().write([&](Tx& tx) { return breach_pack(tx, officer, home, id); }).value();
    };
    auto const pack = made();
    EXPECT_THAT(pack.events, SizeIs(2)) << "what came after does not count";
    ASSERT_THAT(pack.persons, SizeIs(1));
    EXPECT_EQ(pack.persons[0].owner, "Siti Aminah");
    EXPECT_EQ(pack.persons[0].times, 1);
    EXPECT_EQ(pack.clear_rows, 7);
    EXPECT_EQ(pack.chain_broken_at, 0);
    EXPECT_EQ(pack.incident.due_at.milliseconds - until.milliseconds, 72 * base::hour_ms);

    incident.id = IncidentId::parse("01900000000070008000e00000000002").value();
    incident.accounts = {"00000000000070008000000000000099"};
    ASSERT_EQ(done([&](Tx& tx) { return put_incident(tx, officer, incident); }), nullptr);
    auto const other =
        db().write([&](Tx& tx) { return breach_pack(tx, officer, home, incident.id); }).value();
    EXPECT_THAT(other.events, IsEmpty()) << "somebody else's account";
    incident.until = incident.from;
    EXPECT_EQ(done([&](Tx& tx) { return put_incident(tx, officer, incident); }), &error::incident_window);
}

}  // namespace
}  // namespace bina::privacy
