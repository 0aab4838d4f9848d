#pragma once
#include <functional>
#include <map>
#include <span>

#include "storage/db.h"

/// What is sealed with which key, and how it comes under the newest one while others work with it.
namespace bina::storage {

/// A column of sealed values, and the key of its table. Each module lists its own.
struct SealedColumn {
    struct KeyPart {
        std::string_view name;
        bool number = false;
    };
    std::string_view table;
    std::string_view column;
    std::array<KeyPart, 3> key;  ///< Parts without a name are none.
};

/// How many values are sealed with which key, by the key's number.
base::Result<std::map<unsigned, std::int64_t>> count_keys(Tx&, SealedColumn const&);

/// Seals anew what is not sealed with the newest key, in transactions of some hundred rows; stopped at any
/// point it goes on where it was. `step` is called with the number of values done and returns false to stop.
base::Result<void> reseal(Db&, SealedColumn const&, std::function<bool(std::int64_t)> const& step);

}  // namespace bina::storage
