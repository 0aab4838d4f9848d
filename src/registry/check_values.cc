#include <algorithm>

#include "base/fold.h"
#include "kbli/table.h"
#include "registry/business.h"
#include "registry/licence.h"

namespace bina::registry {
namespace {

constexpr std::size_t text_bytes_max = 300;
constexpr std::size_t amount_digits_max = 15;
constexpr std::size_t count_digits_max = 6;

/// A value read: its canonical text, or the key of what is wrong with it.
struct Checked {
    std::string text;
    std::string_view fault;
};

Checked refused(std::string_view key) {
    return {{}, key};
}

bool is_digits(std::string_view text, std::size_t at_most) {
    return !text.empty() && text.size() <= at_most && text.find_first_not_of("0123456789") == text.npos;
}

Checked from(std::string text, Finding const& finding) {
    if (text.empty()) return refused(finding.key.empty() ? base::malformed.key : finding.key);
    return {std::move(text), {}};
}

template <std::size_t N>
Checked one_of(std::array<std::string_view, N> const& names, std::string const& text) {
    if (std::ranges::find(names, text) == names.end()) return refused(base::malformed.key);
    return {text, {}};
}

Checked area(RegencyCode const& regency, std::string const& text, std::size_t digits) {
    if (!is_digits(text, digits) || text.size() != digits) return refused(base::malformed.key);
    if (!text.starts_with(regency.text())) return refused(error::outside_regency.key);
    return {text, {}};
}

/// A whole number without leading zeros.
Checked whole(std::string const& text, std::size_t digits_max) {
    if (!is_digits(text, digits_max)) return refused(base::malformed.key);
    return {text.substr(std::min(text.find_first_not_of('0'), text.size() - 1)), {}};
}

/// "-6.970123": degrees up to `degrees_max` on either side of zero, at most six digits after the point.
Checked coordinate(std::string const& text, int degrees_max) {
    auto const unsigned_part = std::string_view(text).substr(text.starts_with('-') ? 1 : 0);
    auto const point = std::min(unsigned_part.find('.'), unsigned_part.size());
    auto const degrees = unsigned_part.substr(0, point);
    if (!is_digits(degrees, 3)) return refused(base::malformed.key);
    auto const fraction = unsigned_part.substr(std::min(point + 1, unsigned_part.size()));
    bool const has_point = point < unsigned_part.size();
    if (has_point && !is_digits(fraction, 6)) return refused(base::malformed.key);
    int const number = std::stoi(std::string(degrees));
    bool const beyond = number == degrees_max && fraction.find_first_not_of('0') != fraction.npos;
    if (number > degrees_max || beyond) return refused(base::malformed.key);
    return {text, {}};
}

Checked contact(std::vector<ContactReading> const& readings) {
    if (readings.size() != 1) return refused(base::malformed.key);
    return from(readings.front().text, readings.front().finding);
}

/// A licence, with the days and the issuer that may be said of it.
Checked licence(Field field, std::string const& text, base::Day today) {
    auto said = licence_said(text);
    if (!said) return refused(base::malformed.key);
    if (said->number != held_without_number) {
        auto const readings = read_licences(*licence_kind_of(field), said->number, false, today);
        if (readings.size() != 1) return refused(base::malformed.key);
        auto const& [number, found] = readings.front();
        if (number.empty()) return refused(found.key);
        said->number = number;
    }
    if (said->from && *said->from > today) return refused(error::future_day.key);
    if (said->from && said->until && *said->until < *said->from) return refused(finding::licence_days.key);
    return {text_of(*said), {}};
}

/// With its edition or without; refused only if no edition it may mean has its division.
Checked kbli_code(std::string const& text, base::Day today) {
    auto const code = kbli::Code::parse(text, kbli::unsaid_edition(today));
    if (!code) return refused(base::malformed.key);
    auto const may_be = [&](kbli::EditionInfo const& one) {
        return kbli::Table::builtin().may_be({code->digits(), one.edition});
    };
    bool const said = text.contains('/');
    bool const known = said ? may_be(info(code->edition())) : std::ranges::any_of(kbli::editions, may_be);
    return known ? Checked{text, {}} : refused(kbli::error::unknown_code.key);
}

Checked check(RegencyCode const& regency, Value const& value, base::Day today) {
    if (has_own_verb(value.field)) return refused(base::malformed.key);
    auto const text = base::squeeze(value.text);
    if (text.size() > text_bytes_max || !base::is_utf8(text)) return refused(base::malformed.key);
    auto const number = [&](NumberReading const& reading) { return from(reading.digits, reading.finding); };
    switch (info(value.field).kind) {
        case FieldKind::text:
            return {text, {}};
        case FieldKind::nik: {
            auto const reading = read_nik(text, false, today);
            return from(reading.nik, reading.finding);
        }
        case FieldKind::family_card:
            return number(read_family_card(text, false));
        case FieldKind::npwp:
            return number(read_npwp(text, false, today));
        case FieldKind::nib:
            return number(read_nib(text, false));
        case FieldKind::kbli:
            return kbli_code(text, today);
        case FieldKind::phone:
            return contact(read_phones(text, false));
        case FieldKind::email:
            return contact(read_emails(text));
        case FieldKind::money:
            return whole(text, amount_digits_max);
        case FieldKind::count:
            return whole(text, count_digits_max);
        case FieldKind::day:
            return base::Day::parse(text) ? Checked{text, {}} : refused(base::malformed.key);
        case FieldKind::year:
            return is_digits(text, 4) && text >= "1900" && text <= today.text().substr(0, 4)
                       ? Checked{text, {}}
                       : refused(base::malformed.key);
        case FieldKind::village:
            return area(regency, text, 10);
        case FieldKind::district:
            return area(regency, text, 6);
        case FieldKind::coordinate:
            return coordinate(text, value.field == Field::latitude ? 90 : 180);
        case FieldKind::sex:
            return one_of(std::array<std::string_view, 2>{"male", "female"}, text);
        case FieldKind::trade:
            return one_of(trades, text);
        case FieldKind::legal_form:
            return one_of(legal_forms, text);
        case FieldKind::status:
            return one_of(statuses, text);
        case FieldKind::flag:
            return one_of(std::array<std::string_view, 2>{"yes", "no"}, text);
        case FieldKind::licence:
            return text.empty() ? Checked{} : licence(value.field, text, today);
    }
    return refused(base::malformed.key);
}

}  // namespace

base::Result<Statement> check_values(RegencyCode const& regency, Statement const& values, base::Day today) {
    Statement checked;
    std::vector<base::Fault> faults;
    for (auto const& value : values) {
        auto result = check(regency, value, today);
        if (!result.fault.empty())
            faults.push_back({std::string(info(value.field).key), std::string(result.fault)});
        else
            put(checked, value.field, std::move(result.text));
    }
    if (!faults.empty()) return base::fail(error::bad_values, {}, std::move(faults));
    return checked;
}

}  // namespace bina::registry
