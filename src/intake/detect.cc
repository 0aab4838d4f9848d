#include "intake/detect.h"

#include <algorithm>
#include <array>

#include "intake/headings.h"
#include "intake/recognise.h"
#include "intake/row_classifier.h"

namespace bina::intake {
namespace {

constexpr std::size_t rows_looked_at = 1'000;
constexpr std::size_t sheets_looked_at = 64;
constexpr std::size_t rows_shown = 20;
constexpr std::size_t narrow_columns = 3;

base::Result<std::vector<SampleRow>> sample_of(Book const& book, std::size_t sheet) {
    std::vector<SampleRow> rows;
    TRY(book.for_each_row(sheet, [&](std::uint64_t number, std::span<Cell const> cells) {
        auto row = SampleRow::of(number, cells);
        if (!row.cells.empty()) rows.push_back(std::move(row));
        return rows.size() < rows_looked_at ? Visit::next : Visit::stop;
    }));
    return rows;
}

bool starts_with_heading(SampleRow const& row) {
    if (row.cells.empty() || row.cells[0].kind != CellKind::text) return false;
    auto const matches = match_heading(row.cells[0].text);
    return !matches.empty() && matches[0].target && matches[0].target->field() && matches[0].confidence >= 90;
}

/// Columns whose headings are years or months, in their order.
std::vector<std::size_t> periods_of(Layout const& layout) {
    std::vector<std::size_t> periods;
    for (std::size_t column = 0; column < layout.headings.size(); ++column) {
        auto const traits = recognise({layout.headings[column], {}, CellKind::text, false});
        if (has(traits, Trait::year) || has(traits, Trait::month)) periods.push_back(column);
    }
    return periods;
}

/// Columns of amounts and counts: not those that number or name their rows, nor places and days.
std::vector<std::size_t> measures_of(Detection const& found) {
    static constexpr std::array<std::string_view, 7> names{"id",    "kode", "nomor", "no",
                                                           "tahun", "lat",  "kbli"};
    std::vector<std::size_t> measures;
    for (std::size_t column = 0; column < found.columns.size(); ++column) {
        auto const& target = found.columns[column].target;
        auto const field = target ? target->field() : std::nullopt;
        auto const kind = field ? registry::info(*field).kind : registry::FieldKind::text;
        bool const measured = kind == registry::FieldKind::money || kind == registry::FieldKind::count;
        auto const words = heading_words(found.layout.headings[column]);
        bool const named = std::ranges::find_first_of(words, names) != words.end();
        if (!measured && (target || named)) continue;
        if (found.profiles[column].share(Trait::number) >= 700) measures.push_back(column);
    }
    return measures;
}

base::Result<Detection> look_at(Book const& book, std::size_t sheet, DetectOptions const& options) {
    Detection found;
    found.sheet = sheet;
    found.sheet_name = book.sheets()[sheet].name;
    found.sheets = {sheet};
    auto const rows = TRY(sample_of(book, sheet));
    auto const merges = TRY(book.merges(sheet));
    found.layout =
        options.heading_row ? layout_at(rows, merges, *options.heading_row) : find_layout(rows, merges);
    found.profiles.resize(found.layout.columns);
    std::size_t headings_below = 0;
    RowClassifier classifier(found.layout, options.places);
    found.layout.headings.resize(found.layout.columns);
    SeriesStudy series(found.layout.headings, periods_of(found.layout));
    for (auto const& row : rows) {
        auto const cells = row.view();
        auto const kind = classifier.next(row.number, cells).kind;
        if (kind != RowKind::data) continue;
        ++found.data_rows;
        series.add(cells);
        for (std::size_t column = 0; column < found.profiles.size(); ++column)
            found.profiles[column].add(column < cells.size() ? cells[column] : Cell{}, options.places);
        if (found.layout.columns <= narrow_columns && found.data_rows <= rows_shown)
            headings_below += starts_with_heading(row);
        if (found.sample.size() < rows_shown) found.sample.push_back(row);
    }
    found.columns = propose_mapping(found.layout.headings, found.profiles);
    for (std::size_t column = 0; column < found.columns.size() && !found.layout.sequence_column; ++column)
        if (found.columns[column].target == Target(Special::sequence)) found.layout.sequence_column = column;
    found.judgement = judge({.layout = found.layout,
                             .profiles = found.profiles,
                             .proposals = found.columns,
                             .sheet_name = found.sheet_name,
                             .data_rows = found.data_rows,
                             .headings_below = headings_below});
    if (found.kind() == FileKind::businesses || found.kind() == FileKind::aggregate)
        found.oddities = series.findings(measures_of(found));
    return found;
}

/// The better find is the one more like a list of businesses, then the longer one.
int rank_of(Detection const& found) {
    switch (found.kind()) {
        case FileKind::businesses:
            return 5;
        case FileKind::prices:
        case FileKind::aggregate:
            return 4;
        case FileKind::template_form:
            return 3;
        case FileKind::unknown:
            return 2;
        case FileKind::empty:
            return 1;
    }
    return 0;
}

bool better(Detection const& a, Detection const& b) {
    return std::pair(rank_of(a), a.data_rows) > std::pair(rank_of(b), b.data_rows);
}

/// Same headings in the same places, for most of them.
bool is_alike(Detection const& a, Detection const& b) {
    auto const& first = a.layout.folded_headings;
    auto const& second = b.layout.folded_headings;
    if (b.kind() != FileKind::businesses || first.empty() || first.size() != second.size()) return false;
    std::size_t same = 0;
    for (std::size_t i = 0; i < first.size(); ++i) same += first[i] == second[i];
    return same * 10 >= first.size() * 8;
}

base::Result<std::vector<Detection>> look_at_all(Book const& book, DetectOptions const& options,
                                                 bool hidden) {
    std::vector<Detection> all;
    for (std::size_t sheet = 0; sheet < book.sheets().size() && all.size() < sheets_looked_at; ++sheet)
        if (book.sheets()[sheet].hidden == hidden) all.push_back(TRY(look_at(book, sheet, options)));
    return all;
}

}  // namespace

base::Result<Detection> detect(Book const& book, DetectOptions const& options) {
    if (options.sheet && *options.sheet < book.sheets().size()) return look_at(book, *options.sheet, options);
    auto all = TRY(look_at_all(book, options, false));
    bool const nothing =
        std::ranges::all_of(all, [](Detection const& found) { return found.kind() == FileKind::empty; });
    if (nothing) std::ranges::move(TRY(look_at_all(book, options, true)), std::back_inserter(all));
    if (all.empty()) return Detection{};
    std::size_t best = 0;
    for (std::size_t i = 1; i < all.size(); ++i)
        if (better(all[i], all[best])) best = i;
    auto found = std::move(all[best]);
    if (found.kind() != FileKind::businesses) return found;
    found.sheets.clear();
    for (std::size_t i = 0; i < all.size(); ++i)
        if (i == best || is_alike(found, all[i]))
            found.sheets.push_back(i == best ? found.sheet : all[i].sheet);
    return found;
}

}  // namespace bina::intake
