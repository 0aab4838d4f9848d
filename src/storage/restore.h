#pragma once
#include <string>

#include "base/result.h"

namespace bina::storage {

/// Fills an empty PostgreSQL database from a file that Db::copy_to made: all of it or nothing.
/// Errors: unreachable, dump_failed.
base::Result<void> restore_dump(std::string const& path, std::string const& location);

}  // namespace bina::storage
