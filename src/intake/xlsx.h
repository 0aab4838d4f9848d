#pragma once
#include <filesystem>
#include <memory>
#include <vector>

#include "intake/sheet.h"
#include "intake/xlsx_parts.h"

namespace bina::intake {

/// A workbook (.xlsx, .xlsm); sheets are streamed, only the texts that cells share are held.
class XlsxFile {
public:
    /// Errors: encrypted, too_large, damaged.
    static base::Result<XlsxFile> open(std::filesystem::path const& path);

    std::vector<SheetPart> const& sheets() const { return m_parts.sheets; }
    /// Unpacks the sheet the first time it is asked, which takes a fraction of reading it. Errors: too_large,
    /// damaged.
    base::Result<std::vector<Merge>> merges(std::size_t sheet) const;

    /// The rows that the sheet stores, in their order there. A cell merged with cells below it gives them its
    /// text. Errors: too_large for rows or columns beyond Excel's own, damaged.
    base::Result<ReadReport> for_each_row(std::size_t sheet, RowVisitor const& visitor,
                                          Progress* progress = nullptr) const;

private:
    struct Merges;

    std::filesystem::path m_path;
    WorkbookParts m_parts;
    std::vector<NumberStyle> m_styles;
    std::shared_ptr<SharedStrings> m_strings;
    std::shared_ptr<Merges> m_merges;  ///< Found so far, by sheet.
};

}  // namespace bina::intake
