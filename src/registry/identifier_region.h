#pragma once
#include <string_view>

/// Codes of provinces and regencies as numbers carry them for ever: places were parted and renumbered, but a
/// NIK or a P-IRT number keeps the code of its day. Used by the readers of this module only.
namespace bina::registry::region {

/// Two digits that are or were a province's.
bool ever_province(std::string_view code);
/// Four digits that are or were a regency's (01-69) or a city's (71-99).
bool ever_regency(std::string_view code);

}  // namespace bina::registry::region
