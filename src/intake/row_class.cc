#include <algorithm>
#include <array>

#include "base/fold.h"
#include "intake/layout.h"
#include "intake/recognise.h"
#include "intake/vocabulary.h"

namespace bina::intake {
namespace {

using registry::Field;

constexpr std::size_t compared_bytes = 200;

struct Level {
    std::string_view word;
    std::optional<Field> field;
};
constexpr std::array levels{
    Level{"kecamatan", Field::district}, Level{"kec", Field::district},    Level{"desa", Field::village},
    Level{"kelurahan", Field::village},  Level{"kel", Field::village},     Level{"ds", Field::village},
    Level{"dusun", Field::hamlet},       Level{"dukuh", Field::hamlet},    Level{"dsn", Field::hamlet},
    Level{"lingkungan", Field::hamlet},  Level{"sektor", std::nullopt},    Level{"bidang", std::nullopt},
    Level{"pasar", std::nullopt},        Level{"kelompok", std::nullopt},  Level{"sentra", std::nullopt},
    Level{"klaster", std::nullopt},      Level{"wilayah", std::nullopt},   Level{"kategori", std::nullopt},
    Level{"jenis", std::nullopt},        Level{"kabupaten", std::nullopt}, Level{"kab", std::nullopt},
};

/// A filled cell of a row; its folded text is made when it is first asked for.
class Filled {
public:
    Filled(std::size_t column, Cell const& cell) : m_column(column), m_cell(&cell) {}

    std::size_t column() const { return m_column; }
    Cell const& cell() const { return *m_cell; }
    std::string const& fold() const {
        if (!m_fold) m_fold = base::fold(base::clip(m_cell->text, compared_bytes));
        return *m_fold;
    }

private:
    std::size_t m_column;
    Cell const* m_cell;
    mutable std::optional<std::string> m_fold;
};

bool is_position(std::string_view fold) {
    return !fold.empty() && fold.size() <= 6 && fold.find_first_not_of("0123456789") == fold.npos;
}

/// "I", "IV", "a", "b": how sections are counted.
bool is_section_number(std::string_view fold) {
    if (fold.size() == 1 && fold[0] >= 'a' && fold[0] <= 'z') return true;
    return !fold.empty() && fold.size() <= 6 && fold.find_first_not_of("ivx") == fold.npos;
}

/// 1, 2, 3, … from the first cell to the last, also in brackets, with "5=3+4" allowed behind the third.
bool is_numbering(std::vector<Filled> const& filled) {
    if (filled.size() < 3) return false;
    for (std::size_t i = 0; i < filled.size(); ++i) {
        auto const& fold = filled[i].fold();
        auto const first = std::string_view(fold).substr(0, fold.find(' '));
        if (first != std::to_string(i + 1)) return false;
        bool const formula = filled[i].cell().text.find('=') != std::string_view::npos;
        if (first.size() != fold.size() && !(formula && i >= 2)) return false;
    }
    return true;
}

bool repeats_heading(Layout const& layout, std::vector<Filled> const& filled) {
    std::size_t same = 0;
    std::size_t texts = 0;
    for (auto const& entry : filled) {
        if (entry.cell().merged) continue;
        ++texts;
        if (entry.column() >= layout.folded_headings.size()) continue;
        auto const& heading = layout.folded_headings[entry.column()];
        auto const& fold = entry.fold();
        same += !fold.empty() &&
                (heading == fold || heading.starts_with(fold + " ") || heading.ends_with(" " + fold));
        if (same == 0 && texts == 3) return false;
    }
    return texts >= 2 && same * 10 >= texts * 8;
}

/// Numbers alone, without the row's own: what the columns above come to.
bool is_unnamed_sum(Layout const& layout, std::vector<Filled> const& filled) {
    if (!layout.sequence_column || layout.columns < 3) return false;
    return std::ranges::all_of(filled, [&](Filled const& entry) {
        return entry.column() > *layout.sequence_column && has(recognise(entry.cell()), Trait::number);
    });
}

/// "JUMLAH", "Sub Total", "TOTAL KECAMATAN CEPU" in front of numbers; never behind the row's own number,
/// where "Total Jaya" is a business.
bool is_subtotal(Layout const& layout, std::vector<Filled> const& filled) {
    static constexpr std::array<std::string_view, 10> totals{
        "jumlah",      "total", "sub total",    "subtotal",          "sub jumlah",
        "grand total", "jml",   "jumlah total", "total keseluruhan", "jumlah keseluruhan"};
    auto const first =
        std::ranges::find_if(filled, [](Filled const& entry) { return !is_position(entry.fold()); });
    if (is_unnamed_sum(layout, filled)) return true;
    if (first == filled.end()) return false;
    bool const numbered = layout.sequence_column && first != filled.begin() &&
                          is_position(filled.front().fold()) &&
                          filled.front().column() == *layout.sequence_column;
    if (numbered) return false;
    auto const& fold = first->fold();
    bool const exact = std::ranges::find(totals, fold) != totals.end();
    bool const of_place = std::ranges::any_of(totals, [&](auto const total) {
        if (!fold.starts_with(std::string(total) + " ")) return false;
        auto const rest = std::string_view(fold).substr(total.size() + 1);
        bool const of_all = has(uses_of(rest.substr(0, rest.find(' '))), WordUse::indicator);
        bool const of_section = is_section_number(rest) || is_position(rest);  // "JUMLAH II"
        return of_section || section_of(rest).has_value() || (of_all && filled.size() <= 2);
    });
    if (!exact && !of_place) return false;
    auto const texts = std::ranges::count_if(
        filled, [](Filled const& entry) { return has(recognise(entry.cell()), Trait::text); });
    return texts <= 2;
}

std::optional<Section> as_section(Layout const& layout, std::vector<Filled> const& filled) {
    if (layout.columns < 3 || filled.size() > 2) return std::nullopt;
    if (filled.size() == 2 && !is_section_number(filled[0].fold()) && !is_position(filled[0].fold()))
        return std::nullopt;
    auto const& said = filled.back();
    // Behind a row's own number a business may stand that is called Desa Wisata
    bool const business = filled.size() == 2 && has(recognise(said.cell()), Trait::business);
    if (auto section = section_of(said.cell().text); section && !business) return section;
    bool const own_place = filled.size() == 1 && layout.sequence_column == said.column();
    bool const counted = filled.size() == 2 && is_section_number(filled[0].fold());
    if ((own_place || counted) && has(recognise(said.cell()), Trait::text))
        return Section{std::nullopt, said.fold()};
    return std::nullopt;
}

/// What stands below a list: source, place and day, who signs.
bool is_note(Layout const& layout, std::vector<Filled> const& filled) {
    static constexpr std::array<std::string_view, 34> starts{
        "mengetahui",   "kepala",     "nip",       "sumber",    "catatan",     "keterangan",  "ket",
        "dibuat",       "disetujui",  "diketahui", "petugas",   "camat",       "bupati",      "sekretaris",
        "pembuat",      "note",       "an kepala", "a n",       "plt",         "data per",    "diolah",
        "tertanda",     "lurah",      "plh",       "pj kepala", "hormat kami", "halaman",     "terbilang",
        "yang membuat", "menyetujui", "ttd",       "kades",     "rekap",       "rekapitulasi"};
    if (layout.columns < 3 || filled.size() > 2) return false;
    auto const& cell = filled.front().cell();
    auto const& fold = filled.front().fold();
    if (is_position(fold)) return false;
    bool const starred = cell.text.starts_with('*');
    bool const known = std::ranges::any_of(starts, [&](auto const start) {
        return fold == start || fold.starts_with(std::string(start) + " ");
    });
    auto const traits = recognise(cell);
    bool const place_and_day =
        cell.kind == CellKind::text && has(traits, Trait::day) && has(traits, Trait::text);
    bool const business = has(traits, Trait::business) && cell.text.find(':') == std::string_view::npos;
    return (starred || known || place_and_day) && !business;
}

std::vector<Filled> filled_of(std::span<Cell const> cells) {
    std::vector<Filled> filled;
    filled.reserve(cells.size());
    for (std::size_t column = 0; column < cells.size(); ++column)
        if (cells[column].kind != CellKind::empty) filled.emplace_back(column, cells[column]);
    return filled;
}

}  // namespace

std::string_view name_of(RowKind kind) {
    static constexpr std::array<std::string_view, 8> names{"data",      "blank",   "title",    "heading",
                                                           "numbering", "section", "subtotal", "note"};
    return names[static_cast<std::size_t>(kind)];
}

std::optional<Section> section_of(std::string_view text) {
    auto const fold = base::fold(base::clip(text, compared_bytes));
    auto words = base::words(fold);
    if (words.size() > 1 && (is_section_number(words[0]) || is_position(words[0])))
        words.erase(words.begin());
    if (words.size() < 2 || words.size() > 7) return std::nullopt;
    auto const level = std::ranges::find(levels, words[0], &Level::word);
    if (level == levels.end()) return std::nullopt;
    auto last = words.size();
    for (std::size_t i = 1; i < words.size(); ++i)  // "KEC. CEPU KAB. BLORA" names what it lies in, too
        if (i > 1 && std::ranges::find(levels, words[i], &Level::word) != levels.end())
            last = std::min(last, i);
    std::string name;
    for (std::size_t i = 1; i < last; ++i) (name += i == 1 ? "" : " ") += words[i];
    return Section{level->field, std::move(name)};
}

RowClass classify_row(Layout const& layout, std::uint64_t row, std::span<Cell const> cells) {
    if (row < layout.first_heading_row || row < layout.first_row) return {RowKind::title, {}};
    if (row <= layout.last_heading_row) return {RowKind::heading, {}};
    bool const own = std::ranges::any_of(
        cells, [](Cell const& cell) { return cell.kind != CellKind::empty && !cell.merged; });
    if (!own) return {RowKind::blank, {}};
    auto const filled = filled_of(cells);
    if (filled.size() == 1 && layout.sequence_column == filled[0].column() && is_position(filled[0].fold()))
        return {RowKind::blank, {}};
    if (is_numbering(filled)) return {RowKind::numbering, {}};
    if (repeats_heading(layout, filled)) return {RowKind::heading, {}};
    if (is_subtotal(layout, filled)) return {RowKind::subtotal, {}};
    if (is_note(layout, filled)) return {RowKind::note, {}};
    if (auto section = as_section(layout, filled)) return {RowKind::section, {std::move(*section)}};
    return {RowKind::data, {}};
}

}  // namespace bina::intake
