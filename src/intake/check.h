#pragma once
#include "intake/commit.h"

namespace bina::intake {

/// Finds out what a file is and how it is laid out, and proposes how to read it: the batch comes to
/// `mapping`, or to `refused` with the reason why it is no list of businesses.
base::Result<void> read_file(Tools const&, jobs::Job const&, jobs::Progress&);

/// The dry run: reads every row, compares it with the registry and the file, and stores what would become of
/// it. The registry is not touched.
base::Result<void> check(Tools const&, jobs::Job const&, jobs::Progress&);

/// Makes `jobs` run the steps of batches. A step that fails leaves its batch as `failed`, with the key of
/// why.
void register_jobs(jobs::Jobs&, Tools const&);

}  // namespace bina::intake
