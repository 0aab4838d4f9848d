#pragma once
#include "aid/list.h"
#include "http/route.h"
#include "jobs/jobs.h"

namespace bina::aid {

struct HttpContext {
    storage::Db& db;
    jobs::Jobs& jobs;
};

std::vector<http::Route> routes(HttpContext const&);

}  // namespace bina::aid
