#include "census/pack.h"

#include <fmt/format.h>

#include "access/account.h"
#include "audit/audit.h"
#include "base/json.h"

namespace bina::census {
namespace {

using access::AccountId;
using access::Actor;
using access::Permission;
using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

constexpr std::string_view pack_columns =
    "id, campaign, number, village, targets, enumerator, enumerator_name, version";

constexpr std::string_view of_enumerator = "enumerator = $2 AND enumerator <> ''";

Pack read_pack(Row const& row) {
    return {.id = row.get<PackId>(0),
            .campaign = row.get<CampaignId>(1),
            .number = row.integer(2),
            .village = row.get<std::string>(3),
            .targets = row.integer(4),
            .enumerator = row.get<std::string>(5),
            .enumerator_name = row.get<std::string>(6),
            .version = row.integer(7)};
}

Result<std::vector<Pack>> packs_in(Tx& tx, RegencyCode const& regency, std::string_view index,
                                   std::string_view where, std::string_view what) {
    auto const sql =
        fmt::format("SELECT {} FROM pack /* by {} */ WHERE regency = $1 AND {} ORDER BY campaign, number",
                    pack_columns, index, where);
    return tx.rows(sql, read_pack, regency, what);
}

Result<access::Account> enumerator(Tx& tx, AccountId const& id) {
    auto account = TRY(access::find_account(tx, id));
    if (!account || account->disabled) return fail(error::not_an_enumerator);
    return *std::move(account);
}

Result<void> hand_over(Tx& tx, Actor const& actor, RegencyCode const& regency, Pack const& pack,
                       access::Account const& to, std::string_view reason) {
    TRY(actor.require(Permission::census_plan, std::string_view(pack.village)));
    Actor const walker{.id = to.id, .name = to.name, .grants = to.grants};
    if (!walker.may(Permission::census_visit, pack.village)) return fail(error::not_an_enumerator);
    if (pack.enumerator == to.id.text()) return {};
    auto const number = TRY(tx.first(
        "SELECT count(*) FROM pack_assignment WHERE regency = $1 AND pack = $2",
        [](Row const& row) { return row.integer(0); }, regency, pack.id));
    TRY(
        tx.run("INSERT INTO pack_assignment (regency, pack, number, campaign, from_account, to_account,"
               " to_name, reason, at, actor, actor_name)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
               regency, pack.id, number.value_or(0) + 1, pack.campaign, pack.enumerator, to.id, to.name,
               storage::Bytes{tx.vault().seal(reason)}, tx.now(), actor.id, actor.name));
    TRY(tx.run("UPDATE pack SET enumerator = $3, enumerator_name = $4 WHERE regency = $1 AND id = $2",
               regency, pack.id, to.id, to.name));
    return {};
}

Result<void> may_assign(Tx& tx, Actor const& actor, RegencyCode const& regency, CampaignId const& campaign) {
    TRY(actor.require_within(Permission::census_plan, regency));
    auto const found = TRY(find_campaign(tx, actor, regency, campaign));
    return found.state == State::published ? Result<void>(fail(error::wrong_state)) : Result<void>();
}

Result<void> record_assigned(Tx& tx, Actor const& actor, RegencyCode const& regency,
                             CampaignId const& campaign, std::string_view from, AccountId const& to,
                             std::int64_t count) {
    base::JsonWriter detail;
    detail.object().field("from", from).field("to", to.text()).field("packs", count).end();
    return audit::record(tx, actor, "census.assigned", regency.text(), campaign.text(), detail.text());
}

}  // namespace

Result<void> assign(Tx& tx, Actor const& actor, RegencyCode const& regency, CampaignId const& campaign,
                    std::vector<PackId> const& ids, AccountId const& to, std::string_view reason) {
    TRY(may_assign(tx, actor, regency, campaign));
    std::vector<Pack> found;
    for (auto const& id : ids) {
        auto pack = TRY(find_pack(tx, regency, id));
        if (!pack || pack->campaign != campaign) return fail(error::pack_not_found);
        found.push_back(*std::move(pack));
    }
    auto const account = TRY(enumerator(tx, to));
    for (auto const& pack : found) TRY(hand_over(tx, actor, regency, pack, account, reason));
    return record_assigned(tx, actor, regency, campaign, "", to, std::ssize(found));
}

Result<std::int64_t> reassign(Tx& tx, Actor const& actor, RegencyCode const& regency,
                              CampaignId const& campaign, AccountId const& from, AccountId const& to,
                              std::string_view reason) {
    TRY(may_assign(tx, actor, regency, campaign));
    auto all = TRY(packs_in(tx, regency, "pack_enumerator", of_enumerator, from.text()));
    std::erase_if(all, [&](Pack const& pack) { return pack.campaign != campaign; });
    if (all.empty()) return fail(error::nothing_assigned);
    auto const account = TRY(enumerator(tx, to));
    for (auto const& pack : all) TRY(hand_over(tx, actor, regency, pack, account, reason));
    TRY(record_assigned(tx, actor, regency, campaign, from.text(), to, std::ssize(all)));
    return std::ssize(all);
}

Result<std::vector<Enumerator>> enumerators(Tx& tx, Actor const& actor, RegencyCode const& regency) {
    TRY(actor.require_within(Permission::census_plan, regency));
    std::vector<Enumerator> all;
    for (auto& account : TRY(access::holders(tx, Permission::census_visit, regency)))
        all.push_back({account.id, std::move(account.name)});
    return all;
}

Result<std::vector<Assignment>> assignments(Tx& tx, Actor const& actor, RegencyCode const& regency,
                                            CampaignId const& campaign) {
    TRY(actor.require(Permission::census_plan, regency));
    return tx.rows(
        "SELECT pack, number, from_account, to_account, to_name, reason, at, actor_name FROM pack_assignment"
        " WHERE regency = $1 AND campaign = $2 ORDER BY at DESC, pack, number DESC",
        [&](Row const& row) {
            return Assignment{.pack = row.get<PackId>(0),
                              .number = row.integer(1),
                              .from = row.get<std::string>(2),
                              .to = row.get<std::string>(3),
                              .to_name = row.get<std::string>(4),
                              .reason = unsealed(tx.vault(), row.bytes(5), "pack_assignment"),
                              .at = row.get<base::Instant>(6),
                              .actor_name = row.get<std::string>(7)};
        },
        regency, campaign);
}

Result<std::vector<Pack>> packs(Tx& tx, Actor const& actor, RegencyCode const& regency,
                                CampaignId const& campaign) {
    if (!actor.may(Permission::census_plan, regency.text()))
        TRY(actor.require(Permission::census_review, regency));
    return packs_in(tx, regency, "pack_campaign", "campaign = $2", campaign.text());
}

Result<std::vector<Pack>> my_packs(Tx& tx, Actor const& actor, RegencyCode const& regency) {
    TRY(actor.require_within(Permission::census_visit, regency));
    auto const where = fmt::format(
        "{} AND EXISTS (SELECT 1 FROM campaign c WHERE c.regency = $1 AND c.id = pack.campaign"
        " AND (c.state = 'running' OR c.state = 'closed'))",
        of_enumerator);
    return packs_in(tx, regency, "pack_enumerator", where, actor.id.text());
}

Result<Pack> my_pack(Tx& tx, Actor const& actor, RegencyCode const& regency, PackId const& id) {
    TRY(actor.require_within(Permission::census_visit, regency));
    auto pack = TRY(find_pack(tx, regency, id));
    if (!pack) return fail(error::pack_not_found);
    TRY(actor.require(Permission::census_visit, std::string_view(pack->village)));
    if (pack->enumerator != actor.id.text()) return fail(access::denied, "another enumerator's");
    return *std::move(pack);
}

Result<std::optional<Pack>> find_pack(Tx& tx, RegencyCode const& regency, PackId const& id) {
    static std::string const sql =
        "SELECT " + std::string(pack_columns) + " FROM pack WHERE regency = $1 AND id = $2";
    return tx.first(sql, read_pack, regency, id);
}

Result<bool> had_pack(Tx& tx, RegencyCode const& regency, Pack const& pack, std::string_view account) {
    if (pack.enumerator == account) return true;
    auto const had = TRY(tx.first(
        "SELECT 1 FROM pack_assignment WHERE regency = $1 AND pack = $2 AND to_account = $3",
        [](Row const&) { return true; }, regency, pack.id, account));
    return had.has_value();
}

Result<std::vector<Target>> changed_targets(Tx& tx, RegencyCode const& regency, PackId const& pack,
                                            std::int64_t after) {
    static std::string const sql = "SELECT " + std::string(target_columns) +
                                   " FROM census_target WHERE regency = $1 AND pack = $2 AND changed > $3"
                                   " ORDER BY changed, id";
    auto found =
        TRY(tx.rows(sql, [&](Row const& row) { return read_target(tx.vault(), row); }, regency, pack, after));
    TRY(leave_out_restricted(tx, regency, found));
    return found;
}

}  // namespace bina::census
