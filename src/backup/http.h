#pragma once
#include "backup/keeper.h"
#include "http/route.h"

namespace bina::backup {

struct HttpContext {
    storage::Db& db;
    Keeper const& keeper;
};

std::vector<http::Route> routes(HttpContext const&);

}  // namespace bina::backup
