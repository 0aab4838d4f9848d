#pragma once
#include <cstdint>
#include <string_view>

namespace bina::linkage {

/// What a word does in an owner's name.
enum class OwnerRole : std::uint8_t {
    plain,
    honorific,  ///< Bpk, Ibu, Mbak: before the name
    title,  ///< Hj, KH, Drs: before the name
    dotted_title,  ///< a title only with a dot, else it may be an initial: R. Dr. Ir.
    degree,  ///< SE, SPd: behind the name
    child_of,  ///< bin, binti: the father's name follows
    alias,  ///< als, alias: another name follows
    particle,  ///< I, Ni before a Balinese birth-order name
    birth_order,  ///< Wayan, Made, Ketut: names that many share
};

/// What a word does in a business name.
enum class BusinessRole : std::uint8_t {
    name,
    legal,  ///< UD, CV, PT
    kind,  ///< Toko, Warung, Bengkel and what they sell: says what, not who
    honorific,  ///< the owner's name follows: Warung Bu Siti
    filler,  ///< usaha, jual, dan
};

/// Groups of kind words; businesses whose kinds share no group are of different kind.
namespace kind {
inline constexpr std::uint16_t shop = 1;
inline constexpr std::uint16_t food = 2;
inline constexpr std::uint16_t workshop = 4;
inline constexpr std::uint16_t beauty = 8;
inline constexpr std::uint16_t textile = 16;
inline constexpr std::uint16_t craft = 32;
inline constexpr std::uint16_t laundry = 64;
inline constexpr std::uint16_t farm = 128;
inline constexpr std::uint16_t print = 256;
inline constexpr std::uint16_t transport = 512;
inline constexpr std::uint16_t telephone = 1024;
inline constexpr std::uint16_t building = 2048;
}  // namespace kind

/// What is known of one folded word.
struct KnownWord {
    OwnerRole owner = OwnerRole::plain;
    BusinessRole business = BusinessRole::name;
    std::uint16_t kinds = 0;  ///< groups of kind::, for BusinessRole::kind
    std::uint16_t permille = 0;  ///< how many of 1,000 owners carry it, for lists too small to count
    std::string_view standard;  ///< the one spelling that stands for many: muh -> muhammad; else the word
};

/// Unknown words are plain names.
KnownWord known_word(std::string_view folded);

}  // namespace bina::linkage
