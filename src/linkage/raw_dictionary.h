#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "linkage/intern.h"

namespace bina::linkage::batch {

/// Gives each different text a number from 1; 0 is the empty text. Many texts are put in at once, so that the
/// memory of one is fetched while another is looked at.
class RawDictionary {
public:
    RawDictionary() : m_slots(slots_at_first) { m_ends.push_back(0); }

    /// Appends the numbers of `texts` to `numbers`.
    void put(std::span<std::string_view const> texts, std::vector<std::uint32_t>& numbers);
    std::string_view operator[](std::uint32_t number) const {
        auto const begin = number == 0 ? 0 : m_ends[number - 1];
        return {m_letters.data() + begin, m_ends[number] - begin};
    }
    std::size_t size() const { return m_ends.size(); }

private:
    static constexpr std::size_t slots_at_first = 1024;
    struct Slot {
        std::uint32_t hash = 0;  ///< the upper half; the lower tells the place
        std::uint32_t number = 0;
    };

    std::uint32_t put(std::string_view text, std::uint64_t hash);
    void grow();
    std::size_t home(std::uint64_t hash) const { return hash & (m_slots.size() - 1); }

    std::vector<Slot> m_slots;
    std::vector<char> m_letters;
    std::vector<std::uint64_t> m_ends;  ///< of each text in m_letters
};

}  // namespace bina::linkage::batch
