#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/types.h"
#include "registry/field.h"

/// Numbers and addresses that identify a person or a business: how people and spreadsheets write them, read
/// into one canonical form, with everything odd about them named. A valid form never proves that a number was
/// issued.
namespace bina::registry {

using Nik = base::Digits<struct NikTag, 16>;  ///< Nomor Induk Kependudukan: PPKKCC DDMMYY SSSS.
using FamilyCard = base::Digits<struct FamilyCardTag, 16>;  ///< Nomor Kartu Keluarga.
using Npwp = base::Digits<struct NpwpTag, 15, 16>;  ///< Tax number, old and new (PMK 112/PMK.03/2022).
using Nib = base::Digits<struct NibTag, 13>;  ///< Nomor Induk Berusaha, issued by OSS.

/// `info`: read surely, though not as it was written. `warning`: read with doubt, or left out until somebody
/// decides. `error`: what stands there cannot be right, so there is no value.
enum class Severity : std::uint8_t { ok, info, warning, error };

/// One thing worth saying about a value; declared once, with the sentence for its key in the client.
struct Finding {
    std::string_view key;
    Severity severity = Severity::ok;
    bool operator==(Finding const&) const = default;
};

// clang-format off
#define BINA_IDENTIFIER_FINDINGS(X)                                                          \
    X(nik_characters, error)         /* something that is neither digit nor separator */      \
    X(nik_several, error)            /* more than one NIK in the cell */                      \
    X(nik_length, error)             /* not 16 digits */                                      \
    X(nik_dummy, error)              /* 1111…, 1234…: typed to fill the column */             \
    X(nik_date, error)               /* digits 7-12 are no date in any century */             \
    X(nik_province, error)           /* digits 1-2 never were a province */                   \
    X(nik_truncated, warning)        /* the spreadsheet lost the last digits; no value */     \
    X(nik_serial, error)             /* serial 0000: it starts at 0001 */                     \
    X(nik_letters, warning)          /* O read as 0, l or I as 1 */                           \
    X(nik_regency, warning)          /* digits 3-4 are no regency */                          \
    X(nik_district, warning)         /* digits 5-6 are no district */                         \
    X(nik_age, warning)              /* the owner would be under 17 or over 100 */            \
    X(nik_sex_differs, warning)      /* the day says the other sex than the row */            \
    X(nik_birth_differs, warning)    /* the date is not the row's birth date */               \
    X(nik_elsewhere, info)           /* first registered in another regency */                \
    X(family_card_characters, error)                                                         \
    X(family_card_length, error)     /* not 16 digits */                                      \
    X(family_card_dummy, error)                                                              \
    X(family_card_truncated, warning) /* the spreadsheet lost the last digits; no value */    \
    X(family_card_is_nik, warning)   /* day 41-71: a woman's NIK in the wrong column */       \
    X(family_card_date, warning)     /* digits 7-12 are no date */                            \
    X(family_card_province, warning) /* digits 1-2 never were a province */                   \
    X(family_card_letters, warning)  /* O read as 0, l or I as 1 */                           \
    X(npwp_characters, error)                                                                \
    X(npwp_length, error)            /* neither 15, 16 nor 22 digits */                       \
    X(npwp_dummy, error)                                                                     \
    X(npwp_truncated, warning)       /* the spreadsheet lost the last digits; no value */     \
    X(npwp_nik, warning)             /* 16 digits of a person, but no valid NIK */            \
    X(npwp_check, warning)           /* the ninth digit does not fit the first eight */       \
    X(npwp_padded, warning)          /* leading zeros restored to a number cell */            \
    X(npwp_letters, warning)         /* O read as 0, l or I as 1 */                           \
    X(npwp_place, info)              /* NITKU: the place's last six digits are left out */    \
    X(nib_characters, error)                                                                 \
    X(nib_length, error)             /* not 13 digits */                                      \
    X(nib_dummy, error)                                                                      \
    X(nib_truncated, warning)        /* shown as 8.12E+12; no value */                        \
    X(nib_padded, warning)           /* leading zeros restored to a number cell */            \
    X(nib_letters, warning)          /* O read as 0, l or I as 1 */                           \
    X(phone_characters, error)       /* no digits at all */                                   \
    X(phone_masked, error)           /* 0812-xxxx: digits hidden or forgotten */              \
    X(phone_length, error)           /* too few or too many digits */                         \
    X(phone_prefix, error)           /* no Indonesian number starts so */                     \
    X(phone_foreign, warning)        /* another country's; no value */                        \
    X(phone_area, warning)           /* local number without its area code; no value */       \
    X(phone_truncated, warning)      /* shown as 8.12E+10; no value */                        \
    X(phone_dummy, warning)          /* one digit repeated, or counted up */                  \
    X(phone_letters, warning)        /* O read as 0, l or I as 1 */                           \
    X(phone_remark, info)            /* words beside the number, left out */                  \
    X(phone_zero, info)              /* leading 0 restored */                                 \
    X(phone_several, info)           /* several numbers in the cell */                        \
    X(email_malformed, error)                                                                \
    X(email_domain, warning)         /* gmial.com, gmail.con: kept as written */              \
    X(email_several, info)                                                                   \
    X(licence_pending, info)         /* "dalam proses": asked for, not held; no value */      \
    X(licence_days, error)           /* it would end before it begins */                      \
    X(pirt_characters, error)        /* no digits, or letters among them */                   \
    X(pirt_length, error)            /* not 15 digits */                                      \
    X(pirt_dummy, error)                                                                     \
    X(pirt_truncated, warning)       /* shown as 2.06E+14; no value */                        \
    X(pirt_letters, warning)         /* O read as 0, l or I as 1 */                           \
    X(pirt_packaging, warning)       /* the first digit is no packaging (1-8) */              \
    X(pirt_food, warning)            /* digits 2-3 are no type of food (01-15) */             \
    X(pirt_regency, warning)         /* digits 4-7 never were a regency */                    \
    X(pirt_year, warning)            /* its year is more than five years ahead */             \
    X(pirt_elsewhere, warning)       /* given by another regency than the business's */       \
    X(pirt_expired, info)            /* the year it names is over */                          \
    X(halal_characters, error)                                                               \
    X(halal_decree, error)           /* KH…: the decree's number, not the certificate's */    \
    X(halal_short, error)            /* fewer than 10 digits, or more than 24 */              \
    X(halal_dummy, error)                                                                    \
    X(halal_length, warning)         /* not ID and 17 digits */                               \
    X(halal_old, warning)            /* digits only: a number of the time before BPJPH */     \
    X(halal_letters, warning)        /* O read as 0, l or I as 1 */                           \
    X(bpom_characters, error)                                                                \
    X(bpom_prefix, error)            /* digits without MD or ML: another number */            \
    X(bpom_short, error)             /* fewer than 12 digits */                               \
    X(bpom_length, warning)          /* more than 12 digits: a newer form, or mistyped */     \
    X(bpom_other, warning)           /* TR, NA…: registered, though not as food */            \
    X(brand_characters, error)                                                               \
    X(brand_length, error)           /* IDM without nine digits */                            \
    X(brand_name, warning)           /* the mark itself, not its number; no value */          \
    X(brand_application, info)       /* applied for, not yet registered */
// clang-format on

namespace finding {
#define X(name, severity) inline constexpr Finding name{"registry." #name, Severity::severity};
BINA_IDENTIFIER_FINDINGS(X)
#undef X
}  // namespace finding

/// All of them, so that a test can hold the client's sentences against the list.
inline constexpr std::array identifier_findings{
#define X(name, severity) finding::name,
    BINA_IDENTIFIER_FINDINGS(X)
#undef X
};

enum class Sex : std::uint8_t { unknown, male, female };

/// What a NIK says. `region` and `birth` are given even when the number itself is of no use.
struct NikReading {
    std::string nik;  ///< 16 digits; empty unless it may be used as an identifier.
    std::string digits;  ///< The digits found, whatever their number.
    Finding finding;  ///< The gravest fault; severity ok if there is none.
    Sex sex = Sex::unknown;
    std::string region;  ///< 6 digits: where it was first given, in the codes of that time. May be empty.
    std::vector<base::Day> birth;  ///< Days of birth it allows, one a century, latest first.

    /// The one day meant: `stated` if the NIK allows it, else the only one that makes the owner 17 to 90.
    std::optional<base::Day> birth_day(base::Day today, std::optional<base::Day> stated = {}) const;
};

/// Law: UU 24/2013, form by Permendagri. `numeric_cell`: a spreadsheet held it as a number, which keeps 15
/// digits only, so that a last digit 0 may be a lost one.
NikReading read_nik(std::string_view text, bool numeric_cell, base::Day today);

/// What the rest of the row says about the same person.
struct NikContext {
    Sex sex = Sex::unknown;
    std::optional<base::Day> birth_day = {};
    std::string_view regency = {};  ///< Four digits of the business's regency, or empty.
};
/// Where the NIK and its row disagree. Corrected civil records keep the old NIK, so none of it is an error.
std::vector<Finding> compare_nik(NikReading const& reading, NikContext const& context);

/// A number that is nothing but digits.
struct NumberReading {
    std::string digits;  ///< Canonical; empty if there is no usable value.
    Finding finding;
};

NumberReading read_family_card(std::string_view text, bool numeric_cell);
/// Canonical: 16 digits ("0" and the old 15) for bodies and treasurers, a person's 15 or 16 as they are.
NumberReading read_npwp(std::string_view text, bool numeric_cell, base::Day today);
NumberReading read_nib(std::string_view text, bool numeric_cell);

/// The ninth digit of an NPWP from the first eight (Luhn).
char npwp_check_digit(std::string_view first_eight);

struct ContactReading {
    std::string text;  ///< Canonical; empty if there is no usable value.
    Finding finding;
};

/// Each number of a cell as +62…; empty for an empty cell.
std::vector<ContactReading> read_phones(std::string_view text, bool numeric_cell);
/// Each address of a cell in lower case; empty for an empty cell.
std::vector<ContactReading> read_emails(std::string_view text);

/// A canonical value as it may be shown to someone without a purpose: 3316**********01, +62812****678,
/// s***@gmail.com, 1987-**-**, S*** M***. Values of fields that are not personal come back unchanged.
std::string masked(Field field, std::string_view text);

/// Any text with what may be a number of a person hidden: runs of nine digits or more, whatever stands
/// between them, keep their first four and last two; of a mail address the first letter and its host are
/// kept. Codes of villages (ten digits) are hidden with them.
std::string masked_numbers(std::string_view text);

}  // namespace bina::registry
