#pragma once
#include <filesystem>

#include "intake/encoding.h"

namespace bina::intake {

namespace limit {
inline constexpr std::uint64_t file_bytes = 1ULL << 30;  ///< Of any file.
}  // namespace limit

/// What a file of rows is written as.
enum class FileType : std::uint8_t { text, xlsx, ods, xls, sql };

/// By its content, never its name. Errors: empty, encrypted, every is_… of intake::error, not_supported,
/// too_large, damaged.
base::Result<FileType> file_type(std::filesystem::path const& path, FileBytes const& file);

}  // namespace bina::intake
