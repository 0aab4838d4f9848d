#pragma once
#include "cli/store.h"
#include "intake/check.h"
#include "kbli/store.h"
#include "privacy/keys.h"
#include "privacy/retention.h"

namespace bina::cli {

/// Everything that any module seals in the store: what a new key must reach.
std::vector<storage::SealedColumn> sealed_columns();

/// An open store and everything that works on it, put together once for a server and for a command alike.
struct Workshop {
    static base::Result<std::unique_ptr<Workshop>> open(StoreOptions const&);

    Store store;
    areas::Directory areas;
    intake::Content content;
    kbli::Tables kbli_tables;
    jobs::Jobs jobs;

    Workshop(Store opened, areas::Directory directory);
    privacy::Sealed sealed() const { return {*store.db, content, sealed_columns()}; }
    intake::Tools tools() { return {*store.db, store.rules, content, areas}; }
    std::string area_name(std::string_view code) const { return std::string(areas.name(code)); }
};

}  // namespace bina::cli
