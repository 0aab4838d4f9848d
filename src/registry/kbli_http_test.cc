#include <gmock/gmock.h>

#include "registry/http.h"
#include "registry/test_registry.h"
#include "site.h"

using namespace bina;
using namespace bina::registry;
using namespace bina::registry::test;
using fixture::Got;

class KbliHttp : public RegistryTest {
public:
    KbliHttp() {
        site.actor = officer;
        say(1, "keripik singkong", "");
        say(2, "keripik singkong", "");
        say(3, "batik", "13134");
    }
    void say(int business, std::string_view activity, std::string_view kbli) {
        Statement values{{Field::business_name, fmt::format("Usaha {}", business)},
                         {Field::activity, std::string(activity)}};
        registry::put(values, Field::kbli, std::string(kbli));
        EXPECT_EQ(create(fact(business, "2025-01-01", std::move(values))), nullptr);
    }
    Got decide(std::string const& decision, std::string body) {
        return site.put("/api/v1/kbli/3316/decisions/" + decision, std::move(body));
    }

    kbli::Tables tables;
    HttpContext context{db(), rules, area_name, tables, agency_names};
    fixture::Site site{kbli_routes(context)};
    std::string const id = batch_id(1).text();
};

TEST_F(KbliHttp, TheTableSaysHowManyHaveWhichCode) {
    auto const got = site.get("/api/v1/kbli/3316/classes");
    ASSERT_EQ(got.status, 200) << got.body;
    EXPECT_EQ(got.at("/total"), "3");
    EXPECT_EQ(got.at("/without"), "2");
    EXPECT_EQ(got.at("/items/0/code"), R"("13134")");
    EXPECT_EQ(got.at("/items/0/edition"), R"("2020")");
    EXPECT_EQ(got.at("/items/0/entry/title"), R"("Batik")");
    EXPECT_EQ(got.at("/items/0/successors/0/code"), R"("13133")");
    EXPECT_EQ(site.get("/api/v1/kbli/3316/classes?as_of=2024-12-31").at("/items"), "[]");
    EXPECT_EQ(site.get("/api/v1/kbli/3317/classes").problem(), R"("access.denied")");
}

TEST_F(KbliHttp, AGroupIsDecidedAndTakenBack) {
    auto const work = site.get("/api/v1/kbli/3316/work");
    EXPECT_EQ(work.at("/items/0/activity"), R"("keripik singkong")");
    EXPECT_EQ(work.at("/items/0/businesses"), "2");
    EXPECT_EQ(work.at("/items/0/candidates/0/code"), R"("10794")");
    EXPECT_EQ(work.at("/items/0/candidates/0/phrase"), R"("keripik singkong")");

    std::string const body = R"({"activity":"keripik singkong","to":"10794/2025"})";
    EXPECT_EQ(decide(id, body).body, R"({"businesses":2,"left":0})");
    EXPECT_EQ(decide(id, body).body, R"({"businesses":2,"left":0})");
    EXPECT_EQ(site.get("/api/v1/kbli/3316/work").at("/items"), "[]");
    auto const decisions = site.get("/api/v1/kbli/3316/decisions");
    EXPECT_EQ(decisions.at("/items/0/to"), R"("10794/2025")");
    EXPECT_EQ(decisions.at("/items/0/undone"), "false");

    EXPECT_EQ(site.erase("/api/v1/kbli/3316/decisions/" + id).status, 204);
    EXPECT_EQ(site.get("/api/v1/kbli/3316/work").at("/items/0/businesses"), "2");
    EXPECT_EQ(site.get("/api/v1/kbli/3316/decisions").at("/items/0/undone"), "true");
}

TEST_F(KbliHttp, OldCodesAreConverted) {
    EXPECT_EQ(site.get("/api/v1/kbli/3316/work?from=13134/2020").at("/items/0/candidates/0/code"),
              R"("13133")");
    EXPECT_EQ(decide(id, R"({"from":"*","activity":"*"})").body, R"({"businesses":1,"left":0})");
    EXPECT_EQ(site.get("/api/v1/kbli/3316/classes").at("/items/0/code"), R"("13133")");
}

TEST_F(KbliHttp, RefusesWhatIsNoCodeOrNoDecision) {
    EXPECT_EQ(decide(id, R"({"activity":"batik","to":"1313"})").problem(), R"("http.bad_fields")");
    EXPECT_EQ(decide(id, R"({"activity":"*","to":"10794/2025"})").problem(), R"("base.malformed")");
    EXPECT_EQ(decide(id, R"({"activity":"zzz","to":"10794/2025"})").problem(),
              R"("registry.decision_empty")");
    EXPECT_EQ(site.get("/api/v1/kbli/3316/work?cursor=x").problem(), R"("base.malformed")");
    EXPECT_EQ(site.get("/api/v1/kbli/3316/candidates?activity=keripik").at("/candidates/0/code"),
              R"("10794")");
}
