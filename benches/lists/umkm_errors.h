#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Dice, the rates of errors, and the errors that clerks make.
namespace bina::benches {

using Texts = std::vector<std::string>;

/// splitmix64
struct Dice {
    std::uint64_t state;

    std::uint64_t next() {
        std::uint64_t z = (state += 0x9E37'79B9'7F4A'7C15U);
        z = (z ^ (z >> 30U)) * 0xBF58'476D'1CE4'E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D0'49BB'1331'11EBU;
        return z ^ (z >> 31U);
    }
    double share() { return static_cast<double>(next() >> 11U) * (1.0 / 9007199254740992.0); }
    bool chance(double p) { return share() < p; }
    int below(int n) { return static_cast<int>(next() % static_cast<std::uint64_t>(n)); }
    template <class List>
    auto const& one_of(List const& list) {
        return list[static_cast<std::size_t>(below(static_cast<int>(list.size())))];
    }
};

/// How often each error is made.
struct Rates {
    double academic = .04;
    double bin = .03;
    double word_dropped = .06;
    double initial = .03;
    double old_spelling = .05;
    double muhammad_short = .50;
    double name_typo = .06;
    double nik_missing = .18;
    double nik_digit = .03;
    double nik_swap = .012;
    double nik_sex = .006;
    double nik_cut = .004;
    double nik_shared = .012;
    double nik_junk = .006;
    double nik_excel = .010;
    double phone_missing = .25;
    double phone_new = .15;
    double phone_typo = .02;
    double phone_shared = .01;
    double sign_missing = .10;
    double sign_new = .05;
    double sign_typo = .06;
    double sign_form = .35;
    double sign_short = .12;
    double address_missing = .08;
    double address_new = .06;
    double address_typo = .05;
    double village_missing = .05;
    double village_near = .04;
    double trade_missing = .08;
    double trade_wrong = .06;

    static Rates hard() {
        Rates rates;
        rates.nik_missing = .45;
        rates.nik_shared = .03;
        rates.nik_junk = .02;
        rates.nik_excel = .02;
        rates.nik_digit = .04;
        rates.phone_missing = .45;
        rates.phone_new = .30;
        rates.phone_shared = .06;
        rates.sign_missing = .30;
        rates.sign_new = .20;
        rates.sign_typo = .10;
        rates.sign_short = .2;
        rates.name_typo = .12;
        rates.word_dropped = .15;
        rates.initial = .06;
        rates.old_spelling = .10;
        rates.address_missing = .25;
        rates.address_new = .15;
        rates.address_typo = .12;
        rates.village_missing = .15;
        rates.village_near = .08;
        rates.trade_missing = .2;
        rates.trade_wrong = .15;
        return rates;
    }
};

inline Texts split(std::string_view text) {
    Texts words(1);
    for (char const c : text) {
        if (c == ' ')
            words.emplace_back();
        else
            words.back() += c;
    }
    std::erase(words, "");
    return words;
}

inline std::string joined(Texts const& words) {
    return fmt::format("{}", fmt::join(words, " "));
}

inline std::string with_blanks(std::string text) {
    std::ranges::replace(text, '_', ' ');
    return text;
}

inline bool replace_first(std::string& text, std::string_view what, std::string_view with) {
    auto const at = text.find(what);
    if (at == text.npos) return false;
    text.replace(at, what.size(), with);
    return true;
}

/// Picks rank r with weight 1 / (r + offset).
class Ranks {
public:
    Ranks(std::size_t count, double offset) {
        double total = 0;
        for (std::size_t i = 0; i < count; ++i)
            m_sums.push_back(total += 1.0 / (static_cast<double>(i) + offset));
        for (auto& sum : m_sums) sum /= total;
    }
    std::size_t pick(Dice& dice) const {
        return static_cast<std::size_t>(std::ranges::lower_bound(m_sums, dice.share()) - m_sums.begin());
    }

private:
    std::vector<double> m_sums;
};

/// Words by rank.
struct Words {
    Texts list;
    Ranks ranks;

    Words(Texts texts, double offset) : list(std::move(texts)), ranks(list.size(), offset) {}
    std::string const& pick(Dice& dice) const { return list[ranks.pick(dice)]; }
};

inline Texts shuffled(Texts texts, std::size_t from, Dice& dice) {
    for (std::size_t i = from; i + 1 < texts.size(); ++i)
        std::swap(texts[i],
                  texts[i + static_cast<std::size_t>(dice.below(static_cast<int>(texts.size() - i)))]);
    return texts;
}

inline constexpr std::size_t most_frequent = 12;  // names that keep their rank

/// A slip on the keyboard: a neighbouring key, a letter lost, doubled or swapped.
inline std::string typo(Dice& dice, std::string text) {
    static constexpr std::array<std::string_view, 26> keys{
        "qs", "vn", "xv", "sf", "wr", "dg", "fh", "gj", "uo", "hk", "jl", "k",  "n",
        "bm", "ip", "o",  "wa", "et", "ad", "ry", "yi", "cb", "qe", "zc", "tu", "x"};
    if (text.size() < 3) return text;
    for (int attempt = 0; attempt < 8; ++attempt) {
        auto const i = static_cast<std::size_t>(1 + dice.below(static_cast<int>(text.size()) - 1));
        if (text[i] == ' ' || text[i - 1] == ' ') continue;
        switch (dice.below(4)) {
            case 0:
                if (text[i] < 'a' || text[i] > 'z') break;
                text[i] = dice.one_of(keys[static_cast<std::size_t>(text[i] - 'a')]);
                return text;
            case 1:
                text.erase(i, 1);
                return text;
            case 2:
                text.insert(i, 1, text[i]);
                return text;
            default:
                if (i + 1 >= text.size() || text[i + 1] == ' ') break;
                std::swap(text[i], text[i + 1]);
                return text;
        }
    }
    return text;
}

/// Old, new and regional spellings.
inline std::string respelt(Dice& dice, std::string text) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 20> spellings{
        {{"u", "oe"},  {"j", "dj"},   {"c", "tj"}, {"sy", "sj"}, {"y", "j"}, {"kh", "ch"}, {"i", "y"},
         {"di", "dy"}, {"yah", "ah"}, {"d", "t"},  {"f", "v"},   {"f", "p"}, {"z", "j"},   {"ks", "x"},
         {"ai", "ae"}, {"iy", "i"},   {"nn", "n"}, {"ss", "s"},  {"o", "a"}, {"h", ""}}};
    for (int attempt = 0; attempt < 6; ++attempt) {
        auto const& [what, with] = dice.one_of(spellings);
        if (replace_first(text, what, with)) break;
    }
    return text;
}

/// As people write: capitals, Capitals at the beginning, or none.
inline std::string styled(Dice& dice, std::string text) {
    auto const capital = [](char& c) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    };
    double const style = dice.share();
    if (style < .45) {
        std::ranges::for_each(text, capital);
    } else if (style < .9) {
        bool begins = true;
        for (auto& c : text) {
            if (begins) capital(c);
            begins = c == ' ' || c == '.' || c == '/';
        }
    }
    return text;
}

inline std::string digits(Dice& dice, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += static_cast<char>('0' + dice.below(10));
    return text;
}

}  // namespace bina::benches
