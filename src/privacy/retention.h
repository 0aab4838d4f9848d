#pragma once
#include "intake/batch.h"
#include "jobs/jobs.h"
#include "storage/db.h"

/// What is no longer needed goes (UU 27/2022 Art. 42 to 44): once a day, by rules that are rows.
namespace bina::privacy {

namespace error {
inline constexpr base::ErrorKind retention_subject{"privacy.retention_subject", 404};
/// Neither 0 nor between retention_days_min and retention_days_max.
inline constexpr base::ErrorKind retention_days{"privacy.retention_days", 422};
}  // namespace error

/// Less is a slip of the finger: what went is gone.
inline constexpr std::int64_t retention_days_min = 7;
inline constexpr std::int64_t retention_days_max = 36'500;

namespace job {
inline constexpr std::string_view retention = "privacy.retention";
}

struct RetentionRule {
    std::string subject;  ///< list_files, rejected_rows, replies, requests
    std::int64_t days = 0;  ///< Kept so long; 0: for good.
    std::string law;
    std::int64_t due = 0;  ///< How many would go now.
};
struct RetentionRun {
    base::Day day;
    std::string subject;
    std::int64_t removed = 0;
};
struct Retention {
    std::vector<RetentionRule> rules;  ///< With what a run would remove.
    std::vector<RetentionRun> runs;  ///< The newest first.
};
/// It is about the whole store, so whoever opens, asks or sets it holds privacy.manage everywhere; that it
/// was opened is recorded. Error: access::denied.
base::Result<Retention> open_retention(storage::Tx&, access::Actor const&);
/// How many a run would remove if `days` was the rule. Errors: access::denied, retention_subject,
/// retention_days.
base::Result<std::int64_t> due_after(storage::Tx&, access::Actor const&, std::string_view subject,
                                     std::int64_t days);
/// From the next run on. Setting what is set changes nothing. Errors: as above.
base::Result<void> set_retention(storage::Tx&, access::Actor const&, RetentionRule const&);

/// Asks for today's run unless it was asked for already. True if it was asked for now.
base::Result<bool> ask_retention(storage::Db&);
/// Removes what is due, and what an earlier run or an erasure noted and could not remove.
base::Result<void> run_retention(storage::Db&, intake::Content const&);

void register_retention_job(jobs::Jobs&, storage::Db&, intake::Content const&);

}  // namespace bina::privacy
