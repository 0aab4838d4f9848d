#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/error.h"
#include "http/route.h"

namespace bina::http {

/// What a method and path lead to: a route, or a refusal.
struct Match {
    Route const* route = nullptr;
    std::vector<Param> params;
    base::ErrorKind const* refusal = nullptr;
    std::string_view allow;  ///< Methods of the path, when only the method is refused.
};

/// Finds the route of a request in a tree of path segments. A literal segment goes before an open one.
class Router {
public:
    /// Throws std::logic_error when two routes are the same or a path is not one.
    explicit Router(std::vector<Route> routes);
    ~Router();
    Router(Router&&) noexcept;

    /// Errors: bad_target, not_found, method_not_allowed. HEAD is answered by the route of GET.
    Match find(std::string_view method, std::string_view path) const;

    std::span<Route const> routes() const { return m_routes; }

private:
    struct Node;
    struct Walk;
    void add(Route const& route);
    static Node const* descend(Node const& node, Walk& walk, std::size_t depth);

    std::vector<Route> m_routes;
    std::unique_ptr<Node> m_root;
};

}  // namespace bina::http
