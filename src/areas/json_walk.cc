#include "areas/json_walk.h"

#include <boost/json/basic_parser_impl.hpp>
#include <limits>
#include <string>

namespace bina::areas {
namespace {

namespace json = boost::json;
using json::error_code, json::string_view;

constexpr std::size_t depth_max = 24;

/// Puts together what the parser gives in parts.
struct Handler {
    static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_key_size = 1'000;
    static constexpr std::size_t max_string_size = 1'000'000;

    JsonSink* sink = nullptr;
    std::string parts;

    template <void (JsonSink::*Tell)(std::string_view)>
    bool whole(string_view last) {
        if (parts.empty()) {
            (sink->*Tell)({last.data(), last.size()});
            return true;
        }
        parts.append(last.data(), last.size());
        (sink->*Tell)(parts);
        parts.clear();
        return true;
    }
    bool part(string_view text) {
        parts.append(text.data(), text.size());
        return true;
    }

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code&) { return sink->begin(false), true; }
    bool on_object_end(std::size_t, error_code&) { return sink->end(false), true; }
    bool on_array_begin(error_code&) { return sink->begin(true), true; }
    bool on_array_end(std::size_t, error_code&) { return sink->end(true), true; }
    bool on_key_part(string_view text, std::size_t, error_code&) { return part(text); }
    bool on_key(string_view text, std::size_t, error_code&) { return whole<&JsonSink::key>(text); }
    bool on_string_part(string_view text, std::size_t, error_code&) { return part(text); }
    bool on_string(string_view text, std::size_t, error_code&) { return whole<&JsonSink::text>(text); }
    bool on_number_part(string_view text, error_code&) { return part(text); }
    bool on_int64(std::int64_t, string_view text, error_code&) { return whole<&JsonSink::number>(text); }
    bool on_uint64(std::uint64_t, string_view text, error_code&) { return whole<&JsonSink::number>(text); }
    bool on_double(double, string_view text, error_code&) {  // tidy: Boost's interface
        return whole<&JsonSink::number>(text);
    }
    bool on_bool(bool truth, error_code&) { return sink->literal(truth ? "true" : "false"), true; }
    bool on_null(error_code&) { return sink->literal("null"), true; }
    bool on_comment_part(string_view, error_code&) { return true; }
    bool on_comment(string_view, error_code&) { return true; }
};

}  // namespace

bool walk_json(std::string_view bytes, JsonSink& sink) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
    json::parse_options options;
    options.max_depth = depth_max;
    json::basic_parser<Handler> parser(options);
    parser.handler().sink = &sink;
    error_code code;
    auto const read = parser.write_some(false, bytes.data(), bytes.size(), code);
    return !code && read == bytes.size();
}

}  // namespace bina::areas
