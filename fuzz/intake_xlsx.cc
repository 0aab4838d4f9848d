#include <sys/mman.h>
#include <unistd.h>
#include <zip.h>

#include <cstdlib>
#include <string>

#include "intake/book.h"

using namespace bina::intake;

namespace {

constexpr char workbook[] = R"(<workbook><sheets><sheet name="A" id="r1"/></sheets></workbook>)";
constexpr char relations[] = R"(<Relationships><Relationship Id="r1" Type="x/worksheet" Target="sheet.xml"/>)"
                             R"(<Relationship Id="r2" Type="x/sharedStrings" Target="strings.xml"/>)"
                             R"(<Relationship Id="r3" Type="x/styles" Target="styles.xml"/></Relationships>)";

void add(zip_t* archive, char const* name, void const* data, std::size_t size) {
    zip_file_add(archive, name, zip_source_buffer(archive, data, size, 0), ZIP_FL_OVERWRITE);
}

void read_all(std::string const& path) {
    auto const book = Book::open(path);
    if (!book) return;
    for (std::size_t sheet = 0; sheet < book->sheets().size(); ++sheet) {
        (void)book->merges(sheet);
        (void)book->for_each_row(sheet, [&](std::uint64_t row, std::span<Cell const> cells) {
            if (row == 0 || row > limit::rows || cells.size() > limit::columns) std::abort();
            for (auto const& cell : cells)
                if (cell.text.size() > limit::cell_bytes) std::abort();
            return Visit::next;
        });
    }
}

}  // namespace

/// The first byte chooses: the rest is a whole file, or the text of a sheet, the shared texts or the styles
/// of a sound workbook, where a byte of 0 parts one from the next.
extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    if (size == 0) return 0;
    int const memory = ::memfd_create("xlsx", 0);
    auto const path = "/proc/self/fd/" + std::to_string(memory);
    std::string_view const text(reinterpret_cast<char const*>(data) + 1, size - 1);
    if (data[0] == 'f') {
        if (::write(memory, text.data(), text.size()) != static_cast<ssize_t>(text.size())) std::abort();
        read_all(path);
    } else {
        auto const first = std::min(text.find('\0'), text.size());
        auto const second = std::min(text.find('\0', first + 1), text.size());
        auto const strings =
            text.substr(std::min(first + 1, text.size()), second - std::min(first + 1, second));
        auto const styles = text.substr(std::min(second + 1, text.size()));
        auto const file = "/tmp/bina_fuzz_" + std::to_string(::getpid()) + ".xlsx";
        auto* archive = zip_open(file.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
        add(archive, "[Content_Types].xml", "<a/>", 4);
        add(archive, "xl/workbook.xml", workbook, sizeof workbook - 1);
        add(archive, "xl/_rels/workbook.xml.rels", relations, sizeof relations - 1);
        add(archive, "xl/sheet.xml", text.data(), first);
        add(archive, "xl/strings.xml", strings.data(), strings.size());
        add(archive, "xl/styles.xml", styles.data(), styles.size());
        if (zip_close(archive) == 0) read_all(file);
        ::unlink(file.c_str());
    }
    ::close(memory);
    return 0;
}
