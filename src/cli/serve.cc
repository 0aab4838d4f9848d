#include <fmt/format.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "audit/anchor.h"
#include "cli/command.h"
#include "cli/composition.h"
#include "cli/demo/campaign.h"
#include "cli/prove.h"
#include "cli/sentences.h"
#include "cli/service.h"
#include "cli/upkeep.h"
#include "cli/workshop.h"
#include "letters/letter.h"
#include "registry/check.h"

namespace bina::cli {
namespace {

using base::Result;
using storage::Tx;

// How often it is seen whether what is due once a day is due.
constexpr std::int64_t upkeep_every_ms = 600'000;

constexpr std::string_view demo_username = "admin";
constexpr std::string_view demo_password = "contoh-blora-2023";

/// The administrator of a demonstration: everybody may know his password, for nothing in it is true.
Result<void> make_demo_account(Store& store) {
    return store.db->write([](Tx& tx) -> Result<void> {
        if (!TRY(access::needs_set_up(tx))) return {};
        return access::set_up(tx,
                              {.id = access::AccountId::make(tx.now()),
                               .username = std::string(demo_username),
                               .name = "Administrator Contoh",
                               .grants = {{access::Role::administrator, "3316"}}},
                              demo_password);
    });
}

/// Nobody of that name signs anything.
Result<void> make_demo_letterhead(Store& store) {
    letters::Letterhead const head{.agency = "Dinas Contoh Usaha Mikro",
                                   .address = "Jalan Contoh Nomor 1, Blora",
                                   .place = "Blora",
                                   .position = "Kepala Dinas",
                                   .signatory = "Budi Contoh",
                                   .nip = "000000000000000000",
                                   .number_format = "500.3/{urut}/{tahun}"};
    auto const regency = TRY(base::RegencyCode::parse("3316"));
    return store.db->write(
        [&](Tx& tx) { return letters::set_letterhead(tx, access::local_operator(), regency, head); });
}

/// A new store gets the demonstration regency, unless it is to stay empty. True if it holds the
/// demonstration.
Result<bool> prepare_demo(Workshop& shop, ServeOptions const& options) {
    auto& store = shop.store;
    auto const marker = store.folder / "demo";
    if (std::filesystem::exists(marker)) return true;
    bool const untouched = TRY(store.db->read([](Tx& tx) { return access::needs_set_up(tx); }));
    bool const filled = !TRY(store.db->read([](Tx& tx) { return registry::regencies(tx); })).empty();
    if (options.empty || !untouched || filled) return false;
    fmt::print("Menyiapkan Kabupaten Blora contoh (semua orang dan usahanya rekaan) …\n");
    DemoOptions const demo;
    {
        ProgressBar bar("Contoh");
        TRY(fill_demo(store, demo,
                      [&](std::int64_t done, std::int64_t total) { bar.show("usaha", done, total); }));
    }
    TRY(write_demo_lists(store, demo, store.folder / "contoh-daftar"));
    TRY(make_demo_account(store));
    TRY(make_demo_letterhead(store));
    TRY(demo::fill_campaign(shop, demo_password));
    std::ofstream{marker} << "1\n";
    return true;
}

/// PostgreSQL has nowhere to restore to by itself: there the files are compared.
std::function<Result<bool>(backup::Entry const&)> prove_with(StoreOptions const& store) {
    if (!store.database.empty()) return {};
    return [store](backup::Entry const& entry) {
        base::JsonWriter json;
        json.object();
        return prove(entry, store, json);
    };
}

void log_failures(jobs::Jobs& jobs, backup::Keeper& keeper, storage::Db const& db, http::Log& log) {
    jobs.on_failure = [&](jobs::Job const& job, base::Error const& error) {
        auto line = http::log_line(db.now(), "error", "jobs.failed");
        line.field("kind", job.kind).field("subject", job.subject).field("error", error.kind->key).end();
        log.write(line.text());
    };
    keeper.on_failure = [&](base::Error const& error) {
        auto line = http::log_line(db.now(), "error", "backup.failed");
        line.field("error", error.kind->key).end();
        log.write(line.text());
    };
}

/// Whatever this process writes for a moment, its libraries' files among it, stands in a folder of its own,
/// which only its user may read and which begins empty: what a crash left there is gone.
Result<void> use_scratch(std::filesystem::path const& folder) {
    std::error_code failed;
    std::filesystem::remove_all(folder, failed);
    std::filesystem::create_directories(folder, failed);
    if (!failed) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failed);
    if (failed) return base::fail(storage::error::read_only, folder.string() + ": " + failed.message());
    ::setenv("TMPDIR", std::filesystem::absolute(folder).c_str(), 1);
    return {};
}

void add_gauges(http::Metrics& metrics, storage::Db const& db, backup::Keeper const& keeper) {
    metrics.gauge("bina_writes_waiting", "Transactions that wait for the writer",
                  [&] { return static_cast<std::int64_t>(db.waiting_writes()); });
    metrics.gauge("bina_backup_age_seconds", "Since the newest backup; -1 without one",
                  [&] { return keeper.age_seconds(); });
    metrics.gauge("bina_checkpoint_failing", "1 while the write-ahead log cannot be moved into the store",
                  [&] { return std::int64_t{db.checkpoint_fault() != nullptr}; });
}

void greet(ServeOptions const& options, std::uint16_t port, bool demo, std::filesystem::path const& folder) {
    fmt::print("Bina berjalan di {}://{}:{}\n", options.tls_certificate.empty() ? "http" : "https",
               options.address == "127.0.0.1" ? "localhost" : options.address, port);
    if (demo) fmt::print("Masuk sebagai {} dengan kata sandi {}\n", demo_username, demo_password);
    if (demo) fmt::print("Di HP: /lapangan sebagai pendata1, kata sandi sama\n");
    if (demo) fmt::print("Daftar kotor untuk dicoba: {}\n", (folder / "contoh-daftar").string());
    std::fflush(stdout);
}

Result<void> run(ServeOptions const& options) {
    TRY(use_scratch(options.store.folder / "sementara"));
    auto shop = TRY(Workshop::open(options.store));
    bool const demo = TRY(prepare_demo(*shop, options));
    auto& db = *shop->store.db;
    access::Sessions sessions(db);
    http::Metrics metrics;
    auto const log = TRY(ServiceLog::open(options.log));
    backup::Keeper keeper({.db = db,
                           .data = shop->store.folder,
                           .folder = options.backup,
                           .version = BINA_VERSION,
                           .keep = options.keep},
                          shop->jobs, {.hour = options.backup_hour, .prove = prove_with(options.store)});
    log_failures(shop->jobs, keeper, db, *log);
    add_gauges(metrics, db, keeper);
    auto site = make_site({.shop = *shop,
                           .sessions = sessions,
                           .metrics = metrics,
                           .keeper = keeper,
                           .sentences = load_sentences(options.web),
                           .demo = demo});
    if (std::filesystem::exists(options.web)) site.client = TRY(http::StaticFiles::load(options.web));

    auto const uploads = shop->store.folder / "sementara" / "unggahan";
    std::filesystem::create_directories(uploads);
    http::ServerOptions const server_options{.address = options.address,
                                             .port = options.port,
                                             .certificate = options.tls_certificate,
                                             .key = options.tls_key,
                                             .behind_proxy = options.behind_proxy,
                                             .upload_folder = uploads};
    auto const server = TRY(http::Server::start(std::move(site), server_options, *log, metrics));
    shop->jobs.start();
    keeper.start();
    Upkeep const anchoring(
        [&] {
            auto const made = audit::anchor_of(db, base::Day::of(db.now()));
            if (made) return;
            auto line = http::log_line(db.now(), "error", "audit.anchor_failed");
            log->write(line.field("error", made.error().kind->key).end().text());
        },
        upkeep_every_ms);
    Upkeep const retention(
        [&] {
            // A store that cannot be written now is asked again in a while.
            if (auto const asked = privacy::ask_retention(db); asked && *asked) shop->jobs.wake();
        },
        upkeep_every_ms);
    greet(options, server->port(), demo, shop->store.folder);
    tell_ready();
    wait_for_stop(*log);
    fmt::print("Berhenti …\n");
    server->stop();
    keeper.stop();
    shop->jobs.stop();
    return {};
    // The analyser does not see that a std::function frees what prove_with put into it.
}  // NOLINT(clang-analyzer-cplusplus.NewDeleteLeaks)

}  // namespace

int serve(ServeOptions const& options) {
    hold_signals();
    auto const done = run(options);
    return done ? 0 : failed(done.error());
}

}  // namespace bina::cli
