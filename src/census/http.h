#pragma once
#include "census/pack.h"
#include "http/route.h"
#include "intake/batch.h"
#include "jobs/jobs.h"
#include "registry/class_rule.h"

namespace bina::census {

struct HttpContext {
    storage::Db& db;
    jobs::Jobs& jobs;
    registry::ClassRules const& rules;
    intake::Content const& content;
    std::function<std::string(std::string_view code)> area_name;
    std::shared_ptr<Questionnaires> questionnaires = std::make_shared<Questionnaires>();
};

std::vector<http::Route> questionnaire_routes(HttpContext const&);
std::vector<http::Route> campaign_routes(HttpContext const&);
std::vector<http::Route> pack_routes(HttpContext const&);
std::vector<http::Route> visit_routes(HttpContext const&);
std::vector<http::Route> phone_file_routes(HttpContext const&);
std::vector<http::Route> review_routes(HttpContext const&);
std::vector<http::Route> result_routes(HttpContext const&);
std::vector<http::Route> backcheck_routes(HttpContext const&);
/// All of them.
std::vector<http::Route> routes(HttpContext const&);

}  // namespace bina::census
