#include "http/router.h"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

#include "http/text.h"

namespace bina::http {
namespace {

constexpr std::size_t segments_max = 16;

std::string_view next_segment(std::string_view& path) {
    path.remove_prefix(1);
    auto const end = std::min(path.find('/'), path.size());
    auto const segment = path.substr(0, end);
    path.remove_prefix(end);
    return segment;
}

bool is_open(std::string_view segment) {
    return segment.starts_with('{') && segment.ends_with('}');
}

}  // namespace

struct Router::Node {
    struct Leaf {
        Route const* route;
        std::vector<std::string_view> names;
    };
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literal;
    std::unique_ptr<Node> open;
    std::map<std::string_view, Leaf> methods;
    std::string allow;
};

/// The segments of one path, and which of them stood for an open one on the way down.
struct Router::Walk {
    std::array<std::string, segments_max> segments;
    std::array<std::size_t, segments_max> open{};
    std::size_t count = 0;
    std::size_t opened = 0;
};

Router::Router(std::vector<Route> routes) : m_routes(std::move(routes)), m_root(std::make_unique<Node>()) {
    for (auto const& route : m_routes) add(route);
}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;

void Router::add(Route const& route) {
    auto const fail = [&](char const* why) {
        throw std::logic_error(std::string(route.method) + " " + std::string(route.path) + why);
    };
    if (!route.path.starts_with('/')) fail(": no path");
    std::vector<std::string_view> names;
    Node* node = m_root.get();
    std::size_t depth = 0;
    for (auto rest = route.path; !rest.empty(); ++depth) {
        auto const segment = next_segment(rest);
        if (depth == segments_max) fail(": too deep");
        auto& next = is_open(segment) ? node->open : node->literal[std::string(segment)];
        if (!next) next = std::make_unique<Node>();
        if (is_open(segment)) names.push_back(segment.substr(1, segment.size() - 2));
        node = next.get();
    }
    if (!node->methods.try_emplace(route.method, Node::Leaf{&route, std::move(names)}).second)
        fail(": twice");
    node->allow.clear();
    for (auto const& [method, leaf] : node->methods) {
        if (!node->allow.empty()) node->allow += ", ";
        node->allow += method;
        if (method == "GET" && !node->methods.contains("HEAD")) node->allow += ", HEAD";
    }
}

Router::Node const* Router::descend(Node const& node, Walk& walk, std::size_t depth) {
    if (depth == walk.count) return node.methods.empty() ? nullptr : &node;
    auto const& segment = walk.segments[depth];
    if (auto const next = node.literal.find(segment); next != node.literal.end()) {
        if (auto const* found = descend(*next->second, walk, depth + 1)) return found;
    }
    if (!node.open || segment.empty()) return nullptr;
    auto const opened = walk.opened;
    walk.open[walk.opened++] = depth;
    if (auto const* found = descend(*node.open, walk, depth + 1)) return found;
    walk.opened = opened;
    return nullptr;
}

Match Router::find(std::string_view method, std::string_view path) const {
    if (!path.starts_with('/')) return {.refusal = &error::bad_target};
    Walk walk;
    while (!path.empty()) {
        auto const segment = next_segment(path);
        if (walk.count == segments_max) return {.refusal = &error::not_found};
        auto decoded = percent_decode(segment);
        if (!decoded) return {.refusal = &error::bad_target};
        walk.segments[walk.count++] = *std::move(decoded);
    }
    auto const* node = descend(*m_root, walk, 0);
    if (node == nullptr) return {.refusal = &error::not_found};
    auto leaf = node->methods.find(method);
    if (leaf == node->methods.end() && method == "HEAD") leaf = node->methods.find("GET");
    if (leaf == node->methods.end()) return {.refusal = &error::method_not_allowed, .allow = node->allow};
    Match match{.route = leaf->second.route};
    for (std::size_t i = 0; i < leaf->second.names.size(); ++i) {
        match.params.push_back({leaf->second.names[i], std::move(walk.segments[walk.open[i]])});
    }
    return match;
}

}  // namespace bina::http
