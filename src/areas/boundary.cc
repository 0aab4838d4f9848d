#include "areas/boundary.h"

#include <fmt/format.h>
#include <xxhash.h>

#include "audit/audit.h"
#include "base/json.h"

namespace bina::areas {

using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

Result<void> store_boundary(Tx& tx, access::Actor const& actor, base::RegencyCode const& regency,
                            BoundaryFile const& file) {
    TRY(actor.require(access::Permission::areas_manage, regency));
    auto const hash = XXH3_128bits(file.body.data(), file.body.size());
    auto const count = static_cast<std::int64_t>(file.matched.size());
    TRY(
        tx.run("INSERT INTO boundary (regency, format, body, hash, matched, imported_at, actor)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (regency) DO UPDATE SET"
               " format = $2, body = $3, hash = $4, matched = $5, imported_at = $6, actor = $7",
               regency, file.format, storage::Bytes{file.body},
               fmt::format("{:016x}{:016x}", hash.high64, hash.low64), count, tx.now(), actor.id));
    base::JsonWriter detail;
    detail.object().field("format", file.format).field("matched", count);
    detail.field("bytes", static_cast<std::int64_t>(file.body.size())).end();
    return audit::record(tx, actor, "areas.boundaries_imported", regency.text(), regency.text(),
                         detail.text());
}

Result<void> remove_boundary(Tx& tx, access::Actor const& actor, base::RegencyCode const& regency) {
    TRY(actor.require(access::Permission::areas_manage, regency));
    if (TRY(tx.run("DELETE FROM boundary WHERE regency = $1", regency)) == 0)
        return fail(error::no_boundaries);
    return audit::record(tx, actor, "areas.boundaries_removed", regency.text(), regency.text());
}

Result<Boundary> find_boundary(Tx& tx, access::Actor const& actor, base::RegencyCode const& regency,
                               std::string_view known) {
    TRY(actor.require_within(access::Permission::registry_read, regency));
    auto boundary = TRY(tx.first(
        "SELECT format, hash FROM boundary WHERE regency = $1",
        [](Row const& row) {
            return Boundary{.format = row.get<std::string>(0), .hash = row.get<std::string>(1), .body = {}};
        },
        regency));
    if (!boundary) return fail(error::no_boundaries);
    if (!known.contains(boundary->hash))
        TRY(tx.each(
            "SELECT body FROM boundary WHERE regency = $1",
            [&](Row const& row) { boundary->body = row.bytes(0); }, regency));
    return *std::move(boundary);
}

}  // namespace bina::areas
