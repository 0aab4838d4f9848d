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

private:
    std::filesystem::path m_path;
};

/// Writes who takes which list out of the system, and why. Errors: access::denied, purpose_missing.
base::Result<void> record_export(storage::Tx&, access::Actor const&, ListQuery const&,
                                 std::string_view reason);

/// True if a spreadsheet that opens this cell of a CSV file may run it: "=1+1", "@SUM(A1)", "-2+3|cmd". It is
/// to be written with an apostrophe in front. A plain number with its sign is none.
bool runs_as_formula(std::string_view cell);

/// The businesses that the query lets through (see `each_business`), personal values masked. CSV is UTF-8
/// with BOM, separated by semicolons, as spreadsheets set to Indonesian open it; texts that a spreadsheet
/// would run as a formula are quoted with an apostrophe.
base::Result<std::unique_ptr<TemporaryFile>> export_businesses(
    storage::Tx&, ListQuery const&, ExportFormat,
    std::function<std::string(std::string_view)> const& area_name);

}  // namespace bina::registry
