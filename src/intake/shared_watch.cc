#include "intake/shared_watch.h"

#include <xxhash.h>

#include <algorithm>

#include "base/fold.h"
#include "intake/headings.h"

namespace bina::intake {

using registry::Field;

SharedWatch::First const* SharedWatch::Firsts::find(std::uint64_t hash) const {
    auto const number = m_slots.find(hash, [&](std::uint32_t each) { return m_all[each - 1].hash == hash; });
    return number == 0 ? nullptr : &m_all[number - 1];
}

void SharedWatch::Firsts::put(First const& first) {
    m_all.push_back(first);
    m_slots.put(first.hash, static_cast<std::uint32_t>(m_all.size()),
                [&](std::uint32_t each) { return m_all[each - 1].hash; });
}

void SharedWatch::compare(Firsts& firsts, std::string_view key, std::string_view owner, Finding finding,
                          Field field, ListRow& row) {
    auto const fold = base::fold(owner);
    auto const words = base::words(fold);
    if (words.empty()) return;
    auto const hash = XXH3_64bits(key.data(), key.size());
    auto const* const known = firsts.find(hash);
    if (known == nullptr)
        return firsts.put({.hash = hash,
                           .row = static_cast<std::uint32_t>(row.number % sheet_rows),
                           .word = m_words.put(words[0])});
    auto const first = m_words[known->word];
    // "Sitti Aminah", or her names the other way round, is the same person.
    bool const same = std::ranges::any_of(
        words, [&](auto const word) { return word == first || nearly_same(word, first); });
    if (same) return;
    auto const said =
        std::ranges::find(row.values, field, [](ListRow::Said const& one) { return one.value.field; });
    row.remarks.push_back({.column = said == row.values.end() ? 0 : said->column,
                           .severity = finding.severity,
                           .key = std::string(finding.key),
                           .field = std::string(registry::info(field).key),
                           .params = {{"row", std::to_string(known->row)}}});
}

void SharedWatch::look_at(ListRow& row, registry::Statement const& statement) {
    auto const text = [&](Field field) { return registry::get(statement, field); };
    auto const owner = text(Field::owner_name);
    if (owner.empty()) return;
    if (auto const nik = text(Field::nik); !nik.empty())
        compare(m_niks, nik, owner, finding::nik_shared, Field::nik, row);
    auto const name = text(Field::business_name);
    auto const address = text(Field::address);
    // Without a number an address is a whole street.
    if (name.empty() || address.find_first_of("0123456789") == address.npos) return;
    compare(m_businesses,
            base::fold(name) + '\n' + std::string(text(Field::village)) + '\n' + base::fold(address), owner,
            finding::business_shared, Field::business_name, row);
}

}  // namespace bina::intake
