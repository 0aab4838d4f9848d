#pragma once
#include <functional>
#include <optional>

#include "backup/manifest.h"

namespace bina::backup {

/// How many backups stay: the newest of each of the last days, weeks and months that have one.
struct Keep {
    int days = 7;
    int weeks = 5;
    int months = 12;
};

/// What is backed up, and where to.
struct Site {
    storage::Db& db;
    std::filesystem::path data;  ///< The folder of the store's files.
    std::filesystem::path folder;  ///< Where backups are; it must exist, so that a missing disk is noticed.
    std::string version;
    Keep keep{};
};

/// The folder under `data` whose files are part of the registry: lists as they were handed in.
inline constexpr std::string_view originals_folder = "files";
/// The store's file in the data folder, where it is SQLite.
inline constexpr std::string_view sqlite_file = "bina.db";

/// Told (what, done, total) now and then; false stops.
using Watch = std::function<bool(std::string_view, std::int64_t, std::int64_t)>;

/// A whole backup, under its name in the folder.
struct Entry {
    std::string name;
    std::filesystem::path path;
    Manifest manifest;
    std::optional<base::Instant> verified_at;
    bool good = true;  ///< What the last verification found.
};

/// Takes one backup while the store is in use, then fetches the log and rotates. What is not whole never
/// bears the name of a backup, and stopping or failing leaves the others as they are.
/// Errors: running, storage::error::full, read_only, stopped, dump_failed.
base::Result<Entry> take(Site const&, Watch const&);

/// Copies what the store's log has gained into the folder. Errors: running, storage::error::full, read_only.
base::Result<void> fetch_log(Site const&);

/// Newest first; what is no whole backup is left out.
std::vector<Entry> entries(std::filesystem::path const& folder);
/// Errors: not_found, damaged.
base::Result<Entry> find(std::filesystem::path const& backup);

/// Reads everything and compares it with the manifest. Errors: damaged, other_key, storage::error::damaged.
base::Result<void> verify(Entry const&, storage::Vault const&, Watch const&);
/// Notes beside the backup what a verification has found.
base::Result<void> note_verified(Entry const&, base::Instant at, bool good);

/// Which of the backups made at these moments stay, newest first.
std::vector<bool> kept(std::span<base::Instant const> newest_first, Keep const& keep);

/// The last moment to which a backup can be brought forward.
base::Result<storage::Commit> log_end(Entry const&, base::Instant until);

struct Restore {
    std::filesystem::path data;  ///< A folder without a store.
    std::string database;  ///< An empty PostgreSQL database, for a backup of one.
    std::optional<base::Instant> until;  ///< Absent: as the backup was made.
};
/// Makes a data folder from a backup, without the key, which no backup holds. Answers what it is as of.
/// Errors: occupied, no_log, too_early, damaged, storage::error::log_gap, full, read_only.
base::Result<storage::Commit> restore(Entry const&, Restore const&, Watch const&);

/// Counts and ends of chains, to be held against a manifest.
base::Result<void> observe(storage::Tx&, Manifest&);

}  // namespace bina::backup
