#include "backup/keeper.h"

#include "base/duration.h"

namespace bina::backup {
namespace {

using base::Result;
using storage::Tx;

constexpr std::int64_t west_ms = 7 * base::hour_ms;
constexpr auto look_pause = std::chrono::minutes(1);
// After one that failed the next is not tried before this.
constexpr std::int64_t retry_ms = base::hour_ms;

}  // namespace

base::Instant last_due(base::Instant now, int hour) {
    auto const since_hour = now.milliseconds + west_ms - hour * base::hour_ms;
    return {now.milliseconds - since_hour % base::day_ms};
}

Keeper::Keeper(Site site, jobs::Jobs& jobs, KeeperOptions options)
    : m_site(std::move(site)), m_jobs(jobs), m_options(std::move(options)) {
    m_jobs.handle(std::string(job::take), [this](jobs::Job const&, jobs::Progress& progress) -> Result<void> {
        auto outcome = run(progress);
        if (progress.stopping()) return outcome;
        note(outcome);
        // A job that can be tried again at once would keep others waiting behind it.
        if (!outcome && outcome.error().kind->http_status == 503)
            return base::fail(error::failed, std::string(outcome.error().kind->key));
        return outcome;
    });
}

void Keeper::start() {
    if (configured()) m_thread = std::thread([this] { run_thread(); });
}

void Keeper::stop() {
    {
        std::lock_guard const lock(m_mutex);
        m_stopping = true;
    }
    m_awake.notify_all();
    if (m_thread.joinable()) m_thread.join();
}

Result<void> Keeper::ask(Tx& tx, access::Actor const& actor) const {
    if (!configured()) return base::fail(error::not_configured);
    TRY(audit::record(tx, actor, "backup.asked", audit::no_regency, {}));
    return jobs::enqueue(tx, {.id = jobs::JobId::make(tx.now()),
                              .regency = std::string(audit::no_regency),
                              .kind = std::string(job::take),
                              .subject = std::string(job::take),
                              .actor = actor});
}

Result<void> Keeper::run(jobs::Progress& progress) {
    if (!configured()) return base::fail(error::not_configured);
    std::string phase;
    Watch const watch = [&](std::string_view what, std::int64_t done, std::int64_t total) {
        if (phase != what) progress.begin(phase = what, total);
        progress.advance_to(done);
        return !progress.stopping();
    };
    auto const entry = TRY(take(m_site, watch));
    auto const verified = verify(entry, m_site.db.vault(), watch);
    if (!verified && verified.error().kind == &storage::error::stopped) return verified;
    bool good = verified.has_value();
    if (good && m_options.prove) {
        progress.begin("prove", 0);
        good = TRY(m_options.prove(entry));
    }
    TRY(note_verified(entry, m_site.db.now(), good));
    if (!good) return base::fail(error::damaged, entry.name);
    return {};
}

void Keeper::note(Result<void> const& outcome) {
    {
        std::lock_guard const lock(m_mutex);
        m_asked = false;
        m_error = outcome ? std::string_view{} : outcome.error().kind->key;
    }
    if (!outcome && on_failure) on_failure(outcome.error());
}

void Keeper::look() {
    auto const now = m_site.db.now();
    auto const all = entries(m_site.folder);
    bool const due = all.empty() || all.front().manifest.made_at < last_due(now, m_options.hour);
    bool ask_now = false;
    bool fetch = false;
    {
        std::lock_guard const lock(m_mutex);
        ask_now = due && !m_asked;
        m_asked = m_asked || due;
        fetch = !due && (!m_log_at || now.milliseconds - m_log_at->milliseconds >= base::hour_ms);
    }
    if (ask_now) {
        auto const asked = m_site.db.write([&](Tx& tx) { return ask(tx, access::local_operator()); });
        if (!asked) note(asked);
        m_jobs.wake();
    }
    if (!fetch) return;
    auto const fetched = fetch_log(m_site);
    if (!fetched && fetched.error().kind == &error::running) return;
    note(fetched);
    std::lock_guard const lock(m_mutex);
    if (fetched) m_log_at = now;
}

void Keeper::run_thread() {
    std::unique_lock lock(m_mutex);
    auto failed_at = std::optional<std::int64_t>{};
    while (!m_stopping) {
        auto const now = m_site.db.now().milliseconds;
        if (m_error.empty())
            failed_at.reset();
        else if (!failed_at)
            failed_at = now;
        if (!failed_at || now - *failed_at >= retry_ms) {
            failed_at.reset();
            lock.unlock();
            look();
            lock.lock();
        }
        m_awake.wait_for(lock, look_pause, [&] { return m_stopping; });
    }
}

std::int64_t Keeper::age_seconds() const {
    auto const all = entries(m_site.folder);
    if (all.empty()) return -1;
    return (m_site.db.now().milliseconds - all.front().manifest.made_at.milliseconds) / 1'000;
}

Keeper::Status Keeper::status() const {
    Status status{.entries = configured() ? entries(m_site.folder) : std::vector<Entry>{}};
    status.progress = m_jobs.progress(job::take);
    {
        std::lock_guard const lock(m_mutex);
        status.error = m_error;
        status.log_at = m_log_at;
    }
    auto const oldest = m_site.db.now().milliseconds - m_options.alarm_age_ms;
    if (!configured())
        status.alarm = Alarm::unset;
    else if (status.entries.empty())
        status.alarm = status.error.empty() ? Alarm::never : Alarm::failed;
    else if (!status.entries.front().good)
        status.alarm = Alarm::damaged;
    else if (status.entries.front().manifest.made_at.milliseconds < oldest)
        status.alarm = Alarm::old;
    else if (!status.error.empty())
        status.alarm = Alarm::failed;
    return status;
}

}  // namespace bina::backup
