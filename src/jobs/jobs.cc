#include "jobs/jobs.h"

#include <chrono>

namespace bina::jobs {
namespace {

using base::Result;
using storage::Row;
using storage::Tx;

Result<std::optional<Job>> next_waiting(Tx& tx) {
    auto job =
        TRY(tx.first("SELECT id, regency, kind, subject, actor, actor_name FROM job WHERE state = 'waiting'"
                     " ORDER BY seq LIMIT 1",
                     [](Row const& row) {
                         return Job{.id = row.get<JobId>(0),
                                    .regency = row.get<std::string>(1),
                                    .kind = row.get<std::string>(2),
                                    .subject = row.get<std::string>(3),
                                    .actor = {.id = row.get<access::AccountId>(4),
                                              .name = row.get<std::string>(5),
                                              .grants = {}}};
                     }));
    return job;
}

Result<bool> is_known(Tx& tx, JobId const& id) {
    return TRY(tx.first("SELECT 1 FROM job WHERE id = $1", [](Row const&) { return true; }, id)).has_value();
}

Result<void> finish(Tx& tx, Job const& job, Result<void> const& outcome) {
    TRY(tx.run("UPDATE job SET state = $2, error = $3, finished_at = $4 WHERE id = $1", job.id,
               outcome ? "done" : "failed", outcome ? std::string_view{} : outcome.error().kind->key,
               tx.now()));
    return {};
}

}  // namespace

void Progress::begin(std::string phase, std::int64_t total) {
    std::lock_guard const lock(m_mutex);
    m_phase = std::move(phase);
    m_total = total;
    m_done = 0;
}

Progress::View Progress::view() const {
    std::lock_guard const lock(m_mutex);
    return {m_phase, m_done.load(std::memory_order_relaxed), m_total};
}

Result<void> enqueue(Tx& tx, Job const& job) {
    TRY(
        tx.run("INSERT INTO job (id, seq, regency, kind, subject, actor, actor_name, state, created_at)"
               " VALUES ($1, (SELECT coalesce(max(seq), 0) + 1 FROM job), $2, $3, $4, $5, $6, 'waiting', $7)",
               job.id, job.regency, job.kind, job.subject, job.actor.id, job.actor.name, tx.now()));
    return {};
}

void Jobs::start() {
    m_woken = true;
    m_thread = std::thread([this] { run_thread(); });
}

void Jobs::stop() {
    {
        std::lock_guard const lock(m_mutex);
        m_stopping = true;
        if (m_progress) m_progress->stop();
    }
    m_awake.notify_all();
    if (m_thread.joinable()) m_thread.join();
}

void Jobs::wake() {
    {
        std::lock_guard const lock(m_mutex);
        m_woken = true;
    }
    m_awake.notify_all();
}

std::optional<Progress::View> Jobs::progress(std::string_view subject) const {
    std::lock_guard const lock(m_mutex);
    if (!m_progress || m_subject != subject) return std::nullopt;
    return m_progress->view();
}

Result<bool> Jobs::run_next() {
    // While the server runs, the command line may too: what waits must be begun by one of them only.
    if (!m_turn) m_turn = TRY(m_db.try_lock("jobs"));
    if (!m_turn) return base::fail(error::other_process);
    TRY(enqueue_due());
    auto const job = TRY(m_db.read([](Tx& tx) { return next_waiting(tx); }));
    if (!job) {
        m_turn.reset();
        return false;
    }
    auto const progress = std::make_shared<Progress>();
    {
        std::lock_guard const lock(m_mutex);
        if (m_stopping) return false;
        m_subject = job->subject;
        m_progress = progress;
    }
    auto const outcome = run(*job, *progress);
    {
        std::lock_guard const lock(m_mutex);
        m_progress.reset();
        m_subject.clear();
    }
    // Stopped in the middle: it stays waiting and is begun anew at the next start.
    if (!outcome && progress->stopping()) return false;
    // The store is busy or out of reach for now: it stays waiting too.
    if (!outcome && outcome.error().kind->http_status == 503) return std::unexpected(outcome.error());
    TRY(end(*job, outcome));
    return true;
}

Result<void> Jobs::end(Job const& job, Result<void> const& outcome) {
    if (!outcome && on_failure) on_failure(job, outcome.error());
    auto const kind = m_kinds.find(job.kind);
    return m_db.write([&](Tx& tx) -> Result<void> {
        if (!outcome && kind != m_kinds.end() && kind->second.give_up)
            TRY(kind->second.give_up(tx, job, outcome.error()));
        return finish(tx, job, outcome);
    });
}

Result<void> Jobs::enqueue_due() {
    auto const now = m_db.now();
    if (m_plans.empty() || (m_planned_at && now.milliseconds - m_planned_at->milliseconds < plan_pause_ms))
        return {};
    std::vector<Job> wanted;
    TRY(m_db.read([&](Tx& tx) -> Result<void> {
        for (auto const& due : m_plans)
            for (auto& job : TRY(due(tx)))
                if (!TRY(is_known(tx, job.id))) wanted.push_back(std::move(job));
        return {};
    }));
    for (auto const& job : wanted) TRY(m_db.write([&](Tx& tx) { return enqueue(tx, job); }));
    m_planned_at = now;
    return {};
}

Result<void> Jobs::run(Job const& job, Progress& progress) const {
    auto const kind = m_kinds.find(job.kind);
    if (kind == m_kinds.end()) return base::fail(error::unknown_kind, job.kind);
    try {
        return kind->second.run(job, progress);
    } catch (std::exception const& thrown) {
        return base::fail(error::crashed, thrown.what());
    }
}

Result<void> Jobs::run_all() {
    constexpr auto turn_pause = std::chrono::milliseconds(200);
    for (;;) {
        auto const more = run_next();
        if (more && !*more) return {};
        if (more) continue;
        if (more.error().kind != &error::other_process) return std::unexpected(more.error());
        std::unique_lock lock(m_mutex);
        if (m_awake.wait_for(lock, turn_pause, [&] { return m_stopping; })) return {};
    }
}

Result<void> Jobs::run_waiting(std::function<void(Progress const&)> const& watch) {
    if (!watch) return run_all();
    constexpr auto watch_pause = std::chrono::milliseconds(100);
    bool done = false;
    std::jthread const watcher([&] {
        std::unique_lock lock(m_mutex);
        while (!done) {
            if (auto const progress = m_progress) {
                lock.unlock();
                watch(*progress);
                lock.lock();
            }
            m_awake.wait_for(lock, watch_pause, [&] { return done; });
        }
    });
    auto outcome = run_all();
    {
        std::lock_guard const lock(m_mutex);
        done = true;
    }
    m_awake.notify_all();
    return outcome;
}

Result<void> Jobs::run_until_idle() {
    try {
        while (TRY(run_next())) {
        }
        return {};
    } catch (std::exception const& thrown) {
        return base::fail(error::crashed, thrown.what());
    }
}

void Jobs::run_thread() {
    // A store that cannot be read or written now, or is worked on by another process, is asked again after
    // this pause.
    constexpr auto retry_pause = std::chrono::seconds(5);
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        auto const wanted = [&] { return m_stopping || m_woken; };
        if (m_plans.empty())
            m_awake.wait(lock, wanted);
        else
            m_awake.wait_for(lock, std::chrono::milliseconds(plan_pause_ms), wanted);
        if (m_stopping) break;
        m_woken = false;
        lock.unlock();
        auto const idle = run_until_idle();
        lock.lock();
        if (!idle && !m_stopping) {
            m_awake.wait_for(lock, retry_pause, [&] { return m_stopping; });
            m_woken = true;
        }
    }
    m_turn.reset();
}

void write_progress(base::JsonWriter& json, std::optional<Progress::View> const& progress) {
    json.key("progress");
    if (!progress) {
        json.null();
        return;
    }
    json.object().field("phase", progress->phase).field("done", progress->done);
    json.field("total", progress->total).end();
}

}  // namespace bina::jobs
