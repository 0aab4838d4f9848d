#include "intake/value_text.h"

#include <algorithm>
#include <array>

namespace bina::intake {
namespace {

struct Typographic {
    std::string_view from;
    char to;
};

/// Blanks, dashes, quotation marks and the like that are more than one byte.
constexpr std::array<Typographic, 18> typographic{{
    {"\xC2\xA0", ' '},
    {"\xE2\x80\x89", ' '},
    {"\xE2\x80\xAF", ' '},
    {"\xE2\x80\x8B", ' '},
    {"\xEF\xBB\xBF", ' '},
    {"\xE2\x80\x90", '-'},
    {"\xE2\x80\x91", '-'},
    {"\xE2\x80\x93", '-'},
    {"\xE2\x80\x94", '-'},
    {"\xE2\x88\x92", '-'},
    {"\xE2\x80\x98", '\''},
    {"\xE2\x80\x99", '\''},
    {"\xC2\xB4", '\''},
    {"\xE2\x80\x9C", '"'},
    {"\xE2\x80\x9D", '"'},
    {"\xE3\x80\x83", '"'},
    {"\xC2\xB1", '~'},
    {"\xE2\x88\x9A", 'v'},
}};

/// The length of the character that starts with `byte`.
std::size_t length_of(unsigned char byte) {
    if (byte >= 0xF0) return 4;
    if (byte >= 0xE0) return 3;
    return byte >= 0xC0 ? 2 : 1;
}

char ascii_for(std::string_view rest, std::size_t& length) {
    for (auto const& [from, to] : typographic) {
        if (!rest.starts_with(from)) continue;
        length = from.size();
        return to;
    }
    length = std::min(length_of(static_cast<unsigned char>(rest[0])), rest.size());
    // The tick marks of forms.
    bool const tick = rest.starts_with("\xE2\x9C\x93") || rest.starts_with("\xE2\x9C\x94") ||
                      rest.starts_with("\xE2\x98\x91");
    return tick ? 'v' : '?';
}

struct Phrase {
    std::string_view text;
    Saying saying;
};

/// What stands alone in a cell and is no value.
constexpr std::array<Phrase, 90> phrases{{
    {"#div/0!", Saying::formula_error},
    {"#n/a", Saying::formula_error},
    {"#name?", Saying::formula_error},
    {"#null!", Saying::formula_error},
    {"#num!", Saying::formula_error},
    {"#ref!", Saying::formula_error},
    {"#value!", Saying::formula_error},
    {"(kosong)", Saying::placeholder},
    {"0", Saying::placeholder},
    {"00", Saying::placeholder},
    {"?", Saying::placeholder},
    {"??", Saying::placeholder},
    {"???", Saying::placeholder},
    {"ada", Saying::yes},
    {"belum", Saying::no},
    {"belum ada", Saying::no},
    {"belum bernama", Saying::placeholder},
    {"belum diisi", Saying::placeholder},
    {"belum diketahui", Saying::placeholder},
    {"belum memiliki", Saying::no},
    {"belum punya", Saying::no},
    {"belum tahu", Saying::placeholder},
    {"belum tersedia", Saying::placeholder},
    {"blm", Saying::no},
    {"blm ada", Saying::no},
    {"blm punya", Saying::no},
    {"data kosong", Saying::placeholder},
    {"data tidak ada", Saying::placeholder},
    {"dito", Saying::ditto},
    {"ditto", Saying::ditto},
    {"false", Saying::no},
    {"idem", Saying::ditto},
    {"kosong", Saying::placeholder},
    {"memiliki", Saying::yes},
    {"n", Saying::no},
    {"n.a", Saying::placeholder},
    {"n.a.", Saying::placeholder},
    {"n/a", Saying::placeholder},
    {"na", Saying::placeholder},
    {"nan", Saying::placeholder},
    {"nihil", Saying::placeholder},
    {"nn", Saying::placeholder},
    {"no", Saying::no},
    {"no name", Saying::placeholder},
    {"none", Saying::placeholder},
    {"nul", Saying::placeholder},
    {"null", Saying::placeholder},
    {"punya", Saying::yes},
    {"s d a", Saying::ditto},
    {"s.d.a", Saying::ditto},
    {"s.d.a.", Saying::ditto},
    {"s/d/a", Saying::ditto},
    {"sama", Saying::ditto},
    {"sama dengan atas", Saying::ditto},
    {"sama dengan di atas", Saying::ditto},
    {"sama dg atas", Saying::ditto},
    {"sama dgn atas", Saying::ditto},
    {"sda", Saying::ditto},
    {"sda.", Saying::ditto},
    {"sudah", Saying::yes},
    {"sudah ada", Saying::yes},
    {"sudah memiliki", Saying::yes},
    {"sudah punya", Saying::yes},
    {"t", Saying::no},
    {"tak ada", Saying::no},
    {"tanpa nama", Saying::placeholder},
    {"tdk", Saying::no},
    {"tdk ada", Saying::no},
    {"tdk punya", Saying::no},
    {"tdk tahu", Saying::placeholder},
    {"test", Saying::placeholder},
    {"tidak", Saying::no},
    {"tidak ada", Saying::no},
    {"tidak ada data", Saying::placeholder},
    {"tidak ada nama", Saying::placeholder},
    {"tidak ada no hp", Saying::placeholder},
    {"tidak bernama", Saying::placeholder},
    {"tidak diketahui", Saying::placeholder},
    {"tidak memiliki", Saying::no},
    {"tidak punya", Saying::no},
    {"tidak tahu", Saying::placeholder},
    {"tidak tersedia", Saying::placeholder},
    {"true", Saying::yes},
    {"v", Saying::yes},
    {"vv", Saying::yes},
    {"y", Saying::yes},
    {"ya", Saying::yes},
    {"yes", Saying::yes},
    {"sdh", Saying::yes},
    {"sdh ada", Saying::yes},
}};

constexpr std::size_t longest_phrase = 24;

bool only(std::string_view text, std::string_view characters) {
    return text.find_first_not_of(characters) == text.npos;
}

constexpr auto sorted_phrases = [] {
    auto sorted = phrases;
    std::ranges::sort(sorted, {}, &Phrase::text);
    return sorted;
}();

/// Where the phrases of each first character start, so that a value is told from them by one look.
constexpr auto first_of = [] {
    std::array<std::uint8_t, 129> starts{};
    for (std::size_t c = 0; c < starts.size(); ++c) {
        auto const found = std::ranges::lower_bound(sorted_phrases, c, {}, [](Phrase const& phrase) {
            return static_cast<std::size_t>(phrase.text[0]);
        });
        starts[c] = static_cast<std::uint8_t>(found - sorted_phrases.begin());
    }
    return starts;
}();

}  // namespace

std::string plain(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    bool gap = false;
    for (std::size_t i = 0; i < text.size();) {
        auto const byte = static_cast<unsigned char>(text[i]);
        std::size_t length = 1;
        char const ascii = text[i] == '`' ? '\'' : lower(text[i]);
        char const c = byte < 0x80 ? ascii : ascii_for(text.substr(i), length);
        i += length;
        if (c == ' ' || static_cast<unsigned char>(c) < 0x20) {
            gap = true;
            continue;
        }
        if (gap && !out.empty()) out += ' ';
        gap = false;
        out += c;
    }
    return out;
}

Saying saying_of(std::string_view text) {
    if (text.empty()) return Saying::empty;
    if (text.size() > longest_phrase) return Saying::value;
    if (only(text, "\"',; ") || text == "-\"-" || text == "-//-" || text == "//" || text == "-,,-")
        return text == "'" || text == "," || text == ";" ? Saying::placeholder : Saying::ditto;
    if (only(text, "-._=/ ") || (text.size() > 1 && only(text, "x"))) return Saying::placeholder;
    auto const first = static_cast<unsigned char>(text[0]);
    if (first >= 128) return Saying::value;
    for (std::size_t i = first_of[first]; i < first_of[first + 1U]; ++i) {
        if (sorted_phrases[i].text == text) return sorted_phrases[i].saying;
    }
    return Saying::value;
}

namespace {

/// Words of names that are capital as a whole.
constexpr std::array<std::string_view, 22> acronym_words{
    "ud",  "cv",  "pt",     "po",  "pd",  "rm",  "kub", "kwt", "ukm", "umkm", "pkk",
    "lpg", "atm", "bumdes", "kud", "ksp", "ksu", "ii",  "iii", "iv",  "vi",   "tk"};

/// É to é and back, for the letters of Latin-1: their second bytes differ in one bit.
char wide_case(char second, bool upper) {
    auto const byte = static_cast<unsigned char>(second);
    if (byte < 0x80 || byte == 0x97 || byte == 0xB7 || byte == 0x9F || byte == 0xBF) return second;
    return static_cast<char>(upper ? byte & ~0x20U : byte | 0x20U);
}

bool starts_word(std::string_view text, std::size_t at) {
    if (at == 0) return true;
    char const before = text[at - 1];
    return !is_letter(before) && !is_digit(before) && before != '\'' &&
           static_cast<unsigned char>(before) < 0x80;
}

}  // namespace

std::string shown_case(std::string_view text, bool acronyms) {
    bool const has_upper = std::ranges::any_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
    bool const has_lower = std::ranges::any_of(text, is_lower);
    std::string out(text);
    if (has_upper && has_lower) return out;
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (out[i] == '\xC3' && i + 1 < out.size()) {
            out[i + 1] = wide_case(out[i + 1], starts_word(text, i));
            ++i;
        } else if (is_letter(out[i])) {
            out[i] = starts_word(text, i) ? static_cast<char>(lower(out[i]) - 32) : lower(out[i]);
        }
    }
    if (!acronyms) return out;
    for (std::size_t i = 0; i < out.size();) {
        std::size_t end = i;
        while (end < out.size() && is_letter(out[end])) ++end;
        auto const word = std::string_view(out).substr(i, end - i);
        bool const known =
            word.size() >= 2 && std::ranges::any_of(acronym_words, [&](std::string_view acronym) {
                return std::ranges::equal(word, acronym, {}, lower);
            });
        if (known)
            std::ranges::transform(word, out.begin() + static_cast<std::ptrdiff_t>(i),
                                   [](char c) { return static_cast<char>(lower(c) - 32); });
        i = std::max(end, i + 1);
    }
    return out;
}

namespace {

constexpr std::size_t digits_max = 18;  // of an int64

/// The marks between digits, with the digits of each group.
struct Groups {
    std::array<std::size_t, 12> lengths{};
    std::array<char, 12> marks{};  ///< Before each group; 0 before the first.
    std::size_t count = 0;
    std::int64_t value = 0;  ///< Of all digits together.
    std::size_t digits = 0;
};

std::size_t digits_at(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    return end - at;
}

Groups take_groups(std::string_view text, std::size_t& at) {
    Groups groups;
    char mark = 0;
    while (groups.count < groups.lengths.size()) {
        std::size_t const length = digits_at(text, at);
        groups.lengths[groups.count] = length;
        groups.marks[groups.count++] = mark;
        for (std::size_t i = 0; i < length; ++i, ++groups.digits) {
            if (groups.digits < digits_max) groups.value = groups.value * 10 + (text[at + i] - '0');
        }
        at += length;
        if (at + 1 >= text.size() || !is_digit(text[at + 1])) break;
        char const next = text[at];
        bool const blank = next == ' ' || next == '\'';
        if (next != '.' && next != ',' && !(blank && digits_at(text, at + 1) == 3 && groups.lengths[0] <= 3))
            break;
        mark = next;
        ++at;
    }
    return groups;
}

bool thousands(Groups const& groups, std::size_t end) {
    if (groups.lengths[0] > 3) return end == 1;
    for (std::size_t i = 1; i < end; ++i) {
        if (groups.lengths[i] != 3 || groups.marks[i] != groups.marks[1]) return false;
    }
    return true;
}

constexpr std::int64_t power_of_ten(std::size_t exponent) {
    std::int64_t power = 1;
    for (; exponent > 0; --exponent) power *= 10;
    return power;
}

/// Makes the last `digits` of the whole number its fraction.
void part_fraction(Written& number, std::size_t digits) {
    std::int64_t const power = power_of_ten(digits);
    std::int64_t const rest = number.whole % power;
    number.whole /= power;
    number.millionths = static_cast<std::int32_t>(digits <= 6 ? rest * power_of_ten(6 - digits)
                                                              : rest / power_of_ten(digits - 6));
}

}  // namespace

Written take_number(std::string_view text, std::size_t& at, char decimal, bool stored) {
    auto const groups = take_groups(text, at);
    Written number{.whole = groups.value};
    if (groups.digits > digits_max) {
        number.fault = Written::Fault::large;
        return number;
    }
    std::size_t const last = groups.count - 1;
    if (last == 0) return number;
    char const mark = groups.marks[last];
    auto const fraction = [&] {
        part_fraction(number, groups.lengths[last]);
        number.decimal = mark;
    };
    if (stored && last == 1) {
        fraction();
        return number;
    }
    if (last == 1) {
        bool const three =
            groups.lengths[1] == 3 && groups.lengths[0] <= 3 && text[at - 4 - groups.lengths[0]] != '0';
        if (!three && groups.lengths[1] == 3 && groups.lengths[0] > 3)
            number.fault = Written::Fault::groups;
        else if (!three)
            fraction();
        else if (mark == decimal)
            number.fault = Written::Fault::ambiguous;
        else
            number.grouped = true;
        return number;
    }
    if (thousands(groups, groups.count)) return number;
    bool const other_mark = groups.marks[last] != groups.marks[1];
    bool const cents = groups.lengths[last] == 2 && text.substr(at - 2, 2) == "00";
    if (!thousands(groups, last) || (!other_mark && !cents))
        number.fault = Written::Fault::groups;
    else if (other_mark && last == 2 && groups.lengths[last] == 3)
        number.fault = Written::Fault::ambiguous;
    else
        fraction();
    return number;
}

}  // namespace bina::intake
