#include "base/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

namespace bina::base {
namespace {

/// The character at `i`, which moves behind it; negative for bytes that are not UTF-8.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macro
UChar32 next(std::string_view utf8, std::int32_t& i) {
    UChar32 c = 0;
    U8_NEXT(utf8.data(), i, static_cast<std::int32_t>(utf8.size()), c);
    return c;
}
#pragma GCC diagnostic pop

bool is_blank(UChar32 c) {
    if (c < 0x80) return c <= 0x20;
    return c == 0xFEFF || c == 0x200B || c == 0x00A0 || u_isUWhiteSpace(c) != 0;
}

void append(std::string& out, UChar32 c) {
    char buffer[4];
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(buffer, length, c);
    out.append(buffer, static_cast<std::size_t>(length));
}

/// Appends the folded form of one non-ASCII character; nothing for a lone accent, a blank for punctuation.
void fold_wide(std::string& out, UChar32 c, bool& gap) {
    static auto const* const nfkd = [] {
        UErrorCode code = U_ZERO_ERROR;
        return icu::Normalizer2::getNFKDInstance(code);
    }();
    icu::UnicodeString decomposed;
    if (!nfkd->getDecomposition(c, decomposed)) decomposed.setTo(c);
    for (std::int32_t i = 0; i < decomposed.length();) {
        UChar32 const part = decomposed.char32At(i);
        i += U16_LENGTH(part);
        if (u_charType(part) == U_NON_SPACING_MARK) continue;
        if (u_isalnum(part) == 0) {
            gap = true;
            continue;
        }
        if (gap && !out.empty()) out += ' ';
        gap = false;
        append(out, u_tolower(part));
    }
}

}  // namespace

std::string fold(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    bool gap = false;
    auto const length = static_cast<std::int32_t>(utf8.size());
    for (std::int32_t i = 0; i < length;) {
        auto const byte = static_cast<unsigned char>(utf8[static_cast<std::size_t>(i)]);
        if (byte < 0x80) {
            ++i;
            bool const letter = (byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z';
            if (!letter && !(byte >= '0' && byte <= '9')) {
                gap = true;
                continue;
            }
            if (gap && !out.empty()) out += ' ';
            gap = false;
            out += static_cast<char>(letter ? byte | 0x20U : byte);
            continue;
        }
        UChar32 const c = next(utf8, i);
        if (c < 0)
            gap = true;
        else
            fold_wide(out, c, gap);
    }
    return out;
}

std::vector<std::string_view> words(std::string_view folded) {
    std::vector<std::string_view> found;
    for (std::size_t start = 0; start < folded.size();) {
        auto const end = std::min(folded.find(' ', start), folded.size());
        if (end > start) found.push_back(folded.substr(start, end - start));
        start = end + 1;
    }
    return found;
}

std::string squeeze(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    bool gap = false;
    auto const length = static_cast<std::int32_t>(utf8.size());
    for (std::int32_t i = 0; i < length;) {
        std::int32_t const start = i;
        UChar32 const c = next(utf8, i);
        if (c >= 0 && is_blank(c)) {
            gap = true;
            continue;
        }
        if (gap && !out.empty()) out += ' ';
        gap = false;
        out.append(utf8.data() + start, static_cast<std::size_t>(i - start));
    }
    return out;
}

bool is_utf8(std::string_view bytes) {
    auto const length = static_cast<std::int32_t>(bytes.size());
    for (std::int32_t i = 0; i < length;) {
        if (next(bytes, i) < 0) return false;
    }
    return true;
}

std::string_view clip(std::string_view utf8, std::size_t bytes) {
    if (utf8.size() <= bytes) return utf8;
    while (bytes > 0 && (static_cast<unsigned char>(utf8[bytes]) & 0xC0U) == 0x80U) --bytes;
    return utf8.substr(0, bytes);
}

}  // namespace bina::base
