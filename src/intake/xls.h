#pragma once
#include <filesystem>
#include <memory>
#include <vector>

#include "intake/sheet.h"

namespace bina::intake {

/// The cells of an .xls as `bina-xls` wrote them, checked once.
class XlsCells {
public:
    /// Errors: damaged for anything that `bina-xls` does not write, too_large for limit::sheets.
    static base::Result<XlsCells> parse(std::string_view bytes);

    std::vector<SheetInfo> const& sheets() const { return m_sheets; }
    ReadReport for_each_row(std::size_t sheet, RowVisitor const& visitor, Progress* progress) const;

private:
    std::vector<SheetInfo> m_sheets;
    std::vector<std::string_view> m_rows;  ///< By sheet.
};

/// A workbook of Excel 97-2003 or older. It is read by another program, `bina-xls`, with bounds on memory and
/// time, into memory that only this process has; what is merged in it is not known.
class XlsFile {
public:
    /// Errors: unreadable, encrypted, not_supported without that program, too_large, damaged.
    static base::Result<XlsFile> open(std::filesystem::path const& path);

    std::vector<SheetInfo> const& sheets() const { return m_cells.sheets(); }
    base::Result<ReadReport> for_each_row(std::size_t sheet, RowVisitor const& visitor,
                                          Progress* progress = nullptr) const {
        return m_cells.for_each_row(sheet, visitor, progress);
    }

private:
    std::shared_ptr<void const> m_memory;
    XlsCells m_cells;
};

}  // namespace bina::intake
