#include "intake/merged_text.h"

namespace bina::intake {

void MergedText::apply(std::uint64_t row, std::vector<Cell>& cells) {
    std::erase_if(m_open, [&](auto const& entry) { return entry.second.last_row < row; });
    for (auto const& [column, open] : m_open) fill(column, open, cells);
    for (; m_next < m_merges.size() && m_merges[m_next].first_row <= row; ++m_next) {
        auto const& merge = m_merges[m_next];
        bool const tall = merge.first_row == row && merge.last_row > row && merge.first_column < cells.size();
        if (!tall || cells[merge.first_column].kind == CellKind::empty) continue;
        auto const& cell = cells[merge.first_column];
        if (cell.merged) continue;  // areas that overlap: the first holds
        m_open[merge.first_column] = {merge.last_row, std::string(cell.text), std::string(cell.raw),
                                      cell.kind};
    }
}

void MergedText::fill(std::size_t column, Open const& open, std::vector<Cell>& cells) {
    if (column >= limit::columns) return;
    if (column >= cells.size()) cells.resize(column + 1);
    if (cells[column].kind != CellKind::empty) return;
    cells[column] = {open.text, open.raw, open.kind, true};
}

}  // namespace bina::intake
