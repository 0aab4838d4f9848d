#pragma once
#include "cli/workshop.h"

/// A campaign of visits in the demonstration: half done, with what supervisors have to look at.
namespace bina::cli::demo {

/// Enumerators `pendata1` to `pendata3` with that password, and the campaign in three villages of the town.
base::Result<void> fill_campaign(Workshop&, std::string_view password);

}  // namespace bina::cli::demo
