#include "linkage/postings.h"

#include <algorithm>
#include <utility>

namespace bina::linkage {
namespace {

constexpr std::size_t slots_min = 16;

std::size_t home(std::uint32_t mark, std::size_t slots) {
    return static_cast<std::size_t>((std::uint64_t{mark} * slots) >> 32U);
}

}  // namespace

std::size_t Postings::place(Shard const& shard, std::uint32_t mark) {
    std::size_t at = home(mark, shard.slots.size());
    while (shard.slots[at].head != 0 && shard.slots[at].mark != mark)
        at = at + 1 == shard.slots.size() ? 0 : at + 1;
    return at;
}

void Postings::grow(Shard& shard) {
    std::size_t const wanted = std::max(slots_min, shard.slots.size() + shard.slots.size() / 3);
    auto const old = std::exchange(shard.slots, std::vector<Slot>(wanted));
    for (Slot const& slot : old) {
        if (slot.head != 0) shard.slots[place(shard, slot.mark)] = slot;
    }
}

void Postings::add(std::uint64_t key, std::uint32_t row) {
    Shard& shard = m_shards[key >> (64U - shard_bits)];
    if ((shard.used + 1) * 5 > shard.slots.size() * 4) grow(shard);
    auto const mark = static_cast<std::uint32_t>(key);
    Slot& slot = shard.slots[place(shard, mark)];
    if (slot.head == 0) {
        ++shard.used;
        slot = {.mark = mark, .head = row | lone};
        return;
    }
    if ((slot.head & lone) != 0) slot.head = append(slot.head & ~lone, 0);
    slot.head = append(row, slot.head);
}

std::uint32_t Postings::append(std::uint32_t row, std::uint32_t next) {
    m_entries.push_back({.row = row, .next = next});
    return static_cast<std::uint32_t>(m_entries.size());
}

std::uint32_t Postings::find(std::uint64_t key) const {
    Shard const& shard = m_shards[key >> (64U - shard_bits)];
    if (shard.slots.empty()) return 0;
    return shard.slots[place(shard, static_cast<std::uint32_t>(key))].head;
}

void Postings::prefetch(std::uint64_t key) const {
    Shard const& shard = m_shards[key >> (64U - shard_bits)];
    if (!shard.slots.empty())
        __builtin_prefetch(&shard.slots[home(static_cast<std::uint32_t>(key), shard.slots.size())]);
}

std::size_t Postings::bytes() const {
    std::size_t total = m_entries.bytes();
    for (Shard const& shard : m_shards) total += shard.slots.size() * sizeof(Slot);
    return total;
}

}  // namespace bina::linkage
