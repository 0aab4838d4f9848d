#pragma once
#include "http/route.h"
#include "jobs/jobs.h"
#include "registry/class_rule.h"

namespace bina::agencies {

struct HttpContext {
    storage::Db& db;
    jobs::Jobs& jobs;
    registry::ClassRules const& rules;
    /// The name of an area, or "".
    std::function<std::string(std::string_view code)> area_name;
};

/// Agencies, their rules, and who coaches whom.
std::vector<http::Route> routes(HttpContext const&);
/// Hand-overs, and those that a business's class asks for.
std::vector<http::Route> handover_routes(HttpContext const&);

}  // namespace bina::agencies
