#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// One-time passwords by the clock, as authenticator apps make them (RFC 6238 over RFC 4226).
namespace bina::access {

inline constexpr std::int64_t totp_step_ms = 30'000;
inline constexpr std::size_t totp_secret_bytes = 20;  ///< As long as the hash: RFC 4226 section 4, R6.
inline constexpr int totp_digits = 6;
/// What is typed for a code: of the app, or one of the recovery codes with its dashes.
inline constexpr std::size_t code_length_max = 20;
/// Codes of so many steps before and after are taken too: clocks differ, people type slowly (RFC 6238, 5.2).
inline constexpr std::int64_t totp_drift_steps = 1;

/// The code of a step, HMAC-SHA-1, of 6 to 8 digits.
std::string totp_code(std::string_view secret, std::int64_t step, int digits = totp_digits);

/// The step whose code this is, around `now_ms` and after `last_step`: a code once taken is not taken again.
std::optional<std::int64_t> totp_match(std::string_view secret, std::string_view code, std::int64_t now_ms,
                                       std::int64_t last_step);

/// RFC 4648, without padding.
std::string base32(std::string_view bytes);

/// What an authenticator app reads from a QR code.
std::string totp_uri(std::string_view secret, std::string_view account, std::string_view issuer);

}  // namespace bina::access
