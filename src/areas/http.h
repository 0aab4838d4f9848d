#pragma once
#include "areas/area.h"
#include "http/route.h"

namespace bina::areas {

struct HttpContext {
    storage::Db& db;
    Directory const& directory;
};

std::vector<http::Route> routes(HttpContext const&);

}  // namespace bina::areas
