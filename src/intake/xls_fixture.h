#pragma once
#include <bit>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "intake/book_fixture.h"

/// Writes workbooks of Excel 97 (MS-XLS in a compound file, MS-CFB), as small as they can be.
namespace bina::intake::fixture {

/// A number that is shown as a day.
struct XlsDay {
    int serial;
};
using XlsCell = std::variant<std::string, std::int64_t, XlsDay>;
struct XlsSheet {
    std::string name;
    std::vector<std::vector<XlsCell>> rows;
    std::uint32_t rows_claimed = 0;  ///< 0: as many as there are.
};

class XlsFileBytes {
public:
    explicit XlsFileBytes(std::vector<XlsSheet> const& sheets, bool encrypted = false) {
        std::vector<std::string> bodies;
        for (auto const& sheet : sheets) bodies.push_back(body(sheet));
        auto globals = head(sheets, encrypted, 0);
        std::vector<std::uint32_t> places;
        auto place = static_cast<std::uint32_t>(globals.size());
        globals = head(sheets, encrypted, place);
        for (auto const& one : bodies) globals += one;
        m_stream = std::move(globals);
    }
    /// In a compound file.
    std::string bytes() const {
        auto stream = m_stream;
        stream.resize(std::max<std::size_t>(stream.size(), 4'096));
        auto const sectors = (stream.size() + sector - 1) / sector;
        stream.resize(sectors * sector);
        std::string out("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
        out.resize(24);
        for (auto const word : {0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0}) number(out, 2, static_cast<unsigned>(word));
        for (auto const word : {0U, 1U, 1U, 0U, 4096U, end_of_chain, 0U, end_of_chain, 0U, 0U})
            number(out, 4, word);
        while (out.size() < sector) number(out, 4, unused);
        number(out, 4, 0xFFFFFFFDU);  // the table itself, then the directory
        number(out, 4, end_of_chain);
        for (std::uint32_t i = 0; i < sectors; ++i) number(out, 4, i + 1 == sectors ? end_of_chain : i + 3);
        while (out.size() < 2 * sector) number(out, 4, unused);
        entry(out, "Root Entry", 5, 1, end_of_chain, 0);
        entry(out, "Workbook", 2, unused, 2, static_cast<std::uint32_t>(stream.size()));
        out.resize(3 * sector);
        return out + stream;
    }

private:
    static constexpr std::size_t sector = 512;
    static constexpr std::uint32_t end_of_chain = 0xFFFFFFFEU;
    static constexpr std::uint32_t unused = 0xFFFFFFFFU;

    static void number(std::string& out, unsigned bytes, std::uint64_t value) {
        for (unsigned i = 0; i < bytes; ++i) out += static_cast<char>(value >> 8 * i & 0xFFU);
    }
    static void record(std::string& out, unsigned type, std::string const& content) {
        number(out, 2, type);
        number(out, 2, content.size());
        out += content;
    }
    static void entry(std::string& out, std::string_view name, unsigned type, std::uint32_t child,
                      std::uint32_t start, std::uint32_t size) {
        auto const begin = out.size();
        for (char const c : name) (out += c) += '\0';
        out.resize(begin + 64);
        number(out, 2, (name.size() + 1) * 2);
        number(out, 1, type);
        number(out, 1, 1);
        for (auto const link : {unused, unused, child}) number(out, 4, link);
        out.resize(begin + 116);
        number(out, 4, start);
        number(out, 4, size);
        number(out, 4, 0);
    }
    static std::string beginning(unsigned type) {
        std::string content;
        for (auto const word : {0x0600U, type, 0x0DBBU, 0x07CCU}) number(content, 2, word);
        number(content, 8, 0);
        std::string out;
        record(out, 0x0809, content);
        return out;
    }
    static std::string head(std::vector<XlsSheet> const& sheets, bool encrypted, std::uint32_t place) {
        auto out = beginning(5);
        if (encrypted) record(out, 0x002F, std::string(54, '\1'));
        record(out, 0x0042, std::string("\xB0\x04", 2));
        record(out, 0x0022, std::string(2, '\0'));
        for (auto const format : {0U, 14U}) {
            std::string style;
            number(style, 2, 0);
            number(style, 2, format);
            style.resize(20);
            record(out, 0x00E0, style);
        }
        for (auto const& sheet : sheets) {
            std::string bound;
            number(bound, 4, place);
            number(bound, 2, 0);
            number(bound, 2, sheet.name.size());
            record(out, 0x0085, bound + sheet.name);
            place += static_cast<std::uint32_t>(body(sheet).size());
        }
        record(out, 0x000A, "");
        return out;
    }
    static std::string body(XlsSheet const& sheet) {
        auto out = beginning(0x10);
        std::size_t columns = 0;
        for (auto const& row : sheet.rows) columns = std::max(columns, row.size());
        std::string size;
        number(size, 4, 0);
        number(size, 4, sheet.rows_claimed > 0 ? sheet.rows_claimed : sheet.rows.size());
        number(size, 2, 0);
        number(size, 2, columns);
        number(size, 2, 0);
        record(out, 0x0200, size);
        for (std::size_t row = 0; row < sheet.rows.size(); ++row)
            for (std::size_t column = 0; column < sheet.rows[row].size(); ++column)
                cell(out, row, column, sheet.rows[row][column]);
        record(out, 0x000A, "");
        return out;
    }
    static void cell(std::string& out, std::size_t row, std::size_t column, XlsCell const& value) {
        std::string content;
        number(content, 2, row);
        number(content, 2, column);
        number(content, 2, std::holds_alternative<XlsDay>(value) ? 1 : 0);
        if (auto const* text = std::get_if<std::string>(&value)) {
            if (text->empty()) return;
            number(content, 2, text->size());
            number(content, 1, 0);
            return record(out, 0x0204, content + *text);
        }
        auto const* day = std::get_if<XlsDay>(&value);
        auto const whole = day != nullptr ? day->serial : std::get<std::int64_t>(value);
        number(content, 8,
               std::bit_cast<std::uint64_t>(static_cast<double>(whole)));  // tidy: as the format has it
        record(out, 0x0203, content);
    }

    std::string m_stream;
};

}  // namespace bina::intake::fixture
