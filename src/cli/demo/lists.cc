#include "cli/demo/lists.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <unordered_set>

namespace bina::cli::demo {
namespace {

constexpr std::uint64_t newcomers_apart = 200'000;  // between the newcomers of two series
constexpr std::uint64_t famous_series = 1'000;  // businesses that one list or another names again
constexpr int well_known_share = 350;
constexpr int gone_a_year = 50;  // thousandths of a list that is delivered again
constexpr int changed_a_year = 80;
constexpr int new_a_year = 40;
constexpr int blank_rows = 4;

enum class RowKind : std::uint8_t { original, changed, repeated, spouse, blank };

/// One row to be written.
struct Entry {
    std::uint64_t number;
    std::uint64_t dice;  ///< The same dice write the same words.
    std::int64_t position;
    RowKind kind;
};

/// What happens to the `index`th business of a series; the same for every list of the series.
struct Fate {
    Fate(std::uint64_t seed, ListSpec const& spec, std::uint64_t dice) {
        Draw draw{seed, Topic::list, dice};
        newcomer = draw.chance(spec.newcomers);
        repeated = draw.chance(spec.repeated);
        retyped = draw.chance(500);
        couple = draw.chance(spec.couples);
        blank = draw.chance(blank_rows);
        well_known = draw.chance(well_known_share);
        gone = draw.chance(gone_a_year) && spec.delivered_again;
        changed = draw.chance(changed_a_year) && spec.delivered_again;
        distance = draw.below(static_cast<std::uint32_t>(spec.rows + 1));
    }
    bool newcomer, repeated, retyped, couple, blank, well_known, gone, changed;
    std::int64_t distance;  ///< Rows between the two times that a business is named.
};

/// Which businesses a list names, in the order of its rows.
std::vector<Entry> entries_of(Population const& population, ListSpec const& spec) {
    auto const size = population.size();
    Shuffle const shuffle{size, population.plan().seed + spec.series};
    Shuffle const famous{size, population.plan().seed + famous_series};
    auto const rows = std::min<std::int64_t>(spec.rows, static_cast<std::int64_t>(size));
    auto const end = spec.delivered_again ? rows + rows * new_a_year / 1000 : rows;
    std::vector<Entry> entries;
    for (std::int64_t i = 0; i < end; ++i) {
        auto const index = static_cast<std::uint64_t>(i);
        auto const dice = spec.series * newcomers_apart + index;
        Fate const fate{population.plan().seed, spec, dice};
        if (fate.gone) continue;
        auto const number = fate.newcomer || i >= rows ? size + dice
                            : fate.well_known          ? famous(index)
                                                       : shuffle(index);
        if (spec.licensed_only && population.business(number).nib.empty()) continue;
        auto const later = 2 * (i + 1 + fate.distance) + 1;
        entries.push_back({number, dice, 2 * i, fate.changed ? RowKind::changed : RowKind::original});
        if (fate.repeated) entries.push_back({number, fate.retyped ? ~dice : dice, later, RowKind::repeated});
        if (fate.couple) entries.push_back({number, dice, later, RowKind::spouse});
        if (fate.blank) entries.push_back({number, dice, 2 * i + 1, RowKind::blank});
    }
    std::ranges::stable_sort(entries, {}, &Entry::position);
    return entries;
}

std::string upper(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::toupper(c); });
    return text;
}

/// What each row truly is, for whoever measures an intake.
class Key {
public:
    explicit Key(SheetWriter& writer) : m_writer(writer) {
        write({"file", "sheet", "row", "business", "person", "registered", "verdict"});
    }

    void new_file() { m_in_file.clear(); }

    void add(ListSpec const& spec, std::string const& sheet, std::int64_t row, Entry const& entry,
             Business const& business, bool registered) {
        bool const spouse = entry.kind == RowKind::spouse;
        write({spec.file, sheet, std::to_string(row), std::to_string(business.number),
               (spouse ? "s" : "") + std::to_string(business.owner.number), registered ? "yes" : "no",
               std::string{verdict(spec, entry)}});
        if (entry.kind == RowKind::blank) return;
        m_known.insert(entry.number);
        m_in_file.insert(entry.number);
    }

private:
    std::string_view verdict(ListSpec const& spec, Entry const& entry) const {
        if (entry.kind == RowKind::blank) return "skipped";
        if (entry.kind == RowKind::spouse) return "doubtful";  // one business, two people
        if (m_in_file.contains(entry.number)) return "duplicate_in_file";
        if (!m_known.contains(entry.number)) return "new";
        return spec.delivered_again && entry.kind == RowKind::original ? "same" : "update";
    }

    void write(std::vector<std::string> const& texts) {
        std::vector<Cell> cells;
        for (auto const& text : texts) cells.push_back({text});
        m_writer.row(cells);
    }

    SheetWriter& m_writer;
    std::unordered_set<std::uint64_t> m_known;
    std::unordered_set<std::uint64_t> m_in_file;
};

/// One list being written.
class ListFile {
public:
    ListFile(Population const& population, ListSpec const& spec, SheetWriter& writer, Key& key)
        : m_population(population),
          m_spec(spec),
          m_writer(writer),
          m_key(key),
          m_scribe(spec.habits, town_of(population.plan().regency)) {}

    std::int64_t write() {
        auto entries = entries_of(m_population, m_spec);
        if (m_spec.grouping == Grouping::none) {
            head();
            for (auto const& entry : entries) row(entry, m_population.business(entry.number));
            return m_named;
        }
        group(entries);
        for (auto from = entries.begin(); from != entries.end();) {
            auto const district = district_of(*from);
            auto const to =
                std::find_if(from, entries.end(), [&](Entry const& e) { return district_of(e) != district; });
            section(from, to);
            from = to;
        }
        return m_named;
    }

private:
    using Iterator = std::vector<Entry>::const_iterator;

    std::string district_of(Entry const& entry) const {
        return m_population.business(entry.number).village->district_name;
    }

    void group(std::vector<Entry>& entries) const {
        std::ranges::stable_sort(
            entries, {}, [&](Entry const& e) { return m_population.business(e.number).village->code; });
    }

    void head() {
        for (auto const& title : m_spec.title) {
            m_writer.title(title, m_spec.columns.size());
            ++m_row;
        }
        std::vector<std::string> above;
        std::vector<std::string> below;
        for (auto const& column : m_spec.columns) {
            above.emplace_back(column.heading);
            below.emplace_back(column.below);
        }
        text_row(above);
        if (m_spec.two_rows_of_heading()) text_row(below);
    }

    void section(Iterator from, Iterator to) {
        auto const name = district_of(*from);
        m_scribe.new_section();
        if (m_spec.grouping == Grouping::sheets) {
            m_writer.sheet(name);
            m_sheet = name;
            m_row = m_sequence = 0;
            head();
        } else {
            if (m_row == 0) head();
            text_row({"", "KECAMATAN " + upper(name)});
        }
        std::int64_t workers = 0;
        for (auto at = from; at != to; ++at) {
            auto const business = m_population.business(at->number);
            workers += business.workers;
            row(*at, business);
        }
        bool const wrong =
            Draw{m_population.plan().seed, Topic::dirt, static_cast<std::uint64_t>(m_row)}.chance(110);
        total(to - from, workers + (wrong ? 3 : 0));
    }

    void total(std::int64_t businesses, std::int64_t workers) {
        std::vector<Cell> cells{{}, {fmt::format("JUMLAH {}", businesses)}};
        for (std::size_t i = cells.size(); i < m_spec.columns.size(); ++i) {
            bool const counts = m_spec.columns[i].column == Column::workers;
            cells.push_back(counts ? Cell{std::to_string(workers), Cell::Kind::number, workers} : Cell{});
        }
        m_writer.row(cells);
        ++m_row;
    }

    void row(Entry const& entry, Business business) {
        Draw draw{m_population.plan().seed, Topic::dirt, entry.dice};
        bool const registered = entry.number < m_population.size();
        if (entry.kind == RowKind::changed) business.sales += business.sales / 10 / 312 * 312;
        auto owner = entry.kind == RowKind::spouse ? m_population.spouse(business) : business.owner;
        if (entry.kind == RowKind::changed) std::ranges::reverse(owner.phone.begin() + 6, owner.phone.end());
        bool const blank = entry.kind == RowKind::blank;
        m_sequence += blank ? 0 : 1;
        m_named += blank ? 0 : 1;
        std::vector<Cell> cells;
        for (auto const& column : m_spec.columns)
            cells.push_back(blank ? Cell{} : m_scribe.cell(draw, column.column, business, owner, m_sequence));
        m_writer.row(cells);
        m_key.add(m_spec, m_sheet, ++m_row, entry, business, registered);
    }

    void text_row(std::vector<std::string> const& texts) {
        std::vector<Cell> cells;
        for (auto const& text : texts) cells.push_back({text});
        m_writer.row(cells);
        ++m_row;
    }

    Population const& m_population;
    ListSpec const& m_spec;
    SheetWriter& m_writer;
    Key& m_key;
    Scribe m_scribe;
    std::string m_sheet;
    std::int64_t m_row = 0;
    std::int64_t m_sequence = 0;
    std::int64_t m_named = 0;
};

ListSpec long_list() {
    ListSpec spec;
    spec.columns = {{Column::sequence, "NO"},
                    {Column::nik, "NIK"},
                    {Column::owner, "NAMA PEMILIK"},
                    {Column::sex, "L/P"},
                    {Column::birth, "TTL"},
                    {Column::address, "ALAMAT"},
                    {Column::rt_rw, "RT/RW"},
                    {Column::village, "DESA/KEL"},
                    {Column::district, "KECAMATAN"},
                    {Column::business, "NAMA USAHA"},
                    {Column::activity, "JENIS USAHA"},
                    {Column::phone, "NO HP"},
                    {Column::sales, "OMZET"},
                    {Column::assets, "ASET"},
                    {Column::workers, "TENAGA KERJA"}};
    spec.habits = {.capitals = 500,
                   .titles = 60,
                   .old_spelling = 20,
                   .typing_error = 20,
                   .nik_missing = 120,
                   .nik_apostrophe = 300,
                   .nik_spaced = 30,
                   .nik_letter = 10,
                   .nik_wrong_length = 10,
                   .phone_number = 200,
                   .phone_two = 40,
                   .phone_dashed = 100,
                   .village_misspelt = 40,
                   .village_prefix = 60,
                   .money_words = 150,
                   .money_rupiah = 250,
                   .no_break_space = 30,
                   .line_break = 10};
    return spec;
}

}  // namespace

base::Result<std::vector<WrittenList>> write_lists(Population const& population,
                                                   std::vector<ListSpec> const& specs,
                                                   std::filesystem::path const& folder) {
    std::error_code code;
    std::filesystem::create_directories(folder, code);
    if (code) return base::fail(error::cannot_write, folder.string());
    auto const key_file = TRY(SheetWriter::open(folder / "kunci.csv", {.delimiter = ','}));
    Key key{*key_file};
    std::vector<WrittenList> written;
    for (auto const& spec : specs) {
        auto const writer = TRY(SheetWriter::open(folder / spec.file, spec.format));
        key.new_file();
        auto const rows = ListFile{population, spec, *writer, key}.write();
        TRY(writer->finish());
        written.push_back({spec.file, rows});
    }
    TRY(key_file->finish());
    return written;
}

base::Result<void> write_long_list(Population const& population, std::filesystem::path const& file,
                                   std::int64_t rows) {
    auto const spec = long_list();
    bool const as_workbook = file.extension() == ".xlsx";
    auto const writer = TRY(SheetWriter::open(
        file, as_workbook ? Format{}
                          : Format{.delimiter = ';', .encoding = Encoding::utf8_bom, .line_end = "\r\n"}));
    Scribe scribe{spec.habits, town_of(population.plan().regency)};
    Shuffle const shuffle{static_cast<std::uint64_t>(rows), population.plan().seed};
    std::vector<Cell> cells;
    for (auto const& column : spec.columns) cells.push_back({std::string{column.heading}});
    writer->row(cells);
    for (std::int64_t row = 0; row < rows; ++row) {
        auto index = static_cast<std::uint64_t>(row);
        Draw choice{population.plan().seed, Topic::list, index};
        auto const roll = choice.below(1000);
        if (roll < 90 && row > 0)
            index -= 1 + choice.below(static_cast<std::uint32_t>(std::min<std::int64_t>(row, 5000)));
        auto const business = population.business(shuffle(index));
        Draw draw{population.plan().seed, Topic::dirt, roll >= 40 && roll < 90 ? ~index : index};
        for (std::size_t i = 0; i < cells.size(); ++i)
            cells[i] = scribe.cell(draw, spec.columns[i].column, business, business.owner, row + 1);
        writer->row(cells);
    }
    return writer->finish();
}

}  // namespace bina::cli::demo
