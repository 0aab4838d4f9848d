#pragma once
#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "access/actor.h"
#include "base/json.h"
#include "storage/db.h"

/// Work that outlasts a request: kept in the store, run by a thread of its own, begun anew after a crash.
namespace bina::jobs {

/// How a job can end beside the errors of its own function; kept in the store as its error.
namespace error {
inline constexpr base::ErrorKind unknown_kind{"jobs.unknown_kind", 500};
inline constexpr base::ErrorKind crashed{"jobs.crashed", 500};  ///< Its function threw.
/// Another process runs the jobs of this store; not kept, what waits is asked for again.
inline constexpr base::ErrorKind other_process{"jobs.other_process", 503};
}  // namespace error

using JobId = base::Id<struct JobTag>;

struct Job {
    JobId id;
    std::string regency;
    std::string kind;  ///< "intake.check": names the function that runs it.
    std::string subject;  ///< Id of what it works on.
    access::Actor actor;  ///< Who asked for it. Its rights were checked when it was asked for.
};

/// How far a job is; read by others while it runs.
class Progress {
public:
    /// Begins a step of `total` units; `phase` is a stable key such as "reading".
    void begin(std::string phase, std::int64_t total);
    void advance_to(std::int64_t done) { m_done.store(done, std::memory_order_relaxed); }
    void advance(std::int64_t by = 1) { m_done.fetch_add(by, std::memory_order_relaxed); }
    /// True when the job is to stop as soon as it can: it will be begun anew at the next start.
    bool stopping() const { return m_stopping.load(std::memory_order_relaxed); }
    void stop() { m_stopping.store(true, std::memory_order_relaxed); }

    struct View {
        std::string phase;
        std::int64_t done;
        std::int64_t total;
    };
    View view() const;

private:
    mutable std::mutex m_mutex;
    std::string m_phase;
    std::int64_t m_total = 0;
    std::atomic<std::int64_t> m_done = 0;
    std::atomic<bool> m_stopping = false;
};

/// Keeps the job in the caller's transaction; `Jobs::wake` after the commit starts it.
base::Result<void> enqueue(storage::Tx&, Job const&);

/// How often it is asked what the day needs.
inline constexpr std::int64_t plan_pause_ms = 60'000;

/// Runs jobs one after the other, in the order in which they were asked for. The function of a kind must be
/// repeatable: after a crash or stop it is called again from its beginning.
class Jobs {
public:
    using Run = std::function<base::Result<void>(Job const&, Progress&)>;

    explicit Jobs(storage::Db& db) : m_db(db) {}
    ~Jobs() { stop(); }
    Jobs(Jobs const&) = delete;
    Jobs& operator=(Jobs const&) = delete;

    /// Takes back what a job of that kind has announced, in the transaction that ends it: it failed for good.
    using GiveUp = std::function<base::Result<void>(storage::Tx&, Job const&, base::Error const&)>;
    void handle(std::string kind, Run run, GiveUp give_up = {}) {
        m_kinds[std::move(kind)] = {std::move(run), std::move(give_up)};
    }
    /// What nobody asks for: `due` says which jobs the present day needs. It is asked at start and from then
    /// on every minute, so that what fell due while nothing ran is made up for; a job whose id is known is
    /// not asked for again.
    using Due = std::function<base::Result<std::vector<Job>>(storage::Tx&)>;
    void plan(Due due) { m_plans.push_back(std::move(due)); }
    /// Starts the thread, with what an earlier process left waiting.
    void start();
    void stop();
    void wake();
    /// Runs what waits in the calling thread, until nothing waits: for the command line and tests. While
    /// another process runs jobs of this store it waits for its turn. `watch` is called some ten times a
    /// second.
    base::Result<void> run_waiting(std::function<void(Progress const&)> const& watch = {});

    /// How far the job about `subject` is, if it runs now.
    std::optional<Progress::View> progress(std::string_view subject) const;
    /// For the log: kind and error key of a job that failed.
    std::function<void(Job const&, base::Error const&)> on_failure;

private:
    base::Result<bool> run_next();
    base::Result<void> enqueue_due();
    base::Result<void> run(Job const& job, Progress& progress) const;
    base::Result<void> end(Job const& job, base::Result<void> const& outcome);
    base::Result<void> run_all();
    base::Result<void> run_until_idle();
    void run_thread();

    storage::Db& m_db;
    struct Kind {
        Run run;
        GiveUp give_up;
    };
    std::map<std::string, Kind> m_kinds;
    std::vector<Due> m_plans;
    std::optional<base::Instant> m_planned_at;
    std::unique_ptr<storage::Lock> m_turn;  ///< Held while jobs are run.

    mutable std::mutex m_mutex;
    std::condition_variable m_awake;
    bool m_woken = false;
    bool m_stopping = false;
    std::string m_subject;
    std::shared_ptr<Progress> m_progress;
    std::thread m_thread;
};

/// "progress" of a reply: how far a job is; null when it does not run.
void write_progress(base::JsonWriter&, std::optional<Progress::View> const&);

}  // namespace bina::jobs
