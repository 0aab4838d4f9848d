#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace bina::base {

/// Writes JSON text straight into one string. Commas are its business; closing what was opened is the
/// caller's.
///     JsonWriter json; json.object(); json.field("name", name); json.end();
class JsonWriter {
public:
    explicit JsonWriter(std::size_t reserve = 512) { m_text.reserve(reserve); }

    JsonWriter& object() { return open('{'); }
    JsonWriter& array() { return open('['); }
    /// Closes the innermost open object or array.
    JsonWriter& end();
    JsonWriter& key(std::string_view name);
    JsonWriter& value(std::string_view text);
    JsonWriter& value(char const* text) { return value(std::string_view(text)); }
    JsonWriter& value(std::int64_t number);
    JsonWriter& value(int number) { return value(std::int64_t{number}); }
    JsonWriter& value(std::uint64_t number) { return value(static_cast<std::int64_t>(number)); }
    JsonWriter& value(bool truth);
    JsonWriter& null();
    /// `json` is written as it stands: it must be one well-formed value.
    JsonWriter& raw(std::string_view json);

    template <class T>
    JsonWriter& field(std::string_view name, T const& what) {
        return key(name).value(what);
    }
    /// Leaves the field out when the text is empty.
    JsonWriter& field_if(std::string_view name, std::string_view text) {
        return text.empty() ? *this : key(name).value(text);
    }

    std::string const& text() const { return m_text; }
    std::string take() { return std::move(m_text); }

private:
    JsonWriter& open(char bracket);
    void separate();

    std::string m_text;
    std::string m_open;
    bool m_comma = false;
};

/// `text` as a JSON string with its quotes; bytes that are not UTF-8 become U+FFFD.
void append_json_string(std::string& out, std::string_view text);

}  // namespace bina::base
