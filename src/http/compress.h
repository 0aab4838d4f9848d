#pragma once
#include <string>
#include <string_view>

namespace bina::http {

/// `bytes` as gzip, made in a hurry (level 1); empty when that would not be shorter.
std::string gzip(std::string_view bytes);

/// True if an Accept-Encoding header takes `coding`, by name or by `*`, with a weight above 0.
bool accepts_encoding(std::string_view accept_encoding, std::string_view coding);

}  // namespace bina::http
