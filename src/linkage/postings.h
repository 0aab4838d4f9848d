#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "linkage/chunks.h"

namespace bina::linkage {

/// For each key, the rows that have it, the newest first. A key is 64 bits, of which 38 tell keys apart: once
/// in some hundred thousand keys a list holds rows of another, which the caller sees when it compares them.
class Postings {
public:
    /// `row` is less than 2^31.
    void add(std::uint64_t key, std::uint32_t row);

    /// Calls `visit(row)` for each row of `key`, but for none if there are more than `rows_max`: then, false.
    template <class Visit>
    bool visit(std::uint64_t key, std::uint32_t rows_max, Visit const& visit) const {
        std::uint32_t const head = find(key);
        if ((head & lone) != 0) {
            if (rows_max > 0) visit(head & ~lone);
            return rows_max > 0;
        }
        std::uint32_t length = 0;
        for (std::uint32_t at = head; at != 0; at = m_entries[at - 1].next) {
            if (++length > rows_max) return false;
        }
        for (std::uint32_t at = head; at != 0; at = m_entries[at - 1].next) visit(m_entries[at - 1].row);
        return true;
    }
    /// Brings the key's place near, for a look-up that follows soon.
    void prefetch(std::uint64_t key) const;

    std::size_t bytes() const;

private:
    struct Entry {
        std::uint32_t row = 0;
        std::uint32_t next = 0;  ///< as Slot::head, but never `lone`
    };
    struct Slot {
        std::uint32_t mark = 0;  ///< low half of the key
        std::uint32_t head =
            0;  ///< number of the newest entry, from 1; or a row and `lone`; 0 is an empty slot
    };
    /// Most keys have one row: it stands in the slot itself.
    static constexpr std::uint32_t lone = 1U << 31U;
    /// One of many small tables, so that growing one copies little.
    struct Shard {
        std::vector<Slot> slots;
        std::size_t used = 0;
    };

    static constexpr unsigned shard_bits = 6;

    std::uint32_t append(std::uint32_t row, std::uint32_t next);
    std::uint32_t find(std::uint64_t key) const;
    static std::size_t place(Shard const& shard, std::uint32_t mark);
    static void grow(Shard& shard);

    std::array<Shard, 1U << shard_bits> m_shards;
    Chunks<Entry> m_entries;
};

}  // namespace bina::linkage
