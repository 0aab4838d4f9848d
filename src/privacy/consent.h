#pragma once
#include "access/actor.h"
#include "registry/fact.h"
#include "storage/reseal.h"

/// What the office uses personal data for, and what people have agreed to (UU 27/2022 Art. 20 to 24).
namespace bina::privacy {

using base::RegencyCode;
using registry::BusinessId;
using ConsentId = base::Id<struct ConsentTag>;

/// In order of precedence.
namespace error {
inline constexpr base::ErrorKind purpose_unknown{"privacy.purpose_unknown", 422};
/// The purpose rests on a duty of the office, not on consent.
inline constexpr base::ErrorKind needs_no_consent{"privacy.needs_no_consent", 422};
inline constexpr base::ErrorKind consent_not_found{"privacy.consent_not_found", 404};
inline constexpr base::ErrorKind consent_id_reused{"privacy.consent_id_reused", 409};
}  // namespace error

/// One line of the register of processing.
struct Purpose {
    std::string purpose;
    std::string title;
    std::string basis;
    std::string law;
    std::string recipients;
    std::string retention;
    std::vector<std::string> fields;
};
base::Result<std::vector<Purpose>> purposes(storage::Tx&);

struct Consent {
    ConsentId id;
    RegencyCode regency;
    BusinessId business;
    std::string purpose;
    base::Day given_on;
    std::optional<base::Day> until;  ///< The last day; absent: until it is withdrawn.
    std::string recipient;
    std::string way;  ///< How it was given: a signed form, a recorded call, a box that was ticked.
    std::string note;
    base::Instant recorded_at;
    std::string actor;
    std::optional<base::Instant> withdrawn_at;

    bool holds(base::Day) const;
};

/// The same call again changes nothing. Errors: access::denied, purpose_unknown, needs_no_consent,
/// registry::error::not_found, registry::error::future_day, consent_id_reused.
base::Result<void> give_consent(storage::Tx&, access::Actor const&, Consent const&);
/// Errors: access::denied, consent_not_found.
base::Result<void> withdraw_consent(storage::Tx&, access::Actor const&, RegencyCode const&, ConsentId const&);
/// All that are open, as a person's request to use his data no more has it; how many.
base::Result<std::int64_t> withdraw_all(storage::Tx&, access::Actor const&, RegencyCode const&,
                                        BusinessId const&);
/// Newest first. Error: access::denied.
base::Result<std::vector<Consent>> consents_of(storage::Tx&, access::Actor const&, RegencyCode const&,
                                               BusinessId const&);

/// Whether personal data of the business may be given away for that purpose on that day: somebody agreed, and
/// nothing is restricted. Whoever shares data asks this first.
base::Result<bool> may_share(storage::Tx&, RegencyCode const&, BusinessId const&, std::string_view purpose,
                             base::Day);

inline constexpr std::array sealed_columns{
    storage::SealedColumn{"consent", "body", {{{"regency"}, {"id"}}}},
    storage::SealedColumn{"privacy_request", "body", {{{"regency"}, {"id"}}}},
    storage::SealedColumn{"privacy_step", "body", {{{"regency"}, {"request"}, {"seq", true}}}}};

/// Texts of a sealed body, one behind the other, and back; none of them holds a zero byte.
std::string joined(std::initializer_list<std::string_view> texts);
/// Throws storage::Damage unless the body holds exactly as many.
std::vector<std::string> parted(storage::Vault const&, std::string_view sealed, std::size_t count);

}  // namespace bina::privacy
