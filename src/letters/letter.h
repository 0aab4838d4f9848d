#pragma once
#include <functional>

#include "letters/wording.h"
#include "registry/fact.h"
#include "storage/reseal.h"

/// Letters of an agency to its businesses: worded by templates, numbered by year, kept as they were given
/// out.
namespace bina::letters {

using base::RegencyCode;
using registry::BusinessId;
using LetterId = base::Id<struct LetterTag>;

inline constexpr std::array sealed_columns{
    storage::SealedColumn{"letter", "content", {{{"regency"}, {"business"}, {"id"}}}}};

/// In order of precedence: when several apply, the first is reported.
namespace error {
inline constexpr base::ErrorKind not_found{"letters.not_found", 404};
inline constexpr base::ErrorKind unknown_names{"letters.unknown_names", 422};  ///< A fault for each.
inline constexpr base::ErrorKind number_format{"letters.number_format", 422};  ///< Without {urut} or {tahun}.
inline constexpr base::ErrorKind no_letterhead{"letters.no_letterhead", 409};
inline constexpr base::ErrorKind missing_values{"letters.missing_values", 422};  ///< A fault for each.
inline constexpr base::ErrorKind other_year{"letters.other_year", 422};  ///< A number belongs to this year.
inline constexpr base::ErrorKind id_reused{"letters.id_reused", 409};
inline constexpr base::ErrorKind mark_taken{"letters.mark_taken", 409};  ///< Recommended this year already.
}  // namespace error

/// The key of the fault at "values.NAME" for a value that is missing.
inline constexpr std::string_view missing_value = "letters.missing_value";
/// The key of the fault at "names.NAME" for a name that is no placeholder.
inline constexpr std::string_view unknown_name = "letters.unknown_name";

/// What stands at the head and the foot.
struct Letterhead {
    std::string agency;
    std::string address;
    std::string place;  ///< Before the date.
    std::string position;
    std::string signatory;
    std::string nip;
    std::string number_format;  ///< With {urut} and {tahun}.
    bool operator==(Letterhead const&) const = default;
};

struct Template {
    Kind kind;
    std::int64_t version = 0;  ///< 0: as it comes with the program.
    std::string title;
    std::string body;
};

/// Nothing until it is set. Error: access::denied.
base::Result<std::optional<Letterhead>> letterhead(storage::Tx&, access::Actor const&, RegencyCode const&);
/// Errors: access::denied, number_format.
base::Result<void> set_letterhead(storage::Tx&, access::Actor const&, RegencyCode const&, Letterhead const&);

/// The newest of every kind. Error: access::denied.
base::Result<std::vector<Template>> templates(storage::Tx&, access::Actor const&, RegencyCode const&);
/// Adds a version. Errors: access::denied, unknown_names.
base::Result<void> set_template(storage::Tx&, access::Actor const&, RegencyCode const&, Template const&);

/// What is asked for.
struct Request {
    LetterId id;  ///< Made by the client, so that a repeat is harmless.
    BusinessId business;
    Kind kind;
    base::Day day;
    Values values;  ///< Of the placeholders that are typed.
};

/// A letter as it was given out.
struct Issued {
    LetterId id;
    Kind kind;
    std::string number;
    base::Day day;
    base::Instant at;
    std::string actor;
    std::string content;  ///< JSON with everything that stands on the paper.
};

using AreaName = std::function<std::string(std::string_view code)>;

/// The content as JSON, without a number; what is missing stays between braces. Errors: access::denied,
/// not_found, no_letterhead.
base::Result<std::string> preview(storage::Tx&, AreaName const&, access::Actor const&, RegencyCode const&,
                                  Request const&);

enum class Issue { created, already_known };
/// Gives a letter the next number of the year and keeps it for good; the same asked again changes nothing.
/// Errors: access::denied, not_found, no_letterhead, other_year, missing_values, id_reused, mark_taken.
base::Result<Issue> issue(storage::Tx&, AreaName const&, access::Actor const&, RegencyCode const&,
                          Request const&);

/// Errors: access::denied, not_found.
base::Result<Issued> issued(storage::Tx&, access::Actor const&, RegencyCode const&, BusinessId const&,
                            LetterId const&);
/// Of one business, the newest first. Error: access::denied.
base::Result<std::vector<Issued>> letters_of(storage::Tx&, access::Actor const&, RegencyCode const&,
                                             BusinessId const&);

}  // namespace bina::letters
