#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "intake/detect.h"

using namespace bina::intake;

/// Any bytes as a file: it is refused with a reason, or every row can be visited, written back and looked at.
extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    int const memory = ::memfd_create("csv", 0);
    if (::write(memory, data, size) != static_cast<ssize_t>(size)) std::abort();
    auto const book = Book::open("/proc/self/fd/" + std::to_string(memory));
    if (book && book->dialect() != nullptr) {
        CsvWriter const writer(*book->dialect());
        std::uint64_t expected = 0;
        auto const report = book->for_each_row(0, [&](std::uint64_t row, std::span<Cell const> cells) {
            if (row != ++expected || cells.size() > limit::columns) std::abort();
            std::vector<std::string_view> texts;
            for (auto const& cell : cells) {
                if (cell.text.size() > limit::cell_bytes || cell.text.find('\0') != cell.text.npos)
                    std::abort();
                texts.push_back(cell.text);
            }
            std::string out;
            writer.append(out, texts);
            return Visit::next;
        });
        if (report && report->rows != expected) std::abort();
        if (auto const found = detect(*book); found && found->columns.size() != found->profiles.size())
            std::abort();
    }
    ::close(memory);
    return 0;
}
