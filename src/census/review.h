#pragma once
#include "census/visit.h"
#include "registry/class_rule.h"

/// What supervisors decide: whether a visit counts, and which of two values is right.
namespace bina::census {

/// In order of precedence.
namespace error {
inline constexpr base::ErrorKind own_visit{"census.own_visit", 409};  ///< Nobody reviews himself.
inline constexpr base::ErrorKind not_submitted{"census.not_submitted",
                                               409};  ///< A draft, sent back, accepted.
inline constexpr base::ErrorKind conflicts_open{"census.conflicts_open", 409};
inline constexpr base::ErrorKind attempts_missing{"census.attempts_missing", 409};  ///< Not three days yet.
/// Another visit of the same target is accepted.
inline constexpr base::ErrorKind target_accepted{"census.target_accepted", 409};
inline constexpr base::ErrorKind conflict_not_found{"census.conflict_not_found", 404};
inline constexpr base::ErrorKind comment_missing{"census.comment_missing", 422};
}  // namespace error

struct VisitQuery {
    RegencyCode regency;
    CampaignId campaign;
    std::string state = "submitted";
    std::string village;  ///< Or a district; empty: the whole regency.
    std::string enumerator;
    std::string outcome;
    std::string signal;  ///< One of signal_names, or "any".
    std::string cursor;
    std::int64_t limit = 50;
};
struct VisitPage {
    std::vector<Visit> items;
    std::string next;
};
/// The oldest first. Errors: access::denied (census.review over the village asked for), base::malformed.
base::Result<VisitPage> visits(storage::Tx&, access::Actor const&, VisitQuery const&);

struct ReviewRules {
    registry::ClassRules const& classes;
    std::function<std::string(std::string_view code)> const& area_name;
    Questionnaires& questionnaires;
};
/// The visit counts: what it says becomes facts of the registry, with the campaign as their source. The same
/// again changes nothing. Errors: access::denied (census.review where it was made), visit_not_found,
/// own_visit, version, not_submitted, conflicts_open, not_running, attempts_missing, target_accepted,
/// bad_visit.
base::Result<void> accept(storage::Tx&, ReviewRules const&, access::Actor const&, RegencyCode const&,
                          VisitId const&, std::int64_t expected);
/// Back to the enumerator, who is told why. Errors: as above, comment_missing.
base::Result<void> send_back(storage::Tx&, access::Actor const&, RegencyCode const&, VisitId const&,
                             std::string_view comment, std::int64_t expected);

/// One side of a conflict: a value, when by the phone's clock and where it was said, and by whom.
struct Side {
    std::string value;
    std::string at;  ///< Milliseconds of the phone's clock, or "".
    std::string place;  ///< As in @gps, or "".
    std::string actor_name;
    base::Instant received_at;
};
struct Conflict {
    std::string field;
    std::int64_t version = 0;
    Side kept;
    Side sent;
    std::string taken;  ///< kept, sent, or "" while nobody has decided.
};
/// The caller has checked who may.
base::Result<std::vector<Conflict>> conflicts(storage::Tx&, RegencyCode const&, VisitId const&);
/// Errors: access::denied (census.review), visit_not_found, conflict_not_found, not_submitted, bad_visit.
base::Result<void> settle(storage::Tx&, access::Actor const&, Questionnaires&, RegencyCode const&,
                          VisitId const&, std::string_view field, std::int64_t version, bool take_sent);

}  // namespace bina::census
