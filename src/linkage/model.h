#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "linkage/weight.h"

namespace bina::linkage {

/// What is compared. `place` is village and district together, `business` the name with what the owner's name
/// explains of it: parts that go together are not counted twice.
enum class Part : std::uint8_t {
    prior,
    owner,
    nik,
    birth,
    phone,
    nib,
    business,
    trade,
    activity,
    place,
    position,
    address,
};
inline constexpr std::size_t part_count = 12;

/// A level of agreement in one part, the weight of which is log2(m / u): m is how often records of the same
/// business and owner are at this level, u how often records of different ones are, both in parts per
/// million. With `by_rarity`, u is among those that share the value, and what the value's rarity says is
/// added.
///
/// The figures are estimates from the errors seen in aid lists and registers (docs of the module); they are
/// data, to be fitted to a regency's own reviewed pairs.
// clang-format off
#define BINA_LINKAGE_LEVELS(X)                                                        \
    /* name                  part       key                        m        u  by_rarity */ \
    X(prior,                 prior,     "prior",             1'000'000, 1'000'000, false) \
    X(owner_same,            owner,     "owner.same",          700'000, 1'000'000, true)  \
    X(owner_spelling,        owner,     "owner.spelling",      700'000, 1'000'000, true)  \
    X(owner_typo,            owner,     "owner.typo",          700'000, 1'000'000, true)  \
    X(owner_shorter,         owner,     "owner.shorter",       100'000,   300'000, true)  \
    X(owner_partly,          owner,     "owner.partly",          5'000,   900'000, true)  \
    X(owner_in_business,     owner,     "owner.in_business",   300'000,   500'000, true)  \
    X(owner_differs,         owner,     "owner.differs",         3'000,   950'000, false) \
    X(nik_same,              nik,       "nik.same",            850'000,         1, false) \
    X(nik_shared,            nik,       "nik.shared",           20'000,     1'000, false) \
    X(nik_same_malformed,    nik,       "nik.same_malformed",   10'000,        50, false) \
    X(nik_last_digits,       nik,       "nik.last_digits",      20'000,        20, false) \
    X(nik_dropped,           nik,       "nik.dropped",          10'000,        10, false) \
    X(nik_slip,              nik,       "nik.slip",             25'000,        15, false) \
    X(nik_sex,               nik,       "nik.sex",               6'000,        15, false) \
    X(nik_same_birth,        nik,       "nik.same_birth",       20'000,       100, false) \
    X(nik_two_slips,         nik,       "nik.two_slips",         5'000,     1'000, false) \
    X(nik_differs,           nik,       "nik.differs",          10'000,   990'000, false) \
    X(birth_same,            birth,     "birth.same",          900'000,        55, false) \
    X(birth_near,            birth,     "birth.near",           50'000,     5'000, false) \
    X(birth_differs,         birth,     "birth.differs",        40'000,   990'000, false) \
    X(phone_same,            phone,     "phone.same",          600'000,        20, false) \
    X(phone_shared,          phone,     "phone.shared",         40'000,     5'000, false) \
    X(phone_near,            phone,     "phone.near",           20'000,        50, false) \
    X(phone_differs,         phone,     "phone.differs",       300'000,   990'000, false) \
    X(nib_same,              nib,       "nib.same",            950'000,         1, false) \
    X(nib_differs,           nib,       "nib.differs",          20'000,   990'000, false) \
    X(business_same,         business,  "business.same",       600'000, 1'000'000, true)  \
    X(business_similar,      business,  "business.similar",    400'000, 1'000'000, true)  \
    X(business_owner_named,  business,  "business.owner_named",400'000,   250'000, false) \
    X(business_generic,      business,  "business.generic",    300'000,   300'000, true)  \
    X(business_partly,       business,  "business.partly",     100'000,   600'000, true)  \
    X(business_other_kind,   business,  "business.other_kind",  30'000,   400'000, false) \
    X(business_differs,      business,  "business.differs",    120'000,   950'000, false) \
    X(trade_same,            trade,     "trade.same",          800'000, 1'000'000, true)  \
    X(trade_differs,         trade,     "trade.differs",       150'000,   900'000, false) \
    X(activity_same,         activity,  "activity.same",       400'000, 1'000'000, true)  \
    X(place_village,         place,     "place.village",       850'000, 1'000'000, true)  \
    X(place_district,        place,     "place.district",       80'000, 1'000'000, true)  \
    X(place_unsaid,          place,     "place.unsaid",        850'000, 1'000'000, true)  \
    X(place_differs,         place,     "place.differs",        50'000,   950'000, false) \
    X(position_same,         position,  "position.same",       500'000, 1'000'000, true)  \
    X(position_near,         position,  "position.near",       300'000,     5'000, false) \
    X(position_differs,      position,  "position.differs",     60'000,   800'000, false) \
    X(address_same,          address,   "address.same",        600'000,     4'000, false) \
    X(address_street,        address,   "address.street",      120'000,    60'000, false) \
    X(address_block,         address,   "address.block",       100'000,    15'000, false) \
    X(address_differs,       address,   "address.differs",     180'000,   900'000, false)
// clang-format on

enum class Level : std::uint8_t {
#define X(name, part, key, m, u, by_rarity) name,
    BINA_LINKAGE_LEVELS(X)
#undef X
};

struct LevelInfo {
    Level level;
    Part part;
    std::string_view key;  ///< stable; the client's sentence is "linkage." + key
    std::uint32_t m_ppm;
    std::uint32_t u_ppm;
    bool by_rarity;
};

inline constexpr std::array level_infos{
#define X(name, part, key, m, u, by_rarity) LevelInfo{Level::name, Part::part, key, m, u, by_rarity},
    BINA_LINKAGE_LEVELS(X)
#undef X
};
inline constexpr std::size_t level_count = level_infos.size();

constexpr LevelInfo const& info(Level level) {
    return level_infos[static_cast<std::size_t>(level)];
}

/// What words of names are worth, and what a match of two words costs against agreement of the rarer one.
struct WordWorth {
    Tenths spelling = 25;
    Tenths joined = 25;
    Tenths typo = 70;  ///< log2 of how often a word is mistyped into just that other
    Tenths initial_worth = 25;  ///< an initial that fits is worth this, whatever the word
    Tenths word_worth_max = 140;  ///< agreement on one word is never worth more
    Tenths name_worth_max = 220;  ///< nor on a whole name
    Tenths muhammad_worth = 3;
    Tenths whole_slack = 30;  ///< a name met once may be rarer than a count can tell
    Tenths kind_worth_max = 40;  ///< words like warung, toko, bakso, all together
    Tenths kind_worth_beside_trade = 10;
};

/// When a score decides. In tenths of bits; a score of 0 is even odds.
struct Thresholds {
    Tenths automatic = 45;
    Tenths other_business = 60;  ///< for the same person with another business, where no NIK tells it
    Tenths doubtful = 20;
    Tenths witness = 30;  ///< what must be said besides a common name and the village
    Tenths ambiguous = 30;  ///< two different persons closer together than this: a person decides
    std::uint32_t nik_strangers_max = 2;  ///< an NIK beside more names unlike this one is nobody's
    std::uint32_t phone_strangers_max = 1;
    std::uint32_t prior_size_min = 10'000;  ///< a list of fewer records is weighed as one of so many
};

/// All that a decision depends on besides the records.
struct Model {
    Model();

    Tenths weight(Level level) const { return weights[static_cast<std::size_t>(level)]; }

    std::array<Tenths, level_count> weights;  ///< from level_infos, without rarity
    WordWorth words;
    Thresholds thresholds;
};

}  // namespace bina::linkage
