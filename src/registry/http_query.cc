#include <algorithm>

#include "base/fold.h"
#include "kbli/http.h"
#include "registry/http_view.h"
#include "registry/responsible.h"

namespace bina::registry {
namespace {

using http::Fields;
using http::Length;
using http::Range;

constexpr std::size_t division_digits = 2;

template <std::size_t N>
auto choice(std::array<std::string_view, N> const& names) {
    return [&names](std::string_view text) -> std::optional<std::string> {
        if (std::ranges::find(names, text) == names.end()) return std::nullopt;
        return std::string(text);
    };
}

std::optional<std::string> status_filter(std::string_view text) {
    if (text == "counted" || text == "all") return std::string(text);
    return choice(statuses)(text);
}

/// A class with its edition, what stands above it as "10/2025" or "C/2025", "any" or "none".
std::optional<std::string> kbli_filter(std::string_view text) {
    if (text == "none" || text == "any") return std::string(text);
    auto const slash = std::min(text.find('/'), text.size());
    auto const digits = text.substr(0, slash);
    auto edition = std::optional(kbli::Edition::kbli2025);
    if (slash < text.size()) edition = kbli::edition_of(text.substr(slash + 1));
    if (!edition) return std::nullopt;
    bool const whole = digits.size() >= division_digits && digits.size() <= kbli::class_digits &&
                       digits.find_first_not_of("0123456789") == digits.npos;
    bool const section =
        digits.size() == 1 && !kbli::Table::builtin().divisions_of(*edition, digits).first.empty();
    if (!whole && !section) return std::nullopt;
    return kbli::Code(digits, *edition).text();
}

std::optional<std::string> agency_id(std::string_view text) {
    auto const id = AgencyId::parse(text);
    return id ? std::optional(id->text()) : std::nullopt;
}

/// An agency, "none" or "conflict".
std::optional<std::string> agency_filter(std::string_view text) {
    if (text == "none" || text == conflict) return std::string(text);
    return agency_id(text);
}

std::optional<ListQuery::Sort> sort_of(std::string_view text) {
    if (text == "name") return ListQuery::Sort::name;
    if (text == "newest") return ListQuery::Sort::newest;
    return std::nullopt;
}

std::optional<unsigned> has_bits(std::string_view text) {
    auto const found = std::ranges::find(has_names, text);
    if (found == has_names.end()) return std::nullopt;
    return 1U << static_cast<unsigned>(found - has_names.begin());
}

std::optional<bool> yes_or_no(std::string_view text) {
    if (text == "yes" || text == "true") return true;
    if (text == "no" || text == "false") return false;
    return std::nullopt;
}

}  // namespace

std::string Filters::text(std::string_view name, Length length) {
    return (m_in_body ? m_in.body_if<std::string>(name, length) : m_in.query_if<std::string>(name, length))
        .value_or("");
}

bool Filters::flag(std::string_view name) {
    return as(name, yes_or_no).value_or(false);
}

std::int64_t Filters::number(std::string_view name, Range range, std::int64_t otherwise) {
    return (m_in_body ? m_in.body_if<std::int64_t>(name, range) : m_in.query_if<std::int64_t>(name, range))
        .value_or(otherwise);
}

ListQuery read_query(Fields& request, RegencyCode regency, FiltersIn place) {
    Filters in{request, place};
    ListQuery query{.regency = std::move(regency)};
    query.text = in.text("q", {0, 200});
    query.district = in.text("district", {6, 6});
    query.village = in.text("village", {10, 10});
    query.trade = in.as("trade", choice(trades)).value_or("");
    query.size_class = in.as("class", choice(class_names)).value_or("");
    query.status = in.as("status", status_filter).value_or("counted");
    query.kbli = in.as("kbli", kbli_filter).value_or("");
    query.activity = base::fold(in.text("activity", {0, 100}));
    query.coached = in.flag("coached");
    query.agency = in.as("agency", agency_filter).value_or("");
    query.coach = in.as("coach", agency_id).value_or("");
    query.flagship = in.flag("flagship");
    query.has = in.as("has", has_bits).value_or(0U);
    query.lacks = in.as("missing", has_bits).value_or(0U);
    query.as_of = in.as("as_of", [](std::string_view text) {
        auto const day = base::Day::parse(text);
        return day ? std::optional(*day) : std::nullopt;
    });
    return query;
}

ListQuery read_page_query(Fields& request, RegencyCode regency, FiltersIn place) {
    auto query = read_query(request, std::move(regency), place);
    Filters in{request, place};
    query.sort = in.as("sort", sort_of).value_or(ListQuery::Sort::name);
    query.cursor = in.text("cursor", {0, 400});
    query.limit = in.number("limit", {1, page_items_max}, 50);
    return query;
}

}  // namespace bina::registry
