#pragma once
#include "intake/row.h"
#include "registry/erase.h"

/// What lists still hold of a person whose data is erased.
namespace bina::intake {

struct ErasedRows {
    std::int64_t rows = 0;
    std::vector<std::string> files;  ///< SHA-256 of the lists that hold the person; noted as removed.
};
/// Overwrites the cells of every row that is about one of the businesses, or is among `rows`, and notes the
/// files that these rows came from as removed: a file cannot be given back without the person in it.
base::Result<ErasedRows> erase_rows(storage::Tx&, RegencyCode const&,
                                    std::span<registry::BusinessId const> businesses,
                                    std::span<registry::SourceRow const> rows);

/// What is left of a row: its cells are gone, and of its values those that are no person's.
ListRow erased(ListRow row);

/// Notes that a file is to be removed, and why: "erasure" or "retention". Removing it is the caller's, once
/// this is durable, and again at each retention run (`removed_files`).
base::Result<void> note_removed(storage::Tx&, RegencyCode const&, std::string_view sha256,
                                std::string_view why);
base::Result<std::vector<std::string>> removed_files(storage::Tx&);

/// Files of lists that came before an instant, are through (taken in, undone or refused) and still kept.
base::Result<std::vector<std::string>> files_before(storage::Tx&, RegencyCode const&, base::Instant before);
/// Rows that were rejected or hold no data, of lists taken in or undone before an instant: how many, and away
/// with them. The list's counts stay.
base::Result<std::int64_t> count_rejected_before(storage::Tx&, RegencyCode const&, base::Instant before);
base::Result<std::int64_t> forget_rejected_before(storage::Tx&, RegencyCode const&, base::Instant before);

}  // namespace bina::intake
