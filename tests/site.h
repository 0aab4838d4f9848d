#pragma once
#include <algorithm>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "access/account.h"
#include "fixture.h"
#include "http/answer.h"
#include "http/error.h"
#include "http/json.h"
#include "http/limits.h"
#include "http/router.h"

namespace bina::fixture {

/// A reply as a client sees it.
struct Got {
    int status = 0;
    std::string body;
    std::map<std::string, std::string> headers;

    /// The value at a JSON pointer such as "/user/name", as JSON text; "absent" where there is none.
    std::string at(std::string_view pointer) const {
        boost::json::error_code code;
        auto const root = http::parse_json(body, {}, code);
        if (code) return "no JSON";
        auto const* const found = root.find_pointer({pointer.data(), pointer.size()}, code);
        return found == nullptr ? "absent" : boost::json::serialize(*found);
    }
    /// The key of a problem reply.
    std::string problem() const { return at("/type"); }
};

class LogLines final : public http::Log {
public:
    void write(std::string_view lines) override { text += lines; }
    void flush() override {}
    std::string text;
};

/// Answers requests as the server does, but without sockets, threads and time: routes them, finds out who
/// asks, runs the handler. Keeps the cookie like a browser.
class Site {
public:
    Site(std::vector<http::Route> routes, http::Hooks hooks)
        : m_router(std::move(routes)), m_hooks(std::move(hooks)) {}
    /// Without sessions: every request is sent by `actor`.
    explicit Site(std::vector<http::Route> routes)
        : Site(std::move(routes),
               {.authenticate = [this](http::Request const&) { return caller(); },
                .authorise =
                    [this](http::Request const&, std::string_view permission) {
                        return actor->require_somewhere(access::permission_of(permission).value());
                    }}) {}
    Site(Site const&) = delete;
    Site& operator=(Site const&) = delete;

    Got get(std::string const& target, std::vector<http::Header> headers = {}) {
        return send("GET", target, {}, std::move(headers));
    }
    Got post(std::string const& target, std::string body) { return send("POST", target, std::move(body)); }
    Got put(std::string const& target, std::string body) { return send("PUT", target, std::move(body)); }
    Got erase(std::string const& target) { return send("DELETE", target, {}); }

    Got send(std::string_view method, std::string const& target, std::string body,
             std::vector<http::Header> headers = {}) {
        auto const mark = std::min(target.find('?'), target.size());
        http::Request request{.method = method,
                              .path = std::string_view(target).substr(0, mark),
                              .query = std::string_view(target).substr(std::min(mark + 1, target.size())),
                              .headers = std::move(headers),
                              .id = "test",
                              .address = "127.0.0.1",
                              .received = clock(),
                              .secure = secure};
        request.headers.push_back({"X-Bina", "1"});
        if (!body.empty()) request.headers.push_back({"Content-Type", "application/json"});
        std::string const sent_cookie = cookie;
        if (!cookie.empty()) request.headers.push_back({"Cookie", sent_cookie});
        auto response = http::answer([&] { return run(request, std::move(body)); }, request, log);
        return received(std::move(response));
    }

    std::optional<access::Actor> actor;  ///< Who sends; nobody.
    std::string cookie;  ///< "bina_session=…"
    bool secure = false;  ///< As over TLS.
    LogLines log;

private:
    base::Result<http::Caller> caller() const {
        if (!actor) return base::fail(access::error::no_session);
        return http::Caller{std::make_shared<access::Actor const>(*actor), actor->id.text()};
    }
    base::Result<http::Response> run(http::Request& request, std::string body) {
        auto match = m_router.find(request.method, request.path);
        if (match.refusal != nullptr) return base::fail(*match.refusal);
        request.params = std::move(match.params);
        TRY(http::admit(m_hooks, *match.route, request));
        auto const limit = match.route->body_bytes == 0 ? http::Limits{}.json_bytes : match.route->body_bytes;
        if (body.size() > limit) return base::fail(http::error::body_too_large);
        if (match.route->body == http::BodyKind::json) {
            request.body = std::move(body);
            return match.route->handler(request);
        }
        auto const path = m_uploads.path() / "upload";
        std::ofstream(path, std::ios::binary) << body;
        request.upload = http::Upload{.path = path, .bytes = body.size(), .sha256 = std::string(64, '0')};
        return match.route->handler(request);
    }
    Got received(http::Response&& response) {
        Got got{.status = response.status, .body = std::move(response.body), .headers = {}};
        for (std::string piece; response.pull;) {
            piece.clear();
            bool const more = response.pull(piece).value();
            got.body += piece;
            if (!more) break;
        }
        if (!response.type.empty()) got.headers["Content-Type"] = response.type;
        for (auto& [name, value] : response.headers) got.headers[std::string(name)] = std::move(value);
        if (auto const set = got.headers.find("Set-Cookie"); set != got.headers.end()) {
            cookie = set->second.substr(0, set->second.find(';'));
            if (cookie.ends_with('=')) cookie.clear();
        }
        return got;
    }

    http::Router m_router;
    http::Hooks m_hooks;
    Folder m_uploads;
};

}  // namespace bina::fixture
