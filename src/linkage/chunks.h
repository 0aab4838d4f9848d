#pragma once
#include <cstddef>
#include <memory>
#include <vector>

namespace bina::linkage {

/// A list that grows without moving what it holds: no copy and no doubled memory at a million elements.
template <class T>
class Chunks {
public:
    static constexpr std::size_t chunk_size = 4096;

    std::size_t size() const { return m_size; }
    T& operator[](std::size_t at) { return m_chunks[at / chunk_size][at % chunk_size]; }
    T const& operator[](std::size_t at) const { return m_chunks[at / chunk_size][at % chunk_size]; }

    T& push_back(T value) {
        if (m_size == m_chunks.size() * chunk_size) m_chunks.push_back(std::make_unique<T[]>(chunk_size));
        T& place = (*this)[m_size++];
        place = std::move(value);
        return place;
    }
    std::size_t bytes() const { return m_chunks.size() * chunk_size * sizeof(T); }

private:
    std::vector<std::unique_ptr<T[]>> m_chunks;
    std::size_t m_size = 0;
};

}  // namespace bina::linkage
