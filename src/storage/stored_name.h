#pragma once
#include <string>

#include "base/names.h"
#include "storage/db.h"

namespace bina::storage {

/// The place of a name that a column holds. Throws Damage if `names` lacks it: the row was written by a newer
/// program or from outside.
/// @param column named in the message, as "table.column"
inline std::size_t stored_name(base::Names names, std::string_view name, std::string_view column) {
    auto const at = base::index_of(names, name);
    if (at == names.size()) throw Damage(std::string(column) + ": unknown " + std::string(name));
    return at;
}

}  // namespace bina::storage
