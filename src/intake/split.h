#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "intake/sheet.h"

namespace bina::intake {

/// One cell of delimited text where it lies in the buffer, without its outer quotes.
struct RawCell {
    char* begin;
    char* end;
    bool doubled;  ///< Holds "" for ".
};

struct RawRecord {
    std::vector<RawCell> cells;  ///< At most limit::columns.
    char* next = nullptr;  ///< Behind the line end.
    bool columns_cut = false;  ///< There was text in the cells that were left out.
    bool unterminated_quote = false;
    bool stray_quote = false;
};

/// Splits delimited text as RFC 4180 describes it and as people write it: line ends of LF, CRLF, CR CR LF, or
/// CR alone; a quote that is never closed, or closed in the middle, is a plain character of its cell.
class Splitter {
public:
    /// Bytes that may be read, not used, beyond the end that is passed to `split`.
    static constexpr std::size_t padding = 16;

    /// `cr_only`: the file has no LF, so CR ends a record; else a lone CR belongs to its cell.
    Splitter(char delimiter, bool cr_only) : m_delimiter(delimiter), m_cr_only(cr_only) {}

    /// Splits the record that starts at `begin` < `end`. False if it needs bytes beyond `end`; with `last`
    /// there are none, and the answer is always true.
    bool split(char* begin, char* end, bool last, RawRecord& out);

private:
    enum class Step : std::uint8_t { cell, record, more };
    enum class Quote : std::uint8_t { closed, plain, more };

    Step plain_cell(char* begin, char* search, char* end, bool last, RawRecord& out);
    Step quoted_cell(char* begin, char* end, bool last, RawRecord& out);
    Quote find_close(char* begin, char* end, bool last, RawRecord& out, RawCell& cell);
    Step finish_cell(char* at, char* end, bool last, RawRecord& out);
    void add(RawCell const& cell, RawRecord& out) const;
    bool ends_cell(char c) const { return c == m_delimiter || c == '\n' || c == '\r'; }

    char m_delimiter;
    bool m_cr_only;
    std::uint64_t m_unterminated = 0;  ///< So far: many of them, and look-ahead gets short.
};

}  // namespace bina::intake
