#include "http/fields.h"
#include "intake/http.h"
#include "intake/kbli_file.h"
#include "registry/check.h"

namespace bina::intake {
namespace {

using access::Actor;
using base::Result;
using http::Fields;
using http::Request;
using http::Response;
using storage::Tx;

Response report(kbli::Imported const& done) {
    base::JsonWriter json;
    json.object().field("lines", done.lines).field("added", done.added);
    json.field("changed", done.changed).field("removed", done.removed).end();
    return Response::json(std::move(json));
}

/// Titles of codes are those of every regency in the store.
Result<void> require_all(HttpContext const& context, Actor const& actor) {
    return context.db.read(
        [&](Tx& tx) { return registry::require_everywhere(tx, actor, access::Permission::kbli_manage); });
}

Result<Response> put_list(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const edition = kbli::edition_of(request.param("edition"));
    TRY(in.finish());
    if (!edition) return base::fail(kbli::error::not_found);
    auto const& actor = request.actor<Actor>();
    TRY(require_all(context, actor));
    auto const lines = TRY(read_kbli_list(request.upload.value().path));
    return report(
        TRY(context.db.write([&](Tx& tx) { return kbli::import_list(tx, actor, *edition, lines); })));
}

Result<Response> put_crosswalk(HttpContext const& context, Request const& request) {
    auto const& actor = request.actor<Actor>();
    TRY(require_all(context, actor));
    auto const lines = TRY(read_kbli_crosswalk(request.upload.value().path));
    return report(TRY(context.db.write([&](Tx& tx) { return kbli::import_crosswalk(tx, actor, lines); })));
}

}  // namespace

std::vector<http::Route> kbli_routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    auto const manage = http::may("kbli.manage");
    return {
        {"PUT", "/api/v1/kbli-lists/{edition}", manage, with(put_list), http::BodyKind::file,
         kbli_file_bytes_max},
        {"PUT", "/api/v1/kbli-crosswalk", manage, with(put_crosswalk), http::BodyKind::file,
         kbli_file_bytes_max},
    };
}

}  // namespace bina::intake
