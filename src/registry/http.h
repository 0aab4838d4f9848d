#pragma once
#include "http/route.h"
#include "kbli/store.h"
#include "registry/business.h"

namespace bina::registry {

struct HttpContext {
    storage::Db& db;
    ClassRules const& rules;
    /// The name of an area, or "".
    std::function<std::string(std::string_view code)> area_name;
    kbli::Tables const& kbli_tables;
};

std::vector<http::Route> routes(HttpContext const&);
/// Worklists and decisions about KBLI codes.
std::vector<http::Route> kbli_routes(HttpContext const&);

}  // namespace bina::registry
