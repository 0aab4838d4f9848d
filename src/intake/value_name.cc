#include <algorithm>
#include <array>

#include "base/fold.h"
#include "base/names.h"
#include "intake/value_kinds.h"

namespace bina::intake {
namespace {

using registry::Field;

constexpr std::size_t words_max = 16;

/// Before a name, with or without a dot.
constexpr auto titles = std::to_array<std::string_view>(
    {"hj",     "kh",  "ust",  "ustz", "ustad", "ustadz", "ustadzah", "ustazah", "drs",  "dra",   "ir",
     "dr",     "drg", "drh",  "prof", "gus",   "ny",     "nyonya",   "nyi",     "bpk",  "bapak", "bp",
     "pak",    "ibu", "bu",   "sdr",  "sdri",  "sdra",   "saudara",  "saudari", "mas",  "mbak",  "mb",
     "mbk",    "mba", "mbah", "mbok", "tn",    "tuan",   "kyai",     "kiai",    "nyai", "haji",  "hajah",
     "hajjah", "tgk", "nn",   "nona", "mr",    "mrs",    "abah",     "mak"});
/// Before a name with a dot only: without, they may be an initial or a name.
constexpr auto dotted_titles =
    std::to_array<std::string_view>({"h", "r", "rr", "ra", "rm", "tb", "ki", "rt", "rng", "m"});
/// Of those, the ones that are a given name's short form and never a title.
constexpr auto short_names = std::to_array<std::string_view>({"m"});

/// Behind a name, without dots and blanks.
constexpr auto degrees = std::to_array<std::string_view>(
    {"spd",   "spdi",   "spdsd", "spdaud", "spdk",   "mpd",    "mpdi",   "skom",  "mkom", "sag",  "mag",
     "ssos",  "ssosi",  "msi",   "amd",    "amdkeb", "amdkep", "amdkom", "amdak", "skep", "ners", "skm",
     "sip",   "sstp",   "sst",   "stp",    "sfarm",  "apt",    "mkes",   "mhum",  "shum", "ssi",  "sked",
     "spsi",  "sikom",  "sei",   "syi",    "shi",    "lc",     "phd",    "msc",   "bsc",  "mba",  "mph",
     "stkeb", "strkeb", "spog",  "spa",    "sak",    "sab",    "sap",    "sds",   "ssn",  "sth",  "sthi",
     "mmkes", "mmpd",   "sptk",  "sgz",    "str",    "apkeb",  "ampd",   "amapd"});
/// Degrees so short that they are taken for one only behind a comma or with dots.
constexpr auto short_degrees = std::to_array<std::string_view>(
    {"se",  "sh",  "st", "sp", "ss", "si", "mm", "mt", "mh", "ma",  "me",  "mp", "ba", "bba", "spt",
     "sik", "spi", "a",  "md", "s",  "pd", "i",  "m",  "ak", "keb", "cpa", "ca", "mk", "mc"});

constexpr auto deceased_words =
    std::to_array<std::string_view>({"alm", "almh", "almarhum", "almarhumah", "almrhm", "almarhumm"});
constexpr auto alias_words =
    std::to_array<std::string_view>({"als", "alias", "al", "panggilan", "dipanggil"});

/// One word as written, and in lower case without dots.
struct NameWord {
    std::string_view written;
    std::string bare = {};
    bool dotted = false;
    bool after_comma = false;
};

struct NameWords {
    std::array<NameWord, words_max> list;
    std::size_t count = 0;
};

void push(NameWords& words, std::string_view written, bool after_comma) {
    NameWord word{.written = written, .after_comma = after_comma};
    for (char const c : written) {
        if (c == '.')
            word.dotted = true;
        else
            word.bare += lower(c);
    }
    if (word.bare.empty() || words.count == words_max) return;
    words.list[words.count++] = std::move(word);
}

/// Words parted by blanks and commas, and behind the dot of a title: "H.Slamet", "Drs.Budi".
NameWords split_name(std::string_view text) {
    NameWords words;
    bool comma = false;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == ' ' || text[at] == ',') {
            comma = comma || text[at] == ',';
            ++at;
            continue;
        }
        auto end = std::min(text.find_first_of(" ,", at), text.size());
        auto const dot = text.substr(at, end - at).find('.');
        if (dot != std::string_view::npos && at + dot + 1 < end && !comma) {
            auto const head = plain(text.substr(at, dot));
            bool const title =
                (base::among(titles, head) || base::among(dotted_titles, head)) && end - at - dot > 3;
            if (title) end = at + dot + 1;
        }
        push(words, text.substr(at, end - at), comma);
        comma = false;
        at = end;
    }
    return words;
}

bool is_title(NameWord const& word) {
    if (base::among(titles, word.bare)) return true;
    return word.dotted && base::among(dotted_titles, word.bare) && !base::among(short_names, word.bare);
}

bool is_degree(NameWord const& word, bool behind_comma) {
    if (base::among(degrees, word.bare)) return true;
    return base::among(short_degrees, word.bare) && (behind_comma || (word.dotted && word.bare.size() > 1));
}

/// How many words at the end are degrees: "Siti Aminah, S. Pd", "Budi S.E", "Budi SPd MM".
std::size_t degrees_at_end(NameWords const& words, std::size_t first) {
    // Everything behind a comma, if all of it is one.
    for (std::size_t i = first + 1; i < words.count; ++i) {
        if (!words.list[i].after_comma) continue;
        bool all = true;
        for (std::size_t k = i; k < words.count; ++k) all = all && is_degree(words.list[k], true);
        if (all) return words.count - i;
        break;
    }
    std::size_t count = 0;
    while (words.count - count > first + 1) {
        auto const& last = words.list[words.count - 1 - count];
        if (is_degree(last, false)) {
            ++count;
            continue;
        }
        // "S. Pd", "A.Md Keb" in two words.
        if (words.count - count > first + 2) {
            auto const& before = words.list[words.count - 2 - count];
            if (before.dotted && before.bare.size() == 1 && base::among(degrees, before.bare + last.bare)) {
                count += 2;
                continue;
            }
        }
        break;
    }
    return count;
}

std::string joined(NameWords const& words, std::size_t first, std::size_t last) {
    std::string text;
    for (std::size_t i = first; i < last; ++i) {
        if (!text.empty()) text += ' ';
        text += words.list[i].written;
    }
    return text;
}

/// Takes "(Een)", "als Een", "@ Een" out of the text.
std::string take_alias(std::string& text, bool& deceased) {
    std::string alias;
    auto const open = text.find('(');
    if (open != std::string::npos) {
        auto const close = std::min(text.find(')', open), text.size());
        auto const inside = plain(std::string_view(text).substr(open + 1, close - open - 1));
        auto const bare = inside.substr(0, inside.find('.'));
        if (base::among(deceased_words, bare))
            deceased = true;
        else
            alias = base::squeeze(std::string_view(text).substr(open + 1, close - open - 1));
        text.erase(open, close - open + 1);
    }
    auto const at = text.find('@');
    if (at != std::string::npos && at > 0) {
        alias = base::squeeze(std::string_view(text).substr(at + 1));
        text.erase(at);
    }
    return alias;
}

/// Drops the words from `at` to `end`.
void erase(NameWords& words, std::size_t at, std::size_t end) {
    std::move(words.list.begin() + static_cast<std::ptrdiff_t>(end),
              words.list.begin() + static_cast<std::ptrdiff_t>(words.count),
              words.list.begin() + static_cast<std::ptrdiff_t>(at));
    words.count -= end - at;
}

void take_marked_words(NameWords& words, PersonName& person) {
    for (std::size_t i = 0; i < words.count;) {
        auto const& bare = words.list[i].bare;
        if (base::among(deceased_words, bare) && words.count > 1) {
            person.deceased = true;
            erase(words, i, i + 1);
        } else if (i > 0 && i + 1 < words.count && base::among(alias_words, bare) && person.alias.empty()) {
            person.alias = joined(words, i + 1, words.count);
            words.count = i;
        } else {
            ++i;
        }
    }
}

bool joins_persons(std::string_view text) {
    if (text.find('&') != text.npos || text.find(';') != text.npos) return true;
    auto const slash = text.find('/');
    if (slash != text.npos && slash > 2 && text.size() - slash > 3) return true;
    auto const low = plain(text);
    return low.find(" dan ") != low.npos;
}

std::string shown_name(NameWords const& words, std::size_t first, std::size_t last) {
    auto name = joined(words, first, last);
    bool const other_case = std::ranges::any_of(name, is_lower) &&
                            std::ranges::any_of(name, [](char c) { return c >= 'A' && c <= 'Z'; });
    if (other_case) return name;
    name = shown_case(name, false);
    for (std::string_view const particle : {" Bin ", " Binti "}) {
        auto const at = name.find(particle);
        if (at != std::string::npos) name[at + 1] = 'b';
    }
    return name;
}

}  // namespace

PersonName read_person(std::string_view raw) {
    PersonName person;
    auto text = base::squeeze(base::clip(raw, limit::text_bytes));
    person.several = joins_persons(text);
    if (person.several) {
        person.name = shown_case(text, false);
        return person;
    }
    person.alias = take_alias(text, person.deceased);
    auto words = split_name(text);
    take_marked_words(words, person);

    std::size_t first = 0;
    while (first + 1 < words.count && is_title(words.list[first])) ++first;
    std::size_t last = words.count - std::min(words.count, degrees_at_end(words, first));
    for (std::size_t i = 0; i < first; ++i) person.titles.emplace_back(words.list[i].written);
    for (std::size_t i = last; i < words.count; ++i) person.titles.emplace_back(words.list[i].written);
    person.name = shown_name(words, first, last);
    if (person.name.empty())
        person.name = shown_case(base::squeeze(base::clip(raw, limit::text_bytes)), false);
    return person;
}

namespace {

/// "1. Slamet", "12) Siti": the list's own number.
std::string_view without_list_number(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size() && is_digit(text[at])) ++at;
    if (at == 0 || at > 4 || at == text.size() || (text[at] != '.' && text[at] != ')')) return text;
    ++at;
    while (at < text.size() && text[at] == ' ') ++at;
    return at == text.size() ? text : text.substr(at);
}

std::string list_of(std::vector<std::string> const& texts) {
    std::string out;
    for (auto const& text : texts) out.append(out.empty() ? "" : " ").append(text);
    return out;
}

}  // namespace

void kinds::owner_name(std::string_view text, Column const& column, Reading& reading) {
    if (contact_in_text(text, reading)) return;
    auto const numbered = without_list_number(text);
    if (numbered.size() != text.size()) reading.note(finding::name_number);
    if (numbered.size() > limit::text_bytes)
        reading.note(finding::text_clipped, {{"bytes", std::to_string(limit::text_bytes)}});
    auto person = read_person(numbered);
    if (!person.titles.empty()) reading.note(finding::name_titles, {{"titles", list_of(person.titles)}});
    if (!person.alias.empty()) reading.note(finding::name_alias, {{"alias", person.alias}});
    if (person.deceased) reading.note(finding::name_deceased);
    if (person.several) reading.note(finding::name_several);
    if (std::ranges::any_of(person.name, is_digit)) reading.note(finding::name_digits);
    if (person.name.size() == 1) reading.note(finding::name_short);
    reading.add(column.field, std::move(person.name));
}

}  // namespace bina::intake
