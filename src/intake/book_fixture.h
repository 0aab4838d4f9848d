#pragma once
#include <gtest/gtest.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include <zip.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "intake/book.h"

/// Files for the tests of reading: text as it is given, workbooks by libxlsxwriter, archives by libzip.
namespace bina::intake::fixture {

using Rows = std::vector<std::vector<std::string>>;

/// A path in the temporary folder that no other test has; the file goes with it.
class TemporaryFile {
public:
    explicit TemporaryFile(std::string_view ending) {
        static int count = 0;
        auto const name = "bina_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
        m_path = std::filesystem::temp_directory_path() / (name + std::string(ending));
    }
    TemporaryFile(TemporaryFile const&) = delete;
    TemporaryFile& operator=(TemporaryFile const&) = delete;
    ~TemporaryFile() { std::filesystem::remove(m_path); }

    std::filesystem::path const& path() const { return m_path; }
    void write(std::string_view bytes) const {
        std::ofstream(m_path, std::ios::binary)
            .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
    std::string bytes() const {
        std::ifstream file(m_path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    base::Result<Book> open() const { return Book::open(m_path); }
    /// The opened book, or an exception that fails the test.
    Book book() const { return Book::open(m_path).value(); }

private:
    std::filesystem::path m_path;
};

class TextFile : public TemporaryFile {
public:
    explicit TextFile(std::string_view bytes) : TemporaryFile(".csv") { write(bytes); }
};

/// A workbook written with libxlsxwriter; `book()` closes it first.
class Workbook {
public:
    Workbook() : m_file(".xlsx"), m_workbook(workbook_new(m_file.path().c_str())) {}
    explicit Workbook(Rows const& rows) : Workbook() { add("Data", rows); }
    ~Workbook() { close(); }
    Workbook(Workbook const&) = delete;
    Workbook& operator=(Workbook const&) = delete;

    lxw_workbook* get() { return m_workbook; }
    lxw_format* format(char const* code) {
        auto* format = workbook_add_format(m_workbook);
        format_set_num_format(format, code);
        return format;
    }
    lxw_worksheet* sheet(char const* name) { return workbook_add_worksheet(m_workbook, name); }
    /// A sheet of texts; empty ones are left out.
    lxw_worksheet* add(char const* name, Rows const& rows) {
        auto* added = sheet(name);
        for (lxw_row_t row = 0; row < rows.size(); ++row)
            for (lxw_col_t column = 0; column < rows[row].size(); ++column)
                if (!rows[row][column].empty())
                    worksheet_write_string(added, row, column, rows[row][column].c_str(), nullptr);
        return added;
    }
    base::Result<Book> open() {
        close();
        return m_file.open();
    }
    Book book() {
        close();
        return m_file.book();
    }
    TemporaryFile const& file() {
        close();
        return m_file;
    }

private:
    void close() {
        if (m_workbook != nullptr) workbook_close(m_workbook);
        m_workbook = nullptr;
    }

    TemporaryFile m_file;
    lxw_workbook* m_workbook;
};

/// A zip file of the given entries.
class ZipFile : public TemporaryFile {
public:
    using Entries = std::vector<std::pair<std::string, std::string>>;

    explicit ZipFile(Entries const& entries) : TemporaryFile(".xlsx") {
        int code = 0;
        auto* archive = zip_open(path().c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
        for (auto const& [name, content] : entries) {
            auto* source = zip_source_buffer(archive, content.data(), content.size(), 0);
            zip_file_add(archive, name.c_str(), source, ZIP_FL_OVERWRITE);
        }
        zip_close(archive);
    }

    /// The least workbook whose only sheet has this XML between <sheetData> and its end.
    static Entries workbook(std::string const& sheet_data, std::string const& behind = {}) {
        return {
            {"[Content_Types].xml", "<Types/>"},
            {"xl/workbook.xml",
             R"(<workbook><sheets><sheet name="A" r:id="r1" xmlns:r="x"/></sheets></workbook>)"},
            {"xl/_rels/workbook.xml.rels",
             R"(<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>)"
             R"(<Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>)"},
            {"xl/worksheets/sheet1.xml",
             "<worksheet><sheetData>" + sheet_data + "</sheetData>" + behind + "</worksheet>"}};
    }
};

struct Read {
    Rows rows;
    std::vector<std::uint64_t> numbers;
    ReadReport report;
};

inline Read read(Book const& book, std::size_t sheet = 0) {
    Read read;
    read.report = book.for_each_row(sheet,
                                    [&](std::uint64_t row, std::span<Cell const> cells) {
                                        read.numbers.push_back(row);
                                        auto& texts = read.rows.emplace_back();
                                        for (auto const& cell : cells) texts.emplace_back(cell.text);
                                        return Visit::next;
                                    })
                      .value();
    return read;
}

inline Rows read_all(Book const& book, std::size_t sheet = 0) {
    return read(book, sheet).rows;
}

inline std::string encoded(Dialect const& dialect, Rows const& rows) {
    CsvWriter const writer(dialect);
    auto out = writer.preamble();
    for (auto const& row : rows) {
        std::vector<std::string_view> const cells(row.begin(), row.end());
        writer.append(out, cells);
    }
    return out;
}

}  // namespace bina::intake::fixture
