#include "intake/xlsx.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <mutex>

#include "base/fold.h"
#include "intake/merged_text.h"

namespace bina::intake {
namespace {

enum class CellType : std::uint8_t { number, shared, text, boolean, error, iso_date };

CellType type_of(std::string_view t) {
    if (t == "s") return CellType::shared;
    if (t == "str" || t == "inlineStr") return CellType::text;
    if (t == "b") return CellType::boolean;
    if (t == "e") return CellType::error;
    if (t == "d") return CellType::iso_date;
    return CellType::number;
}

/// The cells of one row while they are read: text that is not shared lies in one string that may move, so
/// views are made when the row is complete.
class RowBuffer {
public:
    void clear() {
        m_cells.clear();
        m_text.clear();
        m_spans.clear();
    }
    void put(std::size_t column, CellKind kind, std::string_view lasting) {
        at(column) = {.text = lasting, .raw = {}, .kind = kind, .merged = false};
    }
    /// A cell whose text, and stored number, begin at these places of `text()` and end where it ends now.
    void put(std::size_t column, CellKind kind, std::size_t text_begin, std::size_t raw_begin) {
        at(column) = {.text = {}, .raw = {}, .kind = kind, .merged = false};
        m_spans.push_back({column, text_begin, raw_begin, m_text.size()});
    }
    std::string& text() { return m_text; }

    std::vector<Cell>& finish() {
        std::string_view const all(m_text);
        for (auto const& span : m_spans) {
            m_cells[span.column].text = all.substr(span.text, span.raw - span.text);
            m_cells[span.column].raw = all.substr(span.raw, span.end - span.raw);
        }
        return m_cells;
    }

private:
    struct Span {
        std::size_t column;
        std::size_t text;
        std::size_t raw;
        std::size_t end;
    };

    Cell& at(std::size_t column) {
        if (column >= m_cells.size()) m_cells.resize(column + 1);
        return m_cells[column];
    }

    std::vector<Cell> m_cells;
    std::vector<Span> m_spans;
    std::string m_text;
};

struct SheetContext {
    SharedStrings const& strings;
    std::vector<NumberStyle> const& styles;
    bool epoch_1904;
};

class SheetHandler : public XmlHandler {
public:
    SheetHandler(SheetContext const& context, std::vector<Merge> merges, RowVisitor const& visitor)
        : m_context(context), m_merged(std::move(merges)), m_visitor(visitor) {}

    ReadReport report;

    void start(std::string_view name, Attributes attributes) override {
        if (name == "c") return start_cell(attributes);
        if (name == "v" || (name == "t" && m_in_inline && m_phonetic == 0))
            m_inside = m_in_cell;
        else if (name == "row")
            start_row(attributes);
        else if (name == "is")
            m_in_inline = true;
        else if (name == "rPh")
            ++m_phonetic;
        else if (name == "f")
            m_formula = true;
    }
    void end(std::string_view name) override {
        if (name == "v" || name == "t")
            m_inside = false;
        else if (name == "c")
            end_cell();
        else if (name == "row")
            end_row();
        else if (name == "is")
            m_in_inline = false;
        else if (name == "rPh")
            --m_phonetic;
        else if (name == "sheetData")
            done = true;
    }
    void characters(std::string_view text) override {
        if (!m_inside) return;
        if (m_value.size() + text.size() > limit::cell_bytes) m_cut = true;
        if (m_value.size() < limit::cell_bytes) m_value += text;
    }

private:
    void start_row(Attributes attributes) {
        auto const number = get(attributes, "r");
        std::uint64_t row = m_row + 1;
        if (!number.empty()) std::from_chars(number.data(), number.data() + number.size(), row);
        if (row == 0 || row > limit::rows) return fail(error::too_large, "rows");
        m_row = row;
        m_column = SIZE_MAX;  // so that the next is 0
        m_columns_cut = false;
        m_buffer.clear();
    }

    void start_cell(Attributes attributes) {
        m_type = CellType::number;
        m_style = 0;
        auto column = m_column + 1;
        for (; *attributes != nullptr; attributes += 2) {
            std::string_view const name(attributes[0]);
            std::string_view const value(attributes[1]);
            if (name == "r")
                column = std::min(place_of(value).column, limit::columns_stored);
            else if (name == "t")
                m_type = type_of(value);
            else if (name == "s")
                std::from_chars(value.data(), value.data() + value.size(), m_style);
        }
        if (column >= limit::columns_stored) return fail(error::too_large, "columns");
        m_column = column;
        m_in_cell = true;
        m_formula = m_cut = false;
        m_value.clear();
    }

    void end_cell() {
        m_in_cell = false;
        if (m_value.empty()) {
            if (m_formula) report.add(m_row, fault::formula_without_value);
            return;
        }
        if (m_column >= limit::columns) {
            m_columns_cut = true;
            return;
        }
        switch (m_type) {
            case CellType::shared:
                return put_shared();
            case CellType::number:
                return put_number();
            case CellType::boolean:
                return put_text(m_value == "1" ? "TRUE" : "FALSE", CellKind::boolean);
            case CellType::error:
                return put_text(m_value, CellKind::error);
            case CellType::iso_date:
                return put_text(std::string_view(m_value).substr(0, 10), CellKind::date);
            case CellType::text:
                return put_text(m_value, is_error_text(m_value) ? CellKind::error : CellKind::text);
        }
    }

    void put_shared() {
        std::size_t number = 0;
        auto const [end, code] = std::from_chars(m_value.data(), m_value.data() + m_value.size(), number);
        if (code != std::errc{} || number >= m_context.strings.size())
            return fail(error::damaged, "shared string");
        auto const text = m_context.strings.get(number);
        if (m_context.strings.was_cut(number)) report.add(m_row, fault::cell_cut);
        m_buffer.put(m_column, is_blank(text) ? CellKind::empty : CellKind::text, text);
    }

    void put_number() {
        auto& text = m_buffer.text();
        auto const begin = text.size();
        auto const style = m_style < m_context.styles.size() ? m_context.styles[m_style] : NumberStyle{};
        auto kind = CellKind::number;
        if (style.show != NumberShow::plain && append_date(text, m_value, style.show, m_context.epoch_1904))
            kind = CellKind::date;
        else
            append_number(text, m_value, style.digits_min);
        auto const raw = text.size();
        text += m_value;
        m_buffer.put(m_column, kind, begin, raw);
    }

    void put_text(std::string_view value, CellKind kind) {
        auto const text = base::clip(value, limit::cell_bytes);
        if (m_cut) report.add(m_row, fault::cell_cut);
        auto const begin = m_buffer.text().size();
        m_buffer.text() += text;
        m_buffer.put(m_column, is_blank(text) ? CellKind::empty : kind, begin, m_buffer.text().size());
    }

    void end_row() {
        if (m_columns_cut) report.add(m_row, fault::columns_cut);
        auto& cells = m_buffer.finish();
        m_merged.apply(m_row, cells);
        ++report.rows;
        if (m_visitor(m_row, cells) == Visit::next) return;
        report.stopped = done = true;
    }

    static bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

    SheetContext m_context;
    MergedText m_merged;
    RowVisitor const& m_visitor;
    RowBuffer m_buffer;
    std::string m_value;
    std::uint64_t m_row = 0;
    std::size_t m_column = SIZE_MAX;
    std::size_t m_style = 0;
    CellType m_type = CellType::number;
    int m_phonetic = 0;
    bool m_in_cell = false;
    bool m_in_inline = false;
    bool m_inside = false;
    bool m_formula = false;
    bool m_cut = false;
    bool m_columns_cut = false;
};

}  // namespace

struct XlsxFile::Merges {
    std::mutex mutex;
    std::map<std::size_t, std::vector<Merge>> by_sheet;
};

base::Result<XlsxFile> XlsxFile::open(std::filesystem::path const& path) {
    auto const archive = TRY(Archive::open(path));
    XlsxFile file;
    file.m_path = path;
    file.m_parts = TRY(read_workbook(archive));
    file.m_styles = TRY(read_styles(archive, file.m_parts.styles));
    file.m_merges = std::make_shared<Merges>();
    file.m_strings = std::make_shared<SharedStrings>();
    if (!file.m_parts.shared_strings.empty()) TRY(file.m_strings->load(archive, file.m_parts.shared_strings));
    return file;
}

base::Result<std::vector<Merge>> XlsxFile::merges(std::size_t sheet) const {
    std::scoped_lock const lock(m_merges->mutex);
    auto const known = m_merges->by_sheet.find(sheet);
    if (known != m_merges->by_sheet.end()) return known->second;
    auto const archive = TRY(Archive::open(m_path));
    return m_merges->by_sheet[sheet] = TRY(read_merges(archive, m_parts.sheets.at(sheet).part));
}

base::Result<ReadReport> XlsxFile::for_each_row(std::size_t sheet, RowVisitor const& visitor,
                                                Progress* progress) const {
    auto const archive = TRY(Archive::open(m_path));
    auto const& part = m_parts.sheets.at(sheet).part;
    if (progress != nullptr) progress->read = 0;
    if (progress != nullptr) progress->total = archive.size(part);
    SheetHandler handler({*m_strings, m_styles, m_parts.epoch_1904}, TRY(merges(sheet)), visitor);
    TRY(parse_xml(archive, part, handler, progress));
    return std::move(handler.report);
}

}  // namespace bina::intake
