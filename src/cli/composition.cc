#include "cli/composition.h"

#include "access/http.h"
#include "agencies/agency.h"
#include "agencies/http.h"
#include "aid/http.h"
#include "areas/http.h"
#include "audit/audit.h"
#include "audit/http.h"
#include "backup/http.h"
#include "census/http.h"
#include "http/operations.h"
#include "insight/http.h"
#include "insight/snapshot_http.h"
#include "intake/http.h"
#include "kbli/http.h"
#include "letters/http.h"
#include "licences/http.h"
#include "privacy/http.h"
#include "registry/check.h"
#include "registry/http.h"
#include "registry/rule_http.h"
#include "sweep/http.h"

namespace bina::cli {
namespace {

void add(std::vector<http::Route>& all, std::vector<http::Route> more) {
    std::ranges::move(more, std::back_inserter(all));
}

access::HttpContext access_context(SiteParts const& parts) {
    auto const& areas = parts.shop.areas;
    return {.db = *parts.shop.store.db,
            .sessions = parts.sessions,
            .area_name = [&areas](std::string_view code) { return std::string(areas.name(code)); },
            .regencies_in =
                [&areas](std::string_view area) {
                    std::vector<std::string> codes;
                    for (auto const& one : areas.within(area, 2)) codes.emplace_back(one.code);
                    return codes;
                },
            .record = audit::record,
            .require_everywhere = registry::require_everywhere,
            .version = BINA_VERSION,
            .demo = parts.demo};
}

}  // namespace

http::Site make_site(SiteParts const& parts) {
    auto& shop = parts.shop;
    auto& db = *shop.store.db;
    auto const area_name = [&shop](std::string_view code) { return shop.area_name(code); };
    auto const throttle = std::make_shared<http::Throttle>(parts.rates, base::system_clock);
    http::Site site{.routes = {}, .hooks = access::hooks(parts.sessions, throttle), .client = {}};
    add(site.routes, access::routes(access_context(parts)));
    add(site.routes, audit::routes({db}));
    add(site.routes, backup::routes({db, parts.keeper, registry::require_everywhere}));
    add(site.routes, areas::routes({db, shop.areas}));
    add(site.routes, kbli::routes({db, shop.kbli_tables}));
    registry::HttpContext const registry_context{db, shop.store.rules, area_name, shop.kbli_tables,
                                                 agencies::agency_names};
    add(site.routes, registry::routes(registry_context));
    add(site.routes, registry::kbli_routes(registry_context));
    add(site.routes, registry::rule_routes({db, shop.store.rules, shop.jobs}));
    add(site.routes, licences::routes({db, area_name}));
    add(site.routes, letters::routes({db, area_name}));
    agencies::HttpContext const agencies_context{db, shop.jobs, shop.store.rules, area_name};
    add(site.routes, agencies::routes(agencies_context));
    add(site.routes, agencies::handover_routes(agencies_context));
    intake::HttpContext const intake_context{db,        shop.store.rules, shop.content,
                                             shop.jobs, parts.sentences,  shop.kbli_tables};
    add(site.routes, intake::routes(intake_context));
    add(site.routes, intake::kbli_routes(intake_context));
    sweep::HttpContext const sweep_context{db, shop.jobs};
    add(site.routes, sweep::routes(sweep_context));
    add(site.routes, sweep::sample_routes(sweep_context));
    add(site.routes, aid::routes({db, shop.jobs}));
    add(site.routes, census::routes({db, shop.jobs, shop.store.rules, shop.content, area_name}));
    add(site.routes, privacy::routes({db, shop.store.rules, shop.content}));
    add(site.routes, insight::routes({db, shop.store.rules, area_name}));
    add(site.routes, insight::snapshot_routes({db, shop.store.rules, area_name}));
    add(site.routes, http::operations_routes(parts.metrics, [&db] {
            return db.read([](storage::Tx& tx) -> base::Result<void> {
                TRY(registry::regencies(tx));
                return {};
            });
        }));
    return site;
}

}  // namespace bina::cli
