#pragma once
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <vector>

#include "linkage/chunks.h"

namespace bina::linkage {

/// Spreads the bits of a number over all 64.
constexpr std::uint64_t mixed(std::uint64_t x) {
    x ^= x >> 32U;
    x *= 0xD6E8'FEB8'6659'FD93U;
    x ^= x >> 32U;
    x *= 0xD6E8'FEB8'6659'FD93U;
    return x ^ x >> 32U;
}

std::uint64_t hashed(std::string_view bytes);

/// Open addressing from hashes to numbers, which a caller keeps the values of. Grows by a third, so that a
/// large table never stands beside one of twice its size.
class Slots {
public:
    Slots() : m_slots(16, 0) {}

    /// The number that `is_it` accepts, or 0.
    template <class IsIt>
    std::uint32_t find(std::uint64_t hash, IsIt const& is_it) const {
        for (std::size_t at = home(hash);; at = at + 1 == m_slots.size() ? 0 : at + 1) {
            std::uint32_t const number = m_slots[at];
            if (number == 0 || is_it(number)) return number;
        }
    }
    /// `hash_of` tells the hash of a number put in before.
    template <class HashOf>
    void put(std::uint64_t hash, std::uint32_t number, HashOf const& hash_of) {
        if ((m_used + 1) * 5 > m_slots.size() * 4) grow(hash_of);
        place(hash, number);
        ++m_used;
    }
    std::size_t bytes() const { return m_slots.size() * sizeof(std::uint32_t); }

private:
    std::size_t home(std::uint64_t hash) const {
        return static_cast<std::size_t>((hash >> 32U) * m_slots.size() >> 32U);
    }
    void place(std::uint64_t hash, std::uint32_t number) {
        std::size_t at = home(hash);
        while (m_slots[at] != 0) at = at + 1 == m_slots.size() ? 0 : at + 1;
        m_slots[at] = number;
    }
    template <class HashOf>
    void grow(HashOf const& hash_of) {
        std::vector<std::uint32_t> old(m_slots.size() + m_slots.size() / 3, 0);
        old.swap(m_slots);
        for (std::uint32_t const number : old) {
            if (number != 0) place(hash_of(number), number);
        }
    }

    std::vector<std::uint32_t> m_slots;
    std::size_t m_used = 0;
};

/// Gives each different text a number from 1; 0 is the empty text.
class TextPool {
public:
    TextPool() { m_texts.push_back({}); }

    std::uint32_t put(std::string_view text);
    /// The number of `text`, or 0.
    std::uint32_t find(std::string_view text) const;
    std::string_view operator[](std::uint32_t number) const { return m_texts[number]; }
    std::size_t size() const { return m_texts.size(); }
    std::size_t bytes() const { return m_texts.bytes() + m_letters_bytes + m_slots.bytes(); }

private:
    std::string_view keep(std::string_view text);

    static constexpr std::size_t block_bytes = 65'536;
    Chunks<std::string_view> m_texts;
    std::vector<std::unique_ptr<char[]>> m_letters;
    std::size_t m_letters_bytes = 0;
    char* m_next = nullptr;
    std::size_t m_left = 0;
    Slots m_slots;
};

/// Gives each different value of a plain type a number from 1; 0 is the value-initialised one.
template <class T>
    requires(std::has_unique_object_representations_v<T> && std::is_trivially_copyable_v<T>)
class ValuePool {
public:
    ValuePool() { m_values.push_back({}); }

    std::uint32_t put(T const& value) {
        if (same(value, T{})) return 0;
        std::uint64_t const hash = hash_of(value);
        auto const found =
            m_slots.find(hash, [&](std::uint32_t number) { return same(m_values[number], value); });
        if (found != 0) return found;
        auto const number = static_cast<std::uint32_t>(m_values.size());
        m_values.push_back(value);
        m_slots.put(hash, number, [&](std::uint32_t each) { return hash_of(m_values[each]); });
        return number;
    }
    T const& operator[](std::uint32_t number) const { return m_values[number]; }
    std::size_t size() const { return m_values.size(); }
    std::size_t bytes() const { return m_values.bytes() + m_slots.bytes(); }

private:
    static bool same(T const& a, T const& b) { return std::memcmp(&a, &b, sizeof(T)) == 0; }
    static std::uint64_t hash_of(T const& value) {
        return hashed({reinterpret_cast<char const*>(&value), sizeof(T)});
    }

    Chunks<T> m_values;
    Slots m_slots;
};

}  // namespace bina::linkage
