#include <fmt/format.h>

#include "cli/command.h"
#include "cli/workshop.h"

namespace bina::cli {
namespace {

using base::Result;

Result<void> list(Workshop& shop) {
    fmt::print("{:>5}  {:<10}  {:>12}  {:>8}\n", "kunci", "dibuat", "nilai", "berkas");
    for (auto const& use : TRY(privacy::key_uses(shop.sealed())))
        fmt::print("{:>5}  {:<10}  {:>12}  {:>8}  {}\n", use.key.number, use.key.made.text(), use.values,
                   use.files, use.newest ? "dipakai menyegel" : "");
    return {};
}

/// Runs the job, or waits for the server that runs it.
Result<void> reseal(Workshop& shop) {
    {
        ProgressBar bar("Segel ulang");
        TRY(shop.jobs.run_waiting([&](jobs::Progress const& progress) {
            auto const view = progress.view();
            bar.show(view.phase, view.done, view.total);
        }));
    }
    return list(shop);
}

Result<void> run(KeyCommand const& command) {
    auto const shop = TRY(Workshop::open(command.store));
    auto& db = *shop->store.db;
    if (command.action == "list") return list(*shop);
    if (command.action == "rotate") {
        auto const number = TRY(privacy::rotate(db));
        fmt::print("Kunci {} dibuat. Salin berkas kunci ke tempat simpanan sekarang juga.\n", number);
        return reseal(*shop);
    }
    if (command.action == "reseal") {
        TRY(privacy::ask_reseal(db));
        return reseal(*shop);
    }
    TRY(privacy::retire(shop->sealed(), static_cast<unsigned>(command.number)));
    fmt::print("Kunci {} dihentikan.\n", command.number);
    return {};
}

}  // namespace

int key(KeyCommand const& command) {
    auto const done = run(command);
    return done ? 0 : failed(done.error());
}

}  // namespace bina::cli
