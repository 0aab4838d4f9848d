#include "intake/recognise.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include "base/fold.h"
#include "intake/vocabulary.h"

namespace bina::intake {
namespace {

constexpr std::size_t looked_at_bytes = 200;  // the start of a long text says enough
constexpr std::size_t name_words_max = 9;  // more words are a sentence

bool digit(char c) {
    return c >= '0' && c <= '9';
}

/// A cell that is a number, with whatever marks.
struct Figure {
    std::int64_t whole = 0;  ///< Digits before a fraction; 0 beyond 18 digits.
    std::int64_t millionths = 0;
    int fraction_digits = 0;
    bool negative = false;
    bool money = false;
    bool percent = false;
};

/// Takes "Rp", signs and unit words from both ends of lower-case text.
std::string_view strip_units(std::string_view text, Figure& figure) {
    auto const drop_front = [&](std::string_view what) {
        if (!text.starts_with(what)) return false;
        text.remove_prefix(what.size());
        text.remove_prefix(std::min(text.find_first_not_of(" ."), text.size()));
        return true;
    };
    auto const drop_back = [&](std::string_view what) {
        if (!text.ends_with(what)) return false;
        text.remove_suffix(what.size());
        while (text.ends_with(' ')) text.remove_suffix(1);
        return true;
    };
    figure.negative = drop_front("-");
    drop_front("+");
    if (drop_front("rp") || drop_front("idr")) figure.money = true;
    if (drop_back(",-") || drop_back(",--") || drop_back(".-")) figure.money = true;
    for (auto const unit : {"juta", "jt", "ribu", "rb", "miliar", "milyar"})
        if (drop_back(unit)) figure.money = true;
    figure.percent = drop_back("%");
    for (auto const counted : {"orang", "org", "unit", "umkm", "usaha", "buah"})
        if (drop_back(counted)) break;
    return text;
}

std::optional<Figure> figure_of(std::string_view text) {
    Figure figure;
    text = strip_units(text, figure);
    if (text.empty() || !digit(text.back()) || !(digit(text.front()) || text.front() == '.'))
        return std::nullopt;
    if (text.find_first_not_of("0123456789., ") != text.npos) return std::nullopt;
    auto const last = text.find_last_of(".,");
    auto const marks =
        static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return c == '.' || c == ','; }));
    auto const behind = last == text.npos ? 0 : text.size() - last - 1;
    bool const other_mark_before = last != text.npos &&
                                   text.substr(0, last).find_first_of(".,") != text.npos &&
                                   text.substr(0, last).find(text[last]) == text.npos;
    bool const fraction = last != text.npos && (behind != 3 || other_mark_before || text.starts_with("0")) &&
                          (marks == 1 || other_mark_before);
    figure.money |= marks >= 2 && !fraction;
    auto const whole_end = fraction ? last : text.size();
    std::size_t digits = 0;
    for (char const c : text.substr(0, whole_end))
        if (digit(c) && ++digits <= 18) figure.whole = figure.whole * 10 + (c - '0');
    if (!fraction) return figure;
    figure.fraction_digits = static_cast<int>(behind);
    for (std::size_t i = 0; i < 6; ++i)
        figure.millionths = figure.millionths * 10 + (i < behind ? text[last + 1 + i] - '0' : 0);
    return figure;
}

/// Degrees between two limits, with at least two digits behind the point.
bool is_degrees(Figure const& figure, int from, int to) {
    if (figure.fraction_digits < 2 || figure.whole > 180 || figure.percent || figure.money) return false;
    auto const size = figure.whole * 1'000'000 + figure.millionths;
    auto const millionths = figure.negative ? -size : size;
    return millionths >= from * 1'000'000 && millionths <= to * 1'000'000;
}

// Indonesia lies between 11° south and 6° north, 95° and 141° east.
bool is_latitude(Figure const& figure) {
    return is_degrees(figure, -11, 6);
}
bool is_longitude(Figure const& figure) {
    return is_degrees(figure, 95, 141);
}

Traits figure_traits(Figure const& figure) {
    Traits traits = bit(Trait::number);
    bool const whole = figure.fraction_digits == 0;
    if (whole) traits |= bit(Trait::whole);
    if (figure.money) traits |= bit(Trait::money);
    if (whole && !figure.money && figure.whole >= 1945 && figure.whole <= 2100) traits |= bit(Trait::year);
    if (!figure.negative && figure.whole >= 500 && figure.whole <= 10'000'000)
        traits |= bit(Trait::thousands);
    if (is_latitude(figure)) traits |= bit(Trait::latitude);
    if (is_longitude(figure)) traits |= bit(Trait::longitude);
    return traits;
}

int two_digits(std::string_view text) {
    return (text[0] - '0') * 10 + text[1] - '0';
}

/// Area, date (women's day plus 40) and serial, as far as damage leaves them: domain of NIK and family card.
bool is_identity(std::string_view digits) {
    if (digits.size() < 15 || digits.size() > 17) return false;
    int const province = two_digits(digits);
    int const written = two_digits(digits.substr(6));
    int const day = written > 40 ? written - 40 : written;
    int const month = two_digits(digits.substr(8));
    return province >= 11 && province <= 97 && day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

bool is_phone(std::string_view digits, bool plus) {
    if (digits.starts_with("62"))
        digits.remove_prefix(2);
    else if (plus)
        return false;
    else if (digits.starts_with('0'))
        digits.remove_prefix(1);
    if (digits.starts_with('8')) return digits.size() >= 9 && digits.size() <= 12;
    bool const landline = digits.starts_with('2') || digits.starts_with('3') || digits.starts_with('7');
    return plus ? false : landline && digits.size() >= 8 && digits.size() <= 11;
}

/// Identifiers: nothing but digits and the marks that people put between them.
Traits digit_traits(std::string_view text, bool number_cell) {
    std::string digits;
    bool marks = false;
    bool const plus = text.starts_with('+') || text.starts_with("(+");
    for (char const c : text) {
        if (digit(c))
            digits += c;
        else if (std::string_view(" .-'`()+/").find(c) == std::string_view::npos)
            return 0;
        else if (c == '.' || c == '-')
            marks = true;
    }
    Traits traits = 0;
    if (digits.size() < 8) return 0;
    bool const npwp_shape = digits.size() == 15 && marks && text.find('-') != text.npos;
    if (npwp_shape || (digits.size() == 16 && digits[0] == '0'))
        traits |= bit(Trait::npwp);
    else if (is_identity(digits))
        traits |= bit(Trait::nik);
    bool const zero_lost = number_cell && !digits.starts_with('8');
    if (digits.size() == 13 && !digits.starts_with("08") && !digits.starts_with("62"))
        traits |= bit(Trait::nib);
    bool const leads = plus || digits.starts_with('0') || digits.starts_with('8') || digits.starts_with("62");
    if (leads && !zero_lost && is_phone(digits, plus)) traits |= bit(Trait::phone);
    return traits;
}

/// Numbers between marks: "12-03-1987", "1/2", "001-002".
std::vector<int> parts_of(std::string_view text, std::string_view marks) {
    std::vector<int> parts;
    for (std::size_t at = 0; at <= text.size();) {
        auto const end = std::min(text.find_first_of(marks, at), text.size());
        int value = 0;
        auto const part = text.substr(at, end - at);
        auto const [stop, code] = std::from_chars(part.data(), part.data() + part.size(), value);
        if (part.empty() || part.size() > 4 || code != std::errc{} || stop != part.data() + part.size())
            return {};
        parts.push_back(value);
        at = end + 1;
    }
    return parts;
}

bool is_date(std::string_view text, std::vector<std::string_view> const& words) {
    auto const behind = text.rfind(',');  // "Blora, 12-03-1987"
    if (behind != text.npos)
        text = text.substr(std::min(text.find_first_not_of(' ', behind + 1), text.size()));
    auto const parts = parts_of(text, "-/.");
    if (parts.size() == 3) {
        auto const [low, high] = std::minmax(parts[0], parts[2]);
        return parts[1] >= 1 && parts[1] <= 31 && low >= 1 && low <= 31 &&
               (high <= 99 || (high > 1900 && high < 2100));
    }
    for (std::size_t i = 1; i + 1 < words.size() + 1 && i < words.size(); ++i) {
        bool const day = words[i - 1].size() <= 2 && digit(words[i - 1][0]);
        bool const year = i + 1 < words.size() && digit(words[i + 1][0]);
        if (has(uses_of(words[i]), WordUse::month) && day && year) return true;
    }
    return false;
}

bool is_rt_rw(std::string_view low, std::vector<std::string_view> const& words) {
    if (!words.empty() && (words[0] == "rt" || words[0] == "rw" || words[0].starts_with("rt0")))
        return words.size() <= 4;
    auto const parts = parts_of(low, "/-");
    return parts.size() == 2 && parts[0] < 100 && parts[1] < 100 &&
           (low.size() >= 5 || low.find('/') != low.npos);
}

bool is_pair(std::string_view low) {
    auto const comma = low.find_first_of(",; ", low.find('.'));
    if (comma == low.npos || low.find('.') == low.npos) return false;
    auto const first = figure_of(low.substr(0, comma));
    auto const start = low.find_first_not_of(",; ", comma);
    if (!first || start == low.npos) return false;
    auto const second = figure_of(low.substr(start));
    return second &&
           ((is_latitude(*first) && is_longitude(*second)) || (is_longitude(*first) && is_latitude(*second)));
}

bool is_email(std::string_view text) {
    auto const at = text.find('@');
    return at != text.npos && at > 0 && text.find('.', at) != text.npos && text.find(' ') == text.npos;
}

/// How many of the words have a use.
struct Uses {
    std::vector<std::string_view> const& words;

    std::size_t count(WordUse use) const {
        return static_cast<std::size_t>(std::ranges::count_if(
            words, [&](auto const word) { return bina::intake::has(uses_of(word), use); }));
    }
    bool any(WordUse use) const { return count(use) > 0; }
    /// Each word has one of the uses, and one of them the first.
    bool all(WordUse use, WordUse also) const {
        return any(use) && std::ranges::all_of(words, [&](auto const word) {
                   auto const uses = uses_of(word);
                   return bina::intake::has(uses, use) || bina::intake::has(uses, also);
               });
    }
};

Traits place_traits(std::string_view folded, std::vector<std::string_view> const& words,
                    PlaceKnowledge const& places) {
    Traits traits = 0;
    auto const first = words.front();
    auto const second = words.size() > 1 ? words[1] : std::string_view{};
    bool const short_name = words.size() <= 5;
    if (short_name && (first == "desa" || first == "kelurahan" || first == "kel" || first == "ds") &&
        !second.empty())
        traits |= bit(Trait::village);
    if (short_name && (first == "kecamatan" || first == "kec") && !second.empty())
        traits |= bit(Trait::district);
    if (short_name && (first == "kabupaten" || first == "kab" || first == "kota") && !second.empty())
        traits |= bit(Trait::regency);
    if (is_province(folded)) traits |= bit(Trait::province);
    auto const bare = (traits & (bit(Trait::village) | bit(Trait::district))) != 0
                          ? folded.substr(first.size() + 1)
                          : folded;
    if (short_name && places.is_village && places.is_village(bare)) traits |= bit(Trait::village);
    if (short_name && places.is_district && places.is_district(bare)) traits |= bit(Trait::district);
    return traits;
}

Traits name_traits(std::vector<std::string_view> const& words) {
    Uses const uses{words};
    Traits traits = 0;
    if (words.size() > name_words_max) return 0;
    bool const street = uses.any(WordUse::street);
    auto const persons = uses.count(WordUse::given_name);
    bool const titled = uses.any(WordUse::honorific);
    bool const shop = uses.any(WordUse::business) || uses.any(WordUse::goods);
    bool const counted = uses.any(WordUse::total) || uses.any(WordUse::price);
    if (!street && !counted && shop && (words.size() > 1 || uses.any(WordUse::goods)))
        traits |= bit(Trait::business);
    bool const only_person = !shop || persons * 2 >= words.size();
    if (!street && !counted && (persons > 0 || (titled && words.size() > 1)) && only_person &&
        words.size() <= 6)
        traits |= bit(Trait::person);
    if (words.size() <= 5 && uses.any(WordUse::staple) && !titled && !street) {
        auto const known =
            uses.count(WordUse::staple) + uses.count(WordUse::unit) + uses.count(WordUse::price);
        auto const sizes = static_cast<std::size_t>(
            std::ranges::count_if(words, [](auto const word) { return digit(word[0]); }));
        if (known * 2 >= words.size() - sizes) traits |= bit(Trait::goods);
    }
    if (uses.all(WordUse::trade, WordUse::filler)) traits |= bit(Trait::trade);
    if (uses.all(WordUse::size_class, WordUse::filler) && words.size() <= 3) traits |= bit(Trait::size_class);
    if (uses.all(WordUse::unit, WordUse::filler) && words.size() <= 2) traits |= bit(Trait::unit);
    if (has(uses_of(words.front()), WordUse::total)) traits |= bit(Trait::total);
    if (uses.any(WordUse::indicator) && counted) traits |= bit(Trait::indicator);
    return traits;
}

Traits word_traits(std::string_view folded, std::vector<std::string_view> const& words) {
    static constexpr std::array<std::string_view, 16> sexes{
        "l",      "p",    "lk",   "pr",     "w",     "laki laki", "perempuan", "pria",
        "wanita", "laki", "male", "female", "lk lk", "m",         "f",         "cewek"};
    static constexpr std::array<std::string_view, 10> marks{"v",     "x",     "ya", "tidak", "ada",
                                                            "sudah", "belum", "y",  "t",     "n"};
    static constexpr std::array<std::string_view, 7> strong_streets{"jl", "jln",   "jalan", "rt",
                                                                    "rw", "dusun", "gg"};
    Traits traits = 0;
    if (std::ranges::find(sexes, folded) != sexes.end()) traits |= bit(Trait::sex);
    if (std::ranges::find(marks, folded) != marks.end()) traits |= bit(Trait::mark);
    if (has(uses_of(words.front()), WordUse::month) && words.size() <= 3 &&
        std::ranges::all_of(words.begin() + 1, words.end(), [](auto word) { return digit(word[0]); }))
        traits |= bit(Trait::month);
    auto const streets = Uses{words}.count(WordUse::street);
    bool const strong = std::ranges::any_of(words, [](auto const word) {
        return std::ranges::find(strong_streets, word) != strong_streets.end();
    });
    if (words.size() >= 2 && (strong || streets >= 2 || has(uses_of(words.front()), WordUse::street)))
        traits |= bit(Trait::address);
    return traits;
}

/// A person beside a business; "Toko Siti - Cabang Cepu" is one business.
bool is_two_names(std::string_view text) {
    auto const [first, second] = two_names(text);
    if (second.empty()) return false;
    auto const traits = [](std::string_view part) {
        auto const folded = base::fold(part);
        auto const words = base::words(folded);
        return words.empty() ? Traits{0} : name_traits(words);
    };
    auto const one = traits(first);
    auto const other = traits(second);
    auto const person = [](Traits of) { return has(of, Trait::person) && !has(of, Trait::business); };
    return (person(one) && has(other, Trait::business)) || (has(one, Trait::business) && person(other));
}

std::string lower_case(std::string_view text) {
    std::string low;
    for (char const c : text) low += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    auto const start = low.find_first_not_of("'`’ ");
    return start == low.npos ? std::string{} : low.substr(start);
}

}  // namespace

std::pair<std::string_view, std::string_view> two_names(std::string_view text) {
    static constexpr std::array<std::string_view, 8> marks{" / ", "/", "\n", " | ", ";", " – ", " - ", ","};
    auto const trimmed = [](std::string_view part) {
        constexpr std::string_view blanks = " \t\r\n.";
        auto const first = part.find_first_not_of(" \t\r\n");
        if (first == part.npos) return std::string_view{};
        return part.substr(first, part.find_last_not_of(blanks) - first + 1);
    };
    auto const open = text.find('(');
    if (open != text.npos && open > 0 && trimmed(text).ends_with(')')) {
        auto const inside = text.substr(open + 1, text.rfind(')') - open - 1);
        return {trimmed(text.substr(0, open)), trimmed(inside)};
    }
    for (auto const mark : marks) {
        auto const at = text.find(mark);
        if (at == text.npos) continue;
        auto const first = trimmed(text.substr(0, at));
        auto const second = trimmed(text.substr(at + mark.size()));
        if (first.size() > 2 && second.size() > 2) return {first, second};
    }
    return {trimmed(text), {}};
}

bool says_nothing(Cell const& cell) {
    static constexpr std::array<std::string_view, 10> nothing{
        "", "tidak ada", "belum ada", "n a", "na", "nihil", "tdk ada", "kosong", "null", "none"};
    if (cell.kind == CellKind::empty || cell.kind == CellKind::error) return true;
    if (cell.kind != CellKind::text || cell.text.size() > 24) return false;
    auto const folded = base::fold(cell.text);
    if (!folded.empty()) return std::ranges::find(nothing, folded) != nothing.end();
    return cell.text.find_first_not_of(" -_.,'`\"\r\n\t\u00A0\xE2\x80\x93\x94") == cell.text.npos;
}

Traits recognise(Cell const& cell, PlaceKnowledge const& places) {
    if (says_nothing(cell)) return 0;
    auto const text = base::squeeze(base::clip(cell.text, looked_at_bytes));
    auto const low = lower_case(text);
    auto const folded = base::fold(text);
    auto const words = base::words(folded);
    Traits traits = 0;
    if (cell.kind == CellKind::date) traits |= bit(Trait::day);
    if (cell.kind == CellKind::boolean) traits |= bit(Trait::mark);
    if (cell.kind == CellKind::date || cell.kind == CellKind::boolean) return traits;
    traits |= digit_traits(low, cell.kind == CellKind::number);
    if (auto const figure = figure_of(low)) traits |= figure_traits(*figure);
    if (is_pair(low)) traits |= bit(Trait::coordinates);
    if (is_email(text)) traits |= bit(Trait::email);
    if (words.empty()) return traits | (traits == 0 ? bit(Trait::mark) : 0);
    if (is_date(low, words)) traits |= bit(Trait::day);
    if (is_rt_rw(low, words)) traits |= bit(Trait::rt_rw);
    if (has(traits, Trait::number)) return traits;
    bool const letters = std::ranges::any_of(folded, [](char c) { return !digit(c) && c != ' '; });
    if (letters) traits |= bit(Trait::text);
    if (letters && is_two_names(text)) traits |= bit(Trait::names);
    if (letters)
        traits |= word_traits(folded, words) | name_traits(words) | place_traits(folded, words, places);
    return traits;
}

}  // namespace bina::intake
