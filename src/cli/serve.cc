#include <fmt/format.h>
#include <signal.h>

#include <filesystem>
#include <fstream>

#include "access/http.h"
#include "areas/http.h"
#include "audit/audit.h"
#include "audit/http.h"
#include "cli/command.h"
#include "cli/sentences.h"
#include "cli/workshop.h"
#include "http/operations.h"
#include "http/server.h"
#include "insight/http.h"
#include "intake/http.h"
#include "privacy/http.h"
#include "privacy/retention.h"
#include "registry/check.h"
#include "registry/http.h"

namespace bina::cli {
namespace {

using base::Result;
using storage::Tx;

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

/// A new store gets the demonstration regency, unless it is to stay empty. True if it holds the
/// demonstration.
Result<bool> prepare_demo(Store& store, ServeOptions const& options) {
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
    std::ofstream{marker} << "1\n";
    return true;
}

void add(std::vector<http::Route>& all, std::vector<http::Route> more) {
    std::ranges::move(more, std::back_inserter(all));
}

/// Waits for SIGINT or SIGTERM, which the caller has blocked in every thread.
void wait_for_stop(sigset_t const& signals) {
    int signal = 0;
    ::sigwait(&signals, &signal);
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

/// Calls `body` now and then, by which it does what is due once a day.
class Daily {
public:
    explicit Daily(std::function<void()> body)
        : m_thread([this, body = std::move(body)](std::stop_token stop) {
              constexpr auto pause = std::chrono::minutes(10);
              std::unique_lock lock(m_mutex);
              while (!stop.stop_requested()) {
                  body();
                  m_awake.wait_for(lock, stop, pause, [] { return false; });
              }
          }) {}

private:
    std::mutex m_mutex;
    std::condition_variable_any m_awake;
    std::jthread m_thread;
};

Result<void> run(ServeOptions const& options, sigset_t const& signals) {
    TRY(use_scratch(options.store.folder / "sementara"));
    auto shop = TRY(Workshop::open(options.store));
    bool const demo = TRY(prepare_demo(shop->store, options));
    auto& db = *shop->store.db;
    access::Sessions sessions(db);
    http::Metrics metrics;
    std::unique_ptr<http::Log> log =
        options.log.empty() ? http::log_to_stderr() : TRY(http::log_to_file(options.log));
    metrics.gauge("bina_writes_waiting", "Transactions that wait for the writer",
                  [&] { return static_cast<std::int64_t>(db.waiting_writes()); });
    shop->jobs.on_failure = [&](jobs::Job const& job, base::Error const& error) {
        auto line = http::log_line(db.now(), "error", "jobs.failed");
        line.field("kind", job.kind).field("subject", job.subject).field("error", error.kind->key).end();
        log->write(line.text());
    };
    auto const area_name = [&](std::string_view code) { return shop->area_name(code); };
    auto const sentences = load_sentences(options.web);

    http::Site site{.hooks = access::hooks(sessions)};
    add(site.routes, access::routes({.db = db,
                                     .sessions = sessions,
                                     .area_name = area_name,
                                     .regencies_in =
                                         [&](std::string_view area) {
                                             std::vector<std::string> codes;
                                             for (auto const& one : shop->areas.within(area, 2))
                                                 codes.emplace_back(one.code);
                                             return codes;
                                         },
                                     .record = audit::record,
                                     .version = BINA_VERSION,
                                     .demo = demo}));
    add(site.routes, audit::routes({db}));
    add(site.routes, areas::routes({db, shop->areas}));
    add(site.routes, registry::routes({db, shop->store.rules, area_name}));
    add(site.routes, intake::routes({db, shop->store.rules, shop->content, shop->jobs, sentences}));
    add(site.routes, privacy::routes({db, shop->store.rules, shop->content}));
    add(site.routes, insight::routes({db, shop->store.rules, area_name}));
    add(site.routes, http::operations_routes(metrics, [&db] {
            return db.read([](Tx& tx) -> Result<void> {
                TRY(registry::regencies(tx));
                return {};
            });
        }));
    if (std::filesystem::exists(options.web)) site.client = TRY(http::StaticFiles::load(options.web));

    auto const uploads = shop->store.folder / "sementara" / "unggahan";
    std::filesystem::create_directories(uploads);
    http::ServerOptions server_options{.address = options.address,
                                       .port = options.port,
                                       .certificate = options.tls_certificate,
                                       .key = options.tls_key,
                                       .behind_proxy = options.behind_proxy,
                                       .upload_folder = uploads};
    auto const server = TRY(http::Server::start(std::move(site), server_options, *log, metrics));
    shop->jobs.start();
    Daily const retention([&] {
        // A store that cannot be written now is asked again in a while.
        if (auto const asked = privacy::ask_retention(db); asked && *asked) shop->jobs.wake();
    });
    fmt::print("Bina berjalan di {}://{}:{}\n", options.tls_certificate.empty() ? "http" : "https",
               options.address == "127.0.0.1" ? "localhost" : options.address, server->port());
    if (demo) fmt::print("Masuk sebagai {} dengan kata sandi {}\n", demo_username, demo_password);
    if (demo) fmt::print("Daftar kotor untuk dicoba: {}\n", (shop->store.folder / "contoh-daftar").string());
    std::fflush(stdout);
    wait_for_stop(signals);
    fmt::print("Berhenti …\n");
    server->stop();
    shop->jobs.stop();
    return {};
}

}  // namespace

int serve(ServeOptions const& options) {
    // Before any thread begins: all of them leave these signals to the one that waits for them.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    auto const done = run(options, signals);
    return done ? 0 : failed(done.error());
}

}  // namespace bina::cli
