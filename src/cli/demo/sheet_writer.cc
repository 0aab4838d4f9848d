#include "cli/demo/sheet_writer.h"

#include <xlsxwriter.h>

#include <cstdio>

namespace bina::cli::demo {
namespace {

/// The next character of `utf8`, which is well formed and below U+10000.
char32_t take_character(std::string_view& utf8) {
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
    char32_t const first = byte(0);
    std::size_t const length = first < 0x80 ? 1 : first < 0xE0 ? 2 : 3;
    char32_t const character = length == 1 ? first
                               : length == 2
                                   ? (first & 0x1FU) << 6U | (byte(1) & 0x3FU)
                                   : (first & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
    utf8.remove_prefix(length);
    return character;
}

char windows_1252(char32_t character) {
    switch (character) {
        case U'–':
            return '\x96';
        case U'’':
            return '\x92';
        case U'“':
            return '\x93';
        case U'”':
            return '\x94';
        default:
            return character < 0x100 ? static_cast<char>(character) : '?';
    }
}

void encode(std::string& out, std::string_view utf8, Encoding encoding) {
    if (encoding == Encoding::utf8 || encoding == Encoding::utf8_bom) {
        out += utf8;
        return;
    }
    while (!utf8.empty()) {
        char32_t const character = take_character(utf8);
        if (encoding == Encoding::windows_1252) {
            out += windows_1252(character);
        } else {
            out += static_cast<char>(character & 0xFFU);
            out += static_cast<char>(character >> 8U);
        }
    }
}

class TextWriter : public SheetWriter {
public:
    TextWriter(std::FILE* file, Format const& format) : m_file(file), m_format(format) {
        if (format.encoding == Encoding::utf8_bom) m_out = "\xEF\xBB\xBF";
        if (format.encoding == Encoding::utf16_le) m_out = "\xFF\xFE";
    }
    ~TextWriter() override { std::fclose(m_file); }
    TextWriter(TextWriter const&) = delete;
    TextWriter& operator=(TextWriter const&) = delete;

    void sheet(std::string const& /*name*/) override {}

    void title(std::string const& text, std::size_t /*columns*/) override {
        Cell const cell{text};
        row({&cell, 1});
    }

    void row(std::span<Cell const> cells) override {
        m_line.clear();
        for (auto const& cell : cells) {
            if (&cell != cells.data()) m_line += m_format.delimiter;
            append(cell.text);
        }
        m_line += m_format.line_end;
        encode(m_out, m_line, m_format.encoding);
        if (m_out.size() > flush_bytes) flush();
    }

    base::Result<void> finish() override {
        flush();
        if (m_broken || std::fflush(m_file) != 0) return base::fail(error::cannot_write);
        return {};
    }

private:
    static constexpr std::size_t flush_bytes = 1 << 18U;

    void append(std::string_view text) {
        bool const quoted = m_format.quote_all || text.find_first_of("\"\r\n") != text.npos ||
                            text.find(m_format.delimiter) != text.npos;
        if (!quoted) {
            m_line += text;
            return;
        }
        m_line += '"';
        for (char const c : text) {
            if (c == '"') m_line += '"';
            m_line += c;
        }
        m_line += '"';
    }

    void flush() {
        m_broken |= std::fwrite(m_out.data(), 1, m_out.size(), m_file) != m_out.size();
        m_out.clear();
    }

    std::FILE* m_file;
    Format m_format;
    std::string m_line;
    std::string m_out;
    bool m_broken = false;
};

class WorkbookWriter : public SheetWriter {
public:
    explicit WorkbookWriter(std::filesystem::path const& file) {
        // Row by row into a temporary file: memory stays the same for a million rows.
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        m_book = workbook_new_opt(file.c_str(), &options);
        m_date = workbook_add_format(m_book);
        format_set_num_format(m_date, "d-mmm");
    }
    ~WorkbookWriter() override {
        if (m_book != nullptr) workbook_close(m_book);
    }
    WorkbookWriter(WorkbookWriter const&) = delete;
    WorkbookWriter& operator=(WorkbookWriter const&) = delete;

    void sheet(std::string const& name) override {
        m_sheet = workbook_add_worksheet(m_book, name.c_str());
        m_row = 0;
    }

    void title(std::string const& text, std::size_t columns) override {
        if (m_sheet == nullptr) sheet("Sheet1");
        if (!text.empty())
            worksheet_merge_range(m_sheet, m_row, 0, m_row, static_cast<lxw_col_t>(columns - 1), text.c_str(),
                                  nullptr);
        ++m_row;
    }

    void row(std::span<Cell const> cells) override {
        if (m_sheet == nullptr) sheet("Sheet1");
        for (std::size_t i = 0; i < cells.size(); ++i) put(static_cast<lxw_col_t>(i), cells[i]);
        ++m_row;
    }

    base::Result<void> finish() override {
        auto const code = workbook_close(m_book);
        m_book = nullptr;
        if (code != LXW_NO_ERROR) return base::fail(error::cannot_write, lxw_strerror(code));
        return {};
    }

private:
    void put(lxw_col_t column, Cell const& cell) {
        auto const number = static_cast<double>(cell.number);  // tidy: what a spreadsheet keeps
        if (cell.kind == Cell::Kind::number)
            worksheet_write_number(m_sheet, m_row, column, number, nullptr);
        else if (cell.kind == Cell::Kind::date)
            worksheet_write_number(m_sheet, m_row, column, number, m_date);
        else if (!cell.text.empty())
            worksheet_write_string(m_sheet, m_row, column, cell.text.c_str(), nullptr);
    }

    lxw_workbook* m_book = nullptr;
    lxw_worksheet* m_sheet = nullptr;
    lxw_format* m_date = nullptr;
    lxw_row_t m_row = 0;
};

}  // namespace

base::Result<std::unique_ptr<SheetWriter>> SheetWriter::open(std::filesystem::path const& file,
                                                             Format const& format) {
    std::FILE* const probe = std::fopen(file.c_str(), "wb");
    if (probe == nullptr) return base::fail(error::cannot_write, file.filename().string());
    if (!format.workbook()) return std::make_unique<TextWriter>(probe, format);
    std::fclose(probe);
    return std::make_unique<WorkbookWriter>(file);
}

}  // namespace bina::cli::demo
