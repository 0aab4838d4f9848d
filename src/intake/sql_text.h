#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "intake/encoding.h"

namespace bina::intake {

/// How strings are written: MySQL takes a backslash for an escape, the standard does not.
enum class SqlStrings : std::uint8_t { standard, backslash };

enum class SqlTokenKind : std::uint8_t {
    end,
    word,  ///< Keyword, function or bare name.
    name,  ///< In backticks or square brackets, or in double quotes.
    string,
    number,
    mark,  ///< One character.
};

/// Views live until the next token is read.
struct SqlToken {
    SqlTokenKind kind = SqlTokenKind::end;
    std::string_view text;  ///< Without quotes and escapes; in the file's encoding.
    bool cut = false;  ///< Longer than limit::cell_bytes.

    bool is(char mark) const { return kind == SqlTokenKind::mark && text.front() == mark; }
    /// Case is ignored; `word` is in capitals.
    bool is(std::string_view word) const;
};

/// The words of a dump, one after the other, without comments; memory does not grow with the file.
class SqlText {
public:
    SqlText(FileBytes const& file, TextScan const& scan, SqlStrings strings);

    SqlToken const& next();
    SqlToken const& token() const { return m_token; }
    std::uint64_t position() const { return m_source.position(); }

    /// The rest of the line, then line by line, as COPY writes its rows. False at the end of the file; a line
    /// longer than limit::record_bytes is cut.
    bool line(std::string& out);

private:
    int peek(std::size_t ahead = 0);
    int take();
    void fill();
    bool skip_blanks();
    void skip_line();
    void skip_comment();
    void add(int c);
    void read_quoted(int quote, bool backslash);
    void read_escape();
    bool read_dollar();
    void read_word();
    void read_number();

    TextSource m_source;
    SqlStrings m_strings;
    std::unique_ptr<char[]> m_buffer;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    bool m_last = false;
    std::string m_text;
    SqlToken m_token;
};

}  // namespace bina::intake
