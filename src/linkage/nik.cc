#include "linkage/nik.h"

#include <algorithm>
#include <array>
#include <bit>

namespace bina::linkage {
namespace {

/// Kemendagri provinces, and 54 of before 1999: an NIK keeps the code of the day it was given.
constexpr std::array<std::uint8_t, 40> provinces{11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 31, 32, 33, 34,
                                                 35, 36, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 72, 73,
                                                 74, 75, 76, 81, 82, 91, 92, 93, 94, 95, 96, 97};
constexpr std::array<int, 13> days_of_month{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr int woman = 40;  // added to the day

int pair_at(std::uint64_t digits, unsigned first) {
    auto const two = static_cast<unsigned>(digits >> (56U - 4 * first) & 0xFFU);
    return static_cast<int>((two >> 4U) * 10 + (two & 15U));
}

bool is_date(std::uint64_t digits) {
    int const day = pair_at(digits, 6);
    int const month = pair_at(digits, 8);
    int const plain = day > woman ? day - woman : day;
    if (month < 1 || month > 12 || plain < 1) return false;
    // 29 February of a year that is no leap year in this century or the last.
    if (month == 2 && plain == 29 && pair_at(digits, 10) % 4 != 0) return false;
    return plain <= days_of_month[static_cast<std::size_t>(month)];
}

bool is_possible(std::uint64_t digits) {
    auto const province = static_cast<std::uint8_t>(pair_at(digits, 0));
    return std::ranges::binary_search(provinces, province) && is_date(digits);
}

/// 1111111111111111, 1212121212121212, 1234567890123456, 9876543210987654.
bool is_filler(std::string_view digits) {
    unsigned seen = 0;
    for (char const digit : digits) seen |= 1U << static_cast<unsigned>(digit - '0');
    if (std::popcount(seen) <= 2) return true;
    auto const steps_by = [&](int step) {
        for (std::size_t i = 1; i < digits.size(); ++i) {
            if ((digits[i] - digits[i - 1] - step) % 10 != 0) return false;
        }
        return true;
    };
    return steps_by(1) || steps_by(-1);
}

/// One bit at the foot of each digit that differs.
std::uint64_t differing(std::uint64_t a, std::uint64_t b) {
    std::uint64_t const x = a ^ b;
    return (x | x >> 1U | x >> 2U | x >> 3U) & 0x1111'1111'1111'1111U;
}

bool is_swap(std::uint64_t a, std::uint64_t b, std::uint64_t where) {
    auto const low = static_cast<unsigned>(std::countr_zero(where));
    if (where != std::uint64_t{0x11} << low) return false;
    std::uint64_t const x = a >> low & 0xFFU;
    return ((x << 4U | x >> 4U) & 0xFFU) == (b >> low & 0xFFU);
}

int digit_at(std::uint64_t digits, unsigned place) {
    return static_cast<int>(digits >> (60U - 4 * place) & 15U);
}

/// True if leaving one digit out of the longer makes the shorter, as far as both are kept.
bool is_dropped(Nik const& a, Nik const& b) {
    Nik const& longer = a.length >= b.length ? a : b;
    Nik const& shorter = a.length >= b.length ? b : a;
    unsigned const kept = std::min<unsigned>(shorter.length, 15);
    unsigned skipped = 0;
    for (unsigned place = 0; place < kept; ++place) {
        if (digit_at(longer.digits, place + skipped) == digit_at(shorter.digits, place)) continue;
        if (skipped == 1 || digit_at(longer.digits, place + 1) != digit_at(shorter.digits, place))
            return false;
        skipped = 1;
    }
    return true;
}

constexpr std::uint64_t serial_mask = 0xFFFF;

bool lost_last_digits(std::uint64_t a, std::uint64_t b) {
    bool const last_only = (a ^ b) < 16 && ((a & 15U) == 0 || (b & 15U) == 0);
    bool const serial_only = (a ^ b) <= serial_mask && ((a & serial_mask) == 0 || (b & serial_mask) == 0);
    return last_only || serial_only;
}

NikTie tie_of_16(Nik const& a, Nik const& b) {
    if (a.digits == b.digits) {
        if (a.state == NikState::damaged) return NikTie::last_digits;
        return a.state == NikState::valid ? NikTie::same : NikTie::same_malformed;
    }
    if (lost_last_digits(a.digits, b.digits)) return NikTie::last_digits;
    std::uint64_t const where = differing(a.digits, b.digits);
    if ((where >> 16U) == 0) return NikTie::same_birth;
    int const apart = pair_at(a.digits, 6) - pair_at(b.digits, 6);
    if ((apart == woman || apart == -woman) && std::popcount(where) == 1) return NikTie::sex;
    if (std::popcount(where) == 1 || is_swap(a.digits, b.digits, where)) return NikTie::slip;
    return std::popcount(where) == 2 ? NikTie::two_slips : NikTie::differs;
}

}  // namespace

Nik read_nik(std::string_view digits) {
    if (digits.size() < 15 || digits.size() > 17) return {};
    if (digits.find_first_not_of("0123456789") != digits.npos) return {};
    Nik nik{.digits = 0, .length = static_cast<std::uint8_t>(digits.size()), .state = NikState::valid};
    for (std::size_t i = 0; i < 16; ++i)
        nik.digits = nik.digits << 4U | (i < digits.size() ? static_cast<std::uint64_t>(digits[i] - '0') : 0);
    if (is_filler(digits))
        nik.state = NikState::junk;
    else if (digits.size() != 16)
        nik.state = NikState::damaged;
    else if (!is_possible(nik.digits))
        nik.state = (nik.digits << 24U) == 0 ? NikState::junk : NikState::malformed;
    else if ((nik.digits & serial_mask) == 0)
        nik.state = NikState::damaged;
    return nik;
}

BirthDate birth_date(Nik const& nik) {
    bool const readable =
        nik.state == NikState::valid || (nik.state == NikState::damaged && nik.length != 17);
    if (!readable || !is_date(nik.digits)) return {};
    int const day = pair_at(nik.digits, 6);
    return BirthDate::of(pair_at(nik.digits, 10), pair_at(nik.digits, 8), day > woman ? day - woman : day);
}

std::uint64_t birth_and_district(Nik const& nik) {
    if (!nik.has_digits()) return 0;
    std::uint64_t const first12 = nik.digits >> 16U;
    std::uint64_t const tens_of_day = first12 >> 20U & 15U;
    return tens_of_day >= 4 ? first12 - (std::uint64_t{4} << 20U) : first12;
}

NikTie tie(Nik const& a, Nik const& b) {
    if (!a.has_digits() || !b.has_digits()) return NikTie::unknown;
    if (a.length == 16 && b.length == 16) return tie_of_16(a, b);
    if (a.length == b.length && a.digits == b.digits) return NikTie::last_digits;
    if (a.length != b.length && a.length != 17 && b.length != 17 && (a.digits ^ b.digits) < 16)
        return NikTie::last_digits;
    return a.length != b.length && is_dropped(a, b) ? NikTie::dropped : NikTie::differs;
}

}  // namespace bina::linkage
