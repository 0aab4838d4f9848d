#pragma once
#include "registry/identifier.h"

/// Numbers of licences of a business and its products: as people write them, in one canonical form, and what
/// they say of themselves.
namespace bina::registry {

/// The kinds of licences that a register keeps, in the order of their fields.
enum class LicenceKind : std::uint8_t { sku, iumk, pirt, halal, bpom, brand };
inline constexpr std::array<std::string_view, 6> licence_kinds{"sku",   "iumk", "pirt",
                                                               "halal", "bpom", "brand"};

constexpr std::string_view name_of(LicenceKind kind) {
    return licence_kinds[static_cast<std::size_t>(kind)];
}
std::optional<LicenceKind> licence_kind_of(std::string_view name);
/// Nothing for a field that is no licence.
std::optional<LicenceKind> licence_kind_of(Field);
Field licence_field(LicenceKind);

/// What a list says of a licence whose number it leaves out.
inline constexpr std::string_view held_without_number = "ada";

struct LicenceReading {
    std::string number;  ///< Canonical; empty if there is no usable value.
    Finding finding;
};

/// Each number of a cell: of P-IRT 2063316010072-29, of halal ID and digits, of BPOM MD or ML and digits, of
/// a trademark IDM and nine digits or the number of its application; SKU and IUMK are text. Empty for an
/// empty cell.
std::vector<LicenceReading> read_licences(LicenceKind kind, std::string_view text, bool numeric_cell,
                                          base::Day today);

/// What the fifteen digits of a P-IRT number say. Law: Peraturan BPOM 22/2018, annex.
struct Pirt {
    int packaging;  ///< 1 glass, 2 plastic, 3 carton or paper, 4 can, 5 foil, 6 other, 7 composite, 8
                    ///< several.
    int food;  ///< 1 dried meat to 15; `licences` names them.
    std::string regency;  ///< Four digits, in the codes of its day.
    int product;  ///< Which of the maker's products.
    int maker;  ///< Which of the regency's makers.
    int expiry_year;

    /// No certificate outlasts the year that its number names.
    base::Day last_day() const;
};
/// Nothing unless `number` is canonical.
std::optional<Pirt> decode_pirt(std::string_view number);

}  // namespace bina::registry
