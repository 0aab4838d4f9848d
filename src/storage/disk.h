#pragma once
#include <cerrno>
#include <filesystem>
#include <string>

#include "base/result.h"

/// Files that are there whole or not at all, also after a power cut.
namespace bina::storage {

/// An open file descriptor; closed with the object.
class File {
public:
    /// Flags as of open(2).
    static base::Result<File> open(std::filesystem::path const& path, int flags, unsigned mode = 0600);
    static File adopt(int file) { return File(file); }
    File(File&& other) noexcept : m_file(other.m_file) { other.m_file = -1; }
    File& operator=(File&&) = delete;
    ~File();

    int handle() const { return m_file; }
    base::Result<void> write(std::string_view bytes) const;
    /// At `offset`, wherever the file stands.
    base::Result<void> write_at(std::string_view bytes, std::int64_t offset) const;
    /// Up to `count` bytes from `offset`; fewer at the end of the file.
    base::Result<std::string> read_at(std::int64_t offset, std::size_t count) const;
    base::Result<void> sync() const;

private:
    explicit File(int file) : m_file(file) {}
    int m_file;
};

/// The error of a failed system call: full, read_only or failed.
std::unexpected<base::Error> disk_failure(int number = errno);

/// Makes names that were added to a folder, or taken from it, durable.
base::Result<void> sync_folder(std::filesystem::path const& folder);

/// Writes a file of that name whole or not at all, durably.
base::Result<void> put_file(std::filesystem::path const& path, std::string_view text);

}  // namespace bina::storage
