#include "intake/said.h"

#include <algorithm>
#include <charconv>

namespace bina::intake {

SaidRows::Key SaidRows::key_of(std::string_view said) {
    Key key;
    auto const* const middle = said.data() + std::min<std::size_t>(said.size(), 16);
    std::from_chars(said.data(), middle, key.high, 16);
    std::from_chars(middle, said.data() + said.size(), key.low, 16);
    return key;
}

std::uint32_t SaidRows::number_of(Key const& key) const {
    return m_slots.find(linkage::mixed(key.high),
                        [&](std::uint32_t number) { return m_entries[number - 1].key() == key; });
}

bool SaidRows::put(std::string_view said, std::int64_t row) {
    auto const key = key_of(said);
    if (number_of(key) != 0) return false;
    m_entries.push_back({.high = key.high,
                         .low = key.low,
                         .row_high = static_cast<std::uint16_t>(row >> 32),
                         .row_low = static_cast<std::uint32_t>(row)});
    // A store hands its keys out in their order, which would crowd one end of the table: so they are mixed.
    m_slots.put(linkage::mixed(key.high), static_cast<std::uint32_t>(m_entries.size()),
                [&](std::uint32_t number) { return linkage::mixed(m_entries[number - 1].high); });
    return true;
}

std::optional<std::int64_t> SaidRows::find(std::string_view said) const {
    auto const number = number_of(key_of(said));
    if (number == 0) return std::nullopt;
    auto const& entry = m_entries[number - 1];
    return std::int64_t{entry.row_high} << 32 | entry.row_low;
}

}  // namespace bina::intake
