#pragma once
#include "http/route.h"
#include "kbli/store.h"

namespace bina::kbli {

struct HttpContext {
    storage::Db& db;
    Tables const& tables;
};

/// What a class is called, and since when by which law.
void write_entry(base::JsonWriter&, Edition, Entry const&);

std::vector<http::Route> routes(HttpContext const&);

}  // namespace bina::kbli
