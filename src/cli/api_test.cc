#include <gmock/gmock.h>

#include "cli/test_contract.h"
#include "cli/test_world.h"

namespace bina::cli {
namespace {

std::string permission_of(http::Route const& route) {
    if (route.access.kind == http::Access::Kind::anyone) return "anyone";
    if (route.access.kind == http::Access::Kind::signed_in) return "signed_in";
    return std::string(route.access.permission);
}

// What each reply holds is checked where it is played: in the permission matrix and in the scenarios.
TEST(Api, DocumentKnowsEveryRouteAndItsPermission) {
    World world;
    Contract const contract;
    auto const routes = world.router().routes();
    for (auto const& route : routes) {
        auto const* const operation = contract.operation(route.method, route.path);
        if (operation == nullptr) {
            ADD_FAILURE() << "add to paths of " << Contract::file << ":\n\"" << route.path << "\": {\""
                          << route.method << "\" in small letters: {\"x-permission\": \""
                          << permission_of(route) << "\", \"responses\": {…}}}";
            continue;
        }
        EXPECT_EQ(operation->at("x-permission").as_string(), permission_of(route)) << route.path;
        auto const* const body = operation->if_contains("requestBody");
        bool const is_json =
            body != nullptr && body->as_object().at("content").as_object().contains("application/json");
        bool const is_file = body != nullptr && !is_json;
        EXPECT_EQ(is_file, route.body == http::BodyKind::file) << route.method << " " << route.path;
    }
    for (auto const& [path, operations] : contract.paths())
        for (auto const& [method, operation] : operations.as_object()) {
            bool const known = std::ranges::any_of(routes, [&](http::Route const& route) {
                return route.path == path && contract.operation(route.method, path) == &operation.as_object();
            });
            EXPECT_TRUE(known) << "no such route any more: " << method << " " << path;
        }
}

}  // namespace
}  // namespace bina::cli
