#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "linkage/lexicon.h"
#include "linkage/nik.h"
#include "linkage/spec.h"

namespace bina::linkage::batch {

inline constexpr std::size_t cell_words_max = 8;

/// A name, a sign, an address or any text, taken apart into numbers of words.
struct TextCell {
    std::array<std::uint32_t, cell_words_max> words{};
    std::uint32_t sound = 0;  ///< one fingerprint for the words as they sound, in any order
    std::uint16_t number = 0;  ///< of an address
    std::uint16_t rt = 0;
    std::uint16_t rw = 0;
    std::uint8_t count = 0;
    std::uint8_t cut = 0;  ///< words left out

    bool known() const { return count != 0 || number != 0 || rt != 0 || rw != 0; }
};

/// A place by fingerprints, from the smallest area to the largest; 0 is not known.
struct PlaceCell {
    std::array<std::uint32_t, place_columns_max> areas{};
    std::uint32_t word = 0;  ///< of the smallest, to be compared by letters; 0 for codes

    bool known() const { return areas != std::array<std::uint32_t, place_columns_max>{}; }
};

/// Takes `raw` apart; an empty cell if it holds nothing.
TextCell read_text(Lexicon& words, Field const& field, std::string_view raw);
/// `parts` are the values of the field's columns.
PlaceCell read_place(Lexicon& words, Field const& field, std::string_view const* parts, std::size_t count);
/// Letters and digits, folded: what a number is whatever stands between its parts.
std::string read_identifier(std::string_view raw);
/// A NIK however it is written, as long as its digits are there.
Nik read_written_nik(std::string_view raw);
/// National number behind a 1, four bits a digit; 0 when it is none.
std::uint64_t read_phone(std::string_view raw);
/// 0xYYYYMMDD of "1971-06-24", "24/6/1971", "19710624", whether or not there is such a day; 0 when it is
/// none.
std::uint32_t read_date(std::string_view raw);
/// In thousandths, behind an offset so that 0 is none.
std::uint64_t read_number(std::string_view raw);

/// 32 bits of the content.
std::uint32_t fingerprint(std::string_view text);
/// Two fingerprints in one; 0 if either is.
std::uint32_t joined(std::uint32_t a, std::uint32_t b);

}  // namespace bina::linkage::batch
