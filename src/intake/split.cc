#include "intake/split.h"

#include <algorithm>
#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace bina::intake {
namespace {

// A file with this many unclosed quotes does not use quotes as RFC 4180 does. A quoted cell may then span few
// lines, which keeps the time linear when every line opens a quote.
constexpr std::uint64_t unterminated_patience = 100;
constexpr std::size_t impatient_lines = 4;

#ifdef __SSE2__
/// The first delimiter, LF or CR at `at` or behind it, or `end`. Reads up to Splitter::padding beyond `end`.
char* find_mark(char* at, char* end, char delimiter) {
    auto const wanted = _mm_set1_epi8(delimiter);
    auto const lf = _mm_set1_epi8('\n');
    auto const cr = _mm_set1_epi8('\r');
    for (; at < end; at += 16) {
        auto const bytes = _mm_loadu_si128(reinterpret_cast<__m128i const*>(at));
        auto const line_end = _mm_or_si128(_mm_cmpeq_epi8(bytes, lf), _mm_cmpeq_epi8(bytes, cr));
        auto const found = _mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(bytes, wanted), line_end));
        if (found != 0) return std::min(at + std::countr_zero(static_cast<unsigned>(found)), end);
    }
    return end;
}
#else
char* find_mark(char* at, char* end, char delimiter) {
    return std::find_if(at, end, [=](char c) { return c == delimiter || c == '\n' || c == '\r'; });
}
#endif

char* find(char* at, char* end, char wanted) {
    return at < end ? static_cast<char*>(std::memchr(at, wanted, static_cast<std::size_t>(end - at)))
                    : nullptr;
}

}  // namespace

bool Splitter::split(char* begin, char* end, bool last, RawRecord& out) {
    out.cells.clear();
    out.columns_cut = out.unterminated_quote = out.stray_quote = false;
    auto const before = m_unterminated;
    for (char* at = begin;;) {
        bool const quoted = at < end && *at == '"';
        auto const step = quoted ? quoted_cell(at, end, last, out) : plain_cell(at, at, end, last, out);
        if (step == Step::more) {
            m_unterminated = before;
            return false;
        }
        if (step == Step::record) return true;
        at = out.next;
    }
}

Splitter::Step Splitter::plain_cell(char* begin, char* search, char* end, bool last, RawRecord& out) {
    for (char* at = search;;) {
        at = find_mark(at, end, m_delimiter);
        if (at == end && !last) return Step::more;
        if (at < end && *at == '\r' && !m_cr_only) {
            char* after = at;
            while (after < end && *after == '\r') ++after;
            if (after == end && !last) return Step::more;
            if (after < end && *after != '\n') {  // inside the cell
                at = after;
                continue;
            }
        }
        add({begin, at, false}, out);
        return finish_cell(at, end, last, out);
    }
}

Splitter::Step Splitter::quoted_cell(char* begin, char* end, bool last, RawRecord& out) {
    RawCell cell{begin + 1, begin + 1, false};
    switch (find_close(begin, end, last, out, cell)) {
        case Quote::more:
            return Step::more;
        case Quote::plain:
            return plain_cell(begin, begin + 1, end, last, out);
        case Quote::closed:
            break;
    }
    add(cell, out);
    char* at = cell.end + 1;
    while (at < end && *at == ' ') ++at;
    return finish_cell(at, end, last, out);
}

/// Looks for the quote that ends the cell opened at `begin`. A closing quote stands before a delimiter, a
/// line end or the end; any other is a stray one, which a cell of one line forgives and a longer one does
/// not: there it was the opening quote that was stray, and lines must not be swallowed.
Splitter::Quote Splitter::find_close(char* begin, char* end, bool last, RawRecord& out, RawCell& cell) {
    auto const lines_max = m_unterminated < unterminated_patience ? limit::cell_lines : impatient_lines;
    char const line_end = m_cr_only ? '\r' : '\n';
    std::size_t lines = 0;
    bool stray = false;
    auto const give_up = [&] {
        out.unterminated_quote = true;
        ++m_unterminated;
        return Quote::plain;
    };
    for (char* from = begin + 1;;) {
        char* const quote = find(from, end, '"');
        char* const stop = quote != nullptr ? quote : end;
        for (char* line = find(from, stop, line_end); line != nullptr; line = find(line + 1, stop, line_end))
            if (++lines > lines_max || stray) return give_up();
        if (quote == nullptr) return last ? give_up() : Quote::more;
        char* after = quote + 1;
        if (after < end && *after == '"') {
            cell.doubled = true;
            from = after + 1;
            continue;
        }
        while (after < end && *after == ' ') ++after;
        if (after == end && !last) return Quote::more;
        cell.end = quote;
        if (after == end || ends_cell(*after)) return Quote::closed;
        if (lines > 0) return give_up();
        stray = out.stray_quote = true;
        from = quote + 1;
    }
}

/// `at` stands on the delimiter or line end behind a cell, or at the end.
Splitter::Step Splitter::finish_cell(char* at, char* end, bool last, RawRecord& out) {
    if (at < end && *at == m_delimiter) {
        out.next = at + 1;
        if (out.next == end && !last) return Step::more;
        return Step::cell;
    }
    if (m_cr_only) {
        out.next = std::min(at + 1, end);
        return Step::record;
    }
    while (at < end && *at == '\r') ++at;
    if (at == end && !last) return Step::more;
    out.next = at < end && *at == '\n' ? at + 1 : at;
    return Step::record;
}

void Splitter::add(RawCell const& cell, RawRecord& out) const {
    if (out.cells.size() < limit::columns)
        out.cells.push_back(cell);
    else if (cell.begin != cell.end)
        out.columns_cut = true;
}

}  // namespace bina::intake
