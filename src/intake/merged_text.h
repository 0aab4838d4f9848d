#pragma once
#include <map>
#include <string>
#include <vector>

#include "intake/sheet.h"
#include "intake/xlsx_parts.h"

namespace bina::intake {

/// Gives rows below the top of a merged area the text of its first cell.
class MergedText {
public:
    /// `merges` in the order of their rows.
    explicit MergedText(std::vector<Merge> merges) : m_merges(std::move(merges)) {}

    /// Called with every row, in order.
    void apply(std::uint64_t row, std::vector<Cell>& cells);

private:
    struct Open {
        std::uint64_t last_row;
        std::string text;
        std::string raw;
        CellKind kind;
    };

    static void fill(std::size_t column, Open const& open, std::vector<Cell>& cells);

    std::vector<Merge> m_merges;
    std::size_t m_next = 0;
    std::map<std::size_t, Open> m_open;  ///< By column.
};

}  // namespace bina::intake
