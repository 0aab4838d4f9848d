#include "audit/http.h"

#include <gmock/gmock.h>

#include "access/account.h"
#include "site.h"

namespace bina::audit {
namespace {

using base::Result;

class AuditHttp : public testing::Test {
protected:
    AuditHttp() {
        add_account("01890000000070008000000000000001", "sri", "Bu Sri");
        add_account("01890000000070008000000000000002", "adi", "Pak Adi");
        site.actor = fixture::actor(access::Role::auditor, "3316");
    }
    void add_account(std::string const& id, std::string const& username, std::string const& name) {
        access::Account const account{
            .id = access::AccountId::parse(id).value(), .username = username, .name = name, .grants = {}};
        db.write([&](storage::Tx& tx) {
              return access::put_account(tx, access::local_operator(), account, "kopi susu pagi hari");
          }).value();
    }
    void note(std::string const& who, std::string_view event, std::string_view subject,
              std::string_view regency = "3316", std::string_view detail = R"({"rows":12})") {
        access::Actor const actor{.id = access::AccountId::parse(who).value(), .name = "", .grants = {}};
        db.write([&](storage::Tx& tx) { return record(tx, actor, event, regency, subject, detail); }).value();
    }
    void note_five() {
        for (int i = 1; i <= 5; ++i)
            note(i == 3 ? "01890000000070008000000000000002" : "01890000000070008000000000000001",
                 i == 5 ? "intake.undone" : "registry.changed", "subject-" + std::to_string(i));
    }
    fixture::Store store;
    storage::Db& db = store.db();
    fixture::Site site{routes({db})};
};

TEST_F(AuditHttp, ListsEventsWithTheNameOfWhoeverDidThem) {
    note_five();
    auto const got = site.get("/api/v1/audit?regency=3316");
    EXPECT_EQ(got.status, 200) << got.body;
    EXPECT_EQ(got.at("/items/0/seq"), "5");
    EXPECT_EQ(got.at("/items/0/actor_name"), R"("Bu Sri")");
    EXPECT_EQ(got.at("/items/0/event"), R"("intake.undone")");
    EXPECT_EQ(got.at("/items/0/subject"), R"("subject-5")");
    EXPECT_EQ(got.at("/items/0/detail"), R"({"rows":12})");
    EXPECT_EQ(got.at("/items/0/hash").size(), 66U);
    EXPECT_EQ(got.at("/items/2/actor_name"), R"("Pak Adi")");
    EXPECT_EQ(got.at("/items/5"), "absent");
    EXPECT_EQ(got.at("/next"), "null");
    EXPECT_EQ(got.at("/count"), R"({"value":5,"capped":false})");
}

TEST_F(AuditHttp, PagesAndFilters) {
    note_five();
    auto const first = site.get("/api/v1/audit?regency=3316&limit=2");
    EXPECT_EQ(first.at("/next"), R"("4")");
    auto const second = site.get("/api/v1/audit?regency=3316&limit=2&cursor=4");
    EXPECT_EQ(second.at("/items/0/seq"), "3");
    EXPECT_EQ(second.at("/count/value"), "5");
    EXPECT_EQ(site.get("/api/v1/audit?regency=3316&limit=2&cursor=2").at("/next"), "null");
    EXPECT_EQ(site.get("/api/v1/audit?regency=3316&event=intake.undone").at("/count/value"), "1");
    EXPECT_EQ(site.get("/api/v1/audit?regency=3316&actor=pak%20AD").at("/items/0/seq"), "3");
    EXPECT_EQ(site.get("/api/v1/audit?regency=3316&actor=sri").at("/count/value"), "4");
    EXPECT_EQ(site.get("/api/v1/audit?regency=3316&actor=nobody").at("/items"), "[]");
    EXPECT_EQ(site.get("/api/v1/audit?regency=3316&event=&actor=&cursor=").at("/count/value"), "5");
}

TEST_F(AuditHttp, RefusesWhatItDoesNotUnderstand) {
    for (auto const* query : {"regency=33160", "limit=0", "limit=201", "cursor=x", "cursor=0"})
        EXPECT_EQ(site.get(std::string("/api/v1/audit?") + query).problem(), R"("http.bad_fields")") << query;
}

TEST_F(AuditHttp, IsForThoseWhoMayReadIt) {
    note_five();
    note("00000000000070008000000000000001", "access.signed_in", "x", no_regency);
    EXPECT_EQ(site.get("/api/v1/audit").at("/items/0/actor_name"), R"("bina")");
    EXPECT_EQ(site.get("/api/v1/audit?regency=3317").problem(), R"("access.denied")");
    EXPECT_EQ(site.get("/api/v1/audit/check?regency=3317").problem(), R"("access.denied")");
    site.actor = fixture::actor(access::Role::operator_, "3316");
    EXPECT_EQ(site.get("/api/v1/audit?regency=3316").problem(), R"("access.denied")");
    EXPECT_EQ(site.get("/api/v1/audit/check?regency=3316").problem(), R"("access.denied")");
    site.actor.reset();
    EXPECT_EQ(site.get("/api/v1/audit?regency=3316").status, 401);
}

TEST_F(AuditHttp, ChecksTheChain) {
    note_five();
    EXPECT_EQ(site.get("/api/v1/audit/check?regency=3316").body,
              R"({"events":5,"intact":true,"broken_at":null})");
    db.write([](storage::Tx& tx) {
          return tx.run("UPDATE event SET detail = 'not JSON \"' WHERE regency = '3316' AND seq = 2");
      }).value();
    EXPECT_EQ(site.get("/api/v1/audit/check?regency=3316").body,
              R"({"events":2,"intact":false,"broken_at":2})");
    EXPECT_EQ(site.get("/api/v1/audit?regency=3316").at("/items/3/detail"), R"({"damaged":true})")
        << "the others can still be read";
}

}  // namespace
}  // namespace bina::audit
