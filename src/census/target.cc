#include "census/target.h"

#include <fmt/format.h>

#include "base/names.h"
#include "registry/erase.h"
#include "registry/restriction.h"

namespace bina::census {
namespace {

using access::Permission;
using base::Result;
using storage::Row;
using storage::Tx;

constexpr char text_end = '\x1f';
constexpr std::size_t address_texts = 6;

std::string_view name_of(TargetState state) {
    return target_states[static_cast<std::size_t>(state)];
}

Result<void> count_target(Tx& tx, RegencyCode const& regency, Target const& target, std::int64_t by) {
    auto const& cell = target.cell;
    if (cell.state == TargetState::open) return {};
    TRY(
        tx.run("INSERT INTO census_tally (regency, campaign, village, enumerator, day, outcome, state,"
               " targets, gps, photos) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
               " ON CONFLICT (regency, campaign, village, enumerator, day, outcome, state) DO UPDATE SET"
               " targets = census_tally.targets + $8, gps = census_tally.gps + $9,"
               " photos = census_tally.photos + $10",
               regency, target.campaign, target.village, cell.enumerator, cell.day, cell.outcome,
               name_of(cell.state), by, cell.gps ? by : 0, cell.photo ? by : 0));
    return {};
}

/// The version that the pack has from now on.
Result<std::int64_t> next_version(Tx& tx, RegencyCode const& regency, PackId const& pack) {
    auto const version = TRY(tx.first(
        "UPDATE pack SET version = version + 1 WHERE regency = $1 AND id = $2 RETURNING version",
        [](Row const& row) { return row.integer(0); }, regency, pack));
    return version.value_or(0);
}

std::string sealed_address(storage::Vault const& vault, Address const& address) {
    return vault.seal(joined(
        {address.name, address.owner, address.address, address.hamlet, address.rt, address.rw}, text_end));
}

}  // namespace

Target read_target(storage::Vault const& vault, Row const& row) {
    auto texts = parted(unsealed(vault, row.bytes(7), "census_target"), text_end);
    texts.resize(address_texts);
    auto const state = base::index_of(target_states, row.text(8));
    if (state == target_states.size()) throw storage::Damage("census_target: state");
    return {.id = row.get<TargetId>(0),
            .campaign = row.get<CampaignId>(1),
            .pack = row.get<PackId>(2),
            .place = row.integer(3),
            .village = row.get<std::string>(4),
            .business = row.get<std::string>(5),
            .twin = row.integer(6) == 1,
            .address = {texts[0], texts[1], texts[2], texts[3], texts[4], texts[5]},
            .cell = {.state = static_cast<TargetState>(state),
                     .outcome = row.get<std::string>(9),
                     .visit = row.get<std::string>(10),
                     .enumerator = row.get<std::string>(11),
                     .day = row.get<std::string>(12),
                     .gps = row.integer(13) == 1,
                     .photo = row.integer(14) == 1},
            .attempts = row.integer(15),
            .draft = row.get<std::string>(16),
            .changed = row.integer(17)};
}

Result<std::optional<Target>> find_target(Tx& tx, RegencyCode const& regency, CampaignId const& campaign,
                                          TargetId const& id) {
    static std::string const sql = "SELECT " + std::string(target_columns) +
                                   " FROM census_target WHERE regency = $1 AND campaign = $2 AND id = $3";
    return tx.first(sql, [&](Row const& row) { return read_target(tx.vault(), row); }, regency, campaign, id);
}

Result<std::optional<Target>> shown_target(Tx& tx, RegencyCode const& regency, CampaignId const& campaign,
                                           TargetId const& id) {
    auto found = TRY(find_target(tx, regency, campaign, id));
    if (!found || found->business.empty()) return found;
    auto const business = TRY(registry::BusinessId::parse(found->business));
    if (TRY(registry::is_restricted(tx, regency, business))) found->address = {};
    return found;
}

Result<void> leave_out_restricted(Tx& tx, RegencyCode const& regency, std::vector<Target>& all) {
    auto const restricted = TRY(registry::restricted_businesses(tx, regency));
    if (restricted.empty()) return {};
    for (auto& target : all)
        if (restricted.contains(target.business)) target.address = {};
    return {};
}

Result<void> insert_listed(Tx& tx, RegencyCode const& regency, Target const& target) {
    TRY(tx.run(
        "INSERT INTO census_target (regency, campaign, id, pack, place, village, business, twin, body,"
        " state, outcome, visit, visited_by, visited_day, has_gps, has_photo, attempts, draft, changed)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', '', '', '', '', 0, 0, 0, '', $10)",
        regency, target.campaign, target.id, target.pack, target.place, target.village, target.business,
        std::int64_t{target.twin}, storage::Bytes{sealed_address(tx.vault(), target.address)},
        target.changed));
    return {};
}

Result<void> insert_target(Tx& tx, RegencyCode const& regency, Target target) {
    target.changed = TRY(next_version(tx, regency, target.pack));
    TRY(insert_listed(tx, regency, target));
    TRY(tx.run("UPDATE pack SET targets = targets + 1 WHERE regency = $1 AND id = $2", regency, target.pack));
    return {};
}

Result<void> store_target(Tx& tx, RegencyCode const& regency, Target const& before, Target const& after) {
    auto const version = TRY(next_version(tx, regency, after.pack));
    auto const& cell = after.cell;
    TRY(tx.run(
        "UPDATE census_target SET business = $4, state = $5, outcome = $6, visit = $7, visited_by = $8,"
        " visited_day = $9, has_gps = $10, has_photo = $11, attempts = $12, draft = $13, changed = $14"
        " WHERE regency = $1 AND campaign = $2 AND id = $3",
        regency, after.campaign, after.id, after.business, name_of(cell.state), cell.outcome, cell.visit,
        cell.enumerator, cell.day, std::int64_t{cell.gps}, std::int64_t{cell.photo}, after.attempts,
        after.draft, version));
    if (before.cell == after.cell) return {};
    TRY(count_target(tx, regency, before, -1));
    return count_target(tx, regency, after, 1);
}

Result<void> erase_address(Tx& tx, RegencyCode const& regency, Target const& target) {
    std::string const gone(registry::erased_mark);
    auto const body = sealed_address(tx.vault(), {.name = gone, .owner = gone, .address = gone});
    auto const version = TRY(next_version(tx, regency, target.pack));
    TRY(
        tx.run("UPDATE census_target SET body = $4, changed = $5"
               " WHERE regency = $1 AND campaign = $2 AND id = $3",
               regency, target.campaign, target.id, storage::Bytes{body}, version));
    return {};
}

Result<void> forget_prelist(Tx& tx, RegencyCode const& regency, CampaignId const& campaign) {
    TRY(tx.run("DELETE FROM pack_assignment WHERE regency = $1 AND campaign = $2", regency, campaign));
    TRY(tx.run("DELETE FROM census_target WHERE regency = $1 AND campaign = $2", regency, campaign));
    TRY(tx.run("DELETE FROM pack WHERE regency = $1 AND campaign = $2", regency, campaign));
    TRY(
        tx.run("UPDATE campaign SET prelist = 'none', listed = 0, left_out = 0"
               " WHERE regency = $1 AND id = $2",
               regency, campaign));
    return {};
}

Result<std::int64_t> count_unreviewed(Tx& tx, RegencyCode const& regency, CampaignId const& campaign) {
    auto const count = TRY(tx.first(
        "SELECT CAST(coalesce(sum(targets), 0) AS BIGINT) FROM census_tally WHERE regency = $1 AND campaign "
        "= $2"
        " AND state <> 'accepted'",
        [](Row const& row) { return row.integer(0); }, regency, campaign));
    return count.value_or(0);
}

Result<std::vector<Target>> targets(Tx& tx, access::Actor const& actor, TargetQuery const& query) {
    auto const area = query.village.empty() ? query.regency.text() : query.village;
    if (!area.starts_with(query.regency.text())) return base::fail(base::malformed, "village");
    if (!actor.may(Permission::census_plan, area)) TRY(actor.require(Permission::census_review, area));
    auto sql = fmt::format("SELECT {} FROM census_target WHERE regency = $1 AND campaign = $2 AND id > $3",
                           target_columns);
    std::vector<storage::Arg> args{storage::Arg(query.regency), storage::Arg(query.campaign),
                                   storage::Arg(query.after)};
    auto const only = [&](std::string_view column, std::string const& value) {
        if (value.empty()) return;
        args.emplace_back(value);
        sql += fmt::format(" AND {} = ${}", column, args.size());
    };
    if (query.village.size() == 10) only("village", query.village);
    if (query.village.size() == 6) only("substr(village, 1, 6)", query.village);
    only("visited_by", query.enumerator);
    only("visited_day", query.day);
    only("outcome", query.outcome);
    only("state", query.state);
    only("pack", query.pack);
    if (query.gps) sql += " AND has_gps = 1";
    if (query.photo) sql += " AND has_photo = 1";
    if (query.product) {
        args.emplace_back(*query.product);
        sql += fmt::format(
            " AND id IN (SELECT target FROM census_product WHERE regency = $1 AND campaign = $2 AND kbli = "
            "${})",
            args.size());
    }
    sql += fmt::format(" ORDER BY id LIMIT {}", query.limit);
    std::vector<Target> found;
    TRY(tx.each_with(sql, args, [&](Row const& row) { found.push_back(read_target(tx.vault(), row)); }));
    TRY(leave_out_restricted(tx, query.regency, found));
    return found;
}

}  // namespace bina::census
