#pragma once
#include "intake/pair.h"
#include "registry/list.h"

/// Pairs of two businesses of the registry. Something that looks through all of it finds them; they wait in
/// the queue of doubtful rows, and are decided and undone there like these.
namespace bina::intake {

struct KnownPair {
    registry::BusinessId business;  ///< Stays if they are one.
    registry::BusinessId other;
    std::string district;  ///< Of `business`; empty when not known.
    std::string ground;
    std::int64_t score = 0;  ///< Tenths of bits.
    std::string evidence;
    std::string said;  ///< Key of what both say: a decision holds while it is the same.
    std::string pattern;
    std::int64_t weight = 0;  ///< Hundredths of a bit.
    bool certain = false;  ///< No rule asks for a person.
};

/// A pair that stands in the queue, or was decided there.
struct StandingPair {
    std::string id;
    PairState state = PairState::open;
    registry::BusinessId business;
    registry::BusinessId other;
    std::string said;  ///< Empty of a row that was told apart from a business and became one itself.
    std::optional<base::Instant> decided_at;
};
/// Calls `visit` with every pair of two businesses, and with each row that was told apart from one.
base::Result<void> each_standing_pair(storage::Tx&, RegencyCode const&,
                                      std::function<void(StandingPair const&)> const& visit);

/// Adds the pair, or brings the one that stands as `standing` and waits up to date.
base::Result<void> put_known_pair(storage::Tx&, RegencyCode const&, std::string_view sweep, KnownPair const&,
                                  std::string_view standing = {});
/// Takes a pair of two businesses that waits out of the queue: nobody has decided anything.
base::Result<void> drop_known_pair(storage::Tx&, RegencyCode const&, std::string_view id);

/// What became of the pairs of each pattern of a sweep.
struct PatternState {
    std::string pattern;
    std::int64_t open = 0;
    std::int64_t later = 0;
    std::int64_t merged = 0;
    std::int64_t distinct = 0;
};
base::Result<std::vector<PatternState>> pattern_states(storage::Tx&, RegencyCode const&,
                                                       std::string_view sweep);

/// Pairs of a sweep that wait (state open), the strongest first.
struct WaitingQuery {
    RegencyCode regency;
    std::string sweep;
    std::string pattern;  ///< Empty: any.
    std::int64_t from = INT64_MIN;  ///< Least weight.
    bool certain = false;  ///< Only those of which no rule asks for a person.
};
base::Result<std::int64_t> count_waiting(storage::Tx&, WaitingQuery const&);
base::Result<std::vector<std::string>> waiting_pairs(storage::Tx&, WaitingQuery const&, std::int64_t limit);
/// Pairs decided with `take`, in the reverse of the order in which they were decided.
base::Result<std::vector<std::string>> taken_pairs(storage::Tx&, RegencyCode const&, std::string_view take,
                                                   std::int64_t limit);
/// The pair stays decided, but no longer together with others.
base::Result<void> let_go(storage::Tx&, RegencyCode const&, std::string_view id);
base::Result<std::int64_t> count_taken(storage::Tx&, RegencyCode const&, std::string_view take);

}  // namespace bina::intake
