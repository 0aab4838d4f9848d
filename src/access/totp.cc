#include "access/totp.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <array>
#include <stdexcept>

namespace bina::access {
namespace {

using Mac = std::array<unsigned char, 20>;

Mac hmac_sha1(std::string_view key, std::string_view text) {
    Mac mac{};
    unsigned length = 0;
    auto const* const bytes = reinterpret_cast<unsigned char const*>(text.data());
    if (HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), bytes, text.size(), mac.data(), &length) ==
            nullptr ||
        length != mac.size())
        throw std::runtime_error("HMAC-SHA-1 is not to be had");
    return mac;
}

/// Percent-encodes everything but what RFC 3986 leaves as it is.
std::string encoded(std::string_view text) {
    std::string out;
    for (char const c : text) {
        bool const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           std::string_view("-._~").contains(c);
        out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

}  // namespace

std::string totp_code(std::string_view secret, std::int64_t step, int digits) {
    std::string counter(8, '\0');
    for (std::size_t i = 8; i-- > 0; step >>= 8) counter[i] = static_cast<char>(step & 0xFF);
    auto const mac = hmac_sha1(secret, counter);
    // RFC 4226, 5.3: the last four bits say where the 31 bits begin.
    std::size_t const at = mac.back() & 0x0F;
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) number = number << 8 | mac[at + i];
    number &= 0x7FFF'FFFF;
    std::uint32_t modulus = 1;
    for (int i = 0; i < digits; ++i) modulus *= 10;
    return fmt::format("{:0{}}", number % modulus, digits);
}

std::optional<std::int64_t> totp_match(std::string_view secret, std::string_view code, std::int64_t now_ms,
                                       std::int64_t last_step) {
    auto const now = now_ms / totp_step_ms;
    std::optional<std::int64_t> found;
    for (auto step = now - totp_drift_steps; step <= now + totp_drift_steps; ++step) {
        auto const wanted = totp_code(secret, step);
        bool const same =
            code.size() == wanted.size() && sodium_memcmp(code.data(), wanted.data(), wanted.size()) == 0;
        if (same && step > last_step && !found) found = step;
    }
    return found;
}

std::string base32(std::string_view bytes) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string text;
    std::uint32_t held = 0;
    int bits = 0;
    for (char const byte : bytes) {
        held = held << 8 | static_cast<unsigned char>(byte);
        for (bits += 8; bits >= 5; bits -= 5) text += letters[held >> (bits - 5) & 0x1F];
    }
    if (bits > 0) text += letters[held << (5 - bits) & 0x1F];
    return text;
}

std::string totp_uri(std::string_view secret, std::string_view account, std::string_view issuer) {
    return fmt::format("otpauth://totp/{0}:{1}?secret={2}&issuer={0}", encoded(issuer), encoded(account),
                       base32(secret));
}

}  // namespace bina::access
