#pragma once
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>

#include "intake/sheet.h"

namespace bina::intake {

/// What one cell looks like by itself; a cell can look like several things. Columns are judged by how many of
/// their cells do: a single cell proves nothing.
enum class Trait : std::uint8_t {
    number,  ///< With any marks, "Rp" or a unit such as jt.
    whole,  ///< A number without a fraction.
    text,  ///< Letters, and not a number.
    year,  ///< 1945 to 2100.
    money,  ///< Says that it is: Rp, jt, 1.500.000.
    thousands,  ///< A whole number of 500 to 10,000,000: what goods cost.
    nik,  ///< 15 to 17 digits with an area and a date; also a family card's number.
    nib,
    npwp,
    phone,
    email,
    sex,
    day,
    rt_rw,
    latitude,
    longitude,
    coordinates,
    address,
    village,  ///< "Desa Ngawen", or a name that PlaceKnowledge has.
    district,
    regency,  ///< "Kab. Blora", "Kota Solo".
    province,
    month,  ///< "Januari 2024".
    person,  ///< A person's name.
    business,  ///< A business's name.
    goods,  ///< A ware by itself: "Bawang merah".
    trade,  ///< A class of businesses: "Kuliner", "Perdagangan".
    size_class,
    unit,
    total,  ///< "Jumlah", "Total".
    indicator,  ///< "Jumlah tenaga kerja": what statistics count.
    mark,  ///< "v", "√", "x", "ya", "tidak", "ada".
    names,  ///< A person and a business in one cell: "Siti Aminah / Warung Barokah".
};
inline constexpr std::size_t trait_count = static_cast<std::size_t>(Trait::names) + 1;

/// A set of Trait.
using Traits = std::uint64_t;
constexpr Traits bit(Trait trait) {
    return Traits{1} << static_cast<unsigned>(trait);
}
constexpr bool has(Traits traits, Trait trait) {
    return (traits & bit(trait)) != 0;
}

/// Which names are places here; both take folded names without "desa" or "kecamatan". Empty functions know
/// none.
struct PlaceKnowledge {
    std::function<bool(std::string_view)> is_village;
    std::function<bool(std::string_view)> is_district;
};

/// No trait for a blank cell, and for one that says there is nothing: "-", "belum ada", "n/a".
Traits recognise(Cell const& cell, PlaceKnowledge const& places = {});

/// "Siti Aminah / Warung Barokah", "Warung Barokah (Siti Aminah)", "Siti - Warung Siti": the two names, in
/// the order in which they stand; the second is empty if there is only one.
std::pair<std::string_view, std::string_view> two_names(std::string_view text);

/// True for a blank cell and for one that says there is nothing.
bool says_nothing(Cell const& cell);

}  // namespace bina::intake
