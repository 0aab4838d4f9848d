#pragma once
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/types.h"
#include "storage/connection.h"

/// The commits of a SQLite store, kept in files beside it so that a copy can be brought forward to any of
/// them (ADR 17). A file holds frames of SQLite's write-ahead log as they stood there, and a digest of all of
/// it.
namespace bina::storage {

namespace error {
/// Commits between a copy and what is kept of the log are missing: the copy itself is good.
inline constexpr base::ErrorKind log_gap{"storage.log_gap", 409};
}  // namespace error

/// One commit, as the first page of the store names it.
struct Commit {
    std::uint32_t number = 0;  ///< Counted since the log is kept; 0: before.
    std::int64_t second = 0;  ///< Since 1970, by the clock of the machine at that time.
};

struct Segment {
    std::filesystem::path path;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
};

/// Where the log of the store at `location` is kept. It is kept while this folder exists.
std::filesystem::path log_folder(std::string const& location);

/// The segments in a folder, in order; none when it does not exist.
std::vector<Segment> segments_in(std::filesystem::path const& folder);

/// The last commit not later than `until` that can be reached from `base`; `base` itself when none follows.
/// Errors: log_gap, damaged.
base::Result<Commit> last_commit(std::span<Segment const> segments, Commit base, base::Instant until);

/// Brings the copy in `file`, which is as of `base`, forward to the commit of that number.
/// Errors: log_gap, damaged, full, read_only.
base::Result<void> roll_forward(std::filesystem::path const& file, std::span<Segment const> segments,
                                Commit base, std::uint32_t number);

/// What one process does for the log of its store.
class CommitLog {
public:
    /// Segments beyond this are dropped, oldest first, when nothing fetches them.
    static constexpr std::uintmax_t bytes_max = std::uintmax_t{4} << 30;

    explicit CommitLog(std::string location) : m_location(std::move(location)) {}

    bool kept() const;
    /// Names the commit that the open write transaction of `connection` will become.
    base::Result<void> stamp(Connection& connection, base::Instant now) const;
    /// Copies what was committed since from the write-ahead log into a segment, durably. The caller holds the
    /// store's write lock. Errors: full, read_only.
    base::Result<void> gather();

private:
    /// How far the write-ahead log has been read: behind a commit.
    struct Position {
        std::uint64_t generation = 0;  ///< SQLite's salts; they change when it begins the file anew.
        std::int64_t offset = 0;
        std::uint32_t sum_a = 0;
        std::uint32_t sum_b = 0;
        std::uint32_t commit = 0;
    };
    struct Found;
    base::Result<Found> scan(int file, std::uint32_t known);

    std::string m_location;
    std::mutex m_mutex;
    Position m_position;
};

}  // namespace bina::storage
