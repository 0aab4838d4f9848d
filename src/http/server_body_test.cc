#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "http/test_stage.h"

using namespace bina;
using namespace bina::http;
using namespace bina::http::test;
using testing::HasSubstr;

namespace {

constexpr base::ErrorKind no_session{"access.no_session", 401};

std::string content(std::filesystem::path const& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

std::string put(std::string_view path, std::size_t length, std::string_view headers = {}) {
    return "PUT " + std::string(path) + " HTTP/1.1\r\nHost: x\r\nX-Bina: 1\r\n" + std::string(headers) +
           "Content-Length: " + std::to_string(length) + "\r\n\r\n";
}

/// Text in which no two places look alike.
std::string varied(std::size_t bytes) {
    std::string text;
    while (text.size() < bytes) text += std::to_string(text.size()) + ";";
    text.resize(bytes);
    return text;
}

}  // namespace

class ServerBody : public Stage {
protected:
    void SetUp() override {
        use_uploads();
        Route route{"PUT", "/api/files/{name}", anyone,
                    [this](Request const& request) { return take(request); }};
        route.body = BodyKind::file;
        route.body_bytes = 3 * 1024 * 1024;
        this->route(route);
    }
    base::Result<Response> take(Request const& request) {
        EXPECT_TRUE(request.body.empty());
        taken = content(request.upload->path);
        sha256 = request.upload->sha256;
        EXPECT_EQ(request.upload->bytes, taken.size());
        if (request.param("name") == "keep")
            std::filesystem::rename(request.upload->path, options.upload_folder / "kept");
        return Response::empty(201);
    }
    std::string taken;
    std::string sha256;
};

TEST_F(ServerBody, WritesAnUploadToAFile) {
    start();
    auto client = this->client();
    auto const file = varied(3 * 1024 * 1024);
    EXPECT_EQ(client.ask(put("/api/files/a", file.size()) + file).status, 201);
    EXPECT_TRUE(taken == file);
    EXPECT_EQ(files(), 0U) << "nobody kept it";
    EXPECT_EQ(client.ask(put("/api/files/keep", 3) + "abc").status, 201);
    EXPECT_EQ(sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(content(options.upload_folder / "kept"), "abc");
    EXPECT_EQ(client.ask(put("/api/files/empty", 0)).status, 201);
    EXPECT_EQ(sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    pass(0);
    EXPECT_THAT(metrics.text(), HasSubstr("\nbina_http_uploads 0\n"));
}

TEST_F(ServerBody, WritesAnUploadInChunksToAFile) {
    start();
    auto client = this->client();
    auto const file = varied(700'000);
    client.send("PUT /api/files/a HTTP/1.1\r\nHost: x\r\nX-Bina: 1\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (std::size_t at = 0; at < file.size(); at += 70'000)
        client.send("11170\r\n" + file.substr(at, 70'000) + "\r\n");
    EXPECT_EQ(client.ask("0\r\n\r\nGET /x HTTP/1.1\r\nHost: x\r\n\r\n").status, 201);
    EXPECT_TRUE(taken == file);
    EXPECT_EQ(client.receive().status, 404) << "the request that came behind it";
}

TEST_F(ServerBody, RefusesAnUploadThatIsTooLarge) {
    start();
    EXPECT_EQ(type_of(client().ask(put("/api/files/a", 3 * 1024 * 1024 + 1))), "http.body_too_large");
    auto endless = client();
    endless.send("PUT /api/files/a HTTP/1.1\r\nHost: x\r\nX-Bina: 1\r\nTransfer-Encoding: chunked\r\n\r\n");
    auto const chunk = "10000\r\n" + varied(65'536) + "\r\n";
    for (int i = 0; i < 60; ++i)
        if (!endless.send(chunk)) break;
    EXPECT_EQ(type_of(endless.receive()), "http.body_too_large");
    EXPECT_EQ(taken, "");
    EXPECT_EQ(client().ask(put("/api/files/a", 1) + "a").status, 201);
    EXPECT_EQ(files(), 0U);
}

TEST_F(ServerBody, AsksWhoItIsBeforeItTakesAnUpload) {
    site.routes[0].access = signed_in;
    site.hooks.authenticate = [](Request const& request) -> base::Result<Caller> {
        if (request.cookie("s").empty()) return base::fail(no_session);
        return Caller{};
    };
    start();
    auto stranger = client();
    auto const got = stranger.ask(put("/api/files/a", 1'000'000, "Expect: 100-continue\r\n"));
    EXPECT_EQ(got.status, 401);
    EXPECT_EQ(files(), 0U);
    EXPECT_TRUE(stranger.ends());
    auto known = client();
    EXPECT_EQ(known.ask(put("/api/files/a", 3, "Cookie: s=1\r\nExpect: 100-continue\r\n")).status, 100);
    EXPECT_EQ(known.ask("abc").status, 201);
    EXPECT_EQ(taken, "abc");
}

TEST_F(ServerBody, ForgetsAnUploadThatBreaksOff) {
    start();
    {
        auto client = this->client();
        EXPECT_EQ(client.ask(put("/api/files/a", 1'000'000, "Expect: 100-continue\r\n")).status, 100);
        client.send(varied(500'000));
    }
    server->stop();
    EXPECT_EQ(taken, "");
    EXPECT_EQ(files(), 0U);
}

TEST_F(ServerBody, SaysWhenAnUploadCannotBeKept) {
    start();
    std::filesystem::remove_all(options.upload_folder);
    auto const got = client().ask(put("/api/files/a", 3) + "abc");
    EXPECT_EQ(got.status, 507);
    EXPECT_EQ(type_of(got), "http.upload_failed");
}

TEST_F(ServerBody, RemovesWhatADeadServerLeft) {
    std::filesystem::create_directories(options.upload_folder);
    std::ofstream(options.upload_folder / "upload-abcdef") << "half";
    std::ofstream(options.upload_folder / "mine") << "whole";
    start();
    EXPECT_EQ(files(), 1U);
}

TEST_F(ServerBody, StreamsAReplyPieceByPiece) {
    route({"GET", "/api/export", anyone, [](Request const&) {
               return Response::stream("text/csv",
                                       [at = 0](std::string& piece) mutable -> base::Result<bool> {
                                           if (++at % 3 != 0) piece = "row " + std::to_string(at) + "\n";
                                           return at < 10;
                                       });
           }});
    start();
    auto client = this->client();
    for (int i = 0; i < 2; ++i) {
        auto const got = client.get("/api/export");
        EXPECT_EQ(got.headers.at("transfer-encoding"), "chunked");
        EXPECT_EQ(got.body, "row 1\nrow 2\nrow 4\nrow 5\nrow 7\nrow 8\nrow 10\n");
        EXPECT_TRUE(got.whole);
    }
    auto const old = client.ask("GET /api/export HTTP/1.0\r\n\r\n");
    EXPECT_EQ(old.body.size(), 43U);
    EXPECT_TRUE(client.ends());
}

TEST_F(ServerBody, DoesNotPassOffABrokenReplyAsWhole) {
    route({"GET", "/api/export", anyone, [](Request const&) {
               return Response::stream("text/csv",
                                       [at = 0](std::string& piece) mutable -> base::Result<bool> {
                                           if (++at == 3)
                                               return base::fail(error::internal, "lost the store");
                                           piece = "row\n";
                                           return true;
                                       });
           }});
    start();
    EXPECT_FALSE(client().get("/api/export").whole);
    auto old = client();
    old.ask("GET /api/export HTTP/1.0\r\n\r\n");
    EXPECT_TRUE(old.was_reset()) << "or it would take the end of the connection for the end of the file";
    EXPECT_THAT(log.text(), HasSubstr("lost the store"));
}

// A client that takes nothing holds one piece in memory, and no worker.
TEST_F(ServerBody, PullsOnlyWhatTheClientTakes) {
    std::atomic<int> pulled = 0;
    route({"GET", "/api/endless", anyone, [&](Request const&) {
               return Response::stream("text/csv", [&](std::string& piece) -> base::Result<bool> {
                   piece.assign(1024 * 1024, 'a');
                   return ++pulled < 1000;
               });
           }});
    route({"GET", "/api/hello", anyone, say_hello});
    options.workers = 1;
    start();
    {
        auto lazy = client();
        lazy.send("GET /api/endless HTTP/1.1\r\nHost: x\r\n\r\n");
        char first = 0;
        ASSERT_EQ(::recv(lazy.fd(), &first, 1, MSG_PEEK), 1);
        for (int i = 0; i < 20; ++i) EXPECT_EQ(client().get("/api/hello").status, 200);
        EXPECT_LT(pulled, 100);
    }
    server->stop();
    EXPECT_LT(pulled, 100);
}

TEST_F(ServerBody, SendsAFile) {
    auto const path = options.upload_folder.string() + ".src";
    auto const file = varied(1'000'000);
    std::ofstream(path) << file;
    route({"GET", "/api/file", anyone, [&](Request const&) -> base::Result<Response> {
               auto response = TRY(Response::file(path, "text/csv"));
               std::filesystem::remove(path);
               return std::move(response).download("Daftar UMKM.csv");
           }});
    start();
    auto client = this->client();
    auto const got = client.get("/api/file");
    EXPECT_EQ(got.headers.at("content-length"), "1000000");
    EXPECT_EQ(got.headers.at("content-disposition"), "attachment; filename*=UTF-8''Daftar%20UMKM.csv");
    EXPECT_TRUE(got.body == file);
    EXPECT_EQ(client.get("/api/file").status, 404) << "it was removed once it had been opened";
}

TEST_F(ServerBody, SendsAnEmptyFile) {
    auto const path = options.upload_folder.string() + ".empty";
    std::ofstream(path).flush();
    route({"GET", "/api/file", anyone, [&](Request const&) { return Response::file(path, "text/csv"); }});
    start();
    auto const got = client().get("/api/file");
    EXPECT_EQ(got.status, 200);
    EXPECT_EQ(got.headers.at("content-length"), "0");
    std::filesystem::remove(path);
}
