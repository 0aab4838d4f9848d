#pragma once
#include "http/route.h"
#include "kbli/candidate.h"
#include "kbli/store.h"

namespace bina::kbli {

struct HttpContext {
    storage::Db& db;
    Tables const& tables;
};

/// What a class is called, and since when by which law.
void write_entry(base::JsonWriter&, Edition, Entry const&);
/// A class of KBLI 2025 that words may mean, and what spoke for it; `entry` must be its own or the nearest.
void write_candidate(base::JsonWriter&, Entry const&, Candidate const&);

std::vector<http::Route> routes(HttpContext const&);

}  // namespace bina::kbli
