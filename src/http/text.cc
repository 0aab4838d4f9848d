#include "http/text.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/fold.h"

namespace bina::http {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view upper_hex_digits = "0123456789ABCDEF";

unsigned char lower(char letter) {
    auto const byte = static_cast<unsigned char>(letter);
    return byte >= 'A' && byte <= 'Z' ? static_cast<unsigned char>(byte | 0x20U) : byte;
}

/// 0 to 15, or -1.
int hex_value(char digit) {
    auto const at = hex_digits.find(static_cast<char>(lower(digit)));
    return at == hex_digits.npos ? -1 : static_cast<int>(at);
}

}  // namespace

bool same_word(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view trim(std::string_view text) {
    auto const first = text.find_first_not_of(" \t");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string_view take_part(std::string_view& rest, char separator) {
    auto const end = std::min(rest.find(separator), rest.size());
    auto const part = trim(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

bool is_plain_text(std::string_view text) {
    for (char const letter : text) {
        auto const byte = static_cast<unsigned char>(letter);
        bool const control =
            (byte < 0x20 && letter != '\t' && letter != '\n' && letter != '\r') || byte == 0x7F;
        if (control) return false;
    }
    return base::is_utf8(text);
}

std::optional<std::string> percent_decode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        if (i + 2 >= text.size()) return std::nullopt;
        int const high = hex_value(text[i + 1]);
        int const low = hex_value(text[i + 2]);
        if (high < 0 || low < 0) return std::nullopt;
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    if (!is_plain_text(out)) return std::nullopt;
    return out;
}

std::optional<std::vector<QueryItem>> parse_query(std::string_view query) {
    std::vector<QueryItem> items;
    while (!query.empty()) {
        std::string part(take_part(query, '&'));
        if (part.empty()) continue;
        std::ranges::replace(part, '+', ' ');
        std::string_view const view = part;
        auto const split = std::min(view.find('='), view.size());
        auto name = percent_decode(view.substr(0, split));
        auto value = percent_decode(view.substr(std::min(split + 1, view.size())));
        if (!name || !value) return std::nullopt;
        items.push_back({*std::move(name), *std::move(value)});
    }
    return items;
}

std::string extended_value(std::string_view text) {
    constexpr std::string_view safe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    std::string out = "UTF-8''";
    for (char const letter : text) {
        auto const byte = static_cast<unsigned char>(letter);
        if (safe.find(letter) != safe.npos) {
            out += letter;
        } else {
            out += {'%', upper_hex_digits[byte >> 4U], upper_hex_digits[byte & 15U]};
        }
    }
    return out;
}

void append_number(std::string& out, std::uint64_t number) {
    std::array<char, 20> digits;
    auto const end = std::to_chars(digits.begin(), digits.end(), number).ptr;
    out.append(digits.begin(), end);
}

std::string hex(std::string_view bytes) {
    std::string out;
    out.reserve(2 * bytes.size());
    for (char const letter : bytes) {
        auto const byte = static_cast<unsigned char>(letter);
        out += hex_digits[byte >> 4U];
        out += hex_digits[byte & 15U];
    }
    return out;
}

}  // namespace bina::http
