#include "census/http.h"

#include "base/fold.h"
#include "base/names.h"
#include "census/http_view.h"
#include "census/outline.h"
#include "http/fields.h"
#include "http/once.h"

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

constexpr std::size_t areas_max = 400;
constexpr std::size_t sources_max = 50;
constexpr std::int64_t target_max = 10'000'000;

struct NamedCampaign {
    RegencyCode regency;
    CampaignId id;
};
NamedCampaign named_campaign(Fields& in) {
    return {in.path<RegencyCode>("regency"), in.path<CampaignId>("id")};
}

void write_campaign(JsonWriter& json, HttpContext const& context, Campaign const& one) {
    json.object().field("id", one.id.text()).field("regency", one.regency.text()).field("name", one.name);
    json.field("state", name_of(one.state)).field("target", one.target).field("from", one.from.text());
    json.field("until", one.until.text()).key("areas").array();
    for (auto const& area : one.areas)
        json.object().field("code", area).field("name", context.area_name(area)).end();
    json.end();
    write_texts(json, "statuses", one.statuses);
    write_texts(json, "sources", one.sources);
    json.field("per_enumerator", one.per_enumerator).field("honorarium", one.honorarium.rupiah());
    json.field("cost", one.cost.rupiah()).field("questionnaire", one.questionnaire.text());
    json.field("questionnaire_version", one.questionnaire_version).field("prelist", one.prelist);
    json.field("listed", one.listed).field("left_out", one.left_out);
    json.field("enumerators", one.enumerators()).field("estimate", one.estimate().rupiah());
    json.field("version", one.version).field("at", one.at.milliseconds).field("actor_name", one.actor_name);
    json.key("published_at");
    one.published_at ? json.value(one.published_at->milliseconds) : json.null();
    jobs::write_progress(json, context.jobs.progress(one.id.text()));
    json.end();
}

Result<Response> show_campaign(HttpContext const& context, Tx& tx, Actor const& actor,
                               NamedCampaign const& name, int status) {
    auto const campaign = TRY(find_campaign(tx, actor, name.regency, name.id));
    JsonWriter json;
    write_campaign(json, context, campaign);
    return Response::json(std::move(json), status)
        .header("ETag", '"' + std::to_string(campaign.version) + '"');
}

template <class Change>
Result<Response> change_campaign(HttpContext const& context, Request const& request,
                                 NamedCampaign const& name, int status, Change const& change) {
    auto response = http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        TRY(change(tx));
        return show_campaign(context, tx, request.actor<Actor>(), name, status);
    });
    context.jobs.wake();
    return response;
}

Result<Response> get_campaigns(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    TRY(in.finish());
    auto const all =
        TRY(context.db.read([&](Tx& tx) { return campaigns(tx, request.actor<Actor>(), regency); }));
    JsonWriter json(4'096);
    json.object().key("items").array();
    for (auto const& campaign : all) write_campaign(json, context, campaign);
    json.end().end();
    return Response::json(std::move(json));
}

Result<Response> get_campaign(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named_campaign(in);
    TRY(in.finish());
    return context.db.read(
        [&](Tx& tx) { return show_campaign(context, tx, request.actor<Actor>(), name, 200); });
}

Result<Response> put_campaign_route(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named_campaign(in);
    Campaign campaign{.id = name.id, .regency = name.regency};
    campaign.name = base::squeeze(in.body<std::string>("name", Length{3, 120}));
    campaign.target = in.body<std::int64_t>("target", Range{1, target_max});
    campaign.from = in.body<Day>("from");
    campaign.until = in.body<Day>("until");
    campaign.areas = in.object().list<std::string>("areas", areas_max, Length{6, 10});
    campaign.statuses = in.object().list<std::string>("statuses", registry::statuses.size(), Length{1, 20});
    campaign.sources = in.object().list<std::string>("sources", sources_max, Length{1, 200});
    campaign.per_enumerator = in.body_if<std::int64_t>("per_enumerator", Range{1, per_enumerator_max})
                                  .value_or(per_enumerator_default);
    campaign.honorarium = in.body_if<Money>("honorarium").value_or(Money());
    campaign.cost = in.body_if<Money>("cost").value_or(Money());
    campaign.questionnaire = in.body<QuestionnaireId>("questionnaire");
    campaign.questionnaire_version = in.body<std::int64_t>("questionnaire_version", Range{1, 1'000'000});
    if (campaign.statuses.empty()) campaign.statuses = {"claimed", "found", "verified", "paused"};
    TRY(in.finish());
    // A new campaign has no version yet.
    std::optional<std::int64_t> expected;
    if (!request.header("If-Match").empty()) expected = TRY(http::expected_version(request));
    return change_campaign(context, request, name, 200, [&](Tx& tx) {
        return put_campaign(tx, request.actor<Actor>(), *context.questionnaires, campaign, expected);
    });
}

Result<Response> post_prelist(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named_campaign(in);
    TRY(in.finish());
    return change_campaign(context, request, name, 202, [&](Tx& tx) {
        return ask_prelist(tx, request.actor<Actor>(), name.regency, name.id);
    });
}

std::optional<State> state_of(std::string_view text) {
    auto const index = base::index_of(state_names, text);
    return index < state_names.size() ? std::optional(static_cast<State>(index)) : std::nullopt;
}

Result<Response> put_state(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named_campaign(in);
    auto const state = in.object().get_as("state", state_of);
    TRY(in.finish());
    auto const expected = TRY(http::expected_version(request));
    return change_campaign(context, request, name, 200, [&](Tx& tx) {
        return move_to(tx, request.actor<Actor>(), name.regency, name.id, state, expected);
    });
}

}  // namespace

void write_place(JsonWriter& json, std::string_view text) {
    auto const spot = spot_of(text);
    if (!spot) {
        json.null();
        return;
    }
    json.object().field("latitude_e6", spot->latitude).field("longitude_e6", spot->longitude);
    json.field("accuracy_m", spot->accuracy_m).end();
}

void write_texts(JsonWriter& json, std::string_view name, std::vector<std::string> const& texts) {
    json.key(name).array();
    for (auto const& text : texts) json.value(text);
    json.end();
}

std::vector<http::Route> campaign_routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    auto const read = http::may("registry.read");
    auto const plan = http::may("census.plan");
    return {
        {"GET", "/api/v1/campaigns/{regency}", read, with(get_campaigns)},
        {"GET", "/api/v1/campaigns/{regency}/{id}", read, with(get_campaign)},
        {"PUT", "/api/v1/campaigns/{regency}/{id}", plan, with(put_campaign_route)},
        {"POST", "/api/v1/campaigns/{regency}/{id}/prelist", plan, with(post_prelist)},
        {"PUT", "/api/v1/campaigns/{regency}/{id}/state", plan, with(put_state)},
    };
}

std::vector<http::Route> routes(HttpContext const& context) {
    std::vector<http::Route> all;
    for (auto* const of : {questionnaire_routes, campaign_routes, pack_routes, visit_routes,
                           phone_file_routes, review_routes, result_routes, backcheck_routes})
        std::ranges::move(of(context), std::back_inserter(all));
    return all;
}

}  // namespace bina::census
