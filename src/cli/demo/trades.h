#pragma once
#include <array>
#include <span>
#include <string_view>

#include "cli/demo/draw.h"

namespace bina::cli::demo {

/// A way to earn a living: what it is called, counted as and licensed for.
struct Living {
    std::string_view trade;  ///< key of registry::trades
    std::string_view head;  ///< How business names of this kind begin.
    std::string_view activity;
    std::string_view kbli;  ///< KBLI 2020
    int weight;  ///< per 1,000 businesses
    bool food = false;  ///< needs a P-IRT number and halal certificate
};

std::span<Living const> livings();
Living const& living(Draw& draw);

}  // namespace bina::cli::demo
