#include <gmock/gmock.h>

#include <latch>
#include <thread>

#include "http/test_stage.h"

using namespace bina;
using namespace bina::http;
using namespace bina::http::test;
using testing::HasSubstr;

namespace {

constexpr std::string_view hello = "GET /api/hello HTTP/1.1\r\nHost: x\r\n\r\n";

}  // namespace

class ServerLimits : public Stage {
protected:
    void SetUp() override { route({"GET", "/api/hello", anyone, say_hello}); }
    /// Waits until the gauge has that value.
    bool reaches(std::string const& gauge, int value) const {
        auto const line = "\n" + gauge + " " + std::to_string(value) + "\n";
        for (int i = 0; i < 1'000'000; ++i) {
            if (metrics.text().find(line) != std::string::npos) return true;
            std::this_thread::yield();
        }
        return false;
    }
};

// Each request that cannot be read gets its reply, and then the connection ends.
TEST_F(ServerLimits, AnswersWhatItCannotRead) {
    options.limits.header_bytes = 600;
    options.limits.target_bytes = 200;
    options.limits.headers = 5;
    options.limits.json_bytes = 10;
    route({"POST", "/api/hello", anyone, say_hello});
    start();
    auto const long_text = std::string(1000, 'a');
    std::string const post =
        "POST /api/hello HTTP/1.1\r\nHost: x\r\nX-Bina: 1\r\nContent-Type: application/json\r\n";
    struct Case {
        std::string bytes;
        int status;
        char const* key;
    };
    for (auto const& [bytes, status, key] : {
             Case{"GET /" + long_text + " HTTP/1.1\r\n", 414, "http.target_too_long"},
             Case{"GET / HTTP/1.1\r\nHost: x\r\nA: " + long_text, 431, "http.header_too_large"},
             Case{"GET / HTTP/1.1\r\nA:\r\nB:\r\nC:\r\nD:\r\nE:\r\nF:\r\n", 431, "http.too_many_headers"},
             Case{"GET / HTTP/3.0\r\nHost: x\r\n\r\n", 505, "http.bad_version"},
             Case{"GET / HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n", 400, "http.bad_request"},
             Case{post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400,
                  "http.ambiguous_length"},
             Case{post + "Content-Length: 11\r\n\r\n", 413, "http.body_too_large"},
             Case{post + "Transfer-Encoding: chunked\r\n\r\nb\r\n", 0, ""},
             Case{post + "Transfer-Encoding: chunked\r\n\r\nb\r\n{         }\r\n", 413,
                  "http.body_too_large"},
             Case{post + "Transfer-Encoding: chunked\r\n\r\nx\r\n", 400, "http.bad_request"},
         }) {
        auto client = this->client();
        client.send(bytes);
        if (status == 0) continue;
        auto const got = client.receive();
        EXPECT_EQ(got.status, status) << bytes.substr(0, 60);
        EXPECT_EQ(type_of(got), key);
        EXPECT_EQ(got.headers.at("connection"), "close");
        EXPECT_TRUE(client.ends());
    }
    EXPECT_EQ(client().get("/api/hello").status, 200);
}

TEST_F(ServerLimits, SmuggledRequestIsNeverAnswered) {
    start();
    auto client = this->client();
    auto const got = client.ask(
        "POST /api/hello HTTP/1.1\r\nHost: x\r\nX-Bina: 1\r\nContent-Length: 4\r\nTransfer-Encoding: "
        "chunked\r\n\r\n"
        "0\r\n\r\nGET /api/hello HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(got.status, 400);
    EXPECT_TRUE(client.ends());
}

TEST_F(ServerLimits, CutsOffWhoIsSlowToAsk) {
    start();
    auto client = this->client();
    client.send(std::string(hello) + "GET /api/hello HT");
    EXPECT_EQ(client.receive().status, 200);
    pass(options.limits.header_ms - 1);
    client.send("TP/1.1\r\n");  // a byte now and then does not help
    pass(1);
    auto const got = client.receive();
    EXPECT_EQ(got.status, 408);
    EXPECT_EQ(type_of(got), "http.timeout");
    EXPECT_TRUE(client.ends());
    EXPECT_THAT(metrics.text(), HasSubstr("bina_http_timeouts_total 1\n"));
}

TEST_F(ServerLimits, ClosesIdleConnectionsSilently) {
    start();
    auto client = this->client();
    client.ask(hello);
    pass(options.limits.idle_ms - 1);
    EXPECT_EQ(client.ask(hello).status, 200);
    pass(options.limits.idle_ms);
    EXPECT_TRUE(client.ends());
}

TEST_F(ServerLimits, CutsOffWhoSendsABodyTooSlowly) {
    route({"POST", "/api/hello", anyone, say_hello});
    start();
    std::string const head =
        "POST /api/hello HTTP/1.1\r\nHost: x\r\nX-Bina: 1\r\nContent-Type: application/json\r\n"
        "Content-Length: 100000\r\nExpect: 100-continue\r\n\r\n";
    auto slow = client();
    EXPECT_EQ(slow.ask(head).status, 100);
    pass(options.limits.transfer_ms);
    EXPECT_EQ(type_of(slow.receive()), "http.timeout");
    EXPECT_TRUE(slow.ends());
}

TEST_F(ServerLimits, CutsOffWhoDoesNotTakeTheReply) {
    std::string const large(64 * 1024 * 1024, 'a');
    route({"GET", "/api/large", anyone, [&](Request const&) { return Response{.lasting = large}; }});
    options.limits.bytes_per_second_min = 1024 * 1024 * 1024;
    start();
    auto client = this->client();
    client.send("GET /api/large HTTP/1.1\r\nHost: x\r\n\r\n");
    char first = 0;
    ASSERT_EQ(::recv(client.fd(), &first, 1, MSG_PEEK), 1);
    pass(options.limits.transfer_ms);
    auto const got = client.receive();
    EXPECT_EQ(got.status, 200);
    EXPECT_FALSE(got.whole);
}

TEST_F(ServerLimits, TurnsAwayConnectionsOverTheLimit) {
    options.limits.connections = 2;
    start();
    auto first = client();
    EXPECT_EQ(first.ask(hello).status, 200);
    {
        auto second = client();
        EXPECT_EQ(second.ask(hello).status, 200);
        auto third = client();
        auto const got = third.receive();
        EXPECT_EQ(got.status, 503);
        EXPECT_EQ(type_of(got), "http.busy");
        EXPECT_EQ(got.headers.at("retry-after"), "1");
        EXPECT_TRUE(third.ends());
    }
    ASSERT_TRUE(reaches("bina_http_connections", 1));
    EXPECT_EQ(client().ask(hello).status, 200) << "room again";
}

TEST_F(ServerLimits, TurnsAwayAnAddressThatHasItsFill) {
    options.limits.connections_per_address = 1;
    options.limits.count_loopback = true;
    start();
    {
        auto first = client();
        EXPECT_EQ(first.ask(hello).status, 200);
        auto const got = client().receive();
        EXPECT_EQ(got.status, 429);
        EXPECT_EQ(type_of(got), "http.too_many_connections");
    }
    ASSERT_TRUE(reaches("bina_http_connections", 0));
    EXPECT_EQ(client().ask(hello).status, 200);
}

TEST_F(ServerLimits, SaysThatItIsBusyInsteadOfLettingRequestsPileUp) {
    std::latch entered{1};
    std::latch leave{1};
    route({"GET", "/api/wait", anyone, [&](Request const&) {
               entered.count_down();
               leave.wait();
               return Response::empty();
           }});
    options.workers = 1;
    options.limits.waiting_requests = 1;
    start();
    auto running = client();
    running.send("GET /api/wait HTTP/1.1\r\nHost: x\r\n\r\n");
    entered.wait();
    auto waiting = client();
    waiting.send(hello);
    ASSERT_TRUE(reaches("bina_http_waiting_requests", 1));
    auto refused = client();
    auto const got = refused.ask(hello);
    EXPECT_EQ(got.status, 503);
    EXPECT_EQ(type_of(got), "http.busy");
    EXPECT_EQ(got.headers.at("retry-after"), "1");
    leave.count_down();
    EXPECT_EQ(running.receive().status, 204);
    EXPECT_EQ(waiting.receive().status, 200);
    EXPECT_EQ(refused.ask(hello).status, 200) << "and may ask again on the same connection";
}

TEST_F(ServerLimits, HoldsNoMoreBodiesThanFit) {
    options.limits.bodies_bytes = 50;
    route({"POST", "/api/hello", anyone, say_hello});
    start();
    auto const ask = [&](std::string const& length) {
        return client().ask(
            "POST /api/hello HTTP/1.1\r\nHost: x\r\nX-Bina: 1\r\nContent-Type: application/json\r\n"
            "Content-Length: " +
            length + "\r\n\r\n" + std::string(std::stoul(length), ' '));
    };
    EXPECT_EQ(ask("50").status, 200);
    EXPECT_EQ(type_of(ask("51")), "http.busy");
    EXPECT_EQ(ask("50").status, 200) << "what was taken has been given back";
}

TEST_F(ServerLimits, WritesOnlySoManyUploadsAtATime) {
    use_uploads();
    options.limits.uploads = 1;
    Route upload{"PUT", "/api/file", anyone, say_hello};
    upload.body = BodyKind::file;
    route(upload);
    start();
    std::string const head = "PUT /api/file HTTP/1.1\r\nHost: x\r\nX-Bina: 1\r\nContent-Length: 1\r\n";
    auto first = client();
    EXPECT_EQ(first.ask(head + "Expect: 100-continue\r\n\r\n").status, 100);
    EXPECT_EQ(type_of(client().ask(head + "\r\n")), "http.busy");
    EXPECT_EQ(first.ask("a").status, 200);
    pass(0);
    EXPECT_EQ(client().ask(head + "\r\na").status, 200);
}

// Figures are wanted most when no worker is free.
TEST_F(ServerLimits, AnswersAtOnceWithoutAWorker) {
    route({.method = "GET", .path = "/api/quick", .access = anyone, .handler = say_hello, .at_once = true});
    options.limits.waiting_requests = 0;
    start();
    auto client = this->client();
    EXPECT_EQ(client.get("/api/hello").status, 503);
    EXPECT_EQ(client.get("/api/quick").status, 200);
}

TEST_F(ServerLimits, FinishesWhatRunsBeforeItStops) {
    std::latch entered{1};
    std::latch leave{1};
    route({"GET", "/api/wait", anyone, [&](Request const&) {
               entered.count_down();
               leave.wait();
               return Response{.body = "done"};
           }});
    start();
    auto idle = client();
    EXPECT_EQ(idle.ask(hello).status, 200);
    auto running = client();
    running.send("GET /api/wait HTTP/1.1\r\nHost: x\r\n\r\n");
    entered.wait();
    std::thread stopping([&] { server->stop(); });
    EXPECT_TRUE(idle.ends());
    EXPECT_THROW(client(), std::runtime_error) << "nobody listens any more";
    leave.count_down();
    auto const got = running.receive();
    EXPECT_EQ(got.body, "done");
    EXPECT_EQ(got.headers.at("connection"), "close");
    EXPECT_TRUE(running.ends());
    stopping.join();
}

TEST_F(ServerLimits, DoesNotWaitForeverForASlowClientWhenItStops) {
    options.limits.stop_ms = 50;
    start();
    auto slow = client();
    slow.send(std::string(hello) + "GET /api");
    EXPECT_EQ(slow.receive().status, 200);
    pass(0);
    server->stop();
    EXPECT_EQ(slow.receive().status, 408);
}
