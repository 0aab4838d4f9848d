#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/types.h"

namespace bina::storage {

/// Bytes that are not text: BYTEA in PostgreSQL, BLOB in SQLite.
struct Bytes {
    std::string_view data;
};

/// One parameter of a statement. It may refer to its argument, which must outlive the call.
class Arg {
public:
    enum class Kind : std::uint8_t { null, integer, text, bytes };

    Arg(std::nullptr_t) {}
    Arg(std::int64_t number) : m_kind(Kind::integer), m_number(number) {}
    Arg(int number) : Arg(std::int64_t{number}) {}
    Arg(std::uint64_t number) : Arg(static_cast<std::int64_t>(number)) {}
    // An empty view may point nowhere, which SQLite would take for NULL.
    Arg(std::string_view text)
        : m_kind(Kind::text), m_view(text.data() == nullptr ? std::string_view("") : text) {}
    Arg(std::string const& text) : Arg(std::string_view(text)) {}
    Arg(char const* text) : Arg(std::string_view(text)) {}
    Arg(Bytes bytes) : m_kind(Kind::bytes), m_view(bytes.data) {}
    Arg(base::Money amount) : Arg(amount.rupiah()) {}
    Arg(base::Instant instant) : Arg(instant.milliseconds) {}
    Arg(base::Day day) : m_kind(Kind::text), m_own(day.text()), m_owned(true) {}
    Arg(bool) = delete;  // the engines read truth values differently: store 0 and 1
    template <base::Text T>
        requires std::is_reference_v<decltype(std::declval<T const&>().text())>
    Arg(T const& value) : Arg(std::string_view(value.text())) {}
    template <class T>
    Arg(std::optional<T> const& value) {
        if (value) *this = Arg(*value);
    }

    Kind kind() const { return m_kind; }
    std::int64_t number() const { return m_number; }
    std::string_view view() const { return m_owned ? std::string_view(m_own) : m_view; }

private:
    Kind m_kind = Kind::null;
    std::int64_t m_number = 0;
    std::string_view m_view;
    std::string m_own;
    bool m_owned = false;
};

}  // namespace bina::storage
