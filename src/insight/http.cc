#include "insight/http.h"

#include <fmt/format.h>

#include "base/zone.h"
#include "http/fields.h"
#include "insight/open_data.h"
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

/// What waits for somebody in the area. A list is of its whole regency, so those of a district say nothing of
/// it.
Result<void> write_work(JsonWriter& json, Tx& tx, base::AreaCode const& area, Overview const& view) {
    std::int64_t const unlocated = view.counted() - view.now[registry::tally_has + 2];
    json.key("work").array();
    json.object().field("key", "pairs_open").field("count", TRY(intake::count_pairs(tx, area, "open"))).end();
    if (area.text().size() == 4) {
        auto const unfinished =
            TRY(intake::unfinished_batches(tx, TRY(base::RegencyCode::parse(area.text()))));
        json.object().field("key", "batches_unfinished").field("count", unfinished.count).key("oldest_at");
        unfinished.oldest_at ? json.value(unfinished.oldest_at->milliseconds) : json.null();
        json.end();
    }
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
        auto const view = TRY(
            overview(tx, request.actor<Actor>(), area, as_of.value_or(base::day_in(area.text(), tx.now()))));
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
        TRY(write_work(json, tx, area, view));
        json.end();
        return Response::json(std::move(json));
    });
}

template <class Enum, std::size_t N>
auto one_of(std::array<std::string_view, N> const& names) {
    return [&names](std::string_view text) -> std::optional<Enum> {
        auto const found = std::ranges::find(names, text);
        if (found == names.end()) return std::nullopt;
        return static_cast<Enum>(found - names.begin());
    };
}

Result<Response> get_growth(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const area = in.query<base::AreaCode>("area");
    auto const as_of = in.query_if<base::Day>("as_of");
    auto const step = in.query_as_if("step", one_of<Step>(step_names)).value_or(Step::month);
    auto const formula =
        in.query_as_if("formula", one_of<GrowthFormula>(growth_formulas)).value_or(GrowthFormula::standard);
    auto const points = in.query_if<int>("points", http::Range{1, series_points_max}).value_or(12);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const until = as_of.value_or(base::day_in(area.text(), tx.now()));
        auto const series =
            TRY(growth_series(tx, request.actor<Actor>(), area, until, step, formula, points));
        JsonWriter json(4'096);
        json.object().key("area").object();
        write_area(json, context, area.text());
        json.end().field("as_of", until.text()).field("computed_at", tx.now().milliseconds);
        json.field("step", step_names[static_cast<std::size_t>(step)]);
        json.field("formula", growth_formulas[static_cast<std::size_t>(formula)]).key("points").array();
        for (auto const& point : series) {
            json.object().field("period", point.period).field("day", point.day.text());
            json.field("count", point.counted).field("previous", point.previous);
            json.field("expression", growth_expression(formula, point.counted, point.previous))
                .key("growth_bp");
            point.growth_bp ? json.value(*point.growth_bp) : json.null();
            json.end();
        }
        json.end().end();
        return Response::json(std::move(json));
    });
}

Result<Response> get_indicators(HttpContext const&, Request const&) {
    JsonWriter json(4'096);
    json.object().key("items").array();
    for (auto const& one : indicators())
        json.object().field("key", one.key).field("title", one.title).field("unit", one.unit).end();
    json.end().end();
    return Response::json(std::move(json));
}

enum class OpenDataForm : std::uint8_t { rows, csv, metadata };
constexpr std::array<std::string_view, 3> open_data_forms{"rows", "csv", "metadata"};

Response open_data_rows(HttpContext const& context, Indicator const& indicator,
                        std::span<OpenDataRow const> rows) {
    JsonWriter json(8'192);
    json.object().field("title", indicator.title).field("unit", indicator.unit);
    json.field("formula", indicator.formula).field("definition", indicator.definition).key("rows").array();
    for (auto const& row : rows) {
        json.object();
        write_area(json, context, row.area);
        json.field("year", row.year).field("day", row.day.text()).field("value", row.value);
        json.field("final", row.final).end();
    }
    json.end().end();
    return Response::json(std::move(json));
}

Result<Response> get_open_data(HttpContext const& context, Request const& request) {
    Fields in{request};
    OpenDataQuery query{.regency = in.path<base::RegencyCode>("regency"),
                        .indicator = in.path<std::string>("indicator", http::Length{1, 60})};
    auto const this_year = base::day_in(query.regency.text(), context.db.now()).year();
    query.level = in.query_if<int>("level", http::Range{4, 10}).value_or(4);
    query.to_year = in.query_if<int>("to", http::Range{1950, 2199}).value_or(this_year);
    query.from_year = in.query_if<int>("from", http::Range{1950, 2199}).value_or(query.to_year - 4);
    auto const form =
        in.query_as_if("form", one_of<OpenDataForm>(open_data_forms)).value_or(OpenDataForm::rows);
    if (query.level != 4 && query.level != 6 && query.level != 10) in.add_fault("level", base::malformed.key);
    if (query.to_year - query.from_year >= open_data_years_max) in.add_fault("from", base::malformed.key);
    TRY(in.finish());
    auto const& indicator = *TRY(find_indicator(query.indicator));
    auto const rows =
        TRY(context.db.read([&](Tx& tx) { return open_data(tx, request.actor<Actor>(), query); }));
    auto const name = fmt::format("{}-{}", query.indicator, query.regency.text());
    if (form == OpenDataForm::rows) return open_data_rows(context, indicator, rows);
    if (form == OpenDataForm::csv)
        return Response{.body = open_data_csv(indicator, rows, context.area_name),
                        .type = "text/csv; charset=utf-8"}
            .download(name + ".csv");
    auto const producer = "Dinas yang membidangi UMKM, " + context.area_name(query.regency.text());
    return Response{.body = open_data_metadata(indicator, producer, context.db.now())}.download(name +
                                                                                                ".json");
}

}  // namespace

std::vector<http::Route> routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    return {
        {"GET", "/api/v1/overview", http::may("registry.read"), with(get_overview)},
        {"GET", "/api/v1/growth", http::may("registry.read"), with(get_growth)},
        {"GET", "/api/v1/open-data", http::may("registry.read"), with(get_indicators)},
        {"GET", "/api/v1/open-data/{regency}/{indicator}", http::may("registry.read"), with(get_open_data)}};
}

}  // namespace bina::insight
