#include "access/http.h"

#include <gmock/gmock.h>

#include "site.h"

namespace bina::access {
namespace {

using base::Result;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr auto id = "01890000000070008000000000000001";
constexpr auto password = "kopi susu pagi hari";

class AccessHttp : public testing::Test {
protected:
    HttpContext context() {
        return {.db = store.db(),
                .sessions = sessions,
                .area_name = [](std::string_view code) -> std::string {
                    if (code == "33") return "Jawa Tengah";
                    if (code == "3316") return "Kabupaten Blora";
                    if (code == "331605") return "Cepu";
                    return {};
                },
                .regencies_in = [](std::string_view) { return std::vector<std::string>{"3316", "3317"}; },
                .record = [this](storage::Tx&, Actor const& actor, std::string_view event,
                                 std::string_view regency, std::string_view,
                                 std::string_view detail) -> Result<void> {
                    auto const told = actor.name + " " + std::string(event) + " " + std::string(regency) +
                                      " " + std::string(detail);
                    // The store rehearses every write, so everything is told twice.
                    if (events.empty() || events.back() != told) events.push_back(told);
                    return {};
                },
                .require_everywhere = [](storage::Tx&, Actor const& actor,
                                         Permission permission) -> Result<void> {
                    TRY(actor.require(permission, "3316"));
                    return actor.require(permission, "3317");
                },
                .version = "0.1.0",
                .demo = false};
    }
    fixture::Got set_up(std::string const& regency = "3316") {
        return site.post("/api/v1/setup",
                         R"({"username":"Sri.W","name":"Bu Sri","password":"kopi susu pagi hari",)"
                         R"("regency":")" +
                             regency + "\"}");
    }
    fixture::Got sign_in(std::string const& username, std::string const& with) {
        return site.post("/api/v1/session",
                         R"({"username":")" + username + R"(","password":")" + with + "\"}");
    }
    fixture::Got put_user(std::string const& fields) {
        return site.put(std::string("/api/v1/users/") + id, fields);
    }

    fixture::Store store;
    Sessions sessions{store.db()};
    std::vector<std::string> events;
    fixture::Site site{routes(context()), hooks(sessions)};
};

TEST_F(AccessHttp, FirstAdministratorSetsUpAndIsSignedIn) {
    EXPECT_EQ(site.get("/api/v1/setup").body, R"({"needed":true,"demo":false,"version":"0.1.0"})");
    EXPECT_EQ(site.get("/api/v1/session").problem(), R"("access.no_session")");
    auto const got = set_up();
    EXPECT_EQ(got.status, 201) << got.body;
    EXPECT_EQ(got.at("/user/username"), R"("sri.w")");
    EXPECT_EQ(got.at("/user/name"), R"("Bu Sri")");
    EXPECT_EQ(got.at("/grants"), R"([{"role":"administrator","area":"3316","area_name":"Kabupaten Blora"}])");
    EXPECT_EQ(got.at("/permissions/0"), R"("registry.read")");
    EXPECT_EQ(got.at("/permissions/9"), R"("areas.manage")");
    EXPECT_EQ(got.at("/everywhere"), "[]") << "of the two regencies one is hers";
    EXPECT_EQ(got.at("/regencies"),
              R"([{"code":"3316","name":"Kabupaten Blora","zone":"WIB","today":"2026-01-01"}])");
    EXPECT_EQ(got.at("/demo"), "false");
    EXPECT_EQ(site.get("/api/v1/session").body, got.body);
    EXPECT_EQ(site.get("/api/v1/setup").at("/needed"), "false");
    EXPECT_EQ(set_up().problem(), R"("access.already_set_up")");
    EXPECT_THAT(events, ElementsAre("Bu Sri access.set_up 3316 {}", "Bu Sri access.signed_in 3316 {}"));
}

TEST_F(AccessHttp, SetUpNamesEveryFault) {
    auto const got = site.post("/api/v1/setup", R"({"username":"","regency":"9999","extra":1})");
    EXPECT_EQ(got.status, 422);
    EXPECT_THAT(got.body, HasSubstr(R"({"path":"username","key":"http.too_short"})"));
    EXPECT_THAT(got.body, HasSubstr(R"({"path":"name","key":"http.missing"})"));
    EXPECT_THAT(got.body, HasSubstr(R"({"path":"password","key":"http.missing"})"));
    EXPECT_THAT(got.body, HasSubstr(R"({"path":"regency","key":"http.not_a_choice"})"));
    EXPECT_THAT(got.body, HasSubstr(R"({"path":"extra","key":"http.unknown_field"})"));
    EXPECT_EQ(set_up("33").status, 422);
    EXPECT_EQ(site.get("/api/v1/setup").at("/needed"), "true");
    EXPECT_THAT(events, IsEmpty());
}

TEST_F(AccessHttp, CookieIsKeptFromScriptsAndOtherSites) {
    auto const plain = set_up().headers.at("Set-Cookie");
    EXPECT_THAT(plain, testing::MatchesRegex(
                           "bina_session=[0-9a-f]{64}; Path=/; Max-Age=604800; HttpOnly; SameSite=Strict"));
    site.secure = true;
    EXPECT_THAT(sign_in("sri.w", password).headers.at("Set-Cookie"),
                testing::EndsWith("; SameSite=Strict; Secure"));
}

TEST_F(AccessHttp, SignInAndOut) {
    ASSERT_EQ(set_up().status, 201);
    EXPECT_EQ(site.erase("/api/v1/session").status, 204);
    EXPECT_EQ(site.cookie, "");
    EXPECT_EQ(site.get("/api/v1/session").status, 401);
    auto const refused = sign_in("sri.w", "wrong");
    EXPECT_EQ(refused.status, 401);
    EXPECT_EQ(refused.problem(), R"("access.bad_credentials")");
    EXPECT_EQ(sign_in("SRI.W", password).status, 201);
    EXPECT_EQ(site.get("/api/v1/session").status, 200);
    auto const old_cookie = site.cookie;
    site.erase("/api/v1/session");
    site.cookie = old_cookie;
    EXPECT_EQ(site.get("/api/v1/session").problem(), R"("access.no_session")")
        << "the session itself has ended";
    EXPECT_EQ(site.erase("/api/v1/session").status, 204) << "signing out twice is no error";
    EXPECT_THAT(events, ElementsAre("Bu Sri access.set_up 3316 {}", "Bu Sri access.signed_in 3316 {}",
                                    "Bu Sri access.signed_out 3316 {}", "Bu Sri access.signed_in 3316 {}",
                                    "Bu Sri access.signed_out 3316 {}"));
}

TEST_F(AccessHttp, TooManyAttemptsAreTold) {
    ASSERT_EQ(set_up().status, 201);
    for (int i = 0; i < attempts_before_pause; ++i) EXPECT_EQ(sign_in("sri.w", "wrong").status, 401);
    auto const got = sign_in("sri.w", password);
    EXPECT_EQ(got.status, 429);
    EXPECT_EQ(got.problem(), R"("access.too_many_attempts")");
}

TEST_F(AccessHttp, PasswordIsChanged) {
    ASSERT_EQ(set_up().status, 201);
    auto const change = [&](std::string const& before, std::string const& after) {
        return site.put("/api/v1/session/password", R"({"old":")" + before + R"(","new":")" + after + "\"}");
    };
    EXPECT_EQ(change("wrong", "teh tarik sore hari").problem(), R"("access.bad_credentials")");
    EXPECT_EQ(change(password, "teh").problem(), R"("access.password_short")");
    EXPECT_EQ(change(password, "password1234").problem(), R"("access.password_common")");
    EXPECT_EQ(change(password, "teh tarik sore hari").status, 204);
    EXPECT_EQ(site.get("/api/v1/session").status, 200);
    EXPECT_EQ(sign_in("sri.w", "teh tarik sore hari").status, 201);
    EXPECT_THAT(events, testing::Contains("Bu Sri access.password_changed 3316 {}"));
    site.cookie.clear();
    EXPECT_EQ(change(password, password).status, 401);
}

TEST_F(AccessHttp, UsersAreMadeListedAndChanged) {
    ASSERT_EQ(set_up().status, 201);
    auto const made =
        put_user(R"({"username":"adi","name":"Adi","password":"roti bakar malam","disabled":false,)"
                 R"("grants":[{"role":"operator","area":"331605"}]})");
    EXPECT_EQ(made.status, 200) << made.body;
    EXPECT_EQ(made.body,
              std::string(R"({"id":")") + id +
                  R"(","username":"adi","name":"Adi","disabled":false,"grants":[{"role":"operator",)"
                  R"("area":"331605","area_name":"Cepu"}],"last_seen":null})");
    EXPECT_EQ(events.back(), R"(Bu Sri access.account_put 3316 {"disabled":false,"new_password":true,)"
                             R"("grants":["operator@331605"]})");
    auto const list = site.get("/api/v1/users");
    EXPECT_EQ(list.at("/items/0"), made.body);
    EXPECT_EQ(list.at("/items/1/username"), R"("sri.w")");
    EXPECT_THAT(list.at("/items/1/last_seen"), testing::MatchesRegex("[0-9]+"));

    auto const administrator = site.cookie;
    ASSERT_EQ(sign_in("adi", "roti bakar malam").status, 201);
    EXPECT_EQ(site.get("/api/v1/session").at("/regencies"),
              R"([{"code":"3316","name":"Kabupaten Blora","zone":"WIB","today":"2026-01-01"}])");
    EXPECT_EQ(site.get("/api/v1/users").problem(), R"("access.denied")");
    EXPECT_EQ(put_user(R"({"username":"adi","name":"Adi"})").problem(), R"("access.denied")");
    auto const clerk = std::exchange(site.cookie, administrator);
    ASSERT_EQ(put_user(R"({"username":"adi","name":"Adi","disabled":true})").at("/disabled"), "true");
    site.cookie = clerk;
    EXPECT_EQ(site.get("/api/v1/session").problem(), R"("access.no_session")")
        << "at once, not in five seconds";
}

TEST_F(AccessHttp, UserThatCannotBeIsRefused) {
    ASSERT_EQ(set_up().status, 201);
    auto const problem = [&](std::string const& fields) { return put_user(fields).problem(); };
    EXPECT_EQ(problem(R"({"username":"a b","name":"A","password":"roti bakar malam"})"),
              R"("access.username_form")");
    EXPECT_EQ(problem(R"({"username":"sri.w","name":"A","password":"roti bakar malam"})"),
              R"("access.username_taken")");
    EXPECT_EQ(problem(R"({"username":"adi","name":"A"})"), R"("access.password_short")");
    EXPECT_EQ(
        problem(
            R"({"username":"adi","name":"A","password":"roti bakar malam","grants":[{"role":"auditor"}]})"),
        R"("access.denied")");
    auto const got = put_user(R"({"username":"adi","name":"A","grants":[{"role":"boss","area":"9999"}]})");
    EXPECT_THAT(got.body, HasSubstr(R"({"path":"grants[0].role","key":"http.not_a_choice"})"));
    EXPECT_THAT(got.body, HasSubstr(R"({"path":"grants[0].area","key":"http.not_a_choice"})"));
    EXPECT_EQ(site.put("/api/v1/users/me", R"({"username":"adi","name":"A"})").status, 422);
    auto const own = site.get("/api/v1/session").at("/user/id");
    EXPECT_EQ(site.put("/api/v1/users/" + own.substr(1, 32), R"({"username":"sri.w","name":"A"})").problem(),
              R"("access.own_account")");
}

TEST_F(AccessHttp, WhoHoldsMoreThanARegencyWorksInAllOfIt) {
    ASSERT_EQ(set_up().status, 201);
    Account const auditor{.id = AccountId::parse(id).value(),
                          .username = "bpk",
                          .name = "B",
                          .grants = {{Role::province, "33"}}};
    store.db()
        .write([&](storage::Tx& tx) { return put_account(tx, local_operator(), auditor, password); })
        .value();
    auto const got = sign_in("bpk", password);
    EXPECT_EQ(got.at("/everywhere"),
              R"(["registry.read","registry.export","handover.request","handover.decide"])");
    EXPECT_EQ(got.at("/regencies/0/code"), R"("3316")");
    EXPECT_EQ(got.at("/regencies/1/code"), R"("3317")");
    EXPECT_EQ(events.back(), "B access.signed_in 0000 {}");
}

TEST_F(AccessHttp, PasswordsAreNeverLoggedOrSentBack) {
    ASSERT_EQ(set_up().status, 201);
    (void)sign_in("sri.w", "rahasia sekali ini");
    (void)put_user(R"({"username":"adi","name":"Adi","password":"roti bakar malam"})");
    for (auto const& got :
         {sign_in("sri.w", password), site.get("/api/v1/users"), site.get("/api/v1/session")})
        for (auto const* secret : {"kopi susu", "roti bakar", "argon2", "password_hash"})
            EXPECT_THAT(got.body, Not(HasSubstr(secret)));
    for (auto const* secret : {"kopi susu", "roti bakar", "rahasia sekali"})
        EXPECT_THAT(site.log.text + testing::PrintToString(events), Not(HasSubstr(secret)));
}

}  // namespace
}  // namespace bina::access
