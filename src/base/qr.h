#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace bina::base {

/// `text` as a QR code that stands a quarter of it being unreadable: rows of '1' (dark) and '0', without the
/// quiet zone. Throws std::length_error for more than 1,600 bytes.
std::vector<std::string> qr_rows(std::string_view text);

}  // namespace bina::base
