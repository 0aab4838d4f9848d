#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace bina::cli {

namespace error {
inline constexpr base::ErrorKind no_heading{"cli.no_heading",
                                            422};  ///< Or a column twice; `detail` names it.
inline constexpr base::ErrorKind no_column{"cli.no_column", 422};  ///< `detail` names those that lack.
inline constexpr base::ErrorKind row_without_id{"cli.row_without_id", 422};  ///< `detail` is the row.
}  // namespace error

/// Rows with the cells that were asked for, one row behind the other. The texts live until the visitor
/// returns.
using CellBatch = std::vector<std::string_view>;

/// The names in the first row of a list, whatever its format.
base::Result<std::vector<std::string>> read_heading(std::filesystem::path const& list);

/// Reads on another thread while `visit` works: for each row the cells of `columns`, the first of which is
/// the id. An empty name is the first column. Rows without any cell are passed over. Errors: those of opening
/// a list, no_heading, no_column, row_without_id, and what `visit` returns.
base::Result<void> read_list(std::filesystem::path const& list, std::vector<std::string> const& columns,
                             std::function<base::Result<void>(CellBatch const&)> const& visit);

}  // namespace bina::cli
