#pragma once
#include "http/route.h"
#include "insight/overview.h"

namespace bina::insight {

struct HttpContext {
    storage::Db& db;
    registry::ClassRules const& rules;
    std::function<std::string(std::string_view code)> area_name;
};

std::vector<http::Route> routes(HttpContext const&);

}  // namespace bina::insight
