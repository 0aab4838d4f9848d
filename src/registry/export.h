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

/// What somebody wants to take out of the system, and why.
struct Export {
    ListQuery query;
    ExportFormat format = ExportFormat::csv;
    std::string reason;
    bool clear = false;  ///< NIK and phone in clear: only for whoever may unmask.
};

/// Writes who took which list of how many rows out of the system, and why.
base::Result<void> record_export(storage::Tx&, access::Actor const&, Export const&, std::int64_t rows);

/// The businesses that the query lets through (see `each_business`), personal values masked unless `clear`.
/// CSV is UTF-8 with BOM, separated by semicolons, as spreadsheets set to Indonesian open it; texts that a
/// spreadsheet would run as a formula are quoted with an apostrophe. `record_export` must follow before the
/// file is handed out. Errors: access::denied, purpose_missing, storage::error::full.
base::Result<std::unique_ptr<TemporaryFile>> export_businesses(
    storage::Tx&, access::Actor const&, Export const&,
    std::function<std::string(std::string_view)> const& area_name);

}  // namespace bina::registry
