#pragma once
#include "agencies/agency.h"
#include "registry/list.h"

/// A business goes from one agency to another: asked for with a reason, answered with a reason, done only
/// when it is accepted. Nothing is deleted; going back is another hand-over.
namespace bina::agencies {

using registry::BusinessId;
using registry::HandoverId;

/// In order of precedence.
namespace error {
inline constexpr base::ErrorKind handover_not_found{"agencies.handover_not_found", 404};
inline constexpr base::ErrorKind handover_reused{"agencies.handover_reused", 409};
inline constexpr base::ErrorKind reason_missing{"agencies.reason_missing", 422};
inline constexpr base::ErrorKind closed{"agencies.closed", 422};  ///< The agency takes nothing any more.
inline constexpr base::ErrorKind same_agency{"agencies.same_agency", 422};
/// Whoever belongs to agencies asks and answers for these only.
inline constexpr base::ErrorKind not_yours{"agencies.not_yours", 403};
inline constexpr base::ErrorKind handover_open{"agencies.handover_open", 409};  ///< Another one waits.
inline constexpr base::ErrorKind decided{"agencies.decided", 409};  ///< Otherwise, by somebody else.
/// Meanwhile another agency answers for the business.
inline constexpr base::ErrorKind moved_meanwhile{"agencies.moved_meanwhile", 409};
inline constexpr base::ErrorKind no_proposal{"agencies.no_proposal", 409};
/// No agency of that level is named by a rule.
inline constexpr base::ErrorKind no_target{"agencies.no_target", 422};
}  // namespace error

enum class State : std::uint8_t { requested, accepted, refused, withdrawn };
inline constexpr std::array<std::string_view, 4> state_names{"requested", "accepted", "refused", "withdrawn"};
std::optional<State> state_of(std::string_view name);

/// Why it was asked for: a person wanted it, or the business's class asks for another level of government.
enum class Cause : std::uint8_t { person, size_class };
inline constexpr std::array<std::string_view, 2> cause_names{"person", "class"};

/// Businesses that one request may name together.
inline constexpr std::size_t together_max = 200;

struct Handover {
    HandoverId id;
    BusinessId business;
    std::string from;  ///< An agency, registry::conflict, or "" for nobody.
    std::string to;
    Cause cause = Cause::person;
    State state = State::requested;
    std::string reason;
    base::Instant asked_at;
    std::string asked_by;
    std::string answer;
    std::optional<base::Instant> decided_at;
    std::string decided_by;
    // Of the business, as lists show it; empty when its owner's data is restricted.
    std::string name;
    std::string village;
    std::string district;
};

/// Asks for it. The same request again changes nothing. Errors: access::denied (handover.request where the
/// business stands), handover_reused, reason_missing, not_found, closed, registry::error::not_found,
/// same_agency, not_yours, handover_open.
base::Result<void> request(storage::Tx&, access::Actor const&, RegencyCode const&, HandoverId const&,
                           BusinessId const&, AgencyId const& to, std::string_view reason,
                           Cause = Cause::person);

/// Accepts, refuses or withdraws all of them, or none. Errors: access::denied (handover.decide where the
/// business stands; to withdraw handover.request), reason_missing (unless accepted), handover_not_found,
/// not_yours, decided, moved_meanwhile.
base::Result<void> decide(storage::Tx&, access::Actor const&, RegencyCode const&,
                          std::vector<HandoverId> const&, State, std::string_view reason);

struct HandoverQuery {
    RegencyCode regency;
    std::string district;  ///< 6 digits; empty: any.
    std::optional<State> state = {};
    std::string agency;  ///< That gives or takes; empty: any.
    std::string cursor;
    std::int64_t limit = 50;
};
struct HandoverPage {
    std::vector<Handover> items;
    std::string next;
    registry::Count count;
};
/// The newest first. Errors: access::denied, base::malformed (cursor).
base::Result<HandoverPage> handovers(storage::Tx&, access::Actor const&, HandoverQuery const&);
/// Those of one business, the newest first.
base::Result<std::vector<Handover>> handovers_of(storage::Tx&, RegencyCode const&, BusinessId const&);

/// Open ones by agency: how many it gives and how many it is to take.
struct OpenCounts {
    std::map<std::string, std::int64_t> outgoing;
    std::map<std::string, std::int64_t> incoming;
    std::int64_t all = 0;
};
base::Result<OpenCounts> open_counts(storage::Tx&, RegencyCode const&);

inline constexpr std::array sealed_columns{
    storage::SealedColumn{"handover", "reason", {{{"regency"}, {"id"}}}},
    storage::SealedColumn{"handover", "answer", {{{"regency"}, {"id"}}}},
    storage::SealedColumn{"handover_dismissed", "reason", {{{"regency"}, {"business"}, {"class"}}}}};

}  // namespace bina::agencies
