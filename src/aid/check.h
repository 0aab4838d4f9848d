#pragma once
#include "aid/finding.h"
#include "jobs/jobs.h"

namespace bina::aid {

struct Tools {
    storage::Db& db;
};
/// Reads the rows of a list as intake has read them, checks each, and stores what it finds.
void register_jobs(jobs::Jobs&, Tools const&);

}  // namespace bina::aid
