#pragma once
#include "http/route.h"
#include "registry/rule_change.h"

namespace bina::registry {

struct RuleHttpContext {
    storage::Db& db;
    ClassRules const& rules;
    jobs::Jobs& jobs;
};

std::vector<http::Route> rule_routes(RuleHttpContext const&);

}  // namespace bina::registry
