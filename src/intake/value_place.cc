#include <algorithm>
#include <array>

#include "base/fold.h"
#include "intake/value_kinds.h"

namespace bina::intake {
namespace {

using base::Day;
using registry::Field;

constexpr std::int64_t unit_max = 299;  // no RT or RW has a higher number
constexpr int recent_year = 2015;

/// "3" as "003", as identity cards show it.
std::string three_digits(std::int64_t number) {
    auto text = std::to_string(number);
    return std::string(3 - std::min<std::size_t>(text.size(), 3), '0') + text;
}

void add_both(std::int64_t rt, std::int64_t rw, Reading& reading) {
    if (rt > 0 && rt <= unit_max) reading.add(Field::rt, three_digits(rt));
    if (rw > 0 && rw <= unit_max) reading.add(Field::rw, three_digits(rw));
}

struct Numbers {
    std::array<std::int64_t, 3> list{};
    std::array<std::size_t, 3> digits{};
    std::size_t count = 0;
    bool too_many = false;
};

Numbers numbers_of(std::string_view low) {
    Numbers numbers;
    for (std::size_t at = 0; at < low.size();) {
        if (!is_digit(low[at])) {
            ++at;
            continue;
        }
        std::size_t const start = at;
        std::int64_t number = 0;
        for (; at < low.size() && is_digit(low[at]); ++at)
            if (at - start < 9) number = number * 10 + (low[at] - '0');
        if (numbers.count == numbers.list.size()) {
            numbers.too_many = true;
            break;
        }
        numbers.digits[numbers.count] = at - start;
        numbers.list[numbers.count++] = number;
    }
    return numbers;
}

constexpr std::string_view month_starts = "jan feb mar apr mei jun jul agu sep okt nov des ";
constexpr std::string_view english_months = "jan feb mar apr may jun jul aug sep oct nov dec ";

/// The month that "1-feb" or "feb-13" names, or 0.
std::int64_t month_in(std::string_view low) {
    for (std::size_t at = 0; at + 3 <= low.size(); ++at) {
        if (!is_lower(low[at]) || (at > 0 && is_lower(low[at - 1]))) continue;
        for (auto const names : {month_starts, english_months}) {
            auto const found = names.find(low.substr(at, 3));
            if (found != names.npos && found % 4 == 0) return static_cast<std::int64_t>(found / 4) + 1;
        }
    }
    return 0;
}

void note_date(std::int64_t rt, std::int64_t rw, Reading& reading) {
    reading.note(finding::rt_date, {{"rt", std::to_string(rt)}, {"rw", std::to_string(rw)}});
    add_both(rt, rw, reading);
}

/// Typed "1/2", shown as a day of the year of typing. "2/13" is no day of a month: it became the first of
/// February 2013, and "2/45" of 1945.
bool read_as_date(Cell const& cell, std::string_view low, Numbers const& numbers, Reading& reading) {
    if (cell.kind == CellKind::date) {
        auto const day = Day::parse(low.substr(0, 10));
        if (!day) return false;
        bool const month_and_year = day->day_of_month() == 1 && day->year() < recent_year;
        if (month_and_year)
            note_date(day->month(), day->year() % 100, reading);
        else
            note_date(day->day_of_month(), day->month(), reading);
        return true;
    }
    // The day's number is left where the format of a day was taken away: no RT and RW have five digits.
    constexpr std::int64_t first_serial = 29'221;  // 1 January 1980
    constexpr std::int64_t last_serial = 54'789;  // 31 December 2049
    constexpr int serial_of_1970 = 25'569;
    if (numbers.count == 1 && numbers.digits[0] == 5 && numbers.list[0] >= first_serial &&
        numbers.list[0] <= last_serial) {
        auto const day = Day::from_number(static_cast<int>(numbers.list[0]) - serial_of_1970);
        note_date(day.day_of_month(), day.month(), reading);
        return true;
    }
    auto const month = month_in(low);
    if (month == 0 || numbers.count == 0) return false;
    bool const month_leads = is_lower(low[0]);
    if (month_leads && numbers.count == 1)
        note_date(month, numbers.list[0] % 100, reading);
    else
        note_date(numbers.list[0], month, reading);
    return true;
}

bool has_word(std::string_view low, std::string_view word) {
    for (auto at = low.find(word); at != low.npos; at = low.find(word, at + 1)) {
        bool const starts = at == 0 || !is_lower(low[at - 1]);
        auto const end = at + word.size();
        if (starts && (end == low.size() || !is_lower(low[end]))) return true;
    }
    return false;
}

}  // namespace

void kinds::rt_rw(Cell const& cell, std::string_view low, Column const& column, Reading& reading) {
    auto const numbers = numbers_of(low);
    if (read_as_date(cell, low, numbers, reading)) return;
    if (numbers.count == 0 || numbers.too_many || numbers.count > 2)
        return reading.note(finding::rt_unreadable);
    auto const before = reading.values.size();
    if (numbers.count == 2) {
        bool const reversed = low.find("rw") < low.find("rt");
        add_both(numbers.list[reversed ? 1 : 0], numbers.list[reversed ? 0 : 1], reading);
    } else if (numbers.digits[0] == 4 || numbers.digits[0] == 6) {
        // 0102 and 001002: both in one.
        std::int64_t const half = numbers.digits[0] == 4 ? 100 : 1000;
        add_both(numbers.list[0] / half, numbers.list[0] % half, reading);
    } else {
        bool const rw = has_word(low, "rw") || (column.field == Field::rw && !has_word(low, "rt"));
        rw ? add_both(0, numbers.list[0], reading) : add_both(numbers.list[0], 0, reading);
    }
    bool const zero = numbers.list[0] == 0 && numbers.list[1] == 0;
    if (reading.values.size() == before) reading.note(zero ? finding::placeholder : finding::rt_unreadable);
    // The column's own part first.
    if (reading.values.size() == before + 2 && column.field == Field::rw)
        std::swap(reading.values[before], reading.values[before + 1]);
}

namespace {

/// Walks through the words of an address without copying it.
class AddressWalk {
public:
    explicit AddressWalk(std::string_view text) : m_text(text) {}

    AddressParts run() {
        while (m_at < m_text.size()) {
            if (!is_letter(m_text[m_at])) {
                ++m_at;
                continue;
            }
            std::size_t const start = m_at;
            while (m_at < m_text.size() && is_letter(m_text[m_at])) ++m_at;
            read_word(m_text.substr(start, m_at - start));
        }
        return m_parts;
    }

private:
    static bool is(std::string_view word, std::string_view low) {
        return std::ranges::equal(word, low, {}, lower);
    }

    void read_word(std::string_view word) {
        if (is(word, "rt") || is(word, "rtrw")) {
            m_parts.rt = number();
            if (second_number_follows()) m_parts.rw = number();
        } else if (is(word, "rw")) {
            m_parts.rw = number();
        } else if (m_parts.hamlet.empty()) {
            for (std::string_view const marker : {"dk", "dkh", "dukuh", "dsn", "dusun", "ds n", "lingk",
                                                  "lingkungan", "ling", "kp", "kampung", "dukuhan"})
                if (is(word, marker)) m_parts.hamlet = name();
        }
    }

    std::string_view number() {
        std::size_t at = m_at;
        while (at < m_text.size() && !is_digit(m_text[at]) && !is_letter(m_text[at])) ++at;
        std::size_t const start = at;
        while (at < m_text.size() && is_digit(m_text[at])) ++at;
        if (at == start || at - start > 3) return {};
        m_at = at;
        return m_text.substr(start, at - start);
    }

    /// "RT 01/02", "RT 3 / 5", "RT/RW 1/2": a slash or dash and a second number.
    bool second_number_follows() const {
        std::size_t at = m_at;
        while (at < m_text.size() && m_text[at] == ' ') ++at;
        if (at >= m_text.size() || (m_text[at] != '/' && m_text[at] != '-')) return false;
        ++at;
        while (at < m_text.size() && m_text[at] == ' ') ++at;
        return at < m_text.size() && is_digit(m_text[at]);
    }

    /// The words up to a comma, a digit or a marker.
    std::string_view name() {
        std::size_t start = m_at;
        while (start < m_text.size() && (m_text[start] == '.' || m_text[start] == ' ')) ++start;
        std::size_t end = start;
        for (std::size_t at = start; at < m_text.size();) {
            if (m_text[at] == ' ') {
                ++at;
                continue;
            }
            std::size_t const word_start = at;
            while (at < m_text.size() && (is_letter(m_text[at]) || m_text[at] == '\'')) ++at;
            if (at == word_start || ends_name(m_text.substr(word_start, at - word_start))) break;
            end = at;
        }
        m_at = std::max(m_at, end);
        return m_text.substr(start, end - start);
    }

    static bool ends_name(std::string_view word) {
        for (std::string_view const marker :
             {"rt", "rw", "rtrw", "ds", "desa", "kel", "kelurahan", "kec", "kecamatan", "kab", "kabupaten",
              "jl", "jln", "jalan", "no", "gg", "kota"})
            if (is(word, marker)) return true;
        return false;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    AddressParts m_parts;
};

std::int64_t number_of(std::string_view digits) {
    std::int64_t number = 0;
    for (char const c : digits) number = number * 10 + (c - '0');
    return number;
}

}  // namespace

AddressParts read_address_parts(std::string_view text) {
    auto parts = AddressWalk(text).run();
    return parts;
}

void kinds::address(std::string_view text, Column const& column, Reading& reading) {
    if (contact_in_text(text, reading)) return;
    auto value = base::squeeze(text);
    if (value.size() > limit::text_bytes) {
        value.resize(base::clip(value, limit::text_bytes).size());
        reading.note(finding::text_clipped, {{"bytes", std::to_string(limit::text_bytes)}});
    }
    auto const parts = read_address_parts(value);
    auto const rt = number_of(parts.rt);
    auto const rw = number_of(parts.rw);
    auto hamlet = shown_case(parts.hamlet, false);
    reading.add(column.field, std::move(value));
    add_both(rt, rw, reading);
    reading.add(Field::hamlet, std::move(hamlet));
}

namespace {

constexpr std::size_t district_digits = 6;

void note_place(areas::PlaceFound const& found, areas::PlaceIndex const& index, bool village_named,
                Reading& reading) {
    if (found.other_regency) reading.note(finding::place_other_regency);
    if (found.match == areas::PlaceMatch::ambiguous) {
        std::string candidates;
        for (auto const& code : found.candidates) {
            candidates.append(candidates.empty() ? "" : ", ").append(index.name_of(code));
            auto const district = index.name_of(std::string_view(code).substr(0, district_digits));
            if (code.size() > district_digits) candidates.append(" (Kec. ").append(district).append(")");
        }
        return reading.note(finding::place_ambiguous, {{"candidates", std::move(candidates)}});
    }
    if (village_named && !found.is_village()) return reading.note(finding::place_unknown);
    auto const note = [&](Finding finding) {
        reading.note(finding, {{"name", std::string(index.name_of(found.code))}});
    };
    if (found.is_district()) note(finding::place_district_only);
    if (found.from_address) return note(finding::place_from_address);
    if (found.match == areas::PlaceMatch::normalised) note(finding::place_spelling);
    if (found.match == areas::PlaceMatch::fuzzy) note(finding::place_misspelt);
}

}  // namespace

void read_place(areas::PlaceFinder& finder, areas::PlaceQuery const& query, Reading& reading) {
    reading.clear();
    auto cleaned = query;
    for (auto* text : {&cleaned.village, &cleaned.district, &cleaned.address}) {
        auto const saying = saying_of(plain(text->substr(0, 40)));
        if (saying != Saying::value) *text = {};
    }
    auto const& found = finder.find(cleaned);
    bool const nothing_said = cleaned.village.empty() && cleaned.district.empty() && found.code.empty();
    if (nothing_said && found.match == areas::PlaceMatch::none && !found.other_regency) return;
    note_place(found, finder.index(), !cleaned.village.empty(), reading);
    if (found.other_regency) return;
    if (found.is_village()) reading.add(Field::village, found.code);
    if (!found.code.empty()) reading.add(Field::district, found.code.substr(0, 6));
}

}  // namespace bina::intake
