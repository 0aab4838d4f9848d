#pragma once
#include "audit/audit.h"
#include "http/route.h"

namespace bina::audit {

struct HttpContext {
    storage::Db& db;
};

std::vector<http::Route> routes(HttpContext const&);

}  // namespace bina::audit
