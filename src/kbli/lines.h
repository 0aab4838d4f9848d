#pragma once
#include <string_view>
#include <vector>

namespace bina::kbli {

inline std::vector<std::string_view> split(std::string_view text, std::string_view between) {
    std::vector<std::string_view> parts;
    for (;;) {
        auto const end = text.find(between);
        parts.push_back(text.substr(0, end));
        if (end == text.npos) return parts;
        text.remove_prefix(end + between.size());
    }
}

/// Calls `visit` with the fields of each line of a built-in table.
template <class Visit>
void each_line(std::string_view table, Visit visit) {
    for (auto const line : split(table, "\n"))
        if (!line.empty()) visit(split(line, "|"));
}

}  // namespace bina::kbli
