#include "access/secret.h"

#include <sodium.h>

#include <array>

namespace bina::access {
namespace {

std::string hex(std::array<unsigned char, 32> const& bytes) {
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    text.pop_back();
    return text;
}

}  // namespace

std::string random_hex() {
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return hex(bytes);
}

std::string hash_secret(std::string_view secret) {
    std::array<unsigned char, 32> out{};
    crypto_generichash(out.data(), out.size(), reinterpret_cast<unsigned char const*>(secret.data()),
                       secret.size(), nullptr, 0);
    return hex(out);
}

}  // namespace bina::access
