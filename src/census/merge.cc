#include "census/merge.h"

#include <algorithm>
#include <charconv>

namespace bina::census {

std::string encode(Said const& said) {
    std::string text;
    for (auto const& [field, value] : said) text.append(field).append(1, '\t').append(value).append(1, '\n');
    return text;
}

Said decode(std::string_view text) {
    Said said;
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        auto const line = text.substr(0, end);
        auto const tab = std::min(line.find('\t'), line.size());
        said.emplace(line.substr(0, tab), line.substr(std::min(tab + 1, line.size())));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return said;
}

std::string_view get(Said const& said, std::string_view field) {
    auto const found = said.find(field);
    return found == said.end() ? std::string_view() : std::string_view(found->second);
}

std::int64_t integer_in(Said const& said, std::string_view field) {
    auto const text = get(said, field);
    std::int64_t number = 0;
    std::from_chars(text.begin(), text.end(), number);
    return number;
}

Merged merge(Said const& base, Said const& kept, Said const& sent) {
    Merged merged{.said = kept, .conflicts = {}};
    for (auto const& [field, value] : sent) {
        auto const stands = get(kept, field);
        auto const known = get(base, field);
        if (value == stands || (value == known && !field.starts_with('@'))) continue;
        if (stands != known && !field.starts_with('@'))
            merged.conflicts.push_back(field);
        else
            merged.said[field] = value;
    }
    std::erase_if(merged.said, [](auto const& one) { return one.second.empty(); });
    return merged;
}

}  // namespace bina::census
