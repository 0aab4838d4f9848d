#pragma once
#include <optional>
#include <string_view>

#include "intake/value.h"
#include "intake/value_text.h"

/// The readers of single kinds, which `read` chooses from. `text` is the cell trimmed, `low` the same by
/// `plain`.
namespace bina::intake::kinds {

void money(Cell const& cell, std::string_view low, Column const& column, Reading& reading);
void count(Cell const& cell, std::string_view low, Column const& column, Reading& reading);
void year(Cell const& cell, std::string_view low, Column const& column, Reading& reading);
void day(Cell const& cell, std::string_view low, Column const& column, Reading& reading);
/// A birth place, a birth day, or both in one cell.
void birth(Cell const& cell, std::string_view text, Column const& column, Reading& reading);

void sex(std::string_view low, Column const& column, Reading& reading);
void legal_form(std::string_view text, Column const& column, Reading& reading);
void status(std::string_view text, Column const& column, Reading& reading);
void trade(std::string_view text, Column const& column, Reading& reading);

/// RT, RW or both.
void rt_rw(Cell const& cell, std::string_view low, Column const& column, Reading& reading);
void address(std::string_view text, Column const& column, Reading& reading);
void coordinate(Cell const& cell, std::string_view low, Column const& column, Reading& reading);

void owner_name(std::string_view text, Column const& column, Reading& reading);
void business_name(std::string_view text, Column const& column, Reading& reading);

/// The legal form that folded words name, or "".
std::string_view legal_form_of(std::string_view folded);

/// A whole text that is nothing but a phone number or mail address, in a column of something else.
bool contact_in_text(std::string_view text, Reading& reading);

/// The amount of a money cell as written, before period and doubts; and whether it had neither unit word nor
/// currency. For ColumnStudy.
struct PlainAmount {
    std::int64_t rupiah = 0;
    bool bare = false;
    char decimal = 0;
};
std::optional<PlainAmount> plain_amount(Cell const& cell, std::string_view low);

/// The three numbers of a date, as far as they show whether day or month comes first.
std::optional<DayOrder> shown_order(std::string_view low);

}  // namespace bina::intake::kinds
