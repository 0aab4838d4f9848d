#pragma once
#include "access/session.h"
#include "http/answer.h"
#include "http/route.h"

/// Signing in, accounts, and who sends a request.
namespace bina::access {

inline constexpr std::string_view session_cookie = "bina_session";

struct HttpContext {
    storage::Db& db;
    Sessions& sessions;
    /// The name of an area, or "".
    std::function<std::string(std::string_view code)> area_name;
    /// The codes of the regencies that lie in an area of two digits, or in the country ("").
    std::function<std::vector<std::string>(std::string_view area)> regencies_in;
    /// audit::record: it stands above this module.
    std::function<base::Result<void>(storage::Tx&, Actor const&, std::string_view event,
                                     std::string_view regency, std::string_view subject,
                                     std::string_view detail)>
        record;
    /// Whether somebody holds a permission over every regency of the store: the registry knows them.
    std::function<base::Result<void>(storage::Tx&, Actor const&, Permission)> require_everywhere;
    std::string version;
    bool demo = false;
};

std::vector<http::Route> routes(HttpContext const&);

/// How the server recognises who asks: by an API token if there is one, else by the session's cookie.
/// `sessions` must outlive it.
http::Hooks hooks(Sessions& sessions, std::shared_ptr<http::Throttle> throttle = nullptr);

}  // namespace bina::access
