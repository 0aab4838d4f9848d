#pragma once
#include <algorithm>
#include <concepts>
#include <cstdint>
#include <expected>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/types.h"
#include "http/error.h"
#include "http/request.h"

namespace bina::http {

/// Bounds of a text, in bytes of UTF-8; blanks around it do not count for the least.
struct Length {
    std::size_t min = 1;
    std::size_t max = 1000;
};

/// Bounds of a whole number, both included.
struct Range {
    std::int64_t min = 0;
    std::int64_t max = std::numeric_limits<std::int64_t>::max();
};

/// A value as it was sent, before it is anything.
struct Sent {
    enum class Kind { absent, truth, integer, number, text, array, object };
    Kind kind = Kind::absent;
    bool loose = false;  ///< From path, query or header, where everything is text.
    std::int64_t integer = 0;
    std::string_view text;
    void const* node = nullptr;  ///< Of the JSON library.
};

/// The value, or the key of its fault.
template <class T>
using Read = std::expected<T, std::string_view>;

Read<std::string> read_text(Sent const& sent, Length length);
Read<std::int64_t> read_integer(Sent const& sent, Range range);
/// true and false; in a query also yes, no, 1 and 0.
Read<bool> read_truth(Sent const& sent);

template <class T>
concept Parsed = requires(std::string_view text) {
    { T::parse(text) } -> std::same_as<base::Result<T>>;
};

template <class T>
Read<T> read_as(Sent const& sent, Length length = {})
    requires std::same_as<T, std::string>
{
    return read_text(sent, length);
}

template <class T>
Read<T> read_as(Sent const& sent)
    requires std::same_as<T, bool>
{
    return read_truth(sent);
}

template <class T>
Read<T> read_as(Sent const& sent, Range range = {})
    requires(std::integral<T> && !std::same_as<T, bool>)
{
    range.max = std::min<std::int64_t>(range.max, std::numeric_limits<T>::max());
    range.min = std::max<std::int64_t>(range.min, std::numeric_limits<T>::min());
    auto const number = read_integer(sent, range);
    if (!number) return std::unexpected(number.error());
    return static_cast<T>(*number);
}

template <class T>
Read<T> read_as(Sent const& sent)
    requires std::same_as<T, base::Money>
{
    auto const number = read_integer(sent, {0, base::Money::max_rupiah});
    if (!number) return std::unexpected(number.error());
    return base::Money::rupiah(*number);
}

template <Parsed T>
Read<T> read_as(Sent const& sent) {
    if (sent.kind != Sent::Kind::text) return std::unexpected(fault::wrong_type);
    auto value = T::parse(sent.text);
    if (!value) return std::unexpected(value.error().kind->key);
    return *std::move(value);
}

/// What `parse(std::string_view)` makes of a text; it returns a std::optional or a base::Result.
template <class Parse>
using ParsedBy = typename std::invoke_result_t<Parse, std::string_view>::value_type;

template <class Parse>
Read<ParsedBy<Parse>> read_with(Sent const& sent, Parse const& parse) {
    if (sent.kind != Sent::Kind::text) return std::unexpected(fault::wrong_type);
    auto value = parse(sent.text);
    if (value) return *std::move(value);
    if constexpr (requires { value.error().kind->key; })
        return std::unexpected(value.error().kind->key);
    else
        return std::unexpected(fault::not_a_choice);
}

/// Collects faults, so that one reply names them all.
class Faults {
public:
    static constexpr std::size_t kept_max = 100;

    void add(std::string path, std::string_view key);
    bool empty() const { return m_list.empty(); }
    std::vector<base::Fault> take() { return std::move(m_list); }

private:
    std::vector<base::Fault> m_list;
};

/// One JSON object of the body. Each member is read once by name (a literal); a member that nothing has read
/// is a fault. `null` counts as absent. What is faulty is read as `T{}`.
class Object {
public:
    /// A member that must be there. `bounds`: a Length for text, a Range for numbers.
    template <class T, class... Bounds>
    T get(std::string_view name, Bounds... bounds) {
        auto const sent = find(name);
        if (sent.kind == Sent::Kind::absent) return faulty<T>(name, fault::missing);
        return keep(name, read_as<T>(sent, bounds...));
    }
    /// As `get`; nothing when absent.
    template <class T, class... Bounds>
    std::optional<T> get_if(std::string_view name, Bounds... bounds) {
        auto const sent = find(name);
        if (sent.kind == Sent::Kind::absent) return std::nullopt;
        return keep(name, read_as<T>(sent, bounds...));
    }
    /// A text that `parse` understands, such as the key of an enumeration.
    template <class Parse>
    ParsedBy<Parse> get_as(std::string_view name, Parse const& parse) {
        auto const sent = find(name);
        if (sent.kind == Sent::Kind::absent) return faulty<ParsedBy<Parse>>(name, fault::missing);
        return keep(name, read_with(sent, parse));
    }
    template <class Parse>
    std::optional<ParsedBy<Parse>> get_as_if(std::string_view name, Parse const& parse) {
        auto const sent = find(name);
        if (sent.kind == Sent::Kind::absent) return std::nullopt;
        return keep(name, read_with(sent, parse));
    }
    /// An array of at most `count_max` plain values; empty when absent.
    template <class T, class... Bounds>
    std::vector<T> list(std::string_view name, std::size_t count_max, Bounds... bounds) {
        std::vector<T> values;
        auto const array = find_array(name, count_max);
        for (std::size_t i = 0; i < size(array); ++i)
            values.push_back(keep(place(name, i), read_as<T>(item(array, i), bounds...)));
        return values;
    }
    /// What `make(Object&)` makes of each object of an array of at most `count_max`; empty when absent.
    template <class Make>
    auto each(std::string_view name, std::size_t count_max, Make const& make)
        -> std::vector<std::invoke_result_t<Make, Object&>> {
        std::vector<std::invoke_result_t<Make, Object&>> values;
        auto const array = find_array(name, count_max);
        for (std::size_t i = 0; i < size(array); ++i) {
            auto object = open(item(array, i), place(name, i));
            values.push_back(make(object));
            object.refuse_unread();
        }
        return values;
    }
    /// What `make(Object&)` makes of a nested object; nothing when absent.
    template <class Make>
    auto object(std::string_view name, Make const& make)
        -> std::optional<std::invoke_result_t<Make, Object&>> {
        auto const sent = find(name);
        if (sent.kind == Sent::Kind::absent) return std::nullopt;
        auto object = open(sent, std::string(name));
        auto value = make(object);
        object.refuse_unread();
        return value;
    }
    /// True if the member is there and not null; does not count as reading it.
    bool has(std::string_view name) const;
    /// Takes note of a fault that the reader's own rules find; `name` is relative to this object.
    void add_fault(std::string_view name, std::string_view key);

private:
    friend class Fields;
    Object(void const* node, std::string path, Faults* faults)
        : m_node(node), m_path(std::move(path)), m_faults(faults) {}

    Sent find(std::string_view name);
    Sent find_array(std::string_view name, std::size_t count_max);
    static std::size_t size(Sent const& array);
    static Sent item(Sent const& array, std::size_t index);
    static std::string place(std::string_view name, std::size_t index);
    Object open(Sent const& sent, std::string const& place);
    void refuse_unread();

    template <class T>
    T faulty(std::string_view name, std::string_view key) {
        add_fault(name, key);
        return T{};
    }
    template <class T>
    T keep(std::string_view name, Read<T> value) {
        return value ? *std::move(value) : faulty<T>(name, value.error());
    }

    void const* m_node;  // null reads as an object without members
    std::string m_path;  // with a dot at the end, unless empty
    Faults* m_faults;  // null: faults are not wanted
    std::vector<std::string_view> m_read;
};

/// Reads a request's values into types that cannot be wrong and remembers every fault.
///     Fields in{request};
///     auto const id = in.path<BusinessId>("id");
///     auto const limit = in.query_if<int>("limit", Range{1, 200}).value_or(50);
///     auto const name = in.body<std::string>("name", Length{1, 120});
///     TRY(in.finish());
class Fields {
public:
    explicit Fields(Request const& request);
    ~Fields();
    Fields(Fields const&) = delete;
    Fields& operator=(Fields const&) = delete;

    template <class T, class... Bounds>
    T path(std::string_view name, Bounds... bounds) {
        return m_root.keep(name, read_as<T>(text_of(m_request.param(name)), bounds...));
    }
    /// An empty value in the query counts as absent, as a form sends it.
    template <class T, class... Bounds>
    T query(std::string_view name, Bounds... bounds) {
        auto const sent = query_value(name);
        if (sent.kind == Sent::Kind::absent) return m_root.faulty<T>(name, fault::missing);
        return m_root.keep(name, read_as<T>(sent, bounds...));
    }
    template <class T, class... Bounds>
    std::optional<T> query_if(std::string_view name, Bounds... bounds) {
        auto const sent = query_value(name);
        if (sent.kind == Sent::Kind::absent) return std::nullopt;
        return m_root.keep(name, read_as<T>(sent, bounds...));
    }
    template <class Parse>
    std::optional<ParsedBy<Parse>> query_as_if(std::string_view name, Parse const& parse) {
        auto const sent = query_value(name);
        if (sent.kind == Sent::Kind::absent) return std::nullopt;
        return m_root.keep(name, read_with(sent, parse));
    }
    template <class T, class... Bounds>
    std::optional<T> header_if(std::string_view name, Bounds... bounds) {
        auto const value = m_request.header(name);
        if (value.empty()) return std::nullopt;
        return m_root.keep(name, read_as<T>(text_of(value), bounds...));
    }

    template <class T, class... Bounds>
    T body(std::string_view name, Bounds... bounds) {
        return m_root.get<T>(name, bounds...);
    }
    template <class T, class... Bounds>
    std::optional<T> body_if(std::string_view name, Bounds... bounds) {
        return m_root.get_if<T>(name, bounds...);
    }
    /// The body itself, for arrays, nested objects and parsers.
    Object& object() { return m_root; }

    void add_fault(std::string_view name, std::string_view key) { m_root.add_fault(name, key); }

    /// Call last. Errors: bad_target for a malformed query, bad_json, bad_fields naming each missing, faulty
    /// and unknown field.
    base::Result<void> finish();

private:
    struct Json;
    static Sent text_of(std::string_view text) {
        return {.kind = Sent::Kind::text, .loose = true, .text = text};
    }
    Sent query_value(std::string_view name);
    void parse_body();

    Request const& m_request;
    std::unique_ptr<Json> m_json;
    Faults m_faults;
    Object m_root;
};

}  // namespace bina::http
