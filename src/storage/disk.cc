#include "storage/disk.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstring>

#include "storage/connection.h"

namespace bina::storage {

using base::Result;

std::unexpected<base::Error> disk_failure(int number) {
    switch (number) {
        case ENOSPC:
        case EDQUOT:
        case EFBIG:
            return base::fail(error::full, std::strerror(number));
        case EROFS:
        case EACCES:
        case EPERM:
        case ENOENT:
            return base::fail(error::read_only, std::strerror(number));
        default:
            return base::fail(error::failed, std::strerror(number));
    }
}

Result<File> File::open(std::filesystem::path const& path, int flags, unsigned mode) {
    int const file = ::open(path.c_str(), flags | O_CLOEXEC, mode);
    if (file < 0) return disk_failure();
    return File(file);
}

File::~File() {
    if (m_file >= 0) ::close(m_file);
}

Result<void> File::write(std::string_view bytes) const {
    while (!bytes.empty()) {
        auto const written = ::write(m_file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return disk_failure();
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> File::write_at(std::string_view bytes, std::int64_t offset) const {
    while (!bytes.empty()) {
        auto const written = ::pwrite(m_file, bytes.data(), bytes.size(), offset);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return disk_failure();
        bytes.remove_prefix(static_cast<std::size_t>(written));
        offset += written;
    }
    return {};
}

Result<std::string> File::read_at(std::int64_t offset, std::size_t count) const {
    std::string bytes(count, '\0');
    std::size_t filled = 0;
    while (filled < count) {
        auto const got = ::pread(m_file, bytes.data() + filled, count - filled,
                                 offset + static_cast<std::int64_t>(filled));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return disk_failure();
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
    }
    bytes.resize(filled);
    return bytes;
}

Result<void> File::sync() const {
    if (::fsync(m_file) != 0) return disk_failure();
    return {};
}

Result<void> sync_folder(std::filesystem::path const& folder) {
    auto const file = TRY(File::open(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY));
    return file.sync();
}

Result<void> put_file(std::filesystem::path const& path, std::string_view text) {
    auto part = path;
    part += ".part";
    {
        auto const file = TRY(File::open(part, O_WRONLY | O_CREAT | O_TRUNC));
        TRY(file.write(text));
        TRY(file.sync());
    }
    if (::rename(part.c_str(), path.c_str()) != 0) return disk_failure();
    return sync_folder(path.parent_path());
}

}  // namespace bina::storage
