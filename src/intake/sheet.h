#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// What every kind of file of rows has in common: cells, rows, limits, and the ways a file cannot be read.
namespace bina::intake {

enum class CellKind : std::uint8_t { empty, text, number, date, boolean, error };

/// One cell; its views live until the visitor of its row returns.
struct Cell {
    /// UTF-8 without NUL, as a person reads it: a number without exponent or ".0", a date as YYYY-MM-DD (with
    /// " HH:MM" when it has a time, HH:MM alone when it is only a time), TRUE or FALSE. Blanks are kept.
    std::string_view text;
    /// A number or date of a workbook as it is stored ("3.31609520387E+15", "45323"); empty for the rest. A
    /// 16-digit number that was typed into Excel has lost its last digit: `kind` is number, `text` ends in 0.
    std::string_view raw;
    CellKind kind = CellKind::empty;
    bool merged = false;  ///< Not in this cell but in a cell above it, which is merged with it.
};

/// True for the texts that spreadsheets show instead of a value: "#N/A", "#REF!", "#DIV/0!" and their like.
bool is_error_text(std::string_view text);

enum class Visit : std::uint8_t { next, stop };

/// Sees one row. `row` is the row number that Excel shows; for delimited text the number of the record. Rows
/// that a workbook does not store are not visited; an empty line is, with no cells.
using RowVisitor = std::function<Visit(std::uint64_t row, std::span<Cell const> cells)>;

struct SheetInfo {
    std::string name;  ///< "" for delimited text.
    bool hidden = false;
};

/// A fault of the file's form in one row; the row itself was kept and visited.
struct RowFault {
    std::uint64_t row = 0;
    std::string_view key;
    bool operator==(RowFault const&) const = default;
};

/// Keys of RowFault.
namespace fault {
inline constexpr std::string_view unterminated_quote =
    "intake.unterminated_quote";  ///< Taken as a plain mark.
inline constexpr std::string_view stray_quote = "intake.stray_quote";  ///< Inside a quoted cell; kept.
inline constexpr std::string_view nul_removed = "intake.nul_removed";
inline constexpr std::string_view cell_cut = "intake.cell_cut";  ///< Longer than limit::cell_bytes.
inline constexpr std::string_view columns_cut = "intake.columns_cut";  ///< Text beyond limit::columns.
inline constexpr std::string_view mixed_encoding = "intake.mixed_encoding";  ///< UTF-8 amid Windows-1252.
inline constexpr std::string_view formula_without_value = "intake.formula_without_value";
inline constexpr std::string_view computed_value = "intake.computed_value";  ///< Of a dump: left out.
}  // namespace fault

struct ReadReport {
    std::uint64_t rows = 0;  ///< Visited.
    bool stopped = false;  ///< By the visitor.
    std::uint64_t fault_count = 0;
    std::vector<RowFault> faults;  ///< The first limit::faults of them.

    void add(std::uint64_t row, std::string_view key);
};

/// Written while a sheet is read; any thread may look.
struct Progress {
    std::atomic<std::uint64_t> read{0};  ///< Bytes.
    std::atomic<std::uint64_t> total{0};
};

namespace limit {
inline constexpr std::uint64_t rows =
    1'048'576;  ///< Of a worksheet, as in Excel. Delimited text has no limit.
inline constexpr std::uint64_t columns_stored = 16'384;  ///< Of a worksheet, as in Excel.
inline constexpr std::size_t columns = 512;  ///< Kept of a row.
inline constexpr std::size_t cell_bytes = 32'767;  ///< Kept of a cell.
inline constexpr std::size_t cell_lines = 253;  ///< Line ends in one quoted cell, as in Excel.
inline constexpr std::size_t record_bytes = 16 << 20;
inline constexpr std::size_t faults = 1'000;
inline constexpr std::uint64_t archive_entries = 4'096;
inline constexpr std::uint64_t archive_bytes = std::uint64_t{2} << 30;  ///< All entries, uncompressed.
inline constexpr std::uint64_t archive_ratio = 200;  ///< Of an entry larger than ratio_free_bytes.
inline constexpr std::uint64_t ratio_free_bytes = 16 << 20;
inline constexpr std::uint64_t shared_strings = 16'000'000;
inline constexpr std::size_t shared_string_bytes = std::size_t{256} << 20;
inline constexpr std::size_t part_bytes = 16 << 20;  ///< Styles, workbook, relationships.
inline constexpr std::size_t xml_token_bytes = 1 << 20;
inline constexpr int xml_depth = 64;
inline constexpr std::size_t sheets = 256;
inline constexpr std::size_t merges = 65'536;  ///< Kept of a sheet.
inline constexpr std::uint64_t repeated_cells = 4'000'000;  ///< Of a sheet, that one cell stands for (.ods).
inline constexpr std::size_t sql_name_bytes = 128;  ///< Of a table or column.
inline constexpr std::uint64_t xls_bytes = 128 << 20;  ///< Of a file; Excel 97's own sheets are far smaller.
inline constexpr std::uint64_t xls_cells_bytes = 256 << 20;  ///< What its rows come to when read.
inline constexpr std::uint64_t xls_memory_bytes = std::uint64_t{768}
                                                  << 20;  ///< Of the program that reads it.
inline constexpr unsigned xls_seconds = 30;
}  // namespace limit

/// In order of precedence: when several apply, the first is reported.
namespace error {
inline constexpr base::ErrorKind unreadable{"intake.unreadable", 404};  ///< The system gives no access to it.
inline constexpr base::ErrorKind empty{"intake.empty", 422};  ///< No bytes, or nothing but blanks.
inline constexpr base::ErrorKind encrypted{"intake.encrypted", 422};  ///< Needs a password.
inline constexpr base::ErrorKind is_xlsb{"intake.is_xlsb", 415};  ///< Binary workbook: to be saved as .xlsx.
inline constexpr base::ErrorKind is_pdf{"intake.is_pdf", 415};
inline constexpr base::ErrorKind is_archive{"intake.is_archive", 415};  ///< To be unpacked first.
inline constexpr base::ErrorKind is_document{"intake.is_document", 415};  ///< Word, PowerPoint, RTF.
inline constexpr base::ErrorKind is_image{"intake.is_image", 415};
inline constexpr base::ErrorKind is_web_page{"intake.is_web_page", 415};  ///< HTML or XML, whatever its name.
inline constexpr base::ErrorKind is_sql{"intake.is_sql", 415};  ///< A database, or a dump without rows.
inline constexpr base::ErrorKind is_json{"intake.is_json", 415};
inline constexpr base::ErrorKind not_supported{"intake.not_supported", 415};
inline constexpr base::ErrorKind too_large{"intake.too_large", 413};  ///< Beyond a limit; `detail` names it.
inline constexpr base::ErrorKind damaged{"intake.damaged", 422};
}  // namespace error

}  // namespace bina::intake
