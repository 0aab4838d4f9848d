#include "linkage/matcher.h"

#include <algorithm>
#include <bit>

#include "linkage/word_match.h"

namespace bina::linkage::batch {
namespace {

using LevelNames = std::vector<LevelName>;

// The levels of each kind; m is where learning begins, and what stands where there is nothing to learn from.
LevelNames const text_levels{{"unknown"},           {"same", true, .62},   {"alike", true, .06},
                             {"typo", true, .10},   {"near", true, .02},   {"shorter", true, .10},
                             {"mostly", true, .04}, {"partly", true, .03}, {"differs", false, .03}};
LevelNames const named_levels = [] {
    LevelNames levels = text_levels;
    levels.push_back({"owners_name", false, .2});  // both are called after their owner, and alike
    return levels;
}();
LevelNames const address_levels{{"unknown"},
                                {"same", true, .70},  // street, and all numbers that both have
                                {"some_numbers", true, .06},
                                {"street", true, .08},  // one of them has no number
                                {"other_number", true, .04},
                                {"numbers_only", false, .04},
                                {"differs", false, .08}};
LevelNames const nik_levels{{"unknown"},
                            {"same", true, .85},
                            {"malformed", false, .01},
                            {"last_digits", false, .02},
                            {"dropped", false, .01},
                            {"slip", false, .04},
                            {"same_birth", false, .03},
                            {"two_slips", false, .01},
                            {"differs", false, .03}};
LevelNames const phone_levels{
    {"unknown"}, {"same", true, .70}, {"slip", false, .04}, {"differs", false, .26}};
LevelNames const word_levels{
    {"unknown"}, {"same", true, .80}, {"typo", true, .10}, {"near", true, .04}, {"differs", false, .06}};
LevelNames const date_levels{{"unknown"},          {"same", false, .80},
                             {"slip", false, .10}, {"two_parts", false, .04},
                             {"year", false, .02}, {"differs", false, .04}};
LevelNames const number_levels{
    {"unknown"}, {"same", false, .75}, {"close", false, .05}, {"near", false, .05}, {"differs", false, .15}};
LevelNames const place_levels{{"unknown"},
                              {"same", true, .85},
                              {"alike", true, .03},
                              {"next_only", false, .04},  // the smallest is not known, the next agrees
                              {"next", false, .03},  // the smallest differs, the next agrees
                              {"third", false, .02},
                              {"fourth", false, .01},
                              {"differs", false, .02}};
LevelNames const exact_levels{{"unknown"}, {"same", true, .85}, {"differs", false, .15}};

using Found = FieldMatch;

bool differ_in_one_digit(std::uint64_t a, std::uint64_t b) {
    std::uint64_t const x = a ^ b;
    std::uint64_t const where = (x | x >> 1U | x >> 2U | x >> 3U) & 0x1111'1111'1111'1111U;
    if (std::popcount(where) == 1) return true;
    auto const low = static_cast<unsigned>(std::countr_zero(where));
    if (std::popcount(where) != 2 || where != std::uint64_t{0x11} << low) return false;
    std::uint64_t const pair = a >> low & 0xFFU;
    return ((pair << 4U | pair >> 4U) & 0xFFU) == (b >> low & 0xFFU);
}

Found compare_address(Column const& column, TextCell const& a, TextCell const& b, TieMemo& memo) {
    if (!a.known() || !b.known()) return {};
    int agree = 0;
    int disagree = 0;
    auto const look = [&](std::uint16_t x, std::uint16_t y) {
        if (x == 0 || y == 0) return;
        ++(x == y ? agree : disagree);
    };
    look(a.number, b.number);
    look(a.rt, b.rt);
    look(a.rw, b.rw);
    auto const street = match_words(column, a, b, memo);
    bool const unknown = street.level == TextLevel::unknown;
    if (unknown && agree + disagree == 0) return {};
    if (unknown || street.level > TextLevel::shorter) {
        if (agree >= 2 && disagree == 0) return {5, 0};
        return {unknown && disagree == 0 ? 0U : 6U, 0};
    }
    if (agree != 0) return {disagree == 0 ? 1U : 2U, street.rarity};
    return {disagree == 0 ? 3U : 4U, street.rarity};
}

Found compare_text(Column const& column, std::uint32_t a, std::uint32_t b, TieMemo& memo) {
    if (a == 0 || b == 0) return {};
    auto const& left = column.texts[a];
    auto const& right = column.texts[b];
    if (column.field.sort == Sort::address) return compare_address(column, left, right, memo);
    if (a == b) return {left.count == 0 ? 0U : 1U, column.rarity[a]};
    auto const match = match_words(column, left, right, memo);
    return {static_cast<unsigned>(match.level), match.rarity};
}

Found compare_place(Column const& column, std::uint32_t a, std::uint32_t b, TieMemo& memo) {
    if (a == 0 || b == 0) return {};
    auto const& left = column.places[a];
    auto const& right = column.places[b];
    auto const same = [&](std::size_t i) { return left.areas[i] != 0 && left.areas[i] == right.areas[i]; };
    bool const smallest_known = left.areas[0] != 0 && right.areas[0] != 0;
    auto const rarity = std::min(column.rarity[a], column.rarity[b]);
    if (same(0)) return {1, rarity};
    if (smallest_known && left.word != 0 && right.word != 0 &&
        memo.tie(column.words, left.word, right.word) >= Tie::typo)
        return {2, rarity};
    if (same(1)) return {smallest_known ? 4U : 3U, 0};
    if (same(2)) return {5, 0};
    if (same(3)) return {6, 0};
    for (std::size_t i = 0; i < place_columns_max; ++i) {
        if (left.areas[i] != 0 && right.areas[i] != 0) return {7, 0};
    }
    return {};
}

Found compare_word(Column const& column, std::uint32_t a, std::uint32_t b, TieMemo& memo) {
    if (a == 0 || b == 0) return {};
    if (a == b) return {1, column.rarity[a]};
    if (column.field.kind == Kind::exact) return {2, 0};
    auto const tie = memo.tie(column.words, a, b);
    auto const rarity = std::min(column.rarity[a], column.rarity[b]);
    if (tie >= Tie::typo) return {2, rarity};
    return tie == Tie::near ? Found{3, rarity} : Found{4, 0};
}

Found compare_nik(Column const& column, Nik const& a, Nik const& b, std::uint8_t carriers) {
    switch (tie(a, b)) {
        case NikTie::unknown:
            return {};
        case NikTie::same:
            return {1, column.rarity[carriers]};
        case NikTie::same_malformed:
            return {2, 0};
        case NikTie::last_digits:
            return {3, 0};
        case NikTie::dropped:
            return {4, 0};
        case NikTie::slip:
        case NikTie::sex:
            return {5, 0};
        case NikTie::same_birth:
            return {6, 0};
        case NikTie::two_slips:
            return {7, 0};
        case NikTie::differs:
            break;
    }
    return {8, 0};
}

Found compare_phone(Column const& column, std::uint64_t a, std::uint64_t b, std::uint8_t carriers) {
    if (a == 0 || b == 0) return {};
    if (a == b) return {1, column.rarity[carriers]};
    return {differ_in_one_digit(a, b) ? 2U : 3U, 0};
}

Found compare_date(std::uint32_t a, std::uint32_t b) {
    if (a == 0 || b == 0) return {};
    if (a == b) return {1, 0};
    bool const turned =
        a >> 16U == b >> 16U && (a >> 8U & 0xFFU) == (b & 0xFFU) && (b >> 8U & 0xFFU) == (a & 0xFFU);
    if (turned || differ_in_one_digit(a, b)) return {2, 0};
    bool const year = a >> 16U == b >> 16U;
    bool const month = (a >> 8U & 0xFFU) == (b >> 8U & 0xFFU);
    bool const day = (a & 0xFFU) == (b & 0xFFU);
    if (int{year} + int{month} + int{day} == 2) return {3, 0};
    return {year ? 4U : 5U, 0};
}

Found compare_number(std::uint64_t a, std::uint64_t b) {
    if (a == 0 || b == 0) return {};
    if (a == b) return {1, 0};
    constexpr std::uint64_t offset = std::uint64_t{1} << 62U;
    std::uint64_t const apart = a > b ? a - b : b - a;
    auto const size = [](std::uint64_t x) { return x > offset ? x - offset : offset - x; };
    std::uint64_t const larger = std::max(size(a), size(b));
    if (apart * 100 <= larger) return {2, 0};
    return {apart * 10 <= larger ? 3U : 4U, 0};
}

template <class T>
T value_at(std::byte const* row, std::uint32_t offset) {
    T value;
    std::memcpy(&value, row + offset, sizeof(T));
    return value;
}

/// A sign that is its owner's name says little beside that name.
Found after_owner(Column const& column, std::byte const* a, std::byte const* b, Found found) {
    if (found.level == 0 || found.level > static_cast<unsigned>(TextLevel::shorter)) return found;
    bool const named = a[column.named] != std::byte{0} && b[column.named] != std::byte{0};
    return named ? Found{owners_name_level, 0} : found;
}

}  // namespace

std::vector<LevelName> const& levels_of(Column const& column) {
    switch (column.store) {
        case Store::text:
            if (column.field.named_after) return named_levels;
            return column.field.sort == Sort::address ? address_levels : text_levels;
        case Store::place:
            return place_levels;
        case Store::date:
            return date_levels;
        case Store::number:
            return number_levels;
        case Store::nik:
            return nik_levels;
        case Store::phone:
            return phone_levels;
        case Store::word:
            break;
    }
    return column.field.kind == Kind::exact ? exact_levels : word_levels;
}

Matcher::Matcher(Table const& table) : m_table(table) {
    for (auto const& column : table.columns())
        m_levels.push_back(static_cast<std::uint8_t>(levels_of(column).size()));
}

FieldMatch Matcher::compare(std::size_t field, std::byte const* a, std::byte const* b,
                            Scratch& scratch) const {
    auto const& column = m_table.columns()[field];
    auto const four = [&](std::byte const* row) { return value_at<std::uint32_t>(row, column.offset); };
    auto const eight = [&](std::byte const* row) { return value_at<std::uint64_t>(row, column.offset); };
    auto const carriers = [&] { return static_cast<std::uint8_t>(a[column.carriers]); };
    auto const nik = [&](std::byte const* row) {
        return nik_of(eight(row), static_cast<std::uint8_t>(row[column.mark]));
    };
    switch (column.store) {
        case Store::text: {
            auto const found = compare_text(column, four(a), four(b), scratch.memos[field]);
            return column.field.named_after ? after_owner(column, a, b, found) : found;
        }
        case Store::place:
            return compare_place(column, four(a), four(b), scratch.memos[field]);
        case Store::word:
            return compare_word(column, four(a), four(b), scratch.memos[field]);
        case Store::date:
            return compare_date(four(a), four(b));
        case Store::number:
            return compare_number(eight(a), eight(b));
        case Store::nik:
            return compare_nik(column, nik(a), nik(b), carriers());
        case Store::phone:
            return compare_phone(column, eight(a), eight(b), carriers());
    }
    return {};
}

Comparison Matcher::compare(std::uint32_t a, std::uint32_t b, Scratch& scratch) const {
    Comparison comparison;
    for (std::size_t i = 0; i < fields(); ++i) {
        auto const found = compare(i, m_table.row(a), m_table.row(b), scratch);
        comparison.level[i] = static_cast<std::uint8_t>(found.level);
        comparison.rarity[i] = static_cast<std::int16_t>(found.rarity);
    }
    return comparison;
}

void Matcher::prefetch_values(std::uint32_t row) const {
    for (auto const& column : m_table.columns()) {
        if (column.store != Store::text && column.store != Store::place) continue;
        auto const number = m_table.load<std::uint32_t>(row, column.offset);
        char const* const cell = column.store == Store::text
                                     ? reinterpret_cast<char const*>(&column.texts[number])
                                     : reinterpret_cast<char const*>(&column.places[number]);
        __builtin_prefetch(cell);
        if (column.store == Store::text) __builtin_prefetch(cell + sizeof(TextCell) - 1);
    }
}

void Matcher::prefetch_places(std::uint32_t row) const {
    for (auto const& column : m_table.columns()) {
        if (column.store == Store::place)
            __builtin_prefetch(&column.places[m_table.load<std::uint32_t>(row, column.offset)]);
    }
}

Comparison Matcher::levels_in(std::uint64_t pattern) const {
    Comparison comparison;
    for (std::size_t i = m_levels.size(); i-- > 0; pattern /= m_levels[i])
        comparison.level[i] = static_cast<std::uint8_t>(pattern % m_levels[i]);
    return comparison;
}

}  // namespace bina::linkage::batch
