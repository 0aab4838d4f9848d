#pragma once
#include "sweep/sweep.h"

namespace bina::sweep {

struct Entered {
    std::int64_t entered = 0;  ///< Wait in the queue now.
    std::int64_t replayed = 0;  ///< Decided earlier; nothing has changed since.
};
/// Brings the queue in line with what was found: pairs from the review threshold on wait there, others no
/// longer. Decisions of persons stay; a pair that was decided comes back only if what was compared of either
/// business has changed since.
base::Result<Entered> enter(storage::Tx&, RegencyCode const&, SweepId const&, Found const&, Settings const&);

}  // namespace bina::sweep
