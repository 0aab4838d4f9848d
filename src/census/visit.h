#pragma once
#include "census/answers.h"
#include "census/merge.h"
#include "census/pack.h"

/// Visits: sent from phones any number of times, in any order, kept exactly once.
namespace bina::census {

/// In order of precedence.
namespace error {
inline constexpr base::ErrorKind visit_not_found{"census.visit_not_found", 404};
inline constexpr base::ErrorKind visit_id_reused{"census.visit_id_reused", 409};
inline constexpr base::ErrorKind not_running{"census.not_running", 409};  ///< The campaign takes no visits.
inline constexpr base::ErrorKind visit_accepted{"census.visit_accepted", 409};  ///< Nothing changes it now.
inline constexpr base::ErrorKind unknown_base{"census.unknown_base", 422};
inline constexpr base::ErrorKind bad_visit{"census.bad_visit", 422};  ///< With a fault for each field.
inline constexpr base::ErrorKind consent_missing{"census.consent_missing", 422};
/// Who takes a business off the list says why: with a photo, a note, or where he stood.
inline constexpr base::ErrorKind evidence_missing{"census.evidence_missing", 422};
inline constexpr base::ErrorKind no_outcome{"census.no_outcome", 422};
inline constexpr base::ErrorKind outside_campaign{"census.outside_campaign", 422};
}  // namespace error

inline constexpr char value_end = '\x1f';  ///< Parts the values of one answer.
inline constexpr std::size_t note_bytes_max = 1'000;
inline constexpr std::size_t note_bytes_min = 5;

enum class VisitState : std::uint8_t { draft, submitted, returned, accepted };
inline constexpr std::array<std::string_view, 4> visit_states{"draft", "submitted", "returned", "accepted"};
constexpr std::string_view name_of(VisitState state) {
    return visit_states[static_cast<std::size_t>(state)];
}

/// A visit as a phone sends it. Fields of `said`: outcome, consent (`yes`), note, other (the target that a
/// duplicate is of), questionnaire_version, answer.<question>, photo.<sha256>, found.name and the like of a
/// business found on the way; @started_at, @finished_at (milliseconds of the phone's clock), @gps.
struct SentVisit {
    VisitId id;
    RegencyCode regency;
    CampaignId campaign;
    PackId pack;
    TargetId target;
    bool draft = false;
    std::optional<std::int64_t> base;  ///< The version that it changes.
    Said said;
    /// The phone's clock when it sent this; none: taken as right.
    std::optional<base::Instant> device_time;
};

struct Received {
    int status = 200;  ///< 201 for the first time, also when that is sent again.
    std::int64_t version = 0;  ///< That this sending made.
    std::int64_t latest = 0;
    VisitState state = VisitState::submitted;
    std::vector<std::string> conflicts;  ///< Fields in which this sending differs from what stands.
    std::vector<std::string> remarks;
    std::vector<std::string> missing;  ///< Photos that are not here yet.
};
/// Keeps what was sent. The same again gets the same answer; something else under the same id is put together
/// with what stands (merge.h), by `base` or, without, by nothing. Everything is checked before anything is
/// written. Errors: access::denied (census.visit, and the pack is or was his), pack_not_found,
/// visit_id_reused, not_running, target_not_found, visit_accepted, unknown_base, questionnaire_not_found,
/// bad_visit.
base::Result<Received> put_visit(storage::Tx&, access::Actor const&, Questionnaires&, SentVisit const&);

struct Visit {
    VisitId id;
    RegencyCode regency;
    CampaignId campaign;
    PackId pack;
    TargetId target;
    std::string village;
    std::string enumerator;
    std::string enumerator_name;
    VisitState state = VisitState::submitted;
    std::string outcome;
    std::int64_t version = 0;
    Day day;
    base::Instant received_at;
    base::Instant changed_at;
    std::int64_t skew_ms = 0;
    std::int64_t minutes = 0;
    bool has_gps = false;
    std::int64_t photos = 0;
    std::int64_t missing = 0;
    std::int64_t conflicts = 0;
    bool faulty = false;
    std::vector<std::string> remarks;
    std::vector<std::string> signals;
    std::string pattern;
    Said said;
    std::string comment;
    std::optional<base::Instant> reviewed_at;
    std::string reviewed_by;
};
inline constexpr std::string_view visit_columns =
    "id, campaign, pack, target, village, enumerator, enumerator_name, state, outcome, version, day,"
    " received_at, changed_at, skew_ms, minutes, has_gps, photos, missing, conflicts, faulty, remarks, "
    "signals,"
    " pattern, body, comment, reviewed_at, reviewed_by";
Visit read_visit(storage::Vault const&, RegencyCode const&, storage::Row const&);
/// The caller has checked who may.
base::Result<std::optional<Visit>> known_visit(storage::Tx&, RegencyCode const&, VisitId const&);
base::Result<void> store_visit(storage::Tx&, Visit const&);
/// For the enumerator who made it or has its pack, and for whoever reviews there. Errors: access::denied,
/// visit_not_found.
base::Result<Visit> find_visit(storage::Tx&, access::Actor const&, RegencyCode const&, VisitId const&);
/// Photos that it names and that are not here.
base::Result<std::vector<std::string>> missing_photos(storage::Tx&, RegencyCode const&, VisitId const&);

/// The answers among what is said, and back.
Answers answers_in(Said const&);
void put_answers(Said&, Answers const&);
/// The hashes of all photos that are named.
std::vector<std::string> photos_in(Questionnaire const&, Said const&);

/// Lets the target count as its visits say, whatever the order in which they came: an accepted one before
/// others, one that says something of the business before one that met nobody, then the latest day.
base::Result<void> refresh_target(storage::Tx&, RegencyCode const&, CampaignId const&, TargetId const&);

inline constexpr std::array visit_sealed_columns{
    storage::SealedColumn{"visit", "body", {{{"regency"}, {"id"}}}},
    storage::SealedColumn{"visit", "comment", {{{"regency"}, {"id"}}}},
    storage::SealedColumn{"visit_revision", "sent", {{{"regency"}, {"visit"}, {"version", true}}}},
    storage::SealedColumn{"visit_revision", "merged", {{{"regency"}, {"visit"}, {"version", true}}}}};

}  // namespace bina::census
