#pragma once
#include "http/route.h"
#include "letters/letter.h"

namespace bina::letters {

struct HttpContext {
    storage::Db& db;
    AreaName area_name;
};

std::vector<http::Route> routes(HttpContext const&);

}  // namespace bina::letters
