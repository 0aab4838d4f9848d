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

/// A stall with food has drinks too, and a shop sells both: those beside each other are little doubt.
bool go_together(std::string_view one, std::string_view other) {
    auto const is_stall = [](std::string_view trade) {
        return trade == "food" || trade == "drink" || trade == "retail";
    };
    return is_stall(one) && is_stall(other);
}

/// What the words of each trade say together.
class Votes {
public:
    void add(TradeWord const& word) {
        auto const at = std::ranges::find(registry::trades, word.trade) - registry::trades.begin();
        auto& vote = m_votes[static_cast<std::size_t>(at)];
        if (vote.best == nullptr) vote.first = ++m_said;
        if (vote.best == nullptr || vote.best->strength < word.strength) vote.best = &word;
        if (word.strength > carrier) ++vote.words;
    }

    TradeGuess guess() const {
        Vote const* leader = nullptr;
        for (auto const& vote : m_votes)
            if (vote.best != nullptr && (leader == nullptr || vote.goes_before(*leader))) leader = &vote;
        if (leader == nullptr) return {};
        int doubt = 0;
        for (auto const& vote : m_votes) {
            // "Toko", "jual", "jasa" carry any trade: beside the thing itself they say nothing.
            bool const says_nothing =
                vote.best == nullptr || (leader->best->strength > carrier && vote.words == 0);
            if (&vote == leader || says_nothing) continue;
            int const against = std::max(0, clear_margin - (leader->weight() - vote.weight()));
            doubt =
                std::max(doubt, go_together(leader->best->trade, vote.best->trade) ? against / 2 : against);
        }
        return {leader->best->trade, std::max(1, leader->best->strength - doubt), leader->best->text};
    }

private:
    static constexpr int carrier = 60;  // up to this strength, words that go with any trade
    static constexpr int more_words_max = 4;

    struct Vote {
        TradeWord const* best = nullptr;
        int words = 0;
        int first = 0;  ///< Which trade was said first.

        int weight() const { return best->strength + 4 * std::min(std::max(words - 1, 0), more_words_max); }
        bool goes_before(Vote const& other) const {
            return weight() != other.weight() ? weight() > other.weight() : first < other.first;
        }
    };

    std::array<Vote, registry::trades.size()> m_votes{};
    int m_said = 0;
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
