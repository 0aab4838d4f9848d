#pragma once
#include "insight/snapshot.h"
#include "registry/reason.h"

/// What became of a frozen figure: who came in, who left, who counts as something else, and why.
namespace bina::insight {

enum class DifferenceKind : std::uint8_t { entered, left, changed };
inline constexpr std::array<std::string_view, 3> difference_names{"entered", "left", "changed"};

/// What is compared of a business that is on both sides.
inline constexpr std::array<std::string_view, 5> compared_names{"class", "status", "trade", "place",
                                                                "coached"};

struct Difference {
    DifferenceKind kind = DifferenceKind::entered;
    std::optional<FrozenRow> before;
    std::optional<FrozenRow> after;
    unsigned changed = 0;  ///< Bits of compared_names.
    FrozenRow const& row() const { return after ? *after : *before; }
};

struct Comparison {
    std::int64_t before = 0;
    std::int64_t after = 0;
    std::array<std::int64_t, difference_names.size()> counts{};
    std::array<std::int64_t, compared_names.size()> changed{};
    base::Day day;  ///< Of what it is held against.
    base::Instant recorded_until;
};

/// What a snapshot is held against: another of the same regency, or (nothing) the registry as it is now, for
/// the same filters on the present day.
using Against = std::optional<Snapshot>;

/// Compares row by row in the order of ids; `visit` is called with each difference. Neither side is held in
/// memory.
base::Result<Comparison> compare(storage::Tx&, Snapshot const&, Against const&,
                                 std::function<void(Difference const&)> const& visit);

/// Why one difference came about; `law` where only the limits of classes changed.
struct Reasons {
    std::vector<registry::Reason> found;
    bool law = false;
};
base::Result<Reasons> reasons_of(storage::Tx&, Snapshot const&, Comparison const&, Difference const&);

}  // namespace bina::insight
