#include "intake/encoding.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unicode/ustring.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace bina::intake {
namespace {

constexpr std::size_t scan_bytes = 1 << 20;
constexpr std::size_t scan_bytes_min = 64;
constexpr std::size_t guess_bytes = 4'096;  // enough to see every second byte being NUL

/// Windows-1252, 0x80 to 0x9F; the rest is Latin-1. Law: WHATWG Encoding, index windows-1252.
constexpr std::array<char16_t, 32> windows_1252{
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

/// Checks UTF-8 that comes in pieces.
class Utf8Check {
public:
    void feed(std::string_view bytes) {
        for (std::size_t i = 0; i < bytes.size() && m_valid; ++i) {
            if (m_left == 0) {
                i += ascii_run(bytes.substr(i));
                if (i < bytes.size()) lead(static_cast<unsigned char>(bytes[i]));
            } else {
                follow(static_cast<unsigned char>(bytes[i]));
            }
        }
    }
    bool valid() const { return m_valid && m_left == 0; }
    bool wide() const { return m_wide; }

private:
    static std::size_t ascii_run(std::string_view bytes) {
        std::size_t i = 0;
        for (std::uint64_t word = 0; i + 8 <= bytes.size(); i += 8) {
            std::memcpy(&word, bytes.data() + i, 8);
            if ((word & 0x8080'8080'8080'8080U) != 0) break;
        }
        while (i < bytes.size() && static_cast<unsigned char>(bytes[i]) < 0x80) ++i;
        return i;
    }
    void lead(unsigned char byte) {
        m_wide = true;
        m_low = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;
        m_high = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF;
        if (byte >= 0xC2 && byte <= 0xDF)
            m_left = 1;
        else if ((byte & 0xF0U) == 0xE0)
            m_left = 2;
        else if (byte >= 0xF0 && byte <= 0xF4)
            m_left = 3;
        else
            m_valid = false;
    }
    void follow(unsigned char byte) {
        m_valid = byte >= m_low && byte <= m_high;
        m_low = 0x80;
        m_high = 0xBF;
        --m_left;
    }

    bool m_valid = true;
    bool m_wide = false;
    int m_left = 0;
    unsigned char m_low = 0x80;
    unsigned char m_high = 0xBF;
};

/// UTF-16 without a mark: every second byte of Latin text is NUL.
void guess_utf16(std::string_view head, TextScan& scan) {
    std::array<std::size_t, 2> nuls{};
    for (std::size_t i = 0; i < head.size(); ++i) nuls[i % 2] += head[i] == '\0';
    auto const pairs = head.size() / 2;
    if (pairs < 2) return;
    if (nuls[1] * 10 >= pairs * 7 && nuls[0] * 10 <= pairs) scan.encoding = Encoding::utf16le;
    if (nuls[0] * 10 >= pairs * 7 && nuls[1] * 10 <= pairs) scan.encoding = Encoding::utf16be;
}

TextScan scan_head(FileBytes const& file) {
    TextScan scan;
    std::array<char, guess_bytes> buffer{};
    std::string_view const head(buffer.data(), file.read_at(0, buffer));
    if (head.starts_with("\xEF\xBB\xBF"))
        scan.bom_bytes = 3;
    else if (head.starts_with("\xFF\xFE"))
        scan = {.encoding = Encoding::utf16le, .bom_bytes = 2};
    else if (head.starts_with("\xFE\xFF"))
        scan = {.encoding = Encoding::utf16be, .bom_bytes = 2};
    else
        guess_utf16(head, scan);
    return scan;
}

/// What each byte is, for one table look-up a byte.
constexpr auto byte_class = [] {
    std::array<std::uint8_t, 256> table{};
    for (std::size_t i = 0; i < 256; ++i) {
        bool const blank = i == ' ' || (i >= 9 && i <= 13);
        table[i] = i == 0 ? 1 : (i < 0x20 && !blank) || i == 0x7F ? 2 : blank ? 0 : 4;
    }
    return table;
}();

/// True if none of eight bytes is a control character; plain text is nearly all such words.
bool all_printable(std::uint64_t word) {
    constexpr std::uint64_t ones = 0x0101'0101'0101'0101U;
    constexpr std::uint64_t high = ones * 0x80;
    auto const below_blank = (word - ones * 0x20) & ~word & high;
    auto const no_delete = word ^ (ones * 0x7F);
    return (below_blank | ((no_delete - ones) & ~no_delete & high)) == 0;
}

void scan_bytes_of(std::string_view bytes, TextScan& scan) {
    std::uint8_t seen = 0;
    std::uint64_t controls = 0;
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < bytes.size();) {
        if (i + 8 <= bytes.size()) {
            std::memcpy(&word, bytes.data() + i, 8);
            if (all_printable(word)) {
                if (word != 0x2020'2020'2020'2020U) seen |= 4;
                i += 8;
                continue;
            }
        }
        for (auto const end = std::min(i + 8, bytes.size()); i < end; ++i) {
            auto const what = byte_class[static_cast<unsigned char>(bytes[i])];
            seen |= what;
            controls += what == 2;
        }
    }
    scan.has_nul |= (seen & 1U) != 0;
    scan.blank &= (seen & 6U) == 0;
    scan.controls += controls;
}

}  // namespace

base::Result<FileBytes> FileBytes::open(std::filesystem::path const& path) {
    int const descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return base::fail(error::unreadable, std::strerror(errno));
    FileBytes file;
    file.m_descriptor = std::shared_ptr<int const>(new int(descriptor), [](int const* open) {
        ::close(*open);
        delete open;
    });
    struct stat status{};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode))
        return base::fail(error::unreadable, "not a regular file");
    file.m_size = static_cast<std::uint64_t>(status.st_size);
    return file;
}

std::size_t FileBytes::read_at(std::uint64_t offset, std::span<char> out) const {
    std::size_t done = 0;
    while (done < out.size()) {
        auto const got =
            ::pread(*m_descriptor, out.data() + done, out.size() - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

std::string_view name_of(Encoding encoding) {
    static constexpr std::array<std::string_view, 4> names{"utf-8", "utf-16le", "utf-16be", "windows-1252"};
    return names[static_cast<std::size_t>(encoding)];
}

TextScan scan_text(FileBytes const& file) {
    auto scan = scan_head(file);
    TextSource source(file, scan);
    std::vector<char> buffer(std::min<std::uint64_t>(file.size() + scan_bytes_min, scan_bytes));
    Utf8Check check;
    while (auto const got = source.read(buffer.data(), buffer.size())) {
        std::string_view const bytes(buffer.data(), got);
        check.feed(bytes);
        scan_bytes_of(bytes, scan);
    }
    scan.has_wide = check.wide();
    if (!check.valid()) scan.encoding = Encoding::windows_1252;
    if (!check.valid()) scan.bom_bytes = 0;
    return scan;
}

TextSource::TextSource(FileBytes file, TextScan const& scan)
    : m_file(std::move(file)), m_scan(scan), m_offset(scan.bom_bytes) {}

std::size_t TextSource::read(char* out, std::size_t capacity) {
    if (m_scan.encoding == Encoding::utf16le || m_scan.encoding == Encoding::utf16be)
        return read_utf16(out, capacity);
    auto const got = m_file.read_at(m_offset, {out, capacity});
    m_offset += got;
    return got;
}

std::size_t TextSource::read_utf16(char* out, std::size_t capacity) {
    // A unit becomes at most three bytes; a pair of surrogates, four.
    std::vector<unsigned char> bytes(std::max<std::size_t>(capacity / 3, 2) * 2);
    auto const got = m_file.read_at(m_offset, {reinterpret_cast<char*>(bytes.data()), bytes.size()}) & ~1UL;
    if (got == 0) return 0;
    std::vector<char16_t> units(got / 2);
    bool const big = m_scan.encoding == Encoding::utf16be;
    for (std::size_t i = 0; i < units.size(); ++i) {
        unsigned const first = bytes[2 * i];
        unsigned const second = bytes[2 * i + 1];
        units[i] = static_cast<char16_t>(big ? first << 8U | second : second << 8U | first);
    }
    bool const open_pair = units.size() > 1 && (units.back() & 0xFC00U) == 0xD800;
    auto const count = static_cast<std::int32_t>(units.size() - (open_pair ? 1 : 0));
    m_offset += static_cast<std::uint64_t>(count) * 2;
    std::int32_t length = 0;
    UErrorCode code = U_ZERO_ERROR;
    u_strToUTF8WithSub(out, static_cast<std::int32_t>(capacity), &length, units.data(), count, 0xFFFD,
                       nullptr, &code);
    return U_FAILURE(code) ? 0 : static_cast<std::size_t>(length);
}

void append_from_windows_1252(std::string& out, std::string_view bytes) {
    for (char const c : bytes) {
        auto const byte = static_cast<unsigned char>(c);
        unsigned const point = byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80U] : byte;
        if (point < 0x80) {
            out += c;
        } else if (point < 0x800) {
            out += static_cast<char>(0xC0U | point >> 6U);
            out += static_cast<char>(0x80U | (point & 0x3FU));
        } else {
            out += static_cast<char>(0xE0U | point >> 12U);
            out += static_cast<char>(0x80U | (point >> 6U & 0x3FU));
            out += static_cast<char>(0x80U | (point & 0x3FU));
        }
    }
}

void append_encoded(std::string& out, Encoding encoding, std::string_view utf8) {
    if (encoding == Encoding::utf8 || (encoding == Encoding::windows_1252 && !has_wide(utf8))) {
        out += utf8;
        return;
    }
    std::u16string units(utf8.size(), u'\0');
    std::int32_t length = 0;
    UErrorCode code = U_ZERO_ERROR;
    u_strFromUTF8WithSub(units.data(), static_cast<std::int32_t>(units.size()), &length, utf8.data(),
                         static_cast<std::int32_t>(utf8.size()), 0xFFFD, nullptr, &code);
    units.resize(U_FAILURE(code) ? 0 : static_cast<std::size_t>(length));
    for (char16_t const unit : units) {
        if (encoding == Encoding::utf16le || encoding == Encoding::utf16be) {
            auto const low = static_cast<char>(unit & 0xFFU);
            auto const high = static_cast<char>(unit >> 8U);
            out += encoding == Encoding::utf16le ? low : high;
            out += encoding == Encoding::utf16le ? high : low;
        } else if (auto const* const found = std::ranges::find(windows_1252, unit); unit == 0xFFFD) {
            out += '?';
        } else if (found != windows_1252.end()) {
            out += static_cast<char>(0x80 + (found - windows_1252.begin()));
        } else {
            out += unit < 0x80 || (unit >= 0xA0 && unit < 0x100) ? static_cast<char>(unit) : '?';
        }
    }
}

bool has_wide(std::string_view bytes) {
    std::size_t i = 0;
    std::uint64_t word = 0;
    for (; i + 8 <= bytes.size(); i += 8) {
        std::memcpy(&word, bytes.data() + i, 8);
        if ((word & 0x8080'8080'8080'8080U) != 0) return true;
    }
    for (; i < bytes.size(); ++i)
        if (static_cast<unsigned char>(bytes[i]) >= 0x80) return true;
    return false;
}

}  // namespace bina::intake
