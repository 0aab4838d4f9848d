#include "registry/restriction.h"

namespace bina::registry {

using base::Result;
using storage::Row;
using storage::Tx;

Result<void> restrict_business(Tx& tx, access::Actor const& actor, RegencyCode const& regency,
                               BusinessId const& business) {
    TRY(
        tx.run("INSERT INTO restriction (regency, business, since, actor) VALUES ($1, $2, $3, $4)"
               " ON CONFLICT DO NOTHING",
               regency, business, tx.now(), actor.id));
    return {};
}

Result<void> lift_restriction(Tx& tx, RegencyCode const& regency, BusinessId const& business) {
    TRY(tx.run("DELETE FROM restriction WHERE regency = $1 AND business = $2", regency, business));
    return {};
}

Result<bool> is_restricted(Tx& tx, RegencyCode const& regency, BusinessId const& business) {
    auto const found = TRY(tx.first(
        "SELECT 1 FROM restriction WHERE regency = $1 AND business = $2", [](Row const&) { return true; },
        regency, business));
    return found.has_value();
}

Result<Restricted> restricted_businesses(Tx& tx, RegencyCode const& regency) {
    Restricted found;
    TRY(tx.each(
        "SELECT business FROM restriction WHERE regency = $1",
        [&](Row const& row) { found.insert(row.get<std::string>(0)); }, regency));
    return found;
}

}  // namespace bina::registry
