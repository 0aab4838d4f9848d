#include "intake/csv.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <deque>
#include <map>
#include <memory>
#include <optional>

#include "base/fold.h"
#include "intake/split.h"

namespace bina::intake {
namespace {

constexpr std::size_t chunk_bytes = 1 << 20;
constexpr std::size_t sample_bytes = 256 << 10;
constexpr std::size_t sample_records = 1'000;
constexpr std::uint64_t bytes_per_control = 100;  // fewer bytes than this to a control character: not text

constexpr std::array<std::string_view, 3> line_ends{"\n", "\r\n", "\r"};  // in the order of LineEnd

/// In order of preference: of two that fit equally well the first is taken, because commas are common in
/// text.
constexpr std::array delimiters{'\t', ';', '|', ','};

constexpr std::size_t slack = 8;  // a decoder needs room for a character

/// Room for all of a small file as UTF-8, at most `most`.
std::size_t room_for(FileBytes const& file, std::size_t most) {
    return static_cast<std::size_t>(std::min<std::uint64_t>(file.size() * 2 + 4'096, most));
}

/// The text of a source, piece by piece, in one buffer that grows only for a record that does not fit.
class Window {
public:
    Window(FileBytes const& file, TextScan const& scan)
        : m_source(file, scan),
          m_capacity(room_for(file, chunk_bytes)),
          m_buffer(std::make_unique<char[]>(m_capacity + Splitter::padding)) {}

    char* begin() { return m_buffer.get() + m_begin; }
    char* end() { return m_buffer.get() + m_end; }
    bool last() const { return m_last; }
    void consume(char const* next) { m_begin = static_cast<std::size_t>(next - m_buffer.get()); }
    std::uint64_t position() const { return m_source.position(); }

    /// Reads on behind what is left. False if what is left is a record beyond limit::record_bytes.
    bool more() {
        if (m_begin > 0) {
            std::memmove(m_buffer.get(), begin(), m_end - m_begin);
            m_end -= m_begin;
            m_begin = 0;
        } else if (m_end + slack > m_capacity && !grow()) {
            return false;
        }
        while (m_end + slack <= m_capacity && !m_last) {
            auto const got = m_source.read(end(), m_capacity - m_end);
            m_end += got;
            m_last = got == 0;
        }
        return true;
    }

private:
    bool grow() {
        if (m_capacity >= limit::record_bytes) return false;
        auto const larger = std::min(m_capacity * 2, limit::record_bytes);
        auto buffer = std::make_unique<char[]>(larger + Splitter::padding);
        std::memcpy(buffer.get(), m_buffer.get(), m_end);
        m_buffer = std::move(buffer);
        m_capacity = larger;
        return true;
    }

    TextSource m_source;
    std::size_t m_capacity;
    std::unique_ptr<char[]> m_buffer;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    bool m_last = false;
};

/// Makes cells of what the splitter found: in place where it can, in `m_converted` where text grows.
class RowMaker {
public:
    explicit RowMaker(TextScan const& scan) : m_scan(scan) {}

    std::span<Cell const> make(RawRecord const& record, std::uint64_t row, ReadReport& report) {
        m_cells.clear();
        m_conversions = 0;
        if (record.cells.size() == 1 && record.cells[0].begin == record.cells[0].end) return {};
        for (auto const& raw : record.cells) m_cells.push_back(cell(raw, row, report));
        if (record.columns_cut) report.add(row, fault::columns_cut);
        if (record.unterminated_quote) report.add(row, fault::unterminated_quote);
        if (record.stray_quote) report.add(row, fault::stray_quote);
        return m_cells;
    }

private:
    Cell cell(RawCell const& raw, std::uint64_t row, ReadReport& report) {
        char* end = raw.end;
        if (raw.doubled) end = merge_quotes(raw.begin, end);
        if (m_scan.has_nul) end = remove_nuls(raw.begin, end, row, report);
        std::string_view text(raw.begin, static_cast<std::size_t>(end - raw.begin));
        if (m_scan.encoding == Encoding::windows_1252 && m_scan.has_wide && has_wide(text))
            text = convert(text, row, report);
        if (text.size() > limit::cell_bytes) {
            text = base::clip(text, limit::cell_bytes);
            report.add(row, fault::cell_cut);
        }
        auto kind = is_error_text(text) ? CellKind::error : CellKind::text;
        if (text.find_first_not_of(" \t\r\n") == text.npos) kind = CellKind::empty;
        return {text, {}, kind, false};
    }

    static char* merge_quotes(char* begin, char* end) {
        char* out = begin;
        for (char* at = begin; at < end; ++at) {
            *out++ = *at;
            if (*at == '"' && at + 1 < end && at[1] == '"') ++at;
        }
        return out;
    }

    static char* remove_nuls(char* begin, char* end, std::uint64_t row, ReadReport& report) {
        char* const kept = std::remove(begin, end, '\0');
        if (kept != end) report.add(row, fault::nul_removed);
        return kept;
    }

    std::string_view convert(std::string_view text, std::uint64_t row, ReadReport& report) {
        if (base::is_utf8(text)) {
            report.add(row, fault::mixed_encoding);
            return text;
        }
        if (m_conversions == m_converted.size()) m_converted.emplace_back();
        auto& converted = m_converted[m_conversions++];
        converted.clear();
        append_from_windows_1252(converted, text);
        return converted;
    }

    TextScan m_scan;
    std::vector<Cell> m_cells;
    std::deque<std::string> m_converted;
    std::size_t m_conversions = 0;
};

/// How well a delimiter fits: the number of records with the most frequent number of cells, if that is two or
/// more; and whether the first record with several cells has as many.
struct Fit {
    std::size_t records = 0;
    std::size_t agreeing = 0;
    std::size_t cells = 0;
    bool heading_agrees = false;
};

Fit fit_of(char delimiter, bool cr_only, std::string text, bool whole) {
    auto const length = text.size();
    text.append(Splitter::padding, '\0');
    char* at = text.data();
    char* const end = at + length;
    Splitter splitter(delimiter, cr_only);
    RawRecord record;
    std::map<std::size_t, std::size_t> frequency;
    std::size_t first_wide = 0;
    Fit fit;
    while (at < end && fit.records < sample_records && splitter.split(at, end, whole, record)) {
        at = record.next;
        auto const cells = record.cells.size();
        auto const blank = [](RawCell const& cell) { return cell.begin == cell.end; };
        if (std::ranges::all_of(record.cells, blank)) continue;
        ++fit.records;
        if (cells < 2) continue;
        if (first_wide == 0) first_wide = cells;
        if (++frequency[cells] >= fit.agreeing) {
            fit.agreeing = frequency[cells];
            fit.cells = cells;
        }
    }
    fit.heading_agrees = fit.cells > 0 && first_wide == fit.cells;
    return fit;
}

/// Per mille of records that agree, with a little for a heading that does too.
std::size_t score(Fit const& fit) {
    if (fit.records == 0) return 0;
    return fit.agreeing * 1000 / fit.records + (fit.heading_agrees ? 20 : 0) +
           std::min<std::size_t>(fit.cells, 10);
}

/// "sep=;" in the first line, which Excel writes and obeys.
std::optional<char> separator_line(std::string_view sample) {
    auto const line = sample.substr(0, sample.find_first_of("\r\n"));
    bool const named = line.size() == 5 && (line.starts_with("sep=") || line.starts_with("SEP="));
    if (!named || std::ranges::find(delimiters, line[4]) == delimiters.end()) return std::nullopt;
    return line[4];
}

struct Sample {
    std::string text;
    bool whole;  ///< All of the file.
};

Sample sample_of(FileBytes const& file, TextScan const& scan) {
    TextSource source(file, scan);
    Sample sample{std::string(room_for(file, sample_bytes), '\0'), false};
    std::size_t length = 0;
    while (length + slack <= sample.text.size() && !sample.whole) {
        auto const got = source.read(sample.text.data() + length, sample.text.size() - length);
        length += got;
        sample.whole = got == 0;
    }
    sample.text.resize(length);
    return sample;
}

}  // namespace

Dialect detect_dialect(std::string_view sample, bool whole) {
    Dialect dialect;
    auto const lf = sample.find('\n');
    bool const cr_only = lf == sample.npos && sample.find('\r') != sample.npos;
    if (cr_only) dialect.line_end = LineEnd::cr;
    if (lf != sample.npos && lf > 0 && sample[lf - 1] == '\r') dialect.line_end = LineEnd::crlf;
    if (auto const named = separator_line(sample)) {
        dialect.delimiter = *named;
        dialect.separator_line = true;
        return dialect;
    }
    std::size_t best = 0;
    for (char const delimiter : delimiters) {
        auto const fits = score(fit_of(delimiter, cr_only, std::string(sample), whole));
        if (fits <= best) continue;
        best = fits;
        dialect.delimiter = delimiter;
    }
    return dialect;
}

base::Result<CsvFile> CsvFile::open(FileBytes file) {
    CsvFile csv;
    csv.m_scan = scan_text(file);
    if (csv.m_scan.blank) return base::fail(error::empty);
    if (csv.m_scan.controls * bytes_per_control > file.size())
        return base::fail(error::not_supported, "control characters");
    auto const sample = sample_of(file, csv.m_scan);
    csv.m_dialect = detect_dialect(sample.text, sample.whole);
    csv.m_dialect.encoding = csv.m_scan.encoding;
    csv.m_dialect.byte_order_mark = csv.m_scan.bom_bytes > 0;
    csv.m_cr_only = csv.m_dialect.line_end == LineEnd::cr;
    csv.m_file = std::move(file);
    return csv;
}

base::Result<ReadReport> CsvFile::for_each_row(RowVisitor const& visitor, Progress* progress) const {
    Window window(m_file, m_scan);
    Splitter splitter(m_dialect.delimiter, m_cr_only);
    RowMaker maker(m_scan);
    RawRecord record;
    ReadReport report;
    bool skip = m_dialect.separator_line;
    if (progress != nullptr) progress->total = m_file.size();
    while (true) {
        bool const drained = window.begin() == window.end();
        if (drained && window.last()) break;
        if (drained || !splitter.split(window.begin(), window.end(), window.last(), record)) {
            if (!window.more()) return base::fail(error::too_large, "record_bytes");
            if (progress != nullptr) progress->read = window.position();
            continue;
        }
        window.consume(record.next);
        if (std::exchange(skip, false)) continue;
        auto const row = ++report.rows;
        if (visitor(row, maker.make(record, row, report)) == Visit::next) continue;
        report.stopped = true;
        break;
    }
    return report;
}

std::string CsvWriter::preamble() const {
    std::string out;
    if (m_dialect.byte_order_mark) append_encoded(out, m_dialect.encoding, "\uFEFF");
    if (!m_dialect.separator_line) return out;
    std::string line{"sep="};
    line += m_dialect.delimiter;
    line += line_ends[static_cast<std::size_t>(m_dialect.line_end)];
    append_encoded(out, m_dialect.encoding, line);
    return out;
}

void CsvWriter::append(std::string& out, std::span<std::string_view const> cells) const {
    std::string line;
    for (bool first = true; auto const cell : cells) {
        if (!std::exchange(first, false)) line += m_dialect.delimiter;
        char const special[] = {m_dialect.delimiter, '"', '\r', '\n', '\0'};
        if (cell.find_first_of(special) == cell.npos) {
            line += cell;
            continue;
        }
        line += '"';
        for (char const c : cell) line.append(c == '"' ? 2 : 1, c);
        line += '"';
    }
    line += line_ends[static_cast<std::size_t>(m_dialect.line_end)];
    append_encoded(out, m_dialect.encoding, line);
}

}  // namespace bina::intake
