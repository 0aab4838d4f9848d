#pragma once
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

namespace bina::http {

/// Bytes that have arrived and were not used yet.
class Buffer {
public:
    std::string_view view() const { return {m_data.get() + m_begin, m_end - m_begin}; }
    bool empty() const { return m_begin == m_end; }
    /// Used bytes stay where they are until the next room().
    void consume(std::size_t count) { m_begin += count; }
    void clear() { m_begin = m_end = 0; }

    /// Space for at least `least` more; moves what is there.
    std::span<char> room(std::size_t least) {
        if (empty()) clear();
        if (m_capacity - m_end < least) make_room(least);
        return {m_data.get() + m_end, m_capacity - m_end};
    }
    void added(std::size_t count) { m_end += count; }
    void append(std::string_view bytes) {
        if (bytes.empty()) return;
        std::memcpy(room(bytes.size()).data(), bytes.data(), bytes.size());
        added(bytes.size());
    }
    /// Gives the memory back.
    void release() { *this = {}; }

private:
    void make_room(std::size_t least) {
        auto const size = m_end - m_begin;
        if (m_capacity - size >= least) {
            std::memmove(m_data.get(), m_data.get() + m_begin, size);
        } else {
            auto const capacity = std::max(size + least, 2 * m_capacity);
            auto data = std::make_unique_for_overwrite<char[]>(capacity);
            if (size > 0) std::memcpy(data.get(), m_data.get() + m_begin, size);
            m_data = std::move(data);
            m_capacity = capacity;
        }
        m_begin = 0;
        m_end = size;
    }

    std::unique_ptr<char[]> m_data;
    std::size_t m_capacity = 0;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
};

}  // namespace bina::http
