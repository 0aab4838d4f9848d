#include <cstdint>

#include "base/fold.h"
#include "registry/licence.h"

#include "require.h"

namespace {

using bina::fuzz::require;
using namespace bina::registry;

auto const today = bina::base::Day::from_parts(2026, 11, 21).value();

bool is_digits(std::string_view text) {
    return text.find_first_not_of("0123456789") == text.npos;
}

/// A value that is given is canonical, and is not given beside an error; read again it stays the same.
void check(NumberReading const& reading, std::size_t shortest, std::size_t longest) {
    if (reading.digits.empty()) return;
    require(is_digits(reading.digits) && reading.digits.size() >= shortest &&
            reading.digits.size() <= longest);
    require(reading.finding.severity < Severity::error);
}

void check_numbers(std::string_view text, bool numeric) {
    auto const nik = read_nik(text, numeric, today);
    require(nik.nik.empty() || (Nik::parse(nik.nik) && nik.finding.severity < Severity::error));
    require(nik.birth.size() <= 2);
    if (!nik.nik.empty()) {
        require(read_nik(nik.nik, false, today).nik == nik.nik);
        require(!nik.birth.empty() && nik.region.size() == 6 && nik.sex != Sex::unknown);
    }
    check(read_family_card(text, numeric), 16, 16);
    check(read_nib(text, numeric), 13, 13);
    auto const npwp = read_npwp(text, numeric, today);
    check(npwp, 15, 16);
    if (!npwp.digits.empty()) require(read_npwp(npwp.digits, false, today).digits == npwp.digits);
}

void check_contacts(std::string_view text, bool numeric) {
    for (auto const& phone : read_phones(text, numeric)) {
        if (phone.text.empty()) continue;
        require(phone.text.starts_with("+62") && is_digits(phone.text.substr(3)) && phone.text.size() <= 15);
        auto const again = read_phones(phone.text, false);
        require(again.size() == 1 && again.front().text == phone.text);
    }
    for (auto const& mail : read_emails(text)) {
        if (mail.text.empty()) continue;
        auto const again = read_emails(mail.text);
        require(again.size() == 1 && again.front().text == mail.text);
    }
    auto const utf8 = bina::base::is_utf8(text);
    for (auto const& about : fields) {
        auto const shown = masked(about.field, text);
        bool const legible = text.size() > 6 && text.find('*') == text.npos;
        require(!about.personal || !legible || shown != text);
        require(!utf8 || about.kind != FieldKind::text || bina::base::is_utf8(shown));
    }
}

void check_licences(std::string_view text, bool numeric) {
    for (auto const name : licence_kinds) {
        auto const kind = licence_kind_of(name).value();
        for (auto const& licence : read_licences(kind, text, numeric, today)) {
            if (licence.number.empty()) continue;
            require(licence.finding.severity < Severity::error);
            require(kind != LicenceKind::pirt || decode_pirt(licence.number));
            auto const again = read_licences(kind, licence.number, false, today);
            require(again.size() == 1 && again.front().number == licence.number);
            require(licence_number(licence.number) == licence.number);
        }
    }
    if (auto const said = licence_said(text)) {
        auto const written = text_of(*said);
        require(text_of(licence_said(written).value()) == written);
        require(licence_number(licence_updated(text, text)) == said->number);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    if (size == 0 || size > 4096) return 0;
    bool const numeric = (data[0] & 1U) != 0;
    std::string_view const text(reinterpret_cast<char const*>(data + 1), size - 1);
    check_numbers(text, numeric);
    check_contacts(text, numeric);
    check_licences(text, numeric);
    return 0;
}
