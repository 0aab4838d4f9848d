#include "agencies/http_view.h"
#include "http/fields.h"
#include "http/once.h"

namespace bina::agencies {
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

Result<Response> get_handovers(HttpContext const& context, Request const& request) {
    Fields in{request};
    HandoverQuery query{.regency = in.path<RegencyCode>("regency")};
    query.district = in.query_if<std::string>("district", Length{6, 6}).value_or("");
    query.state = in.query_as_if("state", state_of);
    query.agency = in.query_if<AgencyId>("agency").value_or(AgencyId{}).text();
    query.cursor = in.query_if<std::string>("cursor", Length{0, 64}).value_or("");
    query.limit = in.query_if<std::int64_t>("limit", Range{1, registry::page_items_max}).value_or(50);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const page = TRY(handovers(tx, request.actor<Actor>(), query));
        JsonWriter json(8'192);
        json.object().key("items").array();
        for (auto const& item : page.items) TRY(write_handover(json, context, tx, item));
        json.end().key("next");
        page.next.empty() ? json.null() : json.value(page.next);
        write_count(json, page.count);
        json.end();
        return Response::json(std::move(json));
    });
}

/// The hand-overs of one business, as they stand now.
Result<Response> show_handovers(HttpContext const& context, RegencyCode const& regency,
                                BusinessId const& business, int status) {
    return context.db.read([&](Tx& tx) -> Result<Response> {
        JsonWriter json(2'048);
        json.object().key("items").array();
        for (auto const& one : TRY(handovers_of(tx, regency, business)))
            TRY(write_handover(json, context, tx, one));
        json.end().end();
        return Response::json(std::move(json), status);
    });
}

Result<Response> put_handover(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const id = in.path<HandoverId>("handover");
    auto const business = in.body<BusinessId>("business");
    auto const to = in.body<AgencyId>("to");
    auto const reason = in.body<std::string>("reason", Length{0, reason_bytes_max});
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    TRY(context.db.write(
        [&](Tx& tx) { return agencies::request(tx, actor, regency, id, business, to, reason); }));
    return show_handovers(context, regency, business, 200);
}

std::optional<State> decision_of(std::string_view name) {
    auto const state = state_of(name);
    return state == State::requested ? std::nullopt : state;
}

/// How many are done; the lists are read anew.
Response done(std::size_t count) {
    JsonWriter json;
    json.object().field("done", static_cast<std::int64_t>(count)).end();
    return Response::json(std::move(json));
}

Result<Response> post_decision(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const ids = in.object().list<HandoverId>("handovers", together_max);
    auto const state = in.object().get_as("decision", decision_of);
    auto const reason = in.body_if<std::string>("reason", Length{0, reason_bytes_max}).value_or("");
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    TRY(context.db.write([&](Tx& tx) { return decide(tx, actor, regency, ids, state, reason); }));
    return done(ids.size());
}

Result<Response> get_proposals(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const district = in.query_if<std::string>("district", Length{6, 6}).value_or("");
    auto const cursor = in.query_if<std::string>("cursor", Length{0, 64}).value_or("");
    auto const limit = in.query_if<std::int64_t>("limit", Range{1, registry::page_items_max}).value_or(50);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const page = TRY(proposals(tx, request.actor<Actor>(), regency, district, cursor, limit));
        JsonWriter json(8'192);
        json.object().key("items").array();
        for (auto const& item : page.items) write_proposal(json, context, item);
        json.end().key("next");
        page.next.empty() ? json.null() : json.value(page.next);
        write_count(json, page.count);
        json.end();
        return Response::json(std::move(json));
    });
}

Result<Response> put_confirmed(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const id = in.path<HandoverId>("handover");
    auto const businesses = in.object().list<BusinessId>("businesses", together_max);
    auto const reason = in.body<std::string>("reason", Length{0, reason_bytes_max});
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    TRY(context.db.write([&](Tx& tx) { return confirm(tx, actor, regency, id, businesses, reason); }));
    return done(businesses.size());
}

Result<Response> post_dismissed(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const business = in.body<BusinessId>("business");
    auto const reason = in.body<std::string>("reason", Length{0, reason_bytes_max});
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    return http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        TRY(dismiss(tx, actor, regency, business, reason));
        return done(1);
    });
}

}  // namespace

void write_day(JsonWriter& json, std::string_view name, std::optional<base::Day> day) {
    json.key(name);
    day ? json.value(day->text()) : json.null();
}

void write_count(JsonWriter& json, registry::Count const& count) {
    json.key("count").object().field("value", count.value).field("capped", count.capped).end();
}

Result<void> write_handover(JsonWriter& json, HttpContext const& context, Tx& tx, Handover const& one) {
    json.object().field("id", one.id.text()).field("business", one.business.text()).field("name", one.name);
    json.field("village_name", context.area_name(one.village));
    json.field("district_name", context.area_name(one.district));
    json.field("from", one.from).field("to", one.to);
    json.field("cause", cause_names[static_cast<std::size_t>(one.cause)]);
    json.field("state", state_names[static_cast<std::size_t>(one.state)]).field("reason", one.reason);
    json.field("asked_at", one.asked_at.milliseconds);
    json.field("asked_by_name", TRY(access::account_name(tx, one.asked_by))).field("answer", one.answer);
    json.key("decided_at");
    one.decided_at ? json.value(one.decided_at->milliseconds) : json.null();
    json.field("decided_by_name", TRY(access::account_name(tx, one.decided_by))).end();
    return {};
}

void write_proposal(JsonWriter& json, HttpContext const& context, Proposal const& one) {
    json.object().field("business", one.business.text()).field("name", one.name);
    json.field("village_name", context.area_name(one.village));
    json.field("district_name", context.area_name(one.district));
    json.field("from", one.from).field("to", one.to).field("class", one.size_class);
    json.field("class_before", one.class_before);
    write_day(json, "since", one.since);
    json.end();
}

std::vector<http::Route> handover_routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    constexpr auto proposals_of = "/api/v1/handovers/{regency}/proposals";
    return {
        {"GET", "/api/v1/handovers/{regency}", http::may("registry.read"), with(get_handovers)},
        {"PUT", "/api/v1/handovers/{regency}/{handover}", http::may("handover.request"), with(put_handover)},
        {"POST", "/api/v1/handovers/{regency}/decide", http::may("registry.read"), with(post_decision)},
        {"GET", proposals_of, http::may("registry.read"), with(get_proposals)},
        {"PUT", "/api/v1/handovers/{regency}/proposals/{handover}", http::may("handover.request"),
         with(put_confirmed)},
        {"POST", "/api/v1/handovers/{regency}/proposals/dismiss", http::may("handover.request"),
         with(post_dismissed)},
    };
}

}  // namespace bina::agencies
