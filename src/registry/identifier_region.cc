#include "registry/identifier_region.h"

#include <algorithm>
#include <array>

#include "registry/identifier_scan.h"

namespace bina::registry::region {
namespace {

struct Province {
    int code;
    int last_regency;  ///< They are numbered from 01 up.
    int last_city;  ///< They are numbered from 71 up; 70 for none.
};

constexpr int before_first_city = 70;

/// Kepmendagri 300.2.2-2138/2025, widened to what each province had before others were parted from it: 14
/// before 21, 16 before 19, 32 before 36, 64 before 65, 71 before 75, 73 before 76, 91 before 92 to 96. 54
/// was Timor Timur until 1999.
constexpr std::array<Province, 39> provinces{
    {{11, 18, 75}, {12, 25, 78}, {13, 12, 77}, {14, 15, 73}, {15, 9, 72},  {16, 16, 75}, {17, 9, 71},
     {18, 13, 72}, {19, 6, 71},  {21, 7, 72},  {31, 1, 75},  {32, 24, 79}, {33, 29, 76}, {34, 4, 71},
     {35, 29, 79}, {36, 4, 74},  {51, 8, 71},  {52, 8, 72},  {53, 21, 71}, {54, 13, 70}, {61, 12, 72},
     {62, 13, 71}, {63, 11, 72}, {64, 11, 74}, {65, 4, 71},  {71, 15, 74}, {72, 12, 71}, {73, 26, 73},
     {74, 15, 72}, {75, 5, 71},  {76, 6, 70},  {81, 9, 72},  {82, 8, 72},  {91, 36, 72}, {92, 12, 71},
     {93, 4, 70},  {94, 8, 70},  {95, 8, 70},  {96, 5, 71}}};

Province const* find(std::string_view code) {
    auto const found = std::ranges::find(provinces, scan::two(code, 0), &Province::code);
    return found == provinces.end() ? nullptr : &*found;
}

}  // namespace

bool ever_province(std::string_view code) {
    return find(code) != nullptr;
}

bool ever_regency(std::string_view code) {
    auto const* province = find(code);
    if (province == nullptr) return false;
    int const number = scan::two(code, 2);
    if (number > before_first_city) return number <= province->last_city;
    return number >= 1 && number <= province->last_regency;
}

}  // namespace bina::registry::region
