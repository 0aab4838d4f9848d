#include "storage/commit_log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <memory>

#include "storage/disk.h"

namespace bina::storage {
namespace {

using base::fail;
using base::Result;

// https://www.sqlite.org/fileformat2.html: the write-ahead log is a header and frames of a header and a page.
constexpr std::size_t wal_head_bytes = 32;
constexpr std::size_t frame_head_bytes = 24;
constexpr std::uint32_t wal_magic = 0x377f0682;  // its last bit: sums over big-endian words
constexpr std::size_t second_offset = 60;  // of the first page: PRAGMA user_version
constexpr std::size_t number_offset = 68;  // of the first page: PRAGMA application_id

constexpr std::string_view segment_magic = "bina-log-1\n";
constexpr std::size_t segment_head_bytes = segment_magic.size() + 4;
constexpr std::size_t digest_bytes = 32;
constexpr std::size_t piece_bytes = std::size_t{1} << 20;

std::uint32_t word(std::string_view bytes, std::size_t at, bool big = true) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = (value << 8U) | static_cast<unsigned char>(bytes[at + (big ? i : 3 - i)]);
    return value;
}

struct Sum {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    void add(std::string_view bytes, bool big) {
        for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
            a += word(bytes, at, big) + b;
            b += word(bytes, at + 4, big) + a;
        }
    }
};

class Digest {
public:
    Digest() { crypto_generichash_init(&m_state, nullptr, 0, digest_bytes); }
    void add(std::string_view bytes) {
        crypto_generichash_update(&m_state, reinterpret_cast<unsigned char const*>(bytes.data()),
                                  bytes.size());
    }
    std::string finish() {
        std::string out(digest_bytes, '\0');
        crypto_generichash_final(&m_state, reinterpret_cast<unsigned char*>(out.data()), out.size());
        return out;
    }

private:
    crypto_generichash_state m_state{};
};

struct Frame {
    std::uint32_t page = 0;
    std::uint32_t pages_after = 0;  ///< Of the whole store, for the last frame of a commit; else 0.
    std::string_view data;
};

/// Calls `visit` with each frame of a segment, and tells whether all of it is as it was written.
Result<void> each_frame(Segment const& segment, std::function<Result<void>(Frame const&)> const& visit) {
    auto const damaged = [&] { return fail(error::damaged, segment.path.filename().string()); };
    auto const file = TRY(File::open(segment.path, O_RDONLY));
    auto const head = TRY(file.read_at(0, segment_head_bytes));
    if (head.size() < segment_head_bytes || !head.starts_with(segment_magic)) return damaged();
    std::size_t const frame_bytes = frame_head_bytes + word(head, segment_magic.size());
    Digest digest;
    digest.add(head);
    std::int64_t offset = segment_head_bytes;
    for (;;) {
        auto const bytes = TRY(file.read_at(offset, frame_bytes));
        if (bytes.size() < frame_bytes)
            return bytes == digest.finish() ? Result<void>{} : Result<void>(damaged());
        digest.add(bytes);
        offset += static_cast<std::int64_t>(frame_bytes);
        TRY(visit({.page = word(bytes, 0),
                   .pages_after = word(bytes, 4),
                   .data = std::string_view(bytes).substr(frame_head_bytes)}));
    }
}

/// Follows the commits of one segment after the other, and finds where one is missing.
class Follower {
public:
    explicit Follower(Commit base) : m_base(base), m_last(base), m_current(base) {}

    /// Takes the next frame in; the commit that it ends, if one that comes after the base.
    Result<std::optional<Commit>> take(Frame const& frame) {
        if (frame.page == 1)
            m_current = {word(frame.data, number_offset), std::int64_t{word(frame.data, second_offset)}};
        if (frame.pages_after == 0 || m_current.number <= m_base.number) return std::nullopt;
        if (m_current.number > m_last.number + 1)
            return fail(error::log_gap, fmt::format("{} {}", m_last.number, m_current.number));
        m_last = m_current;
        return m_current;
    }

private:
    Commit m_base;
    Commit m_last;
    Commit m_current;
};

bool ascending(Segment const& left, Segment const& right) {
    return left.first < right.first;
}

std::optional<Segment> segment_of(std::filesystem::path const& path) {
    auto const name = path.filename().string();
    if (name.size() != 25 || name[10] != '-' || !name.ends_with(".log")) return std::nullopt;
    Segment segment{.path = path};
    bool const named =
        std::from_chars(name.data(), name.data() + 10, segment.first).ptr == name.data() + 10 &&
        std::from_chars(name.data() + 11, name.data() + 21, segment.last).ptr == name.data() + 21;
    return named ? std::optional(segment) : std::nullopt;
}

void drop_oldest(std::filesystem::path const& folder) {
    auto const segments = segments_in(folder);
    std::uintmax_t bytes = 0;
    std::error_code ignored;
    for (auto at = segments.rbegin(); at != segments.rend(); ++at) {
        bytes += std::filesystem::file_size(at->path, ignored);
        if (bytes > CommitLog::bytes_max) std::filesystem::remove(at->path, ignored);
    }
}

/// Writes a segment of `bytes` of `wal` from `offset` on.
Result<void> write_segment(std::filesystem::path const& path, int wal, std::uint32_t page_bytes,
                           std::int64_t offset, std::int64_t end) {
    auto part = path;
    part += ".part";
    auto const out = TRY(File::open(part, O_WRONLY | O_CREAT | O_TRUNC));
    std::string head(segment_magic);
    for (unsigned shift : {24U, 16U, 8U, 0U}) head += static_cast<char>((page_bytes >> shift) & 0xFFU);
    Digest digest;
    digest.add(head);
    TRY(out.write(head));
    std::string piece(piece_bytes, '\0');
    while (offset < end) {
        auto const wanted = std::min<std::int64_t>(end - offset, static_cast<std::int64_t>(piece_bytes));
        auto const got = ::pread(wal, piece.data(), static_cast<std::size_t>(wanted), offset);
        if (got <= 0) return disk_failure(got < 0 ? errno : EIO);
        auto const read = std::string_view(piece).substr(0, static_cast<std::size_t>(got));
        digest.add(read);
        TRY(out.write(read));
        offset += got;
    }
    TRY(out.write(digest.finish()));
    TRY(out.sync());
    if (::rename(part.c_str(), path.c_str()) != 0) return disk_failure();
    return sync_folder(path.parent_path());
}

}  // namespace

std::filesystem::path log_folder(std::string const& location) {
    return location + "-log";
}

std::vector<Segment> segments_in(std::filesystem::path const& folder) {
    std::vector<Segment> segments;
    std::error_code missing;
    for (auto const& entry : std::filesystem::directory_iterator(folder, missing))
        if (auto segment = segment_of(entry.path())) segments.push_back(*std::move(segment));
    std::ranges::sort(segments, ascending);
    return segments;
}

Result<Commit> last_commit(std::span<Segment const> segments, Commit base, base::Instant until) {
    Commit found = base;
    Follower follower(base);
    for (auto const& segment : segments) {
        if (segment.last <= base.number) continue;
        auto const read = each_frame(segment, [&](Frame const& frame) -> Result<void> {
            auto const commit = TRY(follower.take(frame));
            if (commit && commit->second * 1'000 <= until.milliseconds) found = *commit;
            return {};
        });
        TRY(read);
    }
    return found;
}

Result<void> roll_forward(std::filesystem::path const& path, std::span<Segment const> segments, Commit base,
                          std::uint32_t number) {
    if (number == base.number) return {};
    auto const file = TRY(File::open(path, O_RDWR));
    Follower follower(base);
    bool reached = false;
    for (auto const& segment : segments) {
        if (segment.last <= base.number || segment.first > number) continue;
        // Commits before the base are repeated where a segment begins with them: that changes nothing.
        auto const read = each_frame(segment, [&](Frame const& frame) -> Result<void> {
            if (reached) return {};
            auto const page_bytes = static_cast<std::int64_t>(frame.data.size());
            TRY(file.write_at(frame.data, page_bytes * (std::int64_t{frame.page} - 1)));
            auto const commit = TRY(follower.take(frame));
            if (frame.pages_after != 0 && ::ftruncate(file.handle(), page_bytes * frame.pages_after) != 0)
                return disk_failure();
            reached = commit && commit->number == number;
            return {};
        });
        TRY(read);
    }
    return file.sync();
}

bool CommitLog::kept() const {
    return ::access(log_folder(m_location).c_str(), F_OK) == 0;
}

Result<void> CommitLog::stamp(Connection& connection, base::Instant now) const {
    std::uint32_t number = 0;
    Visit const read = [&](Row const& row) {
        number = static_cast<std::uint32_t>(row.integer(0));
        return false;
    };
    TRY(connection.execute("PRAGMA application_id", {}, &read));
    // Both fields are stored in 32 bits, which the statement takes with a sign.
    return connection.script(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}",
                                         static_cast<std::int32_t>(number + 1),
                                         static_cast<std::int32_t>(now.milliseconds / 1'000)));
}

/// What of the write-ahead log is not in a segment yet.
struct CommitLog::Found {
    std::uint32_t page_bytes = 0;
    std::int64_t begin = 0;
    std::int64_t end = 0;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
};

Result<CommitLog::Found> CommitLog::scan(int handle, std::uint32_t known) {
    Found found;
    std::string bytes(wal_head_bytes, '\0');
    if (::pread(handle, bytes.data(), bytes.size(), 0) < static_cast<ssize_t>(bytes.size())) return found;
    auto const magic = word(bytes, 0);
    if ((magic & ~1U) != wal_magic) return found;
    bool const big = (magic & 1U) != 0;
    found.page_bytes = word(bytes, 8);
    auto const generation = (std::uint64_t{word(bytes, 16)} << 32U) | word(bytes, 20);
    auto const salts = bytes.substr(16, 8);
    if (m_position.generation != generation)
        m_position = {.generation = generation,
                      .offset = wal_head_bytes,
                      .sum_a = word(bytes, 24),
                      .sum_b = word(bytes, 28)};
    Position at = m_position;
    Sum sum{at.sum_a, at.sum_b};
    bytes.resize(frame_head_bytes + found.page_bytes);
    // Behind the last commit lies what an undone transaction or an earlier generation left.
    while (::pread(handle, bytes.data(), bytes.size(), at.offset) == static_cast<ssize_t>(bytes.size())) {
        std::string_view const frame(bytes);
        sum.add(frame.substr(0, 8), big);
        sum.add(frame.substr(frame_head_bytes), big);
        if (frame.substr(8, 8) != salts || word(frame, 16) != sum.a || word(frame, 20) != sum.b) break;
        at.offset += static_cast<std::int64_t>(bytes.size());
        if (word(frame, 0) == 1) at.commit = word(frame, frame_head_bytes + number_offset);
        if (word(frame, 4) == 0) continue;
        at.sum_a = sum.a;
        at.sum_b = sum.b;
        if (at.commit > known) {
            if (found.first == 0) {
                found.first = at.commit;
                found.begin = m_position.offset;
            }
            found.last = at.commit;
            found.end = at.offset;
        }
        m_position = at;
    }
    return found;
}

Result<void> CommitLog::gather() {
    std::lock_guard const lock(m_mutex);
    auto const folder = log_folder(m_location);
    auto const segments = segments_in(folder);
    auto const wal = File::open(m_location + "-wal", O_RDONLY);
    if (!wal) return {};
    auto const before = m_position;
    auto const found = TRY(scan(wal->handle(), segments.empty() ? 0 : segments.back().last));
    if (found.first == 0) return {};
    auto const path = folder / fmt::format("{:010}-{:010}.log", found.first, found.last);
    auto const written = write_segment(path, wal->handle(), found.page_bytes, found.begin, found.end);
    if (!written) {
        m_position = before;  // it is read again the next time
        return written;
    }
    drop_oldest(folder);
    return {};
}

}  // namespace bina::storage
