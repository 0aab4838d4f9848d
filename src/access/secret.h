#pragma once
#include <string>
#include <string_view>

namespace bina::access {

/// 256 random bits as 64 hexadecimal digits.
std::string random_hex();

/// What the store keeps of a random secret: BLAKE2b-256 in hexadecimal. Not for passwords, which can be
/// guessed.
std::string hash_secret(std::string_view secret);

}  // namespace bina::access
