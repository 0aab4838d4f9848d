#include "aid/list.h"

#include <algorithm>

#include "audit/audit.h"
#include "base/json.h"
#include "jobs/jobs.h"

namespace bina::aid {
namespace {

using access::Actor;
using access::Permission;
using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

constexpr std::string_view list_columns =
    "id, batch, kind, name, twice, state, row_count, without_nik, dropped, asked_at, actor, actor_name,"
    " checked_at, signed_at, signed_by";

List read_list(RegencyCode const& regency, Row const& row) {
    auto const state = std::ranges::find(list_states, row.text(5));
    if (state == list_states.end()) throw storage::Damage("aid_list: state");
    return {.id = row.get<ListId>(0),
            .regency = regency,
            .batch = row.get<BatchId>(1),
            .exclusion = row.text(2) == "exclusion",
            .name = row.get<std::string>(3),
            .twice = row.integer(4) == 1,
            .state = static_cast<State>(state - list_states.begin()),
            .rows = row.integer(6),
            .without_nik = row.integer(7),
            .dropped = row.integer(8),
            .asked_at = row.get<base::Instant>(9),
            .actor = row.get<std::string>(10),
            .actor_name = row.get<std::string>(11),
            .checked_at = row.maybe<base::Instant>(12),
            .signed_at = row.maybe<base::Instant>(13),
            .signed_by = row.get<std::string>(14)};
}

Result<std::optional<List>> known_list(Tx& tx, RegencyCode const& regency, ListId const& id) {
    static std::string const sql =
        "SELECT " + std::string(list_columns) + " FROM aid_list WHERE regency = $1 AND id = $2";
    return tx.first(sql, [&](Row const& row) { return read_list(regency, row); }, regency, id);
}

Result<void> record(Tx& tx, Actor const& actor, std::string_view event, List const& list) {
    base::JsonWriter detail;
    detail.object().field("name", list.name).field("kind", list.exclusion ? "exclusion" : "recipients");
    if (list.checked_at) detail.field("rows", list.rows);
    detail.end();
    return audit::record(tx, actor, event, list.regency.text(), list.id.text(), detail.text());
}

Result<void> ask_check(Tx& tx, Actor const& actor, List const& list) {
    return jobs::enqueue(tx, {.id = jobs::JobId::make(tx.now()),
                              .regency = list.regency.text(),
                              .kind = "aid.check",
                              .subject = list.id.text(),
                              .actor = actor});
}

/// Whether a list that its check has not seen may hold one of its recipients.
Result<bool> is_stale(Tx& tx, List const& list) {
    if (!list.checked_at) return true;
    auto const later = TRY(tx.first(
        "SELECT 1 FROM aid_list WHERE regency = $1 AND id <> $2"
        " AND ((kind = 'exclusion' AND state = 'open' AND checked_at > $3)"
        " OR (kind = 'recipients' AND state = 'signed' AND signed_at > $3 AND lower(name) <> lower($4)))",
        [](Row const&) { return true; }, list.regency, list.id, *list.checked_at, list.name));
    return later.has_value();
}

Result<std::int64_t> number(Tx& tx, List const& list, std::string_view sql) {
    auto const count =
        TRY(tx.first(sql, [](Row const& row) { return row.integer(0); }, list.regency, list.id));
    return count.value_or(0);
}

}  // namespace

Result<void> make_list(Tx& tx, Actor const& actor, List const& list) {
    TRY(actor.require(Permission::pairs_decide, list.regency));
    auto const batch = TRY(intake::find_batch(tx, actor, list.regency, list.batch));
    if (auto const known = TRY(known_list(tx, list.regency, list.id)))
        return known->batch == list.batch ? Result<void>{} : fail(error::id_reused);
    if (batch.state != intake::State::checked && batch.state != intake::State::committed)
        return fail(error::batch_not_checked);
    auto const used = TRY(tx.first(
        "SELECT 1 FROM aid_list WHERE regency = $1 AND batch = $2 AND state <> 'withdrawn'",
        [](Row const&) { return true; }, list.regency, list.batch));
    if (used) return fail(error::batch_used);
    TRY(
        tx.run("INSERT INTO aid_list (regency, id, batch, kind, name, twice, state, row_count, without_nik,"
               " dropped, asked_at, actor, actor_name, signed_by)"
               " VALUES ($1, $2, $3, $4, $5, $6, 'checking', 0, 0, 0, $7, $8, $9, '')",
               list.regency, list.id, list.batch, list.exclusion ? "exclusion" : "recipients", list.name,
               std::int64_t{list.twice && !list.exclusion}, tx.now(), actor.id, actor.name));
    TRY(record(tx, actor, "aid.made", list));
    return ask_check(tx, actor, list);
}

Result<List> find_list(Tx& tx, Actor const& actor, RegencyCode const& regency, ListId const& id) {
    TRY(actor.require(Permission::pairs_decide, regency));
    auto list = TRY(known_list(tx, regency, id));
    if (!list) return fail(error::not_found);
    return *std::move(list);
}

Result<std::vector<List>> lists(Tx& tx, Actor const& actor, RegencyCode const& regency) {
    TRY(actor.require(Permission::pairs_decide, regency));
    static std::string const sql = "SELECT " + std::string(list_columns) +
                                   " FROM aid_list WHERE regency = $1 ORDER BY asked_at DESC, id DESC";
    return tx.rows(sql, [&](Row const& row) { return read_list(regency, row); }, regency);
}

Result<void> check_again(Tx& tx, Actor const& actor, RegencyCode const& regency, ListId const& id) {
    auto const list = TRY(find_list(tx, actor, regency, id));
    if (list.state == State::checking) return {};
    if (list.state != State::open) return fail(error::not_open);
    TRY(tx.run("UPDATE aid_list SET state = 'checking' WHERE regency = $1 AND id = $2", regency, id));
    return ask_check(tx, actor, list);
}

Result<void> sign(Tx& tx, Actor const& actor, RegencyCode const& regency, ListId const& id) {
    auto list = TRY(find_list(tx, actor, regency, id));
    if (list.state == State::signed_) return {};
    if (list.exclusion) return fail(error::no_recipients);
    if (list.state != State::open) return fail(error::not_open);
    if (TRY(is_stale(tx, list))) return fail(error::stale_check);
    auto const open = TRY(
        number(tx, list, "SELECT count(*) FROM aid_finding WHERE regency = $1 AND list = $2 AND final = ''"));
    if (open > 0) return fail(error::findings_open);
    if (list.actor == actor.id.text()) return fail(error::own_list);
    TRY(
        tx.run("UPDATE aid_row SET dropped = 1 WHERE regency = $1 AND list = $2 AND row_number IN"
               " (SELECT row_number FROM aid_finding WHERE regency = $1 AND list = $2 AND final = 'drop')",
               regency, id));
    auto const dropped = TRY(
        number(tx, list, "SELECT count(*) FROM aid_row WHERE regency = $1 AND list = $2 AND dropped = 1"));
    TRY(
        tx.run("UPDATE aid_list SET state = 'signed', dropped = $3, signed_at = $4, signed_by = $5"
               " WHERE regency = $1 AND id = $2",
               regency, id, dropped, tx.now(), actor.name));
    return record(tx, actor, "aid.signed", list);
}

Result<void> withdraw(Tx& tx, Actor const& actor, RegencyCode const& regency, ListId const& id) {
    auto const list = TRY(find_list(tx, actor, regency, id));
    if (list.state == State::withdrawn) return {};
    if (list.state == State::checking) return fail(error::not_open);
    TRY(tx.run("UPDATE aid_list SET state = 'withdrawn' WHERE regency = $1 AND id = $2", regency, id));
    // Of a list that is not used nothing is kept that would be found.
    TRY(tx.run("DELETE FROM aid_row WHERE regency = $1 AND list = $2", regency, id));
    TRY(tx.run("DELETE FROM aid_finding WHERE regency = $1 AND list = $2", regency, id));
    return record(tx, actor, "aid.withdrawn", list);
}

}  // namespace bina::aid
