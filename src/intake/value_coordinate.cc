#include <algorithm>
#include <array>

#include "intake/value_kinds.h"

namespace bina::intake {
namespace {

using registry::Field;

/// Millionths of a degree.
using Micro = std::int64_t;
constexpr Micro degree = 1'000'000;

// Indonesia, with some sea around it.
constexpr Micro south_end = -11'100'000;
constexpr Micro north_end = 6'200'000;
constexpr Micro west_end = 94'900'000;
constexpr Micro east_end = 141'100'000;

constexpr std::size_t numbers_max = 6;

/// The numbers of a cell, and what marks their kind.
struct Numbers {
    std::array<Micro, numbers_max> list{};
    std::size_t count = 0;
    bool degrees = false;  ///< ° ' " between them.
    bool south = false;
    bool readable = true;
};

/// The part of a map's link that holds the position.
std::string_view position_in_link(std::string_view low) {
    if (!low.starts_with("http") && low.find("maps") == low.npos) return low;
    for (std::string_view const mark : {"!3d", "?q=", "&q=", "query=", "ll=", "@"}) {
        auto const at = low.find(mark);
        if (at == low.npos) continue;
        auto rest = low.substr(at + mark.size());
        auto const next = rest.find("!4d");
        auto const end =
            next == rest.npos ? rest.find_first_not_of("0123456789.,-+ ") : rest.find('!', next + 3);
        rest = rest.substr(0, end);
        // ",17z": the map's zoom is no position.
        auto const comma = rest.find(',');
        auto const second = comma == rest.npos ? rest.npos : rest.find(',', comma + 1);
        return rest.substr(0, second);
    }
    return low;
}

Micro take_decimal(std::string_view low, std::size_t& at) {
    Micro value = 0;
    std::size_t const start = at;
    for (; at < low.size() && is_digit(low[at]); ++at)
        if (at - start < 9) value = value * 10 + (low[at] - '0');
    value *= degree;
    bool const point = at + 1 < low.size() && (low[at] == '.' || low[at] == ',') && is_digit(low[at + 1]);
    if (!point) return value;
    Micro place = degree;
    for (++at; at < low.size() && is_digit(low[at]); ++at) {
        if (place == 1) continue;
        place /= 10;
        value += (low[at] - '0') * place;
    }
    return value;
}

Numbers numbers_of(std::string_view low) {
    Numbers numbers;
    bool minus = false;
    for (std::size_t at = 0; at < low.size() && numbers.readable;) {
        char const c = low[at];
        if (is_digit(c)) {
            if (numbers.count == numbers_max) {
                numbers.readable = false;
                break;
            }
            auto const value = take_decimal(low, at);
            numbers.list[numbers.count++] = minus ? -value : value;
            minus = false;
            continue;
        }
        if (is_lower(c)) {
            std::size_t const start = at;
            while (at < low.size() && is_lower(low[at])) ++at;
            auto const word = low.substr(start, at - start);
            if (word == "s" || word == "ls")
                numbers.south = true;
            else if (word != "e" && word != "bt" && word != "n" && word != "lu" && word != "lat" &&
                     word != "long" && word != "lng" && word != "d" && word != "lintang" && word != "bujur" &&
                     word != "latitude" && word != "longitude")
                numbers.readable = false;
            continue;
        }
        minus = c == '-';
        numbers.degrees = numbers.degrees || c == '?' || c == '\'' || c == '"';
        ++at;
    }
    return numbers;
}

/// Degrees, minutes and seconds from `first` on.
Micro sexagesimal(Numbers const& numbers, std::size_t first, std::size_t count) {
    Micro const sign = numbers.list[first] < 0 ? -1 : 1;
    Micro seconds = numbers.list[first] * sign * 3600;
    if (count > 1) seconds += numbers.list[first + 1] * 60;
    if (count > 2) seconds += numbers.list[first + 2];
    return (seconds + 1800) / 3600 * sign;
}

bool is_latitude(Micro value) {
    return value >= south_end && value <= north_end;
}
bool is_longitude(Micro value) {
    return value >= west_end && value <= east_end;
}

std::string text_of(Micro value) {
    std::string text = value < 0 ? "-" : "";
    value = value < 0 ? -value : value;
    text += std::to_string(value / degree);
    auto fraction = std::to_string(degree + value % degree).substr(1);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    if (!fraction.empty()) text.append(".").append(fraction);
    return text;
}

void add_pair(Micro latitude, Micro longitude, Field field, Reading& reading) {
    if (is_longitude(latitude) && is_latitude(longitude)) {
        std::swap(latitude, longitude);
        reading.note(finding::coordinate_swapped);
    }
    if (-latitude >= south_end && -latitude < -north_end && is_longitude(longitude))
        return reading.note(finding::coordinate_sign);
    if (!is_latitude(latitude) || !is_longitude(longitude)) return reading.note(finding::coordinate_outside);
    reading.note(finding::coordinate_pair);
    bool const latitude_first = field == Field::latitude;
    reading.add(latitude_first ? Field::latitude : Field::longitude,
                text_of(latitude_first ? latitude : longitude));
    reading.add(latitude_first ? Field::longitude : Field::latitude,
                text_of(latitude_first ? longitude : latitude));
}

void add_one(Micro value, Field field, Reading& reading) {
    bool const latitude_wanted = field == Field::latitude;
    if (latitude_wanted ? is_latitude(value) : is_longitude(value)) return reading.add(field, text_of(value));
    if (latitude_wanted ? is_longitude(value) : (is_latitude(value) && value != 0)) {
        reading.note(finding::coordinate_swapped);
        return reading.add(latitude_wanted ? Field::longitude : Field::latitude, text_of(value));
    }
    bool const minus_missing = latitude_wanted && value > north_end && -value >= south_end;
    reading.note(minus_missing ? finding::coordinate_sign : finding::coordinate_outside);
}

}  // namespace

void kinds::coordinate(Cell const&, std::string_view low, Column const& column, Reading& reading) {
    auto numbers = numbers_of(position_in_link(low));
    auto const count = numbers.count;
    bool const whole_number =
        count == 1 && (numbers.list[0] > 180 * degree || numbers.list[0] < -180 * degree);
    if (!numbers.readable || count == 0 || whole_number) return reading.note(finding::coordinate_unreadable);
    auto const southern = [&](Micro value) { return numbers.south && value > 0 ? -value : value; };
    Field const field = column.field;
    if (count == 1) return add_one(southern(numbers.list[0]), field, reading);
    if (!numbers.degrees && count == 2)
        return add_pair(southern(numbers.list[0]), numbers.list[1], field, reading);
    if (count % 2 == 0 && count > 2)
        return add_pair(southern(sexagesimal(numbers, 0, count / 2)),
                        sexagesimal(numbers, count / 2, count / 2), field, reading);
    if (numbers.degrees && count <= 3)
        return add_one(southern(sexagesimal(numbers, 0, count)), field, reading);
    reading.note(finding::coordinate_unreadable);
}

}  // namespace bina::intake
