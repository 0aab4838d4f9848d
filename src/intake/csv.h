#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "intake/encoding.h"
#include "intake/sheet.h"

namespace bina::intake {

enum class LineEnd : std::uint8_t { lf, crlf, cr };

/// How a delimited text file is written: enough to give rows back in the sender's own layout.
struct Dialect {
    char delimiter = ',';  ///< One of , ; tab |
    Encoding encoding = Encoding::utf8;
    bool byte_order_mark = false;
    LineEnd line_end = LineEnd::lf;
    bool separator_line = false;  ///< First line is "sep=;": Excel obeys it and does not count it as a row.

    bool operator==(Dialect const&) const = default;
};

/// The delimiter that splits most records of `sample` (UTF-8, from the start of the file) into equally many
/// cells, how its lines end, and whether a separator line leads it. `whole`: the sample is all of the file.
Dialect detect_dialect(std::string_view sample, bool whole);

/// A file of delimited text; rows are read in pieces, so memory does not grow with the file.
class CsvFile {
public:
    /// Errors: empty, not_supported (more control characters than any text has).
    static base::Result<CsvFile> open(FileBytes file);

    Dialect const& dialect() const { return m_dialect; }
    std::uint64_t bytes() const { return m_file.size(); }

    /// Every record in order. Errors: too_large for a record beyond limit::record_bytes.
    base::Result<ReadReport> for_each_row(RowVisitor const& visitor, Progress* progress = nullptr) const;

private:
    FileBytes m_file;
    TextScan m_scan;
    Dialect m_dialect;
    bool m_cr_only = false;
};

/// Writes records as `dialect` has them; what is read back is what was given.
class CsvWriter {
public:
    explicit CsvWriter(Dialect const& dialect) : m_dialect(dialect) {}

    /// Byte order mark and separator line, for the start of the file.
    std::string preamble() const;
    /// Appends one record to `out`, encoded. Cells are UTF-8.
    void append(std::string& out, std::span<std::string_view const> cells) const;

private:
    Dialect m_dialect;
};

}  // namespace bina::intake
