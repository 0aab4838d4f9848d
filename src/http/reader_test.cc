#include "http/reader.h"

#include <gtest/gtest.h>

using namespace bina::http;

namespace {

struct Outcome {
    Step step;
    std::string_view key;
    std::string body;
    std::size_t left = 0;
};

/// Reads `bytes` as they would arrive in pieces of `piece` bytes.
Outcome read(std::string_view bytes, std::size_t piece, Request& request, Limits const& limits = {}) {
    Reader reader(limits);
    std::size_t arrived = 0;
    std::size_t used = 0;
    Outcome outcome{Step::more, {}, {}};
    while (outcome.step == Step::more && arrived < bytes.size()) {
        arrived = std::min(arrived + piece, bytes.size());
        outcome.step = reader.read_head(bytes.substr(0, arrived), request);
        used = reader.consumed();
    }
    while (outcome.step == Step::done && !reader.body_done()) {
        auto const step = reader.read_body(bytes.substr(used, arrived - used), outcome.body);
        used += reader.consumed();
        if (step != Step::more) outcome.step = step;
        if (step == Step::more && arrived == bytes.size()) outcome.step = Step::more;
        arrived = std::min(arrived + piece, bytes.size());
    }
    if (outcome.step == Step::refused) outcome.key = reader.refusal().key;
    outcome.left = bytes.size() - used;
    return outcome;
}

std::string_view refusal(std::string_view bytes, Limits const& limits = {}) {
    Request request;
    auto const at_once = read(bytes, bytes.size(), request, limits);
    Request again;
    auto const byte_by_byte = read(bytes, 1, again, limits);
    EXPECT_EQ(at_once.key, byte_by_byte.key) << bytes;
    return at_once.key;
}

}  // namespace

TEST(Reader, ReadsTheSameInPiecesOfAnySize) {
    constexpr std::string_view bytes =
        "PUT /a/b?q=1 HTTP/1.1\r\nHost: x\r\nX-Bina: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
        "4;name=\"v\"\r\nwiki\r\n5\r\npedia\r\n0\r\nX-Bina: 2\r\n\r\nGET /";
    for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
        Request request;
        auto const outcome = read(bytes, piece, request);
        ASSERT_EQ(outcome.step, Step::done) << piece;
        EXPECT_EQ(outcome.body, "wikipedia");
        EXPECT_EQ(bytes.substr(bytes.size() - outcome.left), "GET /");
        EXPECT_EQ(request.method, "PUT");
        EXPECT_EQ(request.path, "/a/b");
        EXPECT_EQ(request.query, "q=1");
        ASSERT_EQ(request.headers.size(), 3U) << "what follows the chunks is no header";
        EXPECT_EQ(request.header("x-bina"), "1");
    }
}

TEST(Reader, AnEmptyBodyInChunksEndsInPiecesToo) {
    constexpr std::string_view bytes =
        "PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Bina: 2\r\n\r\nGET /";
    for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
        Request request;
        auto const outcome = read(bytes, piece, request);
        ASSERT_EQ(outcome.step, Step::done) << piece;
        EXPECT_EQ(outcome.body, "");
        EXPECT_EQ(bytes.substr(bytes.size() - outcome.left), "GET /");
    }
}

TEST(Reader, RefusesABodyOfTwoLengths) {
    constexpr std::string_view host = "POST / HTTP/1.1\r\nHost: x\r\n";
    for (std::string_view const headers : {
             "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
             "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
             "Content-Length: 5\r\nContent-Length: 6\r\n",
             "Content-Length: 5\r\nContent-Length: 5\r\n",
             "Content-Length: 5, 5\r\n",
             "Content-Length: +5\r\n",
             "Content-Length: -5\r\n",
             "Content-Length: 0x5\r\n",
             "Content-Length: 5 5\r\n",
             "Content-Length: 99999999999999999999999\r\n",
             "Content-Length:\r\n",
             "Transfer-Encoding: gzip, chunked\r\n",
             "Transfer-Encoding: chunked, identity\r\n",
             "Transfer-Encoding: xchunked\r\n",
             "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
             "Transfer-Encoding: \"chunked\"\r\n",
         })
        EXPECT_EQ(refusal(std::string(host) + std::string(headers) + "\r\n"), "http.ambiguous_length")
            << headers;
    EXPECT_EQ(refusal("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"), "http.ambiguous_length");
}

TEST(Reader, RefusesWhatTwoReadersCouldReadInTwoWays) {
    for (std::string_view const bytes : {
             "GET / HTTP/1.1\nHost: x\n\n",
             "GET / HTTP/1.1\r\nHost: x\n\r\n",
             "GET / HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n",
             "GET / HTTP/1.1\r\n Host: x\r\n\r\n",
             "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
             "GET / HTTP/1.1\r\nHost: x\r\nA\rB: y\r\n\r\n",
             "GET / HTTP/1.1\r\nHost: x\r\nA b: y\r\n\r\n",
             "GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n",
             "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
             "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
             "GET / HTTP/1.1\r\n\r\n",
             "GET  / HTTP/1.1\r\nHost: x\r\n\r\n",
             "G@T / HTTP/1.1\r\nHost: x\r\n\r\n",
             "\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
             "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n",
             "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nhello\r\n0\r\n\r\n",
             "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloXX0\r\n\r\n",
             "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
             "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n11111111111111111\r\nhello",
         })
        EXPECT_EQ(refusal(bytes), "http.bad_request") << bytes;
    EXPECT_EQ(refusal(std::string_view("GET / HTTP/1.1\r\nHost: x\r\nA: \0\r\n\r\n", 37)),
              "http.bad_request");
}

TEST(Reader, NamesTheLimitThatIsExceeded) {
    Limits const limits{.header_bytes = 400, .headers = 4, .target_bytes = 100, .chunk_line_bytes = 50};
    auto const with_target = [](std::size_t bytes) {
        return "GET /" + std::string(bytes - 1, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n";
    };
    auto const with_headers = [](int count) {
        std::string text = "GET / HTTP/1.1\r\nHost: x\r\n";
        for (int i = 1; i < count; ++i) text += "A: b\r\n";
        return text + "\r\n";
    };
    auto const with_value = [](std::size_t bytes) {
        return "GET / HTTP/1.1\r\nHost: x\r\nA: " + std::string(bytes, 'a') + "\r\n\r\n";
    };
    EXPECT_EQ(refusal(with_target(100), limits), "");
    EXPECT_EQ(refusal(with_target(101), limits), "http.target_too_long");
    EXPECT_EQ(refusal(with_target(4000), limits), "http.target_too_long");
    EXPECT_EQ(refusal(with_headers(4), limits), "");
    EXPECT_EQ(refusal(with_headers(5), limits), "http.too_many_headers");
    EXPECT_EQ(refusal(with_value(300), limits), "");
    EXPECT_EQ(refusal(with_value(400), limits), "http.header_too_large");
    EXPECT_EQ(refusal("GET / HTTP/2.0\r\nHost: x\r\n\r\n"), "http.bad_version");
    EXPECT_EQ(refusal("GET /a b HTTP/1.1\r\nHost: x\r\n\r\n"), "http.bad_version");
    EXPECT_EQ(refusal("GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n"), "http.bad_target");
    EXPECT_EQ(refusal("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n"), "http.bad_target");
    EXPECT_EQ(
        refusal("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;" + std::string(60, 'a'),
                limits),
        "http.bad_request");
}

TEST(Reader, KnowsWhetherTheConnectionGoesOn) {
    auto const keeps = [](std::string_view bytes) {
        Limits const limits;
        Reader reader(limits);
        Request request;
        EXPECT_EQ(reader.read_head(bytes, request), Step::done);
        return reader.keep_alive();
    };
    EXPECT_TRUE(keeps("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
    EXPECT_FALSE(keeps("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    EXPECT_FALSE(keeps("GET / HTTP/1.0\r\n\r\n"));
    EXPECT_TRUE(keeps("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
    EXPECT_TRUE(keeps("\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n")) << "an empty line before is forgiven";
}
