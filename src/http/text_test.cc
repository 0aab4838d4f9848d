#include "http/text.h"

#include <gtest/gtest.h>

#include <cstdint>

#include "http/compress.h"
#include "http/request.h"
#include "http/response.h"

using namespace bina::http;

TEST(Text, DecodesPercentAndRefusesWhatIsNoText) {
    EXPECT_EQ(percent_decode("a%20b%C3%A9%2f"), "a bé/");
    EXPECT_EQ(percent_decode(""), "");
    EXPECT_EQ(percent_decode("a+b"), "a+b");
    for (auto const* text : {"%", "%1", "%g1", "%1g", "%00", "%7f", "%80", "%c3"})
        EXPECT_EQ(percent_decode(text), std::nullopt) << text;
}

TEST(Text, SplitsAQuery) {
    auto const items = parse_query("a=1&&b&c=%3D&d=x+y=z").value();
    ASSERT_EQ(items.size(), 4U);
    EXPECT_EQ(items[1].name + "|" + items[1].value, "b|");
    EXPECT_EQ(items[2].value, "=");
    EXPECT_EQ(items[3].value, "x y=z");
}

TEST(Text, WritesFileNamesForAnyClient) {
    EXPECT_EQ(extended_value("UMKM Blora é.csv"), "UTF-8''UMKM%20Blora%20%C3%A9.csv");
    auto const response = Response::empty().download("a\"\r\nb");
    EXPECT_EQ(response.headers[0].second, "attachment; filename*=UTF-8''a%22%0D%0Ab");
}

TEST(Compress, WeighsWhatTheClientAccepts) {
    EXPECT_TRUE(accepts_encoding("gzip", "gzip"));
    EXPECT_TRUE(accepts_encoding("deflate, GZIP;q=0.5", "gzip"));
    EXPECT_TRUE(accepts_encoding("*", "br"));
    EXPECT_FALSE(accepts_encoding("", "gzip"));
    EXPECT_FALSE(accepts_encoding("gzip;q=0", "gzip"));
    EXPECT_FALSE(accepts_encoding("gzip;q=0.000, *", "gzip"));
    EXPECT_FALSE(accepts_encoding("xgzip", "gzip"));
    EXPECT_TRUE(accepts_encoding("gzip;q=0.001", "gzip"));
}

TEST(Compress, GivesUpOnWhatDoesNotShrink) {
    EXPECT_LT(gzip(std::string(5000, 'a')).size(), 100U);
    EXPECT_EQ(gzip("ab"), "");
}

TEST(Request, FindsCookiesAndTokens) {
    Request request;
    request.headers = {{"COOKIE", "a=1; bina_session=abc=d; bina_sessionx=2"},
                       {"Authorization", "bearer  tok "}};
    EXPECT_EQ(request.cookie("bina_session"), "abc=d");
    EXPECT_EQ(request.cookie("session"), "");
    EXPECT_EQ(request.bearer(), "tok");
    request.headers = {{"Authorization", "Basic abc"}};
    EXPECT_EQ(request.bearer(), "");
}

TEST(Request, ReadsTheKeyThatMakesARetryHarmless) {
    Request request;
    EXPECT_EQ(idempotency_key(request).value(), std::nullopt);
    request.headers = {{"Idempotency-Key", "0189000000007000800000000000000a"}};
    EXPECT_EQ(idempotency_key(request).value()->text(), "0189000000007000800000000000000a");
    request.headers = {{"Idempotency-Key", "1234"}};
    EXPECT_EQ(idempotency_key(request).error().faults[0].path, "Idempotency-Key");
}

TEST(Request, HashesAllThatMakesARequestAnother) {
    Request request{.method = "PUT", .path = "/a", .query = "b", .body = "c"};
    auto const hash = request_hash(request);
    EXPECT_EQ(hash.size(), 64U);
    EXPECT_EQ(request_hash(request), hash);
    for (auto const& other : {Request{.method = "POST", .path = "/a", .query = "b", .body = "c"},
                              Request{.method = "PUT", .path = "/ab", .query = "", .body = "c"},
                              Request{.method = "PUT", .path = "/a", .query = "b", .body = "d"}})
        EXPECT_NE(request_hash(other), hash);
    request.upload = Upload{.sha256 = "00"};
    EXPECT_NE(request_hash(request), hash);
}

TEST(Request, ReadsTheVersionThatAChangeExpects) {
    auto const version = [](std::string_view text) {
        Request request;
        if (!text.empty()) request.headers = {{"If-Match", text}};
        return expected_version(request);
    };
    EXPECT_EQ(version("\"12\""), 12);
    EXPECT_EQ(version("").error().kind->key, "http.version_required");
    for (auto const* text : {"12", "\"\"", "\"-1\"", "\"1x\"", "*", "W/\"1\"", "\"99999999999999999999\""})
        EXPECT_EQ(version(text).error().kind->key, "http.bad_fields") << text;
}

TEST(Response, ProblemNamesEverything) {
    bina::base::ErrorKind const kind{"http.bad_fields", 422};
    auto const response = problem({&kind, "", {{"owner.nik", "base.malformed"}}}, "abc");
    EXPECT_EQ(response.status, 422);
    EXPECT_EQ(response.type, "application/problem+json");
    EXPECT_EQ(response.body, R"({"type":"http.bad_fields","status":422,)"
                             R"("faults":[{"path":"owner.nik","key":"base.malformed"}],"request":"abc"})");
}

TEST(Response, AnswersThatNothingChanged) {
    Request request;
    auto const first = with_etag(request, Response{.body = "{}"});
    ASSERT_EQ(first.headers[0].first, "ETag");
    auto const etag = first.headers[0].second;
    for (auto const& tag : {etag, "W/" + etag, "\"x\", " + etag, std::string("*")}) {
        request.headers = {{"If-None-Match", tag}};
        EXPECT_EQ(with_etag(request, Response{.body = "{}"}).status, 304) << tag;
        EXPECT_EQ(with_etag(request, Response{.body = "{}"}).body, "");
    }
    request.headers = {{"If-None-Match", "\"x\""}};
    EXPECT_EQ(with_etag(request, Response{.body = "{}"}).status, 200);
    request.headers = {{"If-None-Match", etag}};
    EXPECT_EQ(with_etag(request, Response{.body = "{1}"}).status, 200);
}
