#include "linkage/keys.h"

#include <algorithm>

#include "linkage/nik.h"

namespace bina::linkage::batch {
namespace {

constexpr std::size_t first_letters = 3;
constexpr std::uint32_t seed = 0x51ED'270BU;

std::uint32_t folded(std::uint64_t value) {
    return value == 0 ? 0 : static_cast<std::uint32_t>(mixed(value) >> 32U) | 1U;
}

std::uint32_t address_key(TextCell const& cell) {
    std::uint64_t const numbers =
        std::uint64_t{cell.number} << 32U | std::uint64_t{cell.rt} << 16U | std::uint64_t{cell.rw};
    if (numbers == 0) return 0;
    return joined(cell.sound == 0 ? 1 : cell.sound, folded(numbers));
}

std::uint32_t text_key(Column const& column, std::uint32_t number, KeyUse use) {
    auto const& cell = column.texts[number];
    bool const address = column.field.sort == Sort::address;
    if (use == KeyUse::value) return address ? address_key(cell) : cell.sound;
    if (use == KeyUse::coarser || cell.count == 0) return 0;
    if (address) return cell.sound;
    return fingerprint(column.words.text(cell.words[0]).substr(0, first_letters));
}

std::uint32_t place_key(Column const& column, std::uint32_t number, KeyUse use) {
    auto const& areas = column.places[number].areas;
    if (use == KeyUse::value) return areas[0];
    return use == KeyUse::coarse ? areas[1] : areas[2];
}

std::uint32_t word_key(Column const& column, std::uint32_t number, KeyUse use) {
    if (use == KeyUse::value) return column.prints[number];
    if (use == KeyUse::coarser || column.field.kind == Kind::exact) return 0;
    return fingerprint(column.words.text(number).substr(0, first_letters));
}

}  // namespace

std::uint32_t key_of(Table const& table, KeyPart const& part, std::uint32_t row) {
    auto const& column = table.columns()[part.field];
    switch (column.store) {
        case Store::text:
        case Store::place:
        case Store::word: {
            auto const number = table.load<std::uint32_t>(row, column.offset);
            if (number == 0) return 0;
            if (column.store == Store::text) return text_key(column, number, part.use);
            return column.store == Store::place ? place_key(column, number, part.use)
                                                : word_key(column, number, part.use);
        }
        case Store::date: {
            auto const date = table.load<std::uint32_t>(row, column.offset);
            return folded(part.use == KeyUse::value ? date : date >> 16U);
        }
        case Store::number:
            return part.use == KeyUse::value ? folded(table.load<std::uint64_t>(row, column.offset)) : 0;
        case Store::phone: {
            auto const phone = table.load<std::uint64_t>(row, column.offset);
            return folded(part.use == KeyUse::value ? phone : phone & 0xFFF'FFFFU);
        }
        case Store::nik: {
            auto const nik = table.nik(row, column);
            return folded(part.use == KeyUse::value ? nik.digits : birth_and_district(nik));
        }
    }
    return 0;
}

std::size_t key_count(Rule const& rule) {
    bool const words =
        std::ranges::any_of(rule.parts, [](KeyPart const& part) { return part.use == KeyUse::word; });
    return words ? keys_of_rule_max : 1;
}

RuleKeys keys_of(Table const& table, Rule const& rule, std::uint32_t row) {
    std::uint32_t common = seed;
    KeyPart const* words = nullptr;
    for (auto const& part : rule.parts) {
        if (part.use == KeyUse::word)
            words = &part;
        else
            common = joined(common, key_of(table, part, row));
    }
    RuleKeys keys{};
    if (common == 0 || words == nullptr) {
        keys[0] = common;
        return keys;
    }
    auto const& column = table.columns()[words->field];
    if (column.store != Store::text) return keys;
    auto const& cell = column.texts[table.load<std::uint32_t>(row, column.offset)];
    std::size_t found = 0;
    for (std::size_t i = 0; i < cell.count && found < keys.size(); ++i) {
        auto const& facts = column.words.facts(cell.words[i]);
        if (facts.bytes < 2 && cell.count > 1) continue;
        auto const key = joined(common, facts.modern | 1U);
        if (std::ranges::find(keys, key) == keys.end()) keys[found++] = key;
    }
    return keys;
}

}  // namespace bina::linkage::batch
