#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linkage/spec.h"

namespace bina::linkage::batch {

/// Rows of a list to look at before a spec is suggested.
inline constexpr std::size_t suggest_rows = 20'000;

/// What a list shows of itself.
struct Sample {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>>
        rows;  ///< as many cells as there are columns, the first suggest_rows
    std::uint64_t rows_in_all = 0;
};

/// A spec for one list, or for two whose columns have the same names. It is judged by content, and by a
/// column's name where content alone does not tell. The first column is the id. Error: bad_spec if the lists
/// have nothing that can be compared.
base::Result<Spec> suggest_spec(std::span<Sample const> lists);

}  // namespace bina::linkage::batch
