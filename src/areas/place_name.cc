#include "areas/place_name.h"

#include <algorithm>
#include <cstdlib>

#include "base/fold.h"

namespace bina::areas {
namespace {

constexpr std::size_t longest_key = 64;  // one machine word

struct Abbreviation {
    std::string_view from;
    std::string_view to;
};

/// Words that lists cut short, where another word follows.
constexpr std::array<Abbreviation, 25> abbreviations{{
    {"kd", "kedung"},  {"kdg", "kedung"},  {"kr", "karang"},  {"krg", "karang"},   {"sb", "sumber"},
    {"sbr", "sumber"}, {"smb", "sumber"},  {"tj", "tanjung"}, {"tjg", "tanjung"},  {"tg", "tanjung"},
    {"kp", "kampung"}, {"kmp", "kampung"}, {"bj", "banjar"},  {"bjr", "banjar"},   {"gn", "gunung"},
    {"gng", "gunung"}, {"g", "gunung"},    {"sd", "sendang"}, {"sdg", "sendang"},  {"sei", "sungai"},
    {"kdl", "kidul"},  {"wtn", "wetan"},   {"kln", "kulon"},  {"mns", "meunasah"}, {"plg", "pulau"},
}};

/// Old spelling (before 1972) and Javanese aspiration; the longest first. Applied to both sides, so that only
/// what becomes alike counts, not how it looks.
constexpr std::array<Abbreviation, 15> spellings{{
    {"oe", "u"},
    {"dj", "j"},
    {"tj", "c"},
    {"nj", "ny"},
    {"sj", "sy"},
    {"ch", "k"},
    {"kh", "k"},
    {"dh", "d"},
    {"th", "t"},
    {"bh", "b"},
    {"v", "p"},
    {"f", "p"},
    {"q", "k"},
    {"x", "ks"},
    {"z", "s"},
}};

constexpr std::array<std::string_view, 10> roman{"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};

template <std::size_t N>
bool contains(std::array<std::string_view, N> const& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

void append_word(std::string& out, std::string_view word, bool first, bool last) {
    if (!last) {
        auto const cut = std::ranges::find(abbreviations, word, &Abbreviation::from);
        if (cut != abbreviations.end()) {
            out += cut->to;
            return;
        }
    }
    auto const number = first ? roman.end() : std::ranges::find(roman, word);
    if (number != roman.end())
        out += static_cast<char>('0' + (number - roman.begin()));
    else
        out += word;
}

std::string respelt(std::string_view joined) {
    std::string out;
    out.reserve(joined.size());
    for (std::size_t i = 0; i < joined.size();) {
        auto const rest = joined.substr(i);
        auto const rule =
            std::ranges::find_if(spellings, [&](Abbreviation const& r) { return rest.starts_with(r.from); });
        std::string_view const piece = rule == spellings.end() ? rest.substr(0, 1) : rule->to;
        i += rule == spellings.end() ? 1 : rule->from.size();
        for (char const c : piece) {
            bool const known = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            bool const doubled = !out.empty() && out.back() == c && c > '9';
            if (known && !doubled && out.size() < longest_key) out += c;
        }
    }
    return out;
}

std::string as_heard(std::string_view letters) {
    std::string out;
    for (char const c : letters) {
        if (c != 'h') out += c == 'a' ? 'o' : c;
    }
    return out;
}

std::size_t slot(char c) {
    return static_cast<std::size_t>(c >= 'a' ? c - 'a' : c - '0' + 26);
}

std::string plain_letters(std::string_view joined) {
    std::string out;
    for (char const c : joined) {
        bool const known = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (known && out.size() < longest_key) out += c;
    }
    return out;
}

std::uint64_t present(std::string_view letters) {
    std::uint64_t set = 0;
    for (char const c : letters) set |= std::uint64_t{1} << slot(c);
    return set;
}

/// One misspelt letter changes the length by at most one, and at most two of the letters that occur.
bool may_be_near(std::size_t length, std::uint64_t letters, std::string_view name, std::uint64_t name_letters,
                 int limit) {
    auto const apart = static_cast<int>(length > name.size() ? length - name.size() : name.size() - length);
    return length != 0 && apart <= limit && std::popcount(letters ^ name_letters) <= 2 * limit;
}

/// Hyyrö's bit-parallel optimal string alignment: a column of the table is one word.
int aligned(std::array<std::uint64_t, 36> const& masks, std::size_t length, std::string_view name) {
    std::uint64_t plus = ~std::uint64_t{0};
    std::uint64_t minus = 0;
    std::uint64_t diagonal = 0;
    std::uint64_t before = 0;
    std::uint64_t const last = std::uint64_t{1} << (length - 1);
    int distance = static_cast<int>(length);
    for (char const c : name) {
        std::uint64_t const match = masks[slot(c)];
        std::uint64_t const swapped = ((~diagonal & match) << 1U) & before;
        diagonal = ((((match & plus) + plus) ^ plus) | match | minus) | swapped;
        std::uint64_t rise = minus | ~(diagonal | plus);
        std::uint64_t fall = diagonal & plus;
        distance += (rise & last) != 0 ? 1 : 0;
        distance -= (fall & last) != 0 ? 1 : 0;
        rise = (rise << 1U) | 1U;
        fall <<= 1U;
        plus = fall | ~(diagonal | rise);
        minus = rise & diagonal;
        before = match;
    }
    return distance;
}

}  // namespace

bool is_village_word(std::string_view word) {
    static constexpr std::array<std::string_view, 9> words{"desa", "ds",    "dsa",     "kel",   "kelurahan",
                                                           "klrh", "lurah", "gampong", "nagari"};
    return contains(words, word);
}

bool is_district_word(std::string_view word) {
    static constexpr std::array<std::string_view, 5> words{"kec", "kecamatan", "kcmtn", "kc", "distrik"};
    return contains(words, word);
}

bool is_regency_word(std::string_view word) {
    static constexpr std::array<std::string_view, 6> words{"kab",   "kabupaten", "kota",
                                                           "kodya", "kotamadya", "kb"};
    return contains(words, word);
}

bool is_street_word(std::string_view word) {
    static constexpr std::array<std::string_view, 35> words{
        "jl",    "jln",   "jalan", "gg",    "gang",       "dk",        "dkh",      "dukuh",    "duk",
        "dsn",   "dusun", "dus",   "perum", "prum",       "perumahan", "komplek",  "kompleks", "komp",
        "blok",  "blk",   "lingk", "ling",  "lingkungan", "lk",        "kp",       "kampung",  "kmp",
        "pasar", "psr",   "ruko",  "toko",  "kios",       "depan",     "belakang", "lorong"};
    return contains(words, word);
}

NameKey name_key(std::string_view folded) {
    auto const words = base::words(folded);
    std::string joined;
    for (std::size_t i = 0; i < words.size(); ++i)
        append_word(joined, words[i], i == 0, i + 1 == words.size());

    NameKey key;
    key.letters = respelt(joined);
    key.sound = as_heard(key.letters);
    key.written = plain_letters(joined);
    key.letters_present = present(key.letters);
    key.written_present = present(key.written);
    return key;
}

Distance::Distance(NameKey const& pattern) : m_pattern(pattern) {
    for (std::size_t i = 0; i < pattern.letters.size(); ++i)
        m_letters[slot(pattern.letters[i])] |= std::uint64_t{1} << i;
    for (std::size_t i = 0; i < pattern.written.size(); ++i)
        m_written[slot(pattern.written[i])] |= std::uint64_t{1} << i;
}

int Distance::to(NameKey const& name, int limit) const {
    int best = limit + 1;
    if (may_be_near(m_pattern.letters.size(), m_pattern.letters_present, name.letters, name.letters_present,
                    limit))
        best = std::min(best, aligned(m_letters, m_pattern.letters.size(), name.letters));
    if (may_be_near(m_pattern.written.size(), m_pattern.written_present, name.written, name.written_present,
                    limit))
        best = std::min(best, aligned(m_written, m_pattern.written.size(), name.written));
    return best;
}

}  // namespace bina::areas
