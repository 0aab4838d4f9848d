#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "intake/money_words.h"
#include "intake/value_kinds.h"

namespace bina::intake {
namespace {

using registry::Field;
using namespace money_words;

constexpr std::size_t tokens_max = 32;

struct Token {
    Role role = Role::unknown;
    std::int64_t value = 0;
    Written number{};
    bool letter_m = false;  ///< The unit was M: milyar here, million elsewhere.
};

/// An amount under way: whole rupiah and millionths.
struct Fixed {
    std::int64_t whole = 0;
    std::int64_t millionths = 0;

    /// `by` is at most a trillion. False when the amount grows beyond what money can be.
    bool multiply(std::int64_t by) {
        std::int64_t const carried = millionths * by / million;
        millionths = millionths * by % million;
        return !__builtin_mul_overflow(whole, by, &whole) &&
               !__builtin_add_overflow(whole, carried, &whole) && whole <= base::Money::max_rupiah;
    }
};

struct Amount {
    Fixed total;
    bool bare = true;  ///< No unit word: the column decides whether it is rupiah.
    bool words = false;
    bool letter_m = false;
    char decimal = 0;
    Written::Fault fault = Written::Fault::none;
    bool readable = true;
};

/// What stands in a money cell.
struct MoneyText {
    std::array<Token, tokens_max> tokens{};
    std::size_t count = 0;
    bool readable = true;
    bool about = false;
    bool bound = false;
    bool negative = false;
    Stated stated = Stated::nothing;
    std::size_t split = 0;  ///< Where "to" stood; 0 for none.

    std::span<Token const> all() const { return std::span(tokens).first(count); }
};

/// The longest word of the table at `at` of two words or one, or the run of letters there.
std::size_t word_length(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && is_lower(text[end])) ++end;
    if (end < text.size() && text[end] == '2' && text.substr(at, end - at) == "rata") return end + 1 - at;
    if (text.substr(at).starts_with("s/d")) return 3;
    if (text.substr(at).starts_with("s.d")) return 3;
    std::size_t second = end + 1;
    while (second < text.size() && is_lower(text[second])) ++second;
    if (end < text.size() && text[end] == ' ' && find_word(text.substr(at, second - at)) != nullptr)
        return second - at;
    return std::max<std::size_t>(end - at, 1);
}

/// ",-" and ".-" after an amount mean "and no sen"; a full stop, comma or equals sign nothing at all.
bool is_trailer(std::string_view text, std::size_t at) {
    char const c = text[at];
    if (c == '-') return at > 0 && (text[at - 1] == ',' || text[at - 1] == '.');
    return c == ' ' || c == ',' || c == '.' || c == '=' || c == ':' || c == '\'' || c == '"' || c == ';';
}

class Lexer {
public:
    Lexer(std::string_view text, Column const& column, bool stored)
        : m_text(text), m_column(column), m_stored(stored) {}

    MoneyText run() {
        if (m_stored && !m_text.empty() && m_text[0] == '-') {
            m_out.negative = true;
            m_at = 1;
        }
        while (m_at < m_text.size() && m_out.readable) {
            if (is_digit(m_text[m_at])) {
                push({.role = Role::number, .number = take_number(m_text, m_at, m_column.decimal, m_stored)});
            } else if (is_trailer(m_text, m_at)) {
                ++m_at;
            } else {
                take_word();
            }
        }
        return m_out;
    }

private:
    void push(Token token) {
        if (m_out.count == tokens_max)
            m_out.readable = false;
        else
            m_out.tokens[m_out.count++] = token;
    }

    void take_word() {
        std::string_view const pair = m_text.substr(m_at, 2);
        std::size_t const length = pair == "+-" || pair == "-+" ? 2 : word_length(m_text, m_at);
        auto const* word = find_word(m_text.substr(m_at, length));
        m_at += length;
        if (word == nullptr) {
            m_out.readable = false;
            return;
        }
        switch (word->role) {
            case Role::about:
                m_out.about = true;
                return;
            case Role::bound:
                m_out.bound = true;
                return;
            case Role::filler:
                return;
            case Role::per:
                m_after_per = true;
                return;
            case Role::period:
                return take_period(static_cast<Stated>(word->value));
            case Role::to:
                return take_to();
            case Role::unit:
                return take_unit(*word, length);
            default:
                push({.role = word->role, .value = word->value});
        }
    }

    void take_period(Stated stated) {
        // "/1 bln", "1 bulan 5 jt": that 1 was no amount.
        auto const* last = m_out.count == 0 ? nullptr : &m_out.tokens[m_out.count - 1];
        bool const one = last != nullptr && last->role == Role::number && last->number.whole == 1;
        if (one && !(m_after_per && m_out.count == 1)) --m_out.count;
        m_out.readable = m_out.stated == Stated::nothing || m_out.stated == stated;
        m_out.stated = stated;
        m_after_per = false;
    }

    void take_to() {
        if (m_text.substr(m_at).starts_with("an") && m_out.count > 0) return;  // "2 juta-an"
        bool const dash = m_text[m_at - 1] == '-';
        bool const before_number = m_at < m_text.size() && (is_digit(m_text[m_at]) || m_text[m_at] == ' ');
        if (dash && !before_number && m_out.count == 0 && !m_text.substr(m_at).starts_with("rp"))
            return;  // rata-rata
        if (m_out.count == 0) {
            // A dash before the first number makes it negative; "s/d 5 jt" bounds it.
            (dash ? m_out.negative : m_out.bound) = true;
            return;
        }
        m_out.readable = m_out.split == 0;
        m_out.split = m_out.count;
    }

    /// "seribu" and "sejuta" have their one in them; "jutaan" is some millions.
    void take_unit(Word const& word, std::size_t length) {
        std::int64_t value = word.value;
        if (value < 0) {
            push({.role = Role::small, .value = 1});
            value = -value;
        }
        if (value % 10 == 1) {
            m_out.about = true;
            --value;
        }
        push({.role = Role::unit, .value = value, .letter_m = length == 1 && value == billion});
    }

    std::string_view m_text;
    Column const& m_column;
    bool m_stored;
    MoneyText m_out;
    std::size_t m_at = 0;
    bool m_after_per = false;
};

/// Adds up "1 juta 500 ribu", "dua puluh lima juta", "1.500.000".
class Adder {
public:
    Amount run(std::span<Token const> tokens) {
        for (auto const& token : tokens) {
            if (!m_out.readable || m_out.fault != Written::Fault::none) break;
            add(token);
        }
        if (m_pending) {
            // "1 jt 500": five hundred of what?
            if (!m_out.bare) m_out.readable = false;
            if (m_out.readable) take_group(1);
        }
        if (tokens.empty()) m_out.readable = false;
        m_out.total = m_total;
        return m_out;
    }

private:
    void add(Token const& token) {
        switch (token.role) {
            case Role::number:
                return add_number(token.number);
            case Role::small:
                m_out.words = true;
                return add_small({token.value, 0});
            case Role::half:
                m_out.words = true;
                return add_small({0, million / 2});
            case Role::teen:
                m_atom.whole += 10;
                break;
            case Role::multiply:
                m_out.readable = m_pending && m_atom.multiply(token.value);
                break;
            case Role::unit:
                return take_unit(token);
            default:
                m_out.readable = false;
        }
    }

    void add_number(Written const& number) {
        if (number.fault != Written::Fault::none) {
            m_out.fault = number.fault;
            return;
        }
        if (m_pending) m_out.readable = false;
        if (number.decimal != 0) m_out.decimal = number.decimal;
        m_grouped = number.grouped;
        m_atom = {number.whole, number.millionths};
        m_pending = true;
    }

    void add_small(Fixed number) {
        m_group.whole += m_atom.whole;
        m_group.millionths += m_atom.millionths;
        m_atom = number;
        m_pending = true;
    }

    void take_unit(Token const& token) {
        // "1.500 jt" may be 1.5 or 1,500 million; "juta" alone is none.
        if (m_grouped) m_out.fault = Written::Fault::ambiguous;
        if (!m_pending) m_out.readable = false;
        m_out.letter_m = m_out.letter_m || token.letter_m;
        m_out.bare = false;
        take_group(token.value);
    }

    void take_group(std::int64_t unit) {
        Fixed group{m_group.whole + m_atom.whole, m_group.millionths + m_atom.millionths};
        group.whole += group.millionths / million;
        group.millionths %= million;
        if (!group.multiply(unit) || group.whole + m_total.whole > base::Money::max_rupiah)
            m_out.fault = Written::Fault::large;
        m_total = {m_total.whole + group.whole, m_total.millionths + group.millionths};
        m_group = m_atom = {};
        m_pending = m_grouped = false;
    }

    Amount m_out;
    Fixed m_total;
    Fixed m_group;
    Fixed m_atom;
    bool m_pending = false;
    bool m_grouped = false;
};

Amount add_up(std::span<Token const> tokens) {
    return Adder().run(tokens);
}

/// Takes "1.000.000 (satu juta)" as said twice, "(1.000.000)" as below zero. False if the two differ.
bool settle_brackets(MoneyText& money) {
    auto const tokens = money.all();
    auto const open = std::ranges::find(tokens, Role::open, &Token::role);
    if (open == tokens.end()) return std::ranges::find(tokens, Role::close, &Token::role) == tokens.end();
    auto const close =
        std::find_if(open, tokens.end(), [](Token const& token) { return token.role == Role::close; });
    if (close == tokens.end() || close + 1 != tokens.end()) return false;
    auto const before = static_cast<std::size_t>(open - tokens.begin());
    auto const inside = std::span(open + 1, close);
    if (before == 0) {
        money.negative = true;
        std::copy(inside.begin(), inside.end(), money.tokens.begin());
        money.count = inside.size();
        return true;
    }
    auto const outer = add_up(tokens.first(before));
    auto const inner = add_up(inside);
    money.count = before;
    return outer.readable && inner.readable && outer.total.whole == inner.total.whole;
}

Finding fault_of(Amount const& amount) {
    if (!amount.readable) return finding::money_unreadable;
    switch (amount.fault) {
        case Written::Fault::none:
            return {};
        case Written::Fault::groups:
            return finding::money_groups;
        case Written::Fault::ambiguous:
            return finding::money_ambiguous;
        case Written::Fault::large:
            return finding::money_large;
    }
    return {};
}

/// "1-5 juta" has one unit for both ends.
void note_range(MoneyText const& money, Reading& reading) {
    auto const tokens = money.all();
    auto low = add_up(tokens.first(money.split));
    auto const high = add_up(tokens.subspan(money.split));
    bool const two = money.split != 0;
    if ((two && fault_of(low).severity != Severity::ok) || fault_of(high).severity != Severity::ok)
        return reading.note(finding::money_unreadable);
    std::vector<Param> params;
    if (two) {
        bool const shared = low.bare && !high.bare && tokens.back().role == Role::unit;
        if (shared && !low.total.multiply(tokens.back().value)) return reading.note(finding::money_large);
        params.push_back({"low", std::to_string(low.total.whole)});
    }
    params.push_back({"high", std::to_string(high.total.whole)});
    reading.note(finding::money_range, std::move(params));
}

/// A bare number that is out of all proportion to its column.
bool out_of_scale(std::int64_t written, std::int64_t rupiah, Column const& column) {
    if (column.unit == 0 || rupiah < thousand || rupiah >= trillion) return true;
    if (column.unit >= thousand && written >= 100'000) return true;
    if (column.typical == 0) return false;
    return rupiah <= column.typical / 200 || (rupiah >= billion && rupiah / thousand >= column.typical);
}

/// The year's amount of what a cell states for another period; nothing when nobody has said which it is.
std::optional<std::int64_t> yearly(std::int64_t rupiah, Stated stated, Column const& column,
                                   Reading& reading) {
    std::vector<Param> amount{{"amount", std::to_string(rupiah)}};
    switch (stated) {
        case Stated::year:
            return rupiah;
        case Stated::month:
            reading.note(finding::money_monthly, std::move(amount));
            return rupiah * 12;
        case Stated::week:
            reading.note(finding::money_weekly, std::move(amount));
            return rupiah * limit::weeks;
        case Stated::day:
            amount.push_back({"days", std::to_string(limit::working_days)});
            reading.note(finding::money_daily, std::move(amount));
            return rupiah * limit::working_days;
        case Stated::nothing:
            break;
    }
    if (column.period == Period::year) return rupiah;
    if (column.period == Period::month) return rupiah * 12;
    reading.note(finding::money_period, std::move(amount));
    return std::nullopt;
}

void note_manner(MoneyText const& money, Amount const& amount, Reading& reading) {
    if (money.about) reading.note(finding::money_about);
    if (amount.words) reading.note(finding::money_words);
    if (amount.total.millionths != 0) reading.note(finding::money_rounded);
    if (amount.letter_m) reading.note(finding::money_billion);
}

}  // namespace

void kinds::money(Cell const& cell, std::string_view low, Column const& column, Reading& reading) {
    auto money = Lexer(low, column, cell.kind == CellKind::number).run();
    bool const any_digit = std::ranges::any_of(low, is_digit);
    if (money.readable && money.count == 0 && !any_digit)
        return reading.note(finding::placeholder);  // "Rp -"
    if (!money.readable || money.count == 0 || !settle_brackets(money))
        return reading.note(finding::money_unreadable);
    if (money.split != 0 || money.bound) return note_range(money, reading);

    auto amount = add_up(money.all());
    if (auto const fault = fault_of(amount); fault.severity != Severity::ok) return reading.note(fault);
    auto& [rupiah, millionths] = amount.total;
    if (rupiah == 0 && millionths == 0) return reading.note(finding::money_zero);
    if (money.negative) return reading.note(finding::money_negative);

    std::int64_t const written = rupiah;
    if (amount.bare && column.unit > 1 && !amount.total.multiply(column.unit))
        return reading.note(finding::money_large);
    if (amount.bare && out_of_scale(written, rupiah, column)) {
        std::vector<Param> params{{"read", std::to_string(written)}};
        if (column.typical != 0) params.push_back({"typical", std::to_string(column.typical)});
        return reading.note(finding::money_scale, std::move(params));
    }
    note_manner(money, amount, reading);
    auto const value = column.field == Field::sales ? yearly(rupiah, money.stated, column, reading) : rupiah;
    if (!value) return;
    if (*value > limit::rupiah) return reading.note(finding::money_large);
    reading.add(column.field, std::to_string(*value));
}

std::optional<kinds::PlainAmount> kinds::plain_amount(Cell const& cell, std::string_view low) {
    Column const neutral{.field = Field::assets, .today = {}};
    auto const money = Lexer(low, neutral, cell.kind == CellKind::number).run();
    if (!money.readable || money.split != 0 || money.bound || money.negative) return std::nullopt;
    auto const amount = add_up(money.all());
    if (fault_of(amount).severity != Severity::ok) return std::nullopt;
    return PlainAmount{amount.total.whole, amount.bare, amount.decimal};
}

}  // namespace bina::intake
