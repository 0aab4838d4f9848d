#include "privacy/http.h"

#include <algorithm>

#include "http/fields.h"
#include "http/once.h"
#include "privacy/retention.h"
#include "privacy/view.h"

namespace bina::privacy {
namespace {

using access::Actor;
using base::JsonWriter;
using base::Result;
using http::Fields;
using http::Length;
using http::Range;
using http::Request;
using http::Response;
using storage::Tx;

constexpr Length words{0, 300};
constexpr Length account{0, 2'000};
constexpr std::size_t accounts_max = 50;

template <std::size_t N>
auto choice(std::array<std::string_view, N> const& names) {
    return [&names](std::string_view text) -> std::optional<std::string> {
        if (std::ranges::find(names, text) == names.end()) return std::nullopt;
        return std::string(text);
    };
}

/// The list that `write(json)` writes, as the reply.
template <class Write>
Result<Response> list_reply(Write const& write) {
    JsonWriter json(8'192);
    json.object().key("items").array();
    TRY(write(json));
    json.end().end();
    return Response::json(std::move(json));
}

Result<Response> get_purposes(HttpContext const& context, Request const&) {
    return context.db.read([](Tx& tx) {
        return list_reply([&](JsonWriter& json) -> Result<void> {
            for (auto const& purpose : TRY(purposes(tx))) write_purpose(json, purpose);
            return {};
        });
    });
}

Result<Response> get_consents(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const business = in.path<BusinessId>("id");
    TRY(in.finish());
    return context.db.read([&](Tx& tx) {
        return list_reply([&](JsonWriter& json) -> Result<void> {
            for (auto const& consent : TRY(consents_of(tx, request.actor<Actor>(), regency, business)))
                TRY(write_consent(json, tx, consent));
            return {};
        });
    });
}

Result<Response> put_consent(HttpContext const& context, Request const& request) {
    Fields in{request};
    Consent const consent{.id = in.path<ConsentId>("id"),
                          .regency = in.path<RegencyCode>("regency"),
                          .business = in.body<BusinessId>("business"),
                          .purpose = in.body<std::string>("purpose", Length{1, 60}),
                          .given_on = in.body<base::Day>("given_on"),
                          .until = in.body_if<base::Day>("until"),
                          .recipient = in.body_if<std::string>("recipient", words).value_or(""),
                          .way = in.body<std::string>("way", Length{3, 300}),
                          .note = in.body_if<std::string>("note", words).value_or("")};
    TRY(in.finish());
    return http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        TRY(give_consent(tx, request.actor<Actor>(), consent));
        return Response::empty();
    });
}

Result<Response> post_consent_withdraw(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const id = in.path<ConsentId>("id");
    TRY(in.finish());
    return http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        TRY(withdraw_consent(tx, request.actor<Actor>(), regency, id));
        return Response::empty();
    });
}

Result<Response> get_requests(HttpContext const& context, Request const& request) {
    Fields in{request};
    RequestQuery query{.regency = in.query<RegencyCode>("regency")};
    query.open = !in.query_if<bool>("answered").value_or(false);
    query.after = in.query_if<std::string>("cursor", Length{0, 32}).value_or("");
    query.limit = in.query_if<std::int64_t>("limit", Range{1, 200}).value_or(50);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const list = TRY(requests(tx, request.actor<Actor>(), query));
        auto const waiting = TRY(waiting_requests(tx, query.regency));
        JsonWriter json(8'192);
        json.object().field("open", waiting.open).field("overdue", waiting.overdue).key("items").array();
        for (auto const& one : list) TRY(write_request(json, tx, one));
        json.end().key("next");
        std::ssize(list) < query.limit ? json.null() : json.value(list.back().id.text());
        json.end();
        return Response::json(std::move(json));
    });
}

struct Named {
    RegencyCode regency;
    RequestId id;
};
Named named(Fields& in) {
    return {in.path<RegencyCode>("regency"), in.path<RequestId>("id")};
}

Result<Response> show_request(Tx& tx, Actor const& actor, Named const& name) {
    JsonWriter json(4'096);
    TRY(write_request(json, tx, TRY(find_request(tx, actor, name.regency, name.id))));
    return Response::json(std::move(json));
}

Result<Response> get_request(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) { return show_request(tx, request.actor<Actor>(), name); });
}

Result<Response> put_request(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    PrivacyRequest const asked{.id = name.id,
                               .regency = name.regency,
                               .kind = in.object().get_as("kind", choice(request_kinds)),
                               .business = in.body<BusinessId>("business"),
                               .person = in.body<std::string>("person", Length{2, 120}),
                               .contact = in.body<std::string>("contact", Length{3, 200}),
                               .wish = in.body_if<std::string>("wish", account).value_or("")};
    TRY(in.finish());
    return http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        TRY(open_request(tx, request.actor<Actor>(), asked));
        return show_request(tx, request.actor<Actor>(), name);
    });
}

Result<Response> post_identify(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    auto const note = in.body<std::string>("note", words);
    TRY(in.finish());
    return http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        TRY(identify(tx, request.actor<Actor>(), name.regency, name.id, note));
        return show_request(tx, request.actor<Actor>(), name);
    });
}

Result<Response> post_carry_out(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    auto const note = in.body<std::string>("note", account);
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    std::vector<std::string> files;
    auto response = http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        files = TRY(carry_out(tx, context.rules, actor, name.regency, name.id, note)).files;
        return show_request(tx, actor, name);
    });
    // Should this be cut off, the daily run removes them: they are noted.
    if (response)
        for (auto const& file : files) context.content.remove(file);
    return response;
}

Result<Response> post_refuse(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    auto const ground = in.object().get_as("ground", choice(refusal_grounds));
    auto const note = in.body<std::string>("note", account);
    TRY(in.finish());
    return http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        TRY(refuse(tx, request.actor<Actor>(), name.regency, name.id, ground, note));
        return show_request(tx, request.actor<Actor>(), name);
    });
}

Result<Response> post_lift(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    auto const note = in.body<std::string>("note", account);
    TRY(in.finish());
    return http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        TRY(lift(tx, request.actor<Actor>(), name.regency, name.id, note));
        return show_request(tx, request.actor<Actor>(), name);
    });
}

Result<Response> post_pack(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    TRY(in.finish());
    return context.db.write([&](Tx& tx) -> Result<Response> {
        JsonWriter json(16'384);
        TRY(write_access_pack(
            json, tx, TRY(access_pack(tx, context.rules, request.actor<Actor>(), name.regency, name.id))));
        return Response::json(std::move(json));
    });
}

Result<Response> get_incidents(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.query<RegencyCode>("regency");
    TRY(in.finish());
    return context.db.read([&](Tx& tx) {
        return list_reply([&](JsonWriter& json) -> Result<void> {
            for (auto const& incident : TRY(incidents(tx, request.actor<Actor>(), regency)))
                write_incident(json, tx, incident);
            return {};
        });
    });
}

Result<Response> put_noted_incident(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const instant = [&](std::string_view name) {
        return base::Instant{in.body<std::int64_t>(name, Range{0, 4'102'444'800'000})};
    };
    Incident incident{.id = in.path<IncidentId>("id"),
                      .regency = in.path<RegencyCode>("regency"),
                      .from = instant("from"),
                      .until = instant("until"),
                      .discovered_at = instant("discovered_at"),
                      .what = in.body<std::string>("what", Length{5, 2'000}),
                      .how = in.body_if<std::string>("how", account).value_or(""),
                      .handling = in.body_if<std::string>("handling", account).value_or("")};
    incident.accounts = in.object().list<std::string>("accounts", accounts_max, Length{32, 32});
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    return http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        TRY(put_incident(tx, actor, incident));
        JsonWriter json(1'024);
        write_incident(json, tx, TRY(find_incident(tx, actor, incident.regency, incident.id)));
        return Response::json(std::move(json));
    });
}

std::optional<Told> told_of(std::string_view text) {
    if (text == "agency") return Told::agency;
    if (text == "persons") return Told::persons;
    return std::nullopt;
}

Result<Response> post_told(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const id = in.path<IncidentId>("id");
    auto const told = in.object().get_as("who", told_of);
    TRY(in.finish());
    return http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        TRY(note_told(tx, request.actor<Actor>(), regency, id, told));
        return Response::empty();
    });
}

Result<Response> post_breach_pack(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const id = in.path<IncidentId>("id");
    TRY(in.finish());
    return context.db.write([&](Tx& tx) -> Result<Response> {
        JsonWriter json(16'384);
        TRY(write_breach_pack(json, tx, TRY(breach_pack(tx, request.actor<Actor>(), regency, id))));
        return Response::json(std::move(json));
    });
}

Result<Response> get_retention(HttpContext const& context, Request const& request) {
    // That it was opened is written down.
    auto const found =
        TRY(context.db.write([&](Tx& tx) { return open_retention(tx, request.actor<Actor>()); }));
    JsonWriter json(2'048);
    json.object().key("rules").array();
    for (auto const& rule : found.rules)
        json.object()
            .field("subject", rule.subject)
            .field("days", rule.days)
            .field("law", rule.law)
            .field("due", rule.due)
            .end();
    json.end().key("runs").array();
    for (auto const& run : found.runs)
        json.object()
            .field("day", run.day.text())
            .field("subject", run.subject)
            .field("removed", run.removed)
            .end();
    json.end().field("days_min", retention_days_min).field("days_max", retention_days_max).end();
    return Response::json(std::move(json));
}

Result<Response> get_retention_due(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const subject = in.path<std::string>("subject", Length{1, 40});
    auto const days = in.query<std::int64_t>("days", Range{0, retention_days_max});
    TRY(in.finish());
    auto const due =
        TRY(context.db.read([&](Tx& tx) { return due_after(tx, request.actor<Actor>(), subject, days); }));
    JsonWriter json;
    json.object().field("due", due).end();
    return Response::json(std::move(json));
}

Result<Response> put_retention(HttpContext const& context, Request const& request) {
    Fields in{request};
    RetentionRule const rule{.subject = in.path<std::string>("subject", Length{1, 40}),
                             .days = in.body<std::int64_t>("days", Range{0, retention_days_max}),
                             .law = in.body<std::string>("law", Length{5, 300})};
    TRY(in.finish());
    return http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        TRY(set_retention(tx, request.actor<Actor>(), rule));
        return Response::empty();
    });
}

}  // namespace

Result<std::int64_t> count_replies(Tx& tx, base::Instant before) {
    return http::count_replies(tx, before);
}
Result<std::int64_t> forget_replies(Tx& tx, base::Instant before) {
    return http::forget_replies(tx, before);
}

std::vector<http::Route> routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    auto const desk = http::may("privacy.manage");
    return {
        {"GET", "/api/v1/privacy/purposes", http::may("registry.read"), with(get_purposes)},
        {"GET", "/api/v1/privacy/businesses/{regency}/{id}/consents", http::may("registry.read"),
         with(get_consents)},
        {"PUT", "/api/v1/privacy/consents/{regency}/{id}", desk, with(put_consent)},
        {"POST", "/api/v1/privacy/consents/{regency}/{id}/withdraw", desk, with(post_consent_withdraw)},
        {"GET", "/api/v1/privacy/requests", desk, with(get_requests)},
        {"GET", "/api/v1/privacy/requests/{regency}/{id}", desk, with(get_request)},
        {"PUT", "/api/v1/privacy/requests/{regency}/{id}", desk, with(put_request)},
        {"POST", "/api/v1/privacy/requests/{regency}/{id}/identify", desk, with(post_identify)},
        {"POST", "/api/v1/privacy/requests/{regency}/{id}/carry-out", desk, with(post_carry_out)},
        {"POST", "/api/v1/privacy/requests/{regency}/{id}/refuse", desk, with(post_refuse)},
        {"POST", "/api/v1/privacy/requests/{regency}/{id}/lift", desk, with(post_lift)},
        {"POST", "/api/v1/privacy/requests/{regency}/{id}/pack", desk, with(post_pack)},
        {"GET", "/api/v1/privacy/incidents", desk, with(get_incidents)},
        {"PUT", "/api/v1/privacy/incidents/{regency}/{id}", desk, with(put_noted_incident)},
        {"POST", "/api/v1/privacy/incidents/{regency}/{id}/told", desk, with(post_told)},
        {"POST", "/api/v1/privacy/incidents/{regency}/{id}/pack", desk, with(post_breach_pack)},
        {"GET", "/api/v1/privacy/retention", desk, with(get_retention)},
        {"GET", "/api/v1/privacy/retention/{subject}/due", desk, with(get_retention_due)},
        {"PUT", "/api/v1/privacy/retention/{subject}", desk, with(put_retention)},
    };
}

}  // namespace bina::privacy
