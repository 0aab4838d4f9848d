#pragma once
#include "audit/audit.h"
#include "privacy/consent.h"

/// A failure to protect personal data, and whom to tell of it within 3 × 24 hours (UU 27/2022 Art. 46).
namespace bina::privacy {

using IncidentId = base::Id<struct IncidentTag>;

namespace error {
inline constexpr base::ErrorKind incident_not_found{"privacy.incident_not_found", 404};
inline constexpr base::ErrorKind incident_id_reused{"privacy.incident_id_reused", 409};
inline constexpr base::ErrorKind incident_window{"privacy.incident_window",
                                                 422};  ///< It ends before it begins.
}  // namespace error

/// Law: UU 27/2022 Art. 46(1).
inline constexpr std::int64_t notice_hours = 72;

struct Incident {
    IncidentId id;
    RegencyCode regency;
    base::Instant from;
    base::Instant until;  ///< Exclusive.
    base::Instant discovered_at;
    base::Instant due_at;
    std::vector<std::string> accounts;  ///< Ids; none: anybody.
    std::string what;
    std::string how;
    std::string handling;
    std::optional<base::Instant> agency_told_at;
    std::optional<base::Instant> persons_told_at;
};

/// The same call again with other texts changes them; the window stays. Errors: access::denied,
/// incident_window, incident_id_reused.
base::Result<void> put_incident(storage::Tx&, access::Actor const&, Incident const&);
enum class Told : std::uint8_t { agency, persons };
/// Notes that somebody has been told, now. Errors: access::denied, incident_not_found.
base::Result<void> note_told(storage::Tx&, access::Actor const&, RegencyCode const&, IncidentId const&, Told);
/// Newest first. Error: access::denied.
base::Result<std::vector<Incident>> incidents(storage::Tx&, access::Actor const&, RegencyCode const&);
/// Errors: access::denied, incident_not_found.
base::Result<Incident> find_incident(storage::Tx&, access::Actor const&, RegencyCode const&,
                                     IncidentId const&);

struct Affected {
    BusinessId business;
    std::string name;
    std::string owner;
    std::string village;
    std::int64_t times = 0;
};
/// What the chain of events says was opened or taken in the window.
struct BreachPack {
    Incident incident;
    std::vector<audit::Event> events;  ///< Newest first, at most `events_kept`.
    bool more_events = false;
    std::vector<Affected> persons;  ///< Whose data was opened one by one: for letters.
    std::int64_t exported_rows = 0;  ///< In lists that were taken, masked.
    std::int64_t clear_rows = 0;  ///< In lists taken in clear.
    std::int64_t list_rows = 0;  ///< Of senders' lists, opened or taken.
    std::int64_t chain_broken_at = 0;  ///< 0: the chain is whole, so that nothing is missing here.
};
inline constexpr std::size_t events_kept = 5'000;
/// Records that it was made. Errors: access::denied, incident_not_found.
base::Result<BreachPack> breach_pack(storage::Tx&, access::Actor const&, RegencyCode const&,
                                     IncidentId const&);

inline constexpr std::array incident_columns{
    storage::SealedColumn{"incident", "body", {{{"regency"}, {"id"}}}}};

}  // namespace bina::privacy
