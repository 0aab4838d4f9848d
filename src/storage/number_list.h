#pragma once
#include <span>

#include "storage/connection.h"

/// Many numbers as one parameter of a statement, so that a list of any length is one statement and, on
/// PostgreSQL, one trip to the server: "seq" + any_of(engine, "$2"), with number_list(engine, seqs) for $2.
namespace bina::storage {

std::string any_of(Engine, std::string_view parameter);
std::string number_list(Engine, std::span<std::int64_t const>);

}  // namespace bina::storage
