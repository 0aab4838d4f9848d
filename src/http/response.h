#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "http/request.h"

namespace bina::http {

/// Writes the next piece of a reply into an empty `piece` and returns false after the last one. It is called
/// again only when the client has taken the piece before, each time on any worker: so it keeps a cursor, not
/// a transaction. An error ends the connection, which tells the client that the reply is not whole.
using Pull = std::function<base::Result<bool>(std::string& piece)>;

/// What a handler answers with: text, or pieces that are pulled while the client takes them.
struct Response {
    int status = 200;
    std::string body;
    std::string_view
        lasting;  ///< Takes the place of `body`: text that outlives the server, sent without a copy.
    std::string type = "application/json";
    std::vector<std::pair<std::string_view, std::string>> headers;
    Pull pull;  ///< Takes the place of `body`.
    std::optional<std::uint64_t> length;  ///< Of what `pull` gives, when known.
    bool page = false;  ///< Part of the web client: sent under its content security policy, not the API's.

    static Response json(base::JsonWriter&& json, int status = 200);
    static Response empty(int status = 204);
    static Response stream(std::string type, Pull pull);
    /// A file, read piece by piece; it is opened at once, so it may be removed afterwards.
    /// Error: not_found.
    static base::Result<Response> file(std::filesystem::path const& path, std::string type);

    /// `name` must outlive the response: a literal.
    Response& header(std::string_view name, std::string value) &;
    Response&& header(std::string_view name, std::string value) &&;
    /// Makes a browser save the reply as `file_name` (any UTF-8) instead of showing it.
    Response&& download(std::string_view file_name) &&;
};

/// Problem details (RFC 9457) of an error; `request` is the id under which the log has more.
Response problem(base::Error const& error, std::string_view request);

/// `response` with a strong ETag of its body, or 304 without body when the client has just that one. Lets the
/// client keep the reply, but ask each time.
Response with_etag(Request const& request, Response response);

/// True if a header If-None-Match names `etag` or everything.
bool names_etag(std::string_view if_none_match, std::string_view etag);

}  // namespace bina::http
