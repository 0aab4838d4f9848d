#pragma once
#include <string_view>

namespace bina::areas {

/// The area codes of Kemendagri as built in: one line an area, `code,name`, sorted by code. The code has no
/// dots (2 digits a province, 4 a regency or city, 6 a district, 10 a village); the name is the rest of the
/// line. Licence of the data: ODbL 1.0, see tools/areas/NOTICE.md.
std::string_view embedded_table();

}  // namespace bina::areas
