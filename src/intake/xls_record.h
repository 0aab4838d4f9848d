#pragma once
#include <cstdint>

/// What `bina-xls` writes and XlsFile reads. Numbers are little-endian, of four bytes.
///
///     sheet:  'S' length name
///     row:    'R' row (from 1) cells, then of each cell: kind column length text
///     end:    'E'
namespace bina::intake::xls_record {

enum class Mark : char { sheet = 'S', row = 'R', end = 'E' };
enum class Kind : char { text = 't', number = 'n', date = 'd' };

/// How `bina-xls` ends.
enum class Exit : int { done = 0, damaged = 11, encrypted = 12, too_large = 13 };

constexpr std::uint32_t number_bytes = 4;

}  // namespace bina::intake::xls_record
