#include "insight/http.h"

#include "http/fields.h"
#include "intake/pair.h"

namespace bina::insight {
namespace {

using access::Actor;
using base::JsonWriter;
using base::Result;
using http::Fields;
using http::Request;
using http::Response;
using registry::Tally;
using storage::Tx;

template <std::size_t N>
void write_counts(JsonWriter& json, std::string_view name, std::array<std::string_view, N> const& keys,
                  Tally const& tally, std::size_t first) {
    json.key(name).array();
    for (std::size_t i = 0; i < N; ++i)
        json.object().field("key", keys[i]).field("count", tally[first + i]).end();
    json.end();
}

void write_area(JsonWriter& json, HttpContext const& context, std::string_view code) {
    json.field("code", code).field("name", context.area_name(code));
}

void write_children(JsonWriter& json, HttpContext const& context, Overview const& view) {
    json.key("children").array();
    for (auto const& child : view.children) {
        json.object();
        write_area(json, context, child.area);
        json.field("count", child.counted)
            .field("previous", child.previous)
            .field("verified", child.verified);
        json.field("with_nib", child.with_nib).end();
    }
    json.end().key("months").array();
    for (auto const& [month, counted] : view.months)
        json.object().field("month", month).field("count", counted).end();
    json.end();
}

/// What waits for somebody in the regency.
Result<void> write_work(JsonWriter& json, Tx& tx, base::RegencyCode const& regency, Overview const& view) {
    std::int64_t const unlocated = view.counted() - view.now[registry::tally_has + 2];
    json.key("work").array();
    json.object()
        .field("key", "pairs_open")
        .field("count", TRY(intake::count_pairs(tx, regency, "open")))
        .end();
    auto const unfinished = TRY(intake::unfinished_batches(tx, regency));
    json.object().field("key", "batches_unfinished").field("count", unfinished.count).key("oldest_at");
    unfinished.oldest_at ? json.value(unfinished.oldest_at->milliseconds) : json.null();
    json.end();
    json.object().field("key", "unlocated").field("count", unlocated).key("oldest_at").null().end();
    json.end();
    return {};
}

Result<Response> get_overview(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const area = in.query<base::AreaCode>("area");
    auto const as_of = in.query_if<base::Day>("as_of");
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const view =
            TRY(overview(tx, request.actor<Actor>(), area, as_of.value_or(base::Day::of(tx.now()))));
        auto const regency = TRY(base::RegencyCode::parse(area.text().substr(0, 4)));
        JsonWriter json(8'192);
        json.object().key("area").object();
        write_area(json, context, view.area);
        json.field("level", static_cast<std::int64_t>(view.area.size())).end();
        json.field("as_of", view.as_of.text()).field("computed_at", view.computed_at.milliseconds);
        json.field("total", view.counted()).key("previous").object();
        json.field("as_of", view.previous_day.text());
        json.field("total", view.previous[registry::tally_counted]).end().key("growth_bp");
        auto const growth = view.growth_bp();
        growth ? json.value(*growth) : json.null();
        write_counts(json, "statuses", registry::statuses, view.now, registry::tally_status);
        write_counts(json, "trades", registry::trades, view.now, registry::tally_trade);
        write_counts(json, "classes", registry::class_names, view.now, registry::tally_class);
        write_counts(json, "quality", registry::quality_names, view.now, registry::tally_has);
        json.key("class_rule").object().field("key", context.rules.governing_set(view.as_of));
        json.field("source", context.rules.governing_source(view.as_of)).end();
        json.field("coached", view.now[registry::tally_coached]);
        json.field("flagship", view.now[registry::tally_flagship]);
        write_children(json, context, view);
        TRY(write_work(json, tx, regency, view));
        json.end();
        return Response::json(std::move(json));
    });
}

}  // namespace

std::vector<http::Route> routes(HttpContext const& context) {
    return {{"GET", "/api/v1/overview", http::may("registry.read"),
             [context](Request const& request) { return get_overview(context, request); }}};
}

}  // namespace bina::insight
