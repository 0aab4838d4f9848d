#include "letters/wording.h"

#include <algorithm>

namespace bina::letters {
namespace {

constexpr std::array<std::string_view, 12> months{"Januari",   "Februari", "Maret",    "April",
                                                  "Mei",       "Juni",     "Juli",     "Agustus",
                                                  "September", "Oktober",  "November", "Desember"};

/// Calls `text` with what stands between placeholders, and `name` with each name.
template <class Text, class Name>
void walk(std::string_view wording, Text const& text, Name const& name) {
    while (!wording.empty()) {
        auto const open = wording.find('{');
        auto const close = wording.find('}', std::min(open, wording.size()));
        if (close == wording.npos) return text(wording);
        text(wording.substr(0, open));
        name(wording.substr(open + 1, close - open - 1));
        wording.remove_prefix(close + 1);
    }
}

template <class Wanted>
std::vector<std::string> names_that(std::string_view wording, Wanted const& wanted) {
    std::vector<std::string> names;
    walk(
        wording, [](std::string_view) {},
        [&](std::string_view name) {
            if (wanted(name) && std::ranges::find(names, name) == names.end()) names.emplace_back(name);
        });
    return names;
}

}  // namespace

std::optional<Kind> kind_of(std::string_view name) {
    auto const found = std::ranges::find(kind_names, name);
    if (found == kind_names.end()) return std::nullopt;
    return static_cast<Kind>(found - kind_names.begin());
}

std::vector<std::string> names_in(std::string_view text) {
    return names_that(text, [](std::string_view) { return true; });
}

std::vector<std::string> unknown_names(std::string_view text) {
    return names_that(text, [](std::string_view name) {
        return std::ranges::find(placeholders, name, &Placeholder::name) == placeholders.end();
    });
}

std::vector<std::string> missing_names(std::string_view text, Values const& values) {
    return names_that(text, [&](std::string_view name) {
        auto const found = values.find(name);
        return found == values.end() || found->second.empty();
    });
}

std::string filled(std::string_view text, Values const& values) {
    std::string out;
    walk(
        text, [&](std::string_view plain) { out += plain; },
        [&](std::string_view name) {
            auto const found = values.find(name);
            bool const known = found != values.end() && !found->second.empty();
            out += known ? found->second : "{" + std::string(name) + "}";
        });
    return out;
}

std::string day_in_words(base::Day day) {
    return std::to_string(day.day_of_month()) + " " +
           std::string(months[static_cast<std::size_t>(day.month() - 1)]) + " " + std::to_string(day.year());
}

}  // namespace bina::letters
