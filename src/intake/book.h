#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "intake/csv.h"
#include "intake/ods.h"
#include "intake/sheet.h"
#include "intake/sql.h"
#include "intake/xls.h"
#include "intake/xlsx.h"

namespace bina::intake {

/// A file of rows as somebody handed it over: a workbook (.xlsx, .xls, .ods), the tables of a dump, or
/// delimited text as its only sheet. What it is shows in its content; its name decides nothing. The file must
/// stay where it is while the book is used. Several threads may read one book.
class Book {
public:
    /// Errors: every kind of intake::error.
    static base::Result<Book> open(std::filesystem::path const& path);

    std::vector<SheetInfo> const& sheets() const { return m_sheets; }
    /// How the file is written, for delimited text; null for a workbook.
    Dialect const* dialect() const;
    /// The merged areas of a sheet; none in delimited text. Errors: too_large, damaged.
    base::Result<std::vector<Merge>> merges(std::size_t sheet) const;

    /// Where whole rows stand in the first cell each, as text pasted into a sheet, they are taken apart.
    /// Every row of sheet number `sheet` in order, until the visitor stops. Memory does not grow with the
    /// sheet. Errors: unreadable, too_large, damaged.
    base::Result<ReadReport> for_each_row(std::size_t sheet, RowVisitor const& visitor,
                                          Progress* progress = nullptr) const;

private:
    explicit Book(CsvFile file) : m_sheets(1), m_file(std::move(file)) {}
    explicit Book(XlsxFile file);
    template <class File>
    explicit Book(File file) : m_sheets(file.sheets()), m_file(std::move(file)) {}

    base::Result<ReadReport> for_each_stored_row(std::size_t sheet, RowVisitor const& visitor,
                                                 Progress* progress) const;
    void find_joined_rows();

    std::vector<SheetInfo> m_sheets;
    std::variant<CsvFile, XlsxFile, OdsFile, XlsFile, SqlFile> m_file;
    std::vector<std::string_view> m_joined;  ///< By sheet: what parts the cells that stand in one, or "".
};

}  // namespace bina::intake
