#include "kbli/candidate.h"

#include <algorithm>

#include "base/fold.h"

namespace bina::kbli {
namespace {

constexpr std::size_t words_max = 12;
constexpr std::size_t phrase_words_max = 3;
constexpr std::int64_t prior_weight = 3;  // decisions
constexpr int confidence_min = 5;
constexpr std::int64_t well_known = 3;  // decisions that make a phrase outweigh its words

// Words that go with any activity: alone they are not learnt.
constexpr std::array<std::string_view, 30> carriers{
    "aneka",    "atau",   "barang", "beli",    "berbagai", "buat",    "dagang",   "dan",
    "dari",     "dengan", "di",     "jual",    "jualan",   "ke",      "lain",     "lainnya",
    "lewat",    "macam",  "malam",  "membuat", "menerima", "menjual", "pedagang", "pembuatan",
    "produksi", "rumah",  "serta",  "untuk",   "usaha",    "yang"};

bool is_carrier(std::string_view phrase) {
    return std::ranges::binary_search(carriers, phrase);
}

std::string joined(std::span<std::string_view const> words) {
    std::string text;
    for (auto const word : words) text.append(text.empty() ? "" : " ").append(word);
    return text;
}

std::vector<std::string_view> first_words(std::string_view folded) {
    auto words = base::words(folded);
    if (words.size() > words_max) words.resize(words_max);
    return words;
}

/// Gathers what the phrases say; of each class the surest saying counts.
class Votes {
public:
    Votes(Table const& table, Edition edition, std::span<Learnt const> learnt)
        : m_table(table), m_edition(edition) {
        for (auto const& one : learnt) m_learnt[one.phrase].push_back(&one);
    }

    /// True if the phrase outweighs its single words.
    bool add(std::string const& phrase) {
        auto const words = m_edition == Edition::kbli2025 ? m_table.words(phrase) : std::span<Word const>{};
        auto const& learnt = m_learnt[phrase];
        std::int64_t total = 0;
        for (auto const* one : learnt) total += one->businesses;
        if (words.empty() && total == 0) return false;
        std::map<std::string_view, std::pair<std::int64_t, std::int64_t>> sums;  // decisions, prior
        for (auto const* one : learnt) sums[one->code].first += one->businesses;
        for (auto const& word : words) sums[word.code].second = word.strength;
        for (auto const& [code, sum] : sums) {
            auto const confidence = (100 * sum.first + prior_weight * sum.second) / (total + prior_weight);
            keep({.code = std::string(code),
                  .confidence = static_cast<int>(std::min<std::int64_t>(confidence, 99)),
                  .phrase = phrase,
                  .businesses = sum.first,
                  .of = total});
        }
        return !words.empty() || total >= well_known;
    }

    std::vector<Candidate> best() {
        std::vector<Candidate> found;
        for (auto& [code, candidate] : m_found)
            if (candidate.confidence >= confidence_min) found.push_back(std::move(candidate));
        std::ranges::stable_sort(found, std::ranges::greater{}, &Candidate::confidence);
        if (found.size() > candidates_max) found.resize(candidates_max);
        return found;
    }

private:
    void keep(Candidate candidate) {
        auto& kept = m_found[candidate.code];
        if (kept.confidence < candidate.confidence) kept = std::move(candidate);
    }

    Table const& m_table;
    Edition m_edition;
    std::map<std::string, std::vector<Learnt const*>> m_learnt;
    std::map<std::string, Candidate> m_found;
};

}  // namespace

std::vector<std::string> phrases_of(std::string_view folded) {
    auto const words = first_words(folded);
    std::vector<std::string> phrases;
    for (std::size_t i = 0; i < words.size(); ++i)
        for (std::size_t n = 1; n <= learnt_words_max && i + n <= words.size(); ++n)
            if (n > 1 || !is_carrier(words[i])) phrases.push_back(joined(std::span(words).subspan(i, n)));
    std::ranges::sort(phrases);
    auto const repeated = std::ranges::unique(phrases);
    phrases.erase(repeated.begin(), repeated.end());
    return phrases;
}

std::vector<Candidate> candidates(Table const& table, Edition edition, std::string_view folded,
                                  std::span<Learnt const> learnt) {
    auto const words = first_words(folded);
    Votes votes(table, edition, learnt);
    std::size_t covered = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::size_t const shortest = i < covered ? 2 : 1;
        for (std::size_t n = std::min(phrase_words_max, words.size() - i); n >= shortest; --n) {
            if (!votes.add(joined(std::span(words).subspan(i, n)))) continue;
            covered = std::max(covered, i + n);
            break;
        }
    }
    return votes.best();
}

}  // namespace bina::kbli
