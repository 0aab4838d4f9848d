#include "intake/book.h"

#include <algorithm>
#include <array>
#include <map>

namespace bina::intake {
namespace {

constexpr std::size_t head_bytes = 4'096;
constexpr std::size_t joined_sheets_max = 64;
constexpr std::size_t directory_scan_bytes = 8 << 20;  // of a compound file: its directory may lie anywhere

struct Signature {
    std::string_view bytes;
    base::ErrorKind const* kind;
};

using namespace std::string_view_literals;

constexpr std::array signatures{
    Signature{"%PDF-"sv, &error::is_pdf},
    Signature{"\x89PNG"sv, &error::is_image},
    Signature{"\xFF\xD8\xFF"sv, &error::is_image},
    Signature{"GIF8"sv, &error::is_image},
    Signature{"II*\0"sv, &error::is_image},
    Signature{"MM\0*"sv, &error::is_image},
    Signature{"Rar!\x1A"sv, &error::is_archive},
    Signature{"7z\xBC\xAF\x27\x1C"sv, &error::is_archive},
    Signature{"\x1F\x8B"sv, &error::is_archive},
    Signature{"BZh"sv, &error::is_archive},
    Signature{"\xFD\x37zXZ\0"sv, &error::is_archive},
    Signature{"{\\rtf"sv, &error::is_document},
    Signature{"SQLite format 3\0"sv, &error::is_sql},
    Signature{"\x7F\x45LF"sv, &error::not_supported},
    Signature{"MZ\x90"sv, &error::not_supported},
    // Excel before 97: a stream without container
    Signature{"\x09\x08\x10\x00\x00\x06\x05\x00"sv, &error::is_xls},
    Signature{"\x09\x04\x06\x00"sv, &error::is_xls},
    Signature{"\x09\x02\x06\x00"sv, &error::is_xls},
};

std::string as_utf16(std::string_view ascii) {
    std::string wide;
    for (char const c : ascii) (wide += c) += '\0';
    return wide;
}

/// A compound file (the container of Office 97, and of any Office file with a password): its streams' names
/// say.
base::ErrorKind const& compound_kind(FileBytes const& file) {
    std::string bytes(std::min<std::uint64_t>(file.size(), directory_scan_bytes), '\0');
    file.read_at(0, bytes);
    if (bytes.find(as_utf16("EncryptedPackage")) != bytes.npos) return error::encrypted;
    if (bytes.find(as_utf16("Workbook")) != bytes.npos) return error::is_xls;
    if (bytes.find(as_utf16("WordDocument")) != bytes.npos) return error::is_document;
    if (bytes.find(as_utf16("PowerPoint")) != bytes.npos) return error::is_document;
    if (bytes.find(as_utf16("Book")) != bytes.npos) return error::is_xls;
    return error::not_supported;
}

/// What a zip file is, when it is no .xlsx.
base::ErrorKind const* zip_kind(Archive const& archive) {
    if (archive.has("xl/workbook.bin")) return &error::is_xlsb;
    if (archive.has("word/document.xml") || archive.has("ppt/presentation.xml")) return &error::is_document;
    if (archive.has("mimetype")) {
        auto const type = archive.text("mimetype", 256).value_or("");
        if (type.find("opendocument.spreadsheet") != type.npos) return &error::is_ods;
        if (type.find("opendocument") != type.npos) return &error::is_document;
    }
    return archive.has("[Content_Types].xml") ? nullptr : &error::is_archive;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// Text that is no table, by how it starts. A comma or semicolon list may start with any word.
base::ErrorKind const* text_kind(std::string_view head) {
    std::string start;
    for (char const c : head.substr(0, 1'024)) start += lower(c);
    start.erase(0, start.find_first_not_of(" \t\r\n\xEF\xBB\xBF"));
    if (start.starts_with("<!doctype") || start.starts_with("<html") || start.starts_with("<?xml") ||
        start.starts_with("<table") || start.starts_with("<head") || start.starts_with("<meta"))
        return &error::is_web_page;
    bool const comment = start.starts_with("-- ") || start.starts_with("--\n") || start.starts_with("/*");
    for (auto const word :
         {"insert into ", "create table ", "create database ", "drop table ", "set sql_mode"}) {
        auto const at = start.find(word);
        if (at == 0 || (comment && at != start.npos)) return &error::is_sql;
    }
    if (start.starts_with("-- mysql dump") || start.starts_with("-- phpmyadmin") ||
        start.starts_with("--\n-- postgresql"))
        return &error::is_sql;
    if (start.starts_with("[{") || start.starts_with("{\"") || start.starts_with("[\n") ||
        start.starts_with("{\n"))
        return &error::is_json;
    return nullptr;
}

/// Errors for what is neither a zip nor text.
base::Result<void> refuse_foreign(FileBytes const& file, std::string_view head) {
    if (head.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return base::fail(compound_kind(file));
    for (auto const& signature : signatures)
        if (head.starts_with(signature.bytes)) return base::fail(*signature.kind);
    if (head.size() > 265 && head.substr(257, 5) == "ustar") return base::fail(error::is_archive);
    if (head.starts_with("RIFF") && head.substr(0, 12).ends_with("WEBP")) return base::fail(error::is_image);
    return {};
}

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
    if (file.size() == 0) return base::fail(error::empty);
    std::array<char, head_bytes> buffer{};
    std::string_view const head(buffer.data(), file.read_at(0, buffer));
    if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06")) {
        auto const archive = TRY(Archive::open(path));
        if (auto const* kind = zip_kind(archive)) return base::fail(*kind);
        Book book(TRY(XlsxFile::open(path)));
        book.find_joined_rows();
        return book;
    }
    TRY(refuse_foreign(file, head));
    if (auto const* kind = text_kind(head)) return base::fail(*kind);
    Book book(TRY(CsvFile::open(std::move(file))));
    book.find_joined_rows();
    return book;
}

Dialect const* Book::dialect() const {
    auto const* csv = std::get_if<CsvFile>(&m_file);
    return csv == nullptr ? nullptr : &csv->dialect();
}

base::Result<std::vector<Merge>> Book::merges(std::size_t sheet) const {
    auto const* workbook = std::get_if<XlsxFile>(&m_file);
    if (workbook == nullptr) return std::vector<Merge>{};
    return workbook->merges(sheet);
}

base::Result<ReadReport> Book::for_each_stored_row(std::size_t sheet, RowVisitor const& visitor,
                                                   Progress* progress) const {
    if (auto const* csv = std::get_if<CsvFile>(&m_file)) return csv->for_each_row(visitor, progress);
    return std::get<XlsxFile>(m_file).for_each_row(sheet, visitor, progress);
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
