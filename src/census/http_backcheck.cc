#include <cmath>

#include "base/names.h"
#include "census/backcheck.h"
#include "census/http_view.h"
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

constexpr std::int64_t numbers_max = 1'000'000;
constexpr std::array<std::string_view, 3> verdicts{"same", "differs", "unsure"};

std::optional<std::string> verdict_of(std::string_view text) {
    return base::among(verdicts, text) ? std::optional(std::string(text)) : std::nullopt;
}

struct NamedDraw {
    RegencyCode regency;
    CampaignId campaign;
    DrawId id;
};
NamedDraw named_draw(Fields& in) {
    return {in.path<RegencyCode>("regency"), in.path<CampaignId>("id"), in.path<DrawId>("draw")};
}

void write_draw(JsonWriter& json, Draw const& draw) {
    auto const bp = [](auto share) { return static_cast<std::int64_t>(std::floor(share * 10'000 + 0.5)); };
    auto const wrong = draw.wrong();
    json.field("id", draw.id.text()).field("share_bp", draw.share_bp).field("population", draw.population);
    json.field("at", draw.at.milliseconds).field("actor_name", draw.actor_name).field("drawn", draw.drawn);
    json.field("same", draw.same).field("differs", draw.differs).field("unsure", draw.unsure);
    json.key("wrong").object().field("value_bp", bp(wrong.value)).field("low_bp", bp(wrong.low));
    json.field("high_bp", bp(wrong.high)).end();
}

Result<Response> show_draw(HttpContext const& context, Tx& tx, Actor const& actor, NamedDraw const& name,
                           std::int64_t after, std::int64_t limit, int status) {
    auto const draw = TRY(find_draw(tx, actor, name.regency, name.id));
    if (draw.campaign != name.campaign) return base::fail(error::draw_not_found);
    auto const drawn = TRY(drawn_visits(tx, actor, draw, after, limit));
    JsonWriter json(16'384);
    json.object();
    write_draw(json, draw);
    json.key("items").array();
    for (auto const& one : drawn) {
        auto const visit = TRY(known_visit(tx, name.regency, one.visit));
        auto const target = visit ? TRY(shown_target(tx, name.regency, visit->campaign, visit->target))
                                  : std::optional<Target>();
        json.object().field("number", one.number).field("visit", one.visit.text());
        json.field("name", target ? target->address.name : std::string());
        json.field("address", target ? target->address.address : std::string());
        json.field("village_name", visit ? context.area_name(visit->village) : std::string());
        json.field("enumerator_name", visit ? visit->enumerator_name : std::string());
        json.field("verdict", one.verdict).field("note", one.note);
        json.field("checked_name", one.checked_name).end();
    }
    json.end().key("next");
    std::ssize(drawn) < limit ? json.null() : json.value(drawn.back().number);
    json.end();
    return Response::json(std::move(json), status);
}

Result<Response> get_draws(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const campaign = in.path<CampaignId>("id");
    TRY(in.finish());
    auto const all =
        TRY(context.db.read([&](Tx& tx) { return draws(tx, request.actor<Actor>(), regency, campaign); }));
    JsonWriter json(4'096);
    json.object().key("items").array();
    for (auto const& one : all) {
        json.object();
        write_draw(json, one);
        json.end();
    }
    json.end().end();
    return Response::json(std::move(json));
}

constexpr std::int64_t page_visits = 50;

Result<Response> put_draw(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named_draw(in);
    auto const share = in.body<std::int64_t>("share_bp", Range{share_bp_min, share_bp_max});
    TRY(in.finish());
    return http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        auto const& actor = request.actor<Actor>();
        TRY(draw(tx, actor,
                 {.id = name.id, .regency = name.regency, .campaign = name.campaign, .share_bp = share}));
        return show_draw(context, tx, actor, name, -1, page_visits, 201);
    });
}

Result<Response> get_draw(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named_draw(in);
    auto const after = in.query_if<std::int64_t>("cursor", Range{0, numbers_max}).value_or(-1);
    auto const limit = in.query_if<std::int64_t>("limit", Range{1, 200}).value_or(page_visits);
    TRY(in.finish());
    return context.db.read(
        [&](Tx& tx) { return show_draw(context, tx, request.actor<Actor>(), name, after, limit, 200); });
}

Result<Response> put_verdict(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named_draw(in);
    auto const number = in.path<std::int64_t>("number", Range{0, numbers_max});
    auto const verdict = in.object().get_as("verdict", verdict_of);
    auto const note = in.body_if<std::string>("note", Length{0, note_bytes_max}).value_or("");
    TRY(in.finish());
    return http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        auto const& actor = request.actor<Actor>();
        TRY(check_back(tx, actor, name.regency, name.id, number, verdict, note));
        return show_draw(context, tx, actor, name, number - 1, 1, 200);
    });
}

}  // namespace

std::vector<http::Route> backcheck_routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    auto const review = http::may("census.review");
    std::string_view const one = "/api/v1/campaigns/{regency}/{id}/backchecks/{draw}";
    return {
        {"GET", "/api/v1/campaigns/{regency}/{id}/backchecks", review, with(get_draws)},
        {"PUT", one, review, with(put_draw)},
        {"GET", one, review, with(get_draw)},
        {"PUT", "/api/v1/campaigns/{regency}/{id}/backchecks/{draw}/visits/{number}", review,
         with(put_verdict)},
    };
}

}  // namespace bina::census
