#include "intake/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

namespace bina::intake {
namespace {

constexpr int significant_digits = 15;
constexpr int digits_max = 40;  // beyond this a number is left as it is stored

/// A decimal number: `digits` without leading zeros, the point standing before digits[point].
struct Decimal {
    bool negative = false;
    std::string digits;
    int point = 0;
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::optional<Decimal> parse(std::string_view text) {
    Decimal number;
    std::size_t i = 0;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) number.negative = text[i++] == '-';
    bool seen_point = false;
    bool seen_digit = false;
    for (; i < text.size() && (is_digit(text[i]) || (text[i] == '.' && !seen_point)); ++i) {
        if (text[i] == '.') {
            seen_point = true;
            continue;
        }
        seen_digit = true;
        if (text[i] != '0' || !number.digits.empty()) {
            number.digits += text[i];
            number.point += seen_point ? 0 : 1;
        } else if (seen_point) {
            --number.point;
        }
    }
    if (!seen_digit || number.digits.size() > digits_max) return std::nullopt;
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        if (i < text.size() && text[i] == '+') ++i;
        int exponent = 0;
        auto const [end, code] = std::from_chars(text.data() + i, text.data() + text.size(), exponent);
        if (code != std::errc{} || exponent > digits_max || exponent < -digits_max) return std::nullopt;
        number.point += exponent;
        i = static_cast<std::size_t>(end - text.data());
    }
    if (i != text.size()) return std::nullopt;
    return number;
}

void trim_zeros(Decimal& number) {
    while (!number.digits.empty() && number.digits.back() == '0') number.digits.pop_back();
    if (number.digits.empty()) number = {};
}

bool is_whole(Decimal const& number) {
    return static_cast<int>(number.digits.size()) <= number.point || number.digits.empty();
}

/// Rounds half up to `count` digits.
void round_to(Decimal& number, std::size_t count) {
    if (number.digits.size() <= count) return;
    bool const up = number.digits[count] >= '5';
    number.digits.resize(count);
    if (up) {
        auto place = number.digits.rbegin();
        while (place != number.digits.rend() && *place == '9') *place++ = '0';
        if (place != number.digits.rend()) {
            ++*place;
        } else {
            number.digits.insert(0, 1, '1');
            ++number.point;
        }
    }
    trim_zeros(number);
}

void append(std::string& out, Decimal const& number, std::size_t digits_min) {
    auto const length = static_cast<int>(number.digits.size());
    if (number.negative) out += '-';
    if (number.digits.empty() || number.point > 0) {
        auto const whole = static_cast<std::size_t>(std::max(number.point, number.digits.empty() ? 1 : 0));
        if (whole < digits_min && is_whole(number)) out.append(digits_min - whole, '0');
        out += number.digits.substr(0, whole);
        if (whole > number.digits.size()) out.append(whole - number.digits.size(), '0');
    } else {
        out += '0';
    }
    if (length <= number.point) return;
    out += '.';
    if (number.point < 0) out.append(static_cast<std::size_t>(-number.point), '0');
    out += number.digits.substr(static_cast<std::size_t>(std::max(number.point, 0)));
}

std::optional<Decimal> readable(std::string_view stored) {
    auto number = parse(stored);
    if (!number) return std::nullopt;
    trim_zeros(*number);
    if (!is_whole(*number)) round_to(*number, significant_digits);
    return number;
}

/// The letters of a format code that say what is shown, in lower case: no quoted text, colours or fillers.
std::string format_letters(std::string_view code) {
    std::string letters;
    for (std::size_t i = 0; i < code.size(); ++i) {
        char const c = code[i];
        if (c == ';') break;  // the first section is for positive numbers
        if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (c == '"') {
            i = std::min(code.find('"', i + 1), code.size());
        } else if (c == '[') {
            auto const end = std::min(code.find(']', i), code.size());
            auto const inside = code.substr(i + 1, end - i - 1);
            // [h], [mm] and [ss] are hours, minutes or seconds that may exceed a day
            if (!inside.empty() && inside.find_first_not_of("hHmMsS") == inside.npos) letters += 'h';
            i = end;
        } else {
            letters += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
        }
    }
    return letters;
}

/// Whole days and minutes of a stored day number.
struct Moment {
    std::int64_t days = 0;
    std::int64_t minutes = 0;
};

std::optional<Moment> moment_of(std::string_view stored) {
    auto const number = parse(stored);
    if (!number || number->negative || number->point > 7) return std::nullopt;
    auto const digit = [&](int place) {
        return place >= 0 && place < static_cast<int>(number->digits.size())
                   ? number->digits[static_cast<std::size_t>(place)] - '0'
                   : 0;
    };
    Moment moment;
    std::int64_t fraction = 0;  // in 1e-9 of a day, which is 86 microseconds
    for (int i = 0; i < number->point; ++i) moment.days = moment.days * 10 + digit(i);
    for (int i = number->point; i < number->point + 9; ++i) fraction = fraction * 10 + digit(i);
    auto const seconds = (fraction * 86'400 + 500'000'000) / 1'000'000'000;
    moment.minutes = seconds / 60;
    if (moment.minutes == 1440) moment = {moment.days + 1, 0};
    return moment;
}

std::chrono::sys_days day_of(std::int64_t serial, bool epoch_1904) {
    using namespace std::chrono_literals;
    if (epoch_1904) return std::chrono::sys_days{1904y / 1 / 1} + std::chrono::days{serial};
    // Excel counts a 29 February 1900 that never was, as number 60.
    return std::chrono::sys_days{1899y / 12 / 31} + std::chrono::days{serial >= 60 ? serial - 1 : serial};
}

}  // namespace

NumberStyle style_of_format(std::string_view code) {
    auto const letters = format_letters(code);
    if (letters.find("general") != letters.npos) return {};
    bool const hour = letters.find_first_of("hs") != letters.npos;
    bool const day = letters.find_first_of("dy") != letters.npos;
    bool const month = letters.find('m') != letters.npos;
    if (day || (month && !hour)) return {hour ? NumberShow::date_time : NumberShow::date, 0};
    if (hour) return {NumberShow::time, 0};
    if (letters.size() < 2 || letters.find_first_not_of('0') != letters.npos) return {};
    return {NumberShow::plain, static_cast<std::uint8_t>(std::min<std::size_t>(letters.size(), 32))};
}

NumberStyle style_of_builtin(unsigned id) {
    if (id == 22) return {NumberShow::date_time, 0};
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58))
        return {NumberShow::date, 0};
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47))
        return {NumberShow::time, 0};
    return {};
}

void append_number(std::string& out, std::string_view stored, unsigned digits_min) {
    if (auto const number = readable(stored))
        append(out, *number, digits_min);
    else
        out += stored;
}

bool append_date(std::string& out, std::string_view stored, NumberShow show, bool epoch_1904) {
    constexpr std::int64_t last_serial = 2'958'465;  // 9999-12-31
    auto const moment = moment_of(stored);
    if (!moment) return false;
    auto const clock = fmt::format("{:02}:{:02}", moment->minutes / 60, moment->minutes % 60);
    if (show == NumberShow::time && moment->days == 0) {
        out += clock;
        return true;
    }
    if (moment->days > last_serial || (moment->days == 0 && !epoch_1904)) return false;
    std::chrono::year_month_day const date{day_of(moment->days, epoch_1904)};
    fmt::format_to(std::back_inserter(out), "{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                   static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    if (show != NumberShow::date && moment->minutes != 0) {
        out += ' ';
        out += clock;
    }
    return true;
}

}  // namespace bina::intake
