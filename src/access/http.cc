#include "access/http.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "access/http_view.h"
#include "access/second_factor.h"
#include "access/totp.h"
#include "base/zone.h"
#include "http/fields.h"

namespace bina::access {
namespace {

using base::JsonWriter;
using base::Result;
using http::Fields;
using http::Length;
using http::Request;
using http::Response;
using storage::Tx;

constexpr std::size_t grants_max = 50;
// The chain of events that belong to no regency.
constexpr std::string_view no_regency = "0000";

std::string cookie(Request const& request, std::string_view token, std::int64_t seconds) {
    return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Strict{}", session_cookie, token,
                       seconds, request.secure ? "; Secure" : "");
}

/// The regencies that a person works in; one may see no more than a part of it.
std::set<std::string> regencies_of(HttpContext const& context, Actor const& actor) {
    std::set<std::string> codes;
    for (auto const& grant : actor.grants) {
        if (grant.area.size() >= 4)
            codes.insert(grant.area.substr(0, 4));
        else
            for (auto& code : context.regencies_in(grant.area)) codes.insert(std::move(code));
    }
    return codes;
}

/// Of the permissions those held over every regency of the store: they reach what is nobody's alone.
Result<std::vector<std::string_view>> held_everywhere(HttpContext const& context, Tx& tx,
                                                      Actor const& actor) {
    std::vector<std::string_view> names;
    for (auto const permission : actor.permissions()) {
        auto const held = context.require_everywhere(tx, actor, permission);
        if (held)
            names.push_back(name_of(permission));
        else if (held.error().kind != &denied)
            return std::unexpected(held.error());
    }
    return names;
}

Result<JsonWriter> me(HttpContext const& context, Actor const& actor, std::string_view username) {
    auto const factor = TRY(context.db.read([&](Tx& tx) { return factor_of(tx, actor.id); }));
    auto const everywhere = TRY(context.db.read([&](Tx& tx) { return held_everywhere(context, tx, actor); }));
    JsonWriter json;
    json.object().key("user").object().field("id", actor.id.text()).field("username", username);
    json.field("name", actor.name).end();
    write_grants(json, context, actor.grants);
    json.key("permissions").array();
    for (auto const permission : actor.permissions()) json.value(name_of(permission));
    json.end().key("everywhere").array();
    for (auto const name : everywhere) json.value(name);
    json.end().key("regencies").array();
    for (auto const& code : regencies_of(context, actor))
        json.object()
            .field("code", code)
            .field("name", context.area_name(code))
            .field("zone", name_of(base::zone_of(code)))
            .field("today", base::day_in(code, context.db.now()).text())
            .end();
    json.end().key("second_factor").object().field("on", factor.on).field("required", factor.required);
    json.field("recovery_left", factor.recovery_left).end();
    json.field("demo", context.demo).end();
    return json;
}

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

/// Phones begin a word with a capital letter; nobody means one in a username.
std::string read_username(Fields& in) {
    return lower(in.body<std::string>("username", Length{1, 200}));
}

Result<Response> sign_in_with(HttpContext const& context, Request const& request, std::string const& username,
                              std::string const& password, std::string const& code = {}, bool field = false) {
    auto const signed_in = TRY(sign_in(context.db, {.username = username,
                                                    .password = password,
                                                    .code = code,
                                                    .device = request.header("User-Agent"),
                                                    .address = request.address,
                                                    .field = field}));
    auto const& actor = signed_in.actor;
    TRY(context.db.write(
        [&](Tx& tx) { return record(context, tx, actor, "access.signed_in", actor.id.text()); }));
    return Response::json(TRY(me(context, actor, username)), 201)
        .header("Set-Cookie",
                cookie(request, signed_in.token, (field ? field_session_life_ms : session_life_ms) / 1000));
}

Result<Response> get_setup(HttpContext const& context, Request const&) {
    bool const needed = TRY(context.db.read(needs_set_up));
    JsonWriter json;
    json.object().field("needed", needed).field("demo", context.demo).field("version", context.version).end();
    return Response::json(std::move(json));
}

Result<Response> post_setup(HttpContext const& context, Request const& request) {
    Fields in{request};
    Account account{.id = AccountId::make(context.db.now()),
                    .username = read_username(in),
                    .name = in.body<std::string>("name", Length{1, name_length_max})};
    auto const password = in.body<std::string>("password", Length{0, password_length_max});
    auto const regency = in.body<base::RegencyCode>("regency");
    if (!regency.empty() && context.area_name(regency.text()).empty())
        in.add_fault("regency", http::fault::not_a_choice);
    TRY(in.finish());
    account.grants = {{Role::administrator, regency.text()}};
    TRY(context.db.write([&](Tx& tx) -> Result<void> {
        TRY(set_up(tx, account, password));
        Actor const actor{.id = account.id, .name = account.name, .grants = account.grants};
        return record(context, tx, actor, "access.set_up", account.id.text());
    }));
    return sign_in_with(context, request, account.username, password);
}

Result<Response> post_session(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const username = read_username(in);
    auto const password = in.body<std::string>("password", Length{0, password_length_max});
    auto const code = in.body_if<std::string>("code", Length{0, code_length_max}).value_or("");
    auto const field = in.body_if<bool>("field").value_or(false);
    TRY(in.finish());
    return sign_in_with(context, request, username, password, code, field);
}

Result<Response> get_session(HttpContext const& context, Request const& request) {
    auto const& actor = request.actor<Actor>();
    auto const account = TRY(context.db.read([&](Tx& tx) { return find_account(tx, actor.id); }));
    return Response::json(TRY(me(context, actor, account ? account->username : std::string())));
}

// Open to anyone: also somebody whose session has ended wants the cookie gone.
Result<Response> delete_session(HttpContext const& context, Request const& request) {
    auto const token = request.cookie(session_cookie);
    if (auto const actor = context.sessions.find(token)) {
        TRY(context.db.write([&](Tx& tx) -> Result<void> {
            TRY(sign_out(tx, token));
            return record(context, tx, *actor, "access.signed_out", actor->id.text());
        }));
        context.sessions.forget();
    }
    return Response::empty().header("Set-Cookie", cookie(request, "", 0));
}

Result<Response> put_password(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const before = in.body<std::string>("old", Length{0, password_length_max});
    auto const after = in.body<std::string>("new", Length{0, password_length_max});
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    if (actor.only) return base::fail(error::person_required);
    TRY(change_password(context.db, actor, before, after, request.cookie(session_cookie)));
    context.sessions.forget();
    TRY(context.db.write(
        [&](Tx& tx) { return record(context, tx, actor, "access.password_changed", actor.id.text()); }));
    return Response::empty();
}

void write_account(JsonWriter& json, HttpContext const& context, Account const& account) {
    json.object().field("id", account.id.text()).field("username", account.username);
    json.field("name", account.name).field("disabled", account.disabled);
    write_grants(json, context, account.grants);
    json.key("last_seen");
    account.last_seen ? json.value(account.last_seen->milliseconds) : json.null();
    json.end();
}

Result<Response> get_users(HttpContext const& context, Request const& request) {
    auto const found = TRY(context.db.read([&](Tx& tx) { return accounts(tx, request.actor<Actor>()); }));
    JsonWriter json;
    json.object().key("items").array();
    for (auto const& account : found) write_account(json, context, account);
    json.end().end();
    return Response::json(std::move(json));
}

std::vector<Grant> read_grants(Fields& in, HttpContext const& context) {
    return in.object().each("grants", grants_max, [&](http::Object& grant) {
        auto const role = grant.get_as("role", role_of);
        auto area = grant.get_if<std::string>("area", Length{0, 10}).value_or("");
        if (!area.empty() && context.area_name(area).empty())
            grant.add_fault("area", http::fault::not_a_choice);
        return Grant{role, std::move(area)};
    });
}

Result<Response> put_user(HttpContext const& context, Request const& request) {
    Fields in{request};
    Account const account{.id = in.path<AccountId>("id"),
                          .username = read_username(in),
                          .name = in.body<std::string>("name", Length{1, name_length_max}),
                          .disabled = in.body_if<bool>("disabled").value_or(false),
                          .grants = read_grants(in, context)};
    auto const password = in.body_if<std::string>("password", Length{0, password_length_max}).value_or("");
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    auto const stored = TRY(context.db.write([&](Tx& tx) -> Result<std::optional<Account>> {
        TRY(put_account(tx, actor, account, password));
        JsonWriter detail;
        detail.object().field("disabled", account.disabled).field("new_password", !password.empty());
        detail.key("grants").array();
        for (auto const& grant : account.grants)
            detail.value(fmt::format("{}@{}", name_of(grant.role), grant.area));
        detail.end().end();
        TRY(record(context, tx, actor, "access.account_put", account.id.text(), detail.text()));
        return find_account(tx, account.id);
    }));
    context.sessions.forget();
    JsonWriter json;
    write_account(json, context, stored.value());
    return Response::json(std::move(json));
}

}  // namespace

std::string regency_of(std::vector<Grant> const& grants) {
    auto const found =
        std::ranges::find_if(grants, [](Grant const& grant) { return grant.area.size() >= 4; });
    return found == grants.end() ? std::string(no_regency) : found->area.substr(0, 4);
}

Result<void> record(HttpContext const& context, Tx& tx, Actor const& actor, std::string_view event,
                    std::string_view subject, std::string_view detail) {
    return context.record(tx, actor, event, regency_of(actor.grants), subject, detail);
}

void write_grants(JsonWriter& json, HttpContext const& context, std::vector<Grant> const& grants) {
    json.key("grants").array();
    for (auto const& grant : grants)
        json.object()
            .field("role", name_of(grant.role))
            .field("area", grant.area)
            .field("area_name", context.area_name(grant.area))
            .end();
    json.end();
}

std::vector<http::Route> routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    std::vector<http::Route> all{
        {"GET", "/api/v1/setup", http::anyone, with(get_setup)},
        {"POST", "/api/v1/setup", http::anyone, with(post_setup)},
        {.method = "POST",
         .path = "/api/v1/session",
         .access = http::anyone,
         .handler = with(post_session),
         .guess = true},
        {"GET", "/api/v1/session", http::signed_in, with(get_session)},
        {"DELETE", "/api/v1/session", http::anyone, with(delete_session)},
        {.method = "PUT",
         .path = "/api/v1/session/password",
         .access = http::signed_in,
         .handler = with(put_password),
         .guess = true},
        {"GET", "/api/v1/users", http::may("users.manage"), with(get_users)},
        {"PUT", "/api/v1/users/{id}", http::may("users.manage"), with(put_user)},
    };
    std::ranges::move(security_routes(context), std::back_inserter(all));
    return all;
}

http::Hooks hooks(Sessions& sessions, std::shared_ptr<http::Throttle> throttle) {
    return {.authenticate = [&sessions](Request const& request) -> Result<http::Caller> {
                auto const secret = request.bearer();
                auto actor = TRY(secret.empty() ? sessions.find(request.cookie(session_cookie))
                                                : sessions.find_bearer(secret));
                auto user = actor.id.text();
                return http::Caller{std::make_shared<Actor const>(std::move(actor)), std::move(user)};
            },
            .authorise = [](Request const& request, std::string_view permission) -> Result<void> {
                auto const known = permission_of(permission);
                if (!known) throw std::logic_error("a route names a permission that is none");
                return request.actor<Actor>().require_somewhere(*known);
            },
            .throttle = std::move(throttle)};
}

}  // namespace bina::access
