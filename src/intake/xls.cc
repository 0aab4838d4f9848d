#include "intake/xls.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>

#include "base/fold.h"
#include "intake/number_text.h"
#include "intake/xls_record.h"

namespace bina::intake {
namespace {

using base::fail;
using base::Result;
using namespace xls_record;

class Descriptor {
public:
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor() {
        if (m_number >= 0) ::close(m_number);
    }
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;
    int number() const { return m_number; }
    explicit operator bool() const { return m_number >= 0; }

private:
    int m_number;
};

/// `bina-xls` stands beside the program, beside its folder when that is a test, and in libexec when
/// installed.
std::filesystem::path reader_program() {
    std::error_code failed;
    auto const folder = std::filesystem::read_symlink("/proc/self/exe", failed).parent_path();
    auto const above = folder.parent_path();
    for (auto const& place :
         {folder / "bina-xls", above / "bina-xls", above / "libexec" / "bina" / "bina-xls"})
        if (::access(place.c_str(), X_OK) == 0) return place;
    return {};
}

/// Starts the reader with nothing but the file, what it writes to, and no environment. -1 if it cannot be.
pid_t start(std::filesystem::path const& program, int in, int out) {
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    std::string name = program.filename();
    std::array<char*, 2> arguments{name.data(), nullptr};
    std::array<char*, 1> environment{nullptr};
    pid_t child = -1;
    int const failed =
        ::posix_spawn(&child, program.c_str(), &files, nullptr, arguments.data(), environment.data());
    posix_spawn_file_actions_destroy(&files);
    return failed == 0 ? child : -1;
}

/// Waits for the reader as long as it may take; true if it had to be stopped.
bool wait_for(pid_t child, int& status) {
    Descriptor const process(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
    pollfd ended{.fd = process.number(), .events = POLLIN, .revents = 0};
    bool const late = process && ::poll(&ended, 1, static_cast<int>(limit::xls_seconds) * 1'000) == 0;
    if (late) ::kill(child, SIGKILL);
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    return late;
}

Result<void> outcome(int status, bool late) {
    if (late) return fail(error::too_large, "xls_seconds");
    if (WIFSIGNALED(status)) {
        if (WTERMSIG(status) == SIGXFSZ) return fail(error::too_large, "xls_cells_bytes");
        if (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL)
            return fail(error::too_large, "xls_seconds");
        return fail(error::damaged, "xls signal " + std::to_string(WTERMSIG(status)));
    }
    switch (static_cast<Exit>(WEXITSTATUS(status))) {
        case Exit::done:
            return {};
        case Exit::encrypted:
            return fail(error::encrypted, "xls");
        case Exit::too_large:
            return fail(error::too_large, "xls_memory_bytes");
        case Exit::damaged:
            break;
    }
    return fail(error::damaged, "xls");
}

/// Takes numbers and texts from the front of bytes that may be anything.
class Taker {
public:
    explicit Taker(std::string_view bytes) : m_bytes(bytes) {}

    std::string_view left() const { return m_bytes; }
    bool good() const { return m_good; }
    char mark() { return m_bytes.empty() ? (m_good = false, '\0') : take(1).front(); }
    std::uint32_t number() {
        std::uint32_t value = 0;
        auto const bytes = take(number_bytes);
        for (std::size_t i = bytes.size(); i-- > 0;)
            value = value << 8U | static_cast<unsigned char>(bytes[i]);
        return value;
    }
    std::string_view text() { return take(number()); }

private:
    std::string_view take(std::size_t size) {
        m_good = m_good && size <= m_bytes.size();
        if (!m_good) return {};
        auto const taken = m_bytes.substr(0, size);
        m_bytes.remove_prefix(size);
        return taken;
    }
    std::string_view m_bytes;
    bool m_good = true;
};

/// "1987-03-12 00:00:00" and "08:30:00" as a person reads them.
std::string_view day_text(std::string_view stored) {
    auto text = stored.size() == 19  ? stored.substr(0, 16)
                : stored.size() == 8 ? stored.substr(0, 5)
                                     : stored;
    if (text.ends_with(" 00:00")) text.remove_suffix(6);
    return text;
}

/// Texts of numbers are made in strings of their own, which a deque of cells would move.
struct RowTexts {
    std::vector<Cell> cells;
    std::vector<std::string> numbers;
};

void read_cell(Taker& taker, RowTexts& row, std::size_t index, std::uint64_t number, ReadReport& report) {
    auto const kind = static_cast<Kind>(taker.mark());
    auto const column = taker.number();
    auto const stored = taker.text();
    if (!taker.good() || stored.find_first_not_of(" \t\r\n") == stored.npos) return;
    if (column >= limit::columns) return report.add(number, fault::columns_cut);
    if (column >= row.cells.size()) row.cells.resize(column + 1);
    auto& cell = row.cells[column];
    if (kind == Kind::number) {
        row.numbers[index].clear();
        append_number(row.numbers[index], stored);
        cell = {row.numbers[index], stored, CellKind::number, false};
    } else if (kind == Kind::date) {
        cell = {day_text(stored), stored, CellKind::date, false};
    } else {
        auto const text = base::clip(stored, limit::cell_bytes);
        if (text.size() < stored.size()) report.add(number, fault::cell_cut);
        cell = {text, {}, is_error_text(text) ? CellKind::error : CellKind::text, false};
    }
}

/// Passes a row without looking at its cells. False if there is no sound one.
bool pass_row(Taker& taker) {
    auto const row = taker.number();
    auto const cells = taker.number();
    if (!taker.good() || row == 0 || row > limit::rows || cells > limit::columns_stored) return false;
    for (std::uint32_t i = 0; i < cells && taker.good(); ++i) {
        taker.mark();
        if (taker.number() >= limit::columns_stored) return false;
        if (!base::is_utf8(taker.text())) return false;
    }
    return taker.good();
}

}  // namespace

Result<XlsCells> XlsCells::parse(std::string_view bytes) {
    XlsCells cells;
    Taker taker(bytes);
    auto rows = taker.left();
    auto const close = [&](std::string_view behind) {
        if (!cells.m_sheets.empty()) cells.m_rows.push_back(rows.substr(0, rows.size() - behind.size()));
    };
    for (;;) {
        auto const before = taker.left();
        switch (static_cast<Mark>(taker.mark())) {
            case Mark::sheet: {
                close(before);
                auto const name = taker.text();
                if (!taker.good() || !base::is_utf8(name)) return fail(error::damaged, "xls sheet");
                if (cells.m_sheets.size() == limit::sheets) return fail(error::too_large, "sheets");
                cells.m_sheets.push_back({std::string(base::clip(name, limit::sql_name_bytes)), false});
                rows = taker.left();
                break;
            }
            case Mark::row:
                if (cells.m_sheets.empty() || !pass_row(taker)) return fail(error::damaged, "xls row");
                break;
            case Mark::end:
                close(before);
                if (!taker.good() || cells.m_sheets.empty()) return fail(error::damaged, "xls end");
                return cells;
            default:
                return fail(error::damaged, "xls record");
        }
    }
}

ReadReport XlsCells::for_each_row(std::size_t sheet, RowVisitor const& visitor, Progress* progress) const {
    ReadReport report;
    RowTexts row;
    Taker taker(m_rows.at(sheet));
    auto const total = taker.left().size();
    if (progress != nullptr) progress->total = total;
    while (!taker.left().empty()) {
        taker.mark();
        auto const number = taker.number();
        auto const count = taker.number();
        row.cells.clear();
        row.numbers.resize(std::max<std::size_t>(row.numbers.size(), count));
        for (std::uint32_t i = 0; i < count; ++i) read_cell(taker, row, i, number, report);
        ++report.rows;
        if (progress != nullptr) progress->read = total - taker.left().size();
        report.stopped = visitor(number, row.cells) == Visit::stop;
        if (report.stopped) break;
    }
    return report;
}

Result<XlsFile> XlsFile::open(std::filesystem::path const& path) {
    auto const program = reader_program();
    if (program.empty()) return fail(error::not_supported, "bina-xls");
    Descriptor const in(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    Descriptor const out(::memfd_create("xls", MFD_CLOEXEC));
    struct stat found{};
    if (!in || !out || ::fstat(in.number(), &found) != 0) return fail(error::unreadable);
    if (static_cast<std::uint64_t>(found.st_size) > limit::xls_bytes)
        return fail(error::too_large, "xls_bytes");
    auto const child = start(program, in.number(), out.number());
    if (child < 0) return fail(error::not_supported, "bina-xls");
    int status = 0;
    bool const late = wait_for(child, status);
    TRY(outcome(status, late));
    if (::fstat(out.number(), &found) != 0 || found.st_size == 0) return fail(error::damaged, "xls");
    auto const size = static_cast<std::size_t>(found.st_size);
    void* const memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, out.number(), 0);
    if (memory == MAP_FAILED) return fail(error::too_large, "xls_cells_bytes");
    XlsFile file;
    file.m_memory = std::shared_ptr<void const>(memory, [size](void* mapped) { ::munmap(mapped, size); });
    file.m_cells = TRY(XlsCells::parse({static_cast<char const*>(memory), size}));
    return file;
}

}  // namespace bina::intake
