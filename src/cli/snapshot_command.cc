#include <fmt/format.h>

#include "areas/area.h"
#include "areas/embedded.h"
#include "base/json.h"
#include "base/zone.h"
#include "cli/command.h"
#include "insight/snapshot.h"

namespace bina::cli {
namespace {

using base::RegencyCode;
using base::Result;
using insight::Snapshot;
using storage::Tx;

Result<Snapshot> make(Store const& store, SnapshotCommand const& command, RegencyCode const& regency) {
    areas::Directory const directory(areas::embedded_table());
    auto const now = store.db->now();
    insight::SnapshotOrder order{.id = insight::SnapshotId::make(now),
                                 .title = command.title,
                                 .purpose = command.purpose,
                                 .query = {.regency = regency,
                                           .district = command.district,
                                           .village = command.village,
                                           .trade = command.trade,
                                           .size_class = command.size_class,
                                           .status = command.status,
                                           .coached = command.coached}};
    order.query.as_of =
        command.as_of.empty() ? base::day_in(regency.text(), now) : TRY(base::Day::parse(command.as_of));
    return insight::make_snapshot(*store.db, store.rules, access::local_operator(), order,
                                  [&](std::string_view code) { return std::string(directory.name(code)); });
}

void print(Snapshot const& snapshot) {
    fmt::print("{}  per {}  {:>9} usaha  {}\n", snapshot.code, snapshot.as_of.text(), snapshot.rows,
               snapshot.title);
}

void print_json(Snapshot const& snapshot) {
    base::JsonWriter json(8'192);
    json.object()
        .field("id", snapshot.id.text())
        .field("code", snapshot.code)
        .field("digest", snapshot.digest);
    json.field("title", snapshot.title)
        .field("purpose", snapshot.purpose)
        .field("as_of", snapshot.as_of.text());
    json.field("rows", snapshot.rows).field("made_at", snapshot.made_at.milliseconds);
    json.key("definition").raw(snapshot.definition).key("figures").raw(snapshot.figures).end();
    fmt::print("{}\n", json.text());
}

Result<std::vector<Snapshot>> listed(Tx& tx, SnapshotCommand const& command, RegencyCode const& regency) {
    auto const actor = access::local_operator();
    if (!command.code.empty())
        return std::vector{TRY(insight::find_snapshot(tx, actor, regency, command.code))};
    return insight::list_snapshots(tx, actor, regency);
}

/// True unless one was asked to be verified and is not what its digest says.
Result<bool> run(SnapshotCommand const& command) {
    auto const store = TRY(open_store(command.store));
    auto const regency = TRY(RegencyCode::parse(command.regency));
    if (command.action == "make") {
        auto const made = TRY(make(store, command, regency));
        command.json ? print_json(made) : print(made);
        return true;
    }
    return store.db->read([&](Tx& tx) -> Result<bool> {
        bool good = true;
        for (auto const& one : TRY(listed(tx, command, regency))) {
            if (command.action == "show" || command.json)
                print_json(one);
            else
                print(one);
            if (command.action != "verify") continue;
            bool const whole = TRY(insight::verify_snapshot(tx, regency, one));
            fmt::print("{} {}\n", one.digest, whole ? "utuh" : "TIDAK COCOK");
            good = good && whole;
        }
        return good;
    });
}

}  // namespace

int snapshot(SnapshotCommand const& command) {
    auto const good = run(command);
    if (!good) return failed(good.error());
    return *good ? 0 : 1;
}

}  // namespace bina::cli
