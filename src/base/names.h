#pragma once
#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>

/// Short fixed lists of words, which the program holds as arrays.
namespace bina::base {

using Names = std::span<std::string_view const>;

inline bool among(Names names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

/// The place of `name`; `names.size()` if it isn't there.
inline std::size_t index_of(Names names, std::string_view name) {
    return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

}  // namespace bina::base
