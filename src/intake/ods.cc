#include "intake/ods.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/fold.h"
#include "intake/merged_text.h"
#include "intake/number_text.h"

namespace bina::intake {
namespace {

constexpr char content_part[] = "content.xml";
constexpr char manifest_part[] = "META-INF/manifest.xml";

std::uint64_t number_of(std::string_view text, std::uint64_t otherwise) {
    std::uint64_t number = 0;
    auto const [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    return code == std::errc{} && end == text.data() + text.size() && number > 0 ? number : otherwise;
}

/// "1987-03-12T08:30:00" as a person reads it.
std::string day_text(std::string_view stored) {
    std::string text(stored.substr(0, 10));
    if (stored.size() >= 16 && stored[10] == 'T' && stored.substr(11, 5) != "00:00")
        (text += ' ') += stored.substr(11, 5);
    return text;
}

/// "PT08H30M00S" as "08:30"; what is written otherwise stays as it is.
std::string time_text(std::string_view stored) {
    bool const plain = stored.size() >= 8 && stored.starts_with("PT") && stored[4] == 'H' && stored[7] == 'M';
    if (!plain) return std::string(stored);
    return std::string(stored.substr(2, 2)) + ":" + std::string(stored.substr(5, 2));
}

/// Digits with the zeros that a format puts in front: "0081234" of 81234.
bool is_padded(std::string_view shown, std::string_view plain) {
    return shown.size() > plain.size() && shown.ends_with(plain) &&
           shown.find_first_not_of("0123456789") == shown.npos;
}

/// What both passes over the content have in common: which sheet, row and column an element stands in.
class ContentHandler : public XmlHandler {
protected:
    /// Of nested tables only the outermost is a sheet.
    bool at_sheet() const { return m_tables == 1; }
    void enter_table() {
        if (++m_tables > 1) return;
        ++m_sheet;
        m_row = 0;
    }
    void leave_table() { --m_tables; }
    void enter_row(Attributes attributes) {
        m_row_repeats = number_of(get(attributes, "number-rows-repeated"), 1);
        m_column = 0;
    }
    void enter_cell(Attributes attributes) {
        m_cell_repeats = number_of(get(attributes, "number-columns-repeated"), 1);
    }
    void leave_cell() {
        m_column += std::min<std::uint64_t>(m_cell_repeats, limit::columns_stored);
        if (m_column > limit::columns_stored) fail(error::too_large, "columns");
    }
    /// Rows that hold nothing may go beyond the limit: a style for all of a column does.
    void leave_row() { m_row += std::min<std::uint64_t>(m_row_repeats, limit::rows); }

    std::size_t m_sheet = SIZE_MAX;  ///< So that the next is 0.
    std::uint64_t m_row = 0;  ///< Rows before this one.
    std::uint64_t m_row_repeats = 1;
    std::uint64_t m_cell_repeats = 1;
    std::size_t m_column = 0;

private:
    int m_tables = 0;
};

bool is_cell(std::string_view name) {
    return name == "table-cell" || name == "covered-table-cell";
}

/// Finds the sheets, whether they are hidden, and what is merged in them.
class IndexHandler : public ContentHandler {
public:
    std::vector<SheetInfo> sheets;
    std::vector<std::vector<Merge>> merges;

    void start(std::string_view name, Attributes attributes) override {
        if (name == "style") m_style = get(attributes, "name");
        if (name == "table-properties" && get(attributes, "display") == "false") m_hidden.insert(m_style);
        if (name == "table") start_table(attributes);
        if (!at_sheet()) return;
        if (name == "table-row") enter_row(attributes);
        if (is_cell(name)) {
            enter_cell(attributes);
            find_merge(attributes);
        }
    }
    void end(std::string_view name) override {
        if (name == "table") return leave_table();
        if (!at_sheet()) return;
        if (name == "table-row") leave_row();
        if (is_cell(name)) leave_cell();
    }
    void characters(std::string_view) override {}

private:
    void start_table(Attributes attributes) {
        enter_table();
        if (!at_sheet()) return;
        if (sheets.size() == limit::sheets) return fail(error::too_large, "sheets");
        bool const hidden = m_hidden.contains(std::string(get(attributes, "style-name")));
        sheets.push_back({std::string(base::clip(get(attributes, "name"), sheet_name_bytes)), hidden});
        merges.emplace_back();
    }
    void find_merge(Attributes attributes) {
        auto const rows = number_of(get(attributes, "number-rows-spanned"), 1);
        auto const columns = number_of(get(attributes, "number-columns-spanned"), 1);
        bool const sound = rows <= limit::rows && columns <= limit::columns_stored;
        if ((rows == 1 && columns == 1) || !sound || merges.back().size() == limit::merges) return;
        merges.back().push_back({m_row + 1, m_row + rows, m_column, m_column + columns - 1});
    }

    static constexpr std::size_t sheet_name_bytes = 200;
    std::string m_style;
    std::set<std::string> m_hidden;  ///< Styles.
};

/// Gives the rows of one sheet.
class SheetHandler : public ContentHandler {
public:
    SheetHandler(std::size_t sheet, std::vector<Merge> merges, RowVisitor const& visitor)
        : m_wanted(sheet), m_merged(std::move(merges)), m_visitor(visitor) {}

    ReadReport report;

    void start(std::string_view name, Attributes attributes) override {
        if (name == "table") enter_table();
        if (m_sheet != m_wanted || !at_sheet()) return;
        if (name == "table-row") {
            enter_row(attributes);
            m_stored.clear();
        } else if (is_cell(name)) {
            start_cell(name, attributes);
        } else if (m_in_cell) {
            start_text(name, attributes);
        }
    }
    void end(std::string_view name) override {
        bool const mine = m_sheet == m_wanted && at_sheet();
        if (name == "table") {
            leave_table();
            done = done || mine;
        } else if (mine && name == "table-row") {
            end_row();
        } else if (mine && is_cell(name)) {
            end_cell();
        } else if (mine && name == "annotation") {
            --m_aside;
        } else if (mine && name == "p") {
            m_in_paragraph = false;
        }
    }
    void characters(std::string_view text) override {
        if (m_in_paragraph && m_aside == 0 && m_sheet == m_wanted && at_sheet()) add(text);
    }

private:
    struct Stored {
        std::size_t column;
        std::size_t columns;
        std::string text;
        std::string raw;
        CellKind kind;
    };

    void start_cell(std::string_view name, Attributes attributes) {
        enter_cell(attributes);
        m_in_cell = name == "table-cell";  // a covered one shows nothing, whatever it holds
        m_cut = m_in_paragraph = m_begun = false;
        m_aside = 0;
        m_text.clear();
        m_type = get(attributes, "value-type");
        m_value = get(attributes, m_type == "date"      ? "date-value"
                                  : m_type == "time"    ? "time-value"
                                  : m_type == "boolean" ? "boolean-value"
                                  : m_type == "string"  ? "string-value"
                                                        : "value");
        m_formula = !get(attributes, "formula").empty();
    }

    void start_text(std::string_view name, Attributes attributes) {
        if (name == "annotation") {
            ++m_aside;
        } else if (m_aside > 0) {
            return;
        } else if (name == "p") {
            if (std::exchange(m_begun, true)) add("\n");
            m_in_paragraph = true;
        } else if (name == "s") {
            add(std::string(std::min<std::uint64_t>(number_of(get(attributes, "c"), 1), blanks_max), ' '));
        } else if (name == "tab") {
            add("\t");
        } else if (name == "line-break") {
            add("\n");
        }
    }

    void add(std::string_view text) {
        m_cut = m_cut || m_text.size() + text.size() > limit::cell_bytes;
        if (m_text.size() < limit::cell_bytes) m_text += text;
    }

    void end_cell() {
        if (m_in_cell) store();
        m_in_cell = false;
        leave_cell();
    }

    void store() {
        Stored cell{.column = m_column, .columns = 0, .text = {}, .raw = {}, .kind = CellKind::text};
        if (m_type == "float" || m_type == "currency" || m_type == "percentage") {
            append_number(cell.text, m_value);
            if (is_padded(m_text, cell.text)) cell.text = m_text;
            cell.kind = CellKind::number;
            cell.raw = m_value;
        } else if (m_type == "date" || m_type == "time") {
            cell.text = m_type == "date" ? day_text(m_value) : time_text(m_value);
            cell.kind = CellKind::date;
            cell.raw = m_value;
        } else if (m_type == "boolean") {
            cell.text = m_value == "true" ? "TRUE" : "FALSE";
            cell.kind = CellKind::boolean;
        } else {
            cell.text = std::move(m_value.empty() ? m_text : m_value);
            if (is_error_text(cell.text)) cell.kind = CellKind::error;
        }
        cell.text.resize(base::clip(cell.text, limit::cell_bytes).size());
        if (cell.text.find_first_not_of(" \t\r\n") == cell.text.npos) {
            if (m_formula) report.add(m_row + 1, fault::formula_without_value);
            return;
        }
        if (m_column >= limit::columns) {
            m_columns_cut = true;
            return;
        }
        if (m_cut) report.add(m_row + 1, fault::cell_cut);
        cell.columns = std::min<std::uint64_t>(m_cell_repeats, limit::columns - m_column);
        m_columns_cut = m_columns_cut || cell.columns < m_cell_repeats;
        m_stored.push_back(std::move(cell));
    }

    void end_row() {
        std::uint64_t cells = 0;
        for (auto const& stored : m_stored) cells += stored.columns;
        auto const repeats = m_stored.empty() ? 0 : std::min<std::uint64_t>(m_row_repeats, limit::rows);
        m_repeated += cells * repeats - (repeats > 0 ? m_stored.size() : 0);
        if (m_repeated > limit::repeated_cells) return fail(error::too_large, "repeated_cells");
        if (repeats > 0 && m_row + repeats > limit::rows) return fail(error::too_large, "rows");
        for (std::uint64_t i = 1; i <= repeats && !done; ++i) visit(m_row + i);
        m_columns_cut = false;
        leave_row();
    }

    void visit(std::uint64_t row) {
        m_cells.clear();
        for (auto const& stored : m_stored) {
            m_cells.resize(stored.column + stored.columns);
            std::fill_n(m_cells.begin() + static_cast<std::ptrdiff_t>(stored.column), stored.columns,
                        Cell{stored.text, stored.raw, stored.kind, false});
        }
        if (m_columns_cut) report.add(row, fault::columns_cut);
        m_merged.apply(row, m_cells);
        ++report.rows;
        if (m_visitor(row, m_cells) == Visit::stop) report.stopped = done = true;
    }

    static constexpr std::uint64_t blanks_max = 64;
    std::size_t m_wanted;
    MergedText m_merged;
    RowVisitor const& m_visitor;
    std::vector<Stored> m_stored;
    std::vector<Cell> m_cells;
    std::string m_type;
    std::string m_value;
    std::string m_text;
    std::uint64_t m_repeated = 0;  ///< Cells visited that are not in the file.
    int m_aside = 0;  ///< In a comment.
    bool m_in_cell = false;
    bool m_in_paragraph = false;
    bool m_begun = false;  ///< A paragraph before.
    bool m_formula = false;
    bool m_cut = false;
    bool m_columns_cut = false;
};

}  // namespace

base::Result<OdsFile> OdsFile::open(std::filesystem::path const& path) {
    auto const archive = TRY(Archive::open(path));
    if (archive.has(manifest_part)) {
        auto const manifest = TRY(archive.text(manifest_part, limit::part_bytes));
        if (manifest.find("encryption-data") != manifest.npos) return base::fail(error::encrypted, "ods");
    }
    IndexHandler index;
    TRY(parse_xml(archive, content_part, index));
    if (index.sheets.empty()) return base::fail(error::damaged, "no sheet");
    for (auto& merges : index.merges)
        std::ranges::sort(merges, {},
                          [](Merge const& merge) { return std::pair(merge.first_row, merge.first_column); });
    OdsFile file;
    file.m_path = path;
    file.m_sheets = std::move(index.sheets);
    file.m_merges = std::move(index.merges);
    return file;
}

base::Result<ReadReport> OdsFile::for_each_row(std::size_t sheet, RowVisitor const& visitor,
                                               Progress* progress) const {
    auto const archive = TRY(Archive::open(m_path));
    if (progress != nullptr) progress->read = 0;
    if (progress != nullptr) progress->total = archive.size(content_part);
    SheetHandler handler(sheet, m_merges.at(sheet), visitor);
    TRY(parse_xml(archive, content_part, handler, progress));
    return std::move(handler.report);
}

}  // namespace bina::intake
