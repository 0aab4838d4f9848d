#include "census/http.h"
#include "census/product.h"
#include "census/result.h"
#include "http/fields.h"

namespace bina::census {
namespace {

using access::Actor;
using base::JsonWriter;
using base::Result;
using http::Fields;
using http::Request;
using http::Response;
using storage::Tx;

std::optional<bool> by_village(std::string_view text) {
    if (text == "village") return true;
    return text == "district" ? std::optional(false) : std::nullopt;
}

Result<Response> get_products(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const id = in.path<CampaignId>("id");
    auto const villages = in.query_as_if("by", by_village).value_or(false);
    TRY(in.finish());
    auto const all = TRY(
        context.db.read([&](Tx& tx) { return products(tx, request.actor<Actor>(), regency, id, villages); }));
    JsonWriter json(16'384);
    json.object().key("items").array();
    for (auto const& one : all) {
        json.object().field("kbli", one.kbli).field("area", one.area);
        json.field("name", context.area_name(one.area)).field("businesses", one.businesses);
        json.key("capacity").array();
        for (auto const& [unit, sum] : one.capacity)
            json.object().field("unit", unit).field("a_month", sum).end();
        json.end().end();
    }
    json.end().end();
    return Response::json(std::move(json));
}

/// With `verify` every row is read again.
Result<Response> get_result(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const id = in.path<CampaignId>("id");
    auto const verify = in.query_if<bool>("verify").value_or(false);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const result = TRY(find_result(tx, request.actor<Actor>(), regency, id));
        JsonWriter json(4'096);
        json.object().field("code", result.code()).field("digest", result.digest);
        json.field("rows", result.rows).field("made_at", result.made_at.milliseconds);
        json.field("actor_name", result.actor_name);
        json.key("definition").raw(result.definition).key("figures").raw(result.figures);
        json.key("intact");
        verify ? json.value(TRY(verify_result(tx, regency, id, result))) : json.null();
        json.end();
        return Response::json(std::move(json));
    });
}

}  // namespace

std::vector<http::Route> result_routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    auto const read = http::may("registry.read");
    return {
        {"GET", "/api/v1/campaigns/{regency}/{id}/products", read, with(get_products)},
        {"GET", "/api/v1/campaigns/{regency}/{id}/result", read, with(get_result)},
    };
}

}  // namespace bina::census
