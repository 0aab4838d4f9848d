#include "intake/sql_text.h"

#include <algorithm>
#include <cstring>

namespace bina::intake {
namespace {

constexpr std::size_t buffer_bytes = 64 << 10;
constexpr std::size_t ahead_bytes = 64;  // looked at before it is taken
constexpr int at_end = -1;

bool is_digit(int c) {
    return c >= '0' && c <= '9';
}

bool begins_word(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
}

bool is_blank(int c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

}  // namespace

bool SqlToken::is(std::string_view word) const {
    auto const upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; };
    return kind == SqlTokenKind::word &&
           std::ranges::equal(text, word, [&](char a, char b) { return upper(a) == b; });
}

SqlText::SqlText(FileBytes const& file, TextScan const& scan, SqlStrings strings)
    : m_source(file, scan), m_strings(strings), m_buffer(std::make_unique<char[]>(buffer_bytes)) {}

void SqlText::fill() {
    std::memmove(m_buffer.get(), m_buffer.get() + m_begin, m_end - m_begin);
    m_end -= m_begin;
    m_begin = 0;
    while (!m_last && m_end + ahead_bytes <= buffer_bytes) {
        auto const got = m_source.read(m_buffer.get() + m_end, buffer_bytes - m_end);
        m_last = got == 0;
        m_end += got;
    }
}

int SqlText::peek(std::size_t ahead) {
    if (m_begin + ahead >= m_end && !m_last) fill();
    return m_begin + ahead < m_end ? static_cast<unsigned char>(m_buffer[m_begin + ahead]) : at_end;
}

int SqlText::take() {
    int const c = peek();
    if (c != at_end) ++m_begin;
    return c;
}

void SqlText::skip_line() {
    for (int c = take(); c != '\n' && c != at_end;) c = take();
}

/// MySQL's "/*!40101 SET … */" is one, too: no dump keeps rows in it.
void SqlText::skip_comment() {
    for (int c = take(); c != at_end; c = take())
        if (c == '*' && peek() == '/') {
            take();
            return;
        }
}

/// False at the end of the file.
bool SqlText::skip_blanks() {
    for (;;) {
        int const c = peek();
        if (is_blank(c)) {
            take();
        } else if ((c == '-' && peek(1) == '-') || (c == '#' && m_strings == SqlStrings::backslash)) {
            skip_line();
        } else if (c == '/' && peek(1) == '*') {
            take();
            take();
            skip_comment();
        } else {
            return c != at_end;
        }
    }
}

void SqlText::add(int c) {
    if (c == 0) return;
    if (m_text.size() < limit::cell_bytes)
        m_text += static_cast<char>(c);
    else
        m_token.cut = true;
}

void SqlText::read_escape() {
    int const c = take();
    switch (c) {
        case 'n':
            return add('\n');
        case 't':
            return add('\t');
        case 'r':
            return add('\r');
        case '0':
        case 'b':
        case 'Z':
        case at_end:
            return;  // no text has them
        default:
            return add(c);
    }
}

/// What is quoted, from behind the quote; twice the quote is the quote itself.
void SqlText::read_quoted(int quote, bool backslash) {
    for (;;) {
        int const c = take();
        if (c == at_end) return;
        if (c == '\\' && backslash) {
            read_escape();
        } else if (c != quote) {
            add(c);
        } else if (peek() == quote) {
            add(take());
        } else {
            return;
        }
    }
}

/// PostgreSQL's $tag$ … $tag$. False if it is none.
bool SqlText::read_dollar() {
    std::string tag{"$"};
    for (std::size_t i = 1; i < ahead_bytes; ++i) {
        int const c = peek(i);
        if (c == '$') {
            tag += '$';
            break;
        }
        if (!begins_word(c) && !is_digit(c)) return false;
        tag += static_cast<char>(c);
    }
    if (tag.size() < 2 || !tag.ends_with('$')) return false;
    for (std::size_t i = 0; i < tag.size(); ++i) take();
    for (;;) {
        bool closes = true;
        for (std::size_t i = 0; closes && i < tag.size(); ++i)
            closes = peek(i) == static_cast<unsigned char>(tag[i]);
        if (closes) break;
        int const c = take();
        if (c == at_end) return true;
        add(c);
    }
    for (std::size_t i = 0; i < tag.size(); ++i) take();
    return true;
}

void SqlText::read_word() {
    while (begins_word(peek()) || is_digit(peek()) || peek() == '$') add(take());
}

void SqlText::read_number() {
    while (is_digit(peek()) || peek() == '.' || begins_word(peek()) ||
           ((peek() == '+' || peek() == '-') && (m_text.ends_with('e') || m_text.ends_with('E'))))
        add(take());
}

SqlToken const& SqlText::next() {
    m_text.clear();
    m_token = {};
    if (!skip_blanks()) return m_token;
    int const c = peek();
    bool const backslash = m_strings == SqlStrings::backslash;
    if (c == '\'' || (c == '"' && backslash)) {
        m_token.kind = SqlTokenKind::string;
        read_quoted(take(), backslash);
    } else if (c == '`' || c == '"' || c == '[') {
        m_token.kind = SqlTokenKind::name;
        take();
        read_quoted(c == '[' ? ']' : c, false);
    } else if ((c == 'E' || c == 'e') && peek(1) == '\'') {
        m_token.kind = SqlTokenKind::string;
        take();
        read_quoted(take(), true);
    } else if (c == '$' && read_dollar()) {
        m_token.kind = SqlTokenKind::string;
    } else if (begins_word(c)) {
        m_token.kind = SqlTokenKind::word;
        read_word();
    } else if (is_digit(c) || (c == '.' && is_digit(peek(1)))) {
        m_token.kind = SqlTokenKind::number;
        read_number();
    } else {
        m_token.kind = SqlTokenKind::mark;
        add(take());
    }
    m_token.text = m_text;
    return m_token;
}

bool SqlText::line(std::string& out) {
    out.clear();
    if (peek() == at_end) return false;
    for (int c = take(); c != '\n' && c != at_end; c = take())
        if (c != 0 && out.size() < limit::record_bytes) out += static_cast<char>(c);
    if (out.ends_with('\r')) out.pop_back();
    return true;
}

}  // namespace bina::intake
