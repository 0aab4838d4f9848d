#include "intake/reader.h"

#include <algorithm>
#include <utility>

#include "base/fold.h"
#include "intake/headings.h"
#include "intake/recognise.h"
#include "registry/licence.h"

namespace bina::intake {
namespace {

using registry::Field;
using registry::Value;

Cell const no_cell{};
// No licence is given for longer.
constexpr int licence_years_ahead = 20;

Cell const& cell_at(std::span<Cell const> cells, std::size_t position) {
    return position < cells.size() ? cells[position] : no_cell;
}

bool is_place(Target const& target) {
    return target == Target(Field::village) || target == Target(Field::district) ||
           target == Target(Special::village_district);
}

bool is_licence_day(Target const& target) {
    return target == Target(Special::licence_from) || target == Target(Special::licence_until);
}

Period period_of(std::string_view name) {
    if (name == "year") return Period::year;
    return name == "month" ? Period::month : Period::ask;
}

/// "Nama Usaha / Nama Pemilik".
bool names_business_first(std::string_view heading) {
    auto const words = heading_words(heading);
    auto const at = [&](std::initializer_list<std::string_view> some) {
        return std::ranges::find_first_of(words, some) - words.begin();
    };
    return at({"usaha", "toko", "warung", "merk", "umkm", "ukm"}) <
           at({"pemilik", "pengusaha", "pelaku", "owner", "orang", "pedagang"});
}

struct LicenceWord {
    std::string_view word;
    Field field;
};
constexpr std::array<LicenceWord, 9> licence_words{{{"pirt", Field::licence_pirt},
                                                    {"irt", Field::licence_pirt},
                                                    {"halal", Field::licence_halal},
                                                    {"bpom", Field::licence_bpom},
                                                    {"md", Field::licence_bpom},
                                                    {"merek", Field::licence_brand},
                                                    {"haki", Field::licence_brand},
                                                    {"iumk", Field::licence_iumk},
                                                    {"sku", Field::licence_sku}}};
}  // namespace

ReadingPlan::ReadingPlan(RegencyCode regency, Settings const& settings, base::Day today)
    : m_regency(std::move(regency)),
      m_district(settings.district),
      m_today(today),
      m_as_of(settings.as_of == base::Day{} ? today : settings.as_of),
      m_period(period_of(settings.sales_period)) {
    for (auto const& choice : settings.columns) {
        auto const target = target_of(choice.target);
        if (!target) continue;
        Planned planned{.position = static_cast<std::size_t>(choice.position),
                        .target = *target,
                        .study = {},
                        .column = {}};
        if (auto const field = target->read_as()) planned.study.emplace(*field, today);
        if (*target == Target(Special::names)) planned.business_first = names_business_first(choice.heading);
        m_columns.push_back(std::move(planned));
        m_headings.push_back(choice.heading);
    }
    join_licence_days();
}

void ReadingPlan::join_licence_days() {
    std::size_t width = 0;
    for (auto const& planned : m_columns) width = std::max(width, planned.position + 1);
    std::vector<std::optional<Target>> targets(width);
    for (auto const& planned : m_columns) targets[planned.position] = planned.target;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        auto& planned = m_columns[i];
        if (!is_licence_day(planned.target)) continue;
        auto const at = licence_column(targets, planned.position, m_headings[i]);
        if (at) planned.licence_at = static_cast<std::int64_t>(*at);
        // What a licence is good for lies ahead.
        if (planned.target == Target(Special::licence_until))
            planned.study.emplace(Field::coached_since, m_today.years_before(-licence_years_ahead));
    }
}

std::optional<std::int64_t> ReadingPlan::sex_column(bool male, std::size_t width) const {
    auto const mark = male ? Special::sex_male : Special::sex_female;
    for (auto const& planned : m_columns)
        if ((planned.target == Target(Field::sex) || planned.target == Target(mark)) &&
            planned.position < width)
            return static_cast<std::int64_t>(planned.position);
    return std::nullopt;
}

void ReadingPlan::study(std::span<Cell const> cells) {
    for (auto& planned : m_columns)
        if (planned.study && planned.position < cells.size()) planned.study->add(cells[planned.position]);
}

void ReadingPlan::finish() {
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        auto& planned = m_columns[i];
        if (!planned.study) continue;
        planned.column = planned.study->column();
        auto const kind = registry::info(planned.column->field).kind;
        if (kind == registry::FieldKind::kbli) {
            auto const edition = edition_in_heading(m_headings[i]);
            if (edition && *edition != kbli::unsaid_edition(m_as_of)) planned.column->edition = edition;
        }
        if (kind != registry::FieldKind::money) continue;
        auto const hint = read_heading(m_headings[i]);
        if (hint.unit != 1) planned.column->unit = hint.unit;
        // What a person answered goes before what the heading seems to say.
        planned.column->period = m_period != Period::ask ? m_period : hint.period;
    }
}

void RowReader::remark(std::int64_t column, std::string_view field, Note const& note, ListRow& row) {
    ListRow::Remark remark{.column = column,
                           .severity = note.finding.severity,
                           .key = std::string(note.finding.key),
                           .field = std::string(field)};
    for (auto const& param : note.params) remark.params.emplace_back(param.name, param.text);
    row.remarks.push_back(std::move(remark));
}

void RowReader::keep(std::int64_t column, ListRow& row) {
    for (auto& value : m_reading.values) {
        bool const taken = !registry::info(value.field).many &&
                           std::ranges::any_of(row.values, [&](ListRow::Said const& said) {
                               return said.value.field == value.field;
                           });
        if (taken)
            m_extras.emplace_back(column, value);
        else
            row.values.push_back({column, value});
    }
}

void RowReader::read_licences(std::int64_t column, Cell const& cell, ListRow& row) {
    auto const folded = base::fold(cell.text);
    for (auto const word : base::words(folded)) {
        auto const known = std::ranges::find(licence_words, word, &LicenceWord::word);
        if (known != licence_words.end())
            row.values.push_back({column, {known->field, std::string(registry::held_without_number)}});
        else if (word.size() == 13 && word.find_first_not_of("0123456789") == word.npos)
            row.values.push_back({column, {Field::nib, std::string(word)}});
    }
}

void RowReader::read_names(ReadingPlan::Planned const& planned, Cell const& cell, ListRow& row) {
    auto const column = static_cast<std::int64_t>(planned.position);
    intake::read_names(cell, planned.business_first, m_plan.m_today, m_reading);
    for (auto const& note : m_reading.notes) remark(column, registry::info(Field::owner_name).key, note, row);
    if (!m_reading.has(finding::contact_in_text)) keep(column, row);
}

/// Of the columns L and P the one that is marked; both marked say nothing.
void RowReader::read_sex_mark(ReadingPlan::Planned const& planned, Cell const& cell, ListRow& row) {
    bool const male = planned.target == Target(Special::sex_male);
    Column const as_flag{.field = Field::flagship, .today = m_plan.m_today};
    intake::read(cell, as_flag, m_reading);
    bool const marked =
        !says_nothing(cell) && !m_reading.has(finding::placeholder) && m_reading.get(Field::flagship) != "no";
    if (!marked) return;
    auto const column = static_cast<std::int64_t>(planned.position);
    auto const said =
        std::ranges::find(row.values, Field::sex, [](ListRow::Said const& one) { return one.value.field; });
    if (said == row.values.end()) {
        row.values.push_back({column, {Field::sex, male ? "male" : "female"}});
        return;
    }
    row.values.erase(said);
    remark(column, registry::info(Field::sex).key, Note{finding::sex_choice, {}}, row);
}

void RowReader::read_column(ReadingPlan::Planned const& planned, Cell const& cell, ListRow& row) {
    auto const column = static_cast<std::int64_t>(planned.position);
    if (planned.target == Target(Special::licences)) return read_licences(column, cell, row);
    if (planned.target == Target(Special::names)) return read_names(planned, cell, row);
    if (planned.target == Target(Special::sex_male) || planned.target == Target(Special::sex_female))
        return read_sex_mark(planned, cell, row);
    if (!planned.column) return;
    if (is_licence_day(planned.target)) return read_licence_day(planned, cell, row);
    auto const field = registry::info(planned.column->field).key;
    intake::read(cell, *planned.column, m_reading);
    for (auto const& note : m_reading.notes) remark(column, field, note, row);
    if (m_reading.ditto) {
        for (auto const& value : m_above[column]) row.values.push_back({column, value});
        return;
    }
    // A phone or mail address in a column of texts is held back: it stays with the original and is counted.
    if (m_reading.has(finding::contact_in_text)) return;
    m_above[column] = m_reading.values;
    // The column's own value first; what the cell says beside it yields to a column of its own.
    for (auto const& value : m_reading.values) {
        bool const own = value.field == planned.column->field || registry::info(value.field).many ||
                         planned.target.special().has_value();
        if (own)
            row.values.push_back({column, value});
        else
            m_extras.emplace_back(column, value);
    }
}

void RowReader::read_licence_day(ReadingPlan::Planned const& planned, Cell const& cell, ListRow& row) {
    auto const column = static_cast<std::int64_t>(planned.position);
    intake::read(cell, *planned.column, m_reading);
    for (auto const& note : m_reading.notes) remark(column, planned.target.key(), note, row);
    if (m_reading.ditto) m_reading.values = m_above[column];
    m_above[column] = m_reading.values;
    auto const day = base::Day::parse(m_reading.get(Field::coached_since));
    if (day)
        m_licence_days.push_back(
            {column, planned.licence_at, planned.target == Target(Special::licence_until), *day});
}

/// A day goes to the one licence of its column; with none or several it is left to a person.
void RowReader::put_licence_days(ListRow& row) {
    for (auto const& [column, licence_at, until, day] : m_licence_days) {
        auto const is_there = [&](ListRow::Said const& said) {
            return licence_at == said.column && registry::licence_kind_of(said.value.field);
        };
        auto const found = std::ranges::find_if(row.values, is_there);
        auto known = found != row.values.end() ? registry::licence_said(found->value.text) : std::nullopt;
        if (!known || std::ranges::count_if(row.values, is_there) != 1) {
            auto const key = Target(until ? Special::licence_until : Special::licence_from).key();
            remark(column, key, Note{finding::licence_day_unclear, {}}, row);
            continue;
        }
        (until ? known->until : known->from) = day;
        found->value.text = registry::text_of(*known);
    }
}

void RowReader::read_place(std::span<Cell const> cells, ListRow& row) {
    areas::PlaceQuery query;
    std::int64_t column = -1;
    std::int64_t district_column = -1;
    std::int64_t address_column = -1;
    auto const text = [&](std::size_t position) -> std::string_view {
        auto const& cell = cell_at(cells, position);
        auto& above = m_place_above[static_cast<std::int64_t>(position)];
        Column const as_text{.field = Field::note, .today = m_plan.m_today};
        intake::read(cell, as_text, m_reading);
        if (!m_reading.ditto) above = m_reading.values.empty() ? "" : std::string(base::squeeze(cell.text));
        return above;
    };
    std::string_view both;
    for (auto const& planned : m_plan.m_columns) {
        auto const position = static_cast<std::int64_t>(planned.position);
        if (planned.target == Target(Field::village))
            query.village = text(planned.position), column = position;
        if (planned.target == Target(Field::district))
            query.district = text(planned.position), district_column = position;
        if (planned.target == Target(Special::village_district))
            both = text(planned.position), column = position;
        if (planned.target == Target(Field::address))
            query.address = cell_at(cells, planned.position).text, address_column = position;
    }
    if (!both.empty()) {
        auto const cut = both.find_first_of("/,;|");
        query.village = both.substr(0, cut);
        if (cut != both.npos) query.district = both.substr(cut + 1);
    }
    if (query.village.empty()) query.village = m_section_village;
    if (query.district.empty())
        query.district = m_section_district.empty() ? m_plan.m_district : m_section_district;
    m_reading.clear();
    intake::read_place(m_finder, query, m_reading);
    ask_titles(query);
    if (column < 0) column = district_column < 0 ? address_column : district_column;
    for (auto const& note : m_reading.notes) remark(column, registry::info(Field::village).key, note, row);
    if (m_reading.has(finding::place_other_regency) && m_reading.values.empty()) {
        row.verdict = Verdict::rejected;
        row.reason = reason::other_regency;
    }
    keep(column, row);
}

/// Where a row leaves its village or district open, the title may say it.
void RowReader::ask_titles(areas::PlaceQuery query) {
    if (m_title_district.empty() && m_title_village.empty()) return;
    if (m_reading.has(finding::place_other_regency)) return;
    bool const village_known = !m_reading.get(Field::village).empty();
    bool const district_known = !m_reading.get(Field::district).empty();
    bool const of_village = query.village.empty() && !village_known && !m_title_village.empty();
    bool const of_district = query.district.empty() && !m_title_district.empty() &&
                             (!district_known || !query.village.empty() || of_village);
    if (!of_village && !of_district) return;
    if (of_village) query.village = m_title_village;
    if (of_district) query.district = m_title_district;
    Reading own = std::exchange(m_reading, {});
    intake::read_place(m_finder, query, m_reading);
    bool const village_found = !m_reading.get(Field::village).empty();
    bool const better =
        village_found || (!village_known && !m_reading.get(Field::district).empty() && !district_known);
    if (!better) {
        m_reading = std::move(own);
        return;
    }
    auto const code = m_reading.get(village_found ? Field::village : Field::district);
    if (code != own.get(village_found ? Field::village : Field::district))
        m_reading.note(finding::place_from_title, {{"name", std::string(m_finder.index().name_of(code))}});
}

void RowReader::enter_section(Section const& section) {
    if (section.field == Field::district) {
        m_section_district = section.text;
        m_section_village.clear();
    } else if (section.field == Field::village) {
        m_section_village = section.text;
    }
}

void RowReader::enter_sheet(std::string district, std::vector<Section> const& places) {
    m_section_district = std::move(district);
    m_section_village.clear();
    m_title_district.clear();
    m_title_village.clear();
    for (auto const& place : places)
        (place.field == Field::district ? m_title_district : m_title_village) = place.text;
    m_above.clear();
    m_place_above.clear();
}

void RowReader::check_person(ListRow& row) {
    auto const statement = row.statement();
    auto const nik = registry::get(statement, Field::nik);
    if (nik.empty()) return;
    auto const reading = registry::read_nik(nik, false, m_plan.m_today);
    auto const sex = registry::get(statement, Field::sex);
    auto const birth = base::Day::parse(registry::get(statement, Field::birth_day));
    registry::NikContext const context{.sex = sex.empty()     ? registry::Sex::unknown
                                              : sex == "male" ? registry::Sex::male
                                                              : registry::Sex::female,
                                       .birth_day = birth ? std::optional(*birth) : std::nullopt,
                                       .regency = m_plan.m_regency.text()};
    auto const said =
        std::ranges::find(row.values, Field::nik, [](ListRow::Said const& one) { return one.value.field; });
    for (auto const& found : registry::compare_nik(reading, context))
        remark(said->column, registry::info(Field::nik).key, Note{found, {}}, row);
    if (!sex.empty() || reading.sex == registry::Sex::unknown) return;
    bool const male = reading.sex == registry::Sex::male;
    std::string const derived = male ? "male" : "female";
    auto const column = m_plan.sex_column(male, row.cells.size()).value_or(said->column);
    row.values.push_back({column, {Field::sex, derived}});
    remark(column, registry::info(Field::sex).key, Note{finding::sex_from_nik, {{"sex", derived}}}, row);
}

/// The certificate of a home industry ends when its place moves to another regency.
void RowReader::check_licences(ListRow& row) {
    auto const pirt = registry::info(Field::licence_pirt).key;
    for (auto const& [column, value] : row.values) {
        if (value.field != Field::licence_pirt) continue;
        auto const says = registry::decode_pirt(registry::licence_number(value.text));
        if (says && says->regency != m_plan.m_regency.text())
            remark(column, pirt, Note{registry::finding::pirt_elsewhere, {}}, row);
    }
}

void RowReader::read(std::int64_t number, std::span<Cell const> cells, ListRow& row) {
    row = ListRow{.number = number};
    row.cells.reserve(cells.size());
    for (auto const& cell : cells) row.cells.emplace_back(cell.text);
    m_extras.clear();
    m_licence_days.clear();
    for (auto const& planned : m_plan.m_columns)
        if (!is_place(planned.target)) read_column(planned, cell_at(cells, planned.position), row);
    read_place(cells, row);
    for (auto& [column, value] : m_extras) {
        bool const said = std::ranges::any_of(
            row.values, [&](ListRow::Said const& one) { return one.value.field == value.field; });
        if (!said) row.values.push_back({column, value});
    }
    check_person(row);
    put_licence_days(row);
    check_licences(row);
    auto const statement = row.statement();
    if (registry::get(statement, Field::business_name).empty() &&
        registry::get(statement, Field::owner_name).empty()) {
        row.verdict = Verdict::rejected;
        row.reason = reason::no_name;
    }
}

}  // namespace bina::intake
