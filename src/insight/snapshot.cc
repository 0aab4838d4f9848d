#include "insight/snapshot.h"

#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "base/fold.h"
#include "base/json.h"
#include "base/zone.h"
#include "insight/snapshot_definition.h"
#include "registry/business.h"

namespace bina::insight {
namespace {

using access::Permission;
using base::fail;
using base::RegencyCode;
using base::Result;
using storage::Row;
using storage::Tx;

constexpr std::size_t code_digits = 12;

constexpr std::string_view snapshot_columns =
    "id, digest, code, title, purpose, area, as_of, filters, definition, figures, row_count, recorded_until, "
    "made_at,"
    " actor_name";

std::string with_dashes(std::string_view code) {
    return fmt::format("{}-{}-{}", code.substr(0, 4), code.substr(4, 4), code.substr(8));
}

std::string without_dashes(std::string_view code) {
    std::string digits;
    for (char const c : code)
        if (c != '-' && c != ' ') digits += c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    return digits;
}

Snapshot read_snapshot(RegencyCode const& regency, Row const& row) {
    auto const as_of = row.get<base::Day>(6);
    return {.id = row.get<SnapshotId>(0),
            .digest = row.get<std::string>(1),
            .code = with_dashes(row.text(2)),
            .title = row.get<std::string>(3),
            .purpose = row.get<std::string>(4),
            .area = row.get<std::string>(5),
            .as_of = as_of,
            .query = query_of(regency, as_of, row.text(7)),
            .definition = row.get<std::string>(8),
            .figures = row.get<std::string>(9),
            .rows = row.integer(10),
            .recorded_until = row.get<base::Instant>(11),
            .made_at = row.get<base::Instant>(12),
            .actor_name = row.get<std::string>(13)};
}

Result<std::optional<Snapshot>> find(Tx& tx, RegencyCode const& regency, std::string_view column,
                                     std::string_view value) {
    auto const sql =
        fmt::format("SELECT {} FROM snapshot WHERE regency = $1 AND {} = $2 ORDER BY made_at LIMIT 1",
                    snapshot_columns, column);
    return tx.first(sql, [&](Row const& row) { return read_snapshot(regency, row); }, regency, value);
}

Result<Snapshot> permitted(access::Actor const& actor, std::optional<Snapshot> found) {
    if (!found) return fail(error::snapshot_not_found);
    TRY(actor.require(Permission::registry_read, TRY(base::AreaCode::parse(found->area))));
    return *std::move(found);
}

/// What the digest covers after the rows.
void add_words(RowFreezer& freezer, RegencyCode const& regency, Snapshot const& snapshot) {
    freezer.add_text("bina snapshot 1");
    freezer.add_text(regency.text());
    freezer.add_text(snapshot.id.text());
    freezer.add_text(snapshot.title);
    freezer.add_text(snapshot.purpose);
    freezer.add_text(snapshot.as_of.text());
    freezer.add_text(filters_text(snapshot.query));
    freezer.add_text(snapshot.definition);
    freezer.add_text(snapshot.figures);
}

struct Made {
    Snapshot snapshot;
    std::vector<SealedPiece> pieces;
};

Result<Made> freeze(Tx& tx, registry::ClassRules const& rules, access::Actor const& actor,
                    SnapshotOrder const& order, AreaName const& area_name) {
    auto query = order.query;
    // What is asked of today is what the rows show.
    if (query.as_of == base::day_in(query.regency.text(), tx.now())) query.as_of.reset();
    Made made{.snapshot = {.id = order.id,
                           .title = order.title,
                           .purpose = order.purpose,
                           .area = TRY(registry::area_of(order.query)),
                           .as_of = *order.query.as_of,
                           .query = order.query,
                           .recorded_until = tx.now(),
                           .made_at = tx.now(),
                           .actor_name = actor.name},
              .pieces = {}};
    auto& snapshot = made.snapshot;
    Figures figures;
    RowFreezer freezer(tx.vault());
    for (auto const rows = registry_rows(tx, query);;) {
        auto const row = TRY(rows->next());
        if (!row) break;
        figures.add(*row);
        freezer.add(*row);
    }
    figures.previous = TRY(count_before(tx, order.query));
    snapshot.rows = figures.total;
    snapshot.figures = figures_json(figures, area_name);
    snapshot.definition = TRY(definition_json(tx, rules, snapshot, area_name));
    add_words(freezer, query.regency, snapshot);
    snapshot.digest = freezer.finish();
    snapshot.code = with_dashes(std::string_view(snapshot.digest).substr(0, code_digits));
    made.pieces = freezer.take_pieces();
    return made;
}

Result<void> store(Tx& tx, access::Actor const& actor, RegencyCode const& regency, Made const& made) {
    auto const& snapshot = made.snapshot;
    TRY(tx.run(
        "INSERT INTO snapshot (regency, id, digest, code, title, purpose, area, as_of, filters, definition,"
        " figures, row_count, recorded_until, made_at, actor, actor_name)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        regency, snapshot.id, snapshot.digest, without_dashes(snapshot.code), snapshot.title,
        snapshot.purpose, snapshot.area, snapshot.as_of, filters_text(snapshot.query), snapshot.definition,
        snapshot.figures, snapshot.rows, snapshot.recorded_until, snapshot.made_at, actor.id, actor.name));
    for (auto const& piece : made.pieces)
        TRY(
            tx.run("INSERT INTO snapshot_piece (regency, snapshot, first_row, bytes, body)"
                   " VALUES ($1, $2, $3, $4, $5)",
                   regency, snapshot.id, piece.first_row, piece.bytes, storage::Bytes{piece.body}));
    base::JsonWriter detail;
    detail.object().field("digest", snapshot.digest).field("rows", snapshot.rows);
    detail.field("area", snapshot.area).field("as_of", snapshot.as_of.text()).end();
    return audit::record(tx, actor, "insight.snapshot_made", regency.text(), snapshot.id.text(),
                         detail.text());
}

/// What was frozen under that id, if it is what is ordered now.
Result<std::optional<Snapshot>> made_before(Tx& tx, SnapshotOrder const& order) {
    auto found = TRY(find(tx, order.query.regency, "id", order.id.text()));
    if (!found) return found;
    bool const same = found->title == order.title && found->purpose == order.purpose &&
                      found->as_of == order.query.as_of &&
                      filters_text(found->query) == filters_text(order.query);
    if (!same) return fail(error::snapshot_taken);
    return found;
}

}  // namespace

Result<Snapshot> make_snapshot(storage::Db& db, registry::ClassRules const& rules, access::Actor const& actor,
                               SnapshotOrder const& order, AreaName const& area_name) {
    auto const& query = order.query;
    TRY(actor.require(Permission::registry_export, std::string_view(TRY(registry::area_of(query)))));
    if (!base::fold(query.text).empty()) return fail(error::with_words);
    if (query.as_of.value() > base::day_in(query.regency.text(), db.now())) return fail(error::future_day);
    if (auto known = TRY(db.read([&](Tx& tx) { return made_before(tx, order); }))) return *std::move(known);
    auto const made = TRY(db.read([&](Tx& tx) { return freeze(tx, rules, actor, order, area_name); }));
    return db.write([&](Tx& tx) -> Result<Snapshot> {
        if (auto known = TRY(made_before(tx, order))) return *std::move(known);
        TRY(store(tx, actor, query.regency, made));
        return made.snapshot;
    });
}

Result<Snapshot> find_snapshot(Tx& tx, access::Actor const& actor, RegencyCode const& regency,
                               SnapshotId const& id) {
    return permitted(actor, TRY(find(tx, regency, "id", id.text())));
}

Result<Snapshot> find_snapshot(Tx& tx, access::Actor const& actor, RegencyCode const& regency,
                               std::string_view code) {
    return permitted(actor, TRY(find(tx, regency, "code", without_dashes(code))));
}

Result<std::vector<Snapshot>> list_snapshots(Tx& tx, access::Actor const& actor, RegencyCode const& regency,
                                             std::int64_t before) {
    TRY(actor.require_within(Permission::registry_read, regency));
    auto const sql = fmt::format(
        "SELECT {} FROM snapshot WHERE regency = $1 AND (made_at < $2 OR $2 = 0) ORDER BY made_at DESC, id "
        "LIMIT {}",
        snapshot_columns, snapshots_page);
    std::vector<Snapshot> list;
    for (;;) {
        auto found =
            TRY(tx.rows(sql, [&](Row const& row) { return read_snapshot(regency, row); }, regency, before));
        bool const last = std::ssize(found) < snapshots_page;
        if (!last) before = found.back().made_at.milliseconds;
        std::erase_if(found,
                      [&](Snapshot const& one) { return !actor.may(Permission::registry_read, one.area); });
        std::ranges::move(found, std::back_inserter(list));
        if (last || std::ssize(list) >= snapshots_page) return list;
    }
}

Result<std::vector<SnapshotId>> snapshot_ids(Tx& tx, RegencyCode const& regency) {
    return tx.rows(
        "SELECT id FROM snapshot WHERE regency = $1 ORDER BY made_at, id",
        [](Row const& row) { return row.get<SnapshotId>(0); }, regency);
}

Result<bool> verify_snapshot(Tx& tx, RegencyCode const& regency, Snapshot const& snapshot) {
    RowFreezer freezer(tx.vault());
    try {
        for (auto const rows = snapshot_rows(tx, regency, snapshot.id);;) {
            auto const row = TRY(rows->next());
            if (!row) break;
            freezer.hash_only(*row);
        }
    } catch (storage::Damage const&) {
        return false;
    }
    bool const whole = freezer.rows() == snapshot.rows;
    add_words(freezer, regency, snapshot);
    return whole && freezer.finish() == snapshot.digest &&
           without_dashes(snapshot.code) == snapshot.digest.substr(0, code_digits);
}

Result<void> record_snapshot_export(Tx& tx, access::Actor const& actor, RegencyCode const& regency,
                                    Snapshot const& snapshot, std::string_view reason) {
    TRY(actor.require(Permission::registry_export, TRY(base::AreaCode::parse(snapshot.area))));
    if (base::squeeze(reason).size() < registry::purpose_bytes_min)
        return fail(registry::error::purpose_missing);
    base::JsonWriter detail;
    detail.object().field("reason", reason).field("code", snapshot.code).field("rows", snapshot.rows).end();
    return audit::record(tx, actor, "insight.snapshot_exported", regency.text(), snapshot.id.text(),
                         detail.text());
}

}  // namespace bina::insight
