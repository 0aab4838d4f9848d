#pragma once
#include <boost/json/error.hpp>
#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>
#include <string_view>

namespace bina::http {

/// Reads one JSON value that fills `text`, within limits on nesting and on members of one object.
boost::json::value parse_json(std::string_view text, boost::json::storage_ptr memory,
                              boost::json::error_code& code);

}  // namespace bina::http
