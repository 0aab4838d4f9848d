#include "storage/migrate.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <map>

namespace bina::storage {
namespace {

using base::fail;
using base::Result;

constexpr char const* create_tables = R"sql(
    CREATE TABLE IF NOT EXISTS migration (
        name       TEXT   NOT NULL PRIMARY KEY,
        hash       TEXT   NOT NULL,
        applied_at BIGINT NOT NULL
    );
    CREATE TABLE IF NOT EXISTS store (
        key   TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL
    ))sql";

std::string hash_of(Migration const& migration) {
    return fmt::format("{:016x}", XXH3_64bits(migration.sql.data(), migration.sql.size()));
}

std::string full_name(Migration const& migration) {
    return fmt::format("{}/{}", migration.module, migration.name);
}

bool is_for(Migration const& migration, Engine engine) {
    if (migration.engine.empty()) return true;
    return (migration.engine == "sqlite") == (engine == Engine::sqlite);
}

/// The schema files mark tables that are read in key order; SQLite stores those by their key alone.
std::string for_engine(std::string_view sql, Engine engine) {
    constexpr std::string_view mark = "/* clustered */";
    std::string text(sql);
    for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at))
        text.replace(at, mark.size(), engine == Engine::sqlite ? "WITHOUT ROWID" : "");
    return text;
}

Result<std::vector<Migration const*>> missing(Tx& tx, std::span<Migration const> migrations) {
    std::map<std::string, std::string> applied;
    TRY(tx.each("SELECT name, hash FROM migration",
                [&](Row const& row) { applied.emplace(row.get<std::string>(0), row.get<std::string>(1)); }));
    std::vector<Migration const*> found;
    for (auto const& migration : migrations) {
        if (!is_for(migration, tx.engine())) continue;
        auto const known = applied.find(full_name(migration));
        if (known == applied.end()) {
            found.push_back(&migration);
            continue;
        }
        if (known->second != hash_of(migration)) return fail(error::migration_changed, known->first);
        applied.erase(known);
    }
    if (!applied.empty()) return fail(error::newer_store, applied.begin()->first);
    return found;
}

/// Error: key_wrong.
Result<bool> knows_key(Tx& tx) {
    auto const known = TRY(tx.first("SELECT value FROM store WHERE key = 'key_fingerprint'",
                                    [](Row const& row) { return row.get<std::string>(0); }));
    if (known && *known != tx.vault().fingerprint())
        return fail(error::key_wrong, "the store has another key");
    return known.has_value();
}

constexpr char const* find_schema_postgres =
    "SELECT 1 FROM pg_tables WHERE tablename = 'migration' AND schemaname = ANY (current_schemas(false))";

Result<bool> has_nothing(Tx& tx) {
    auto const* const find = tx.engine() == Engine::sqlite
                                 ? "SELECT 1 FROM sqlite_master WHERE name = 'migration'"
                                 : find_schema_postgres;
    return !TRY(tx.first(find, [](Row const&) { return true; }));
}

}  // namespace

Result<int> migrate(Db& db, std::span<Migration const> migrations) {
    return db.write([&](Tx& tx) -> Result<int> {
        TRY(tx.script(create_tables));
        if (!TRY(knows_key(tx)))
            TRY(tx.run("INSERT INTO store (key, value) VALUES ('key_fingerprint', $1)",
                       tx.vault().fingerprint()));
        auto const needed = TRY(missing(tx, migrations));
        for (auto const* migration : needed) {
            TRY(tx.script(for_engine(migration->sql, tx.engine())));
            TRY(tx.run("INSERT INTO migration (name, hash, applied_at) VALUES ($1, $2, $3)",
                       full_name(*migration), hash_of(*migration), tx.now()));
        }
        return static_cast<int>(needed.size());
    });
}

Result<bool> is_empty(std::string const& location) {
    auto const connection = TRY(connect_postgres({.location = location, .read_only = true}));
    bool found = false;
    Visit const see = [&](Row const&) { return found = true; };
    TRY(connection->execute(find_schema_postgres, {}, &see));
    return !found;
}

Result<int> pending(Db& db, std::span<Migration const> migrations) {
    return db.read([&](Tx& tx) -> Result<int> {
        if (TRY(has_nothing(tx)))
            return static_cast<int>(std::ranges::count_if(
                migrations, [&](Migration const& each) { return is_for(each, tx.engine()); }));
        TRY(knows_key(tx));
        auto const needed = TRY(missing(tx, migrations));
        return static_cast<int>(needed.size());
    });
}

}  // namespace bina::storage
