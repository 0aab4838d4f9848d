#include "agencies/agency.h"

#include <algorithm>

#include "audit/audit.h"
#include "base/json.h"
#include "base/zone.h"

namespace bina::agencies {
namespace {

using access::Actor;
using access::Permission;
using base::fail;
using base::Result;
using registry::ResponsibleRule;
using registry::RuleId;
using storage::Row;
using storage::Tx;

Agency read_agency(Row const& row) {
    auto const level = registry::level_of(row.text(3));
    if (!level) throw storage::Damage("agency: level");
    return {.id = row.get<AgencyId>(0),
            .name = row.get<std::string>(1),
            .short_name = row.get<std::string>(2),
            .level = *level,
            .closed = row.integer(4) == 1,
            .is_default = row.integer(5) == 1};
}

Result<std::optional<Agency>> known_agency(Tx& tx, RegencyCode const& regency, AgencyId const& id) {
    return tx.first(
        "SELECT id, name, short_name, level, closed, is_default FROM agency WHERE regency = $1 AND id = $2",
        read_agency, regency, id);
}

Result<bool> is_named(Tx& tx, RegencyCode const& regency, AgencyId const& id) {
    auto const today = base::day_in(regency.text(), tx.now());
    auto const rules = TRY(registry::ResponsibleRules::load(tx, regency, today));
    return std::ranges::find(rules.in_force(), id.text(), &ResponsibleRule::agency) != rules.in_force().end();
}

Result<void> store_agency(Tx& tx, Actor const& actor, RegencyCode const& regency, Agency const& agency) {
    auto const level = registry::level_names[static_cast<std::size_t>(agency.level)];
    TRY(
        tx.run("INSERT INTO agency (regency, id, name, short_name, level, closed, is_default, at, actor)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (regency, id) DO UPDATE SET"
               " name = $3, short_name = $4, closed = $6, is_default = $7, at = $8, actor = $9",
               regency, agency.id, agency.name, agency.short_name, level, agency.closed ? 1 : 0,
               agency.is_default ? 1 : 0, tx.now(), actor.id));
    base::JsonWriter detail;
    detail.object().field("name", agency.name).field("level", level).field("closed", agency.closed).end();
    return audit::record(tx, actor, "agencies.agency_put", regency.text(), agency.id.text(), detail.text());
}

}  // namespace

Result<void> put_agency(Tx& tx, Actor const& actor, RegencyCode const& regency, Agency const& agency) {
    TRY(actor.require(Permission::agencies_manage, regency));
    auto const known = TRY(known_agency(tx, regency, agency.id));
    if (known == agency) return {};
    if (known && known->level != agency.level) return fail(error::level_fixed);
    if (agency.closed && TRY(is_named(tx, regency, agency.id))) return fail(error::in_use);
    return store_agency(tx, actor, regency, agency);
}

Result<std::vector<Agency>> agencies(Tx& tx, RegencyCode const& regency) {
    auto all =
        TRY(tx.rows("SELECT id, name, short_name, level, closed, is_default FROM agency WHERE regency = $1",
                    read_agency, regency));
    std::ranges::sort(all, {}, [](Agency const& one) {
        return std::tuple(one.level, one.closed, std::string_view(one.name));
    });
    return all;
}

Result<std::map<std::string, std::string>> agency_names(Tx& tx, RegencyCode const& regency) {
    std::map<std::string, std::string> names;
    for (auto& one : TRY(agencies(tx, regency))) names.emplace(one.id.text(), std::move(one.name));
    return names;
}

Result<std::vector<AgencyCount>> counts_by_agency(Tx& tx, Actor const& actor, base::AreaCode const& area) {
    TRY(actor.require(Permission::registry_read, area));
    bool const is_regency = area.text().size() == 4;
    if (!is_regency && area.text().size() != 6) return fail(base::malformed, "area");
    auto const regency = TRY(RegencyCode::parse(area.text().substr(0, 4)));
    std::vector<AgencyCount> counts;
    for (auto const& [agency, businesses] :
         TRY(registry::answering_counts(tx, regency, is_regency ? "" : area.text())))
        if (businesses > 0) counts.push_back({agency, businesses});
    std::ranges::stable_sort(counts, std::greater{}, &AgencyCount::businesses);
    return counts;
}

Result<Agency> find_agency(Tx& tx, RegencyCode const& regency, AgencyId const& id) {
    auto known = TRY(known_agency(tx, regency, id));
    if (!known) return fail(error::not_found, id.text());
    return *std::move(known);
}

Result<void> set_members(Tx& tx, Actor const& actor, RegencyCode const& regency, AgencyId const& id,
                         std::vector<access::AccountId> const& accounts) {
    TRY(actor.require(Permission::agencies_manage, regency));
    TRY(find_agency(tx, regency, id));
    for (auto const& account : accounts)
        if (!TRY(access::find_account(tx, account))) return fail(error::unknown_account, account.text());
    TRY(tx.run("DELETE FROM agency_member WHERE regency = $1 AND agency = $2", regency, id));
    for (auto const& account : accounts)
        TRY(
            tx.run("INSERT INTO agency_member (regency, account, agency) VALUES ($1, $2, $3)"
                   " ON CONFLICT DO NOTHING",
                   regency, account, id));
    base::JsonWriter detail;
    detail.object().key("accounts").array();
    for (auto const& account : accounts) detail.value(account.text());
    detail.end().end();
    return audit::record(tx, actor, "agencies.members_set", regency.text(), id.text(), detail.text());
}

Result<std::vector<Member>> members(Tx& tx, RegencyCode const& regency) {
    auto all = TRY(tx.rows(
        "SELECT agency, account FROM agency_member WHERE regency = $1 ORDER BY agency, account",
        [](Row const& row) { return Member{row.get<std::string>(0), row.get<std::string>(1), {}}; },
        regency));
    for (auto& one : all) one.name = TRY(access::account_name(tx, one.account));
    return all;
}

Result<std::set<std::string>> agencies_of(Tx& tx, RegencyCode const& regency,
                                          access::AccountId const& account) {
    auto const all = TRY(tx.rows(
        "SELECT agency FROM agency_member WHERE regency = $1 AND account = $2",
        [](Row const& row) { return row.get<std::string>(0); }, regency, account));
    return std::set(all.begin(), all.end());
}

Result<void> propose_rule(Tx& tx, Actor const& actor, RegencyCode const& regency, ResponsibleRule rule) {
    TRY(actor.require(Permission::agencies_manage, regency));
    if (!rule.agency.empty()) {
        auto const agency = TRY(find_agency(tx, regency, TRY(AgencyId::parse(rule.agency))));
        if (agency.closed) return fail(error::not_found, rule.agency);
        rule.level = agency.level;
    }
    return registry::propose_rules(tx, actor, regency, {std::move(rule)});
}

Result<void> add_defaults(Tx& tx, Actor const& actor, RegencyCode const& regency) {
    TRY(actor.require(Permission::agencies_manage, regency));
    if (!TRY(agencies(tx, regency)).empty()) return fail(error::not_empty);
    auto defaults = defaults_for(regency, base::day_in(regency.text(), tx.now()));
    for (auto const& agency : defaults.agencies) TRY(store_agency(tx, actor, regency, agency));
    return registry::propose_rules(tx, actor, regency, std::move(defaults.rules));
}

}  // namespace bina::agencies
