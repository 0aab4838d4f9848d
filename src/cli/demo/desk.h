#pragma once
#include "cli/store.h"

/// The agencies of the demonstration: invented, as are their rules, and what they ask of one another.
namespace bina::cli::demo {

/// Agencies and rules, before there are businesses, so that each is written with the agency that answers.
base::Result<void> fill_agencies(Store&, base::RegencyCode const&);

/// Whose the names of coaches are, and hand-overs in every state, once there are businesses.
base::Result<void> fill_handovers(Store&, base::RegencyCode const&);

}  // namespace bina::cli::demo
