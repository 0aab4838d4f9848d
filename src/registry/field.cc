#include "registry/field.h"

#include <algorithm>

namespace bina::registry {

std::optional<Field> field_of(std::string_view key) {
    auto const found = std::ranges::find(fields, key, &FieldInfo::key);
    if (found == fields.end()) return std::nullopt;
    return found->field;
}

std::string_view get(Statement const& statement, Field field) {
    auto const found = std::ranges::find(statement, field, &Value::field);
    return found == statement.end() ? std::string_view{} : std::string_view{found->text};
}

void put(Statement& statement, Field field, std::string text) {
    if (text.empty()) return;
    auto const found = std::ranges::find_if(statement, [&](Value const& value) {
        return value.field == field && (!info(field).many || value.text == text);
    });
    if (found == statement.end())
        statement.push_back({field, std::move(text)});
    else
        found->text = std::move(text);
}

bool is_counted(std::string_view status) {
    return status == "claimed" || status == "found" || status == "verified" || status == "paused";
}

}  // namespace bina::registry
