#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// Linking of whole lists: columns in, scored pairs and entities out. Knows no database and no file.
namespace bina::linkage::batch {

namespace error {
inline constexpr base::ErrorKind bad_spec{"linkage.bad_spec", 422};  ///< Faults name line and reason.
}  // namespace error

/// How the values of a field are compared.
enum class Kind : std::uint8_t { name, words, number, date, identifier, place, exact };
/// What the values are, where that is known; each belongs to one kind.
enum class Sort : std::uint8_t {
    plain,
    business,  ///< words: a business sign, with kind words and legal forms
    address,  ///< words: street, number, RT, RW
    nik,  ///< identifier
    phone,  ///< identifier
    code,  ///< place: digits whose beginnings are the larger areas (10, 6, 4 and 2 of a village)
};

std::string_view name_of(Kind kind);
std::string_view name_of(Sort sort);

/// What is compared, made of one column or of several that belong together.
struct Field {
    std::string name;
    std::vector<std::string> columns;  ///< of a place from the smallest area to the largest
    Kind kind = Kind::exact;
    Sort sort = Sort::plain;
    bool rarity = true;  ///< rare values say more than common ones
    bool apart = false;  ///< records with different valid values are never put together
    /// Of a business: the field of the name it is often called after, so that one name is not counted twice.
    std::optional<std::uint32_t> named_after = {};

    bool operator==(Field const&) const = default;
};

/// What of a value is part of a key.
enum class KeyUse : std::uint8_t {
    value,  ///< all of it, as it sounds and in any order of words
    word,  ///< each of its first words, as it sounds
    coarse,  ///< birth and district of a NIK, next larger area, year, first letters
    coarser,  ///< the area larger still
};
std::string_view name_of(KeyUse use);

struct KeyPart {
    std::uint32_t field = 0;
    KeyUse use = KeyUse::value;

    bool operator==(KeyPart const&) const = default;
};

/// Records that agree in all parts are compared, unless more than `at_most` agree: then the key says nothing
/// about who is who, and all of its records are left out and counted.
struct Rule {
    std::vector<KeyPart> parts;
    std::uint32_t at_most = 500;

    bool operator==(Rule const&) const = default;
};

/// Every pair of records is looked at whose `within` agrees; those whose texts share enough pairs of letters
/// or whose numbers are near are compared.
struct Scan {
    std::vector<std::uint32_t> texts;  ///< fields
    std::vector<std::uint32_t> numbers;  ///< NIK and phone fields
    std::optional<KeyPart> within;
    std::uint32_t alike_percent = 60;  ///< Dice's coefficient of pairs of letters
    bool operator==(Scan const&) const = default;
};

struct Spec {
    std::string id;  ///< column; empty: the first
    std::vector<Field> fields;
    std::vector<Rule> rules;
    std::optional<Scan> scan;
    double pairs_from = 0.01;  ///< probability from which on a pair is told
    double together_from = 0.9;  ///< probability from which on two records are one entity
    std::uint32_t entity_max = 50;  ///< records; what would grow beyond is cut at its weakest link

    bool operator==(Spec const&) const = default;
    /// The columns that are read, the id aside, each once, in the order of fields.
    std::vector<std::string> columns() const;
};

inline constexpr std::size_t fields_max = 16;
inline constexpr std::size_t rules_max = 24;
inline constexpr std::size_t place_columns_max = 4;
inline constexpr std::size_t spec_bytes_max = 1 << 20;

/// Reads TOML (docs/linkage.md). Error: bad_spec, with every fault at once: its path is "line 12" and its key
/// says what is wrong.
base::Result<Spec> parse_spec(std::string_view toml);
/// As parse_spec reads it.
std::string spec_text(Spec const& spec);

}  // namespace bina::linkage::batch
