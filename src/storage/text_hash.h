#pragma once
#include <cstddef>
#include <functional>
#include <string_view>

namespace bina::storage {

/// Lets a map of strings be asked with a std::string_view.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

}  // namespace bina::storage
