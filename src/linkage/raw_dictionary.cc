#include "linkage/raw_dictionary.h"

#include <array>

namespace bina::linkage::batch {
namespace {

constexpr std::size_t texts_at_once = 32;

}  // namespace

void RawDictionary::put(std::span<std::string_view const> texts, std::vector<std::uint32_t>& numbers) {
    std::array<std::uint64_t, texts_at_once> hashes;
    while (!texts.empty()) {
        auto const now = texts.first(std::min(texts.size(), texts_at_once));
        for (std::size_t i = 0; i < now.size(); ++i) {
            hashes[i] = hashed(now[i]);
            __builtin_prefetch(&m_slots[home(hashes[i])]);
        }
        for (std::size_t i = 0; i < now.size(); ++i) {
            auto const number = m_slots[home(hashes[i])].number;
            if (number != 0) __builtin_prefetch(&m_ends[number - 1]);
        }
        for (std::size_t i = 0; i < now.size(); ++i) {
            auto const number = m_slots[home(hashes[i])].number;
            if (number != 0) __builtin_prefetch(m_letters.data() + m_ends[number - 1]);
        }
        for (std::size_t i = 0; i < now.size(); ++i) numbers.push_back(put(now[i], hashes[i]));
        texts = texts.subspan(now.size());
    }
}

std::uint32_t RawDictionary::put(std::string_view text, std::uint64_t hash) {
    if (text.empty()) return 0;
    auto const upper = static_cast<std::uint32_t>(hash >> 32U);
    std::size_t at = home(hash);
    for (; m_slots[at].number != 0; at = (at + 1) & (m_slots.size() - 1)) {
        if (m_slots[at].hash == upper && (*this)[m_slots[at].number] == text) return m_slots[at].number;
    }
    auto const number = static_cast<std::uint32_t>(m_ends.size());
    m_letters.insert(m_letters.end(), text.begin(), text.end());
    m_ends.push_back(m_letters.size());
    m_slots[at] = {upper, number};
    if (m_ends.size() * 2 > m_slots.size()) grow();
    return number;
}

void RawDictionary::grow() {
    std::vector<Slot> larger(m_slots.size() * 2);
    m_slots.swap(larger);
    for (std::uint32_t number = 1; number < m_ends.size(); ++number) {
        auto const hash = hashed((*this)[number]);
        std::size_t at = home(hash);
        while (m_slots[at].number != 0) at = (at + 1) & (m_slots.size() - 1);
        m_slots[at] = {static_cast<std::uint32_t>(hash >> 32U), number};
    }
}

}  // namespace bina::linkage::batch
