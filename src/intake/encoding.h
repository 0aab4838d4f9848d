#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "intake/sheet.h"

namespace bina::intake {

/// A file opened for reading, by position; read-only and safe to share between threads.
class FileBytes {
public:
    /// Errors: unreadable.
    static base::Result<FileBytes> open(std::filesystem::path const& path);

    std::uint64_t size() const { return m_size; }
    /// Bytes read from `offset` on: fewer than asked for only at the end of the file.
    std::size_t read_at(std::uint64_t offset, std::span<char> out) const;

private:
    std::shared_ptr<int const> m_descriptor;
    std::uint64_t m_size = 0;
};

enum class Encoding : std::uint8_t { utf8, utf16le, utf16be, windows_1252 };

/// "utf-8", "utf-16le", "utf-16be", "windows-1252".
std::string_view name_of(Encoding encoding);

/// What one pass over all bytes of a text file shows.
struct TextScan {
    Encoding encoding = Encoding::utf8;
    unsigned bom_bytes = 0;
    bool has_nul = false;
    bool has_wide = false;  ///< Characters beyond ASCII.
    bool blank = true;  ///< Nothing but blanks.
    std::uint64_t controls =
        0;  ///< Bytes that no text has: control characters but tab, line ends, form feed.
};

/// Reads all of `file`: a single byte near the end decides between UTF-8 and Windows-1252.
TextScan scan_text(FileBytes const& file);

/// A text file as a stream of UTF-8; Windows-1252 passes unchanged, to be converted cell by cell, because
/// lists joined from several sources mix it with UTF-8.
class TextSource {
public:
    TextSource(FileBytes file, TextScan const& scan);

    /// Appends at most `capacity` bytes at `out`; 0 only at the end.
    std::size_t read(char* out, std::size_t capacity);
    std::uint64_t position() const { return m_offset; }
    std::uint64_t size() const { return m_file.size(); }

private:
    std::size_t read_utf16(char* out, std::size_t capacity);

    FileBytes m_file;
    TextScan m_scan;
    std::uint64_t m_offset;
};

/// Windows-1252 as UTF-8; bytes without a character become U+FFFD.
void append_from_windows_1252(std::string& out, std::string_view bytes);
/// UTF-8 in `encoding`; what it cannot write becomes "?".
void append_encoded(std::string& out, Encoding encoding, std::string_view utf8);
/// True if any byte is beyond ASCII.
bool has_wide(std::string_view bytes);

}  // namespace bina::intake
