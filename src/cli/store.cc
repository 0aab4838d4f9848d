#include "cli/store.h"

#include <fmt/format.h>

#include "areas/area.h"
#include "areas/embedded.h"
#include "storage/commit_log.h"
#include "storage/migrate.h"

namespace bina::cli {
namespace {

base::Result<void> copy_before_migration(Store const& store) {
    auto const migrations = storage::embedded_migrations();
    if (TRY(storage::pending(*store.db, migrations)) == 0) return {};
    auto const file = store.folder / fmt::format("before-migration-{}", store.db->now().milliseconds);
    fmt::print(stderr, "Basis data disalin ke {} sebelum diperbarui …\n", file.string());
    TRY(store.db->copy_to(
        file.string(), [](std::int64_t, std::int64_t) { return true; },
        [](storage::Tx&) { return base::Result<void>{}; }));
    return {};
}

}  // namespace

base::Result<Store> open_store(StoreOptions const& options) {
    std::error_code failed;
    std::filesystem::create_directories(options.folder, failed);
    if (failed)
        return base::fail(storage::error::read_only, options.folder.string() + ": " + failed.message());
    auto const key = options.key.empty() ? options.folder / "bina.key" : options.key;
    auto const sqlite = options.folder / "bina.db";
    // A new key beside an old store would lock its owner out: it is made only where there is nothing yet.
    bool const fresh = options.database.empty() ? !std::filesystem::exists(sqlite)
                                                : TRY(storage::is_empty(options.database));
    auto vault = TRY(storage::Vault::open(key.string(), fresh));

    Store store{.folder = options.folder, .key = key};
    store.db =
        TRY(storage::Db::open({.location = options.database.empty() ? sqlite.string() : options.database,
                               .readers = options.readers},
                              std::move(vault)));
    if (!fresh) TRY(copy_before_migration(store));
    store.created = TRY(storage::migrate(*store.db, storage::embedded_migrations())) > 0;
    TRY(store.db->write([](storage::Tx& tx) {
        return areas::load_areas(tx, areas::embedded_table(), base::Day::parse(areas::table_day).value());
    }));
    store.rules = TRY(store.db->read([](storage::Tx& tx) { return registry::ClassRules::load(tx); }));
    return store;
}

}  // namespace bina::cli
