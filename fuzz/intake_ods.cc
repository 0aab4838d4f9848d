#include <unistd.h>
#include <zip.h>

#include <cstdlib>
#include <string>

#include "intake/ods.h"

using namespace bina::intake;

/// Any bytes as the content of a spreadsheet: refused, or every row of every sheet can be visited.
extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    auto const path = "/tmp/bina_fuzz_" + std::to_string(::getpid()) + ".ods";
    auto* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    if (archive == nullptr) std::abort();
    zip_file_add(archive, "content.xml", zip_source_buffer(archive, data, size, 0), ZIP_FL_OVERWRITE);
    if (zip_close(archive) == 0) {
        auto const book = OdsFile::open(path);
        for (std::size_t sheet = 0; book && sheet < book->sheets().size(); ++sheet) {
            std::uint64_t before = 0;
            if (book->merges(sheet)->size() > limit::merges) std::abort();
            (void)book->for_each_row(sheet, [&](std::uint64_t row, std::span<Cell const> cells) {
                if (row <= before || row > limit::rows || cells.size() > limit::columns) std::abort();
                before = row;
                for (auto const& cell : cells)
                    if (cell.text.size() > limit::cell_bytes) std::abort();
                return Visit::next;
            });
        }
    }
    ::unlink(path.c_str());
    return 0;
}
