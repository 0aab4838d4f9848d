#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "intake/profile.h"
#include "registry/field.h"

namespace bina::intake {

/// What a column can hold beside a single field.
enum class Special : std::uint8_t {
    birth,  ///< Place and day: "Blora, 12-03-1987".
    rt_rw,  ///< "01/02".
    names,  ///< "Sri Wahyuni / Warung Barokah": owner and business in one cell.
    sex_male,  ///< A mark in it says so: the columns L and P.
    sex_female,
    village_district,  ///< "Ngawen / Ngawen": desa and kecamatan in one cell.
    coordinates,  ///< "-6.97, 111.41".
    licences,  ///< Words or numbers of whatever licences: "NIB, PIRT, halal".
    licence_from,  ///< The first day of the licence that its heading names, or that stands left of it.
    licence_until,  ///< Its last day.
    sequence,  ///< The list's own numbering.
    area,  ///< Regency or province: the registry knows where it is.
    year,  ///< The year the list is of.
};

/// What a column of a list is taken as: a field of the registry or one of Special.
class Target {
public:
    constexpr Target(registry::Field field) : m_field(field), m_special(), m_is_field(true) {}
    constexpr Target(Special special) : m_field(), m_special(special), m_is_field(false) {}

    /// "owner.nik", "composite.birth", "composite.rt_rw", "composite.names", "composite.sex_male",
    /// "composite.sex_female", "composite.village_district", "composite.coordinates", "composite.licences",
    /// "composite.licence_from", "composite.licence_until", "ignore.sequence", "ignore.area", "ignore.year".
    std::string_view key() const;
    std::optional<registry::Field> field() const;
    std::optional<Special> special() const;
    /// The field whose reader takes such a cell apart: rt for rt_rw, latitude for coordinates, birth_day for
    /// birth, village for village_district, coached_since for days of licences; none for what is ignored, for
    /// licences, names and marks.
    std::optional<registry::Field> read_as() const;
    /// True if two columns of one list may go there.
    bool many() const;

    constexpr bool operator==(Target const&) const = default;

private:
    registry::Field m_field;
    Special m_special;
    bool m_is_field;
};

/// Every target with its key, fields first.
std::span<Target const> all_targets();

/// The column of the licence whose day the column `at` has: of the kind that its heading names, else the one
/// left of it, with nothing between that is taken. `targets` are those of all columns, in their order.
std::optional<std::size_t> licence_column(std::span<std::optional<Target> const> targets, std::size_t at,
                                          std::string_view heading);
std::optional<Target> target_of(std::string_view key);

enum class Why : std::uint8_t { nothing, heading, content, both };
/// "", "heading", "content", "both".
std::string_view name_of(Why why);

/// What a column is proposed to be taken as.
struct ColumnProposal {
    std::optional<Target> target;  ///< None: left aside, kept with the row.
    int confidence = 0;  ///< 0 to 100; below confidence_sure a person should look.
    Why why = Why::nothing;
    bool operator==(ColumnProposal const&) const = default;
};
inline constexpr int confidence_sure = 70;

/// One proposal a column, from its heading ("" if it has none) and what its cells look like. A target that
/// only one column can have goes to the column it fits best; nothing is proposed below a confidence of 40.
std::vector<ColumnProposal> propose_mapping(std::span<std::string const> headings,
                                            std::span<ColumnProfile const> profiles);

}  // namespace bina::intake
