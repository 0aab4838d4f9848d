#include "intake/profile.h"

#include <charconv>

#include "base/fold.h"

namespace bina::intake {
namespace {

constexpr std::size_t compared_bytes = 100;
constexpr std::int64_t position_max = 9'999'999;  // more is an identifier
constexpr std::size_t constant_rows = 20;  // with fewer, one text in all cells says nothing

std::int64_t position_of(std::string_view text) {
    std::int64_t value = -1;
    auto const end = std::min(text.find_last_not_of(" .)") + 1, text.size());  // "1.", "1)"
    auto const [stop, code] = std::from_chars(text.data(), text.data() + end, value);
    return code == std::errc{} && stop == text.data() + end && value <= position_max ? value : -1;
}

}  // namespace

void ColumnProfile::add(Cell const& cell, PlaceKnowledge const& places) {
    ++m_rows;
    m_knows_places = places.is_village && places.is_district;
    auto const traits = recognise(cell, places);
    if (says_nothing(cell)) return;
    ++m_filled;
    m_longest = std::max(m_longest, cell.text.size());
    for (std::size_t i = 0; i < trait_count; ++i) m_counts[i] += (traits >> i) & 1U;
    m_distinct.insert(base::fold(base::clip(cell.text, compared_bytes)));
    auto const position = position_of(cell.text);
    if (position > 0 && position == m_last + 1) ++m_steps;
    m_last = position;
}

std::size_t ColumnProfile::share(Trait trait) const {
    return m_filled == 0 ? 0 : count(trait) * 1000 / m_filled;
}

std::size_t ColumnProfile::distinct_share() const {
    return m_filled == 0 ? 0 : distinct() * 1000 / m_filled;
}

bool ColumnProfile::is_sequence() const {
    return m_filled >= 3 && (m_steps + 1) * 10 >= m_filled * 8;
}

bool ColumnProfile::is_constant() const {
    return m_filled >= constant_rows && distinct() == 1;
}

}  // namespace bina::intake
