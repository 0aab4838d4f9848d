#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "intake/sql_text.h"

namespace bina::intake {

/// One value of a row that a dump inserts.
struct SqlValue {
    std::string text;  ///< In the file's encoding.
    std::string raw;
    CellKind kind = CellKind::empty;  ///< Whole numbers are text: they are exact, whatever their length.
    bool cut = false;  ///< Longer than limit::cell_bytes.
    bool computed = false;  ///< Only a database could tell it.
};

enum class Interest : std::uint8_t { rows, skip, stop };

/// Who listens to a dump. Names are without their schema, in the file's encoding.
struct DumpListener {
    /// CREATE TABLE. False ends reading.
    std::function<bool(std::string_view table, std::vector<std::string> const& columns)> declared;
    /// Rows follow; `columns` is empty where the statement names none.
    std::function<Interest(std::string_view table, std::vector<std::string> const& columns)> begins;
    /// Not called unless `begins` asked for rows. False ends reading.
    std::function<bool(std::vector<SqlValue>& values)> row;
};

/// Reads the statements that make rows: CREATE TABLE, INSERT, REPLACE and COPY FROM stdin; others are passed.
void read_dump(SqlText& text, DumpListener const& listener);

/// Text of the file as UTF-8.
std::string as_utf8(std::string text, TextScan const& scan);

}  // namespace bina::intake
