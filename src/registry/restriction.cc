#include "registry/restriction.h"

#include <algorithm>

namespace bina::registry {

using base::Result;
using storage::Row;
using storage::Tx;

namespace {

/// The record and those into which it was merged, one after the other: they speak of one person.
Result<std::vector<std::string>> with_survivors(Tx& tx, RegencyCode const& regency, std::string business) {
    std::vector<std::string> family;
    while (!business.empty()) {
        family.push_back(business);
        auto const into = TRY(tx.first(
            "SELECT merged_into FROM business WHERE regency = $1 AND id = $2",
            [](Row const& row) { return row.get<std::string>(0); }, regency, business));
        business = into.value_or("");
    }
    return family;
}

}  // namespace

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
    auto const restricted = TRY(restricted_businesses(tx, regency));
    if (restricted.empty()) return false;
    auto const family = TRY(with_survivors(tx, regency, business.text()));
    return std::ranges::any_of(family, [&](std::string const& id) { return restricted.contains(id); });
}

Result<Restricted> restricted_businesses(Tx& tx, RegencyCode const& regency) {
    auto const said = TRY(tx.rows(
        "SELECT business FROM restriction WHERE regency = $1",
        [](Row const& row) { return row.get<std::string>(0); }, regency));
    Restricted found;
    for (auto const& business : said)
        for (auto& id : TRY(with_survivors(tx, regency, business))) found.insert(std::move(id));
    return found;
}

}  // namespace bina::registry
