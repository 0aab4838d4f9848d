#pragma once
#include "intake/batch.h"
#include "jobs/jobs.h"
#include "storage/db.h"

/// What is no longer needed goes (UU 27/2022 Art. 42 to 44): once a day, by rules that are rows.
namespace bina::privacy {

namespace job {
inline constexpr std::string_view retention = "privacy.retention";
}

struct RetentionRule {
    std::string subject;  ///< list_files, rejected_rows, replies, requests
    std::int64_t days = 0;  ///< Kept so long; 0: for good.
    std::string law;
    std::int64_t due = 0;  ///< How many would go now.
};
/// Every rule with what a run would remove. Error: access::denied.
base::Result<std::vector<RetentionRule>> retention_rules(storage::Tx&, access::Actor const&);

struct RetentionRun {
    base::Day day;
    std::string subject;
    std::int64_t removed = 0;
};
/// Newest first. Error: access::denied.
base::Result<std::vector<RetentionRun>> retention_runs(storage::Tx&, access::Actor const&);

/// Asks for today's run unless it was asked for already. True if it was asked for now.
base::Result<bool> ask_retention(storage::Db&);
/// Removes what is due, and what an earlier run or an erasure noted and could not remove.
base::Result<void> run_retention(storage::Db&, intake::Content const&);

void register_retention_job(jobs::Jobs&, storage::Db&, intake::Content const&);

}  // namespace bina::privacy
