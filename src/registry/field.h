#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/types.h"

/// The one catalogue of what can be said about a business. A list's columns are mapped to it, a form asks for
/// it, a fact stores it, a page shows it, an export writes it.
namespace bina::registry {

/// How a value is written in its canonical form.
enum class FieldKind : std::uint8_t {
    text,  ///< UTF-8, blanks squeezed
    nik,  ///< 16 digits
    family_card,  ///< 16 digits (nomor KK)
    npwp,  ///< 15 or 16 digits
    nib,  ///< 13 digits
    kbli,  ///< 5 digits, and "/2025" where the edition is not that of the day
    phone,  ///< +62…
    email,
    money,  ///< whole rupiah; sales are a year's
    count,  ///< whole number, 0 or more
    day,  ///< YYYY-MM-DD
    year,  ///< YYYY
    village,  ///< Kemendagri code, 10 digits
    district,  ///< Kemendagri code, 6 digits
    coordinate,  ///< decimal degrees with at most 6 digits after the point
    sex,  ///< male, female
    trade,  ///< key of registry::Trade
    legal_form,  ///< key of registry::LegalForm
    status,  ///< key of registry::Status
    flag,  ///< yes, no
    licence,  ///< a number with what is known of it: see registry::LicenceSaid
};

// clang-format off
#define BINA_FIELDS(X)                                        \
    /* enumerator          key                  kind          personal many */ \
    X(business_name,       "business.name",      text,         false, false)   \
    X(legal_form,          "business.legal_form",legal_form,   false, false)   \
    X(trade,               "business.trade",     trade,        false, false)   \
    X(activity,            "business.activity",  text,         false, false)   \
    X(product,             "business.product",   text,         false, false)   \
    X(kbli,                "business.kbli",      kbli,         false, true)    \
    X(started,             "business.started",   year,         false, false)   \
    X(nib,                 "business.nib",       nib,          false, false)   \
    X(npwp,                "business.npwp",      npwp,         true,  false)   \
    X(owner_name,          "owner.name",         text,         true,  false)   \
    X(nik,                 "owner.nik",          nik,          true,  false)   \
    X(family_card,         "owner.family_card",  family_card,  true,  false)   \
    X(sex,                 "owner.sex",          sex,          true,  false)   \
    X(birth_place,         "owner.birth_place",  text,         true,  false)   \
    X(birth_day,           "owner.birth_day",    day,          true,  false)   \
    X(phone,               "contact.phone",      phone,        true,  true)    \
    X(email,               "contact.email",      email,        true,  true)    \
    X(address,             "place.address",      text,         false, false)   \
    X(hamlet,              "place.hamlet",       text,         false, false)   \
    X(rt,                  "place.rt",           text,         false, false)   \
    X(rw,                  "place.rw",           text,         false, false)   \
    X(village,             "place.village",      village,      false, false)   \
    X(district,            "place.district",     district,     false, false)   \
    X(latitude,            "place.latitude",     coordinate,   false, false)   \
    X(longitude,           "place.longitude",    coordinate,   false, false)   \
    X(sales,               "measure.sales",      money,        true,  false)   \
    X(capital,             "measure.capital",    money,        true,  false)   \
    X(assets,              "measure.assets",     money,        true,  false)   \
    X(workers,             "measure.workers",    count,        false, false)   \
    X(workers_male,        "measure.workers_male",   count,    false, false)   \
    X(workers_female,      "measure.workers_female", count,    false, false)   \
    X(licence_sku,         "licence.sku",        licence,      false, true)    \
    X(licence_iumk,        "licence.iumk",       licence,      false, true)    \
    X(licence_pirt,        "licence.pirt",       licence,      false, true)    \
    X(licence_halal,       "licence.halal",      licence,      false, true)    \
    X(licence_bpom,        "licence.bpom",       licence,      false, true)    \
    X(licence_brand,       "licence.brand",      licence,      false, true)    \
    X(status,              "status",             status,       false, false)   \
    X(coached_by,          "coaching.agency",    text,         false, false)   \
    X(coached_since,       "coaching.since",     day,          false, false)   \
    X(coaching_ended,      "coaching.ended",     text,         false, true)    \
    X(flagship,            "flagship",           flag,         false, false)   \
    X(flagship_reason,     "flagship.reason",    text,         false, false)   \
    X(note,                "note",               text,         false, false)
// clang-format on

enum class Field : std::uint8_t {
#define X(name, key, kind, personal, many) name,
    BINA_FIELDS(X)
#undef X
};

struct FieldInfo {
    Field field;
    std::string_view key;  ///< In the API, in stored facts, in the client's sentences.
    FieldKind kind;
    bool personal;  ///< Personal data of UU 27/2022: masked unless unmasked with a purpose, never logged.
    bool many;  ///< A business can have several values at once: a later one does not replace an earlier.
};

inline constexpr std::array fields{
#define X(name, key, kind, personal, many) FieldInfo{Field::name, key, FieldKind::kind, personal, many},
    BINA_FIELDS(X)
#undef X
};
inline constexpr std::size_t field_count = fields.size();

constexpr FieldInfo const& info(Field field) {
    return fields[static_cast<std::size_t>(field)];
}
std::optional<Field> field_of(std::string_view key);
/// Neither lists nor forms say it: a verb of its own does (coach.h).
constexpr bool has_own_verb(Field field) {
    return field == Field::coaching_ended;
}

/// One value said about a business, in the canonical form of its kind.
struct Value {
    Field field;
    std::string text;
    auto operator<=>(Value const&) const = default;
};

/// What one source says about one business: at most one value a field, but for fields with `many`.
using Statement = std::vector<Value>;

/// The first value of `field`, or "".
std::string_view get(Statement const& statement, Field field);
/// Replaces the value of `field` (adds one for a field with `many`); an empty text removes nothing and adds
/// nothing.
void put(Statement& statement, Field field, std::string text);

/// Trades as agencies count them (S1-08); free words of the lists are mapped to them by `intake`.
inline constexpr std::array<std::string_view, 12> trades{"food",      "drink",       "retail",  "fashion",
                                                         "craft",     "service",     "farming", "workshop",
                                                         "transport", "manufacture", "other",   "unknown"};
/// Legal forms: one person (with a trade name such as UD or PO), partnerships, companies, bodies, groups.
inline constexpr std::array<std::string_view, 10> legal_forms{
    "individual",  "cv",     "firma",      "pt",    "pt_individual",
    "cooperative", "bumdes", "foundation", "group", "unknown"};
/// What is known of a business's existence. `claimed` on a list, `found` in the field, `verified` by a check.
inline constexpr std::array<std::string_view, 9> statuses{
    "claimed", "found", "verified", "paused", "closed", "moved", "deceased", "duplicate", "not_business"};
/// True for the statuses that a count of businesses counts: claimed, found, verified, paused.
bool is_counted(std::string_view status);

}  // namespace bina::registry
