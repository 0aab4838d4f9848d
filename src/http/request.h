#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/types.h"

namespace bina::http {

struct Header {
    std::string_view name;
    std::string_view value;
};

/// A segment of the path that a route leaves open, percent-decoded.
struct Param {
    std::string_view name;
    std::string value;
};

/// A body that was written to a file while it came in. The file is removed after the request unless the
/// handler has moved it elsewhere.
struct Upload {
    std::filesystem::path path;
    std::uint64_t bytes = 0;
    std::string sha256;  ///< 64 hexadecimal digits.
};

/// Who asks, as `Hooks::authenticate` found.
struct Caller {
    std::shared_ptr<void const> actor;  ///< Of the composition's own type; read with Request::actor.
    std::string user;  ///< The user's id for the log; empty for nobody.
};

/// One request, read and routed. Views live as long as the handler runs.
struct Request {
    std::string_view method;
    std::string_view path;  ///< As sent, without the query.
    std::string_view query;  ///< As sent, without the question mark.
    std::vector<Header> headers;
    std::vector<Param> params;
    std::string body;
    std::optional<Upload> upload;
    std::string id;  ///< What the log and a problem reply call this request.
    std::string_view address;  ///< The client's address, of a trusted proxy's client when there is one.
    base::Instant received;
    bool secure = false;  ///< Over TLS, here or at the trusted proxy: cookies may say `Secure`.
    Caller caller;

    /// The value of the first header of that name, in any case; empty when there is none.
    std::string_view header(std::string_view name) const;
    /// The decoded segment `{name}` of the route's path; empty when it has none.
    std::string_view param(std::string_view name) const;
    /// The value of a cookie, as sent; empty when there is none.
    std::string_view cookie(std::string_view name) const;
    /// The token of `Authorization: Bearer …`; empty when there is none.
    std::string_view bearer() const;
    /// Whoever `Hooks::authenticate` recognised; only for routes that are not open to anyone.
    template <class Actor>
    Actor const& actor() const {
        return *static_cast<Actor const*>(caller.actor.get());
    }
};

using IdempotencyKey = base::Id<struct IdempotencyTag>;

/// The header Idempotency-Key, if any. Error: bad_fields.
base::Result<std::optional<IdempotencyKey>> idempotency_key(Request const& request);

/// SHA-256 in hexadecimal of method, path, query and body: equal for a retry, different for another request
/// that reuses its key.
std::string request_hash(Request const& request);

/// The number in `If-Match: "12"`. Errors: version_required without the header, bad_fields.
base::Result<std::int64_t> expected_version(Request const& request);

}  // namespace bina::http
