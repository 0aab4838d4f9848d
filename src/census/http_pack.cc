#include "base/fold.h"
#include "census/http.h"
#include "http/fields.h"
#include "http/once.h"

namespace bina::census {
namespace {

using access::AccountId;
using access::Actor;
using base::JsonWriter;
using base::Result;
using http::Fields;
using http::Length;
using http::Range;
using http::Request;
using http::Response;
using storage::Tx;

constexpr std::size_t reason_bytes_max = 300;

void write_pack(JsonWriter& json, HttpContext const& context, Pack const& pack) {
    json.object().field("id", pack.id.text()).field("campaign", pack.campaign.text());
    json.field("number", pack.number).field("village", pack.village);
    json.field("village_name", context.area_name(pack.village)).field("targets", pack.targets);
    json.field("enumerator", pack.enumerator).field("enumerator_name", pack.enumerator_name);
    json.field("version", pack.version).end();
}

/// One line for a phone, in the order that the module's README names; what is empty at its end is left out.
void write_row(JsonWriter& json, Target const& target) {
    auto const& [name, owner, address, hamlet, rt, rw] = target.address;
    bool const open = target.cell.state == TargetState::open;
    bool const returned = target.cell.state == TargetState::returned;
    std::string const state(open ? "" : target_states[static_cast<std::size_t>(target.cell.state)]);
    std::array const texts{name,
                           owner,
                           address,
                           hamlet,
                           rt,
                           rw,
                           state,
                           target.cell.outcome,
                           target.attempts == 0 ? std::string() : std::to_string(target.attempts),
                           std::string(target.twin ? "1" : ""),
                           returned && target.draft.empty() ? target.cell.visit : target.draft};
    std::span<std::string const> said(texts);
    while (!said.empty() && said.back().empty()) said = said.first(said.size() - 1);
    json.array().value(target.id.text()).value(target.place);
    for (auto const& text : said) json.value(text);
    json.end();
}

Result<Response> list_packs(HttpContext const& context, std::vector<Pack> const& all) {
    JsonWriter json(8'192);
    json.object().key("items").array();
    for (auto const& pack : all) write_pack(json, context, pack);
    json.end().end();
    return Response::json(std::move(json));
}

Result<Response> get_my_packs(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.query<RegencyCode>("regency");
    TRY(in.finish());
    auto const all =
        TRY(context.db.read([&](Tx& tx) { return my_packs(tx, request.actor<Actor>(), regency); }));
    return list_packs(context, all);
}

Result<Response> get_pack(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const id = in.path<PackId>("pack");
    auto const after = in.query_if<std::int64_t>("after").value_or(0);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const& actor = request.actor<Actor>();
        auto const pack = TRY(my_pack(tx, actor, regency, id));
        JsonWriter json(65'536);
        json.object().field("version", pack.version);
        if (after >= pack.version && after > 0) {
            json.key("targets").array().end().end();
            return Response::json(std::move(json));
        }
        auto const campaign = TRY(find_campaign(tx, actor, regency, pack.campaign));
        json.field("campaign", campaign.id.text()).field("name", campaign.name);
        json.field("state", name_of(campaign.state)).field("until", campaign.until.text());
        json.field("questionnaire", campaign.questionnaire.text());
        json.field("questionnaire_version", campaign.questionnaire_version).field("village", pack.village);
        json.field("village_name", context.area_name(pack.village)).key("targets").array();
        for (auto const& target : TRY(changed_targets(tx, regency, id, after))) write_row(json, target);
        json.end().end();
        return Response::json(std::move(json));
    });
}

Result<Response> get_campaign_packs(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const campaign = in.path<CampaignId>("id");
    TRY(in.finish());
    auto const all =
        TRY(context.db.read([&](Tx& tx) { return packs(tx, request.actor<Actor>(), regency, campaign); }));
    return list_packs(context, all);
}

Result<Response> post_assign(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const campaign = in.path<CampaignId>("id");
    auto const ids = in.object().list<PackId>("packs", assigned_together_max);
    auto const from = in.body_if<AccountId>("from");
    auto const to = in.body<AccountId>("to");
    auto const reason = in.body_if<std::string>("reason", Length{0, reason_bytes_max}).value_or("");
    // Either these packs, or everything that somebody has.
    if (ids.empty() != from.has_value()) in.add_fault("packs", http::fault::missing);
    TRY(in.finish());
    return http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        auto const& actor = request.actor<Actor>();
        std::int64_t count = std::ssize(ids);
        if (from)
            count = TRY(reassign(tx, actor, regency, campaign, *from, to, base::squeeze(reason)));
        else
            TRY(assign(tx, actor, regency, campaign, ids, to, base::squeeze(reason)));
        JsonWriter json;
        json.object().field("packs", count).end();
        return Response::json(std::move(json));
    });
}

Result<Response> get_assignments(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const campaign = in.path<CampaignId>("id");
    TRY(in.finish());
    auto const all = TRY(
        context.db.read([&](Tx& tx) { return assignments(tx, request.actor<Actor>(), regency, campaign); }));
    JsonWriter json(8'192);
    json.object().key("items").array();
    for (auto const& one : all)
        json.object()
            .field("pack", one.pack.text())
            .field("from", one.from)
            .field("to", one.to)
            .field("to_name", one.to_name)
            .field("reason", one.reason)
            .field("at", one.at.milliseconds)
            .field("actor_name", one.actor_name)
            .end();
    json.end().end();
    return Response::json(std::move(json));
}

Result<Response> get_enumerators(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    TRY(in.finish());
    auto const all =
        TRY(context.db.read([&](Tx& tx) { return enumerators(tx, request.actor<Actor>(), regency); }));
    JsonWriter json;
    json.object().key("items").array();
    for (auto const& one : all) json.object().field("id", one.id.text()).field("name", one.name).end();
    json.end().end();
    return Response::json(std::move(json));
}

}  // namespace

std::vector<http::Route> pack_routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    auto const plan = http::may("census.plan");
    return {
        {"GET", "/api/v1/packs", http::may("census.visit"), with(get_my_packs)},
        {"GET", "/api/v1/packs/{regency}/{pack}", http::may("census.visit"), with(get_pack)},
        {"GET", "/api/v1/enumerators/{regency}", plan, with(get_enumerators)},
        {"GET", "/api/v1/campaigns/{regency}/{id}/packs", plan, with(get_campaign_packs)},
        {"POST", "/api/v1/campaigns/{regency}/{id}/assignments", plan, with(post_assign)},
        {"GET", "/api/v1/campaigns/{regency}/{id}/assignments", plan, with(get_assignments)},
    };
}

}  // namespace bina::census
