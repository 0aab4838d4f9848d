#include "intake/kbli_file.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "areas/json_walk.h"
#include "base/fold.h"

namespace bina::intake {
namespace {

using base::fail;
using base::Result;

constexpr std::size_t heading_rows_max = 20;
constexpr std::size_t class_digits = 5;

constexpr std::array<std::string_view, 7> code_headings{"kode",      "kode kbli", "code", "kbli kode",
                                                        "kbli 2025", "kbli 2020", "kbli"};
constexpr std::array<std::string_view, 10> title_headings{
    "judul", "judul kbli", "title", "nama", "nama kbli", "kbli", "uraian", "kegiatan", "deskripsi", "desc"};

struct Record {
    std::uint64_t line = 0;
    std::vector<std::string> cells;
    bool numbers = false;  ///< Its first digits may have lost a zero.
};
using Records = std::vector<Record>;

/// The members of each object of an array, under one row of their names.
class ObjectSink : public areas::JsonSink {
public:
    Records records{Record{}};

    void begin(bool array) override {
        ++m_depth;
        if (m_depth == 2 && !array) records.push_back({.line = records.size(), .cells = {}});
    }
    void end(bool) override { --m_depth; }
    void key(std::string_view name) override {
        if (m_depth != 2) return;
        auto& names = records.front().cells;
        m_column = static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
        if (m_column == names.size() && m_column < limit::columns) names.emplace_back(name);
    }
    void text(std::string_view value) override {
        if (m_depth != 2 || records.size() < 2 || m_column >= limit::columns) return;
        auto& cells = records.back().cells;
        if (cells.size() <= m_column) cells.resize(m_column + 1);
        cells[m_column] = value;
    }
    void number(std::string_view digits) override {
        text(digits);
        if (records.size() > 1) records.back().numbers = true;
    }
    void literal(std::string_view) override {}

private:
    int m_depth = 0;
    std::size_t m_column = 0;
};

Result<Records> json_records(std::string_view bytes) {
    ObjectSink sink;
    if (!areas::walk_json(bytes, sink)) return fail(error::damaged, "json");
    return std::move(sink.records);
}

Result<Records> sheet_records(std::filesystem::path const& path, std::size_t sheet) {
    auto const book = TRY(Book::open(path));
    Records records;
    if (sheet >= book.sheets().size()) return records;
    TRY(book.for_each_row(sheet, [&](std::uint64_t row, std::span<Cell const> cells) {
        Record record{.line = row, .cells = {}};
        for (auto const& cell : cells) {
            record.cells.emplace_back(cell.text);
            record.numbers = record.numbers || cell.kind == CellKind::number;
        }
        records.push_back(std::move(record));
        return records.size() <= kbli_lines_max + heading_rows_max ? Visit::next : Visit::stop;
    }));
    return records;
}

/// Which column of a row of headings `fits` likes best; the number of cells if none. 0 means not at all.
template <class Fits>
std::size_t best_column(std::vector<std::string> const& headings, Fits fits) {
    std::size_t best = headings.size();
    int most = 0;
    for (std::size_t i = 0; i < headings.size(); ++i)
        if (int const liked = fits(base::fold(headings[i]), i); liked > most) {
            most = liked;
            best = i;
        }
    return best;
}

int likes(std::span<std::string_view const> names, std::string_view heading) {
    auto const found = std::ranges::find(names, heading);
    return found == names.end() ? 0 : static_cast<int>(names.end() - found);
}

struct Columns {
    std::size_t first;
    std::size_t second;
};

std::optional<Columns> list_columns(std::vector<std::string> const& headings) {
    auto const code =
        best_column(headings, [](auto const& name, std::size_t) { return likes(code_headings, name); });
    auto const title = best_column(headings, [&](auto const& name, std::size_t i) {
        return i == code ? 0 : likes(title_headings, name);
    });
    if (code == headings.size() || title == headings.size()) return std::nullopt;
    return Columns{code, title};
}

std::optional<Columns> crosswalk_columns(std::vector<std::string> const& headings) {
    auto const of = [&](std::string_view year) {
        return best_column(headings, [&](std::string const& name, std::size_t) {
            bool const title = name.contains("judul") || name.contains("nama") || name.contains("title");
            return name.contains(year) && !title ? 1 : 0;
        });
    };
    auto const from = of("2020");
    auto const to = of("2025");
    if (from == headings.size() || to == headings.size() || from == to) return std::nullopt;
    return Columns{from, to};
}

bool is_json(std::string_view bytes) {
    auto const first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return first != bytes.npos && (bytes[first] == '[' || bytes[first] == '{');
}

/// Calls `take(line, first cell, second cell)` for each row below the headings that says anything there.
template <class Find, class Take>
Result<void> each_pair(std::filesystem::path const& path, std::string_view wanted, Find find, Take take) {
    std::ifstream in(path, std::ios::binary);
    std::string const bytes{std::istreambuf_iterator<char>(in), {}};
    auto const records = TRY(is_json(bytes) ? json_records(bytes) : sheet_records(path, 0));
    std::optional<Columns> columns;
    std::size_t taken = 0;
    for (std::size_t i = 0; i < records.size(); ++i) {
        auto const& [line, cells, numbers] = records[i];
        if (!columns) {
            if (i >= heading_rows_max) break;
            columns = find(cells);
            continue;
        }
        auto const at = [&](std::size_t column) {
            return column < cells.size() ? cells[column] : std::string{};
        };
        if (at(columns->first).empty() && at(columns->second).empty()) continue;
        if (++taken > kbli_lines_max) return fail(error::too_large, "rows");
        take(records[i], at(columns->first), at(columns->second));
    }
    if (!columns) return fail(error::no_columns, std::string(wanted));
    return {};
}

/// Where numbers have 4 or 5 digits and nothing is shorter, those of 4 are classes that lost their zero.
void restore_zeros(std::vector<kbli::ListLine>& lines, std::vector<bool> const& numbers) {
    auto const size = [](kbli::ListLine const& line) { return line.code.size(); };
    bool const only_classes = std::ranges::all_of(lines, [&](auto const& line) { return size(line) >= 4; }) &&
                              std::ranges::any_of(lines, [&](auto const& line) { return size(line) == 5; });
    for (std::size_t i = 0; only_classes && i < lines.size(); ++i)
        if (numbers[i] && lines[i].code.size() == class_digits - 1) lines[i].code.insert(0, 1, '0');
}

}  // namespace

Result<std::vector<kbli::ListLine>> read_kbli_list(std::filesystem::path const& path) {
    std::vector<kbli::ListLine> lines;
    std::vector<bool> numbers;
    TRY(each_pair(path, "kode, judul", list_columns,
                  [&](Record const& record, std::string code, std::string title) {
                      lines.push_back({record.line, std::move(code), std::move(title)});
                      numbers.push_back(record.numbers);
                  }));
    restore_zeros(lines, numbers);
    return lines;
}

Result<std::vector<kbli::CrosswalkLine>> read_kbli_crosswalk(std::filesystem::path const& path) {
    std::vector<kbli::CrosswalkLine> lines;
    TRY(each_pair(path, "kbli 2020, kbli 2025", crosswalk_columns,
                  [&](Record const& record, std::string from, std::string to) {
                      lines.push_back({record.line, std::move(from), std::move(to)});
                  }));
    return lines;
}

}  // namespace bina::intake
