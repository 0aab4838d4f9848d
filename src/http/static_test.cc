#include "http/static.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

using namespace bina;
using namespace bina::http;

namespace {

StaticFiles sample() {
    StaticFiles files;
    files.add("/index.html", "<html>");
    files.add("/lapangan.html", "<phone>");
    files.add("/sw.js", "worker");
    files.add("/assets/app-1a2b.js", std::string(3000, 'j'));
    files.add("/assets/app-1a2b.js.gz", "gzipped");
    files.add("/assets/app-1a2b.js.br", "brotli");
    files.add("/assets/small.css", "ab");
    files.add("/assets/small.css.br", "longer than the file");
    return files;
}

std::optional<Response> get(StaticFiles const& files, std::string_view path,
                            std::vector<Header> headers = {}) {
    return files.find(Request{.method = "GET", .path = path, .headers = std::move(headers)});
}

std::string header(Response const& response, std::string_view name) {
    for (auto const& [found, value] : response.headers)
        if (found == name) return value;
    return {};
}

}  // namespace

TEST(StaticFiles, ServesPagesOfTheClientButNoMissingAssets) {
    auto const files = sample();
    for (auto const* path : {"/", "/usaha", "/usaha/3316/0189", "/masuk", "/apis"}) {
        auto const found = get(files, path);
        ASSERT_TRUE(found) << path;
        EXPECT_EQ(found->lasting, "<html>");
        EXPECT_EQ(found->type, "text/html; charset=utf-8");
    }
    for (auto const* path :
         {"/assets/gone.js", "/favicon.ico", "/api/v1/nothing", "/api", "/.env", "/a/../b.c",
          "/assets/../index.htm", "/assets/app-1a2b.js.gz", "//x.js", "/index.html/x.y"})
        EXPECT_FALSE(get(files, path)) << path;
}

TEST(StaticFiles, ServesEachClientBelowItsOwnAddress) {
    auto const files = sample();
    for (auto const* path : {"/lapangan", "/lapangan/", "/lapangan/paket/3316/01"})
        EXPECT_EQ(get(files, path)->lasting, "<phone>") << path;
    for (auto const* path : {"/lapangan2", "/usaha/lapangan"}) EXPECT_EQ(get(files, path)->lasting, "<html>");
    EXPECT_FALSE(get(files, "/lapangan/sw.js"));
}

TEST(StaticFiles, ChoosesTheSmallestFormTheClientTakes) {
    auto const files = sample();
    auto const form = [&](std::string_view accepted, std::string_view path = "/assets/app-1a2b.js") {
        auto const found = get(files, path, {{"Accept-Encoding", accepted}});
        EXPECT_EQ(header(*found, "Vary"), "Accept-Encoding");
        return std::pair{std::string(found->lasting.substr(0, 8)), header(*found, "Content-Encoding")};
    };
    using Form = std::pair<std::string, std::string>;
    EXPECT_EQ(form("gzip, br"), Form("brotli", "br"));
    EXPECT_EQ(form("gzip"), Form("gzipped", "gzip"));
    EXPECT_EQ(form("br;q=0, gzip"), Form("gzipped", "gzip"));
    EXPECT_EQ(form(""), Form("jjjjjjjj", ""));
    EXPECT_EQ(form("br", "/assets/small.css"), Form("ab", "")) << "a form that is longer is of no use";
}

TEST(StaticFiles, LetsOnlyHashedNamesBeKeptForever) {
    auto const files = sample();
    EXPECT_EQ(header(*get(files, "/assets/app-1a2b.js"), "Cache-Control"),
              "public, max-age=31536000, immutable");
    EXPECT_EQ(header(*get(files, "/sw.js"), "Cache-Control"), "no-cache");
    EXPECT_EQ(header(*get(files, "/"), "Cache-Control"), "no-cache");
}

TEST(StaticFiles, GivesEachFormItsTagAndSaysWhenNothingChanged) {
    auto const files = sample();
    auto const plain = header(*get(files, "/assets/app-1a2b.js"), "ETag");
    auto const brotli = header(*get(files, "/assets/app-1a2b.js", {{"Accept-Encoding", "br"}}), "ETag");
    EXPECT_NE(plain, brotli);
    auto const again = get(files, "/assets/app-1a2b.js", {{"If-None-Match", plain}});
    EXPECT_EQ(again->status, 304);
    EXPECT_EQ(again->lasting, "");
    EXPECT_EQ(header(*again, "ETag"), plain);
    EXPECT_EQ(get(files, "/assets/app-1a2b.js", {{"If-None-Match", brotli}})->status, 200);
}

TEST(StaticFiles, LoadsAFolder) {
    auto const folder = std::filesystem::temp_directory_path() / ("bina-static-" + base::new_id_text({1}));
    std::filesystem::create_directories(folder / "assets");
    EXPECT_EQ(StaticFiles::load(folder).error().kind->key, "http.bad_assets") << "no index.html";
    std::ofstream(folder / "index.html") << "<html>";
    std::ofstream(folder / "assets/empty.css");
    auto const files = StaticFiles::load(folder);
    ASSERT_TRUE(files);
    EXPECT_EQ(get(*files, "/")->lasting, "<html>");
    EXPECT_TRUE(get(*files, "/assets/empty.css"));
    std::filesystem::remove_all(folder);
    EXPECT_EQ(StaticFiles::load(folder).error().kind->key, "http.bad_assets");
}
