#pragma once
#include <cstdint>
#include <string_view>

namespace bina::linkage {

/// What a text that should be an NIK (16 digits: district of first registration, birth date with day + 40 for
/// women, serial) turned out to be.
enum class NikState : std::uint8_t {
    none,  ///< nothing, or not digits, or fewer than 15 or more than 17
    junk,  ///< written to fill the box: one or two different digits, counting up or down
    malformed,  ///< 16 digits, but no such province or date
    damaged,  ///< 15 or 17 digits, or a serial 0000 as a spreadsheet leaves it
    valid,
};

/// An NIK as it is compared: 16 digits, four bits each, the first one highest.
struct Nik {
    std::uint64_t digits = 0;  ///< of 17 the first 16; of 15 with a 0 behind
    std::uint8_t length = 0;
    NikState state = NikState::none;

    bool operator==(Nik const&) const = default;
    bool has_digits() const { return state >= NikState::malformed; }
};

Nik read_nik(std::string_view digits);

/// Day and month and the last two digits of the year; 0 when not known.
struct BirthDate {
    std::uint16_t packed = 0;  ///< year % 100 * 512 + month * 32 + day

    static BirthDate of(int year, int month, int day) {
        return {static_cast<std::uint16_t>((year % 100) * 512 + month * 32 + day)};
    }
    int day() const { return packed & 31; }
    int month() const { return packed >> 5U & 15; }
    int year() const { return packed >> 9U; }
    bool known() const { return packed != 0; }
    bool operator==(BirthDate const&) const = default;
};

/// The birth date in a valid or damaged NIK.
BirthDate birth_date(Nik const& nik);

/// District, sex-free birth date: what people born on one day and registered in one district share, and what
/// slips of the sex, the serial and lost last digits leave. 0 when there are no digits.
std::uint64_t birth_and_district(Nik const& nik);

/// How two NIKs stand to each other, by the errors that people and spreadsheets make.
enum class NikTie : std::uint8_t {
    unknown,  ///< one of them says nothing
    same,  ///< the same valid number
    same_malformed,  ///< the same number, which nobody can have
    last_digits,  ///< the same but for what a spreadsheet loses: last digits 0, or 15 of the 16
    dropped,  ///< 15 or 17 digits: one left out or typed twice
    slip,  ///< one digit replaced or two neighbours swapped in district or birth date
    sex,  ///< the day differs by 40 only
    same_birth,  ///< same district and birth date, other serial: twins and neighbours, too
    two_slips,
    differs,
};

NikTie tie(Nik const& a, Nik const& b);

/// True when both are valid and differ: by law two persons, until somebody has looked.
inline bool contradict(Nik const& a, Nik const& b) {
    return a.state == NikState::valid && b.state == NikState::valid && a.digits != b.digits;
}

}  // namespace bina::linkage
