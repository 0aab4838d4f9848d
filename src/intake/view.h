#pragma once
#include "base/json.h"
#include "intake/masking.h"
#include "intake/pair.h"

/// How batches, rows and pairs are told: by the API and by the command line alike.
namespace bina::intake {

void write_counts(base::JsonWriter&, Counts const&);
void write_batch(base::JsonWriter&, Batch const&, std::optional<jobs::Progress::View> const&);
/// A row of a dry run: its cells as they came, beside what was read from each, and the code of KBLI that
/// `propose` writes for it: an object or null.
void write_row(base::JsonWriter&, ListRow const&, CellMask const&,
               std::function<void(base::JsonWriter&)> const& propose);
void write_issue(base::JsonWriter&, Issue const&);
/// A pair with both sides, read in the transaction that found it; of a restricted business nothing personal.
base::Result<void> write_pair(base::JsonWriter&, storage::Tx&, Pair const&);

}  // namespace bina::intake
