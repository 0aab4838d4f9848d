#pragma once
#include <filesystem>
#include <memory>

#include "registry/list.h"

namespace bina::registry {

enum class ExportFormat : std::uint8_t { csv, xlsx };

/// A file that is gone with the object.
class TemporaryFile {
public:
    explicit TemporaryFile(std::string_view ending);
    ~TemporaryFile();
    TemporaryFile(TemporaryFile const&) = delete;
    TemporaryFile& operator=(TemporaryFile const&) = delete;
    std::filesystem::path const& path() const { return m_path; }
    std::int64_t rows = 0;  ///< Of a list, without its heading.

private:
    std::filesystem::path m_path;
};

/// One row of a table after the other, each with as many cells as there are headings; false once no more can
/// be written.
using WriteRow = std::function<bool(std::span<std::string const> cells)>;

/// True if a spreadsheet that opens this cell of a CSV file may run it: "=1+1", "@SUM(A1)", "-2+3|cmd". It is
/// to be written with an apostrophe in front. A plain number with its sign is none.
bool runs_as_formula(std::string_view cell);

/// A table as spreadsheets open it: CSV is UTF-8 with BOM, separated by semicolons, as those set to
/// Indonesian expect; texts that a spreadsheet would run as a formula are quoted with an apostrophe.
base::Result<std::unique_ptr<TemporaryFile>> write_table(
    ExportFormat, std::span<std::string_view const> headings,
    std::function<base::Result<void>(WriteRow const&)> const& each_row);

/// One line of a CSV for spreadsheets set to Indonesian: separated by semicolons; texts that a spreadsheet
/// would run as a formula are quoted with an apostrophe.
std::string csv_line(std::span<std::string const> cells);

/// What somebody wants to take out of the system, and why.
struct Export {
    ListQuery query;
    ExportFormat format = ExportFormat::csv;
    std::string reason;
    bool clear = false;  ///< NIK and phone in clear: only for whoever may unmask.
};

/// Writes who took which list out of the system, of how many rows, and why.
/// Errors: access::denied, purpose_missing.
base::Result<void> record_export(storage::Tx&, access::Actor const&, Export const&, std::int64_t rows);

/// What stands in a file in place of codes and ids.
struct ExportNames {
    std::function<std::string(std::string_view code)> area;
    std::map<std::string, std::string> agencies;  ///< By id.
};

/// The businesses that the query lets through, personal values masked unless `clear`; of restricted ones
/// nothing personal. `record_export` must follow before the file is handed out.
/// Errors: access::denied, purpose_missing, storage::error::full.
base::Result<std::unique_ptr<TemporaryFile>> export_businesses(storage::Tx&, access::Actor const&,
                                                               Export const&, ExportNames const&);

}  // namespace bina::registry
