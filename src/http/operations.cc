#include "http/operations.h"

namespace bina::http {
namespace {

Response health(base::Result<void> const& checked) {
    base::JsonWriter json;
    json.object().field("status", checked ? "ok" : "failing");
    if (!checked) json.field("reason", checked.error().kind->key);
    json.end();
    return Response::json(std::move(json), checked ? 200 : 503);
}

}  // namespace

std::vector<Route> operations_routes(Metrics const& metrics, std::function<base::Result<void>()> check) {
    auto const tell_health = [check = std::move(check)](Request const&) -> base::Result<Response> {
        return health(check());
    };
    auto const tell_metrics = [&metrics](Request const&) -> base::Result<Response> {
        return Response{.body = metrics.text(), .type = "text/plain; version=0.0.4; charset=utf-8"};
    };
    // Figures are wanted most when no worker is free.
    return {
        {"GET", "/health", anyone, tell_health},
        {.method = "GET", .path = "/metrics", .access = anyone, .handler = tell_metrics, .at_once = true}};
}

}  // namespace bina::http
