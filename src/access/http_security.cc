#include <fmt/format.h>
#include <sodium.h>

#include "access/http_view.h"
#include "access/second_factor.h"
#include "access/totp.h"
#include "base/duration.h"
#include "base/qr.h"
#include "http/fields.h"

namespace bina::access {
namespace {

using base::JsonWriter;
using base::Result;
using http::Fields;
using http::Length;
using http::Range;
using http::Request;
using http::Response;
using storage::Tx;

constexpr std::string_view issuer = "Bina";

void write_instant(JsonWriter& json, std::string_view key, std::optional<base::Instant> const& instant) {
    json.key(key);
    instant ? json.value(instant->milliseconds) : json.null();
}

void write_session(JsonWriter& json, OpenSession const& session) {
    json.object().field("id", session.id.text()).field("device", session.device);
    json.field("address", session.address).field("since", session.since.milliseconds);
    json.field("seen_at", session.seen_at.milliseconds).field("field", session.field);
    json.field("current", session.current).end();
}

void write_token(JsonWriter& json, HttpContext const& context, ApiToken const& token) {
    json.object().field("id", token.id.text()).field("name", token.name);
    json.key("permissions").array();
    for (auto const permission : token.permissions) json.value(name_of(permission));
    json.end().key("areas").array();
    for (auto const& area : token.areas)
        json.object().field("code", area).field("name", context.area_name(area)).end();
    json.end().field("created_at", token.created_at.milliseconds);
    json.field("expires_at", token.expires_at.milliseconds);
    write_instant(json, "used_at", token.used_at);
    write_instant(json, "revoked_at", token.revoked_at);
    json.end();
}

Result<Response> get_sessions(HttpContext const& context, Request const& request) {
    auto const list = TRY(context.db.read(
        [&](Tx& tx) { return sessions_of(tx, request.actor<Actor>().id, request.cookie(session_cookie)); }));
    JsonWriter json;
    json.object().key("items").array();
    for (auto const& session : list) write_session(json, session);
    json.end().end();
    return Response::json(std::move(json));
}

Result<Response> delete_session_by_id(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const id = in.path<SessionId>("id");
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    TRY(context.db.write([&](Tx& tx) -> Result<void> {
        if (!TRY(end_session(tx, actor.id, id))) return {};
        return record(context, tx, actor, "access.session_ended", id.text());
    }));
    context.sessions.forget();
    return Response::empty();
}

Result<Response> delete_other_sessions(HttpContext const& context, Request const& request) {
    auto const& actor = request.actor<Actor>();
    TRY(context.db.write([&](Tx& tx) -> Result<void> {
        auto const ended = TRY(end_sessions(tx, actor.id, request.cookie(session_cookie)));
        return record(context, tx, actor, "access.sessions_ended", actor.id.text(),
                      fmt::format(R"({{"count":{}}})", ended));
    }));
    context.sessions.forget();
    return Response::empty();
}

Result<Response> get_tokens(HttpContext const& context, Request const& request) {
    auto const& actor = request.actor<Actor>();
    auto const list = TRY(context.db.read([&](Tx& tx) { return tokens_of(tx, actor, actor.id); }));
    JsonWriter json;
    json.object().key("items").array();
    for (auto const& token : list) write_token(json, context, token);
    json.end().end();
    return Response::json(std::move(json));
}

ApiToken read_token(Fields& in, HttpContext const& context) {
    auto const now = context.db.now();
    ApiToken token{.id = in.path<TokenId>("id"),
                   .name = in.body<std::string>("name", Length{1, name_length_max}),
                   .created_at = now};
    auto const names = in.object().list<std::string>("permissions", permission_names.size(), Length{1, 60});
    for (auto const& name : names) {
        if (auto const permission = permission_of(name))
            token.permissions.push_back(*permission);
        else
            in.add_fault("permissions", http::fault::not_a_choice);
    }
    if (names.empty()) in.add_fault("permissions", http::fault::missing);
    token.areas = in.object().list<std::string>("areas", token_areas_max, Length{2, 10});
    for (auto const& area : token.areas)
        if (context.area_name(area).empty()) in.add_fault("areas", http::fault::not_a_choice);
    auto const days = in.body<std::int64_t>("days", Range{1, token_days_max});
    token.expires_at = {now.milliseconds + days * base::day_ms};
    return token;
}

Result<Response> put_token(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto token = read_token(in, context);
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    token.account = actor.id;
    auto const secret = new_token_secret();
    TRY(context.db.write([&](Tx& tx) -> Result<void> {
        TRY(issue_token(tx, actor, token, secret));
        return record(context, tx, actor, "access.token_issued", token.id.text(), token_detail(token));
    }));
    JsonWriter json;
    json.object().key("token");
    write_token(json, context, token);
    json.field("secret", secret).end();
    return Response::json(std::move(json), 201);
}

Result<Response> delete_token(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const id = in.path<TokenId>("id");
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    TRY(context.db.write([&](Tx& tx) -> Result<void> {
        auto const token = TRY(revoke_token(tx, actor, id));
        if (token.revoked_at) return {};
        return record(context, tx, actor, "access.token_revoked", id.text());
    }));
    context.sessions.forget();
    return Response::empty();
}

Result<Response> post_factor(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const password = in.body<std::string>("password", Length{0, password_length_max});
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    TRY(check_password(context.db, actor.id, password));
    std::string secret(totp_secret_bytes, '\0');
    randombytes_buf(secret.data(), secret.size());
    auto const account = TRY(context.db.write([&](Tx& tx) -> Result<std::optional<Account>> {
        TRY(begin_factor(tx, actor.id, secret));
        return find_account(tx, actor.id);
    }));
    auto const uri = totp_uri(secret, account ? account->username : actor.name, issuer);
    JsonWriter json;
    json.object().field("secret", base32(secret)).field("uri", uri).key("qr").array();
    for (auto const& row : base::qr_rows(uri)) json.value(row);
    json.end().end();
    return Response::json(std::move(json), 201);
}

Result<Response> put_factor(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const code = in.body<std::string>("code", Length{1, code_length_max});
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    auto const codes = new_recovery_codes();
    TRY(context.db.write([&](Tx& tx) -> Result<void> {
        TRY(confirm_factor(tx, actor.id, code, codes));
        return record(context, tx, actor, "access.second_factor_on", actor.id.text());
    }));
    context.sessions.forget();
    JsonWriter json;
    json.object().key("recovery_codes").array();
    for (auto const& one : codes) json.value(one);
    json.end().end();
    return Response::json(std::move(json));
}

/// Off again: whoever sits before an open screen has neither the password nor the phone.
Result<Response> post_factor_off(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const password = in.body<std::string>("password", Length{0, password_length_max});
    auto const code = in.body<std::string>("code", Length{1, code_length_max});
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    TRY(check_password(context.db, actor.id, password));
    TRY(context.db.write([&](Tx& tx) -> Result<void> {
        if (!TRY(factor_of(tx, actor.id)).on) return base::fail(error::factor_off);
        if (!TRY(take_code(tx, actor.id, code))) return base::fail(error::bad_code);
        TRY(remove_factor(tx, actor.id));
        return record(context, tx, actor, "access.second_factor_off", actor.id.text());
    }));
    context.sessions.forget();
    return Response::empty();
}

Result<Response> get_user_access(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const id = in.path<AccountId>("id");
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    return context.db.read([&](Tx& tx) -> Result<Response> {
        TRY(require_manages(tx, actor, id));
        auto const factor = TRY(factor_of(tx, id));
        JsonWriter json;
        json.object().key("sessions").array();
        for (auto const& session : TRY(sessions_of(tx, id, {}))) write_session(json, session);
        json.end().key("tokens").array();
        for (auto const& token : TRY(tokens_of(tx, actor, id))) write_token(json, context, token);
        json.end().key("second_factor").object().field("on", factor.on);
        json.field("required", factor.required).end().end();
        return Response::json(std::move(json));
    });
}

/// Runs `change` on an account that the caller manages, and writes that down.
template <class Change>
Result<Response> change_user(HttpContext const& context, Request const& request, std::string_view event,
                             Change const& change) {
    Fields in{request};
    auto const id = in.path<AccountId>("id");
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    TRY(context.db.write([&](Tx& tx) -> Result<void> {
        TRY(require_manages(tx, actor, id));
        TRY(change(tx, id));
        return record(context, tx, actor, event, id.text());
    }));
    context.sessions.forget();
    return Response::empty();
}

Result<Response> delete_user_sessions(HttpContext const& context, Request const& request) {
    return change_user(context, request, "access.sessions_ended",
                       [](Tx& tx, AccountId const& id) { return end_sessions(tx, id, {}); });
}

/// For whoever has lost phone and recovery codes; he is signed out everywhere.
Result<Response> delete_user_factor(HttpContext const& context, Request const& request) {
    return change_user(context, request, "access.second_factor_reset",
                       [](Tx& tx, AccountId const& id) -> Result<void> {
                           TRY(remove_factor(tx, id));
                           TRY(end_sessions(tx, id, {}));
                           return {};
                       });
}

Response roles_reply(std::vector<Role> const& roles) {
    JsonWriter json;
    json.object().key("roles").array();
    for (auto const role : roles) json.value(name_of(role));
    json.end().end();
    return Response::json(std::move(json));
}

Result<Response> get_factor_rules(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const area = in.path<base::AreaCode>("area");
    TRY(in.finish());
    return roles_reply(
        TRY(context.db.read([&](Tx& tx) { return factor_rules(tx, request.actor<Actor>(), area.text()); })));
}

Result<Response> put_factor_rules(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const area = in.path<base::AreaCode>("area");
    std::vector<Role> roles;
    for (auto const& name : in.object().list<std::string>("roles", role_names.size(), Length{1, 60})) {
        if (auto const role = role_of(name))
            roles.push_back(*role);
        else
            in.add_fault("roles", http::fault::not_a_choice);
    }
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    auto const kept = TRY(context.db.write([&](Tx& tx) -> Result<std::vector<Role>> {
        TRY(set_factor_rules(tx, actor, area.text(), roles));
        JsonWriter detail;
        detail.object().key("roles").array();
        for (auto const role : roles) detail.value(name_of(role));
        detail.end().end();
        TRY(record(context, tx, actor, "access.second_factor_rule", area.text(), detail.text()));
        return factor_rules(tx, actor, area.text());
    }));
    context.sessions.forget();
    return roles_reply(kept);
}

}  // namespace

std::vector<http::Route> security_routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    // A key that was given to a program must not give out further keys, or lock its owner out.
    auto const in_person = [&](auto handler) {
        return [context, handler](Request const& request) -> Result<Response> {
            if (request.actor<Actor>().only) return base::fail(error::person_required);
            return handler(context, request);
        };
    };
    auto const manage = http::may("users.manage");
    return {
        {"GET", "/api/v1/sessions", http::signed_in, in_person(get_sessions)},
        {"DELETE", "/api/v1/sessions", http::signed_in, in_person(delete_other_sessions)},
        {"DELETE", "/api/v1/sessions/{id}", http::signed_in, in_person(delete_session_by_id)},
        {"GET", "/api/v1/tokens", http::signed_in, in_person(get_tokens)},
        {"PUT", "/api/v1/tokens/{id}", http::signed_in, in_person(put_token)},
        {"DELETE", "/api/v1/tokens/{id}", http::signed_in, in_person(delete_token)},
        {.method = "POST",
         .path = "/api/v1/second-factor",
         .access = http::signed_in,
         .handler = in_person(post_factor),
         .guess = true},
        {.method = "PUT",
         .path = "/api/v1/second-factor",
         .access = http::signed_in,
         .handler = in_person(put_factor),
         .guess = true},
        {.method = "POST",
         .path = "/api/v1/second-factor/off",
         .access = http::signed_in,
         .handler = in_person(post_factor_off),
         .guess = true},
        {"GET", "/api/v1/users/{id}/access", manage, with(get_user_access)},
        {"DELETE", "/api/v1/users/{id}/sessions", manage, with(delete_user_sessions)},
        {"DELETE", "/api/v1/users/{id}/second-factor", manage, with(delete_user_factor)},
        {"GET", "/api/v1/second-factor-rules/{area}", manage, with(get_factor_rules)},
        {"PUT", "/api/v1/second-factor-rules/{area}", manage, with(put_factor_rules)},
    };
}

}  // namespace bina::access
