#include "storage/pg_tool.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "storage/disk.h"
#include "storage/restore.h"

extern char** environ;

namespace bina::storage {
namespace {

using base::fail;
using base::Result;

constexpr std::size_t pipe_piece_bytes = std::size_t{1} << 18;

struct FreeOptions {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using Options = std::unique_ptr<PQconninfoOption, FreeOptions>;

/// This process's environment and what reaches the server.
std::vector<std::string> environment(PQconninfoOption const* options) {
    std::vector<std::string> all;
    for (char** one = environ; *one != nullptr; ++one)
        if (!std::string_view(*one).starts_with("PG")) all.emplace_back(*one);
    for (auto const* option = options; option->keyword != nullptr; ++option)
        if (option->envvar != nullptr && option->val != nullptr && *option->val != '\0')
            all.push_back(fmt::format("{}={}", option->envvar, option->val));
    return all;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> all;
    for (auto& text : texts) all.push_back(text.data());
    all.push_back(nullptr);
    return all;
}

/// A running program; killed with the object unless it has ended.
class Program {
public:
    static Result<Program> start(std::vector<std::string> words, std::vector<std::string> env, int in,
                                 int out) {
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
        // What it says may quote rows.
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        Program program(words.front());
        int const failed = ::posix_spawnp(&program.m_id, words.front().c_str(), &actions, nullptr,
                                          pointers(words).data(), pointers(env).data());
        posix_spawn_file_actions_destroy(&actions);
        if (failed != 0) return fail(error::dump_failed, words.front() + " is not there");
        return program;
    }
    Program(Program&& other) noexcept
        : m_name(std::move(other.m_name)), m_id(std::exchange(other.m_id, -1)) {}
    Program& operator=(Program&&) = delete;
    ~Program() {
        if (m_id < 0) return;
        ::kill(m_id, SIGTERM);
        ::waitpid(m_id, nullptr, 0);
    }

    Result<void> finish() {
        int status = 0;
        ::waitpid(std::exchange(m_id, -1), &status, 0);
        if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
        return fail(error::dump_failed, fmt::format("{} {}", m_name, status));
    }

private:
    explicit Program(std::string name) : m_name(std::move(name)) {}
    std::string m_name;
    pid_t m_id = -1;
};

}  // namespace

Result<void> pg_dump(PGconn* connection, std::string const& snapshot, std::string const& path,
                     CopyProgress const& progress) {
    Options const options{PQconninfo(connection)};
    auto const file = TRY(File::open(path, O_WRONLY | O_CREAT | O_TRUNC));
    auto const nothing = TRY(File::open("/dev/null", O_RDONLY));
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return disk_failure();
    auto const from = File::adopt(ends[0]);
    std::optional<File> to = File::adopt(ends[1]);
    auto program = TRY(Program::start(
        {"pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--snapshot=" + snapshot},
        environment(options.get()), nothing.handle(), to->handle()));
    to.reset();
    std::string piece(pipe_piece_bytes, '\0');
    std::int64_t done = 0;
    for (;;) {
        auto const got = ::read(from.handle(), piece.data(), piece.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return disk_failure();
        if (got == 0) break;
        TRY(file.write(std::string_view(piece).substr(0, static_cast<std::size_t>(got))));
        done += got;
        if (!progress(done, 0)) return fail(error::stopped);
    }
    TRY(program.finish());
    return file.sync();
}

Result<void> restore_dump(std::string const& path, std::string const& location) {
    char* problem = nullptr;
    Options const options{PQconninfoParse(location.c_str(), &problem)};
    PQfreemem(problem);
    if (options == nullptr) return fail(error::unreachable, "the address is not understood");
    std::string database;
    for (auto const* option = options.get(); option->keyword != nullptr; ++option)
        if (std::string_view(option->keyword) == "dbname" && option->val != nullptr) database = option->val;
    auto const file = TRY(File::open(path, O_RDONLY));
    auto const nothing = TRY(File::open("/dev/null", O_WRONLY));
    auto program = TRY(Program::start({"pg_restore", "--exit-on-error", "--single-transaction", "--no-owner",
                                       "--no-privileges", "--dbname=" + database},
                                      environment(options.get()), file.handle(), nothing.handle()));
    return program.finish();
}

}  // namespace bina::storage
