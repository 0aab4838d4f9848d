#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bina::http {

/// True if both are the same but for the case of ASCII letters.
bool same_word(std::string_view a, std::string_view b);

/// `text` without blanks and tabs at both ends.
std::string_view trim(std::string_view text);

/// The next part of a list up to `separator`, trimmed; `rest` loses it.
std::string_view take_part(std::string_view& rest, char separator);

/// `text` with %XX decoded. Nothing if that is malformed, or not UTF-8, or holds control characters.
std::optional<std::string> percent_decode(std::string_view text);

struct QueryItem {
    std::string name;
    std::string value;
};

/// The parts of `a=1&b=2`; `+` is a blank. Nothing where percent_decode finds nothing.
std::optional<std::vector<QueryItem>> parse_query(std::string_view query);

/// `text` as the extended value of RFC 8187: UTF-8''…
std::string extended_value(std::string_view text);

/// True if UTF-8 without control characters other than tab and line ends.
bool is_plain_text(std::string_view text);

std::string hex(std::string_view bytes);

void append_number(std::string& out, std::uint64_t number);

}  // namespace bina::http
