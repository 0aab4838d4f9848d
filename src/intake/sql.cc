#include "intake/sql.h"

#include <algorithm>
#include <array>
#include <functional>

#include "base/fold.h"
#include "intake/number_text.h"
#include "intake/sql_statement.h"

namespace bina::intake {
namespace {

constexpr std::size_t head_bytes = 4'096;

std::string lower_case(std::string_view text) {
    std::string low;
    for (char const c : text) low += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return low;
}

/// Only MySQL and its kin write backticks and name themselves so.
SqlStrings strings_of(std::string_view head) {
    auto const low = lower_case(head);
    bool const mysql =
        std::ranges::any_of(std::array{"mysql", "mariadb", "phpmyadmin", "heidisql", "`", "set sql_mode"},
                            [&](std::string_view word) { return low.find(word) != low.npos; });
    return mysql ? SqlStrings::backslash : SqlStrings::standard;
}

/// Quoted names and bytes of other encodings may hold it; no cell does.
std::string without_nul(std::string text) {
    std::erase(text, '\0');
    return text;
}

/// Values of one row as cells, at the places that its table's columns have.
class RowCells {
public:
    explicit RowCells(TextScan const& scan) : m_scan(scan) {}

    void place(std::vector<std::size_t> places) { m_places = std::move(places); }

    std::span<Cell const> make(std::vector<SqlValue>& values, std::uint64_t row, ReadReport& report) {
        m_cells.clear();
        for (std::size_t i = 0; i < values.size(); ++i) {
            auto const place = m_places.empty() ? i : i < m_places.size() ? m_places[i] : limit::columns;
            if (place >= limit::columns) {
                report.add(row, fault::columns_cut);
                continue;
            }
            if (place >= m_cells.size()) m_cells.resize(place + 1);
            m_cells[place] = cell(values[i], row, report);
        }
        return m_cells;
    }

private:
    Cell cell(SqlValue& value, std::uint64_t row, ReadReport& report) const {
        if (value.computed) report.add(row, fault::computed_value);
        if (value.cut) report.add(row, fault::cell_cut);
        if (value.kind == CellKind::number) {
            value.raw = std::move(value.text);
            value.text.clear();
            append_number(value.text, value.raw);
            return {value.text, value.raw, CellKind::number, false};
        }
        value.text = without_nul(as_utf8(std::move(value.text), m_scan));
        auto kind = value.kind;
        if (value.text.find_first_not_of(" \t\r\n") == value.text.npos) kind = CellKind::empty;
        return {value.text, {}, kind, false};
    }

    TextScan const& m_scan;
    std::vector<std::size_t> m_places;
    std::vector<Cell> m_cells;
};

}  // namespace

bool SqlFile::is_dump(std::string_view head) {
    auto start = lower_case(head);
    start.erase(0, start.find_first_not_of(" \t\r\n\xEF\xBB\xBF"));
    bool const comment = start.starts_with("--") || start.starts_with("/*") || start.starts_with("#");
    for (std::string_view const word :
         {"insert into ", "create table ", "create database ", "drop table ", "set sql_mode", "copy ",
          "begin transaction;", "pragma foreign_keys", "set names "}) {
        auto const at = start.find(word);
        if (word == "copy " && start.find(" from stdin;") == start.npos) continue;
        if (at == 0 || (comment && at != start.npos)) return true;
    }
    return start.starts_with("-- mysql dump") || start.starts_with("-- mariadb dump") ||
           start.starts_with("-- phpmyadmin") || start.starts_with("--\n-- postgresql");
}

base::Result<SqlFile> SqlFile::open(FileBytes file) {
    SqlFile dump;
    dump.m_scan = scan_text(file);
    std::string head(std::min<std::uint64_t>(file.size(), head_bytes), '\0');
    file.read_at(0, head);
    dump.m_strings = strings_of(head);
    std::vector<Table> tables;
    std::vector<bool> filled;
    bool too_many = false;
    auto const table_of = [&](std::string_view name) -> Table* {
        auto const known = std::ranges::find(tables, name, &Table::name);
        if (known != tables.end()) return &*known;
        too_many = tables.size() == limit::sheets;
        if (too_many) return nullptr;
        filled.push_back(false);
        return &tables.emplace_back(Table{std::string(name), {}});
    };
    auto const add_columns = [](Table& table, std::vector<std::string> const& columns) {
        for (auto const& column : columns)
            if (std::ranges::find(table.columns, column) == table.columns.end() &&
                table.columns.size() < limit::columns)
                table.columns.push_back(column);
    };
    SqlText text(file, dump.m_scan, dump.m_strings);
    read_dump(text, {.declared =
                         [&](std::string_view name, std::vector<std::string> const& columns) {
                             if (auto* table = table_of(name)) add_columns(*table, columns);
                             return !too_many;
                         },
                     .begins =
                         [&](std::string_view name, std::vector<std::string> const& columns) {
                             auto* const table = table_of(name);
                             if (table == nullptr) return Interest::stop;
                             add_columns(*table, columns);
                             filled[static_cast<std::size_t>(table - tables.data())] = true;
                             return Interest::skip;
                         },
                     .row = {}});
    if (too_many) return base::fail(error::too_large, "sheets");
    for (std::size_t i = 0; i < tables.size(); ++i) {
        if (!filled[i]) continue;
        dump.m_sheets.push_back({as_utf8(tables[i].name, dump.m_scan), false});
        dump.m_tables.push_back(std::move(tables[i]));
    }
    if (dump.m_tables.empty()) return base::fail(error::is_sql, "rows");
    dump.m_file = std::move(file);
    return dump;
}

base::Result<ReadReport> SqlFile::for_each_row(std::size_t sheet, RowVisitor const& visitor,
                                               Progress* progress) const {
    auto const& table = m_tables.at(sheet);
    ReadReport report;
    if (progress != nullptr) progress->total = m_file.size();
    if (!table.columns.empty()) {
        std::vector<std::string> headings;
        for (auto const& column : table.columns) headings.push_back(without_nul(as_utf8(column, m_scan)));
        std::vector<Cell> cells;
        for (auto const& heading : headings) cells.push_back({heading, {}, CellKind::text, false});
        report.stopped = visitor(++report.rows, cells) == Visit::stop;
        if (report.stopped) return report;
    }
    RowCells maker(m_scan);
    SqlText text(m_file, m_scan, m_strings);
    read_dump(text, {.declared = [](auto, auto const&) { return true; },
                     .begins =
                         [&](std::string_view name, std::vector<std::string> const& columns) {
                             if (name != table.name) return Interest::skip;
                             std::vector<std::size_t> places;
                             for (auto const& column : columns)
                                 places.push_back(static_cast<std::size_t>(
                                     std::ranges::find(table.columns, column) - table.columns.begin()));
                             maker.place(std::move(places));
                             return Interest::rows;
                         },
                     .row =
                         [&](std::vector<SqlValue>& values) {
                             auto const row = ++report.rows;
                             if (progress != nullptr) progress->read = text.position();
                             report.stopped = visitor(row, maker.make(values, row, report)) == Visit::stop;
                             return !report.stopped;
                         }});
    return report;
}

}  // namespace bina::intake
