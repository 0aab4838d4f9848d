#pragma once
#include "backup/keeper.h"
#include "http/route.h"

namespace bina::backup {

struct HttpContext {
    storage::Db& db;
    Keeper const& keeper;
    /// A backup holds all regencies of the store, which the registry knows. Error: access::denied.
    std::function<base::Result<void>(storage::Tx&, access::Actor const&, access::Permission)>
        require_everywhere;
};

std::vector<http::Route> routes(HttpContext const&);

}  // namespace bina::backup
