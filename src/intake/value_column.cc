#include <algorithm>

#include "base/fold.h"
#include "intake/value_kinds.h"

namespace bina::intake {
namespace {

using registry::FieldKind;

constexpr std::int64_t small_amount = 10'000;  // rupiah; nobody's capital or sales of a month
constexpr std::uint32_t few = 8;  // identifiers; fewer may all end in 0 by chance
constexpr std::size_t lengths = 17;

/// Amounts by length and first digit: nine to a length.
std::size_t bucket(std::int64_t amount) {
    std::size_t length = 0;
    while (amount >= 10) {
        amount /= 10;
        ++length;
    }
    return length * 9 + static_cast<std::size_t>(amount - 1);
}

std::int64_t amount_of(std::size_t bucket) {
    std::int64_t amount = static_cast<std::int64_t>(bucket % 9) + 1;
    for (std::size_t i = 0; i < bucket / 9; ++i) amount *= 10;
    return amount;
}

bool is_identifier(FieldKind kind) {
    return kind == FieldKind::nik || kind == FieldKind::family_card;
}

}  // namespace

void ColumnStudy::add(Cell const& cell) {
    if (cell.text.empty()) return;
    switch (registry::info(m_column.field).kind) {
        case FieldKind::money:
            return add_money(cell);
        case FieldKind::day:
            return add_day(cell);
        case FieldKind::sex:
            return add_sex(cell);
        case FieldKind::nik:
        case FieldKind::family_card:
            return add_identifier(cell);
        default:
            return;
    }
}

void ColumnStudy::add_money(Cell const& cell) {
    auto const low = plain(cell.text);
    if (saying_of(low) != Saying::value) return;
    auto const amount = kinds::plain_amount(cell, low);
    if (!amount || amount->rupiah <= 0) return;
    // A fraction of two digits is sen: ",00" and ".00" show which mark parts it.
    if (amount->decimal != 0 && cell.kind != CellKind::number)
        ++(amount->decimal == '.' ? m_decimal_points : m_decimal_commas);
    bool const small = amount->bare && amount->rupiah < small_amount;
    if (amount->bare) ++m_bare;
    if (small) ++m_bare_small;
    if (small) return;
    if (m_amounts.empty()) m_amounts.resize(lengths * 9);
    auto const at = bucket(amount->rupiah);
    if (at < m_amounts.size()) ++m_amounts[at];
}

void ColumnStudy::add_day(Cell const& cell) {
    auto const order = kinds::shown_order(plain(cell.text));
    if (!order) return;
    ++(*order == DayOrder::day_first ? m_days_first : m_months_first);
}

void ColumnStudy::add_sex(Cell const& cell) {
    auto const low = base::fold(cell.text);
    if (low == "l") ++m_letters_l;
    if (low == "p") ++m_letters_p;
    if (low == "w") ++m_letters_w;
}

void ColumnStudy::add_identifier(Cell const& cell) {
    std::string digits;
    for (char const c : cell.text)
        if (is_digit(c)) digits += c;
    if (digits.size() != 16) return;
    ++m_identifiers;
    if (digits.back() == '0') ++m_identifiers_ending_in_0;
}

Column ColumnStudy::column() const {
    Column column = m_column;
    if (m_bare_small * 2 > m_bare) column.unit = 0;
    std::uint32_t total = 0;
    for (auto const count : m_amounts) total += count;
    std::uint32_t below = 0;
    for (std::size_t i = 0; i < m_amounts.size() && column.typical == 0; ++i) {
        below += m_amounts[i];
        if (total > 0 && below * 2 >= total) column.typical = amount_of(i);
    }
    if (m_decimal_points > m_decimal_commas) column.decimal = '.';
    if (m_decimal_commas > m_decimal_points) column.decimal = ',';
    if (m_months_first > 0) column.day_order = m_days_first > 0 ? DayOrder::mixed : DayOrder::month_first;
    if (m_letters_w > 0 && m_letters_p > 0)
        column.letter_p = m_letters_l > 0 ? LetterP::unclear : LetterP::male;
    column.last_digits_lost =
        is_identifier(registry::info(m_column.field).kind) && m_identifiers >= few &&
        std::uint64_t{m_identifiers_ending_in_0} * 10 >= std::uint64_t{m_identifiers} * 9;
    return column;
}

std::optional<kbli::Edition> edition_in_heading(std::string_view heading) {
    std::optional<kbli::Edition> named;
    for (auto const& one : kbli::editions) {
        if (!heading.contains(one.name)) continue;
        if (named) return std::nullopt;
        named = one.edition;
    }
    return named;
}

HeadingHint read_heading(std::string_view heading) {
    HeadingHint hint;
    auto const folded = base::fold(heading);
    for (auto const word : base::words(folded)) {
        if (word.starts_with("bln") || word.starts_with("bulan") || word == "perbulan" || word == "perbln" ||
            word == "sebulan")
            hint.period = Period::month;
        if (word == "th" || word.starts_with("thn") || word.starts_with("tahun") || word == "pertahun" ||
            word == "perthn" || word == "setahun" || word == "annual")
            hint.period = hint.period == Period::month ? Period::ask : Period::year;
        if (word == "ribu" || word == "ribuan" || word == "rb" || word == "000") hint.unit = 1'000;
        if (word == "juta" || word == "jutaan" || word == "jt") hint.unit = 1'000'000;
    }
    return hint;
}

}  // namespace bina::intake
