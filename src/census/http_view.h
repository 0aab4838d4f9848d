#pragma once
#include "base/json.h"
#include "census/http.h"

/// What the files of routes write alike.
namespace bina::census {

/// Of a place as visits keep it; null for none.
void write_place(base::JsonWriter&, std::string_view cells);
void write_texts(base::JsonWriter&, std::string_view name, std::vector<std::string> const&);

}  // namespace bina::census
