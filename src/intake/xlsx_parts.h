#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "intake/number_text.h"
#include "intake/zip.h"

/// The parts of a workbook (ECMA-376) beside its sheets.
namespace bina::intake {

/// The texts that cells share, in one arena: blocks that never move, four bytes of index a text.
class SharedStrings {
public:
    /// Errors: too_large for limit::shared_strings or limit::shared_string_bytes, damaged.
    base::Result<void> load(Archive const& archive, std::string const& part);

    std::size_t size() const { return m_places.size(); }
    /// "" for a number that no text has.
    std::string_view get(std::size_t number) const;
    bool was_cut(std::size_t number) const;

    /// Cut to limit::cell_bytes. False when the arena is full.
    bool add(std::string_view text, bool cut);

private:
    static constexpr std::size_t block_bytes = 1 << 20;
    static constexpr std::size_t header_bytes = 2;  ///< In front of a text: its length, and cut_bit.
    static constexpr unsigned cut_bit = 0x8000;

    char const* address_of(std::size_t number) const;
    unsigned header_of(std::size_t number) const;

    std::vector<std::unique_ptr<char[]>> m_blocks;
    std::vector<std::uint32_t> m_places;
    std::size_t m_used = block_bytes;  ///< Of the last block.
};

/// A worksheet as the workbook lists it.
struct SheetPart {
    std::string name;
    std::string part;  ///< Its path in the archive.
    bool hidden = false;
};

struct WorkbookParts {
    std::vector<SheetPart> sheets;  ///< Worksheets only, in the order of their tabs.
    std::string shared_strings;  ///< Path; "" if there is none.
    std::string styles;
    bool epoch_1904 = false;
};

/// Errors: too_large for limit::sheets or part_bytes, damaged if there is no workbook in it.
base::Result<WorkbookParts> read_workbook(Archive const& archive);

/// What each cell style (the `s` of a cell) shows of a number.
base::Result<std::vector<NumberStyle>> read_styles(Archive const& archive, std::string const& part);

/// Cells that are merged into one; rows and columns count from 1 and 0, both ends belong to it.
struct Merge {
    std::uint64_t first_row = 0;
    std::uint64_t last_row = 0;
    std::size_t first_column = 0;
    std::size_t last_column = 0;
    bool operator==(Merge const&) const = default;
};

/// The merged areas of a sheet, ordered by row: they stand behind its cells, so all of it is unpacked.
base::Result<std::vector<Merge>> read_merges(Archive const& archive, std::string const& part);

/// "BC12": row 12, column 54. A part that is missing or out of range leaves 0 and no column.
struct CellPlace {
    std::uint64_t row = 0;
    std::size_t column = SIZE_MAX;
};
CellPlace place_of(std::string_view reference);

}  // namespace bina::intake
