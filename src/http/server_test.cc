#include "http/server.h"

#include <gmock/gmock.h>

#include <stdexcept>

#include "http/fields.h"
#include "http/operations.h"
#include "http/test_stage.h"

using namespace bina;
using namespace bina::http;
using namespace bina::http::test;
using testing::ContainsRegex, testing::HasSubstr, testing::Not, testing::StartsWith;

namespace {

constexpr base::ErrorKind no_session{"access.no_session", 401};
constexpr base::ErrorKind denied{"access.denied", 403};

base::Result<Response> echo(Request const& request) {
    return Response{.body = request.body};
}

base::Result<Response> read_name(Request const& request) {
    Fields in{request};
    base::JsonWriter json;
    json.object().field("name", in.body<std::string>("name", Length{1, 10}));
    TRY(in.finish());
    json.end();
    return Response::json(std::move(json), 201);
}

std::string post(std::string_view path, std::string_view body, std::string_view headers = {}) {
    return "POST " + std::string(path) +
           " HTTP/1.1\r\nHost: x\r\nX-Bina: 1\r\nContent-Type: application/json\r\n" + std::string(headers) +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

}  // namespace

class ServerTest : public Stage {};

TEST_F(ServerTest, AnswersOneRequestAfterAnother) {
    route({"GET", "/api/hello", anyone, say_hello});
    start();
    auto client = this->client();
    for (int i = 0; i < 3; ++i) {
        auto const got = client.get("/api/hello");
        EXPECT_EQ(got.status, 200);
        EXPECT_EQ(got.body, R"({"hello":1})");
        EXPECT_EQ(got.headers.at("content-type"), "application/json");
        EXPECT_EQ(got.headers.at("cache-control"), "no-store");
        EXPECT_EQ(got.headers.at("date"), "Tue, 14 Nov 2023 22:13:20 GMT");
        EXPECT_FALSE(got.headers.contains("connection"));
    }
    EXPECT_EQ(client.get("/api/hello", "Connection: close\r\n").headers.at("connection"), "close");
    EXPECT_TRUE(client.ends());
}

TEST_F(ServerTest, AnswersPipelinedRequestsInTheirOrder) {
    route({"POST", "/api/echo", anyone, echo});
    start();
    auto client = this->client();
    std::string all;
    for (int i = 0; i < 50; ++i) all += post("/api/echo", "{\"n\":" + std::to_string(i) + "}");
    ASSERT_TRUE(client.send(all));
    for (int i = 0; i < 50; ++i) EXPECT_EQ(client.receive().body, "{\"n\":" + std::to_string(i) + "}");
}

TEST_F(ServerTest, ReadsARequestThatComesInPieces) {
    route({"POST", "/api/echo", anyone, echo});
    start();
    auto client = this->client();
    auto const request = post("/api/echo", "{}") + post("/api/echo", "{ }");
    for (std::size_t i = 0; i < request.size(); i += 7) client.send(std::string_view(request).substr(i, 7));
    EXPECT_EQ(client.receive().body, "{}");
    EXPECT_EQ(client.receive().body, "{ }");
}

TEST_F(ServerTest, AnswersHeadAndOptionsOfARoute) {
    route({"GET", "/api/hello", anyone, say_hello});
    start();
    auto client = this->client();
    auto const head = client.ask("HEAD /api/hello HTTP/1.1\r\nHost: x\r\n\r\n", true);
    EXPECT_EQ(head.headers.at("content-length"), "11");
    auto const asked = client.ask("OPTIONS /api/hello HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(asked.status, 204);
    EXPECT_EQ(asked.headers.at("allow"), "GET, HEAD");
    EXPECT_FALSE(asked.headers.contains("access-control-allow-origin"));
    EXPECT_EQ(client.get("/api/hello").status, 200);
}

TEST_F(ServerTest, SaysWhatIsNotThere) {
    route({"GET", "/api/hello", anyone, say_hello});
    start();
    auto client = this->client();
    auto const missing = client.get("/api/other");
    EXPECT_EQ(missing.status, 404);
    EXPECT_EQ(type_of(missing), "http.not_found");
    auto const method = client.ask("DELETE /api/hello HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(method.status, 405);
    EXPECT_EQ(type_of(method), "http.method_not_allowed");
    EXPECT_EQ(method.headers.at("allow"), "GET, HEAD");
    EXPECT_EQ(client.get("/api/%zz").status, 400);
    auto const with_body = client.ask(post("/api/hello", "{}"));
    EXPECT_EQ(with_body.status, 405);
    EXPECT_EQ(with_body.headers.at("allow"), "GET, HEAD");
    EXPECT_TRUE(client.ends()) << "its body was not read, so the next request cannot be found";
}

TEST_F(ServerTest, NamesAllFaultsOfARequest) {
    route({"POST", "/api/name", anyone, read_name});
    start();
    auto client = this->client();
    EXPECT_EQ(client.ask(post("/api/name", R"({"name":"Siti"})")).status, 201);
    auto const got = client.ask(post("/api/name", R"({"name":"much too long","x":1})"));
    EXPECT_EQ(got.status, 422);
    EXPECT_EQ(got.headers.at("content-type"), "application/problem+json");
    EXPECT_THAT(got.body, StartsWith(R"({"type":"http.bad_fields","status":422,"faults":[)"
                                     R"({"path":"name","key":"http.too_long"},)"
                                     R"({"path":"x","key":"http.unknown_field"}],"request":")"));
    EXPECT_EQ(type_of(client.ask(post("/api/name", "{"))), "http.bad_json");
}

TEST_F(ServerTest, TakesJsonOnlyAsJson) {
    route({"POST", "/api/name", anyone, read_name});
    start();
    auto const got = client().ask(
        "POST /api/name HTTP/1.1\r\nHost: x\r\nX-Bina: 1\r\nContent-Type: text/plain\r\n"
        "Content-Length: 2\r\n\r\n{}");
    EXPECT_EQ(got.status, 415);
    EXPECT_EQ(type_of(got), "http.unsupported_type");
}

TEST_F(ServerTest, RefusesWritesThatAForeignPageCouldSend) {
    route({"POST", "/api/hello", anyone, say_hello});
    start();
    auto const ask = [&](std::string_view headers) {
        return client().ask("POST /api/hello HTTP/1.1\r\nHost: x\r\n" + std::string(headers) + "\r\n");
    };
    auto const refused = ask("");
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(type_of(refused), "http.csrf");
    EXPECT_EQ(ask("X-Bina: 1\r\n").status, 200);
    EXPECT_EQ(ask("Authorization: Bearer t\r\n").status, 200);
    EXPECT_EQ(ask("Authorization: Basic t\r\n").status, 403);
}

TEST_F(ServerTest, LetsInWhoIsKnownAndMay) {
    site.hooks.authenticate = [](Request const& request) -> base::Result<Caller> {
        if (request.cookie("bina_session").empty()) return base::fail(no_session);
        return Caller{std::make_shared<std::string const>(request.cookie("bina_session")), "user-1"};
    };
    site.hooks.authorise = [](Request const& request, std::string_view permission) -> base::Result<void> {
        if (request.actor<std::string>() != permission) return base::fail(denied);
        return {};
    };
    route({"GET", "/api/me", signed_in,
           [](Request const& request) { return Response{.body = request.actor<std::string>()}; }});
    route({"GET", "/api/users", may("users.manage"), say_hello});
    start();
    auto client = this->client();
    EXPECT_EQ(type_of(client.get("/api/me")), "access.no_session");
    EXPECT_EQ(client.get("/api/me", "Cookie: bina_session=siti\r\n").body, "siti");
    EXPECT_EQ(client.get("/api/users", "Cookie: bina_session=siti\r\n").status, 403);
    EXPECT_EQ(client.get("/api/users", "Cookie: bina_session=users.manage\r\n").status, 200);
    server->stop();
    EXPECT_THAT(log.text(), HasSubstr(R"("user":"user-1")"));
}

TEST_F(ServerTest, TellsTheClientOfADefectNoMoreThanItsNumber) {
    route({"GET", "/api/throw", anyone,
           [](Request const&) -> base::Result<Response> { throw std::runtime_error("secret detail"); }});
    route({"GET", "/api/header", anyone,
           [](Request const&) { return Response::empty().header("X-A", "b\r\nSet-Cookie: c"); }});
    start();
    auto client = this->client();
    auto const got = client.get("/api/throw");
    EXPECT_EQ(got.status, 500);
    EXPECT_EQ(got.body,
              R"({"type":"http.internal","status":500,"request":")" + got.headers.at("x-request-id") + "\"}");
    EXPECT_THAT(log.text(), HasSubstr("secret detail"));
    EXPECT_THAT(log.text(), HasSubstr(got.headers.at("x-request-id")));
    auto const split = client.get("/api/header");
    EXPECT_EQ(split.status, 500) << "a handler cannot be made to write a second header";
    EXPECT_FALSE(split.headers.contains("set-cookie"));
}

TEST_F(ServerTest, LogsTheRouteAndNothingPersonal) {
    route({"GET", "/api/people/{id}", anyone, say_hello});
    start();
    auto client = this->client();
    auto const id = client.get("/api/people/3316010101900001?q=Siti").headers.at("x-request-id");
    client.get("/api/nowhere/Siti");
    client.ask("SITI /api/people/1 HTTP/1.1\r\nHost: x\r\nX-Bina: 1\r\n\r\n");
    server->stop();
    auto const text = log.text();
    EXPECT_THAT(text, HasSubstr(R"({"time":"2023-11-14T22:13:20.123Z","event":"http.request","request":")" +
                                id + R"(","method":"GET","route":"/api/people/{id}","status":200,"bytes":)"));
    EXPECT_THAT(text, HasSubstr(R"("route":"none","status":404)"));
    EXPECT_THAT(text, Not(HasSubstr("Siti")));
    EXPECT_THAT(text, Not(HasSubstr("SITI")));
    EXPECT_THAT(text, Not(HasSubstr("3316010101900001")));
}

TEST_F(ServerTest, SendsSecurityHeadersWithEverything) {
    route({"GET", "/api/hello", anyone, say_hello});
    site.client.add("/index.html", "<html>");
    start();
    auto client = this->client();
    for (auto const* path : {"/api/hello", "/api/missing", "/", "/missing.js"}) {
        auto const got = client.get(path);
        EXPECT_THAT(got.headers.at("content-security-policy"), HasSubstr("default-src 'none'")) << path;
        EXPECT_THAT(got.headers.at("content-security-policy"), HasSubstr("frame-ancestors 'none'"));
        EXPECT_EQ(got.headers.at("x-content-type-options"), "nosniff");
        EXPECT_EQ(got.headers.at("referrer-policy"), "no-referrer");
        EXPECT_TRUE(got.headers.contains("permissions-policy"));
        EXPECT_FALSE(got.headers.contains("strict-transport-security")) << "only under TLS";
    }
    EXPECT_THAT(client.get("/").headers.at("content-security-policy"), HasSubstr("script-src 'self'"));
    EXPECT_EQ(client.get("/usaha").body, "<html>");
    EXPECT_EQ(client.ask("POST /usaha HTTP/1.1\r\nHost: x\r\n\r\n").status, 404);
}

TEST_F(ServerTest, CompressesWhatIsWorthIt) {
    route({"GET", "/api/long", anyone, [](Request const& request) {
               return with_etag(request, {.body = "[" + std::string(5000, '1') + "]"});
           }});
    route({"GET", "/api/hello", anyone, say_hello});
    start();
    auto client = this->client();
    auto const packed = client.get("/api/long", "Accept-Encoding: gzip, br\r\n");
    EXPECT_EQ(packed.headers.at("content-encoding"), "gzip");
    EXPECT_EQ(packed.headers.at("vary"), "Accept-Encoding");
    EXPECT_LT(packed.body.size(), 200U);
    EXPECT_THAT(packed.body, StartsWith("\x1f\x8b"));
    auto const again = client.get(
        "/api/long", "Accept-Encoding: gzip\r\nIf-None-Match: " + packed.headers.at("etag") + "\r\n");
    EXPECT_EQ(again.status, 304);
    auto const plain = client.get("/api/long");
    EXPECT_EQ(plain.body.size(), 5002U);
    EXPECT_EQ(plain.headers.at("vary"), "Accept-Encoding");
    EXPECT_FALSE(client.get("/api/hello", "Accept-Encoding: gzip\r\n").headers.contains("content-encoding"));
}

TEST_F(ServerTest, SpeaksToOldClients) {
    route({"GET", "/api/hello", anyone, say_hello});
    start();
    auto client = this->client();
    auto const kept = client.ask("GET /api/hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(kept.headers.at("connection"), "keep-alive");
    EXPECT_EQ(client.ask("GET /api/hello HTTP/1.0\r\n\r\n").headers.at("connection"), "close");
    EXPECT_TRUE(client.ends());
}

TEST_F(ServerTest, BelievesAProxyOnlyWhenToldSo) {
    auto const tell = [](Request const& request) {
        return Response{.body = std::string(request.address) + (request.secure ? " secure" : " plain")};
    };
    route({"GET", "/api/who", anyone, tell});
    site.routes.push_back({"GET", "/api/who2", anyone, tell});
    constexpr auto forwarded = "X-Forwarded-For: 6.6.6.6, 10.0.0.7\r\nX-Forwarded-Proto: https\r\n";
    auto const routes = site.routes;
    start();
    EXPECT_EQ(client().get("/api/who", forwarded).body, "127.0.0.1 plain");
    server.reset();
    options.behind_proxy = true;
    site.routes = routes;
    start();
    auto const got = client().get("/api/who", forwarded);
    EXPECT_EQ(got.body, "10.0.0.7 secure");
    EXPECT_TRUE(got.headers.contains("strict-transport-security"));
}

TEST_F(ServerTest, TellsItsHealthAndFigures) {
    constexpr static base::ErrorKind broken{"storage.unreachable", 503};
    bool well = true;
    site.routes = operations_routes(metrics, [&]() -> base::Result<void> {
        if (well) return {};
        return base::fail(broken);
    });
    start();
    auto client = this->client();
    EXPECT_EQ(client.get("/health").body, R"({"status":"ok"})");
    well = false;
    auto const failing = client.get("/health");
    EXPECT_EQ(failing.status, 503);
    EXPECT_EQ(failing.body, R"({"status":"failing","reason":"storage.unreachable"})");
    auto const text = client.get("/metrics").body;
    EXPECT_THAT(text, HasSubstr("bina_http_connections 1\n"));
    EXPECT_THAT(text, HasSubstr(R"(bina_http_requests_total{method="GET",route="/health",status="2xx"} 1)"));
    EXPECT_THAT(text, HasSubstr(R"(bina_http_requests_total{method="GET",route="/health",status="5xx"} 1)"));
    EXPECT_THAT(text, HasSubstr(R"(bina_http_request_seconds_count{method="GET",route="/health"} 2)"));
}

TEST_F(ServerTest, RefusesAPortThatIsTaken) {
    start();
    ServerOptions again = options;
    again.port = server->port();
    auto const second = Server::start({}, again, log, metrics);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind->key, "http.cannot_listen");
    again.address = "not an address";
    EXPECT_EQ(Server::start({}, again, log, metrics).error().kind->key, "http.cannot_listen");
}
