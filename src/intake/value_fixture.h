#pragma once
#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "intake/value.h"

/// What the tests of reading cells share.
namespace bina::intake::fixture {

inline base::Day const today = base::Day::from_parts(2024, 1, 31).value();

inline Column column(registry::Field field) {
    return {.field = field, .today = today};
}

inline Cell text(std::string_view content) {
    return {.text = content, .raw = {}, .kind = CellKind::text};
}
inline Cell number(std::string_view content) {
    return {.text = content, .raw = content, .kind = CellKind::number};
}
inline Cell date(std::string_view content) {
    return {.text = content, .raw = {}, .kind = CellKind::date};
}

/// "value" or "value key" or "- key": the first value and the gravest note's key without its module.
inline std::string told(Reading const& reading) {
    std::string out = reading.values.empty() ? "-" : reading.values.front().text;
    if (auto const* note = reading.worst())
        out.append(" ").append(note->finding.key.substr(note->finding.key.find('.') + 1));
    return out;
}

inline std::string told(registry::Field field, std::string_view content) {
    return told(read(text(content), column(field)));
}

struct Case {
    std::string_view content;
    std::string_view expected;
};

/// Each cell of `cases` in a column of `about`.
inline void expect_all(Column const& about, std::vector<Case> const& cases) {
    for (auto const& [content, expected] : cases)
        EXPECT_EQ(told(read(text(content), about)), expected) << '"' << content << '"';
}

}  // namespace bina::intake::fixture
