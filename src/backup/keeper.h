#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>

#include "backup/backup.h"
#include "jobs/jobs.h"

namespace bina::backup {

struct KeeperOptions {
    /// The hour at which the daily backup is due, West Indonesian time.
    int hour = 1;
    /// Proves a backup by restoring it into a scratch folder: true if all of it is right. Empty: only its
    /// files are compared.
    std::function<base::Result<bool>(Entry const&)> prove;
    /// A machine that was off at the hour makes up for it; what this old a backup means is an alarm.
    std::int64_t alarm_age_ms = 2 * std::int64_t{86'400'000};
};

namespace job {
inline constexpr std::string_view take = "backup.take";
}

/// The moment of the daily backup that is the last due at `now`.
base::Instant last_due(base::Instant now, int hour);

/// Takes a backup every day and fetches the log every hour, as long as it lives.
class Keeper {
public:
    Keeper(Site site, jobs::Jobs& jobs, KeeperOptions options);
    ~Keeper() { stop(); }
    Keeper(Keeper const&) = delete;
    Keeper& operator=(Keeper const&) = delete;

    void start();
    void stop();
    bool configured() const { return !m_site.folder.empty(); }
    /// Asks for a backup now, for who may take every regency along. Error: not_configured.
    base::Result<void> ask(storage::Tx&, access::Actor const&) const;
    void wake() const { m_jobs.wake(); }

    enum class Alarm : std::uint8_t { none, unset, never, old, failed, damaged };
    struct Status {
        Alarm alarm = Alarm::none;
        std::vector<Entry> entries;  ///< Newest first.
        std::string error;  ///< Key of why the last attempt of this process failed.
        std::optional<jobs::Progress::View> progress;
        std::optional<base::Instant> log_at;  ///< When the log was fetched last by this process.
    };
    Status status() const;
    /// Whole seconds since the newest backup; -1 without one.
    std::int64_t age_seconds() const;

    /// For the log: what failed.
    std::function<void(base::Error const&)> on_failure;

private:
    base::Result<void> run(jobs::Progress& progress);
    void run_thread();
    /// Whatever is due now.
    void look();
    void note(base::Result<void> const& outcome);

    Site m_site;
    jobs::Jobs& m_jobs;
    KeeperOptions m_options;
    mutable std::mutex m_mutex;
    std::condition_variable m_awake;
    bool m_stopping = false;
    bool m_asked = false;
    std::string m_error;
    std::optional<base::Instant> m_log_at;
    std::thread m_thread;
};

inline constexpr std::array<std::string_view, 6> alarm_names{"none", "unset",  "never",
                                                             "old",  "failed", "damaged"};

}  // namespace bina::backup
