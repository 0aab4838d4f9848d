#include "intake/value.h"

#include <algorithm>

#include "base/fold.h"
#include "intake/value_kinds.h"
#include "kbli/table.h"
#include "registry/identifier_licence.h"

namespace bina::intake {
namespace {

using registry::Field;
using registry::FieldKind;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n\v\f";
    auto const first = text.find_first_not_of(blanks);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// Fields where "ada" says that there is a number, but not which.
bool has_number(Field field) {
    switch (registry::info(field).kind) {
        case FieldKind::nik:
        case FieldKind::family_card:
        case FieldKind::npwp:
        case FieldKind::nib:
        case FieldKind::kbli:
        case FieldKind::phone:
        case FieldKind::email:
        case FieldKind::licence:
            return true;
        default:
            return false;
    }
}

/// Fields whose words "ada", "tidak" and the like have a meaning of their own.
bool reads_yes_and_no(Field field) {
    auto const kind = registry::info(field).kind;
    return kind == FieldKind::flag || kind == FieldKind::status || kind == FieldKind::sex;
}

/// Deals with a cell that is no value. False if it is one.
bool say(Saying saying, std::string_view low, Field field, Reading& reading) {
    auto const kind = registry::info(field).kind;
    bool const zero = low == "0" || low == "00";
    switch (saying) {
        case Saying::value:
            return false;
        case Saying::empty:
            return true;
        case Saying::ditto:
            reading.ditto = true;
            reading.note(finding::ditto);
            return true;
        case Saying::formula_error:
            reading.note(finding::formula_error);
            return true;
        case Saying::placeholder:
            if (zero && (kind == FieldKind::count || kind == FieldKind::flag)) return false;
            reading.note(zero && kind == FieldKind::money ? finding::money_zero : finding::placeholder);
            return true;
        case Saying::yes:
            if (!has_number(field)) return false;
            reading.note(finding::stated_without_number);
            return true;
        case Saying::no:
            if (reads_yes_and_no(field)) return false;
            reading.note(finding::placeholder);
            return true;
    }
    return false;
}

void add_text(std::string_view text, Field field, Reading& reading) {
    auto value = base::squeeze(text);
    if (value.size() > limit::text_bytes) {
        value.resize(base::clip(value, limit::text_bytes).size());
        reading.note(finding::text_clipped, {{"bytes", std::to_string(limit::text_bytes)}});
    }
    reading.add(field, std::move(value));
}

void identifier(registry::NumberReading number, Field field, Reading& reading) {
    if (number.finding.severity != Severity::ok) reading.note(number.finding);
    if (!number.digits.empty()) reading.add(field, std::move(number.digits));
}

void nik(std::string_view text, bool numeric, Column const& column, Reading& reading) {
    auto number = registry::read_nik(text, numeric, column.today);
    if (number.finding == registry::finding::nik_length)
        reading.note(number.finding, {{"digits", std::to_string(number.digits.size())}});
    else if (number.finding.severity != Severity::ok)
        reading.note(number.finding);
    if (!number.nik.empty()) reading.add(column.field, std::move(number.nik));
}

/// In a column whose identifiers all end in 0, text has been saved from numbers.
bool is_numeric(Cell const& cell, std::string_view text, Column const& column) {
    return cell.kind == CellKind::number || (column.last_digits_lost && text.ends_with('0'));
}

/// One of several values of a cell, with what is odd about it.
void one_of_many(std::string text, Finding found, Field field, Reading& reading) {
    if (found.severity != Severity::ok && !reading.has(found)) reading.note(found);
    reading.add(field, std::move(text));
}

void contacts(std::vector<registry::ContactReading> found, Field field, Reading& reading) {
    for (auto& contact : found) one_of_many(std::move(contact.text), contact.finding, field, reading);
}

void licences(std::string_view text, bool numeric, Column const& column, Reading& reading) {
    auto const kind = registry::licence_kind_of(column.field);
    for (auto& licence : registry::read_licences(*kind, text, numeric, column.today))
        one_of_many(std::move(licence.number), licence.finding, column.field, reading);
}

void phone(Cell const& cell, std::string_view text, Reading& reading) {
    if (text.find('@') != text.npos) {
        reading.note(finding::email_in_phone);
        return contacts(registry::read_emails(text), Field::email, reading);
    }
    contacts(registry::read_phones(text, cell.kind == CellKind::number), Field::phone, reading);
}

void email(std::string_view text, Reading& reading) {
    if (text.find('@') == text.npos && kinds::contact_in_text(text, reading)) {
        reading.notes.clear();
        reading.note(finding::phone_in_email);
        return;
    }
    contacts(registry::read_emails(text), Field::email, reading);
}

/// True if the edition has the division; without one, if any has.
bool kbli_may_be(std::string_view digits, std::optional<kbli::Edition> edition) {
    return std::ranges::any_of(kbli::editions, [&](kbli::EditionInfo const& one) {
        return one.edition == edition.value_or(one.edition) &&
               kbli::Table::builtin().may_be({digits, one.edition});
    });
}

/// "47111", "47111 - Perdagangan eceran", "56101; 56102".
void kbli(Cell const& cell, std::string_view text, Column const& column, Reading& reading) {
    std::size_t codes = 0;
    Finding fault = finding::kbli_unreadable;
    for (std::size_t i = 0; i < text.size();) {
        if (!is_digit(text[i])) {
            ++i;
            continue;
        }
        std::size_t const start = i;
        while (i < text.size() && is_digit(text[i])) ++i;
        std::string digits(text.substr(start, i - start));
        if (digits.size() == 4 && cell.kind == CellKind::number) {
            digits.insert(0, 1, '0');
            reading.note(finding::kbli_padded);
        }
        fault = finding::kbli_length;
        if (digits.size() != 5) continue;
        if (!kbli_may_be(digits, column.edition)) {
            fault = finding::kbli_unknown;
            continue;
        }
        reading.add(Field::kbli, column.edition ? kbli::Code(digits, *column.edition).text() : digits);
        ++codes;
    }
    if (codes == 0) reading.note(fault);
    if (codes > 1) reading.note(finding::kbli_several);
}

void flag(std::string_view low, Field field, Reading& reading) {
    auto const saying = saying_of(low);
    bool const yes =
        saying == Saying::yes || low == "1" || low == "binaan" || low == "unggulan" || low == "iya";
    bool const no = saying == Saying::no || low == "0" || low == "bukan" || low == "non binaan" || low == "f";
    if (yes || no)
        reading.add(field, yes ? "yes" : "no");
    else
        reading.note(finding::flag_unknown);
}

void free_text(Cell const& cell, std::string_view text, std::string_view low, Column const& column,
               Reading& reading) {
    switch (column.field) {
        case Field::owner_name:
            return kinds::owner_name(text, column, reading);
        case Field::business_name:
            return kinds::business_name(text, column, reading);
        case Field::address:
            return kinds::address(text, column, reading);
        case Field::rt:
        case Field::rw:
            return kinds::rt_rw(cell, low, column, reading);
        case Field::birth_place:
            return kinds::birth(cell, text, column, reading);
        case Field::activity:
        case Field::product:
            if (kinds::contact_in_text(text, reading)) return;
            break;
        default:
            break;
    }
    add_text(text, column.field, reading);
}

void read_kind(Cell const& cell, std::string_view text, std::string_view low, Column const& column,
               Reading& reading) {
    bool const numeric = is_numeric(cell, text, column);
    Field const field = column.field;
    switch (registry::info(field).kind) {
        case FieldKind::text:
            return free_text(cell, text, low, column, reading);
        case FieldKind::nik:
            return nik(text, numeric, column, reading);
        case FieldKind::family_card:
            return identifier(registry::read_family_card(text, numeric), field, reading);
        case FieldKind::npwp:
            return identifier(registry::read_npwp(text, numeric, column.today), field, reading);
        case FieldKind::nib:
            return identifier(registry::read_nib(text, numeric), field, reading);
        case FieldKind::kbli:
            return kbli(cell, text, column, reading);
        case FieldKind::phone:
            return phone(cell, text, reading);
        case FieldKind::email:
            return email(text, reading);
        case FieldKind::money:
            return kinds::money(cell, low, column, reading);
        case FieldKind::count:
            return kinds::count(cell, low, column, reading);
        case FieldKind::day:
            return field == Field::birth_day ? kinds::birth(cell, text, column, reading)
                                             : kinds::day(cell, low, column, reading);
        case FieldKind::year:
            return kinds::year(cell, low, column, reading);
        case FieldKind::coordinate:
            return kinds::coordinate(cell, low, column, reading);
        case FieldKind::sex:
            return kinds::sex(low, column, reading);
        case FieldKind::trade:
            return kinds::trade(text, column, reading);
        case FieldKind::legal_form:
            return kinds::legal_form(text, column, reading);
        case FieldKind::status:
            return kinds::status(text, column, reading);
        case FieldKind::flag:
            return flag(low, field, reading);
        case FieldKind::licence:
            return licences(text, numeric, column, reading);
        case FieldKind::village:
        case FieldKind::district:
            return;
    }
}

}  // namespace

Severity Reading::severity() const {
    auto const* gravest = worst();
    return gravest == nullptr ? Severity::ok : gravest->finding.severity;
}

Note const* Reading::worst() const {
    auto const gravest =
        std::ranges::max_element(notes, {}, [](Note const& note) { return note.finding.severity; });
    return gravest == notes.end() ? nullptr : &*gravest;
}

bool Reading::has(Finding finding) const {
    return std::ranges::any_of(notes, [&](Note const& note) { return note.finding == finding; });
}

void Reading::clear() {
    values.clear();
    notes.clear();
    ditto = false;
}

void Reading::add(Field field, std::string text) {
    if (!text.empty()) values.push_back({field, std::move(text)});
}

void read(Cell const& cell, Column const& column, Reading& reading) {
    reading.clear();
    if (cell.kind == CellKind::empty) return;
    if (cell.kind == CellKind::error) return reading.note(finding::formula_error);
    auto const text = trimmed(cell.text);
    auto const low = plain(text);
    if (say(saying_of(low), low, column.field, reading)) return;
    read_kind(cell, text, low, column, reading);
    auto const kind = registry::info(column.field).kind;
    bool const placed = kind == FieldKind::village || kind == FieldKind::district;
    if (!placed && reading.values.empty() && reading.notes.empty()) reading.note(finding::placeholder);
}

Reading read(Cell const& cell, Column const& column) {
    Reading reading;
    read(cell, column, reading);
    return reading;
}

bool kinds::contact_in_text(std::string_view text, Reading& reading) {
    auto const digits = std::ranges::count_if(text, is_digit);
    bool const mail = text.find('@') != text.npos && text.find(' ') == text.npos;
    bool const number = digits >= 9 && std::ranges::none_of(text, [](char c) { return is_lower(lower(c)); });
    if (!mail && !number) return false;
    auto const found = mail ? registry::read_emails(text) : registry::read_phones(text, false);
    bool const all = !found.empty() &&
                     std::ranges::none_of(found, [](auto const& contact) { return contact.text.empty(); });
    // A lone number that is no phone is still somebody's number, and no activity.
    if (!all && !number) return false;
    if (all)
        for (auto const& contact : found) reading.add(mail ? Field::email : Field::phone, contact.text);
    reading.note(finding::contact_in_text);
    return true;
}

}  // namespace bina::intake
