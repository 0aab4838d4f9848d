#include "cli/workshop.h"

#include "areas/embedded.h"
#include "registry/rule_change.h"

namespace bina::cli {

Workshop::Workshop(Store opened, areas::Directory directory)
    : store(std::move(opened)),
      areas(std::move(directory)),
      content(store.folder / "files", store.db->vault()),
      jobs(*store.db) {
    intake::register_jobs(jobs, tools());
    registry::register_rule_jobs(jobs, *store.db, store.rules);
    privacy::register_key_jobs(jobs, *store.db, content);
    privacy::register_retention_job(jobs, *store.db, content);
}

base::Result<std::unique_ptr<Workshop>> Workshop::open(StoreOptions const& options) {
    auto store = TRY(open_store(options));
    auto directory = TRY(store.db->read([](storage::Tx& tx) { return areas::Directory::load(tx); }));
    return std::make_unique<Workshop>(std::move(store), std::move(directory));
}

}  // namespace bina::cli
