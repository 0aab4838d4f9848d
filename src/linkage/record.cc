#include "linkage/record.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>

#include "base/fold.h"

namespace bina::linkage {
namespace {

constexpr std::size_t phone_digits_min = 6;
constexpr std::size_t phone_digits_max = 13;

std::uint64_t hex_number(std::string_view digits) {
    std::uint64_t value = 0;
    for (char const digit : digits)
        value = value << 4U | static_cast<std::uint64_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
    return value;
}

}  // namespace

base::Result<RecordId> RecordId::parse(std::string_view text) {
    if (text.size() != 32 || text.find_first_not_of("0123456789abcdef") != text.npos)
        return base::fail(base::malformed, "record id");
    return RecordId{hex_number(text.substr(0, 16)), hex_number(text.substr(16))};
}

std::string RecordId::text() const {
    return fmt::format("{:016x}{:016x}", high, low);
}

std::uint64_t packed_phone(std::string_view text) {
    std::string digits;
    digits.reserve(text.size());
    std::ranges::copy_if(text, std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
    std::string_view national = digits;
    if (national.starts_with("62")) national.remove_prefix(2);
    while (national.starts_with('0')) national.remove_prefix(1);
    if (national.size() < phone_digits_min || national.size() > phone_digits_max) return 0;
    std::uint64_t packed = 1;
    for (char const digit : national) packed = packed * 10 + static_cast<std::uint64_t>(digit - '0');
    return packed;
}

std::string row_fingerprint(std::span<std::string_view const> cells) {
    std::string all;
    for (auto const cell : cells) {
        all += base::fold(cell);
        all += '\n';
    }
    auto const hash = XXH3_128bits(all.data(), all.size());
    return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

}  // namespace bina::linkage
