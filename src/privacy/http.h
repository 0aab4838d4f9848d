#pragma once
#include "http/route.h"
#include "intake/batch.h"
#include "registry/class_rule.h"

namespace bina::privacy {

struct HttpContext {
    storage::Db& db;
    registry::ClassRules const& rules;
    intake::Content const& content;
};

std::vector<http::Route> routes(HttpContext const&);

/// The replies that are kept for clients which repeat themselves, for a while.
base::Result<std::int64_t> count_replies(storage::Tx&, base::Instant before);
base::Result<std::int64_t> forget_replies(storage::Tx&, base::Instant before);

}  // namespace bina::privacy
