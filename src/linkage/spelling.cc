#include "linkage/spelling.h"

#include <algorithm>

namespace bina::linkage {
namespace {

bool is_vowel(char letter) {
    return letter == 'a' || letter == 'e' || letter == 'i' || letter == 'o' || letter == 'u';
}

struct Rule {
    std::string_view written;
    std::string_view modern;
    std::string_view old;
};

/// Longest first where one begins another. Van Ophuijsen (1901), Soewandi (1947) and EYD (1972) spellings,
/// and letters that Javanese and Sundanese speakers do not tell apart.
constexpr Rule rules[] = {
    {"oe", "u", "u"},  // Soekarno, Noer
    {"dj", "j", "j"},  // Djoko
    {"tj", "c", "c"},  // Tjahyo
    {"nj", "nj", "ny"},  // Njoman; but Anjani
    {"sj", "s", "s"},  // Sjamsul
    {"sy", "s", "s"},  // Syamsul, Samsul
    {"ch", "h", "h"},  // Chalid
    {"kh", "h", "h"},  // Khalid
    {"dh", "d", "d"},  // Ridho, Rido
    {"th", "t", "t"},  // Thohir, Tohir
    {"bh", "b", "b"},  // Bhakti
    {"ph", "p", "p"},  // Phandi
    {"ck", "k", "k"},  // Erick
    {"ie", "i", "i"},  // Srie
    {"ae", "e", "e"},  // Zaenal
    {"ai", "e", "e"},  // Zainal
    {"ei", "e", "e"},  // Zeinal
    {"j", "j", "y"},  // Jogi, Yogi
    {"z", "j", "s"},  // Zaki, Jaki; Aziz, Asis
    {"o", "o", "a"},  // Widodo, Widada
    {"v", "p", "p"},  // Novi, Nopi
    {"f", "p", "p"},  // Fatimah, Patimah
    {"q", "k", "k"},  // Rizqi, Rizki
    {"x", "ks", "ks"},  // Alex
};

std::string respelt(std::string_view word, Reading reading) {
    std::string out;
    out.reserve(word.size() + 4);
    for (std::size_t i = 0; i < word.size();) {
        auto const rest = word.substr(i);
        auto const rule =
            std::ranges::find_if(rules, [&](Rule const& each) { return rest.starts_with(each.written); });
        if (rule == std::end(rules)) {
            out += word[i++];
            continue;
        }
        out += reading == Reading::modern ? rule->modern : rule->old;
        i += rule->written.size();
    }
    return out;
}

/// y is a vowel unless it opens a syllable, and then it is not written behind an i: Sumiyati, Sumyati,
/// Sumiati. h is not heard between vowels or at the end; doubled letters are one: Rahayu, Fatimah, Anna.
std::string unheard_left_out(std::string_view word) {
    std::string out;
    out.reserve(word.size());
    for (std::size_t i = 0; i < word.size(); ++i) {
        char letter = word[i];
        bool const first = out.empty();
        bool const last = i + 1 == word.size();
        bool const vowel_follows = !last && is_vowel(word[i + 1]);
        bool const vowel_before = !first && is_vowel(out.back());
        bool const opens = vowel_follows && (first || (vowel_before && out.back() != 'i'));
        if (letter == 'y' && !opens) {
            if (!first && out.back() == 'i') continue;
            letter = 'i';
        }
        if (letter == 'h' && !first && (last || (vowel_before && vowel_follows))) continue;
        if (out.empty() || out.back() != letter) out += letter;
    }
    return out;
}

}  // namespace

std::string spelling_key(std::string_view folded, Reading reading) {
    if (!std::ranges::all_of(folded, [](char c) { return c >= 'a' && c <= 'z'; })) return std::string(folded);
    if (folded.size() < 3) return std::string(folded);
    std::string key = unheard_left_out(respelt(folded, reading));
    // Final consonants sound alike: Murad and Murat, Arab and Arap. "ng" is one sound of its own.
    if (key.size() > 2) {
        char& last = key.back();
        if (last == 'd') last = 't';
        if (last == 'b') last = 'p';
        if (last == 'g' && key[key.size() - 2] != 'n') last = 'k';
    }
    return key;
}

}  // namespace bina::linkage
