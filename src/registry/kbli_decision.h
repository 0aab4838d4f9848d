#pragma once
#include "kbli/store.h"
#include "registry/activity.h"
#include "registry/writer.h"

/// Codes given to many businesses at once: by a person, as facts, undone as one.
namespace bina::registry {

namespace error {
inline constexpr base::ErrorKind decision_empty{"registry.decision_empty",
                                                409};  ///< Nobody is left to decide.
inline constexpr base::ErrorKind decision_undone{"registry.decision_undone", 409};
inline constexpr base::ErrorKind decision_not_found{"registry.decision_not_found", 404};
}  // namespace error

/// Businesses that one decision takes; of more the rest stays in the worklist.
inline constexpr std::int64_t decided_max = 5'000;

/// Whom it concerns: counted businesses whose main code is `from` and who do `activity`.
struct KbliDecision {
    BatchId id;  ///< Made by the client; also the batch of the facts.
    std::string from;  ///< A code with its edition; "" for those without one, "*" for each old code that has
                       ///< one successor.
    std::string activity;  ///< Folded; "*" for any.
    kbli::Code to;  ///< Not given with from "*": each gets its own successor.
    std::int64_t businesses = 0;
    base::Instant at;
    std::string actor;
    std::optional<base::Instant> undone_at;
};

struct Decided {
    std::int64_t businesses = 0;
    std::int64_t left = 0;  ///< Beyond decided_max.
};

/// What was decided holds from today on. The same decision again changes nothing. Errors: access::denied
/// (registry.write), kbli::error::unknown_code, base::malformed, id_reused, decision_undone, decision_empty.
base::Result<Decided> decide_kbli(storage::Tx&, ClassRules const&, kbli::Table const&, access::Actor const&,
                                  RegencyCode const&, KbliDecision const&);

/// What the decision said no longer counts. Errors: access::denied, decision_not_found; a repeat changes
/// nothing.
base::Result<void> undo_kbli(storage::Tx&, ClassRules const&, access::Actor const&, RegencyCode const&,
                             BatchId const& decision);

/// The newest first. Error: access::denied.
base::Result<std::vector<KbliDecision>> kbli_decisions(storage::Tx&, access::Actor const&, RegencyCode const&,
                                                       int limit);

/// A group of a worklist with the classes proposed for it, the likeliest first.
struct ActivityWork {
    std::string activity;
    std::int64_t businesses = 0;
    std::vector<kbli::Candidate> candidates;
};
struct ActivityPage {
    std::vector<ActivityWork> items;  ///< The largest first.
    std::string next;  ///< The cursor of the next page; empty on the last.
};
/// Counted businesses whose main code is `from` ("" for none), by what they do. For a code of 2020 the
/// candidates are its successors. Errors: access::denied, base::malformed (cursor).
base::Result<ActivityPage> activity_work(storage::Tx&, kbli::Table const&, access::Actor const&,
                                         RegencyCode const&, std::string_view from, std::string_view cursor,
                                         std::int64_t limit);

}  // namespace bina::registry
