#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/fold.h"
#include "intake/trade_words.h"
#include "intake/value_kinds.h"

namespace bina::intake {
namespace {

using registry::Field;

constexpr int surely = 60;  // below, somebody should look
constexpr int clear_margin = 40;  // how far the best trade has to lead the next to lose nothing
constexpr std::size_t phrase_words_max = 3;
constexpr std::size_t words_max = 40;

using Table = std::unordered_map<std::string_view, TradeWord const*>;

Table const& table() {
    static Table const known = [] {
        Table words;
        words.reserve(2 * trade_words().size());
        for (auto const& word : trade_words()) words.emplace(word.text, &word);
        return words;
    }();
    return known;
}

/// "gado2" as "gado gado".
std::string without_doubling_mark(std::string const& folded) {
    std::string out;
    for (auto const word : base::words(folded)) {
        if (!out.empty()) out += ' ';
        bool const doubled = word.size() > 2 && word.back() == '2' && is_lower(word[word.size() - 2]);
        if (doubled)
            out.append(word.substr(0, word.size() - 1))
                .append(1, ' ')
                .append(word.substr(0, word.size() - 1));
        else
            out += word;
    }
    return out;
}

/// The strongest word of each trade.
class Votes {
public:
    void add(TradeWord const& word) {
        auto const at = std::ranges::find(registry::trades, word.trade) - registry::trades.begin();
        auto& best = m_best[static_cast<std::size_t>(at)];
        if (best == nullptr || best->strength < word.strength) best = &word;
        if (m_first == nullptr || word.strength > m_first->strength) m_first = &word;
    }

    TradeGuess guess() const {
        if (m_first == nullptr) return {};
        int next = 0;
        for (auto const* word : m_best) {
            if (word != nullptr && word->trade != m_first->trade) next = std::max(next, int{word->strength});
        }
        int const lead = m_first->strength - next;
        int const doubt = next == 0 ? 0 : std::max(0, clear_margin - lead);
        return {m_first->trade, std::max(1, m_first->strength - doubt), m_first->text};
    }

private:
    std::array<TradeWord const*, registry::trades.size()> m_best{};
    TradeWord const* m_first = nullptr;  ///< The strongest of all; of equals the first said.
};

/// KBLI 2020 by its first two digits.
std::string_view trade_of_kbli(int division) {
    if (division <= 3) return "farming";
    if (division == 10 || division == 56) return "food";
    if (division == 11) return "drink";
    if (division >= 13 && division <= 15) return "fashion";
    if (division == 16) return "craft";
    if (division >= 12 && division <= 33) return "manufacture";
    if (division == 45) return "workshop";
    if (division == 46 || division == 47) return "retail";
    if (division >= 49 && division <= 53) return "transport";
    return division >= 35 ? "service" : "other";
}

void read_kbli(std::string_view digits, Reading& reading) {
    auto const trade = trade_of_kbli((digits[0] - '0') * 10 + (digits[1] - '0'));
    reading.note(finding::trade_of_kbli, {{"trade", std::string(trade)}});
    reading.add(Field::trade, std::string(trade));
    reading.add(Field::kbli, std::string(digits));
}

}  // namespace

TradeGuess guess_trade(std::string_view text) {
    auto folded = base::fold(text);
    if (folded.find('2') != std::string::npos) folded = without_doubling_mark(folded);
    std::array<std::size_t, words_max + 1> starts{};
    std::size_t count = 0;
    for (std::size_t at = 0; at < folded.size() && count < words_max; ++count) {
        starts[count] = at;
        at = std::min(folded.find(' ', at), folded.size() - 1) + 1;
        starts[count + 1] = at + (at == folded.size() && folded.back() != ' ' ? 1 : 0);
    }
    Votes votes;
    std::size_t covered = 0;  // a phrase outweighs the single words in it
    for (std::size_t i = 0; i < count; ++i) {
        std::size_t const shortest = i < covered ? 2 : 1;
        for (std::size_t n = std::min(phrase_words_max, count - i); n >= shortest; --n) {
            auto const phrase = std::string_view(folded).substr(starts[i], starts[i + n] - 1 - starts[i]);
            auto const known = table().find(phrase);
            if (known == table().end()) continue;
            votes.add(*known->second);
            covered = std::max(covered, i + n);
            break;
        }
    }
    return votes.guess();
}

void kinds::trade(std::string_view text, Column const& column, Reading& reading) {
    bool const code = text.size() == 5 && std::ranges::all_of(text, is_digit);
    if (code) return read_kbli(text, reading);
    if (contact_in_text(text, reading)) return;
    auto const squeezed = base::squeeze(text);
    auto const known = std::ranges::find(registry::trades, squeezed);
    auto const guess =
        known != registry::trades.end() ? TradeGuess{*known, 100, *known} : guess_trade(squeezed);
    if (guess.trade.empty()) {
        reading.note(finding::trade_unknown);
    } else {
        reading.add(column.field, std::string(guess.trade));
        if (guess.confidence < surely)
            reading.note(finding::trade_unsure, {{"trade", std::string(guess.trade)},
                                                 {"confidence", std::to_string(guess.confidence)},
                                                 {"word", std::string(guess.word)}});
    }
    // The free words say more than the trade.
    reading.add(Field::activity, std::string(base::clip(squeezed, limit::text_bytes)));
}

}  // namespace bina::intake
