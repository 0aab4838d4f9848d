#include "audit/http.h"

#include <map>

#include "access/account.h"
#include "audit/view.h"
#include "base/qr.h"
#include "http/fields.h"
#include "http/json.h"

namespace bina::audit {
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

constexpr std::int64_t export_page = 500;
constexpr std::int64_t anchors_listed = 400;  // a year and some

/// Written as JSON, unless somebody has changed it in the store into something else: the log must be readable
/// most of all then.
void write_detail(JsonWriter& json, std::string const& detail) {
    boost::json::error_code code;
    (void)http::parse_json(detail, {}, code);
    json.key("detail");
    code ? json.value(detail) : json.raw(detail);
}

struct Page {
    std::vector<Event> events;
    std::map<std::string, std::string> names;
    std::int64_t count = 0;
};

Result<Page> read_page(Tx& tx, Actor const& actor, Search search, std::string const& actor_name) {
    if (!actor_name.empty()) search.actors = TRY(access::accounts_named(tx, actor_name));
    Page page{
        .events = TRY(events(tx, actor, search)), .names = {}, .count = TRY(count_events(tx, actor, search))};
    for (auto const& event : page.events)
        if (!page.names.contains(event.actor))
            page.names[event.actor] = TRY(access::account_name(tx, event.actor));
    return page;
}

/// The regency of the query; without one the chain of what belongs to none.
std::string read_regency(Fields& in) {
    auto const regency = in.query_if<base::RegencyCode>("regency");
    return regency ? regency->text() : std::string(no_regency);
}

Result<Response> get_events(HttpContext const& context, Request const& request) {
    Fields in{request};
    Search search{.regency = read_regency(in)};
    search.event = in.query_if<std::string>("event", Length{1, 100}).value_or("");
    auto const actor_name = in.query_if<std::string>("actor", Length{1, 120}).value_or("");
    search.before = in.query_if<std::int64_t>("cursor", Range{1}).value_or(0);
    search.limit = in.query_if<std::int64_t>("limit", Range{1, 200}).value_or(50);
    TRY(in.finish());
    auto const page = TRY(
        context.db.read([&](Tx& tx) { return read_page(tx, request.actor<Actor>(), search, actor_name); }));

    JsonWriter json(16'384);
    json.object().key("items").array();
    for (auto const& event : page.events) {
        json.object().field("seq", event.seq).field("at", event.at.milliseconds);
        json.field("actor_name", page.names.at(event.actor)).field("event", event.event);
        json.field("subject", event.subject);
        write_detail(json, event.detail);
        json.field("hash", event.hash).end();
    }
    json.end().key("next");
    bool const more = std::ssize(page.events) == search.limit && page.events.back().seq > 1;
    more ? json.value(std::to_string(page.events.back().seq)) : json.null();
    bool const capped = page.count == count_max;
    json.key("count")
        .object()
        .field("value", capped ? count_max - 1 : page.count)
        .field("capped", capped)
        .end();
    json.end();
    return Response::json(std::move(json));
}

Result<Response> get_check(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = read_regency(in);
    TRY(in.finish());
    auto const check = TRY(context.db.read([&](Tx& tx) -> Result<ChainCheck> {
        TRY(may_read(request.actor<Actor>(), regency));
        return check_chain(tx, regency);
    }));
    JsonWriter json;
    json.object().field("events", check.events).field("intact", !check.broken_at).key("broken_at");
    check.broken_at ? json.value(*check.broken_at) : json.null();
    json.end();
    return Response::json(std::move(json));
}

/// Streamed in pages, each read anew: a chain may be long, and may grow meanwhile without harm.
Result<Response> get_export(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = read_regency(in);
    auto const from = in.query_if<std::int64_t>("from", Range{1}).value_or(1);
    TRY(in.finish());
    auto const actor = request.actor<Actor>();
    TRY(context.db.write([&](Tx& tx) -> Result<void> {
        TRY(may_read(actor, regency));
        return record(tx, actor, "audit.exported", regency, regency);
    }));
    auto& db = context.db;
    auto response = Response::stream(
        "application/x-ndjson",
        [&db, actor, regency, next = from](std::string& piece) mutable -> Result<bool> {
            auto const page =
                TRY(db.read([&](Tx& tx) { return events_from(tx, actor, regency, next, export_page); }));
            for (auto const& event : page) write_line(piece, regency, event);
            next += export_page;
            return std::ssize(page) == export_page;
        });
    return std::move(response).download("jejak-audit-" + regency + ".ndjson");
}

Result<Response> get_proof(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = read_regency(in);
    auto const seq = in.query<std::int64_t>("seq", Range{1});
    auto const day = in.query<base::Day>("anchor");
    TRY(in.finish());
    auto const proof =
        TRY(context.db.read([&](Tx& tx) { return prove(tx, request.actor<Actor>(), regency, seq, day); }));
    return Response{.body = proof_json(regency, proof, day)};
}

Result<Response> get_anchors(HttpContext const& context, Request const&) {
    auto const list = TRY(context.db.read([](Tx& tx) { return anchors(tx, anchors_listed); }));
    JsonWriter json;
    json.object().key("items").array();
    for (auto const& anchor : list)
        json.object()
            .field("day", anchor.day.text())
            .field("made_at", anchor.made_at.milliseconds)
            .field("hash", anchor.hash)
            .end();
    json.end().end();
    return Response::json(std::move(json));
}

Result<Anchor> named_anchor(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const day = in.path<base::Day>("day");
    TRY(in.finish());
    return context.db.read([&](Tx& tx) { return find_anchor(tx, day); });
}

/// The very bytes whose SHA-256 is the anchor.
Result<Response> get_anchor(HttpContext const& context, Request const& request) {
    auto const anchor = TRY(named_anchor(context, request));
    return Response{.body = anchor.text, .type = "text/plain; charset=utf-8"};
}

Result<Response> get_card(HttpContext const& context, Request const& request) {
    auto const anchor = TRY(named_anchor(context, request));
    JsonWriter json;
    json.object().field("day", anchor.day.text()).field("hash", anchor.hash);
    json.field("text", card_text(anchor)).key("qr").array();
    for (auto const& row : base::qr_rows(card_text(anchor))) json.value(row);
    json.end().end();
    return Response::json(std::move(json));
}

}  // namespace

std::vector<http::Route> routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    return {
        {"GET", "/api/v1/audit", http::may("audit.read"), with(get_events)},
        {"GET", "/api/v1/audit/check", http::may("audit.read"), with(get_check)},
        {.method = "GET",
         .path = "/api/v1/audit/export",
         .access = http::may("audit.read"),
         .handler = with(get_export),
         .bulk = true},
        {"GET", "/api/v1/audit/proof", http::may("audit.read"), with(get_proof)},
        // Open to all on purpose: what nobody outside can see, nobody outside can vouch for.
        {"GET", "/api/v1/anchors", http::anyone, with(get_anchors)},
        {"GET", "/api/v1/anchors/{day}", http::anyone, with(get_anchor)},
        {"GET", "/api/v1/anchors/{day}/card", http::anyone, with(get_card)},
    };
}

}  // namespace bina::audit
