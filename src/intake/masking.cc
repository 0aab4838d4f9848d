#include "intake/masking.h"

#include <algorithm>

#include "intake/mapping.h"
#include "registry/identifier.h"

namespace bina::intake {
namespace {

using registry::Field;
using registry::FieldKind;

constexpr std::string_view hidden = "***";
/// Fewer digits are a place in the file or a count, not somebody's amount.
constexpr std::size_t param_digits_min = 5;

bool is_shown(Field field) {
    return !registry::info(field).personal || field == Field::owner_name;
}

std::size_t digits_in(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }));
}

/// Codes and numbers that belong to no person, as they should be; anything else in such a column may.
bool is_code(Field field, std::string_view text) {
    switch (registry::info(field).kind) {
        case FieldKind::nib:
            return digits_in(text) == 13;
        case FieldKind::village:
            return digits_in(text) <= 10;
        case FieldKind::coordinate:
            return true;
        default:
            return false;
    }
}

/// Of an identifier its ends are enough to see what kind it is; of anything else nothing is.
std::string masked_field(Field field, std::string_view text) {
    switch (registry::info(field).kind) {
        case FieldKind::nik:
        case FieldKind::family_card:
        case FieldKind::npwp:
        case FieldKind::phone:
        case FieldKind::email: {
            auto shown = registry::masked_numbers(text);
            bool const unchanged = shown == text;
            return unchanged && digits_in(text) > 0 ? std::string(hidden) : shown;
        }
        default:
            return std::string(text.empty() ? text : hidden);
    }
}

}  // namespace

bool is_personal(std::string_view target) {
    auto const known = target_of(target);
    if (!known) return false;
    if (auto const field = known->field()) return !is_shown(*field);
    return known->special() == Special::birth || known->special() == Special::sex_male ||
           known->special() == Special::sex_female;
}

std::string masked_cell(std::string_view target, std::string_view text) {
    auto const known = target_of(target);
    auto const field = known ? known->field() : std::nullopt;
    if (!is_personal(target))
        return field && is_code(*field, text) ? std::string(text) : registry::masked_numbers(text);
    return field ? masked_field(*field, text) : std::string(text.empty() ? text : hidden);
}

CellMask CellMask::of(Settings const& settings) {
    CellMask mask;
    mask.m_hides = true;
    for (auto const& column : settings.columns) mask.m_targets.emplace(column.position, column.target);
    return mask;
}

std::string CellMask::cell(std::int64_t column, std::string_view text) const {
    if (!m_hides) return std::string(text);
    auto const target = m_targets.find(column);
    return masked_cell(target == m_targets.end() ? std::string_view{} : target->second, text);
}

std::string CellMask::value(registry::Value const& value) const {
    if (!m_hides) return value.text;
    if (!is_shown(value.field)) return registry::masked(value.field, value.text);
    return is_code(value.field, value.text) ? value.text : registry::masked_numbers(value.text);
}

std::string CellMask::param(ListRow::Remark const& remark, std::string_view text) const {
    if (!m_hides) return std::string(text);
    bool const personal = is_personal(remark.field);
    if (personal && digits_in(text) >= param_digits_min) return std::string(hidden);
    return registry::masked_numbers(text);
}

}  // namespace bina::intake
