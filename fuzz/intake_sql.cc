#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "intake/sql.h"

using namespace bina::intake;

/// Any bytes as a dump: refused, or every row of every table can be visited, twice the same.
extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    int const memory = ::memfd_create("sql", 0);
    if (::write(memory, data, size) != static_cast<ssize_t>(size)) std::abort();
    auto file = FileBytes::open("/proc/self/fd/" + std::to_string(memory));
    if (!file) std::abort();
    (void)SqlFile::is_dump({reinterpret_cast<char const*>(data), size});
    auto const dump = SqlFile::open(*std::move(file));
    for (std::size_t sheet = 0; dump && sheet < dump->sheets().size(); ++sheet) {
        std::uint64_t expected = 0;
        auto const report = dump->for_each_row(sheet, [&](std::uint64_t row, std::span<Cell const> cells) {
            if (row != ++expected || cells.size() > limit::columns) std::abort();
            for (auto const& cell : cells)
                if (cell.text.size() > limit::cell_bytes || cell.text.find('\0') != cell.text.npos)
                    std::abort();
            return Visit::next;
        });
        // An INSERT without a value that can be read leaves its table empty.
        if (!report || report->rows != expected) std::abort();
    }
    ::close(memory);
    return 0;
}
