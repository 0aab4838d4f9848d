#include <algorithm>
#include <array>

#include "base/fold.h"
#include "intake/value_kinds.h"

namespace bina::intake {
namespace {

using base::Day;
using registry::Field;

constexpr int year_first = 1900;
constexpr int year_last = 2199;
constexpr std::int64_t serial_first = 10'000;  // 1927-05-18: smaller numbers are no days
constexpr std::int64_t serial_last = 73'050;  // 2099-12-31
constexpr int serial_epoch = -25'569;  // 1899-12-30, as Excel counts from March 1900 on
constexpr int owner_youngest = 17;
constexpr int owner_oldest = 100;

/// By their first three letters: Pebruari, Nopember and the like begin as in the table, or have a row of
/// their own.
struct Month {
    std::string_view start;
    int number;
};
constexpr auto months = std::to_array<Month>({
    {"jan", 1},  {"feb", 2},  {"peb", 2},  {"pep", 2},  {"mar", 3},  {"mrt", 3},  {"apr", 4}, {"mei", 5},
    {"may", 5},  {"jun", 6},  {"jul", 7},  {"agu", 8},  {"agt", 8},  {"ags", 8},  {"aug", 8}, {"sep", 9},
    {"okt", 10}, {"oct", 10}, {"nov", 11}, {"nop", 11}, {"des", 12}, {"dec", 12},
});
constexpr auto roman_months = std::to_array<std::string_view>(
    {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"});
constexpr auto weekdays = std::to_array<std::string_view>(
    {"senin", "selasa", "rabu", "kamis", "jumat", "jum'at", "sabtu", "minggu", "ahad"});

int month_of(std::string_view word) {
    auto const roman = std::ranges::find(roman_months, word);
    if (roman != roman_months.end()) return static_cast<int>(roman - roman_months.begin());
    if (word.size() < 3) return 0;
    auto const found = std::ranges::find(months, word.substr(0, 3), &Month::start);
    return found == months.end() ? 0 : found->number;
}

struct Part {
    int number = 0;
    std::size_t digits = 0;
};

/// The numbers and the month's name of a date.
struct DateText {
    std::array<Part, 4> parts{};
    std::size_t count = 0;
    int month = 0;
    std::size_t before_month = 0;  ///< Numbers before the month's name.
    bool readable = true;
};

/// Without the time of day: "12/03/1987 00:00:00", "1987-03-12T00:00:00Z".
std::string_view without_time(std::string_view low) {
    auto const colon = low.find(':');
    if (colon == low.npos || colon < 8) return low;
    auto const before = low.find_last_of(" t", colon);
    return before == low.npos ? low : low.substr(0, before);
}

DateText date_text(std::string_view low) {
    DateText date;
    low = without_time(low);
    for (std::size_t at = 0; at < low.size() && date.readable;) {
        std::size_t const start = at;
        if (is_digit(low[at])) {
            int number = 0;
            for (; at < low.size() && is_digit(low[at]); ++at)
                if (at - start < 9) number = number * 10 + (low[at] - '0');
            if (date.count == date.parts.size() || at - start > 8)
                date.readable = false;
            else
                date.parts[date.count++] = {number, at - start};
        } else if (is_lower(low[at])) {
            while (at < low.size() && (is_lower(low[at]) || low[at] == '\'')) ++at;
            auto const word = low.substr(start, at - start);
            if (word == "tgl" || word == "tanggal" || word == "th" || word == "tahun" || word == "thn")
                continue;
            if (std::ranges::find(weekdays, word) != weekdays.end()) continue;
            int const month = month_of(word);
            date.readable = month != 0 && date.month == 0;
            date.month = month;
            date.before_month = date.count;
        } else {
            date.readable = low[at] != '?' && low[at] != '%' && low[at] != '@';
            ++at;
        }
    }
    return date;
}

/// What a date turns out to be.
struct DayRead {
    enum class Kind : std::uint8_t { day, year, month, impossible, unreadable };
    Kind kind = Kind::unreadable;
    Day day = {};
    int year = 0;
    Finding finding = {};  ///< Said beside a day.
};

/// The reader of one date; knows what the column and the field make likely.
class DateReader {
public:
    DateReader(Column const& column, bool birth) : m_column(column), m_birth(birth) {}

    DayRead run(std::string_view low, CellKind kind) {
        if (kind == CellKind::date) {
            if (auto const day = Day::parse(low.substr(0, 10))) return found(*day);
            return {};
        }
        auto const date = date_text(low);
        if (!date.readable || date.count == 0) return {};
        if (date.month != 0) return with_month_name(date);
        switch (date.count) {
            case 1:
                return of_one(date.parts[0]);
            case 2:
                return of_two(date.parts[0], date.parts[1]);
            case 3:
                return of_three(date.parts);
            default:
                return {};
        }
    }

private:
    DayRead found(Day day) {
        return {.kind = DayRead::Kind::day, .day = day, .year = day.year(), .finding = m_finding};
    }

    DayRead of_parts(int year, int month, int day) {
        auto const made = Day::from_parts(year, month, day);
        if (!made) return {.kind = DayRead::Kind::impossible};
        return found(*made);
    }

    /// 12031987, 120387, 19870312, 31848, 1987.
    DayRead of_one(Part part) {
        int const n = part.number;
        if (part.digits == 8) {
            bool const year_first_form =
                n / 10'000 >= year_first && n / 10'000 <= year_last && n / 100 % 100 <= 12;
            return year_first_form ? of_parts(n / 10'000, n / 100 % 100, n % 100)
                                   : of_parts(n % 10'000, n / 10'000 % 100, n / 1'000'000);
        }
        if (part.digits == 6) return of_parts(full_year({n % 100, 2}), n / 100 % 100, n / 10'000);
        if (part.digits == 5 && n >= serial_first && n <= serial_last) {
            m_finding = finding::day_serial;
            return found(Day::from_number(n + serial_epoch));
        }
        if (part.digits == 4 && n >= year_first && n <= year_last)
            return {.kind = DayRead::Kind::year, .year = n};
        return {};
    }

    /// 03/1987
    DayRead of_two(Part first, Part second) {
        if (first.digits == 4) std::swap(first, second);
        if (second.digits != 4 || first.number < 1 || first.number > 12) return {};
        return {.kind = DayRead::Kind::month, .year = second.number};
    }

    DayRead of_three(std::array<Part, 4> const& parts) {
        auto const [first, second, third, unused] = parts;
        if (first.digits == 4) return of_parts(first.number, second.number, third.number);
        if (third.digits != 4 && third.digits != 2) return {};
        int const year = full_year(third);
        bool const day_possible = second.number <= 12;
        bool const month_possible = first.number <= 12;
        if (day_possible && month_possible && first.number != second.number) {
            if (m_column.day_order == DayOrder::mixed) m_finding = finding::day_order;
            if (m_column.day_order != DayOrder::month_first)
                return of_parts(year, second.number, first.number);
        } else if (day_possible || !month_possible) {
            return of_parts(year, second.number, first.number);
        }
        m_finding = finding::day_month_first;
        return of_parts(year, first.number, second.number);
    }

    DayRead with_month_name(DateText const& date) {
        if (date.count == 1) {
            auto const part = date.parts[0];
            if (part.digits == 4) return {.kind = DayRead::Kind::month, .year = part.number};
            return {.kind = DayRead::Kind::month};
        }
        if (date.count != 2) return {};
        bool const year_leads = date.parts[0].digits == 4;
        auto const year = date.parts[year_leads ? 0 : 1];
        auto const day = date.parts[year_leads ? 1 : 0];
        if (year.digits != 4 && year.digits != 2) return {};
        return of_parts(full_year(year), date.month, day.number);
    }

    /// The century of two digits: not in the future, and for a birth one that makes the owner at least 17.
    int full_year(Part part) {
        if (part.digits == 4) return part.number;
        m_finding = finding::day_century;
        int const now = m_column.today.year();
        int const latest = m_birth ? now - owner_youngest : now;
        return 2000 + part.number <= latest ? 2000 + part.number : 1900 + part.number;
    }

    Column const& m_column;
    bool m_birth;
    Finding m_finding;
};

std::vector<Param> day_param(Day day) {
    return {{"day", day.text()}};
}

void add_day(DayRead const& read, Field field, Column const& column, Reading& reading) {
    switch (read.kind) {
        case DayRead::Kind::unreadable:
            return reading.note(finding::day_unreadable);
        case DayRead::Kind::impossible:
            return reading.note(finding::day_impossible);
        case DayRead::Kind::month:
            return reading.note(finding::day_incomplete);
        case DayRead::Kind::year: {
            auto const start = Day::from_parts(read.year, 1, 1);
            if (field == Field::birth_day || !start || *start > column.today)
                return reading.note(finding::day_incomplete);
            reading.note(finding::day_start_of_year, day_param(*start));
            return reading.add(field, start->text());
        }
        case DayRead::Kind::day:
            break;
    }
    if (read.day > column.today) return reading.note(finding::day_future, day_param(read.day));
    if (read.finding.severity != Severity::ok) reading.note(read.finding, day_param(read.day));
    if (field == Field::birth_day && (read.day > column.today.years_before(owner_youngest) ||
                                      read.day < column.today.years_before(owner_oldest)))
        reading.note(finding::day_unlikely);
    reading.add(field, read.day.text());
}

}  // namespace

void kinds::day(Cell const& cell, std::string_view low, Column const& column, Reading& reading) {
    add_day(DateReader(column, column.field == Field::birth_day).run(low, cell.kind), column.field, column,
            reading);
}

void kinds::birth(Cell const& cell, std::string_view text, Column const& column, Reading& reading) {
    auto const first_digit = std::ranges::find_if(text, is_digit);
    auto place = text.substr(0, static_cast<std::size_t>(first_digit - text.begin()));
    auto rest = text.substr(place.size());
    // "Blora, Maret 1987", "Blora, Senin 12 Maret 1987": the last word belongs to the date.
    while (!place.empty()) {
        auto const end = place.find_last_not_of(" ,-/.:;\t\n\r");
        place = place.substr(0, end == place.npos ? 0 : end + 1);
        auto const start = place.find_last_of(" ,/") + 1;
        auto const word = plain(place.substr(start));
        bool const month = month_of(word) != 0 && !rest.empty() && start > 0;
        bool const weekday = std::ranges::find(weekdays, word) != weekdays.end();
        bool const label = word == "tgl" || word == "tanggal" || word == "lahir";
        if (!month && !weekday && !label) break;
        if (month) rest = text.substr(start);
        place = place.substr(0, start);
    }
    bool const only_month = month_of(plain(place)) != 0 && !rest.empty();
    if (only_month || cell.kind == CellKind::date) {
        place = {};
        rest = text;
    }
    auto name = shown_case(base::squeeze(base::clip(place, limit::text_bytes)), false);
    auto const days_start = reading.values.size();
    if (!rest.empty())
        add_day(DateReader(column, true).run(plain(rest), cell.kind), Field::birth_day, column, reading);
    if (name.empty()) {
        if (rest.empty()) reading.note(finding::day_unreadable);
        return;
    }
    bool const leads = column.field == Field::birth_place;
    if (!rest.empty()) reading.note(finding::day_with_place);
    if (rest.empty() && !leads) reading.note(finding::day_incomplete);
    auto const at =
        leads ? reading.values.begin() + static_cast<std::ptrdiff_t>(days_start) : reading.values.end();
    reading.values.insert(at, {Field::birth_place, std::move(name)});
}

std::optional<DayOrder> kinds::shown_order(std::string_view low) {
    auto const date = date_text(low);
    bool const three = date.readable && date.month == 0 && date.count == 3 && date.parts[0].digits <= 2;
    if (!three) return std::nullopt;
    if (date.parts[0].number > 12 && date.parts[1].number <= 12) return DayOrder::day_first;
    if (date.parts[1].number > 12 && date.parts[0].number <= 12) return DayOrder::month_first;
    return std::nullopt;
}

namespace {

void add_year(int year, Column const& column, Reading& reading) {
    if (year < year_first || year > column.today.year()) return reading.note(finding::year_range);
    reading.add(column.field, std::to_string(year));
}

/// "5 tahun", "5 th": how long, not when.
bool is_age(std::string_view low, Part part) {
    std::size_t at = 0;
    while (at < low.size() && !is_digit(low[at])) ++at;
    if (at > 0 && is_lower(low[at - 1])) return false;
    at += part.digits;
    while (at < low.size() && low[at] == ' ') ++at;
    auto const rest = low.substr(at);
    return part.digits <= 2 &&
           (rest == "th" || rest == "thn" || rest == "tahun" || rest == "tahun." || rest == "th.");
}

}  // namespace

void kinds::year(Cell const& cell, std::string_view low, Column const& column, Reading& reading) {
    std::string text(low);
    for (std::string_view const word : {"sejak", "mulai", "berdiri", "dari"}) {
        auto const at = text.find(word);
        if (at != text.npos) text.erase(at, word.size());
    }
    auto const date = date_text(text);
    if (cell.kind != CellKind::date && date.readable && date.count == 1 && date.month == 0) {
        auto const part = date.parts[0];
        if (part.digits == 4) return add_year(part.number, column, reading);
        if (part.digits <= 2) {
            int const now = column.today.year();
            bool const age = is_age(low, part);
            int const year =
                age ? now - part.number : part.number + (2000 + part.number <= now ? 2000 : 1900);
            if (!age && part.digits == 1) return reading.note(finding::year_unreadable);
            reading.note(age ? finding::year_age : finding::year_two_digits,
                         {{"year", std::to_string(year)}});
            return add_year(year, column, reading);
        }
    }
    auto const day = DateReader(column, false).run(text, cell.kind);
    if (day.year == 0) return reading.note(finding::year_unreadable);
    reading.note(finding::year_of_day);
    add_year(day.year, column, reading);
}

}  // namespace bina::intake
