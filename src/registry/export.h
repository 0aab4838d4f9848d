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

/// One line of a CSV for spreadsheets set to Indonesian: separated by semicolons; texts that a spreadsheet
/// would run as a formula are quoted with an apostrophe.
std::string csv_line(std::span<std::string const> cells);
inline constexpr std::string_view csv_start = "\xEF\xBB\xBF";

/// Writes who takes which list out of the system, and why. Errors: access::denied, purpose_missing.
base::Result<void> record_export(storage::Tx&, access::Actor const&, ListQuery const&,
                                 std::string_view reason);

/// The businesses that the query lets through (see `each_business`), personal values masked.
base::Result<std::unique_ptr<TemporaryFile>> export_businesses(
    storage::Tx&, ListQuery const&, ExportFormat,
    std::function<std::string(std::string_view)> const& area_name);

}  // namespace bina::registry
