#include "http/fields.h"

#include <array>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/value.hpp>
#include <charconv>

#include "base/fold.h"
#include "http/json.h"
#include "http/text.h"

namespace bina::http {
namespace {

namespace json = boost::json;

constexpr std::size_t name_in_fault_bytes = 60;
// With so many digits it is no name of a field, and may be somebody's number.
constexpr std::ptrdiff_t digits_in_name_max = 5;

/// How a field that nobody knows is named in its fault.
std::string_view shown_name(std::string_view name) {
    auto const digits = std::ranges::count_if(name, [](char c) { return c >= '0' && c <= '9'; });
    return digits > digits_in_name_max ? std::string_view("*") : base::clip(name, name_in_fault_bytes);
}

json::object const* object_of(void const* node) {
    return static_cast<json::object const*>(node);
}

Sent sent(json::value const& value) {
    switch (value.kind()) {
        case json::kind::null:
            return {};
        case json::kind::bool_:
            return {.kind = Sent::Kind::truth, .integer = value.get_bool() ? 1 : 0};
        case json::kind::int64:
            return {.kind = Sent::Kind::integer, .integer = value.get_int64()};
        case json::kind::uint64:
        case json::kind::double_:
            return {.kind = Sent::Kind::number};
        case json::kind::string: {
            auto const& text = value.get_string();
            return {.kind = Sent::Kind::text, .text = {text.data(), text.size()}};
        }
        case json::kind::array:
            return {.kind = Sent::Kind::array, .node = &value.get_array()};
        case json::kind::object:
            return {.kind = Sent::Kind::object, .node = &value.get_object()};
    }
    return {};
}

/// Bytes between the first and the last that is no blank.
std::size_t bytes_said(std::string_view text) {
    auto const first = text.find_first_not_of(" \t\r\n");
    return first == text.npos ? 0 : text.find_last_not_of(" \t\r\n") - first + 1;
}

}  // namespace

Read<std::string> read_text(Sent const& sent, Length length) {
    if (sent.kind != Sent::Kind::text) return std::unexpected(fault::wrong_type);
    if (bytes_said(sent.text) < length.min) return std::unexpected(fault::too_short);
    if (sent.text.size() > length.max) return std::unexpected(fault::too_long);
    if (!is_plain_text(sent.text)) return std::unexpected(fault::bad_text);
    return std::string(sent.text);
}

Read<std::int64_t> read_integer(Sent const& sent, Range range) {
    std::int64_t number = sent.integer;
    if (sent.loose) {
        auto const* const last = sent.text.end();
        auto const [end, code] = std::from_chars(sent.text.begin(), last, number);
        if (code == std::errc::result_out_of_range) return std::unexpected(fault::out_of_range);
        if (code != std::errc{} || end != last) return std::unexpected(fault::wrong_type);
    } else if (sent.kind != Sent::Kind::integer) {
        return std::unexpected(fault::wrong_type);
    }
    if (number < range.min || number > range.max) return std::unexpected(fault::out_of_range);
    return number;
}

Read<bool> read_truth(Sent const& sent) {
    if (sent.kind == Sent::Kind::truth) return sent.integer == 1;
    if (sent.loose && (sent.text == "true" || sent.text == "yes" || sent.text == "1")) return true;
    if (sent.loose && (sent.text == "false" || sent.text == "no" || sent.text == "0")) return false;
    return std::unexpected(fault::wrong_type);
}

void Faults::add(std::string path, std::string_view key) {
    if (m_list.size() < kept_max) m_list.push_back({std::move(path), std::string(key)});
}

void Object::add_fault(std::string_view name, std::string_view key) {
    if (m_faults != nullptr) m_faults->add(m_path + std::string(name), key);
}

bool Object::has(std::string_view name) const {
    if (m_node == nullptr) return false;
    auto const* member = object_of(m_node)->if_contains({name.data(), name.size()});
    return member != nullptr && !member->is_null();
}

Sent Object::find(std::string_view name) {
    m_read.push_back(name);
    if (m_node == nullptr) return {};
    auto const* member = object_of(m_node)->if_contains({name.data(), name.size()});
    return member == nullptr ? Sent{} : sent(*member);
}

Sent Object::find_array(std::string_view name, std::size_t count_max) {
    auto const found = find(name);
    if (found.kind == Sent::Kind::absent) return {};
    if (found.kind != Sent::Kind::array) {
        add_fault(name, fault::wrong_type);
        return {};
    }
    if (size(found) <= count_max) return found;
    add_fault(name, fault::too_many);
    return {};
}

std::size_t Object::size(Sent const& array) {
    return array.node == nullptr ? 0 : static_cast<json::array const*>(array.node)->size();
}

Sent Object::item(Sent const& array, std::size_t index) {
    return sent(static_cast<json::array const*>(array.node)->at(index));
}

std::string Object::place(std::string_view name, std::size_t index) {
    return std::string(name) + '[' + std::to_string(index) + ']';
}

Object Object::open(Sent const& sent, std::string const& place) {
    if (sent.kind == Sent::Kind::object) return {sent.node, m_path + place + '.', m_faults};
    add_fault(place, fault::wrong_type);
    return {nullptr, {}, nullptr};  // its members are not missed as well: only the outer fault helps
}

void Object::refuse_unread() {
    if (m_node == nullptr || object_of(m_node)->size() == 0) return;
    for (auto const& member : *object_of(m_node)) {
        std::string_view const name{member.key().data(), member.key().size()};
        if (std::ranges::find(m_read, name) == m_read.end())
            add_fault(shown_name(name), fault::unknown_field);
    }
}

struct Fields::Json {
    std::array<unsigned char, 4096> buffer;
    json::monotonic_resource memory{buffer.data(), buffer.size()};
    json::value value = json::value(json::storage_ptr(&memory));
    std::optional<base::Error> refusal;

    std::vector<QueryItem> query;
    std::vector<std::string_view> query_read;
};

Fields::Fields(Request const& request)
    : m_request(request), m_json(std::make_unique<Json>()), m_root(nullptr, {}, &m_faults) {
    if (!request.query.empty()) {
        auto items = parse_query(request.query);
        if (items)
            m_json->query = *std::move(items);
        else
            m_json->refusal = base::Error{&error::bad_target, "query", {}};
    }
    if (!request.body.empty() && !m_json->refusal) parse_body();
}

Fields::~Fields() = default;

void Fields::parse_body() {
    json::error_code code;
    m_json->value = parse_json(m_request.body, &m_json->memory, code);
    if (code)
        m_json->refusal = base::Error{&error::bad_json, code.message(), {}};
    else if (!m_json->value.is_object())
        m_json->refusal = base::Error{&error::bad_json, "not an object", {}};
    else
        m_root.m_node = &m_json->value.get_object();
}

Sent Fields::query_value(std::string_view name) {
    m_json->query_read.push_back(name);
    QueryItem const* found = nullptr;
    for (auto const& item : m_json->query) {
        if (item.name != name) continue;
        if (found != nullptr) add_fault(name, fault::repeated);
        found = &item;
    }
    return found == nullptr || found->value.empty() ? Sent{} : text_of(found->value);
}

base::Result<void> Fields::finish() {
    if (m_json->refusal) return std::unexpected(*m_json->refusal);
    for (auto const& item : m_json->query) {
        if (std::ranges::find(m_json->query_read, item.name) == m_json->query_read.end())
            add_fault(shown_name(item.name), fault::unknown_field);
    }
    m_root.refuse_unread();
    if (m_faults.empty()) return {};
    return base::fail(error::bad_fields, "", m_faults.take());
}

}  // namespace bina::http
