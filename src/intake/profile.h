#pragma once
#include <array>
#include <cstddef>
#include <string>
#include <unordered_set>

#include "intake/recognise.h"

namespace bina::intake {

/// What the cells of one column look like taken together.
class ColumnProfile {
public:
    void add(Cell const& cell, PlaceKnowledge const& places = {});

    std::size_t rows() const { return m_rows; }
    /// Cells that say something.
    std::size_t filled() const { return m_filled; }
    /// How many different texts they are.
    std::size_t distinct() const { return m_distinct.size(); }
    std::size_t longest() const { return m_longest; }  ///< Bytes.
    std::size_t count(Trait trait) const { return m_counts[static_cast<std::size_t>(trait)]; }
    /// Per mille of the filled cells.
    std::size_t share(Trait trait) const;
    std::size_t distinct_share() const;
    /// Numbers that go up by one from cell to cell, as a list's own numbering does.
    bool is_sequence() const;
    /// One text in all of many cells.
    bool is_constant() const;
    /// True if it was known which names are places here, so that a name that is none means something.
    bool knows_places() const { return m_knows_places; }

private:
    std::size_t m_rows = 0;
    std::size_t m_filled = 0;
    std::size_t m_longest = 0;
    std::size_t m_steps = 0;  ///< Cells that are one more than the cell before.
    std::int64_t m_last = -1;
    bool m_knows_places = false;
    std::array<std::size_t, trait_count> m_counts{};
    std::unordered_set<std::string> m_distinct;  ///< Folded, clipped.
};

}  // namespace bina::intake
