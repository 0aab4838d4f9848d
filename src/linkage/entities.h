#pragma once
#include <cstdint>
#include <vector>

#include "linkage/table.h"

namespace bina::linkage::batch {

/// Two rows, a before b, and the evidence that they are the same, the prior left out.
struct Edge {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    Centibits weight = 0;

    bool operator==(Edge const&) const = default;
};

/// The strongest first; equal ones by rows.
void sort_edges(std::vector<Edge>& edges);

struct Entities {
    std::vector<std::uint32_t> of;  ///< by row: the first row of its entity
    std::uint64_t count = 0;
    std::uint64_t joined = 0;  ///< links that put two entities together
    std::vector<Edge>
        kept_apart;  ///< strong links refused because valid identifiers differ, the strongest first
    std::vector<Edge> too_large;  ///< refused because the entity would exceed its size
    std::vector<std::uint64_t> sizes;  ///< how many entities have i records
};

struct EntityLimits {
    Centibits from = 0;  ///< least weight of a link
    std::uint32_t size_max = 50;
};

/// Puts together what links join, the strongest links first, so that what a guard refuses is the weakest
/// link. `edges` are sorted.
Entities find_entities(Table const& table, std::vector<Edge> const& edges, EntityLimits const& limits);

}  // namespace bina::linkage::batch
