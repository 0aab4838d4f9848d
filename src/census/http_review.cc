#include "base/names.h"
#include "census/http_view.h"
#include "census/result.h"
#include "census/review.h"
#include "census/signal.h"
#include "http/fields.h"
#include "http/once.h"
#include "registry/identifier.h"

namespace bina::census {
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

struct NamedVisit {
    RegencyCode regency;
    VisitId id;
};
NamedVisit named_visit(Fields& in) {
    return {in.path<RegencyCode>("regency"), in.path<VisitId>("id")};
}

template <std::size_t N>
auto one_of(std::array<std::string_view, N> const& names) {
    return [&names](std::string_view text) -> std::optional<std::string> {
        return base::among(names, text) ? std::optional(std::string(text)) : std::nullopt;
    };
}
std::optional<std::string> outcome_filter(std::string_view text) {
    return outcome_of(text) == nullptr ? std::nullopt : std::optional(std::string(text));
}
std::optional<std::string> signal_filter(std::string_view text) {
    return text == "any" || base::among(signal_names, text) ? std::optional(std::string(text)) : std::nullopt;
}
/// A district or village.
std::string area_filter(Fields& in) {
    auto const area = in.query_if<base::AreaCode>("area");
    if (area && area->text().size() < 6) in.add_fault("area", base::malformed.key);
    return area ? area->text() : std::string();
}
std::optional<By> by_of(std::string_view text) {
    auto const index = base::index_of(by_names, text);
    return index < by_names.size() ? std::optional(static_cast<By>(index)) : std::nullopt;
}

void write_visit_row(JsonWriter& json, HttpContext const& context, Visit const& visit,
                     std::optional<Target> const& target) {
    json.object().field("id", visit.id.text()).field("target", visit.target.text());
    json.field("name", target ? target->address.name : std::string());
    json.field("village", visit.village).field("village_name", context.area_name(visit.village));
    json.field("enumerator", visit.enumerator).field("enumerator_name", visit.enumerator_name);
    json.field("state", name_of(visit.state)).field("outcome", visit.outcome);
    json.field("version", visit.version).field("day", visit.day.text());
    json.field("received_at", visit.received_at.milliseconds).field("minutes", visit.minutes);
    json.field("gps", visit.has_gps).field("photos", visit.photos).field("missing", visit.missing);
    json.field("conflicts", visit.conflicts).field("faulty", visit.faulty);
    write_texts(json, "signals", visit.signals);
    json.end();
}

Result<Response> get_visits(HttpContext const& context, Request const& request) {
    Fields in{request};
    VisitQuery query{.regency = in.path<RegencyCode>("regency"), .campaign = in.path<CampaignId>("id")};
    query.state = in.query_as_if("state", one_of(visit_states)).value_or("submitted");
    query.village = area_filter(in);
    query.enumerator = in.query_if<access::AccountId>("enumerator").value_or(access::AccountId()).text();
    query.outcome = in.query_as_if("outcome", outcome_filter).value_or("");
    query.signal = in.query_as_if("signal", signal_filter).value_or("");
    query.cursor = in.query_if<std::string>("cursor", Length{33, 48}).value_or("");
    query.limit = in.query_if<std::int64_t>("limit", Range{1, 200}).value_or(50);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const page = TRY(visits(tx, request.actor<Actor>(), query));
        JsonWriter json(16'384);
        json.object().key("items").array();
        for (auto const& visit : page.items)
            write_visit_row(json, context, visit,
                            TRY(shown_target(tx, query.regency, visit.campaign, visit.target)));
        json.end().key("next");
        page.next.empty() ? json.null() : json.value(page.next);
        json.end();
        return Response::json(std::move(json));
    });
}

template <class Change>
Result<Response> change_visit(HttpContext const& context, Request const& request, NamedVisit const& name,
                              Change const& change) {
    return http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        TRY(change(tx));
        auto const visit = TRY(known_visit(tx, name.regency, name.id));
        JsonWriter json;
        write_visit_row(json, context, *visit,
                        TRY(shown_target(tx, name.regency, visit->campaign, visit->target)));
        return Response::json(std::move(json));
    });
}

Result<Response> post_accept(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named_visit(in);
    TRY(in.finish());
    auto const expected = TRY(http::expected_version(request));
    return change_visit(context, request, name, [&](Tx& tx) {
        return accept(tx, {context.rules, context.area_name, *context.questionnaires}, request.actor<Actor>(),
                      name.regency, name.id, expected);
    });
}

struct Accepted {
    VisitId id;
    std::int64_t version = 0;
};
constexpr std::size_t accepted_together_max = 100;

/// Each in a transaction of its own: one that is refused stops no other.
Result<Response> post_accept_many(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const all = in.object().each("visits", accepted_together_max, [](http::Object& one) {
        return Accepted{one.get<VisitId>("id"), one.get<std::int64_t>("version", Range{1, 1'000'000})};
    });
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    TRY(actor.require_within(access::Permission::census_review, regency));
    JsonWriter json(8'192);
    json.object().key("items").array();
    for (auto const& one : all) {
        auto const done = context.db.write([&](Tx& tx) {
            return accept(tx, {context.rules, context.area_name, *context.questionnaires}, actor, regency,
                          one.id, one.version);
        });
        json.object().field("id", one.id.text());
        json.field("status", std::int64_t{done ? 200 : done.error().kind->http_status});
        json.field("type", done ? std::string_view() : done.error().kind->key).end();
    }
    json.end().end();
    return Response::json(std::move(json));
}

Result<Response> post_return(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named_visit(in);
    auto const comment = in.body<std::string>("comment", Length{0, note_bytes_max});
    TRY(in.finish());
    auto const expected = TRY(http::expected_version(request));
    return change_visit(context, request, name, [&](Tx& tx) {
        return send_back(tx, request.actor<Actor>(), name.regency, name.id, comment, expected);
    });
}

void write_side(JsonWriter& json, std::string_view name, Side const& side) {
    auto value = registry::masked_numbers(side.value);
    std::ranges::replace(value, value_end, ';');
    std::ranges::replace(value, cell_end, ' ');
    json.key(name).object().field("value", value).field("at", side.at);
    json.field("actor_name", side.actor_name).field("received_at", side.received_at.milliseconds);
    json.key("place");
    write_place(json, side.place);
    json.end();
}

Result<Response> get_conflicts(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named_visit(in);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        TRY(find_visit(tx, request.actor<Actor>(), name.regency, name.id));
        JsonWriter json(4'096);
        json.object().key("items").array();
        for (auto const& one : TRY(conflicts(tx, name.regency, name.id))) {
            json.object().field("field", one.field).field("version", one.version);
            write_side(json, "kept", one.kept);
            write_side(json, "sent", one.sent);
            json.field("taken", one.taken).end();
        }
        json.end().end();
        return Response::json(std::move(json));
    });
}

std::optional<bool> takes_sent(std::string_view text) {
    if (text == "sent") return true;
    return text == "kept" ? std::optional(false) : std::nullopt;
}

Result<Response> post_settle(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named_visit(in);
    auto const field = in.body<std::string>("field", Length{1, 80});
    auto const version = in.body<std::int64_t>("version", Range{1, 1'000'000});
    auto const sent = in.object().get_as("take", takes_sent);
    TRY(in.finish());
    return change_visit(context, request, name, [&](Tx& tx) {
        return settle(tx, request.actor<Actor>(), *context.questionnaires, name.regency, name.id, field,
                      version, sent);
    });
}

Result<Response> get_coverage(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const id = in.path<CampaignId>("id");
    auto const by = in.query_as_if("by", by_of).value_or(By::village);
    TRY(in.finish());
    auto const all =
        TRY(context.db.read([&](Tx& tx) { return coverage(tx, request.actor<Actor>(), regency, id, by); }));
    JsonWriter json(16'384);
    json.object().field("by", by_names[static_cast<std::size_t>(by)]).key("items").array();
    for (auto const& one : all) {
        bool const area = by == By::village || by == By::district;
        json.object().field("key", one.key).field("name", area ? context.area_name(one.key) : one.name);
        json.field("assigned", one.assigned).field("visited", one.visited);
        json.field("submitted", one.submitted).field("returned", one.returned);
        json.field("accepted", one.accepted).field("found", one.found).field("refused", one.refused);
        json.field("gps", one.gps).field("photos", one.photos).field("last_day", one.last_day);
        json.field("honorarium", one.honorarium.rupiah()).end();
    }
    json.end().end();
    return Response::json(std::move(json));
}

Result<Response> get_figures(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const id = in.path<CampaignId>("id");
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    return context.db.read([&](Tx& tx) -> Result<Response> {
        JsonWriter json;
        json.object();
        write_figures(json, TRY(figures(tx, actor, regency, id)));
        auto const ahead = TRY(forecast(tx, actor, regency, id));
        json.key("forecast").object().field("days", ahead.days).field("days_seen", ahead.days_seen);
        json.field("visited", ahead.visited).key("finish");
        ahead.finish ? json.value(ahead.finish->text()) : json.null();
        json.end().end();
        return Response::json(std::move(json));
    });
}

Result<Response> get_targets(HttpContext const& context, Request const& request) {
    Fields in{request};
    TargetQuery query{.regency = in.path<RegencyCode>("regency"), .campaign = in.path<CampaignId>("id")};
    query.village = area_filter(in);
    query.enumerator = in.query_if<access::AccountId>("enumerator").value_or(access::AccountId()).text();
    query.pack = in.query_if<PackId>("pack").value_or(PackId()).text();
    if (auto const day = in.query_if<Day>("day")) query.day = day->text();
    query.outcome = in.query_as_if("outcome", outcome_filter).value_or("");
    query.state = in.query_as_if("state", one_of(target_states)).value_or("");
    query.gps = in.query_if<bool>("gps").value_or(false);
    query.photo = in.query_if<bool>("photo").value_or(false);
    query.product = in.query_if<std::string>("product", Length{1, 10});
    if (query.product == "none") query.product = "";
    query.after = in.query_if<TargetId>("cursor").value_or(TargetId()).text();
    query.limit = in.query_if<std::int64_t>("limit", Range{1, 200}).value_or(50);
    TRY(in.finish());
    auto const all = TRY(context.db.read([&](Tx& tx) { return targets(tx, request.actor<Actor>(), query); }));
    JsonWriter json(16'384);
    json.object().key("items").array();
    for (auto const& one : all) {
        json.object()
            .field("id", one.id.text())
            .field("business", one.business)
            .field("pack", one.pack.text());
        json.field("name", one.address.name).field("owner", one.address.owner).field("village", one.village);
        json.field("village_name", context.area_name(one.village)).field("twin", one.twin);
        json.field("state", target_states[static_cast<std::size_t>(one.cell.state)]);
        json.field("outcome", one.cell.outcome).field("visit", one.cell.visit).field("day", one.cell.day);
        json.field("attempts", one.attempts).end();
    }
    json.end().key("next");
    std::ssize(all) < query.limit ? json.null() : json.value(all.back().id.text());
    json.end();
    return Response::json(std::move(json));
}

}  // namespace

std::vector<http::Route> review_routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    auto const read = http::may("registry.read");
    auto const review = http::may("census.review");
    return {
        {"GET", "/api/v1/campaigns/{regency}/{id}/coverage", read, with(get_coverage)},
        {"GET", "/api/v1/campaigns/{regency}/{id}/figures", read, with(get_figures)},
        {"GET", "/api/v1/campaigns/{regency}/{id}/targets", review, with(get_targets)},
        {"GET", "/api/v1/campaigns/{regency}/{id}/visits", review, with(get_visits)},
        {"POST", "/api/v1/visits/{regency}/{id}/accept", review, with(post_accept)},
        {"POST", "/api/v1/visits/{regency}/accept", review, with(post_accept_many)},
        {"POST", "/api/v1/visits/{regency}/{id}/return", review, with(post_return)},
        {"GET", "/api/v1/visits/{regency}/{id}/conflicts", review, with(get_conflicts)},
        {"POST", "/api/v1/visits/{regency}/{id}/conflicts", review, with(post_settle)},
    };
}

}  // namespace bina::census
