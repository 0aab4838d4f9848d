#include "kbli/edition.h"

#include <algorithm>

namespace bina::kbli {
namespace {

/// The last edition of which `first_day` has come.
Edition last_begun(base::Day day, std::string_view EditionInfo::* first_day) {
    auto const text = day.text();
    auto found = Edition::kbli2020;
    for (auto const& one : editions)
        if (one.*first_day <= text) found = one.edition;
    return found;
}

}  // namespace

std::optional<Edition> edition_of(std::string_view name) {
    auto const found = std::ranges::find(editions, name, &EditionInfo::name);
    return found == editions.end() ? std::nullopt : std::optional(found->edition);
}

Edition edition_in_force(base::Day day) {
    return last_begun(day, &EditionInfo::in_force);
}

Edition unsaid_edition(base::Day day) {
    return last_begun(day, &EditionInfo::unsaid_from);
}

base::Result<Code> Code::parse(std::string_view text, Edition unsaid) {
    auto const slash = std::min(text.find('/'), text.size());
    auto const digits = text.substr(0, slash);
    auto edition = std::optional(unsaid);
    if (slash < text.size()) edition = edition_of(text.substr(slash + 1));
    bool const whole = digits.size() == class_digits && digits.find_first_not_of("0123456789") == digits.npos;
    if (!whole || !edition) return base::fail(base::malformed, "kbli");
    return Code(digits, *edition);
}

std::string Code::text() const {
    if (empty()) return {};
    return m_digits + '/' + std::string(info(m_edition).name);
}

}  // namespace bina::kbli
