#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "registry/class_rule.h"
#include "storage/db.h"

namespace bina::cli {

struct StoreOptions {
    std::filesystem::path folder = "data";  ///< Files, key, and the SQLite store unless `database` is given.
    std::string database;  ///< `postgresql://…`, or empty for SQLite in the folder.
    std::filesystem::path key;  ///< Empty: `bina.key` in the folder.
    std::size_t readers = 4;
};

/// An open store with what every command needs of it.
struct Store {
    std::unique_ptr<storage::Db> db;
    registry::ClassRules rules;
    std::filesystem::path folder;
    std::filesystem::path key;
    bool created = false;  ///< This call made its schema.
};

/// Opens the store, brings it to this program's schema and fills the area table when it is empty. A store
/// that has to be changed for that is copied first, into the data folder under "before-migration-…".
base::Result<Store> open_store(StoreOptions const&);

}  // namespace bina::cli
