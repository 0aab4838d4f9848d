#include "backup/http.h"

#include "http/fields.h"

namespace bina::backup {
namespace {

using base::JsonWriter;
using base::Result;
using http::Request;
using http::Response;
using storage::Tx;

void write_entry(JsonWriter& json, Entry const& entry) {
    json.object().field("name", entry.name).field("at", entry.manifest.made_at.milliseconds);
    json.field("bytes", entry.manifest.bytes()).field("originals", std::ssize(entry.manifest.originals));
    json.field("good", entry.good).key("verified_at");
    entry.verified_at ? json.value(entry.verified_at->milliseconds) : json.null();
    json.end();
}

Result<void> require(HttpContext const& context, Tx& tx, Request const& request) {
    return context.require_everywhere(tx, request.actor<access::Actor>(), access::Permission::backup_manage);
}

Result<Response> get_status(HttpContext const& context, Request const& request) {
    TRY(context.db.read([&](Tx& tx) { return require(context, tx, request); }));
    auto const status = context.keeper.status();
    JsonWriter json;
    json.object().field("alarm", alarm_names[static_cast<std::size_t>(status.alarm)]);
    json.field("error", status.error).key("log_at");
    status.log_at ? json.value(status.log_at->milliseconds) : json.null();
    json.key("progress");
    if (status.progress)
        json.object()
            .field("phase", status.progress->phase)
            .field("done", status.progress->done)
            .field("total", status.progress->total)
            .end();
    else
        json.null();
    json.key("items").array();
    for (auto const& entry : status.entries) write_entry(json, entry);
    json.end().end();
    return Response::json(std::move(json));
}

Result<Response> post_backup(HttpContext const& context, Request const& request) {
    TRY(context.db.write([&](Tx& tx) -> Result<void> {
        TRY(require(context, tx, request));
        return context.keeper.ask(tx, request.actor<access::Actor>());
    }));
    context.keeper.wake();
    return Response::empty(202);
}

}  // namespace

std::vector<http::Route> routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    return {
        {"GET", "/api/v1/backups", http::may("backup.manage"), with(get_status)},
        {"POST", "/api/v1/backups", http::may("backup.manage"), with(post_backup)},
    };
}

}  // namespace bina::backup
