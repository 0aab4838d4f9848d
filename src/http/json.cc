#include "http/json.h"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/src.hpp>
#include <boost/json/value_stack.hpp>

namespace bina::http {
namespace {

namespace json = boost::json;
using json::error_code, json::string_view;

constexpr std::size_t depth_max = 16;

/// Builds the value as the parser reads it; what the parser itself checks are the limits.
struct Builder {
    // Far above any form of ours. Boost's objects are hash tables that chosen keys can make slow.
    static constexpr std::size_t max_object_size = 256;
    static constexpr std::size_t max_array_size = json::array::max_size();
    static constexpr std::size_t max_key_size = 256;
    static constexpr std::size_t max_string_size = json::string::max_size();

    json::value_stack stack;

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code&) { return true; }
    bool on_object_end(std::size_t count, error_code&) { return stack.push_object(count), true; }
    bool on_array_begin(error_code&) { return true; }
    bool on_array_end(std::size_t count, error_code&) { return stack.push_array(count), true; }
    bool on_key_part(string_view part, std::size_t, error_code&) { return stack.push_chars(part), true; }
    bool on_key(string_view part, std::size_t, error_code&) { return stack.push_key(part), true; }
    bool on_string_part(string_view part, std::size_t, error_code&) { return stack.push_chars(part), true; }
    bool on_string(string_view part, std::size_t, error_code&) { return stack.push_string(part), true; }
    bool on_number_part(string_view, error_code&) { return true; }
    bool on_int64(std::int64_t number, string_view, error_code&) { return stack.push_int64(number), true; }
    bool on_uint64(std::uint64_t number, string_view, error_code&) { return stack.push_uint64(number), true; }
    bool on_double(double number, string_view, error_code&) {  // tidy: Boost's interface
        return stack.push_double(number), true;
    }
    bool on_bool(bool truth, error_code&) { return stack.push_bool(truth), true; }
    bool on_null(error_code&) { return stack.push_null(), true; }
    bool on_comment_part(string_view, error_code&) { return true; }
    bool on_comment(string_view, error_code&) { return true; }
};

}  // namespace

json::value parse_json(std::string_view text, json::storage_ptr memory, error_code& code) {
    json::parse_options options;
    options.max_depth = depth_max;
    json::basic_parser<Builder> parser(options);
    parser.handler().stack.reset(std::move(memory));
    auto const read = parser.write_some(false, text.data(), text.size(), code);
    if (!code && read < text.size()) code = json::error::extra_data;
    return code ? json::value{} : parser.handler().stack.release();
}

}  // namespace bina::http
