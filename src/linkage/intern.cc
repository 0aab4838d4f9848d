#include "linkage/intern.h"

#include <xxhash.h>

#include <algorithm>

namespace bina::linkage {

std::uint64_t hashed(std::string_view bytes) {
    return XXH3_64bits(bytes.data(), bytes.size());
}

std::uint32_t TextPool::find(std::string_view text) const {
    if (text.empty()) return 0;
    return m_slots.find(hashed(text), [&](std::uint32_t number) { return m_texts[number] == text; });
}

std::uint32_t TextPool::put(std::string_view text) {
    if (auto const found = find(text); found != 0 || text.empty()) return found;
    auto const number = static_cast<std::uint32_t>(m_texts.size());
    m_texts.push_back(keep(text));
    m_slots.put(hashed(text), number, [&](std::uint32_t each) { return hashed(m_texts[each]); });
    return number;
}

std::string_view TextPool::keep(std::string_view text) {
    if (text.size() > m_left) {
        std::size_t const bytes = std::max(block_bytes, text.size());
        m_letters.push_back(std::make_unique<char[]>(bytes));
        m_letters_bytes += bytes;
        m_next = m_letters.back().get();
        m_left = bytes;
    }
    char* const start = m_next;
    m_next = std::ranges::copy(text, start).out;
    m_left -= text.size();
    return {start, text.size()};
}

}  // namespace bina::linkage
