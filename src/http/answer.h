#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "http/log.h"
#include "http/route.h"
#include "http/throttle.h"

namespace bina::http {

/// What the composition gives the server to know who asks; both run on a worker.
struct Hooks {
    /// Who sends the request: by cookie, or by bearer token. An error is the reply (such as
    /// access.no_session).
    std::function<base::Result<Caller>(Request const&)> authenticate;
    /// Whether `request.caller` has the permission at all; the verb that is called checks where.
    std::function<base::Result<void>(Request const&, std::string_view permission)> authorise;
    /// How often one may ask; null: as often as one likes.
    std::shared_ptr<Throttle> throttle = nullptr;
};

/// True for a write that neither carries X-Bina, which no foreign page can add, nor a bearer token, which no
/// browser adds by itself.
bool is_forged(Request const& request);

/// Finds out who asks and whether they may use the route; sets `request.caller`.
base::Result<void> admit(Hooks const& hooks, Route const& route, Request& request);

/// The reply to an expected error; what concerns the server rather than the client is logged.
Response failure(base::Error const& error, Request const& request, Log& log);

/// The reply to the exception being handled. Its text goes to the log under the request's id, and the client
/// learns no more than that id.
Response defect(Request const& request, Log& log);

/// Runs `body`, which returns a Result<Response>, and makes its failure a reply.
template <class Body>
Response answer(Body const& body, Request const& request, Log& log) {
    try {
        auto result = body();
        if (result) return *std::move(result);
        return failure(result.error(), request, log);
    } catch (...) {
        return defect(request, log);
    }
}

/// How a reply has to be written for its connection and client.
struct Manner {
    bool keep_alive = true;
    bool old_version = false;  ///< HTTP/1.0: no chunks.
    bool without_body = false;  ///< HEAD.
};

/// A reply as it goes over the wire: `head`, which may have the body in it already, then `body` or
/// `lasting`, or what `pull` gives.
struct Reply {
    int status = 200;
    std::string head;
    std::string body;
    std::string_view lasting;
    Pull pull;
    bool chunked = false;
    bool close = false;

    std::string_view rest() const { return lasting.empty() ? std::string_view(body) : lasting; }
};

/// Writes the head, with the security headers, and compresses the body where client and type allow it.
/// Throws std::logic_error when a handler's header holds control characters.
Reply render(Response&& response, Request const& request, Manner manner, base::Instant now);

}  // namespace bina::http
