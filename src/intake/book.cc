#include "intake/book.h"

#include <algorithm>
#include <array>
#include <map>

#include "intake/file_type.h"

namespace bina::intake {
namespace {

constexpr std::size_t joined_sheets_max = 64;

std::size_t filled_count(std::span<Cell const> cells) {
    return static_cast<std::size_t>(
        std::ranges::count_if(cells, [](Cell const& cell) { return cell.kind != CellKind::empty; }));
}

/// Looks whether rows stand in one cell each, their own cells parted by a mark.
class JoinedRows {
public:
    Visit add(std::span<Cell const> cells) {
        auto const filled = filled_count(cells);
        if (filled == 0) return Visit::next;
        if (filled > 1 || cells[0].kind != CellKind::text) return (m_rows = 0, Visit::stop);
        ++m_rows;
        for (std::size_t i = 0; i < marks.size(); ++i) {
            std::size_t count = 0;
            for (auto at = cells[0].text.find(marks[i]); at != std::string_view::npos;
                 at = cells[0].text.find(marks[i], at + marks[i].size()))
                ++count;
            ++m_counts[i][count];
        }
        return m_rows < rows_max ? Visit::next : Visit::stop;
    }
    /// The mark that most rows have equally often, at least twice; "" if there is none.
    std::string_view delimiter() const {
        for (std::size_t i = 0; i < marks.size() && m_rows >= rows_min; ++i)
            for (auto const& [count, rows] : m_counts[i])
                if (count >= 2 && rows * 10 >= m_rows * 8) return marks[i];
        return {};
    }

private:
    static constexpr std::array<std::string_view, 6> marks{";", "\t", "|", ",", " - ", " / "};
    static constexpr std::size_t rows_max = 60;
    static constexpr std::size_t rows_min = 3;
    std::size_t m_rows = 0;
    std::array<std::map<std::size_t, std::size_t>, marks.size()> m_counts;  ///< Rows by how often.
};

void take_apart(std::string_view text, std::string_view delimiter, std::vector<Cell>& cells) {
    cells.clear();
    for (std::size_t at = 0; at <= text.size() && cells.size() < limit::columns;) {
        auto const end = std::min(text.find(delimiter, at), text.size());
        auto const part = text.substr(at, end - at);
        bool const blank = part.find_first_not_of(" \t\r\n") == part.npos;
        cells.push_back({part, {}, blank ? CellKind::empty : CellKind::text, false});
        at = end + delimiter.size();
    }
}

}  // namespace

Book::Book(XlsxFile file) : m_file(std::move(file)) {
    for (auto const& sheet : std::get<XlsxFile>(m_file).sheets())
        m_sheets.push_back({sheet.name, sheet.hidden});
}

base::Result<Book> Book::open(std::filesystem::path const& path) {
    auto file = TRY(FileBytes::open(path));
    auto const type = TRY(file_type(path, file));
    auto book = TRY([&]() -> base::Result<Book> {
        switch (type) {
            case FileType::xlsx:
                return Book(TRY(XlsxFile::open(path)));
            case FileType::ods:
                return Book(TRY(OdsFile::open(path)));
            case FileType::xls:
                return Book(TRY(XlsFile::open(path)));
            case FileType::sql:
                return Book(TRY(SqlFile::open(std::move(file))));
            case FileType::text:
                break;
        }
        return Book(TRY(CsvFile::open(std::move(file))));
    }());
    book.find_joined_rows();
    return book;
}

Dialect const* Book::dialect() const {
    auto const* csv = std::get_if<CsvFile>(&m_file);
    return csv == nullptr ? nullptr : &csv->dialect();
}

base::Result<std::vector<Merge>> Book::merges(std::size_t sheet) const {
    if (auto const* workbook = std::get_if<XlsxFile>(&m_file)) return workbook->merges(sheet);
    if (auto const* workbook = std::get_if<OdsFile>(&m_file)) return workbook->merges(sheet);
    return std::vector<Merge>{};
}

base::Result<ReadReport> Book::for_each_stored_row(std::size_t sheet, RowVisitor const& visitor,
                                                   Progress* progress) const {
    return std::visit(
        [&](auto const& file) -> base::Result<ReadReport> {
            if constexpr (std::is_same_v<decltype(file), CsvFile const&>)
                return file.for_each_row(visitor, progress);
            else
                return file.for_each_row(sheet, visitor, progress);
        },
        m_file);
}

void Book::find_joined_rows() {
    m_joined.assign(m_sheets.size(), {});
    for (std::size_t sheet = 0; sheet < std::min(m_sheets.size(), joined_sheets_max); ++sheet) {
        JoinedRows joined;
        // A sheet that cannot be read says so when it is read
        auto const read = for_each_stored_row(
            sheet, [&](std::uint64_t, std::span<Cell const> cells) { return joined.add(cells); }, nullptr);
        if (read) m_joined[sheet] = joined.delimiter();
    }
}

base::Result<ReadReport> Book::for_each_row(std::size_t sheet, RowVisitor const& visitor,
                                            Progress* progress) const {
    auto const delimiter = sheet < m_joined.size() ? m_joined[sheet] : std::string_view{};
    if (delimiter.empty()) return for_each_stored_row(sheet, visitor, progress);
    std::vector<Cell> parts;
    return for_each_stored_row(
        sheet,
        [&](std::uint64_t row, std::span<Cell const> cells) {
            if (filled_count(cells) != 1 || cells[0].kind != CellKind::text) return visitor(row, cells);
            take_apart(cells[0].text, delimiter, parts);
            return visitor(row, parts);
        },
        progress);
}

}  // namespace bina::intake
