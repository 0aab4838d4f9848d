#pragma once
#include "linkage/link.h"
#include "linkage/rules.h"
#include "registry/fact.h"

/// What a sweep keeps: the model, and the pairs it scored, without anything that tells of a person.
namespace bina::sweep {

using base::RegencyCode;
using linkage::batch::Centibits;

/// What is compared, in this order everywhere; `field_names` are the parts of linkage/model.h.
inline constexpr std::size_t field_count = 7;
inline constexpr std::array<std::string_view, field_count> field_names{"owner", "business", "nik", "phone",
                                                                       "place", "trade",    "nib"};
inline constexpr std::size_t business_field = 1;
inline constexpr std::size_t nik_field = 2;
inline constexpr std::size_t trade_field = 5;

using Levels = std::array<std::uint8_t, field_count>;

/// A business of a pair.
struct Record {
    linkage::RecordId id;
    std::uint64_t said = 0;  ///< keyed hash of what was compared
    std::uint32_t nik = 0;  ///< number of its valid NIK among those of the pairs; 0: none
    std::uint32_t district = 0;  ///< 0: not known
    std::uint32_t fullness = 0;  ///< how much is known of it

    bool operator==(Record const&) const = default;
};

/// What the rules of linkage/rules.h make of a pair.
enum class Relation : std::uint8_t {
    certain,  ///< the same business
    doubtful,  ///< perhaps: a person decides
    owner,  ///< two businesses of one owner
    none,
};

struct Edge {
    std::uint32_t a = 0;  ///< number of a record
    std::uint32_t b = 0;
    Levels level{};
    std::array<std::int16_t, field_count> rarity{};
    Relation relation = Relation::none;
    linkage::Ground ground = linkage::Ground::too_little;

    bool may_be_one() const { return relation == Relation::certain || relation == Relation::doubtful; }
    bool operator==(Edge const&) const = default;
};

/// Pairs to learn from that stand alike, and for how many pairs they stand.
struct Learned {
    Levels level{};
    std::array<std::int16_t, field_count> rarity{};
    double count = 0;

    bool operator==(Learned const&) const = default;
};

struct Found {
    linkage::batch::Model model;
    std::vector<std::vector<std::string>> levels;  ///< keys of each field's levels, "unknown" first
    double pairs = 0;  ///< that could be compared
    std::vector<Record> records;  ///< of pairs only, in the order of ids
    std::vector<Edge> edges;  ///< in the order of their records
    std::vector<Learned> learned;
};

std::string encode(Found const&);
/// Throws storage::Damage for anything that `encode` does not write.
Found decode(std::string_view bytes);

/// A level a digit, the fields in their order.
std::string pattern_of(Levels const&);

}  // namespace bina::sweep
