#pragma once
#include "http/route.h"
#include "sweep/sweep.h"

namespace bina::sweep {

struct HttpContext {
    storage::Db& db;
    jobs::Jobs& jobs;
    std::shared_ptr<Shelf> shelf = std::make_shared<Shelf>();
};

std::vector<http::Route> routes(HttpContext const&);
/// Samples of what was found, judged blind.
std::vector<http::Route> sample_routes(HttpContext const&);

}  // namespace bina::sweep
