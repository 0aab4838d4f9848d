#include <fmt/format.h>

#include "access/actor.h"
#include "cli/command.h"
#include "intake/kbli_file.h"

namespace bina::cli {
namespace {

using base::Result;
using storage::Tx;

Result<void> find(Store const& store, KbliCommand const& command, kbli::Edition edition) {
    auto const table = TRY(store.db->read([](Tx& tx) { return kbli::Tables().current(tx); }));
    for (auto const* entry : table->search({.edition = edition, .text = command.what}))
        fmt::print("{:<6} {}\n", entry->code, entry->title);
    return {};
}

void print(kbli::Imported const& done) {
    fmt::print("{} baris: {} baru, {} berubah, {} hilang\n", done.lines, done.added, done.changed,
               done.removed);
}

Result<void> run(KbliCommand const& command) {
    auto const store = TRY(open_store(command.store));
    auto const actor = access::local_operator();
    auto const edition = kbli::edition_of(command.edition).value();
    if (command.action == "find") return find(store, command, edition);
    if (command.action == "crosswalk") {
        auto const lines = TRY(intake::read_kbli_crosswalk(command.what));
        print(TRY(store.db->write([&](Tx& tx) { return kbli::import_crosswalk(tx, actor, lines); })));
        return {};
    }
    auto const lines = TRY(intake::read_kbli_list(command.what));
    print(TRY(store.db->write([&](Tx& tx) { return kbli::import_list(tx, actor, edition, lines); })));
    return {};
}

}  // namespace

int kbli(KbliCommand const& command) {
    auto const done = run(command);
    return done ? 0 : failed(done.error());
}

}  // namespace bina::cli
