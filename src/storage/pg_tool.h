#pragma once
#include <libpq-fe.h>

#include <string>

#include "base/result.h"
#include "storage/connection.h"

/// PostgreSQL's own programs. How they reach the server is told them in their environment, where no list of
/// processes shows it.
namespace bina::storage {

/// Runs pg_dump on the snapshot of that name, into a new file. Errors: dump_failed, stopped, full, read_only.
base::Result<void> pg_dump(PGconn* connection, std::string const& snapshot, std::string const& path,
                           CopyProgress const& progress);

}  // namespace bina::storage
