#include "sweep/http.h"

#include <algorithm>
#include <cmath>

#include "http/fields.h"
#include "http/once.h"
#include "intake/view.h"
#include "sweep/take.h"

namespace bina::sweep {
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

constexpr std::int64_t weight_max = 20'000;
constexpr std::int64_t listed_sweeps = 20;
constexpr std::int64_t samples_max = 20;

struct Named {
    RegencyCode regency;
    SweepId id;
};
Named named(Fields& in) {
    return {in.path<RegencyCode>("regency"), in.path<SweepId>("id")};
}

/// Of ten thousand.
std::int64_t share_bp(double part, double whole) {
    return whole > 0 ? static_cast<std::int64_t>(std::floor(10'000 * std::min(1.0, part / whole))) : 0;
}
std::int64_t millionths(double share, std::int64_t unit = 1'000'000) {
    return static_cast<std::int64_t>(std::floor(share * static_cast<double>(unit) + 0.5));
}

void write_settings(JsonWriter& json, Settings const& settings) {
    json.key("settings").object().field("accept", std::int64_t{settings.accept});
    json.field("review", std::int64_t{settings.review}).key("prior");
    settings.prior ? json.value(std::int64_t{*settings.prior}) : json.null();
    json.field("closest", text_of(settings.closest)).end();
}

void write_model(JsonWriter& json, Found const& found, linkage::batch::Model const& model) {
    json.key("model").object().field("prior", std::int64_t{model.prior});
    json.field("learned_prior", std::int64_t{found.model.prior});
    json.key("fields").array();
    for (std::size_t field = 0; field < field_count; ++field) {
        auto const& one = model.fields[field];
        json.object().field("name", field_names[field]).key("levels").array();
        for (std::size_t level = 1; level < found.levels[field].size(); ++level) {
            json.object().field("key", found.levels[field][level]).field("m_ppm", millionths(one.m[level]));
            json.field("u_ppb", millionths(one.u[level], 1'000'000'000));
            json.field("weight", std::int64_t{one.weight[level]});
            json.field("by_rarity", bool{one.by_rarity[level]}).end();
        }
        json.end().end();
    }
    json.end().end();
}

void write_take(JsonWriter& json, Take const& take, jobs::Jobs const& jobs) {
    json.object().field("id", take.id.text()).field("verdict", take.merge ? "merge" : "distinct");
    json.field("pattern", take.pattern).field("state", take_states[static_cast<std::size_t>(take.state)]);
    json.field("pairs", take.pairs).field("kept", take.kept).field("at", take.at.milliseconds);
    json.field("actor_name", take.actor_name);
    json.key("done");
    auto const progress = jobs.progress(take.id.text());
    progress ? json.value(progress->done) : json.null();
    json.end();
}

void write_head(JsonWriter& json, Sweep const& sweep, jobs::Jobs const& jobs) {
    json.field("id", sweep.id.text()).field("regency", sweep.regency.text());
    json.field("state", sweep_states[static_cast<std::size_t>(sweep.state)]).field("error", sweep.error);
    json.field("asked_at", sweep.asked_at.milliseconds).field("actor_name", sweep.actor_name);
    json.key("finished_at");
    sweep.finished_at ? json.value(sweep.finished_at->milliseconds) : json.null();
    jobs::write_progress(json, jobs.progress(sweep.id.text()));
    json.field("records", sweep.records).field("left_out", sweep.left_out);
    json.field("compared", sweep.compared).field("found", sweep.found);
    json.field("entered", sweep.entered).field("replayed", sweep.replayed);
    json.field("ordered", sweep.ordered);
    write_settings(json, sweep.settings);
}

Result<Response> show(HttpContext const& context, Tx& tx, Actor const& actor, Named const& name, int status) {
    auto const sweep = TRY(find(tx, actor, name.regency, name.id));
    JsonWriter json(8'192);
    json.object();
    write_head(json, sweep, context.jobs);
    bool const latest = require_latest(tx, sweep).has_value();
    json.field("latest", latest).key("rules").array();
    for (auto const& rule : TRY(rules_of(tx, name.regency, name.id))) {
        json.object().field("name", rule.name).field("pairs", rule.count.pairs);
        json.field("keys_cut", rule.count.keys_cut).field("records_cut", rule.count.records_cut);
        json.field("pairs_cut", rule.count.pairs_cut).end();
    }
    json.end().key("takes").array();
    for (auto const& take : TRY(takes(tx, name.regency, name.id))) write_take(json, take, context.jobs);
    json.end();
    std::int64_t waiting_to_take = 0;
    if (latest) waiting_to_take = TRY(intake::count_waiting(tx, waiting(sweep, {})));
    json.field("waiting", waiting_to_take);
    json.end();
    return Response::json(std::move(json), status);
}

Result<Response> put_sweep(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    TRY(in.finish());
    auto response = http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        TRY(ask(tx, request.actor<Actor>(), name.regency, name.id));
        return show(context, tx, request.actor<Actor>(), name, 202);
    });
    context.jobs.wake();
    return response;
}

Result<Response> get_sweeps(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.query<RegencyCode>("regency");
    TRY(in.finish());
    auto const list = TRY(
        context.db.read([&](Tx& tx) { return sweeps(tx, request.actor<Actor>(), regency, listed_sweeps); }));
    JsonWriter json(8'192);
    json.object().key("items").array();
    for (auto const& sweep : list) {
        json.object();
        write_head(json, sweep, context.jobs);
        json.end();
    }
    json.end().end();
    return Response::json(std::move(json));
}

Result<Response> get_sweep(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) { return show(context, tx, request.actor<Actor>(), name, 200); });
}

/// Settings that are tried, and not kept: what is left out is as the sweep has it.
struct Tried {
    std::optional<std::int64_t> accept;
    std::optional<std::int64_t> review;
    std::optional<std::int64_t> prior;
    std::optional<Closest> closest;
    bool learned = false;  ///< The prior as it was learned.

    static Tried read(Fields& in) {
        return {.accept = in.query_if<std::int64_t>("accept", Range{-weight_max, weight_max}),
                .review = in.query_if<std::int64_t>("review", Range{-weight_max, weight_max}),
                .prior = in.query_if<std::int64_t>("prior", Range{-weight_max, weight_max}),
                .closest = in.query_as_if("closest", closest_of),
                .learned = in.query_if<bool>("learned").value_or(false)};
    }
    Settings over(Settings settings) const {
        if (accept) settings.accept = static_cast<Centibits>(*accept);
        if (review) settings.review = static_cast<Centibits>(*review);
        if (prior) settings.prior = static_cast<Centibits>(*prior);
        if (learned) settings.prior.reset();
        if (closest) settings.closest = *closest;
        return settings;
    }
};

/// A sweep's result as settings that are tried let it appear.
struct Seen {
    Sweep sweep;
    Settings settings;
    std::shared_ptr<Found const> found;
    Scored scored;
};
Result<Seen> see(HttpContext const& context, Tx& tx, Actor const& actor, Named const& name,
                 Tried const& tried) {
    auto sweep = TRY(find(tx, actor, name.regency, name.id));
    auto found = TRY(context.shelf->load(tx, sweep));
    auto const settings = tried.over(sweep.settings);
    auto scored = score(*found, settings);
    return Seen{std::move(sweep), settings, std::move(found), std::move(scored)};
}

void write_band(JsonWriter& json, std::string_view name, Band const& band) {
    json.key(name).object().field("pairs", band.pairs);
    json.field("matches", static_cast<std::int64_t>(std::llround(band.matches)));
    json.field("precision_bp", share_bp(band.matches, static_cast<double>(band.pairs))).end();
}

Result<Response> get_bands(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    auto const tried = Tried::read(in);
    TRY(in.finish());
    auto const seen =
        TRY(context.db.read([&](Tx& tx) { return see(context, tx, request.actor<Actor>(), name, tried); }));
    auto const clusters = cluster(*seen.found, seen.scored, seen.settings.accept);
    auto const all = bands(*seen.found, seen.scored, seen.settings, clusters);
    JsonWriter json(8'192);
    json.object();
    write_settings(json, seen.settings);
    write_band(json, "accept", all.accept);
    write_band(json, "review", all.review);
    write_band(json, "reject", all.reject);
    json.field("recall_accept_bp", share_bp(all.accept.matches, all.matches()));
    json.field("recall_asked_bp", share_bp(all.accept.matches + all.review.matches, all.matches()));
    json.field("owner", all.owner).field("none", all.none);
    json.key("clusters").object().field("count", clusters.count).field("records", clusters.records);
    json.field("largest", clusters.largest).field("kept_apart", clusters.kept_apart);
    json.field("too_large", clusters.too_large).end();
    write_model(json, *seen.found, seen.scored.model);
    json.end();
    return Response::json(std::move(json));
}

void write_pattern(JsonWriter& json, Seen const& seen, Pattern const& pattern,
                   std::map<std::string, intake::PatternState> const& states) {
    auto const key = pattern_of(pattern.level);
    json.object().field("pattern", key).key("levels").array();
    Edge const edge{.level = pattern.level};
    for (auto const& part : parts_of(*seen.found, seen.scored, seen.settings, edge)) {
        json.object().field("field", field_names[part.field]);
        json.field("key", seen.found->levels[part.field][part.level]);
        json.field("weight", std::int64_t{part.weight - part.rarity}).end();
    }
    json.end().field("pairs", pattern.pairs).field("certain", pattern.certain);
    json.field("precision_bp", share_bp(pattern.matches, static_cast<double>(pattern.pairs)));
    json.field("least", std::int64_t{pattern.least}).field("most", std::int64_t{pattern.most});
    auto const found = states.find(key);
    auto const state = found == states.end() ? intake::PatternState{} : found->second;
    json.field("open", state.open).field("later", state.later);
    json.field("merged", state.merged).field("distinct", state.distinct).end();
}

Result<Response> get_patterns(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    auto const tried = Tried::read(in);
    auto const from = in.query_if<std::int64_t>("cursor", Range{0, 1'000'000}).value_or(0);
    auto const limit = in.query_if<std::int64_t>("limit", Range{1, 200}).value_or(50);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const seen = TRY(see(context, tx, request.actor<Actor>(), name, tried));
        std::map<std::string, intake::PatternState> states;
        for (auto& one : TRY(intake::pattern_states(tx, name.regency, name.id.text())))
            states.emplace(one.pattern, one);
        auto const all = patterns(*seen.found, seen.scored, seen.settings.review);
        auto const end = std::min(std::ssize(all), from + limit);
        JsonWriter json(32'768);
        json.object().key("items").array();
        for (auto i = std::min(std::ssize(all), from); i < end; ++i)
            write_pattern(json, seen, all[static_cast<std::size_t>(i)], states);
        json.end().key("next");
        end == std::ssize(all) ? json.null() : json.value(std::to_string(end));
        json.key("count").object().field("value", std::ssize(all)).field("capped", false).end().end();
        return Response::json(std::move(json));
    });
}

/// Of the pairs that agree in one way some from the strongest to the weakest, evenly spread.
std::vector<std::size_t> samples_of(Seen const& seen, std::string const& pattern, std::int64_t limit) {
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < seen.found->edges.size(); ++i) {
        auto const& edge = seen.found->edges[i];
        if (edge.may_be_one() && seen.scored.weights[i] >= seen.settings.review &&
            pattern_of(edge.level) == pattern)
            all.push_back(i);
    }
    std::ranges::stable_sort(all, std::greater{}, [&](std::size_t i) { return seen.scored.weights[i]; });
    auto const count = static_cast<std::size_t>(limit);
    if (all.size() <= count) return all;
    std::vector<std::size_t> some;
    for (std::size_t i = 0; i < count; ++i)
        some.push_back(all[i * (all.size() - 1) / std::max<std::size_t>(1, count - 1)]);
    return some;
}

Result<Response> get_pairs(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    auto const tried = Tried::read(in);
    auto const pattern = in.query<std::string>("pattern", Length{field_count, field_count});
    auto const limit = in.query_if<std::int64_t>("limit", Range{1, samples_max}).value_or(5);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const seen = TRY(see(context, tx, request.actor<Actor>(), name, tried));
        JsonWriter json(32'768);
        json.object().key("items").array();
        for (auto const i : samples_of(seen, pattern, limit)) {
            auto const pair = known_pair(*seen.found, seen.scored, seen.settings, i, false);
            TRY(intake::write_pair(json, tx,
                                   {.id = pair.business.text() + pair.other.text(),
                                    .regency = name.regency,
                                    .business = pair.business,
                                    .other = pair.other,
                                    .district = pair.district,
                                    .ground = pair.ground,
                                    .score = pair.score,
                                    .evidence = pair.evidence,
                                    .created_at = seen.sweep.asked_at}));
        }
        json.end().end();
        return Response::json(std::move(json));
    });
}

Result<Response> put_settings(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    Range const weights{-weight_max, weight_max};
    Settings settings;
    settings.accept = static_cast<Centibits>(in.body<std::int64_t>("accept", weights));
    settings.review = static_cast<Centibits>(in.body<std::int64_t>("review", weights));
    if (auto const prior = in.body_if<std::int64_t>("prior", weights))
        settings.prior = static_cast<Centibits>(*prior);
    settings.closest = in.object().get_as("closest", closest_of);
    TRY(in.finish());
    auto response = http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        TRY(choose(tx, request.actor<Actor>(), name.regency, name.id, settings));
        return show(context, tx, request.actor<Actor>(), name, 202);
    });
    context.jobs.wake();
    return response;
}

std::optional<bool> is_merge(std::string_view text) {
    if (text == "merge") return true;
    return text == "distinct" ? std::optional(false) : std::nullopt;
}

Result<Response> put_take(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    Take asked{.id = in.path<TakeId>("take"), .regency = name.regency, .sweep = name.id};
    asked.merge = in.object().get_as("verdict", is_merge);
    asked.pattern = in.body_if<std::string>("pattern", Length{field_count, field_count}).value_or("");
    auto const seen = in.body<std::int64_t>("pairs", Range{1, INT64_MAX});
    TRY(in.finish());
    auto response = http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        TRY(take(tx, request.actor<Actor>(), asked, seen));
        return show(context, tx, request.actor<Actor>(), name, 202);
    });
    context.jobs.wake();
    return response;
}

Result<Response> delete_take(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    auto const id = in.path<TakeId>("take");
    TRY(in.finish());
    auto response = http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        TRY(undo_take(tx, request.actor<Actor>(), name.regency, id));
        return show(context, tx, request.actor<Actor>(), name, 202);
    });
    context.jobs.wake();
    return response;
}

}  // namespace

std::vector<http::Route> routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    auto const decide = http::may("pairs.decide");
    std::string_view const one = "/api/v1/sweeps/{regency}/{id}";
    std::string_view const take = "/api/v1/sweeps/{regency}/{id}/takes/{take}";
    return {
        {"GET", "/api/v1/sweeps", decide, with(get_sweeps)},
        {"PUT", one, decide, with(put_sweep)},
        {"GET", one, decide, with(get_sweep)},
        {"GET", "/api/v1/sweeps/{regency}/{id}/bands", decide, with(get_bands)},
        {"GET", "/api/v1/sweeps/{regency}/{id}/patterns", decide, with(get_patterns)},
        {"GET", "/api/v1/sweeps/{regency}/{id}/pairs", decide, with(get_pairs)},
        {"PUT", "/api/v1/sweeps/{regency}/{id}/settings", decide, with(put_settings)},
        {"PUT", take, decide, with(put_take)},
        {"DELETE", take, decide, with(delete_take)},
    };
}

}  // namespace bina::sweep
