#include "intake/row_classifier.h"

#include <algorithm>
#include <array>

#include "base/fold.h"

namespace bina::intake {
namespace {

using registry::Field;

constexpr std::size_t place_words_max = 4;
constexpr std::size_t word_bytes = 200;

std::size_t filled_count(std::span<Cell const> cells) {
    return static_cast<std::size_t>(std::ranges::count_if(
        cells, [](Cell const& cell) { return cell.kind != CellKind::empty && !cell.merged; }));
}

/// "7", "7.", "7)" in the list's own numbering.
bool has_number(Layout const& layout, std::span<Cell const> cells) {
    if (!layout.sequence_column || *layout.sequence_column >= cells.size()) return false;
    auto const text = base::squeeze(cells[*layout.sequence_column].text);
    return !text.empty() && text.find_first_not_of("0123456789.)") == text.npos;
}

/// Of the words from `at` on, as many as make a name that is known.
template <class Known>
std::string name_at(std::vector<std::string_view> const& words, std::size_t at, Known const& is_known) {
    std::string name;
    std::string longest;
    for (std::size_t i = at; i < std::min(words.size(), at + place_words_max); ++i) {
        (name += name.empty() ? "" : " ") += words[i];
        if (is_known && is_known(name)) longest = name;
    }
    return longest;
}

/// Takes the name in, unless another was named before.
void say(Field field, std::string name, std::vector<std::string>& said, std::vector<Section>& sections) {
    if (name.empty() || std::ranges::find(said, name) != said.end()) return;
    said.push_back(name);
    std::erase_if(sections, [&](Section const& section) { return section.field == field; });
    if (said.size() == 1) sections.push_back({field, std::move(name)});
}

bool is_letterhead(std::vector<std::string_view> const& words) {
    static constexpr std::array<std::string_view, 10> signs{"jl",  "jln",   "jalan",   "telp", "telepon",
                                                            "fax", "email", "website", "tlp",  "pos"};
    return std::ranges::any_of(words,
                               [](auto const word) { return std::ranges::find(signs, word) != signs.end(); });
}

}  // namespace

std::vector<Section> places_in(std::span<std::string const> texts, PlaceKnowledge const& places) {
    std::vector<Section> sections;
    std::vector<std::string> districts;
    std::vector<std::string> villages;
    for (auto const& text : texts) {
        auto const fold = base::fold(text);
        auto const words = base::words(fold);
        if (is_letterhead(words)) continue;
        for (std::size_t i = 0; i + 1 < words.size(); ++i) {
            auto const level = words[i];
            if (level == "kecamatan" || level == "kec")
                say(Field::district, name_at(words, i + 1, places.is_district), districts, sections);
            if (level == "desa" || level == "kelurahan" || level == "kel" || level == "ds")
                say(Field::village, name_at(words, i + 1, places.is_village), villages, sections);
        }
    }
    std::ranges::sort(sections, {}, [](Section const& section) { return section.field != Field::district; });
    return sections;
}

/// Of a row that says nothing but where the rows below it are.
std::vector<Section> RowClassifier::place_alone(std::span<Cell const> cells) const {
    auto const filled = filled_count(cells);
    if (filled == 0 || filled > 4 || filled >= m_layout.usual_cells || has_number(m_layout, cells)) return {};
    auto const is_known = [](auto const& known, std::string_view name) { return known && known(name); };
    std::vector<std::string> said(1);
    for (auto const& cell : cells) {
        if (cell.kind == CellKind::empty || cell.merged) continue;
        auto const fold = base::fold(base::clip(cell.text, word_bytes));
        bool const part = fold.empty() || section_of(fold) || section_of(fold + " x") ||
                          is_known(m_places.is_district, fold) || is_known(m_places.is_village, fold);
        if (filled > 2 && !part) return {};
        (said[0] += said[0].empty() ? "" : " ") += fold;
    }
    if (section_of(said[0])) return places_in(said, m_places);
    if (filled > 1 || m_layout.usual_cells < 3) return {};
    if (is_known(m_places.is_district, said[0])) return {{Field::district, said[0]}};
    if (is_known(m_places.is_village, said[0])) return {{Field::village, said[0]}};
    return {};
}

RowClass RowClassifier::next(std::uint64_t row, std::span<Cell const> cells) {
    auto found = classify_row(m_layout, row, cells);
    if (found.kind == RowKind::note) m_closing = true;
    if (found.kind == RowKind::heading || found.kind == RowKind::numbering) m_closing = false;
    if (found.kind != RowKind::section && found.kind != RowKind::data) return found;
    if (auto named = place_alone(cells); !named.empty()) {
        found = {RowKind::section, std::move(named)};
    } else if (found.kind == RowKind::section && !found.sections[0].field) {
        // "A. CEPU", where others write "A. KULINER"; not "Kabupaten Blora"
        auto& only = found.sections[0];
        bool const whole = std::ranges::any_of(cells, [&](Cell const& cell) {
            return base::fold(base::clip(cell.text, word_bytes)) == only.text;
        });
        if (whole && m_places.is_district && m_places.is_district(only.text)) only.field = Field::district;
    }
    bool const place = found.kind == RowKind::section && found.sections[0].field;
    bool const few = !has_number(m_layout, cells) && filled_count(cells) * 2 < m_layout.usual_cells;
    if (m_closing && few && !place) return {RowKind::note, {}};
    m_closing = false;
    return found;
}

}  // namespace bina::intake
