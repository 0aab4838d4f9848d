#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.h"
#include "storage/commit_log.h"

/// Whole copies of a store and its files, kept in a folder elsewhere; restored, and proven by restoring (ADR
/// 7).
namespace bina::backup {

/// In order of precedence.
namespace error {
inline constexpr base::ErrorKind not_found{"backup.not_found", 404};  ///< No whole backup is there.
inline constexpr base::ErrorKind damaged{"backup.damaged", 500};
inline constexpr base::ErrorKind other_key{"backup.other_key", 409};  ///< It was made with another key.
inline constexpr base::ErrorKind running{"backup.running", 409};  ///< Another backup into the same folder.
inline constexpr base::ErrorKind occupied{"backup.occupied", 409};  ///< A store is there already.
inline constexpr base::ErrorKind no_log{"backup.no_log", 422};  ///< No point in time on PostgreSQL.
inline constexpr base::ErrorKind too_early{"backup.too_early", 422};  ///< The moment lies before the backup.
inline constexpr base::ErrorKind failed{"backup.failed",
                                        500};  ///< The folder or the store could not be used.
inline constexpr base::ErrorKind not_configured{"backup.not_configured", 409};  ///< No folder was given.
}  // namespace error

struct StoredFile {
    std::string name;  ///< In the backup; for an original, in the data folder.
    std::int64_t bytes = 0;
    std::string sha256;
    bool operator==(StoredFile const&) const = default;
};

/// What a backup holds, and what must be true of it once it is restored. Written last: a folder without it is
/// no backup.
struct Manifest {
    std::string version;  ///< Of the program that made it.
    std::string engine;
    base::Instant made_at;
    storage::Commit commit;  ///< SQLite: what the copy is as of.
    std::string key;  ///< Fingerprint of the key, which is not in the backup.
    std::map<std::string, std::int64_t> rows;  ///< By table.
    std::vector<audit::ChainEnd> chains;
    StoredFile store;
    std::vector<StoredFile> originals;

    std::int64_t bytes() const;
    /// One line for each thing, and a seal over all of them that needs the key.
    std::string text(storage::Vault const& vault) const;
    /// Error: damaged.
    static base::Result<Manifest> parse(std::string_view text);
};

/// Errors: damaged, other_key.
base::Result<void> check_seal(std::string_view manifest_text, storage::Vault const& vault);

/// SHA-256 of a file in 64 hexadecimal digits, and its length. Error: storage::error::read_only.
base::Result<StoredFile> describe(std::filesystem::path const& file, std::string name);

}  // namespace bina::backup
