#include "registry/identifier.h"

#include <algorithm>

#include "registry/identifier_region.h"
#include "registry/identifier_scan.h"

namespace bina::registry {
namespace {

using base::Day;
using scan::two;

/// Whole numbers up to 2^53 are exact in a spreadsheet's number; above it only every second one.
constexpr std::string_view largest_exact = "9007199254740992";

constexpr int youngest_owner = 17;
constexpr int oldest_likely = 90;
constexpr int oldest_owner = 100;

/// Full years from `birth` to `today`; negative for a day to come.
int age(Day birth, Day today) {
    int const years = today.year() - birth.year();
    bool const before_birthday =
        today.month() < birth.month() ||
        (today.month() == birth.month() && today.day_of_month() < birth.day_of_month());
    return years - (before_birthday ? 1 : 0);
}

/// The days that `DDMMYY` can mean, latest first.
std::vector<Day> days_meant(int day, int month, int year, Day today) {
    std::vector<Day> days;
    for (int const century : {2000, 1900}) {
        auto const meant = Day::from_parts(century + year, month, day);
        if (meant && *meant <= today) days.push_back(*meant);
    }
    return days;
}

/// Adds the first-found of the gravest findings.
void worsen(Finding& finding, Finding found) {
    if (found.severity > finding.severity) finding = found;
}

/// Digits of a number that is written as one, and whether the spreadsheet lost some of them.
struct Gathered {
    scan::Scan scan;
    bool truncated = false;
};

Gathered gather(std::string_view text, bool numeric_cell, std::size_t length) {
    if (auto stored = scan::stored_number(text)) {
        // What a number cell stores with an exponent is exact; what a text shows so has been cut.
        bool const cut = !numeric_cell && stored->known < stored->digits.size();
        return {.scan = {.digits = std::move(stored->digits)}, .truncated = cut};
    }
    Gathered gathered{.scan = scan::digits_of(text, length)};
    return gathered;
}

bool lost_last_digit(std::string_view digits, bool numeric_cell) {
    return numeric_cell && digits.size() >= 16 && (digits.back() == '0' || digits > largest_exact);
}

bool all_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n'`\"") == text.npos;
}

/// The faults of sixteen digits that decide whether they can be a NIK at all.
Finding nik_fault(NikReading const& reading, bool truncated) {
    std::string_view const digits = reading.digits;
    Finding worst;
    if (scan::is_dummy(digits)) return finding::nik_dummy;
    if (reading.birth.empty()) return finding::nik_date;
    if (!region::ever_province(digits)) return finding::nik_province;
    if (truncated) return finding::nik_truncated;
    if (digits.ends_with("0000")) return finding::nik_serial;
    return worst;
}

Finding nik_doubt(NikReading const& reading, bool repaired, Day today) {
    if (repaired) return finding::nik_letters;
    if (!region::ever_regency(reading.digits)) return finding::nik_regency;
    if (two(reading.digits, 4) == 0) return finding::nik_district;
    bool const likely = std::ranges::any_of(reading.birth, [&](Day day) {
        return age(day, today) >= youngest_owner && age(day, today) <= oldest_owner;
    });
    return likely ? Finding{} : finding::nik_age;
}

}  // namespace

std::optional<Day> NikReading::birth_day(Day today, std::optional<Day> stated) const {
    if (stated && std::ranges::find(birth, *stated) != birth.end()) return stated;
    if (birth.size() == 1) return birth.front();
    std::optional<Day> found;
    for (Day const day : birth) {
        if (age(day, today) < youngest_owner || age(day, today) > oldest_likely) continue;
        if (found) return std::nullopt;
        found = day;
    }
    return found;
}

NikReading read_nik(std::string_view text, bool numeric_cell, Day today) {
    NikReading reading;
    if (all_blank(text)) return reading;

    auto [scanned, truncated] = gather(text, numeric_cell, 16);
    reading.digits = std::move(scanned.digits);
    auto const& digits = reading.digits;
    auto const refuse = [&](Finding finding) {
        reading.finding = finding;
        return reading;
    };
    if (scanned.strange || scanned.hidden || digits.empty()) return refuse(finding::nik_characters);
    if (scanned.several) return refuse(finding::nik_several);
    if (digits.size() != 16) return refuse(truncated ? finding::nik_truncated : finding::nik_length);

    int const day = two(digits, 6);
    reading.sex = day > 40 ? Sex::female : Sex::male;
    reading.region = digits.substr(0, 6);
    reading.birth = days_meant(day > 40 ? day - 40 : day, two(digits, 8), two(digits, 10), today);

    if (truncated) return refuse(finding::nik_truncated);
    if (auto const fault = nik_fault(reading, lost_last_digit(digits, numeric_cell));
        fault.severity != Severity::ok)
        return refuse(fault);
    reading.finding = nik_doubt(reading, scanned.repaired, today);
    reading.nik = digits;
    return reading;
}

std::vector<Finding> compare_nik(NikReading const& reading, NikContext const& context) {
    std::vector<Finding> findings;
    if (reading.nik.empty()) return findings;
    if (context.sex != Sex::unknown && context.sex != reading.sex)
        findings.push_back(finding::nik_sex_differs);
    if (context.birth_day && std::ranges::find(reading.birth, *context.birth_day) == reading.birth.end())
        findings.push_back(finding::nik_birth_differs);
    if (!context.regency.empty() && !reading.region.starts_with(context.regency))
        findings.push_back(finding::nik_elsewhere);
    return findings;
}

NumberReading read_family_card(std::string_view text, bool numeric_cell) {
    if (all_blank(text)) return {};
    auto [scanned, truncated] = gather(text, numeric_cell, 16);
    auto& digits = scanned.digits;
    if (scanned.strange || scanned.hidden || digits.empty()) return {{}, finding::family_card_characters};
    if (truncated) return {{}, finding::family_card_truncated};
    if (digits.size() != 16) return {{}, finding::family_card_length};
    if (scan::is_dummy(digits)) return {{}, finding::family_card_dummy};
    if (lost_last_digit(digits, numeric_cell) || digits.ends_with("0000"))
        return {{}, finding::family_card_truncated};

    NumberReading reading{digits, {}};
    int const day = two(digits, 6);
    int const month = two(digits, 8);
    if (scanned.repaired) worsen(reading.finding, finding::family_card_letters);
    if (day > 40 && day < 72 && month >= 1 && month <= 12)
        worsen(reading.finding, finding::family_card_is_nik);
    else if (!Day::from_parts(2000 + two(digits, 10), month, day) &&
             !Day::from_parts(1900 + two(digits, 10), month, day))
        worsen(reading.finding, finding::family_card_date);
    if (!region::ever_province(digits)) worsen(reading.finding, finding::family_card_province);
    return reading;
}

char npwp_check_digit(std::string_view first_eight) {
    int sum = 0;
    for (std::size_t i = 0; i < 8 && i < first_eight.size(); ++i) {
        int const product = (first_eight[i] - '0') * (i % 2 == 0 ? 1 : 2);
        sum += product / 10 + product % 10;
    }
    return static_cast<char>('0' + (10 - sum % 10) % 10);
}

namespace {

/// The old form's second digit tells bodies and treasurers (0-3) from persons (4-9).
bool is_body(std::string_view fifteen) {
    return fifteen[1] <= '3';
}

NumberReading npwp_of_fifteen(std::string_view fifteen, Finding finding) {
    if (npwp_check_digit(fifteen.substr(0, 8)) != fifteen[8]) worsen(finding, finding::npwp_check);
    std::string digits(is_body(fifteen) ? 1 : 0, '0');
    digits.append(fifteen);
    return {std::move(digits), finding};
}

}  // namespace

NumberReading read_npwp(std::string_view text, bool numeric_cell, Day today) {
    if (all_blank(text)) return {};
    auto [scanned, truncated] = gather(text, numeric_cell, 15);
    auto& digits = scanned.digits;
    if (scanned.strange || scanned.hidden || digits.empty()) return {{}, finding::npwp_characters};
    if (truncated) return {{}, finding::npwp_truncated};

    Finding finding;
    if (scanned.repaired) finding = finding::npwp_letters;
    if (digits.size() == 22) {
        digits.resize(16);
        worsen(finding, finding::npwp_place);
    }
    if (numeric_cell && (digits.size() == 13 || digits.size() == 14)) {
        digits.insert(0, 15 - digits.size(), '0');
        finding = finding::npwp_padded;
    }
    if (digits.size() != 15 && digits.size() != 16) return {{}, finding::npwp_length};
    if (scan::is_dummy(digits)) return {{}, finding::npwp_dummy};
    if (digits.size() == 15) return npwp_of_fifteen(digits, finding);
    if (lost_last_digit(digits, numeric_cell)) return {{}, finding::npwp_truncated};
    if (digits.front() == '0') {
        auto reading = npwp_of_fifteen(std::string_view(digits).substr(1), finding);
        reading.digits = digits;
        return reading;
    }
    if (read_nik(digits, false, today).finding.severity == Severity::error)
        worsen(finding, finding::npwp_nik);
    return {digits, finding};
}

NumberReading read_nib(std::string_view text, bool numeric_cell) {
    if (all_blank(text)) return {};
    auto [scanned, truncated] = gather(text, numeric_cell, 13);
    auto& digits = scanned.digits;
    if (scanned.strange || scanned.hidden || digits.empty()) return {{}, finding::nib_characters};
    if (truncated) return {{}, finding::nib_truncated};

    Finding finding;
    if (scanned.repaired) finding = finding::nib_letters;
    if (numeric_cell && digits.size() < 13 && digits.size() >= 11) {
        digits.insert(0, 13 - digits.size(), '0');
        finding = finding::nib_padded;
    }
    if (digits.size() != 13) return {{}, finding::nib_length};
    if (scan::is_dummy(digits)) return {{}, finding::nib_dummy};
    return {digits, finding};
}

}  // namespace bina::registry
