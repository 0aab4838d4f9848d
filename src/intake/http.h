#pragma once
#include "http/route.h"
#include "intake/commit.h"
#include "intake/returned.h"
#include "kbli/store.h"

namespace bina::intake {

struct HttpContext {
    storage::Db& db;
    registry::ClassRules const& rules;
    Content const& content;
    jobs::Jobs& jobs;
    Sentences sentences;
    kbli::Tables const& kbli_tables;
};

std::vector<http::Route> routes(HttpContext const&);
/// Full lists of KBLI.
std::vector<http::Route> kbli_routes(HttpContext const&);

}  // namespace bina::intake
