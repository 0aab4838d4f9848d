#pragma once
#include <filesystem>

#include "intake/book.h"
#include "kbli/store.h"

/// Full lists of KBLI as they are handed round: a workbook, delimited text, or a JSON array of objects.
namespace bina::intake {

namespace error {
/// No row of headings that names the columns looked for; `detail` says which.
inline constexpr base::ErrorKind no_columns{"intake.no_columns", 422};
}  // namespace error

inline constexpr std::size_t kbli_file_bytes_max = 16 << 20;
inline constexpr std::size_t kbli_lines_max = 20'000;

/// The column of codes and that of titles. Errors: no_columns, too_large, those of Book.
base::Result<std::vector<kbli::ListLine>> read_kbli_list(std::filesystem::path const&);
/// The columns whose headings name 2020 and 2025. Errors: no_columns, too_large, those of Book.
base::Result<std::vector<kbli::CrosswalkLine>> read_kbli_crosswalk(std::filesystem::path const&);

}  // namespace bina::intake
