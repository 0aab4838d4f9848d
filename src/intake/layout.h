#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "intake/sheet.h"
#include "intake/xlsx_parts.h"
#include "registry/field.h"

namespace bina::intake {

/// A row kept beyond its visit; texts clipped to what looking at them needs.
struct SampleRow {
    struct Kept {
        std::string text;
        CellKind kind = CellKind::empty;
        bool merged = false;
    };
    std::uint64_t number = 0;
    std::vector<Kept> cells;

    static SampleRow of(std::uint64_t number, std::span<Cell const> cells);
    /// The cells as views of this row.
    std::vector<Cell> view() const;
};

/// Where on a sheet the list is, and what stands above it.
struct Layout {
    std::uint64_t first_heading_row = 0;  ///< 0: the list has no heading, its first row is data.
    std::uint64_t last_heading_row = 0;
    std::uint64_t first_row = 0;  ///< Of a list without heading: what stands above is its title.
    std::vector<std::string> titles;  ///< Texts above the heading.
    std::vector<std::string> headings;  ///< One a column; a sub-heading behind its heading: "TENAGA KERJA L".
    std::vector<std::string> folded_headings;
    std::size_t columns = 0;  ///< In use, the heading's or those of the widest row looked at.
    std::optional<std::size_t> sequence_column;
    std::size_t usual_cells = 0;  ///< How many cells its rows usually fill; 0: unknown.
};

/// Finds the heading among the first rows of a sheet: the row whose words are headings, or that differs in
/// kind from the rows below it; with the rows of sub-headings around it. `merges` says how far a heading
/// spans.
Layout find_layout(std::span<SampleRow const> rows, std::span<Merge const> merges);
/// The same when a person says which row the heading is; 0: none.
Layout layout_at(std::span<SampleRow const> rows, std::span<Merge const> merges, std::uint64_t heading_row);

enum class RowKind : std::uint8_t {
    data,
    blank,  ///< Nothing, or nothing but the list's own number.
    title,  ///< Above the heading.
    heading,  ///< Also where a page repeats it.
    numbering,  ///< "1 2 3 4" beneath the heading.
    section,  ///< "KECAMATAN CEPU": holds for the rows below it.
    subtotal,
    note,  ///< Source, place and date, signature below the list.
};
/// "data", "blank", …
std::string_view name_of(RowKind kind);

/// What a section's words say: "II. KEC. CEPU" is the district "cepu".
struct Section {
    std::optional<registry::Field> field;  ///< district, village or hamlet; none for other groups.
    std::string text;  ///< Folded, without the word for its level and a number before it.
};
/// A level of area and a name, or none. Also for titles and names of sheets.
std::optional<Section> section_of(std::string_view text);

struct RowClass {
    RowKind kind = RowKind::data;
    std::vector<Section> sections;  ///< Of a section row, the widest level first.
};
/// By itself; RowClassifier knows the rows above.
RowClass classify_row(Layout const& layout, std::uint64_t row, std::span<Cell const> cells);

}  // namespace bina::intake
