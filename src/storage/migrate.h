#pragma once
#include <span>
#include <string_view>

#include "storage/db.h"

namespace bina::storage {

/// One file src/<module>/schema/NNN_name.sql, or NNN_name.<engine>.sql for what only one engine has.
struct Migration {
    std::string_view module;
    std::string_view name;  ///< "001_business"
    std::string_view engine;  ///< "", "sqlite" or "postgresql"
    std::string_view sql;
};

/// Every migration of the program in the order of modules and numbers; made at build from the schema folders.
std::span<Migration const> embedded_migrations();

/// Brings the store to this program's schema; returns how many migrations were applied.
/// Errors: newer_store (made by a later program), migration_changed (a released file was edited),
/// key_wrong (the store was made with another key).
base::Result<int> migrate(Db& db, std::span<Migration const> migrations);

/// Whether the PostgreSQL database at that address has no schema of Bina yet.
base::Result<bool> is_empty(std::string const& location);

/// How many migrations the store still lacks; the same errors.
base::Result<int> pending(Db& db, std::span<Migration const> migrations);

}  // namespace bina::storage
