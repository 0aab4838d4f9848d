#include "insight/snapshot_definition.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/json.h"
#include "base/zone.h"

namespace bina::insight {
namespace {

using base::JsonWriter;
using base::Result;
using registry::ListQuery;
using storage::Tx;

template <std::size_t N>
void count(std::array<std::int64_t, N>& counts, std::array<std::string_view, N> const& names,
           std::string_view name) {
    auto const found = std::ranges::find(names, name);
    if (found != names.end()) ++counts[static_cast<std::size_t>(found - names.begin())];
}

template <std::size_t N>
void write_counts(JsonWriter& json, std::string_view name, std::array<std::string_view, N> const& keys,
                  std::array<std::int64_t, N> const& counts) {
    json.key(name).array();
    for (std::size_t i = 0; i < N; ++i) json.object().field("key", keys[i]).field("count", counts[i]).end();
    json.end();
}

/// The largest first; those whose place is not known last.
void write_areas(JsonWriter& json, std::string_view name, std::map<std::string, std::int64_t> const& counts,
                 AreaName const& area_name) {
    std::vector<std::pair<std::string, std::int64_t>> sorted(counts.begin(), counts.end());
    std::ranges::stable_sort(sorted, [](auto const& a, auto const& b) {
        return std::pair(!a.first.empty(), a.second) > std::pair(!b.first.empty(), b.second);
    });
    json.key(name).array();
    for (auto const& [code, total] : sorted)
        json.object().field("code", code).field("name", area_name(code)).field("count", total).end();
    json.end();
}

unsigned number(std::string_view digits) {
    unsigned value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

/// One filter after the other, as `filters_text` writes them.
void set_filter(ListQuery& query, std::string_view name, std::string_view value) {
    if (name == "district") query.district = value;
    if (name == "village") query.village = value;
    if (name == "trade") query.trade = value;
    if (name == "class") query.size_class = value;
    if (name == "status") query.status = value;
    if (name == "kbli") query.kbli = value;
    if (name == "activity") query.activity = value;
    if (name == "coached") query.coached = true;
    if (name == "flagship") query.flagship = true;
    if (name == "has") query.has = number(value);
    if (name == "missing") query.lacks = number(value);
}

void write_filters(JsonWriter& json, ListQuery const& query) {
    json.key("filters").object();
    json.field_if("district", query.district)
        .field_if("village", query.village)
        .field_if("trade", query.trade);
    json.field_if("class", query.size_class).field("status", query.status);
    json.field_if("kbli", query.kbli).field_if("activity", query.activity);
    if (query.coached) json.field("coached", true);
    if (query.flagship) json.field("flagship", true);
    for (auto const& [key, bits] : {std::pair("has", query.has), std::pair("missing", query.lacks)}) {
        if (bits == 0) continue;
        json.key(key).array();
        for (std::size_t i = 0; i < registry::has_names.size(); ++i)
            if ((bits >> i & 1U) != 0) json.value(registry::has_names[i]);
        json.end();
    }
    json.end();
}

void write_rules(JsonWriter& json, registry::ClassRules const& rules, base::Day day) {
    auto const governing = rules.governing_set(day);
    json.key("rule_sets").array();
    for (auto const& version : rules.versions()) {
        if (version.from > day || (version.to && *version.to <= day)) continue;
        json.object().field("rule_set", version.rule_set).field("title", version.title);
        json.field("from", version.from.text()).field("governs", version.rule_set == governing);
        json.key("limits").array();
        for (auto const& limit : version.limits)
            json.object()
                .field("measure", registry::measure_names[static_cast<std::size_t>(limit.measure)])
                .field("class", registry::class_names[static_cast<std::size_t>(limit.size_class)])
                .field("at_most", limit.at_most)
                .field("source", limit.source)
                .end();
        json.end().end();
    }
    json.end();
}

}  // namespace

std::string filters_text(ListQuery const& query) {
    std::string text;
    auto const add = [&](std::string_view name, std::string_view value) {
        if (!value.empty()) text += fmt::format("{}{}={}", text.empty() ? "" : "&", name, value);
    };
    add("district", query.district);
    add("village", query.village);
    add("trade", query.trade);
    add("class", query.size_class);
    add("status", query.status);
    add("kbli", query.kbli);
    add("activity", query.activity);
    add("coached", query.coached ? "true" : "");
    add("flagship", query.flagship ? "true" : "");
    add("has", query.has != 0 ? std::to_string(query.has) : "");
    add("missing", query.lacks != 0 ? std::to_string(query.lacks) : "");
    return text;
}

ListQuery query_of(base::RegencyCode const& regency, base::Day as_of, std::string_view filters) {
    ListQuery query{.regency = regency, .as_of = as_of};
    while (!filters.empty()) {
        auto const one = filters.substr(0, filters.find('&'));
        filters.remove_prefix(std::min(one.size() + 1, filters.size()));
        auto const equals = one.find('=');
        if (equals == one.npos) throw storage::Damage("snapshot: filters");
        set_filter(query, one.substr(0, equals), one.substr(equals + 1));
    }
    return query;
}

void Figures::add(FrozenRow const& row) {
    ++total;
    count(statuses, registry::statuses, row.status);
    count(trades, registry::trades, row.trade);
    count(classes, registry::class_names, row.size_class);
    for (std::size_t i = 0; i < has.size(); ++i) has[i] += row.has >> i & 1U;
    coached += row.coached ? 1 : 0;
    flagship += row.flagship ? 1 : 0;
    ++districts[row.district];
    ++villages[row.village];
}

Result<Before> count_before(Tx& tx, ListQuery const& query) {
    auto before = query;
    before.as_of = query.as_of->years_before(1);
    return Before{*before.as_of, TRY(registry::count_all(tx, before))};
}

std::string figures_json(Figures const& figures, AreaName const& area_name) {
    JsonWriter json(8'192);
    json.object().field("total", figures.total);
    write_counts(json, "statuses", registry::statuses, figures.statuses);
    write_counts(json, "trades", registry::trades, figures.trades);
    write_counts(json, "classes", registry::class_names, figures.classes);
    write_counts(json, "quality", registry::has_names, figures.has);
    json.field("coached", figures.coached).field("flagship", figures.flagship);
    write_areas(json, "districts", figures.districts, area_name);
    write_areas(json, "villages", figures.villages, area_name);
    json.key("previous").object().field("as_of", figures.previous.day.text());
    json.field("total", figures.previous.total).end().key("growth").array();
    for (std::size_t i = 0; i < growth_formulas.size(); ++i) {
        auto const formula = static_cast<GrowthFormula>(i);
        auto const grown = growth_bp(formula, figures.total, figures.previous.total);
        json.object().field("formula", growth_formulas[i]);
        json.field("expression", growth_expression(formula, figures.total, figures.previous.total)).key("bp");
        grown ? json.value(*grown) : json.null();
        json.end();
    }
    json.end().end();
    return json.take();
}

Result<std::string> definition_json(Tx& tx, registry::ClassRules const& rules, Snapshot const& snapshot,
                                    AreaName const& area_name) {
    JsonWriter json(4'096);
    auto const& regency = snapshot.query.regency;
    json.object()
        .key("area")
        .object()
        .field("code", snapshot.area)
        .field("name", area_name(snapshot.area))
        .end();
    json.field("regency_name", area_name(regency.text()));
    json.field("as_of", snapshot.as_of.text()).field("zone", name_of(base::zone_of(regency.text())));
    write_filters(json, snapshot.query);
    json.key("counted").array();
    for (auto const status : registry::statuses)
        if (registry::is_counted(status)) json.value(status);
    json.end();
    write_rules(json, rules, snapshot.as_of);
    json.field("made_at", snapshot.made_at.milliseconds).field("made_by", snapshot.actor_name);
    json.field("recorded_until", snapshot.recorded_until.milliseconds);
    json.field("registry_version", TRY(registry::registry_version(tx, regency))).end();
    return json.take();
}

}  // namespace bina::insight
