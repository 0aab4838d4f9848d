#pragma once
#include <string_view>

/// The tables that are built into the program, as they stand in `table/`: fields with `|` between, one line
/// each.
namespace bina::kbli::embedded {

std::string_view sections();  ///< edition, letter, title, English
std::string_view divisions();  ///< code, section of 2020 ("" if it has none), of 2025, title, English
/// Class of 2020 ("" for one that only 2025 has), its successors of 2025, title, English.
std::string_view classes();
std::string_view words();  ///< "class strength", the phrases that name it

}  // namespace bina::kbli::embedded
