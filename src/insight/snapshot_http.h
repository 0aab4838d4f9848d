#pragma once
#include "http/route.h"
#include "insight/snapshot.h"

namespace bina::insight {

struct SnapshotHttpContext {
    storage::Db& db;
    registry::ClassRules const& rules;
    AreaName area_name;
};

std::vector<http::Route> snapshot_routes(SnapshotHttpContext const&);

}  // namespace bina::insight
