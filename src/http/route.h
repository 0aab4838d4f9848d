#pragma once
#include <cstddef>
#include <functional>
#include <string_view>

#include "base/result.h"
#include "http/request.h"
#include "http/response.h"

namespace bina::http {

/// Who may use a route.
struct Access {
    enum class Kind { anyone, signed_in, permitted };
    Kind kind = Kind::signed_in;
    std::string_view permission;  ///< Its key; where it must hold is checked by the verb that is called.
};
inline constexpr Access anyone{Access::Kind::anyone, {}};
inline constexpr Access signed_in{Access::Kind::signed_in, {}};
constexpr Access may(std::string_view permission) {
    return {Access::Kind::permitted, permission};
}

/// An ordinary synchronous function; it runs on a worker and may wait.
using Handler = std::function<base::Result<Response>(Request const&)>;

enum class BodyKind {
    json,  ///< Kept in memory, `application/json` unless empty.
    file,  ///< Any type, written to a file while it comes in, after the caller has been let in.
};

/// A route is data: which requests it takes, from whom, and what answers them. Strings are literals.
struct Route {
    std::string_view method;
    std::string_view path;  ///< Such as "/api/v1/areas/{code}".
    Access access;
    Handler handler;
    BodyKind body = BodyKind::json;
    std::size_t body_bytes = 0;  ///< Limit; 0 is Limits::json_bytes.
    /// True for handlers that need microseconds and never wait: they run on the I/O thread.
    bool at_once = false;
    bool guess = false;  ///< Passwords or codes are tried here: Rates::guesses.
    bool bulk = false;  ///< Gives many people's data at once: Rates::bulk.
};

}  // namespace bina::http
