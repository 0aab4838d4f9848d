#pragma once
#include "registry/fact.h"

/// Why a business is counted otherwise than at another time.
namespace bina::registry {

/// What was known at two times: recorded until then, about days until then. The earlier of each comes first.
struct Window {
    base::Instant recorded_after;
    base::Instant recorded_until;
    base::Day after;
    base::Day until;
};

struct Reason {
    enum class Kind : std::uint8_t {
        fact,  ///< Something was said of it.
        withdrawn,  ///< What a batch or a fact said no longer counts.
        merged,  ///< It became part of another.
        parted,  ///< It was parted from another.
    };
    Kind kind = Kind::fact;
    base::Instant at;
    std::string actor;
    std::string
        target;  ///< Of `fact` the fact, of `withdrawn` the batch or fact, of the others the other business.
    std::optional<Fact> fact;  ///< What was said, or no longer counts.
};
inline constexpr std::array<std::string_view, 4> reason_names{"fact", "withdrawn", "merged", "parted"};

/// What happened to the business between the two times, newest first.
base::Result<std::vector<Reason>> reasons_between(storage::Tx&, RegencyCode const&, BusinessId const&,
                                                  Window const&);

}  // namespace bina::registry
