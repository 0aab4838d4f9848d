#pragma once
#include "intake/row.h"
#include "registry/class_rule.h"

/// Doubtful rows wait here until a person has said whether they are a business already known.
namespace bina::intake {

namespace error {
inline constexpr base::ErrorKind pair_not_found{"intake.pair_not_found", 404};
inline constexpr base::ErrorKind pair_decided{"intake.pair_decided", 409};  ///< By somebody else, otherwise.
inline constexpr base::ErrorKind pair_undecided{"intake.pair_undecided", 409};  ///< There is nothing to undo.
inline constexpr base::ErrorKind pair_withdrawn{"intake.pair_withdrawn", 409};  ///< Its file was undone.
}  // namespace error

enum class PairState : std::uint8_t { open, later, merged, distinct, withdrawn };
inline constexpr std::array<std::string_view, 5> pair_states{"open", "later", "merged", "distinct",
                                                             "withdrawn"};

struct Pair {
    std::string id;
    RegencyCode regency;
    PairState state = PairState::open;
    BatchId batch;  ///< Empty where both sides are businesses of the registry.
    std::int64_t row = 0;
    registry::BusinessId business;  ///< What the row may be.
    registry::BusinessId other;  ///< In place of a row: another business of the registry (known_pair.h).
    std::string district;  ///< Where that business stood when the row was checked; empty when not known.
    std::string ground;  ///< Key of why it is doubtful.
    std::int64_t score = 0;  ///< Tenths of bits; 0 is even odds.
    std::string evidence;  ///< "level:weight level:weight", the levels by their keys in linkage.
    base::Instant created_at;
    std::string made;  ///< Id of the fact that the decision made.
    std::optional<base::Instant> decided_at;
    std::string decided_by;

    bool is_known() const { return !other.empty(); }
};

/// Puts a doubtful row of a batch into the queue.
base::Result<void> park(storage::Tx&, Batch const&, ListRow const&);

/// The business that a row of an earlier file which said the same may be, if it still waits in the queue.
base::Result<std::optional<registry::BusinessId>> parked_before(storage::Tx&, RegencyCode const&,
                                                                std::string_view said);
/// Calls `visit` with the key of what each row that waits in the queue says.
base::Result<void> each_parked(storage::Tx&, RegencyCode const&,
                               std::function<void(std::string_view)> const& visit);

struct PairQuery {
    RegencyCode regency;
    std::string state = "open";  ///< open, later or decided.
    std::string district;  ///< 6 digits: only pairs of businesses there; empty: of the whole regency.
    std::string after;  ///< Cursor: the id of the last pair of the page before.
    std::int64_t limit = 20;
};
/// The surest first. Error: access::denied.
base::Result<std::vector<Pair>> pairs(storage::Tx&, access::Actor const&, PairQuery const&);
/// `area` is a regency or a district; `state` as in PairQuery.
base::Result<std::int64_t> count_pairs(storage::Tx&, base::AreaCode const& area, std::string_view state);
/// Errors: access::denied, pair_not_found.
base::Result<Pair> find_pair(storage::Tx&, access::Actor const&, RegencyCode const&, std::string_view id);

/// `merged`: the row's statement becomes a fact of the business, or the other business part of it.
/// `distinct`: the row becomes a business of its own, or both businesses stay. `later`: it goes to the end.
/// The same decision again changes nothing. `take` names what it was decided together with. Errors:
/// access::denied, pair_not_found, pair_decided, pair_withdrawn.
base::Result<void> decide_pair(storage::Tx&, registry::ClassRules const&, access::Actor const&,
                               RegencyCode const&, std::string_view id, PairState decision,
                               std::string_view take = {});
/// Takes a decision back: what it made is withdrawn. Errors: access::denied, pair_not_found, pair_undecided,
/// registry::error::was_merged (the business has meanwhile become part of another).
base::Result<void> undo_decision(storage::Tx&, registry::ClassRules const&, access::Actor const&,
                                 RegencyCode const&, std::string_view id);

/// For the undoing of a batch.
base::Result<std::vector<registry::BusinessId>> businesses_of_pairs(storage::Tx&, RegencyCode const&,
                                                                    BatchId const&);
base::Result<void> withdraw_pairs(storage::Tx&, RegencyCode const&, BatchId const&);

}  // namespace bina::intake
