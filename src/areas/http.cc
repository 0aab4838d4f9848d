#include "areas/http.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "areas/boundary.h"
#include "http/fields.h"

namespace bina::areas {
namespace {

using access::Actor;
using base::JsonWriter;
using base::RegencyCode;
using base::Result;
using http::Fields;
using http::Length;
using http::Range;
using http::Request;
using http::Response;
using storage::Tx;

void write_area(JsonWriter& json, Area const& area) {
    json.object().field("code", area.code).field("name", area.name).end();
}

/// What tells it from others of its name: "Cepu, Kabupaten Blora" around a village.
std::string surroundings(Directory const& directory, Area const& area) {
    auto const parent = parent_of(area.code);
    if (area.level() < 4) return std::string(directory.name(parent));
    return fmt::format("{}, {}", directory.name(parent), directory.name(parent_of(parent)));
}

Result<Response> get_areas(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const text = in.query_if<std::string>("q", Length{1, 100}).value_or("");
    auto const level = in.query_if<int>("level", Range{1, 4});
    auto const limit = in.query_if<int>("limit", Range{1, 100}).value_or(20);
    auto const within = in.query_if<base::AreaCode>("within").value_or(base::AreaCode{}).text();
    TRY(in.finish());
    JsonWriter json;
    json.object().key("items").array();
    auto const& directory = context.directory;
    Directory::Search const asked{
        .text = text, .level = level, .limit = static_cast<std::size_t>(limit), .within = within};
    for (auto const* area : directory.search(asked)) {
        json.object().field("code", area->code).field("name", area->name).field("level", area->level());
        json.key("parent_name");
        area->level() == 1 ? json.null() : json.value(surroundings(directory, *area));
        json.end();
    }
    json.end().end();
    return Response::json(std::move(json));
}

Result<Response> get_area(HttpContext const& context, Request const& request) {
    auto const& directory = context.directory;
    auto const* const area = directory.find(request.param("code"));
    if (area == nullptr) return base::fail(error::not_found);
    JsonWriter json;
    json.object().field("code", area->code).field("name", area->name).field("level", area->level());
    json.key("parent");
    auto const* const parent = directory.find(parent_of(area->code));
    if (parent == nullptr)
        json.null();
    else
        write_area(json, *parent);
    json.key("children").array();
    for (auto const& child : directory.children(area->code)) write_area(json, child);
    json.end().end();
    return http::with_etag(request, Response::json(std::move(json)));
}

Result<RegencyCode> read_regency(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    TRY(in.finish());
    if (context.directory.find(regency.text()) == nullptr) return base::fail(error::not_found);
    return regency;
}

Result<Response> get_boundaries(HttpContext const& context, Request const& request) {
    auto const regency = TRY(read_regency(context, request));
    auto found = context.db.read([&](Tx& tx) {
        return find_boundary(tx, request.actor<Actor>(), regency, request.header("If-None-Match"));
    });
    // Most regencies have imported none yet: nothing is wrong then.
    if (!found && found.error().kind == &error::no_boundaries) return Response::empty();
    auto boundary = TRY(std::move(found));
    auto response = boundary.body.empty() ? Response::empty(304) : Response{.body = std::move(boundary.body)};
    if (boundary.format == "geojson") response.type = "application/geo+json";
    return std::move(response)
        .header("ETag", '"' + boundary.hash + '"')
        .header("Cache-Control", "private, no-cache");
}

Response report(HttpContext const& context, BoundaryFile const& file) {
    JsonWriter json;
    json.object().field("matched", std::uint64_t{file.matched.size()}).key("unmatched").array();
    for (auto const& label : file.unmatched) json.value(label);
    json.end().field("unmatched_count", std::uint64_t{file.unmatched_count});
    json.field("outside", std::uint64_t{file.outside}).key("missing").array();
    for (auto const& code : file.missing) write_area(json, *context.directory.find(code));
    json.end().end();
    return Response::json(std::move(json));
}

Result<Response> put_boundaries(HttpContext const& context, Request const& request) {
    auto const regency = TRY(read_regency(context, request));
    auto const& actor = request.actor<Actor>();
    TRY(actor.require(access::Permission::areas_manage, regency));
    std::ifstream in(request.upload.value().path, std::ios::binary);
    std::string const bytes{std::istreambuf_iterator<char>(in), {}};
    auto const file = TRY(read_boundary_file(context.directory, regency, bytes));
    TRY(context.db.write([&](Tx& tx) { return store_boundary(tx, actor, regency, file); }));
    return report(context, file);
}

Result<Response> delete_boundaries(HttpContext const& context, Request const& request) {
    auto const regency = TRY(read_regency(context, request));
    TRY(context.db.write([&](Tx& tx) { return remove_boundary(tx, request.actor<Actor>(), regency); }));
    return Response::empty();
}

}  // namespace

std::vector<http::Route> routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    constexpr auto boundaries = "/api/v1/boundaries/{regency}";
    return {
        // Public knowledge, and the first screen asks before there is an account.
        {"GET", "/api/v1/areas", http::anyone, with(get_areas)},
        {"GET", "/api/v1/areas/{code}", http::anyone, with(get_area)},
        {"GET", boundaries, http::may("registry.read"), with(get_boundaries)},
        {"PUT", boundaries, http::may("areas.manage"), with(put_boundaries), http::BodyKind::file,
         boundary_bytes_max},
        {"DELETE", boundaries, http::may("areas.manage"), with(delete_boundaries)},
    };
}

}  // namespace bina::areas
