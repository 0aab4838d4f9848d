#pragma once
#include "insight/frozen_row.h"
#include "insight/growth.h"

/// Frozen figures: what was counted, how, when and from which rows, kept so that whoever holds a printed
/// figure can ask for exactly that again. Nothing that is recorded, withdrawn or merged later changes one.
namespace bina::insight {

namespace error {
inline constexpr base::ErrorKind snapshot_not_found{"insight.snapshot_not_found", 404};
inline constexpr base::ErrorKind snapshot_taken{"insight.snapshot_taken",
                                                409};  ///< The id has another content.
inline constexpr base::ErrorKind future_day{"insight.future_day", 422};
inline constexpr base::ErrorKind with_words{"insight.with_words",
                                            422};  ///< A search is no definition of a figure.
}  // namespace error

/// What is to be frozen. Of the query `as_of` must be given; sort, cursor and limit are not looked at.
struct SnapshotOrder {
    SnapshotId id;
    std::string title;
    std::string purpose;
    registry::ListQuery query;
};

struct Snapshot {
    SnapshotId id;
    std::string digest;
    std::string code;  ///< "a1b2-c3d4-e5f6"
    std::string title;
    std::string purpose;
    std::string area;
    base::Day as_of;
    registry::ListQuery query;
    std::string definition;  ///< JSON, as it was when it was made.
    std::string figures;  ///< JSON
    std::int64_t rows = 0;
    base::Instant recorded_until;
    base::Instant made_at;
    std::string actor_name;
};

using AreaName = std::function<std::string(std::string_view code)>;

/// Counts and freezes; the same order again gives what was frozen then. The rows are read on a snapshot of
/// the store, so nobody waits. Errors: access::denied (registry.export), future_day, with_words,
/// snapshot_taken.
base::Result<Snapshot> make_snapshot(storage::Db&, registry::ClassRules const&, access::Actor const&,
                                     SnapshotOrder const&, AreaName const&);

/// Errors: access::denied (registry.read over its area), snapshot_not_found.
base::Result<Snapshot> find_snapshot(storage::Tx&, access::Actor const&, base::RegencyCode const&,
                                     SnapshotId const&);
/// By its code as somebody types it, with or without dashes.
base::Result<Snapshot> find_snapshot(storage::Tx&, access::Actor const&, base::RegencyCode const&,
                                     std::string_view code);

inline constexpr std::int64_t snapshots_page = 100;
/// Those of areas that the actor may read, newest first, made before `before` (0: from the newest on).
base::Result<std::vector<Snapshot>> list_snapshots(storage::Tx&, access::Actor const&,
                                                   base::RegencyCode const&, std::int64_t before = 0);
/// Every id of the regency, oldest first: for checks.
base::Result<std::vector<SnapshotId>> snapshot_ids(storage::Tx&, base::RegencyCode const&);

/// Whether everything of it, rows included, is what its digest says.
base::Result<bool> verify_snapshot(storage::Tx&, base::RegencyCode const&, Snapshot const&);

/// Writes who takes the rows out of the system, and why. Errors: access::denied (registry.export),
/// registry::purpose_missing.
base::Result<void> record_snapshot_export(storage::Tx&, access::Actor const&, base::RegencyCode const&,
                                          Snapshot const&, std::string_view reason);

}  // namespace bina::insight
