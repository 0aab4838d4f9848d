#pragma once
#include <vector>

#include "intake/encoding.h"
#include "intake/sql_text.h"

namespace bina::intake {

/// The rows that a dump of MySQL, PostgreSQL or SQLite inserts, or that PostgreSQL's COPY gives: a table is a
/// sheet whose first row are its columns. Nothing is run. A value that only a database could compute is left
/// out and is a fault of its row.
class SqlFile {
public:
    /// True if text that begins so is a dump.
    static bool is_dump(std::string_view head);

    /// Reads the file once, for its tables. Errors: is_sql when it has no rows, too_large for limit::sheets.
    static base::Result<SqlFile> open(FileBytes file);

    std::vector<SheetInfo> const& sheets() const { return m_sheets; }
    base::Result<ReadReport> for_each_row(std::size_t sheet, RowVisitor const& visitor,
                                          Progress* progress = nullptr) const;

private:
    struct Table {
        std::string name;
        std::vector<std::string> columns;
    };

    FileBytes m_file;
    TextScan m_scan;
    SqlStrings m_strings = SqlStrings::standard;
    std::vector<Table> m_tables;
    std::vector<SheetInfo> m_sheets;
};

}  // namespace bina::intake
