#include "intake/layout.h"

#include <algorithm>
#include <array>

#include "base/fold.h"
#include "intake/headings.h"
#include "intake/recognise.h"
#include "intake/vocabulary.h"

namespace bina::intake {
namespace {

constexpr std::size_t kept_bytes = 300;
constexpr std::size_t searched_rows = 40;
constexpr std::size_t searched_columns = 64;
constexpr std::size_t below_rows = 20;  // looked at to see what a column holds
constexpr std::size_t heading_bytes_max = 70;
constexpr std::size_t heading_rows_max = 3;
constexpr std::size_t titles_max = 10;
constexpr std::size_t long_number = 7;
constexpr int known_heading = 74;

std::string folded(std::string_view text) {
    return base::fold(base::clip(text, kept_bytes));
}

bool is_filled(SampleRow::Kept const& cell) {
    return cell.kind != CellKind::empty;
}

std::string_view text_at(SampleRow const& row, std::size_t column) {
    return column < row.cells.size() && is_filled(row.cells[column])
               ? std::string_view(row.cells[column].text)
               : std::string_view{};
}

std::size_t filled_count(SampleRow const& row) {
    return static_cast<std::size_t>(std::ranges::count_if(row.cells, is_filled));
}

/// A phone number or the like; no heading has one.
bool has_long_number(std::string_view text) {
    std::size_t run = 0;
    for (char const c : text) {
        run = c >= '0' && c <= '9' ? run + 1 : 0;
        if (run == long_number) return true;
    }
    return false;
}

/// What a cell is when the row is taken for a heading.
enum class Look : std::uint8_t { blank, known, word, period, value };

bool is_known(std::string_view text) {
    auto const matches = match_heading(text);
    if (!matches.empty() && matches.front().confidence >= known_heading) return true;
    auto const fold = folded(text);
    auto const words = base::words(fold);
    if (words.empty() || words.size() > 5) return false;
    auto const uses = uses_of(words.front());
    bool const statistic =
        has(uses, WordUse::total) || has(uses, WordUse::price) || has(uses, WordUse::size_class);
    return statistic || fold == "satuan" || fold == "unit" || fold == "uraian" || fold == "indikator";
}

Look look_of(SampleRow::Kept const& kept) {
    if (!is_filled(kept)) return Look::blank;
    if (kept.kind == CellKind::date) return Look::period;
    if (kept.text.size() > heading_bytes_max || has_long_number(kept.text)) return Look::value;
    Cell const cell{kept.text, {}, kept.kind, false};
    if (is_known(kept.text)) return Look::known;
    auto const traits = recognise(cell);
    if (has(traits, Trait::year) || has(traits, Trait::month) || traits == bit(Trait::day))
        return Look::period;
    constexpr Traits values = bit(Trait::number) | bit(Trait::nik) | bit(Trait::phone) | bit(Trait::email) |
                              bit(Trait::nib) | bit(Trait::npwp) | bit(Trait::coordinates) | bit(Trait::day) |
                              bit(Trait::address) | bit(Trait::province) | bit(Trait::regency);
    return (traits & values) != 0 ? Look::value : Look::word;
}

/// Looks of the cells of one row, counted.
struct Looks {
    std::vector<Look> cells;
    std::size_t known = 0;
    std::size_t words = 0;
    std::size_t periods = 0;
    std::size_t values = 0;

    explicit Looks(SampleRow const& row) {
        for (std::size_t i = 0; i < std::min(row.cells.size(), searched_columns); ++i) {
            cells.push_back(look_of(row.cells[i]));
            known += cells.back() == Look::known;
            words += cells.back() == Look::word;
            periods += cells.back() == Look::period;
            values += cells.back() == Look::value;
        }
    }
    std::size_t filled() const { return known + words + periods + values; }
};

/// Columns whose cell in row `at` is a word while most of those below are numbers, dates or identifiers.
std::size_t contrast(std::span<Looks const> rows, std::size_t at) {
    std::size_t columns = 0;
    auto const below = rows.subspan(at + 1, std::min(below_rows, rows.size() - at - 1));
    for (std::size_t column = 0; column < rows[at].cells.size(); ++column) {
        auto const here = rows[at].cells[column];
        if (here != Look::known && here != Look::word && here != Look::period) continue;
        std::size_t filled = 0;
        std::size_t values = 0;
        for (auto const& other : below) {
            auto const look = column < other.cells.size() ? other.cells[column] : Look::blank;
            filled += look != Look::blank;
            values += look == Look::value || (look == Look::period && here != Look::period);
        }
        columns += filled > 0 && values * 10 >= filled * 6;
    }
    return columns;
}

/// How many cells the rows of a list have: that of most of the rows that have many.
std::size_t usual_width(std::span<SampleRow const> rows) {
    std::vector<std::size_t> counts;
    for (auto const& row : rows) counts.push_back(filled_count(row));
    if (counts.empty()) return 0;
    std::ranges::sort(counts);
    return counts[counts.size() * 3 / 4];
}

/// The heading's place in `rows`, or none.
std::optional<std::size_t> find_heading(std::span<SampleRow const> rows) {
    auto const width = usual_width(rows);
    auto const near = rows.first(std::min(rows.size(), searched_rows + below_rows));
    std::vector<Looks> const all(near.begin(), near.end());
    std::optional<std::size_t> best;
    std::size_t best_score = 0;
    for (std::size_t i = 0; i < std::min(rows.size(), searched_rows); ++i) {
        auto const& looks = all[i];
        if (looks.filled() == 0 || (looks.filled() == 1 && width > 1)) continue;
        if (looks.filled() * 3 < width || looks.values * 4 > looks.filled()) continue;
        auto const kinds = contrast(all, i);
        bool const enough = looks.known >= 2 || (looks.known == 1 && (width <= 3 || kinds > 0)) ||
                            (kinds > 0 && looks.filled() * 10 >= width * 6) || looks.periods >= 3;
        if (!enough) continue;
        auto const score = looks.known * 4 + looks.periods * 3 + kinds * 2 + looks.filled();
        auto const loss = looks.values * 6;
        if (score <= loss || score - loss <= best_score) continue;
        best = i;
        best_score = score - loss;
    }
    return best;
}

Merge const* wide_merge(std::span<Merge const> merges, std::uint64_t row, std::size_t column) {
    auto const found = std::ranges::find_if(merges, [&](Merge const& merge) {
        return merge.first_row <= row && row <= merge.last_row && merge.first_column <= column &&
               column <= merge.last_column && merge.last_column > merge.first_column;
    });
    return found == merges.end() ? nullptr : &*found;
}

bool is_unit_mark(std::string_view text) {
    if (text.starts_with('(') && text.ends_with(')') && text.size() > 2) {
        auto const inside = folded(text);
        return inside.find_first_not_of("0123456789") != inside.npos;
    }
    auto const fold = folded(text);
    return has(uses_of(fold), WordUse::unit);
}

/// True if `row` holds sub-headings of `above`.
bool is_sub_heading(SampleRow const& above, SampleRow const& row, std::span<Merge const> merges) {
    Looks const looks(row);
    if (looks.filled() == 0 || looks.values > 0 || row.number != above.number + 1) return false;
    bool known = false;
    bool units = true;
    for (std::size_t column = 0; column < looks.cells.size(); ++column) {
        if (looks.cells[column] == Look::blank || row.cells[column].merged) continue;
        auto const over = text_at(above, column);
        auto const* const merge = wide_merge(merges, above.number, column);
        bool const starts_group = column + 1 < looks.cells.size() && looks.cells[column + 1] != Look::blank &&
                                  text_at(above, column + 1).empty();
        bool const unit = is_unit_mark(row.cells[column].text);
        units &= unit;
        auto const matches = match_heading(std::string(over) + " " + row.cells[column].text);
        // "Bidang" above "Usaha": one heading in two lines
        bool const goes_on = !matches.empty() && matches[0].confidence >= 90 && matches[0].words >= 2;
        if (!over.empty() && merge == nullptr && !starts_group && !unit && !goes_on) return false;
        known |= merge != nullptr || looks.cells[column] != Look::word ||
                 (!matches.empty() && matches[0].confidence >= 60);
    }
    return known || units;
}

/// True if `row` holds headings of groups of columns whose own headings stand in `below`.
bool is_group_heading(SampleRow const& row, SampleRow const& below, std::span<Merge const> merges) {
    Looks const looks(row);
    if (looks.filled() < 2 || looks.values > 0 || row.number + 1 != below.number) return false;
    auto const width = filled_count(below);
    for (std::size_t column = 0; column < looks.cells.size(); ++column) {
        if (looks.cells[column] == Look::blank) continue;
        auto const* const merge = wide_merge(merges, row.number, column);
        if (merge != nullptr && merge->last_column - merge->first_column + 1 < width) return true;
        if (looks.cells[column] == Look::known && text_at(below, column).empty()) return true;
    }
    return false;
}

/// The text that a heading row says over a column: its own, or that of the cell that spans it.
std::string_view said_over(std::span<SampleRow const> heads, std::size_t at, std::size_t column,
                           std::span<Merge const> merges) {
    auto const& row = heads[at];
    auto const own = text_at(row, column);
    if (!own.empty()) return own;
    if (auto const* merge = wide_merge(merges, row.number, column)) return text_at(row, merge->first_column);
    if (at + 1 == heads.size() || !merges.empty()) return {};
    // Without merges, as in delimited text: a heading spans to the right while sub-headings go on
    for (std::size_t left = column; left-- > 0;) {
        if (text_at(heads[at + 1], left + 1).empty()) return {};
        auto const over = text_at(row, left);
        if (!over.empty()) return text_at(heads[at + 1], left).empty() ? std::string_view{} : over;
    }
    return {};
}

std::size_t widest(std::span<SampleRow const> rows) {
    std::size_t columns = 0;
    for (auto const& row : rows) columns = std::max(columns, row.cells.size());
    return columns;
}

std::vector<std::string> headings_of(std::span<SampleRow const> heads, std::span<Merge const> merges) {
    std::vector<std::string> headings(widest(heads));
    for (std::size_t column = 0; column < headings.size(); ++column) {
        std::string_view last;
        for (std::size_t at = 0; at < heads.size(); ++at) {
            auto const text = said_over(heads, at, column, merges);
            if (text.empty() || text == last) continue;
            if (!headings[column].empty()) headings[column] += ' ';
            headings[column] += base::squeeze(text);
            last = text;
        }
    }
    while (!headings.empty() && headings.back().empty()) headings.pop_back();
    return headings;
}

void add_titles(std::span<SampleRow const> above, Layout& layout) {
    for (auto const& row : above) {
        std::string title;
        for (auto const& cell : row.cells) {
            if (!is_filled(cell) || cell.merged) continue;
            if (!title.empty()) title += ' ';
            title += base::squeeze(cell.text);
        }
        if (!title.empty() && layout.titles.size() < titles_max) layout.titles.push_back(std::move(title));
    }
}

Layout layout_without_heading(std::span<SampleRow const> rows) {
    Layout layout;
    layout.columns = widest(rows);
    layout.usual_cells = usual_width(rows);
    std::size_t first = 0;
    while (layout.usual_cells >= 3 && first < rows.size() && filled_count(rows[first]) == 1) ++first;
    if (first > 0 && first < rows.size()) {
        layout.first_row = rows[first].number;
        add_titles(rows.first(first), layout);
    }
    return layout;
}

Layout layout_around(std::span<SampleRow const> rows, std::span<Merge const> merges, std::size_t heading) {
    std::size_t first = heading;
    std::size_t last = heading;
    while (first > 0 && last - first + 1 < heading_rows_max &&
           is_group_heading(rows[first - 1], rows[first], merges))
        --first;
    while (last + 1 < rows.size() && last - first + 1 < heading_rows_max &&
           is_sub_heading(rows[last], rows[last + 1], merges))
        ++last;
    Layout layout;
    layout.first_heading_row = rows[first].number;
    layout.last_heading_row = rows[last].number;
    layout.headings = headings_of(rows.subspan(first, last - first + 1), merges);
    layout.columns = std::max(layout.headings.size(), widest(rows));
    for (auto const& heading_text : layout.headings)
        layout.folded_headings.push_back(base::fold(heading_text));
    layout.usual_cells = usual_width(rows.subspan(last + 1));
    add_titles(rows.first(first), layout);
    for (std::size_t column = 0; column < layout.headings.size() && !layout.sequence_column; ++column) {
        auto const matches = match_heading(layout.headings[column]);
        if (!matches.empty() && matches[0].target == Target(Special::sequence) && matches[0].confidence >= 80)
            layout.sequence_column = column;
    }
    return layout;
}

}  // namespace

SampleRow SampleRow::of(std::uint64_t number, std::span<Cell const> cells) {
    SampleRow row{.number = number, .cells = {}};
    for (auto const& cell : cells)
        row.cells.push_back({std::string(base::clip(cell.text, kept_bytes)), cell.kind, cell.merged});
    while (!row.cells.empty() && !is_filled(row.cells.back())) row.cells.pop_back();
    return row;
}

std::vector<Cell> SampleRow::view() const {
    std::vector<Cell> view;
    for (auto const& cell : cells) view.push_back({cell.text, {}, cell.kind, cell.merged});
    return view;
}

Layout find_layout(std::span<SampleRow const> rows, std::span<Merge const> merges) {
    auto const heading = find_heading(rows);
    return heading ? layout_around(rows, merges, *heading) : layout_without_heading(rows);
}

Layout layout_at(std::span<SampleRow const> rows, std::span<Merge const> merges, std::uint64_t heading_row) {
    auto const found = std::ranges::find(rows, heading_row, &SampleRow::number);
    if (heading_row == 0 || found == rows.end()) return layout_without_heading(rows);
    return layout_around(rows, merges, static_cast<std::size_t>(found - rows.begin()));
}

}  // namespace bina::intake
