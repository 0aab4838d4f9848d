#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <xxhash.h>

#include <cerrno>
#include <cstring>

#include "storage/db.h"

namespace bina::storage {
namespace {

using base::fail;
using base::Result;

// Both kinds end with the process that holds them, however it ends.

class FileLock final : public Lock {
public:
    explicit FileLock(int file) : m_file(file) {}
    ~FileLock() override { ::close(m_file); }
    FileLock(FileLock const&) = delete;
    FileLock& operator=(FileLock const&) = delete;

private:
    int m_file;
};

class SessionLock final : public Lock {
public:
    explicit SessionLock(std::unique_ptr<Connection> connection) : m_connection(std::move(connection)) {}

private:
    std::unique_ptr<Connection> m_connection;
};

Result<std::unique_ptr<Lock>> lock_file(std::string const& path) {
    int const file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return fail(error::read_only, std::strerror(errno));
    auto lock = std::make_unique<FileLock>(file);
    if (::flock(file, LOCK_EX | LOCK_NB) == 0) return lock;
    if (errno == EWOULDBLOCK) return std::unique_ptr<Lock>{};
    return fail(error::failed, std::strerror(errno));
}

Result<std::unique_ptr<Lock>> lock_session(std::unique_ptr<Connection> connection, std::string_view name) {
    std::array const args{Arg(static_cast<std::int64_t>(XXH3_64bits(name.data(), name.size())))};
    bool taken = false;
    Visit const visit = [&](Row const& row) { return taken = row.text(0) == "t"; };
    TRY(connection->execute("SELECT pg_try_advisory_lock($1)", args, &visit));
    if (!taken) return std::unique_ptr<Lock>{};
    return std::make_unique<SessionLock>(std::move(connection));
}

}  // namespace

Result<std::unique_ptr<Lock>> Db::try_lock(std::string_view name) const {
    if (m_engine == Engine::sqlite) return lock_file(m_options.location + "-" + std::string(name));
    return lock_session(TRY(connect(true)), name);
}

}  // namespace bina::storage
