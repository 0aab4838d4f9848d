#pragma once
#include "http/route.h"
#include "licences/register.h"

namespace bina::licences {

struct HttpContext {
    storage::Db& db;
    /// The name of an area, or "".
    std::function<std::string(std::string_view code)> area_name;
};

std::vector<http::Route> routes(HttpContext const&);

}  // namespace bina::licences
