#include <algorithm>
#include <cstdint>
#include <optional>

#include "base/fold.h"
#include "intake/value.h"
#include "registry/licence.h"

#include "require.h"

namespace {

using bina::fuzz::require;
using namespace bina;
using namespace bina::intake;
using registry::Field;
using registry::FieldKind;

auto const today = base::Day::from_parts(2026, 11, 21).value();

bool is_digits(std::string_view text, std::size_t shortest, std::size_t longest) {
    return text.size() >= shortest && text.size() <= longest &&
           text.find_first_not_of("0123456789") == text.npos;
}

template <std::size_t N>
bool among(std::array<std::string_view, N> const& list, std::string_view text) {
    return std::ranges::find(list, text) != list.end();
}

bool is_canonical(FieldKind kind, std::string const& text) {
    switch (kind) {
        case FieldKind::text:
            return !text.empty() && text.size() <= limit::text_bytes && text.front() != ' ';
        case FieldKind::nik:
        case FieldKind::family_card:
            return is_digits(text, 16, 16);
        case FieldKind::npwp:
            return is_digits(text, 15, 16);
        case FieldKind::nib:
            return is_digits(text, 13, 13);
        case FieldKind::kbli:
            return is_digits(text, 5, 5);
        case FieldKind::phone:
            return text.starts_with("+62") && is_digits(text.substr(3), 7, 12);
        case FieldKind::email:
            return text.find('@') != text.npos;
        case FieldKind::money:
            return is_digits(text, 1, 16) && text != "0";
        case FieldKind::count:
            return is_digits(text, 1, 5);
        case FieldKind::day:
            return base::Day::parse(text) && *base::Day::parse(text) <= today;
        case FieldKind::year:
            return is_digits(text, 4, 4) && text >= "1900" && text <= "2026";
        case FieldKind::coordinate:
            return text.size() <= 11 && text.find_first_not_of("-.0123456789") == text.npos;
        case FieldKind::sex:
            return text == "male" || text == "female";
        case FieldKind::trade:
            return among(registry::trades, text);
        case FieldKind::legal_form:
            return among(registry::legal_forms, text);
        case FieldKind::status:
            return among(registry::statuses, text);
        case FieldKind::flag:
            return text == "yes" || text == "no";
        case FieldKind::licence:
            return registry::licence_said(text).has_value();
        case FieldKind::village:
        case FieldKind::district:
            return false;
    }
    return false;
}

/// Every value is canonical, and nothing is lost silently: a cell with something in it gives a value or a
/// note.
void check(Cell const& cell, Column const& column, bool utf8) {
    auto const reading = read(cell, column);
    for (auto const& [field, text] : reading.values) {
        require(is_canonical(registry::info(field).kind, text));
        require(!utf8 || base::is_utf8(text));
    }
    for (auto const& note : reading.notes) require(!note.finding.key.empty());
    require(!reading.ditto || reading.values.empty());
    auto const kind = registry::info(column.field).kind;
    bool const placed = kind == FieldKind::village || kind == FieldKind::district;
    bool const printable = std::ranges::any_of(cell.text, [](char c) { return c > ' ' && c < 127; });
    require(placed || !printable || !reading.values.empty() || !reading.notes.empty());
    // The same value, written down as it is stored, is read as itself.
    bool const own = !reading.values.empty() && reading.values.front().field == column.field;
    bool const exact = kind == FieldKind::day || kind == FieldKind::count || kind == FieldKind::sex ||
                       kind == FieldKind::kbli;
    if (own && exact)
        require(read({.text = reading.values.front().text, .raw = {}, .kind = CellKind::text}, column)
                    .get(column.field) == reading.values.front().text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    if (size < 3 || size > 2048) return 0;
    std::string_view const text(reinterpret_cast<char const*>(data + 3), size - 3);
    auto const kind = data[0] % 8 == 0   ? CellKind::number
                      : data[0] % 8 == 1 ? CellKind::date
                                         : CellKind::text;
    Column column{.field = registry::fields[data[1] % registry::field_count].field, .today = today};
    column.period = static_cast<Period>(data[2] % 3);
    column.unit = data[2] % 5 == 0 ? 0 : data[2] % 5 == 1 ? 1'000'000 : 1;
    column.typical = data[2] % 7 == 0 ? 5'000'000 : 0;
    column.decimal = data[2] % 11 == 0 ? '.' : '\0';
    column.day_order = static_cast<DayOrder>(data[2] % 3);
    check({.text = text, .raw = {}, .kind = kind}, column, base::is_utf8(text));

    ColumnStudy study(column.field, today);
    study.add({.text = text, .raw = {}, .kind = kind});
    require(study.column().typical >= 0);
    (void)read_heading(text);
    require(read_person(text).name.size() <= limit::text_bytes);
    return 0;
}
