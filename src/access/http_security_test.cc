#include <gmock/gmock.h>

#include "access/http.h"
#include "access/totp.h"
#include "site.h"

namespace bina::access {
namespace {

using base::Result;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr auto password = "kopi susu pagi hari";
constexpr auto token_path = "/api/v1/tokens/01890000000070008000000000000009";

class SecurityHttp : public testing::Test {
protected:
    SecurityHttp() {
        put("sri", owner, {{Role::administrator, "3316"}});
        put("adi", clerk, {{Role::operator_, "3316"}});
        EXPECT_EQ(sign_in("sri").status, 201);
    }
    HttpContext context() {
        return {.db = store.db(),
                .sessions = sessions,
                .area_name = [](std::string_view code) { return code.starts_with("33") ? "Wilayah" : ""; },
                .regencies_in = [](std::string_view) { return std::vector<std::string>{"3316"}; },
                .record = [this](storage::Tx&, Actor const&, std::string_view event, std::string_view,
                                 std::string_view, std::string_view detail) -> Result<void> {
                    told += std::string(event) + std::string(detail) + "\n";
                    return {};
                },
                .require_everywhere = [](storage::Tx&, Actor const& actor,
                                         Permission permission) { return actor.require(permission, "3316"); },
                .version = "0.1.0"};
    }
    void put(std::string const& username, AccountId const& id, std::vector<Grant> grants) {
        Account const account{.id = id, .username = username, .name = username, .grants = std::move(grants)};
        store.db()
            .write([&](storage::Tx& tx) { return put_account(tx, local_operator(), account, password); })
            .value();
    }
    fixture::Got sign_in(std::string const& username, std::string const& code = "") {
        site.cookie.clear();
        return site.send(
            "POST", "/api/v1/session",
            R"({"username":")" + username + R"(","password":")" + password + R"(","code":")" + code + "\"}",
            {{"User-Agent", "Mozilla/5.0 Firefox/128.0 \x01\xff"}});
    }
    /// A request of a program, without cookie.
    fixture::Got with_token(std::string const& secret, std::string_view method, std::string const& target,
                            std::string body = "") {
        auto const cookie = std::exchange(site.cookie, "");
        auto const value = "Bearer " + secret;
        auto got = site.send(method, target, std::move(body), {{"Authorization", value}});
        site.cookie = cookie;
        return got;
    }
    static std::string unquoted(std::string const& json) { return json.substr(1, json.size() - 2); }
    std::string new_token(std::string const& permissions = R"("users.manage")") {
        auto const made = site.put(
            token_path, R"({"name":"Laporan","permissions":[)" + permissions + R"(],"areas":[],"days":30})");
        EXPECT_EQ(made.status, 201) << made.body;
        return unquoted(made.at("/secret"));
    }

    fixture::Store store;
    Sessions sessions{store.db()};
    std::string told;
    AccountId owner = AccountId::derive("000000000000", 1);
    AccountId clerk = AccountId::derive("000000000000", 2);
    fixture::Site site{routes(context()), hooks(sessions)};
};

TEST_F(SecurityHttp, SessionsTellDeviceAddressAndTime) {
    auto const list = site.get("/api/v1/sessions");
    EXPECT_EQ(list.at("/items/0/device"), R"("Mozilla/5.0 Firefox/128.0 ")")
        << "what cannot be shown is left out";
    EXPECT_EQ(list.at("/items/0/address"), R"("127.0.0.1")");
    EXPECT_EQ(list.at("/items/0/since"), std::to_string(fixture::clock().milliseconds));
    EXPECT_EQ(list.at("/items/0/current"), "true");
    EXPECT_THAT(list.body, Not(HasSubstr(site.cookie.substr(13))));
}

TEST_F(SecurityHttp, OneSessionOrAllOthersAreEnded) {
    auto const first = site.cookie;
    sign_in("sri");
    sign_in("sri");
    auto const third = site.cookie;
    auto const list = site.get("/api/v1/sessions");
    ASSERT_NE(list.at("/items/2"), "absent");
    // The sessions of one person are his alone.
    sign_in("adi");
    site.erase("/api/v1/sessions/" + unquoted(list.at("/items/0/id")));
    site.erase("/api/v1/sessions");
    site.cookie = third;
    EXPECT_NE(site.get("/api/v1/sessions").at("/items/2"), "absent");

    EXPECT_EQ(site.erase("/api/v1/sessions").status, 204);
    EXPECT_EQ(site.get("/api/v1/sessions").at("/items/1"), "absent");
    site.cookie = first;
    EXPECT_EQ(site.get("/api/v1/session").problem(), R"("access.no_session")") << "at once";
    EXPECT_THAT(told, HasSubstr(R"(access.sessions_ended{"count":2})"));
}

TEST_F(SecurityHttp, OneOfThemIsEnded) {
    auto const first = site.cookie;
    fixture::advance(1'000);
    sign_in("sri");
    auto const older = site.get("/api/v1/sessions").at("/items/1/id");
    EXPECT_EQ(site.erase("/api/v1/sessions/" + unquoted(older)).status, 204);
    EXPECT_EQ(site.erase("/api/v1/sessions/" + unquoted(older)).status, 204) << "twice is no error";
    EXPECT_EQ(site.get("/api/v1/session").status, 200);
    site.cookie = first;
    EXPECT_EQ(site.get("/api/v1/session").status, 401);
}

TEST_F(SecurityHttp, TokenIsShownOnceAndAsksForItsOwner) {
    auto const secret = new_token();
    EXPECT_THAT(secret, StartsWith("bina_"));
    EXPECT_THAT(site.get("/api/v1/tokens").body, Not(HasSubstr(secret)));
    EXPECT_EQ(site.get("/api/v1/tokens").at("/items/0/permissions"), R"(["users.manage"])");
    EXPECT_EQ(with_token(secret, "GET", "/api/v1/session").at("/user/username"), R"("sri")");
    EXPECT_EQ(with_token(secret, "GET", "/api/v1/session").at("/permissions"), R"(["users.manage"])");
    EXPECT_EQ(with_token(secret, "GET", "/api/v1/users").status, 200);
    EXPECT_THAT(told + site.log.text, Not(HasSubstr(secret)));
    EXPECT_THAT(told, HasSubstr(R"(access.token_issued{"permissions":["users.manage"],"expires":)"));

    EXPECT_EQ(site.erase(token_path).status, 204);
    EXPECT_EQ(with_token(secret, "GET", "/api/v1/session").problem(), R"("access.no_session")") << "at once";
    EXPECT_EQ(site.erase("/api/v1/tokens/01890000000070008000000000000008").problem(),
              R"("access.token_not_found")");
}

// A stolen key must not be able to make itself at home.
TEST_F(SecurityHttp, TokenDoesNotDoWhatOnlyThePersonMay) {
    auto const secret = new_token();
    auto const body = std::string(R"({"password":")") + password + R"(","code":"123456"})";
    for (auto const& got :
         {with_token(secret, "GET", "/api/v1/sessions"), with_token(secret, "DELETE", "/api/v1/sessions"),
          with_token(secret, "GET", "/api/v1/tokens"),
          with_token(secret, "PUT", "/api/v1/tokens/01890000000070008000000000000008",
                     R"({"name":"b","permissions":["users.manage"],"days":300})"),
          with_token(secret, "DELETE", token_path), with_token(secret, "POST", "/api/v1/second-factor", body),
          with_token(secret, "POST", "/api/v1/second-factor/off", body),
          with_token(secret, "PUT", "/api/v1/session/password",
                     R"({"old":"kopi susu pagi hari","new":"teh tarik sore hari"})")})
        EXPECT_EQ(got.problem(), R"("access.person_required")") << got.body;
}

TEST_F(SecurityHttp, ABearerThatIsNoneIsNotHelpedByACookie) {
    EXPECT_EQ(site.send("GET", "/api/v1/session", "", {{"Authorization", "Bearer bina_0"}}).status, 401);
    EXPECT_EQ(site.get("/api/v1/session").status, 200);
}

TEST_F(SecurityHttp, TokenFormNamesEveryFault) {
    auto const got = site.put(token_path, R"({"name":"","permissions":["fly"],"areas":["99"],"days":1000})");
    EXPECT_EQ(got.status, 422);
    for (auto const* const path : {"name", "permissions", "areas", "days"})
        EXPECT_THAT(got.body, HasSubstr(std::string(R"({"path":")") + path + '"')) << got.body;
    sign_in("adi");
    EXPECT_EQ(site.put(token_path, R"({"name":"a","permissions":["users.manage"],"days":3})").problem(),
              R"("access.denied")");
}

TEST_F(SecurityHttp, SecondFactorFromEnrolmentToSignInToOff) {
    auto const me = site.get("/api/v1/session");
    EXPECT_EQ(me.at("/second_factor"), R"({"on":false,"required":false,"recovery_left":0})");
    auto const body = std::string(R"({"password":")") + password + "\"}";
    EXPECT_EQ(site.post("/api/v1/second-factor", R"({"password":"wrong"})").problem(),
              R"("access.bad_credentials")");
    auto const begun = site.post("/api/v1/second-factor", body);
    ASSERT_EQ(begun.status, 201) << begun.body;
    EXPECT_THAT(begun.at("/uri"), HasSubstr("otpauth://totp/Bina:sri?secret="));
    EXPECT_THAT(begun.at("/qr/0"), StartsWith("\"1111111"));

    // The secret as an app reads it.
    std::string secret;
    std::uint32_t held = 0;
    int bits = 0;
    for (char const c : unquoted(begun.at("/secret"))) {
        held = held << 5 | static_cast<std::uint32_t>(c >= 'A' ? c - 'A' : c - '2' + 26);
        if ((bits += 5) >= 8) secret += static_cast<char>(held >> (bits -= 8));
    }
    auto const code = [&] { return totp_code(secret, fixture::clock().milliseconds / totp_step_ms); };
    auto const confirmed = site.put("/api/v1/second-factor", R"({"code":")" + code() + "\"}");
    ASSERT_EQ(confirmed.status, 200) << confirmed.body;
    EXPECT_NE(confirmed.at("/recovery_codes/7"), "absent");
    fixture::advance(totp_step_ms);
    EXPECT_EQ(sign_in("sri").problem(), R"("access.code_required")");
    EXPECT_EQ(site.cookie, "");
    EXPECT_EQ(sign_in("sri", "000000").problem(), R"("access.bad_code")");
    auto const used = code();
    EXPECT_EQ(sign_in("sri", used).status, 201);
    EXPECT_EQ(sign_in("sri", used).problem(), R"("access.bad_code")");
    EXPECT_EQ(sign_in("sri", unquoted(confirmed.at("/recovery_codes/0"))).at("/second_factor/recovery_left"),
              "7");
    fixture::advance(totp_step_ms);
    auto const off = std::string(R"({"password":")") + password + R"(","code":")" + code() + "\"}";
    EXPECT_EQ(site.post("/api/v1/second-factor/off", off).status, 204);
    EXPECT_EQ(sign_in("sri").status, 201);
    EXPECT_THAT(told + site.log.text, Not(HasSubstr(unquoted(begun.at("/secret")))));
}

TEST_F(SecurityHttp, AdministratorEndsSessionsKeysAndSecondFactorOfHisPeople) {
    auto const administrator = site.cookie;
    sign_in("adi");
    auto const secret = new_token(R"("registry.read")");
    auto const victim = std::exchange(site.cookie, administrator);
    auto const path = "/api/v1/users/" + clerk.text();
    auto const seen = site.get(path + "/access");
    EXPECT_NE(seen.at("/sessions/0/id"), "absent") << seen.body;
    EXPECT_EQ(seen.at("/tokens/0/name"), R"("Laporan")");
    EXPECT_EQ(seen.at("/second_factor/on"), "false");
    EXPECT_EQ(site.erase(path + "/sessions").status, 204);
    EXPECT_EQ(site.erase(path + "/second-factor").status, 204);
    EXPECT_EQ(site.erase(token_path).status, 204);
    EXPECT_EQ(with_token(secret, "GET", "/api/v1/session").status, 401);
    site.cookie = victim;
    EXPECT_EQ(site.get("/api/v1/session").status, 401);

    put("tetangga", AccountId::derive("000000000000", 3), {{Role::operator_, "3317"}});
    site.cookie = administrator;
    auto const other = "/api/v1/users/" + AccountId::derive("000000000000", 3).text();
    EXPECT_EQ(site.get(other + "/access").problem(), R"("access.denied")");
    EXPECT_EQ(site.erase(other + "/sessions").problem(), R"("access.denied")");
    EXPECT_EQ(site.erase(other + "/second-factor").problem(), R"("access.denied")");
}

TEST_F(SecurityHttp, RulesMakeARoleWaitForItsSecondFactor) {
    auto const rules = "/api/v1/second-factor-rules/3316";
    EXPECT_EQ(site.get(rules).body, R"({"roles":[]})");
    EXPECT_EQ(site.put(rules, R"({"roles":["operator"]})").body, R"({"roles":["operator"]})");
    EXPECT_EQ(site.put(rules, R"({"roles":["boss"]})").problem(), R"("http.bad_fields")");
    EXPECT_EQ(site.put("/api/v1/second-factor-rules/33", R"({"roles":[]})").problem(), R"("access.denied")");
    auto const limited = sign_in("adi");
    EXPECT_EQ(limited.at("/second_factor/required"), "true");
    EXPECT_EQ(limited.at("/permissions"), "[]");
}

TEST_F(SecurityHttp, LockOutSaysHowLong) {
    for (int i = 0; i < attempts_before_pause; ++i)
        site.post("/api/v1/session", R"({"username":"adi","password":"wrong"})");
    auto const refused = sign_in("adi");
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.headers.at("Retry-After"), "60");
}

}  // namespace
}  // namespace bina::access
