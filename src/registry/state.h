#pragma once
#include <span>

#include "kbli/edition.h"
#include "registry/class_rule.h"
#include "registry/fact.h"

/// The state of a business as a function of its facts. Pure: nothing here reads or writes a store.
namespace bina::registry {

/// A value that holds now, and the fact that said it.
struct Current {
    Field field;
    std::string text;
    Fact const* fact;
};

/// What facts (oldest first) amount to at the end of `until`: of each field the value said last; of a field
/// with `many` every value said; of a licence all that was said of it, put together. Of coaches the one named
/// last whose coaching was not ended since.
std::vector<Current> fold(std::span<Fact const> facts, base::Day until = base::Day::from_number(INT32_MAX));

std::string_view get(std::span<Current const> state, Field field);
/// Of a field with `many`, the value said last: the phone to call.
std::string_view latest(std::span<Current const> state, Field field);
Measures measures_of(std::span<Current const> state);
/// Every KBLI code said, the main one first: of the newest edition the one said last, of those said together
/// the first. A code said without its edition means the one of the day it was said of (kbli::unsaid_edition).
std::vector<kbli::Code> kbli_codes(std::span<Current const> state);

/// What is known of a business, as bits of `business.has`.
enum class Has : std::uint8_t { nik, phone, village, nib, sales, trade, food_permit, halal };
inline constexpr std::array<std::string_view, 8> has_names{"nik",   "phone", "village",     "nib",
                                                           "sales", "trade", "food_permit", "halal"};
/// What every business should be known of; the rest of `Has` some businesses need.
inline constexpr std::array<std::string_view, 6> quality_names{"nik", "phone", "village",
                                                               "nib", "sales", "trade"};

/// What one business adds to the counts on one day.
struct Cell {
    std::string district;  ///< 6 digits; the regency and zeros when not known.
    std::string village;  ///< 10 digits; the district and zeros when not known.
    std::size_t trade = trades.size() - 1;
    SizeClass size_class = SizeClass::unknown;
    std::size_t status = 0;
    unsigned has = 0;
    bool coached = false;
    bool flagship = false;
    std::string kbli;  ///< The main code with its edition; empty for none.
    bool operator==(Cell const&) const = default;
};

/// Puts the cell where the codes say; an empty one is not known.
void locate(Cell&, RegencyCode const&, std::string_view village, std::string_view district);
/// The codes of a cell as rows store them: "" for what is not known.
std::string_view known_village(Cell const&);
std::string_view known_district(Cell const&);

Cell cell_of(ClassRules const&, RegencyCode const&, std::span<Current const> state, base::Day day);

/// The cells of a business through time: from each day on, until the next.
struct Change {
    base::Day day;
    Cell cell;
    bool operator==(Change const&) const = default;
};
/// `facts` oldest first, as everywhere.
std::vector<Change> timeline(ClassRules const&, RegencyCode const&, std::span<Fact const> facts);

/// Where a business stands, closer than its village.
struct ExactPlace {
    std::string address;
    std::string latitude;
    std::string longitude;
    bool operator==(ExactPlace const&) const = default;
};

/// The row of `business` that the facts amount to; nothing is left when all are withdrawn.
struct Projection {
    std::string name;
    std::string sort_name;  ///< Folded and cut: for lists in the order of names.
    std::string owner;
    PersonId person;  ///< Whom the last fact about an owner names.
    std::string nib;
    std::string coached_by;
    std::string coached_since;
    std::string nik;
    std::string phone;
    std::string birth_day;
    ExactPlace place;
    std::string activity;  ///< What it does, or makes, in folded words and cut.
    Cell cell;
    base::Day since;
};
std::optional<Projection> project(ClassRules const&, RegencyCode const&, std::span<Fact const> facts,
                                  base::Day today);

}  // namespace bina::registry
