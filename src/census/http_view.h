#pragma once
#include "base/json.h"
#include "census/http.h"

/// What the files of routes write alike.
namespace bina::census {

void write_texts(base::JsonWriter&, std::string_view name, std::vector<std::string> const&);

}  // namespace bina::census
