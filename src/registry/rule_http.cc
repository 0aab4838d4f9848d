#include "registry/rule_http.h"

#include <algorithm>

#include "http/fields.h"

namespace bina::registry {
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

constexpr std::size_t limits_max = measure_names.size() * 3;

template <class Enum, std::size_t N>
auto one_of(std::array<std::string_view, N> const& names) {
    return [&names](std::string_view text) -> std::optional<Enum> {
        auto const found = std::ranges::find(names, text);
        if (found == names.end()) return std::nullopt;
        return static_cast<Enum>(found - names.begin());
    };
}

/// The key of a rule set: letters, digits and underscores.
std::optional<std::string> rule_set_key(std::string_view text) {
    bool const good = !text.empty() && text.size() <= 40 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
    return good ? std::optional(std::string(text)) : std::nullopt;
}

RuleChange read_change(Fields& in) {
    RuleChange change{.rule_set = in.object().get_as("rule_set", rule_set_key),
                      .title = in.body<std::string>("title", Length{2, 80}),
                      .source = in.body<std::string>("source", Length{5, 200}),
                      .from = in.body<base::Day>("from"),
                      .governs = in.body_if<bool>("governs").value_or(false)};
    change.limits = in.object().each("limits", limits_max, [&](http::Object& limit) {
        return RuleLimit{.measure = limit.get_as("measure", one_of<Measure>(measure_names)),
                         .size_class = limit.get_as("class", one_of<SizeClass>(class_names)),
                         .at_most = limit.get<base::Money>("at_most").rupiah(),
                         .source = {}};
    });
    return change;
}

void write_limits(JsonWriter& json, std::span<RuleLimit const> limits) {
    json.key("limits").array();
    for (auto const& limit : limits)
        json.object()
            .field("measure", measure_names[static_cast<std::size_t>(limit.measure)])
            .field("class", class_names[static_cast<std::size_t>(limit.size_class)])
            .field("at_most", limit.at_most)
            .field("source", limit.source)
            .end();
    json.end();
}

void write_change(JsonWriter& json, RuleChange const& change) {
    json.object().field("id", change.id.text()).field("rule_set", change.rule_set);
    json.field("title", change.title).field("source", change.source).field("from", change.from.text());
    json.field("governs", change.governs).field("at", change.at.milliseconds);
    json.field("actor_name", change.actor_name).key("applied_at");
    change.applied_at ? json.value(change.applied_at->milliseconds) : json.null();
    write_limits(json, change.limits);
    json.end();
}

Result<Response> show(RuleHttpContext const& context, int status) {
    auto const changes = TRY(context.db.read([](Tx& tx) { return rule_changes(tx); }));
    JsonWriter json(4'096);
    json.object().key("versions").array();
    for (auto const& version : context.rules.versions()) {
        json.object().field("rule_set", version.rule_set).field("title", version.title);
        json.field("from", version.from.text()).key("to");
        version.to ? json.value(version.to->text()) : json.null();
        write_limits(json, version.limits);
        json.end();
    }
    json.end().key("governing").array();
    for (auto const& one : context.rules.governing())
        json.object().field("from", one.from.text()).field("rule_set", one.rule_set).end();
    json.end().key("changes").array();
    for (auto const& change : changes) write_change(json, change);
    json.end().end();
    return Response::json(std::move(json), status);
}

Result<Response> get_rules(RuleHttpContext const& context, Request const&) {
    return show(context, 200);
}

Result<Response> post_preview(RuleHttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const change = read_change(in);
    TRY(in.finish());
    auto const shift = TRY(context.db.read(
        [&](Tx& tx) { return preview_change(tx, context.rules, request.actor<Actor>(), regency, change); }));
    JsonWriter json;
    json.object().field("day", shift.day.text()).field("changed", shift.changed()).key("shifts").array();
    for (std::size_t before = 0; before < class_names.size(); ++before)
        for (std::size_t after = 0; after < class_names.size(); ++after)
            if (shift.businesses[before][after] > 0)
                json.object()
                    .field("before", class_names[before])
                    .field("after", class_names[after])
                    .field("count", shift.businesses[before][after])
                    .end();
    json.end().end();
    return Response::json(std::move(json));
}

Result<Response> put_change(RuleHttpContext const& context, Request const& request) {
    Fields in{request};
    auto change = read_change(in);
    change.id = in.path<decltype(RuleChange::id)>("id");
    TRY(in.finish());
    TRY(context.db.write(
        [&](Tx& tx) { return propose_change(tx, context.rules, request.actor<Actor>(), change); }));
    context.jobs.wake();
    return show(context, 202);
}

}  // namespace

std::vector<http::Route> rule_routes(RuleHttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    return {
        {"GET", "/api/v1/rules", http::may("registry.read"), with(get_rules)},
        {"POST", "/api/v1/rules/preview/{regency}", http::may("rules.manage"), with(post_preview)},
        {"PUT", "/api/v1/rules/{id}", http::may("rules.manage"), with(put_change)},
    };
}

}  // namespace bina::registry
