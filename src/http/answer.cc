#include "http/answer.h"

#include <exception>

#include "http/error.h"

namespace bina::http {

bool is_forged(Request const& request) {
    bool const write = request.method != "GET" && request.method != "HEAD" && request.method != "OPTIONS";
    return write && request.header("X-Bina").empty() && request.bearer().empty();
}

base::Result<void> admit(Hooks const& hooks, Route const& route, Request& request) {
    if (hooks.throttle) TRY(hooks.throttle->by_address(route, request));
    if (route.access.kind == Access::Kind::anyone) return {};
    request.caller = TRY(hooks.authenticate(request));
    if (hooks.throttle) TRY(hooks.throttle->by_account(route, request));
    if (route.access.kind == Access::Kind::permitted) TRY(hooks.authorise(request, route.access.permission));
    return {};
}

Response failure(base::Error const& error, Request const& request, Log& log) {
    if (error.kind->http_status >= 500) {
        auto line = log_line(request.received, "error", error.kind->key);
        log.write(line.field("request", request.id).field("detail", error.detail).end().text());
    }
    return problem(error, request.id);
}

Response defect(Request const& request, Log& log) {
    std::string what;
    try {
        throw;
    } catch (std::exception const& thrown) {
        what = thrown.what();
    } catch (...) {
        what = "not a std::exception";
    }
    auto line = log_line(request.received, "error", error::internal.key);
    log.write(line.field("request", request.id).field("what", what).end().text());
    log.flush();
    return problem({&error::internal, {}, {}}, request.id);
}

}  // namespace bina::http
