#pragma once
#include <filesystem>
#include <memory>
#include <vector>

#include "intake/sheet.h"
#include "intake/xlsx_parts.h"

namespace bina::intake {

/// A spreadsheet of OpenDocument (.ods, ISO/IEC 26300): all sheets stand in one part, which is streamed.
class OdsFile {
public:
    /// Reads the part once, for the names of its sheets and what is merged in them. Errors: encrypted,
    /// too_large, damaged.
    static base::Result<OdsFile> open(std::filesystem::path const& path);

    std::vector<SheetInfo> const& sheets() const { return m_sheets; }
    base::Result<std::vector<Merge>> merges(std::size_t sheet) const { return m_merges.at(sheet); }

    /// The rows of a sheet that hold anything. A row or cell that stands for many is visited as often, within
    /// limit::repeated_cells. Errors: too_large, damaged.
    base::Result<ReadReport> for_each_row(std::size_t sheet, RowVisitor const& visitor,
                                          Progress* progress = nullptr) const;

private:
    std::filesystem::path m_path;
    std::vector<SheetInfo> m_sheets;
    std::vector<std::vector<Merge>> m_merges;  ///< By sheet.
};

}  // namespace bina::intake
