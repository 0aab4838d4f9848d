#include "linkage/spec.h"

#include <algorithm>
#include <array>

namespace bina::linkage::batch {
namespace {

constexpr std::array<std::string_view, 7> kinds{"name",       "words", "number", "date",
                                                "identifier", "place", "exact"};
constexpr std::array<std::string_view, 6> sorts{"plain", "business", "address", "nik", "phone", "code"};
constexpr std::array<std::string_view, 4> uses{"value", "word", "coarse", "coarser"};

}  // namespace

std::string_view name_of(Kind kind) {
    return kinds[static_cast<std::size_t>(kind)];
}

std::string_view name_of(Sort sort) {
    return sorts[static_cast<std::size_t>(sort)];
}

std::string_view name_of(KeyUse use) {
    return uses[static_cast<std::size_t>(use)];
}

std::vector<std::string> Spec::columns() const {
    std::vector<std::string> names;
    for (auto const& field : fields) {
        for (auto const& column : field.columns) {
            if (std::ranges::find(names, column) == names.end()) names.push_back(column);
        }
    }
    return names;
}

}  // namespace bina::linkage::batch
