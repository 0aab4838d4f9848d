#pragma once
#include "access/session.h"
#include "backup/keeper.h"
#include "cli/workshop.h"
#include "http/metrics.h"
#include "http/server.h"

namespace bina::cli {

/// What a site is put together from; all of it must outlive the site.
struct SiteParts {
    Workshop& shop;
    access::Sessions& sessions;
    http::Metrics& metrics;
    backup::Keeper& keeper;
    std::function<std::string(std::string_view key)> sentences;
    bool demo = false;
    http::Rates rates = {};
};

/// Everything that is served but the client's files: the routes of every module, and who may use them.
http::Site make_site(SiteParts const&);

}  // namespace bina::cli
