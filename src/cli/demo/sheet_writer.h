#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace bina::cli::demo {

namespace error {
inline constexpr base::ErrorKind cannot_write{"cli.cannot_write", 500};
}

/// What a sender's program keeps in a cell. A number loses what does not fit 15 digits; a date is the day's
/// number in a spreadsheet, and the text how the program shows it.
struct Cell {
    enum class Kind : std::uint8_t { text, number, date };
    std::string text;
    Kind kind = Kind::text;
    std::int64_t number = 0;
};

enum class Encoding : std::uint8_t { utf8, utf8_bom, windows_1252, utf16_le };

/// How a list is saved. `delimiter` is 0 for a workbook.
struct Format {
    char delimiter = 0;
    Encoding encoding = Encoding::utf8;
    bool quote_all = false;
    std::string_view line_end = "\n";

    bool workbook() const { return delimiter == 0; }
};

/// Writes one list row by row, in little memory.
class SheetWriter {
public:
    virtual ~SheetWriter() = default;
    /// Starts the next sheet of a workbook; a text file has one.
    virtual void sheet(std::string const& name) = 0;
    /// A line above the heading; a workbook merges it over the columns.
    virtual void title(std::string const& text, std::size_t columns) = 0;
    virtual void row(std::span<Cell const> cells) = 0;
    /// Error: cannot_write.
    virtual base::Result<void> finish() = 0;

    /// Error: cannot_write.
    static base::Result<std::unique_ptr<SheetWriter>> open(std::filesystem::path const& file,
                                                           Format const& format);
};

}  // namespace bina::cli::demo
