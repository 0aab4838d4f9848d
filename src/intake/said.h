#pragma once
#include <optional>
#include <string_view>

#include "linkage/chunks.h"
#include "linkage/intern.h"

namespace bina::intake {

/// Keys of what rows say (registry::said_key), each with the number of the row that said it first. A file may
/// have a million and a registry more: each takes some 20 bytes.
class SaidRows {
public:
    /// False if the key is there already; then it keeps its row.
    bool put(std::string_view said, std::int64_t row);
    std::optional<std::int64_t> find(std::string_view said) const;
    bool contains(std::string_view said) const { return find(said).has_value(); }

private:
    /// 80 bits of 20 hexadecimal digits.
    struct Key {
        std::uint64_t high = 0;
        std::uint16_t low = 0;
        bool operator==(Key const&) const = default;
    };
    struct Entry {
        std::uint64_t high = 0;
        std::uint16_t low = 0;
        std::uint16_t row_high = 0;
        std::uint32_t row_low = 0;
        Key key() const { return {high, low}; }
    };
    static_assert(sizeof(Entry) == 16);

    static Key key_of(std::string_view said);
    std::uint32_t number_of(Key const& key) const;

    linkage::Chunks<Entry> m_entries;
    linkage::Slots m_slots;  ///< Numbers of entries, from 1.
};

}  // namespace bina::intake
