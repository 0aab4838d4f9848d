#pragma once
#include "intake/layout.h"
#include "intake/recognise.h"

namespace bina::intake {

/// The districts and villages that a text names behind the word for their level, widest first:
/// "DATA UMKM DESA BALUN KEC. CEPU TAHUN 2022". Only names that are known here; a level that is named twice
/// with different names says nothing, and neither does the address in a letterhead.
std::vector<Section> places_in(std::span<std::string const> texts, PlaceKnowledge const& places);

/// Classifies the rows of one sheet, in their order: some only those above explain, as the names and ranks
/// below "Mengetahui".
class RowClassifier {
public:
    /// `layout` and `places` outlive it.
    RowClassifier(Layout const& layout, PlaceKnowledge const& places) : m_layout(layout), m_places(places) {}

    RowClass next(std::uint64_t row, std::span<Cell const> cells);

private:
    std::vector<Section> place_alone(std::span<Cell const> cells) const;

    Layout const& m_layout;
    PlaceKnowledge const& m_places;
    bool m_closing = false;  ///< Below a note: who signs, with name and rank.
};

}  // namespace bina::intake
