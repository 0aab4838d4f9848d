#include <fmt/format.h>

#include <fstream>
#include <iostream>

#include "audit/view.h"
#include "cli/command.h"

namespace bina::cli {
namespace {

using base::Result;
using storage::Tx;

constexpr std::int64_t export_page = 1'000;

/// Every chain, or the one asked for. True if all of them are whole.
Result<bool> verify(Tx& tx, AuditCommand const& command) {
    auto regencies = TRY(audit::chains(tx));
    if (!command.regency.empty()) regencies = {command.regency};
    bool good = true;
    for (auto const& regency : regencies) {
        auto const check = TRY(audit::check_chain(tx, regency));
        good = good && !check.broken_at;
        if (check.broken_at)
            fmt::print("{} RUSAK pada kejadian {}\n", regency, *check.broken_at);
        else
            fmt::print("{} utuh, {} kejadian\n", regency, check.events);
    }
    return good;
}

Result<void> export_chain(storage::Db& db, access::Actor const& actor, AuditCommand const& command) {
    std::ofstream file;
    if (command.file != "-") file.open(command.file, std::ios::binary);
    std::ostream& out = command.file == "-" ? std::cout : file;
    for (std::int64_t next = 1;; next += export_page) {
        auto const page = TRY(db.read(
            [&](Tx& tx) { return audit::events_from(tx, actor, command.regency, next, export_page); }));
        std::string text;
        for (auto const& event : page) audit::write_line(text, command.regency, event);
        if (!out.write(text.data(), static_cast<std::streamsize>(text.size())).flush())
            return base::fail(storage::error::full, command.file);
        if (std::ssize(page) < export_page) return {};
    }
}

Result<int> run(AuditCommand const& command) {
    auto const store = TRY(open_store(command.store));
    auto const actor = access::local_operator();
    auto& db = *store.db;
    if (command.action == "verify") return TRY(db.read([&](Tx& tx) { return verify(tx, command); })) ? 0 : 1;
    if (command.action == "export") {
        TRY(export_chain(db, actor, command));
        return 0;
    }
    auto const day = command.day.empty() ? base::Day::of(db.now()) : TRY(base::Day::parse(command.day));
    if (command.action == "prove") {
        auto const proof =
            TRY(db.read([&](Tx& tx) { return audit::prove(tx, actor, command.regency, command.seq, day); }));
        fmt::print("{}\n", audit::proof_json(command.regency, proof, day));
        return 0;
    }
    auto const anchor = TRY(audit::anchor_of(db, day));
    fmt::print("{}", anchor.text);
    fmt::print(stderr, "{}\n", audit::card_text(anchor));
    return 0;
}

}  // namespace

int audit_log(AuditCommand const& command) {
    auto const done = run(command);
    return done ? *done : failed(done.error());
}

}  // namespace bina::cli
