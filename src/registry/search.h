#pragma once
#include "registry/state.h"

/// The search index: folded words of names, and identifiers as keyed hashes, so that a NIK can be found but
/// not read.
namespace bina::registry {

/// What the index holds of one business.
std::string search_text(storage::Vault const&, Projection const&, std::span<Fact const>);

/// What the index holds of the business with number `seq`, and what it is to hold; nothing if none.
struct IndexChange {
    std::int64_t seq;
    std::optional<std::string> before;  ///< Must be exactly what was indexed.
    std::optional<std::string> after;
};
/// Fastest in the order of `seq`, each number once.
base::Result<void> change_index(storage::Tx&, std::span<IndexChange const>);

/// What the index holds of each business of a regency, by number, as the sum of its words' hashes: a check
/// asks for all at once, for the index is ordered by word.
base::Result<std::unordered_map<std::int64_t, std::uint64_t>> index_sums(storage::Tx&, RegencyCode const&);
/// The sum that `index_sums` has of a business with this `search_text`.
std::uint64_t index_sum(std::string_view text);

/// Numbers in the index of businesses of the regency whose names hold every word of `query` as the beginning
/// of one of theirs, or whose NIK, NIB or phone `query` is; newest first, those below `before`, at most
/// `limit`.
base::Result<std::vector<std::int64_t>> search_index(storage::Tx&, RegencyCode const&, std::string_view query,
                                                     std::int64_t before, std::int64_t limit);

/// True if `query` looks for a NIK or a phone, and not for words or a NIB, which is public (13 digits).
bool asks_for_person(std::string_view query);

/// So many numbers of the index a regency has.
inline constexpr std::int64_t index_numbers = std::int64_t{1} << 32;
/// The range of numbers in the index that a regency's businesses have: [first, last).
std::pair<std::int64_t, std::int64_t> index_range(RegencyCode const&);

}  // namespace bina::registry
