#pragma once
#include "http/route.h"
#include "registry/business.h"

namespace bina::registry {

struct HttpContext {
    storage::Db& db;
    ClassRules const& rules;
    /// The name of an area, or "".
    std::function<std::string(std::string_view code)> area_name;
};

std::vector<http::Route> routes(HttpContext const&);

}  // namespace bina::registry
