#pragma once
#include "registry/state.h"

/// What businesses were counted as before, so that any past day can be listed, and the day on which a law
/// changes their class. A business that always was what its row says has nothing here.
namespace bina::registry {

/// A business with its whole history: what it is counted as from each day on.
struct PastOf {
    BusinessId id;
    std::span<Change const> timeline;
};
/// Keeps the histories of businesses that have none stored.
base::Result<void> append_past(storage::Tx&, RegencyCode const&, std::span<PastOf const>);
base::Result<void> replace_past(storage::Tx&, RegencyCode const&, PastOf const&);
base::Result<void> remove_past(storage::Tx&, RegencyCode const&, BusinessId const&);

/// The stored history of a business, as `timeline` made it; empty when its row says everything.
base::Result<std::vector<Change>> past_of(storage::Tx&, RegencyCode const&, BusinessId const&);

/// Brings the class that rows show from the day it was last made to `today`, where a law's limits came into
/// force or lost it since; returns how many businesses changed class.
base::Result<std::int64_t> bring_classes_to(storage::Tx&, RegencyCode const&, base::Day today);
/// The day whose class the rows of the regency show; nothing for a regency that was never written.
base::Result<std::optional<base::Day>> classes_as_of(storage::Tx&, RegencyCode const&);

}  // namespace bina::registry
