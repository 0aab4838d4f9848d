#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace bina::intake {

/// How a workbook's number format shows a number.
enum class NumberShow : std::uint8_t { plain, date, time, date_time };

struct NumberStyle {
    NumberShow show = NumberShow::plain;
    std::uint8_t digits_min = 0;  ///< Of a format such as "000000": zeros in front up to this length.
};

/// What a number format code shows: "dd/mm/yyyy", "0000", "#,##0.00", "[$-421]dd mmmm yyyy;@".
NumberStyle style_of_format(std::string_view code);
/// The formats that have a number instead of a code (ECMA-376 part 1, 18.8.30).
NumberStyle style_of_builtin(unsigned id);

/// A stored number without exponent, rounded to the 15 significant digits that Excel shows; a whole number
/// keeps all its digits ("3.31609520387E+15" is "3316095203870000"). Not a number: appended as it is.
void append_number(std::string& out, std::string_view stored, unsigned digits_min = 0);

/// A stored day number as YYYY-MM-DD, with " HH:MM" for a time, or HH:MM alone. False, and nothing appended,
/// when it is no day between 1900-01-01 and 9999-12-31. `epoch_1904`: day 0 is 1904-01-01, as on old Macs.
bool append_date(std::string& out, std::string_view stored, NumberShow show, bool epoch_1904);

}  // namespace bina::intake
