#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "intake/xls.h"

using namespace bina::intake;

namespace {

void visit(auto const& book) {
    for (std::size_t sheet = 0; sheet < book.sheets().size(); ++sheet) {
        auto const visitor = [](std::uint64_t row, std::span<Cell const> cells) {
            if (row == 0 || row > limit::rows || cells.size() > limit::columns) std::abort();
            for (auto const& cell : cells)
                if (cell.text.size() > limit::cell_bytes) std::abort();
            return Visit::next;
        };
        (void)book.for_each_row(sheet, visitor, nullptr);
    }
}

}  // namespace

/// The first byte chooses: the rest is a file for `bina-xls`, or what it might write if it were taken over.
extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    if (size == 0) return 0;
    std::string_view const bytes(reinterpret_cast<char const*>(data) + 1, size - 1);
    if (data[0] != 'f') {
        if (auto const cells = XlsCells::parse(bytes)) visit(*cells);
        return 0;
    }
    int const memory = ::memfd_create("xls", 0);
    if (::write(memory, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) std::abort();
    if (auto const book = XlsFile::open("/proc/self/fd/" + std::to_string(memory))) visit(*book);
    ::close(memory);
    return 0;
}
