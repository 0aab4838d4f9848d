#include <freexl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>

#include "intake/sheet.h"
#include "intake/xls_record.h"

/// bina-xls: reads the .xls at its standard input with libfreexl, and writes its cells to standard output.
/// The format is old and the library is C, so it is done here, where a crash or an endless loop ends nothing
/// else.
namespace {

namespace limit = bina::intake::limit;
using bina::intake::xls_record::Exit;
using bina::intake::xls_record::Kind;
using bina::intake::xls_record::Mark;

void set_limit(__rlimit_resource resource, rlim_t value) {
    rlimit const bound{.rlim_cur = value, .rlim_max = value};
    if (::setrlimit(resource, &bound) != 0) ::_exit(static_cast<int>(Exit::too_large));
}

void confine() {
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#ifndef __SANITIZE_ADDRESS__
    set_limit(RLIMIT_AS, limit::xls_memory_bytes);
#endif
    set_limit(RLIMIT_CPU, limit::xls_seconds);
    set_limit(RLIMIT_FSIZE, limit::xls_cells_bytes);
    set_limit(RLIMIT_NOFILE, 16);
    set_limit(RLIMIT_CORE, 0);
}

[[noreturn]] void leave(Exit code) {
    std::fflush(stdout);
    ::_exit(static_cast<int>(code));
}

void check(int code) {
    if (code == FREEXL_OK) return;
    leave(code == FREEXL_INSUFFICIENT_MEMORY ? Exit::too_large : Exit::damaged);
}

void put(std::string& out, std::size_t number) {
    for (unsigned shift = 0; shift < 32; shift += 8) out += static_cast<char>(number >> shift & 0xFFU);
}

void put(std::string& out, std::string_view text) {
    put(out, text.size());
    out += text;
}

void write(std::string const& record) {
    if (std::fwrite(record.data(), 1, record.size(), stdout) != record.size()) leave(Exit::too_large);
}

void put_cell(std::string& out, unsigned short column, FreeXL_CellValue const& value, unsigned& cells) {
    auto kind = Kind::text;
    char number[40];
    std::string_view text;
    switch (value.type) {
        case FREEXL_CELL_INT:
            kind = Kind::number;
            text = {number, static_cast<std::size_t>(
                                std::snprintf(number, sizeof number, "%d", value.value.int_value))};
            break;
        case FREEXL_CELL_DOUBLE:
            kind = Kind::number;
            text = {number, static_cast<std::size_t>(
                                std::snprintf(number, sizeof number, "%.17g", value.value.double_value))};
            break;
        case FREEXL_CELL_DATE:
        case FREEXL_CELL_DATETIME:
        case FREEXL_CELL_TIME:
            kind = Kind::date;
            [[fallthrough]];
        case FREEXL_CELL_TEXT:
        case FREEXL_CELL_SST_TEXT:
            text = value.value.text_value == nullptr ? "" : value.value.text_value;
            break;
        default:
            return;
    }
    if (text.empty()) return;
    ++cells;
    out += static_cast<char>(kind);
    put(out, column);
    put(out, text);
}

void write_sheet(void const* book, unsigned short sheet) {
    char const* name = nullptr;
    check(freexl_get_worksheet_name(book, sheet, &name));
    std::string record{static_cast<char>(Mark::sheet)};
    put(record, std::string_view(name == nullptr ? "" : name));
    write(record);
    unsigned rows = 0;
    unsigned short columns = 0;
    check(freexl_select_active_worksheet(book, sheet));
    check(freexl_worksheet_dimensions(book, &rows, &columns));
    std::string cells;
    for (unsigned row = 0; row < rows; ++row) {
        cells.clear();
        unsigned count = 0;
        for (unsigned short column = 0; column < columns; ++column) {
            FreeXL_CellValue value{};
            check(freexl_get_cell_value(book, row, column, &value));
            put_cell(cells, column, value, count);
        }
        if (count == 0) continue;
        record = static_cast<char>(Mark::row);
        put(record, std::size_t{row} + 1);
        put(record, std::size_t{count});
        write(record += cells);
    }
}

}  // namespace

int main() {
    confine();
    void const* book = nullptr;
    check(freexl_open("/proc/self/fd/0", &book));
    unsigned info = 0;
    check(freexl_get_info(book, FREEXL_BIFF_PASSWORD, &info));
    if (info == FREEXL_BIFF_OBFUSCATED) leave(Exit::encrypted);
    check(freexl_get_info(book, FREEXL_BIFF_SHEET_COUNT, &info));
    if (info > limit::sheets) leave(Exit::too_large);
    for (unsigned short sheet = 0; sheet < info; ++sheet) write_sheet(book, sheet);
    write({static_cast<char>(Mark::end)});
    leave(Exit::done);
}
