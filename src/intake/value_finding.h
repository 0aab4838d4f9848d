#pragma once
#include <array>

#include "registry/identifier.h"

/// Everything that reading a cell can have to say. The client has a sentence for each key.
namespace bina::intake {

using registry::Finding;
using registry::Severity;

// clang-format off
#define BINA_VALUE_FINDINGS(X)                                                                    \
    /* any cell */                                                                                \
    X(placeholder, info)            /* "-", "belum ada", "xxx": nothing is said */                \
    X(ditto, info)                  /* "sda", idem: taken from the row above */                   \
    X(formula_error, warning)       /* #N/A, #REF! */                                             \
    X(stated_without_number, info)  /* "ada", "sudah" where a number belongs */                   \
    X(text_clipped, warning)        /* longer than a value may be {bytes} */                      \
    X(contact_in_text, info)        /* a phone number or mail address in another column */        \
    /* money */                                                                                   \
    X(money_unreadable, error)                                                                    \
    X(money_negative, error)                                                                      \
    X(money_large, error)           /* more than any business has */                              \
    X(money_groups, warning)        /* 1.50.000: groups of other than three digits; no value */   \
    X(money_ambiguous, warning)     /* 1.500 jt: thousands or a fraction; no value */             \
    X(money_scale, warning)         /* 300 in a column of millions; no value {read, typical} */   \
    X(money_range, warning)         /* 1-5 juta, < 5 juta: no value {low, high} */                \
    X(money_period, warning)        /* a month's or a year's? no value {amount} */                \
    X(money_monthly, info)          /* said to be a month's: times 12 {amount} */                 \
    X(money_weekly, warning)        /* said to be a week's: times 52 {amount} */                  \
    X(money_daily, warning)         /* said to be a day's: times 312 {amount, days} */            \
    X(money_about, info)            /* "sekitar", "±", "jutaan" */                                \
    X(money_billion, warning)       /* M read as milyar */                                        \
    X(money_words, info)            /* written out: "satu juta" */                                \
    X(money_rounded, info)          /* a fraction of a rupiah left out */                         \
    X(money_zero, info)             /* 0: no amount is stated */                                  \
    /* counts and years */                                                                        \
    X(count_unreadable, error)                                                                    \
    X(count_large, error)                                                                         \
    X(count_range, warning)         /* no value {low, high} */                                    \
    X(count_about, info)                                                                          \
    X(count_words, info)            /* "dua orang" */                                             \
    X(count_sum, info)              /* "2 L 1 P": men and women read apart and added */           \
    X(year_unreadable, error)                                                                     \
    X(year_range, error)            /* before 1900 or to come */                                  \
    X(year_two_digits, warning)     /* {year} */                                                  \
    X(year_age, warning)            /* "5 tahun": counted back from today {year} */               \
    X(year_of_day, info)            /* the year of a full date */                                 \
    /* days */                                                                                    \
    X(day_unreadable, error)                                                                      \
    X(day_impossible, error)        /* 31-02-1987 */                                              \
    X(day_future, warning)          /* no value */                                                \
    X(day_unlikely, warning)        /* a birth that makes the owner under 17 or over 100 */       \
    X(day_serial, info)             /* 31848: Excel's number for a day {day} */                   \
    X(day_month_first, info)        /* read as month/day {day} */                                 \
    X(day_order, warning)           /* day/month or month/day: the column has both {day} */       \
    X(day_century, info)            /* two-digit year {day} */                                    \
    X(day_incomplete, warning)      /* year or month only; no value */                            \
    X(day_start_of_year, warning)   /* year only, taken as its first day {day} */                 \
    X(day_with_place, info)         /* birth place and day in one cell */                         \
    /* words of a list */                                                                         \
    X(sex_unreadable, error)                                                                      \
    X(sex_choice, warning)          /* "L/P": nothing struck out; no value */                     \
    X(sex_code, warning)            /* 1 read as male, 2 as female */                             \
    X(sex_letter, warning)          /* P: pria or perempuan? no value */                          \
    X(sex_from_nik, info)           /* the row does not say it: derived from the NIK {sex} */     \
    X(nik_shared, warning)          /* an earlier row names another owner for the NIK {row} */    \
    X(trade_unknown, warning)       /* no word is known; no value */                              \
    X(trade_unsure, warning)        /* {trade, confidence, word} */                               \
    X(trade_of_kbli, info)          /* a KBLI code stands there {trade} */                        \
    X(legal_form_unknown, warning)                                                                \
    X(legal_form_in_name, info)     /* {form} */                                                  \
    X(status_unknown, warning)                                                                    \
    X(status_not_found, warning)    /* "tidak ditemukan": says nothing of its existence */        \
    X(status_unsure, warning)       /* "tidak aktif": read as paused */                           \
    X(flag_unknown, warning)                                                                      \
    X(licence_day_unclear, warning) /* no licence, or several, in the column that it belongs to */ \
    X(kbli_unreadable, error)                                                                     \
    X(kbli_length, error)           /* not 5 digits */                                            \
    X(kbli_unknown, error)          /* no edition has its division */                             \
    X(kbli_padded, warning)         /* leading 0 restored to a number cell */                     \
    X(kbli_several, info)                                                                         \
    /* places */                                                                                  \
    X(rt_unreadable, error)                                                                       \
    X(rt_date, warning)             /* 1-Feb: RT/RW made a date by the spreadsheet {rt, rw} */    \
    X(place_spelling, info)         /* written otherwise than officially {name} */                \
    X(place_misspelt, info)         /* a slip, near one name only {name} */                       \
    X(place_from_address, info)     /* found in the free text {name} */                           \
    X(place_from_title, info)       /* said above the list, not in the row {name} */              \
    X(place_district_only, info)    /* no village is named {name} */                              \
    X(place_ambiguous, warning)     /* several villages; no value {candidates} */                 \
    X(place_unknown, warning)       /* no village of that name here; no value */                  \
    X(place_other_regency, warning) /* another regency is named */                                \
    X(coordinate_unreadable, error)                                                               \
    X(coordinate_outside, warning)  /* not in Indonesia; no value */                              \
    X(coordinate_sign, warning)     /* a minus seems to be missing; no value */                   \
    X(coordinate_swapped, warning)  /* longitude where latitude belongs, or the reverse */        \
    X(coordinate_pair, info)        /* both in one cell */                                        \
    /* names and contacts */                                                                      \
    X(name_titles, info)            /* titles and degrees taken off {titles} */                   \
    X(names_split, info)            /* owner and business in one cell {owner, business} */        \
    X(name_alias, info)             /* another name taken off {alias} */                          \
    X(name_number, info)            /* a list number before the name left out */                  \
    X(name_deceased, warning)       /* Alm.: the owner has died */                                \
    X(name_several, warning)        /* more than one person */                                    \
    X(name_digits, warning)         /* digits in a person's name */                               \
    X(name_short, warning)          /* one letter */                                              \
    X(business_generic, info)       /* "Toko Kelontong": tells it from no other */                \
    X(email_in_phone, info)                                                                       \
    X(phone_in_email, info)
// clang-format on

namespace finding {
#define X(name, severity) inline constexpr Finding name{"intake." #name, Severity::severity};
BINA_VALUE_FINDINGS(X)
#undef X
}  // namespace finding

/// All of them, so that a test can hold the client's sentences against the list.
inline constexpr std::array value_findings{
#define X(name, severity) finding::name,
    BINA_VALUE_FINDINGS(X)
#undef X
};

}  // namespace bina::intake
