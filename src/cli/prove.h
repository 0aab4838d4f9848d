#pragma once
#include "backup/backup.h"
#include "base/json.h"
#include "cli/store.h"

namespace bina::cli {

/// Recounts everything from the facts and follows every audit chain; writes what it found as the members
/// "registries" and "chains" of the open object. True if nothing is wrong.
base::Result<bool> recount(storage::Db& db, registry::ClassRules const& rules, base::JsonWriter& json);

/// Restores a backup into a scratch folder (PostgreSQL: into the empty database of `scratch`), recounts it,
/// and compares rows and ends of chains with what was there when it was made; then does the same with
/// everything that the log adds. Writes the members of the open object. True if nothing is wrong.
base::Result<bool> prove(backup::Entry const& entry, StoreOptions const& scratch, base::JsonWriter& json);

}  // namespace bina::cli
