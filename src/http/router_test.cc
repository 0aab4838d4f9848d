#include "http/router.h"

#include <gtest/gtest.h>

using namespace bina::http;

namespace {

Router sample() {
    auto const route = [](char const* method, char const* path) {
        return Route{method, path, anyone, nullptr};
    };
    return Router({
        route("GET", "/"),
        route("GET", "/api/v1/areas"),
        route("GET", "/api/v1/areas/{code}"),
        route("GET", "/api/v1/businesses/{regency}/{id}"),
        route("PUT", "/api/v1/businesses/{regency}/{id}"),
        route("GET", "/api/v1/businesses/{regency}/export"),
        route("PUT", "/api/v1/businesses/{area}/{business}/facts/{fact}"),
    });
}

std::string path_of(Router const& router, std::string_view method, std::string_view path) {
    auto const match = router.find(method, path);
    return match.route != nullptr ? std::string(match.route->path) : std::string(match.refusal->key);
}

}  // namespace

TEST(Router, FindsTheRouteOfAPath) {
    auto const router = sample();
    EXPECT_EQ(path_of(router, "GET", "/"), "/");
    EXPECT_EQ(path_of(router, "GET", "/api/v1/areas"), "/api/v1/areas");
    EXPECT_EQ(path_of(router, "GET", "/api/v1/areas/3316"), "/api/v1/areas/{code}");
    EXPECT_EQ(path_of(router, "HEAD", "/api/v1/areas/3316"), "/api/v1/areas/{code}");
    EXPECT_EQ(path_of(router, "GET", "/api/v1/businesses/3316/export"),
              "/api/v1/businesses/{regency}/export");
    EXPECT_EQ(path_of(router, "GET", "/api/v1/businesses/3316/exports"), "/api/v1/businesses/{regency}/{id}");
    for (auto const path : {"/api", "/api/v1/areas/", "/api/v1//areas", "/api/v1/areas/3316/x",
                            "/API/v1/areas", "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s"})
        EXPECT_EQ(path_of(router, "GET", path), "http.not_found") << path;
}

TEST(Router, NamesOpenSegmentsAsTheRouteDoes) {
    auto const match = sample().find("PUT", "/api/v1/businesses/3316/0a%20b%2Fc/facts/f");
    ASSERT_EQ(match.params.size(), 3U);
    EXPECT_EQ(match.params[0].name, "area");
    EXPECT_EQ(match.params[1].name, "business");
    EXPECT_EQ(match.params[1].value, "0a b/c") << "an encoded slash stays inside its segment";
    EXPECT_EQ(match.params[2].value, "f");
}

TEST(Router, TellsWhichMethodsAPathHas) {
    auto const router = sample();
    auto const match = router.find("DELETE", "/api/v1/businesses/3316/x");
    ASSERT_EQ(match.refusal, &error::method_not_allowed);
    EXPECT_EQ(match.allow, "GET, HEAD, PUT");
    EXPECT_EQ(path_of(router, "DELETE", "/nowhere"), "http.not_found");
}

// A literal goes first, but a path that only the open segment can finish is still found.
TEST(Router, GoesBackFromALiteralThatLeadsNowhere) {
    EXPECT_EQ(path_of(sample(), "PUT", "/api/v1/businesses/3316/export"), "http.method_not_allowed");
    EXPECT_EQ(path_of(sample(), "PUT", "/api/v1/businesses/3316/export/facts/f"),
              "/api/v1/businesses/{area}/{business}/facts/{fact}");
}

TEST(Router, RefusesMalformedPaths) {
    for (auto const path : {"", "api", "/api/v1/areas/%", "/api/v1/areas/%4", "/api/v1/areas/%zz",
                            "/api/v1/areas/%00", "/api/v1/areas/%ff", "/api/v1/areas/%0a%01"})
        EXPECT_EQ(path_of(sample(), "GET", path), "http.bad_target") << path;
}

TEST(Router, RefusesToBeBuiltWrong) {
    auto const build = [](std::vector<Route> routes) { Router const router(std::move(routes)); };
    EXPECT_THROW(build({{"GET", "/a", anyone, {}}, {"GET", "/a", anyone, {}}}), std::logic_error);
    EXPECT_THROW(build({{"GET", "/{a}", anyone, {}}, {"GET", "/{b}", anyone, {}}}), std::logic_error);
    EXPECT_THROW(build({{"GET", "a", anyone, {}}}), std::logic_error);
}
