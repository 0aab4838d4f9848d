#include "registry/identifier_licence.h"

#include <algorithm>

#include "base/fold.h"
#include "registry/identifier_region.h"
#include "registry/identifier_scan.h"

namespace bina::registry {
namespace {

using base::Day;
using scan::count_digits;
using scan::is_digit;
using scan::is_letter;
using scan::shortest_part;
using scan::two;

constexpr std::size_t pirt_digits = 15;
constexpr std::size_t pirt_hyphen = 13;
constexpr int pirt_years = 5;
constexpr int packagings = 8;
constexpr int foods = 15;
constexpr std::size_t halal_digits = 17;
constexpr std::size_t halal_digits_min = 10;
constexpr std::size_t bpom_digits = 12;
constexpr std::size_t brand_digits = 9;
constexpr std::size_t digits_max = 24;
constexpr std::size_t text_max = 200;

constexpr std::array<Field, 6> licence_fields{Field::licence_sku,  Field::licence_iumk,
                                              Field::licence_pirt, Field::licence_halal,
                                              Field::licence_bpom, Field::licence_brand};

/// What people write before a number to say what it is.
constexpr std::array<std::string_view, 31> own_names{
    "SERTIFIKAT", "PENDAFTARAN", "KEMENKUMHAM", "TERDAFTAR", "NOMOR",  "HALAL",  "BPJPH", "LPPOM",
    "DINKES",     "DEPKES",      "DAFTAR",      "MEREK",     "SPPIRT", "KEMKES", "PIRT",  "BPOM",
    "MERK",       "HAKI",        "IZIN",        "EDAR",      "DJKI",   "DINAS",  "IRT",   "SPP",
    "MUI",        "POM",         "REG",         "HKI",       "NO",     "RI",     "P"};

constexpr std::array<std::string_view, 7> pending_words{"proses", "diproses", "pengajuan", "diajukan",
                                                        "diurus", "mengurus", "pengurusan"};

bool is_pending(std::string_view text) {
    auto const folded = base::fold(text);
    return std::ranges::any_of(base::words(folded), [](std::string_view word) {
        return std::ranges::find(pending_words, word) != pending_words.end();
    });
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_digit);
}

/// Letters (in capitals) and digits, without what people write before a number. Nothing if some are hidden.
std::optional<std::string> compact(std::string_view text) {
    std::string kept;
    for (char const c : text) {
        if (c == '*' || c == '?') return std::nullopt;
        if (is_digit(c) || is_letter(c)) kept += is_letter(c) ? static_cast<char>(c & ~0x20) : c;
    }
    std::string_view rest = kept;
    for (bool found = true; found;) {
        found = false;
        for (auto const name : own_names) {
            if (!rest.starts_with(name)) continue;
            rest.remove_prefix(name.size());
            found = true;
        }
    }
    return std::string(rest);
}

/// The letters with which `code` begins.
std::string_view prefix_of(std::string_view code) {
    return code.substr(0, static_cast<std::size_t>(std::ranges::find_if(code, is_digit) - code.begin()));
}

/// O read as 0, I and L as 1, in what should be digits. True if any was.
bool repair(std::string& digits) {
    bool repaired = false;
    for (char& c : digits) {
        char const meant = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
        repaired = repaired || meant != c;
        c = meant;
    }
    return repaired;
}

LicenceReading refused(Finding finding) {
    return {{}, finding};
}

Finding pirt_doubt(Pirt const& pirt, Day today) {
    if (pirt.packaging < 1 || pirt.packaging > packagings) return finding::pirt_packaging;
    if (pirt.food < 1 || pirt.food > foods) return finding::pirt_food;
    if (!region::ever_regency(pirt.regency)) return finding::pirt_regency;
    if (pirt.expiry_year > today.year() + pirt_years) return finding::pirt_year;
    return pirt.last_day() < today ? finding::pirt_expired : Finding{};
}

LicenceReading read_pirt(std::string_view text, bool numeric_cell, Day today) {
    std::string digits;
    if (auto const stored = scan::stored_number(text)) {
        if (!numeric_cell && stored->known < stored->digits.size()) return refused(finding::pirt_truncated);
        digits = stored->digits;
    } else {
        auto const code = compact(text);
        if (!code || count_digits(*code) == 0) return refused(finding::pirt_characters);
        digits = *code;
    }
    bool const repaired = repair(digits);
    if (!all_digits(digits)) return refused(finding::pirt_characters);
    if (digits.size() != pirt_digits) return refused(finding::pirt_length);
    if (scan::is_dummy(digits)) return refused(finding::pirt_dummy);
    auto const number = digits.insert(pirt_hyphen, "-");
    return {number, repaired ? finding::pirt_letters : pirt_doubt(*decode_pirt(number), today)};
}

LicenceReading read_halal(std::string_view text) {
    auto const code = compact(text);
    if (!code || count_digits(*code) == 0) return refused(finding::halal_characters);
    if (code->starts_with("KH")) return refused(finding::halal_decree);
    bool const prefixed = code->starts_with("ID");
    auto digits = code->substr(prefixed ? 2 : 0);
    bool const repaired = repair(digits);
    if (!all_digits(digits)) return refused(finding::halal_characters);
    if (scan::is_dummy(digits)) return refused(finding::halal_dummy);
    if (digits.size() < halal_digits_min || digits.size() > digits_max) return refused(finding::halal_short);
    if (!prefixed) return {digits, finding::halal_old};
    if (digits.size() != halal_digits) return {"ID" + digits, finding::halal_length};
    return {"ID" + digits, repaired ? finding::halal_letters : Finding{}};
}

LicenceReading read_bpom(std::string_view text) {
    /// Traditional medicine, supplements, quasi-drugs and cosmetics by country of origin.
    constexpr std::array<std::string_view, 13> other_registers{"TR", "TI", "TL", "HT", "FF", "SD", "SI",
                                                               "SL", "NA", "NB", "NC", "ND", "NE"};
    auto const code = compact(text);
    if (!code || count_digits(*code) == 0) return refused(finding::bpom_characters);
    auto const letters = prefix_of(*code);
    auto const digits = std::string_view(*code).substr(letters.size());
    if (!all_digits(digits) || digits.size() > digits_max) return refused(finding::bpom_characters);
    if (letters.empty()) return refused(finding::bpom_prefix);
    if (std::ranges::find(other_registers, letters) != other_registers.end())
        return {*code, finding::bpom_other};
    if (letters != "MD" && letters != "ML") return refused(finding::bpom_characters);
    if (digits.size() < bpom_digits) return refused(finding::bpom_short);
    return {*code, digits.size() == bpom_digits ? Finding{} : finding::bpom_length};
}

/// "DID2021012345", "D00 2013 012345", "J002013001234": goods or services, then the year.
bool is_application(std::string_view letters, std::string_view digits) {
    bool const kind = !letters.empty() && letters.size() <= 3 && (letters[0] == 'D' || letters[0] == 'J');
    if (!kind || digits.size() < 8 || digits.size() > digits_max) return false;
    auto const year = digits.starts_with("00") ? digits.substr(2) : digits;
    return year.size() >= 8 && (year.starts_with("19") || year.starts_with("20"));
}

LicenceReading read_brand(std::string_view text) {
    auto const code = compact(text);
    if (!code) return refused(finding::brand_characters);
    auto const letters = prefix_of(*code);
    auto const digits = std::string_view(*code).substr(letters.size());
    if (digits.empty()) return refused(finding::brand_name);
    if (!all_digits(digits)) return refused(finding::brand_characters);
    if (letters == "IDM")
        return digits.size() == brand_digits ? LicenceReading{*code, {}} : refused(finding::brand_length);
    if (is_application(letters, digits)) return {*code, finding::brand_application};
    return refused(finding::brand_characters);
}

LicenceReading read_text(std::string_view text) {
    auto number = base::squeeze(text);
    std::ranges::replace(number, ';', ',');  // what parts a number from its dates
    return {base::squeeze(base::clip(number, text_max)), {}};
}

LicenceReading read_one(LicenceKind kind, std::string_view text, bool numeric_cell, Day today) {
    switch (kind) {
        case LicenceKind::pirt:
            return read_pirt(text, numeric_cell, today);
        case LicenceKind::halal:
            return read_halal(text);
        case LicenceKind::bpom:
            return read_bpom(text);
        case LicenceKind::brand:
            return read_brand(text);
        case LicenceKind::sku:
        case LicenceKind::iumk:
            break;
    }
    return read_text(text);
}

/// The pieces of a cell between list separators that hold a number.
std::vector<std::string_view> pieces(std::string_view text) {
    std::vector<std::string_view> parts;
    for (std::size_t start = 0; start < text.size();) {
        auto const end = std::min(text.find_first_of(",;/&|\n\r", start), text.size());
        auto const part = text.substr(start, end - start);
        if (count_digits(part) >= shortest_part) parts.push_back(part);
        start = end + 1;
    }
    return parts;
}

}  // namespace

std::optional<LicenceKind> licence_kind_of(std::string_view name) {
    auto const found = std::ranges::find(licence_kinds, name);
    if (found == licence_kinds.end()) return std::nullopt;
    return static_cast<LicenceKind>(found - licence_kinds.begin());
}

std::optional<LicenceKind> licence_kind_of(Field field) {
    auto const found = std::ranges::find(licence_fields, field);
    if (found == licence_fields.end()) return std::nullopt;
    return static_cast<LicenceKind>(found - licence_fields.begin());
}

Field licence_field(LicenceKind kind) {
    return licence_fields[static_cast<std::size_t>(kind)];
}

std::vector<LicenceReading> read_licences(LicenceKind kind, std::string_view text, bool numeric_cell,
                                          Day today) {
    if (base::squeeze(text).empty()) return {};
    if (is_pending(text)) return {refused(finding::licence_pending)};
    auto whole = read_one(kind, text, numeric_cell, today);
    bool const lists = kind != LicenceKind::sku && kind != LicenceKind::iumk;
    if (!lists || !whole.number.empty()) return {std::move(whole)};
    auto const parts = pieces(text);
    if (parts.size() < 2) return {std::move(whole)};
    std::vector<LicenceReading> readings;
    for (auto const part : parts) {
        auto reading = read_one(kind, part, false, today);
        bool const again = std::ranges::any_of(readings, [&](LicenceReading const& known) {
            return !reading.number.empty() && known.number == reading.number;
        });
        if (!again) readings.push_back(std::move(reading));
    }
    return readings;
}

Day Pirt::last_day() const {
    return Day::from_parts(expiry_year, 12, 31).value();
}

std::optional<Pirt> decode_pirt(std::string_view number) {
    if (number.size() != pirt_digits + 1 || number[pirt_hyphen] != '-') return std::nullopt;
    std::string const digits = std::string(number.substr(0, pirt_hyphen)) + std::string(number.substr(14));
    if (!all_digits(digits)) return std::nullopt;
    return Pirt{.packaging = digits[0] - '0',
                .food = two(digits, 1),
                .regency = digits.substr(3, 4),
                .product = two(digits, 7),
                .maker = two(digits, 9) * 100 + two(digits, 11),
                .expiry_year = 2000 + two(digits, 13)};
}

}  // namespace bina::registry
