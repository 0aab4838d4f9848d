#include "cli/workshop.h"

#include "access/second_factor.h"
#include "agencies/handover.h"
#include "aid/check.h"
#include "areas/embedded.h"
#include "audit/audit.h"
#include "census/backcheck.h"
#include "census/phone_file.h"
#include "census/prelist.h"
#include "http/once.h"
#include "insight/frozen_row.h"
#include "intake/row.h"
#include "letters/letter.h"
#include "privacy/consent.h"
#include "privacy/incident.h"
#include "registry/responsible_rule.h"
#include "registry/rule_change.h"
#include "registry/writer.h"
#include "sweep/sweep.h"

namespace bina::cli {

std::vector<storage::SealedColumn> sealed_columns() {
    std::vector<storage::SealedColumn> all;
    auto const add = [&](auto const&... lists) { (all.insert(all.end(), lists.begin(), lists.end()), ...); };
    add(http::sealed_columns, access::sealed_columns, audit::sealed_columns, registry::sealed_columns,
        letters::sealed_columns, intake::sealed_columns, privacy::sealed_columns, privacy::incident_columns,
        insight::sealed_columns, agencies::sealed_columns, sweep::sealed_columns, aid::sealed_columns,
        census::target_sealed_columns, census::visit_sealed_columns, census::backcheck_sealed_columns,
        census::phone_key_sealed_columns);
    return all;
}

Workshop::Workshop(Store opened, areas::Directory directory)
    : store(std::move(opened)),
      areas(std::move(directory)),
      content(store.folder / "files", store.db->vault()),
      jobs(*store.db) {
    intake::register_jobs(jobs, tools());
    sweep::register_jobs(jobs, {*store.db, store.rules});
    aid::register_jobs(jobs, {*store.db});
    census::register_jobs(jobs, {*store.db});
    registry::register_rule_jobs(jobs, *store.db, store.rules);
    registry::register_responsible_jobs(jobs, *store.db);
    privacy::register_key_jobs(jobs, sealed());
    privacy::register_retention_job(jobs, *store.db, content);
}

base::Result<std::unique_ptr<Workshop>> Workshop::open(StoreOptions const& options) {
    auto store = TRY(open_store(options));
    auto directory = TRY(store.db->read([](storage::Tx& tx) { return areas::Directory::load(tx); }));
    return std::make_unique<Workshop>(std::move(store), std::move(directory));
}

}  // namespace bina::cli
