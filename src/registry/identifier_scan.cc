#include "registry/identifier_scan.h"

#include <algorithm>

namespace bina::registry::scan {
namespace {

/// What people write before or after a number to say what it is.
constexpr std::array<std::string_view, 24> own_names{"nik",   "no",     "nomor",    "ktp",   "kk",     "npwp",
                                                     "nib",   "hp",     "wa",       "telp",  "tlp",    "tel",
                                                     "tlpn",  "telpon", "telepon",  "phone", "mobile", "fax",
                                                     "rumah", "kantor", "whatsapp", "nitku", "oss",    "id"};

bool is_own_name(std::string_view word) {
    return std::ranges::any_of(
        own_names, [&](std::string_view name) { return std::ranges::equal(word, name, {}, lower); });
}

/// The zero or one that a lone letter among digits stands for, or 0.
char meant_digit(char letter) {
    if (letter == 'O' || letter == 'o') return '0';
    if (letter == 'l' || letter == 'I') return '1';
    return 0;
}

void take_word(Scan& scan, std::string_view word, bool after_digit, bool before_digit) {
    bool const amid_digits = after_digit || before_digit;
    bool const letters_for_digits = std::ranges::all_of(word, [](char c) { return meant_digit(c) != 0; });
    if (amid_digits && word.size() <= 3 && letters_for_digits) {
        scan.repaired = true;
        for (char const c : word) scan.digits += meant_digit(c);
        return;
    }
    if (std::ranges::all_of(word, [](char c) { return lower(c) == 'x'; })) {
        scan.hidden = true;
        return;
    }
    if (!is_own_name(word)) scan.strange = true;
}

/// A digit, or what groups digits.
bool is_inside(char c) {
    return is_digit(c) || c == '.' || c == '-';
}

bool is_list_separator(char c) {
    return c == '/' || c == ',' || c == ';' || c == '\n' || c == '\r' || c == '&' || c == '|';
}

/// The length of a blank or quotation mark of more than one byte (NBSP, curly quotes, dashes), or 0.
std::size_t wide_separator(std::string_view rest) {
    if (rest.starts_with("\xC2\xA0") || rest.starts_with("\xC2\xB4")) return 2;
    if (rest.starts_with("\xE2\x80") || rest.starts_with("\xEF\xBB\xBF"))
        return std::min<std::size_t>(3, rest.size());
    return 0;
}

}  // namespace

Scan digits_of(std::string_view text, std::size_t run) {
    Scan scan;
    std::size_t group_start = 0;
    std::size_t whole_groups = 0;
    auto const close_group = [&] {
        whole_groups += scan.digits.size() - group_start == run ? 1 : 0;
        group_start = scan.digits.size();
    };
    for (std::size_t i = 0; i < text.size();) {
        char const c = text[i];
        if (is_digit(c)) {
            if (scan.digits.size() < Scan::max_digits) scan.digits += c;
            ++i;
        } else if (is_letter(c)) {
            std::size_t const start = i;
            while (i < text.size() && is_letter(text[i])) ++i;
            take_word(scan, text.substr(start, i - start), start > 0 && is_inside(text[start - 1]),
                      i < text.size() && is_inside(text[i]));
        } else if (std::size_t const wide = wide_separator(text.substr(i)); wide != 0) {
            i += wide;
        } else {
            if (c == '*' || c == '?')
                scan.hidden = true;
            else if (is_list_separator(c))
                close_group();
            else if (static_cast<unsigned char>(c) >= 0x80 || c == '%' || c == '@' || c == '=' || c == '$')
                scan.strange = true;
            ++i;
        }
    }
    close_group();
    scan.several = whole_groups > 1;
    return scan;
}

std::optional<Stored> stored_number(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\'')) text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    std::size_t i = 0;
    Stored number;
    while (i < text.size() && is_digit(text[i])) number.digits += text[i++];
    std::size_t const whole = number.digits.size();
    if (whole == 0 || whole > Scan::max_digits || i == text.size()) return std::nullopt;
    if (text[i] == '.' || text[i] == ',') {
        for (++i; i < text.size() && is_digit(text[i]) && number.digits.size() <= Scan::max_digits; ++i)
            number.digits += text[i];
    }
    std::size_t length = whole;
    if (i < text.size()) {
        if (lower(text[i]) != 'e' || whole != 1) return std::nullopt;
        if (++i < text.size() && text[i] == '+') ++i;
        std::size_t exponent = 0;
        if (i == text.size() || text.size() - i > 2) return std::nullopt;
        for (; i < text.size(); ++i) {
            if (!is_digit(text[i])) return std::nullopt;
            exponent = exponent * 10 + static_cast<std::size_t>(text[i] - '0');
        }
        length = exponent + 1;
        if (length > Scan::max_digits) return std::nullopt;
    } else {
        // ",00" and ".0" are a fraction; ".000" may as well group digits.
        std::size_t const fraction = number.digits.size() - whole;
        bool const zeros = number.digits.find_first_not_of('0', whole) == std::string::npos;
        if (fraction == 0 || fraction > 2 || !zeros) return std::nullopt;
    }
    number.known = std::min(number.digits.size(), length);
    number.digits.resize(length, '0');
    return number;
}

bool is_dummy(std::string_view digits) {
    if (digits.size() < 6) return false;
    bool same = true;
    bool up = digits[0] <= '1';
    bool down = digits[0] == '9';
    for (std::size_t i = 1; i < digits.size(); ++i) {
        int const step = (digits[i] - digits[i - 1] + 10) % 10;
        same = same && step == 0;
        up = up && step == 1;
        down = down && step == 9;
    }
    return same || up || down;
}

}  // namespace bina::registry::scan
