#include "base/types.h"

#include <fmt/format.h>
#include <sodium.h>
#include <xxhash.h>

#include <array>
#include <charconv>
#include <chrono>

namespace bina::base {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

std::string hex(std::array<unsigned char, 16> const& bytes) {
    std::string text(32, '0');
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        text[2 * i] = hex_digits[bytes[i] >> 4U];
        text[2 * i + 1] = hex_digits[bytes[i] & 15U];
    }
    return text;
}

int to_int(std::string_view digits) {
    int value = -1;
    auto const [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return code == std::errc{} && end == digits.data() + digits.size() ? value : -1;
}

std::chrono::year_month_day calendar(std::int32_t days) {
    return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{days}}};
}

}  // namespace

Instant system_clock() {
    auto const since = std::chrono::system_clock::now().time_since_epoch();  // tidy: the one place
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

std::string iso_text(Instant instant) {
    std::int64_t const day = instant.milliseconds >= 0 ? instant.milliseconds / 86'400'000
                                                       : (instant.milliseconds - 86'399'999) / 86'400'000;
    std::int64_t const rest = instant.milliseconds - day * 86'400'000;
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", Day::from_number(static_cast<std::int32_t>(day)).text(),
                       rest / 3'600'000, rest / 60'000 % 60, rest / 1000 % 60, rest % 1000);
}

Result<Day> Day::from_parts(int year, int month, int day) {
    std::chrono::year_month_day const date{std::chrono::year{year},
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (year < 1900 || year > 2199 || month < 1 || day < 1 || !date.ok()) return fail(malformed, "day");
    return Day{static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count())};
}

Result<Day> Day::parse(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return fail(malformed, "day");
    return from_parts(to_int(text.substr(0, 4)), to_int(text.substr(5, 2)), to_int(text.substr(8, 2)));
}

Day Day::of(Instant instant, int offset_minutes) {
    std::int64_t const local = instant.milliseconds + std::int64_t{offset_minutes} * 60'000;
    std::int64_t const days = local >= 0 ? local / 86'400'000 : (local - 86'399'999) / 86'400'000;
    return Day{static_cast<std::int32_t>(days)};
}

int Day::year() const {
    return static_cast<int>(calendar(m_days).year());
}
int Day::month() const {
    return static_cast<int>(static_cast<unsigned>(calendar(m_days).month()));
}
int Day::day_of_month() const {
    return static_cast<int>(static_cast<unsigned>(calendar(m_days).day()));
}

std::string Day::text() const {
    // By hand: dates are written for every row of every list.
    auto const date = calendar(m_days);
    auto const year = static_cast<unsigned>(static_cast<int>(date.year()));
    auto const month = static_cast<unsigned>(date.month());
    auto const day = static_cast<unsigned>(date.day());
    auto const digit = [](unsigned value) { return static_cast<char>('0' + value % 10); };
    return {digit(year / 1000),
            digit(year / 100),
            digit(year / 10),
            digit(year),
            '-',
            digit(month / 10),
            digit(month),
            '-',
            digit(day / 10),
            digit(day)};
}

Day Day::years_before(int years) const {
    auto const same = from_parts(year() - years, month(), day_of_month());
    if (same) return *same;
    return from_parts(year() - years, month(), 28).value_or(Day{});
}

std::string new_id_text(Instant now) {
    std::array<unsigned char, 16> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    auto const ms = static_cast<std::uint64_t>(now.milliseconds);
    for (unsigned i = 0; i < 6; ++i) bytes[i] = static_cast<unsigned char>(ms >> (40U - 8U * i));
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0FU) | 0x70U);
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3FU) | 0x80U);
    return hex(bytes);
}

std::string derived_id_text(std::string_view parent, std::uint64_t n) {
    // The time of a parent that is an id (its first 48 bits) is kept and `n` follows it, so that the rows of
    // one batch stand beside each other, in order, in every index.
    auto const hash = XXH3_128bits_withSeed(parent.data(), parent.size(), n);
    bool const has_time = parent.size() >= 12 && parent.find_first_not_of(hex_digits) >= 12;
    std::string id(has_time ? parent.substr(0, 12) : std::string_view{"000000000000"});
    auto const append = [&](std::uint64_t value, unsigned digits) {
        while (digits-- > 0) id += hex_digits[value >> (4 * digits) & 15U];
    };
    append(7, 1);
    append(n >> 20U, 3);
    append(8U, 1);
    append(n, 5);
    append(hash.high64, 10);
    return id;
}

std::optional<std::uint64_t> number_in_derived(std::string_view parent, std::string_view id) {
    if (id.size() != 32) return std::nullopt;
    std::uint64_t n = 0;
    for (char const c : {id[13], id[14], id[15], id[17], id[18], id[19], id[20], id[21]}) {
        auto const digit = hex_digits.find(c);
        if (digit == hex_digits.npos) return std::nullopt;
        n = n << 4U | digit;
    }
    return derived_id_text(parent, n) == id ? std::optional(n) : std::nullopt;
}

}  // namespace bina::base
