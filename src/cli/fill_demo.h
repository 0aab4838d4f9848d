#pragma once
#include <functional>

#include "cli/store.h"

namespace bina::cli {

struct DemoOptions {
    std::string regency = "3316";
    std::int64_t businesses = 13'652;  ///< Counted on 31 December 2023.
    std::uint64_t seed = 1;
};

/// Fills a store with an invented regency. `progress` is told how many of how many businesses are in.
base::Result<void> fill_demo(Store&, DemoOptions const&,
                             std::function<void(std::int64_t done, std::int64_t total)> const& progress);

/// Writes dirty lists of the same invented regency into `folder`, to play the intake through.
base::Result<void> write_demo_lists(Store const&, DemoOptions const&, std::filesystem::path const& folder);

/// Writes one messy list of `rows` rows of the invented regency, for measuring: a workbook if `file` ends in
/// .xlsx.
base::Result<void> write_long_list(DemoOptions const&, std::filesystem::path const& file, std::int64_t rows,
                                   base::Instant now);

}  // namespace bina::cli
