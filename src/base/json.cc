#include "base/json.h"

#include <fmt/format.h>

#include "base/fold.h"

namespace bina::base {

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    bool const clean = is_utf8(text);
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const byte = static_cast<unsigned char>(text[i]);
        if (byte == '"' || byte == '\\') {
            out += '\\';
            out += static_cast<char>(byte);
        } else if (byte < 0x20) {
            fmt::format_to(std::back_inserter(out), "\\u{:04x}", byte);
        } else if (byte >= 0x80 && !clean) {
            out += "\xEF\xBF\xBD";
        } else {
            out += static_cast<char>(byte);
        }
    }
    out += '"';
}

void JsonWriter::separate() {
    if (m_comma) m_text += ',';
    m_comma = true;
}

JsonWriter& JsonWriter::open(char bracket) {
    separate();
    m_text += bracket;
    m_open += bracket;
    m_comma = false;
    return *this;
}

JsonWriter& JsonWriter::end() {
    m_text += m_open.back() == '{' ? '}' : ']';
    m_open.pop_back();
    m_comma = true;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    separate();
    append_json_string(m_text, name);
    m_text += ':';
    m_comma = false;
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
    separate();
    append_json_string(m_text, text);
    return *this;
}

JsonWriter& JsonWriter::value(std::int64_t number) {
    separate();
    fmt::format_to(std::back_inserter(m_text), "{}", number);
    return *this;
}

JsonWriter& JsonWriter::value(bool truth) {
    separate();
    m_text += truth ? "true" : "false";
    return *this;
}

JsonWriter& JsonWriter::null() {
    separate();
    m_text += "null";
    return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
    separate();
    m_text += json;
    return *this;
}

}  // namespace bina::base
