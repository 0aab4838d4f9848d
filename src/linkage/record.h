#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/types.h"
#include "linkage/nik.h"

namespace bina::linkage {

/// A base::Id as it is kept: 32 hexadecimal digits in 16 bytes. No id is all zeros.
struct RecordId {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    /// Error: base::malformed for anything but 32 lower-case hexadecimal digits.
    static base::Result<RecordId> parse(std::string_view text);
    std::string text() const;
    bool empty() const { return high == 0 && low == 0; }
    auto operator<=>(RecordId const&) const = default;
};

/// Where something stands, in millionths of a degree. 0, 0 lies in the sea and is not known.
struct Position {
    std::int32_t latitude = 0;
    std::int32_t longitude = 0;

    bool operator==(Position const&) const = default;
};

/// What is compared: one source's view of one business and one of its owners. A business with two owners, or
/// one that two sources describe differently, is several records with the same `business`. Texts are as they
/// were written; codes and numbers are in their canonical form; what is not known is empty. Nothing is kept
/// of the texts after the call.
struct Record {
    RecordId business;
    RecordId owner;  ///< the person; empty when the source knows none, and then `business` stands for it
    std::string_view owner_name;
    std::string_view business_name;
    std::string_view nik;  ///< digits as given, 16 or damaged
    std::string_view nib;  ///< 13 digits
    std::span<std::string_view const> phones;  ///< the first two are compared
    std::string_view village;  ///< area code
    std::string_view district;  ///< area code; of the village when empty
    std::string_view trade;  ///< any key
    std::string_view activity;  ///< free text
    std::string_view address;
    std::optional<base::Day> birth_day;
    std::optional<Position> position;
};

inline constexpr std::size_t phones_max = 2;

/// A Record as the index keeps it: numbers of values in its dictionaries. 0 is "not known" everywhere.
struct Row {
    RecordId business;
    RecordId owner;
    std::uint64_t nik_digits = 0;
    std::uint64_t nib = 0;
    std::array<std::uint64_t, phones_max> phones{};  ///< national number behind a 1, in decimal
    std::uint32_t owner_name = 0;
    std::uint32_t business_name = 0;
    std::uint32_t village = 0;
    std::uint32_t district = 0;
    std::uint32_t trade = 0;
    std::uint32_t activity = 0;
    std::uint32_t position = 0;
    std::uint32_t street = 0;
    std::uint16_t house_number = 0;
    std::uint16_t rt = 0;
    std::uint16_t rw = 0;
    BirthDate birth;  ///< stated, or else of the NIK
    std::uint8_t nik_length = 0;
    NikState nik_state = NikState::none;

    Nik nik() const { return {.digits = nik_digits, .length = nik_length, .state = nik_state}; }
};
static_assert(sizeof(Row) <= 112, "a million rows and their keys have 250 MB");

/// "+62 812-3456-789", "0812…", "62812…" and "812…" alike; 0 when there are no 6 to 13 digits.
std::uint64_t packed_phone(std::string_view text);

/// A fingerprint of a whole row as it was read, blanks and case aside: two rows of one file with the same are
/// the same row sent twice.
std::string row_fingerprint(std::span<std::string_view const> cells);

}  // namespace bina::linkage
