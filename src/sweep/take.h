#pragma once
#include "sweep/sweep.h"

/// Many pairs decided by one word of a person, and undone by one.
namespace bina::sweep {

enum class TakeState : std::uint8_t { taking, taken, undoing, undone };
inline constexpr std::array<std::string_view, 4> take_states{"taking", "taken", "undoing", "undone"};

struct Take {
    TakeId id;
    RegencyCode regency;
    SweepId sweep;
    bool merge = true;  ///< Else they are told apart.
    std::string pattern;  ///< Empty: all that may be accepted without looking at each pair.
    std::int64_t least = 0;  ///< Weight.
    TakeState state = TakeState::taking;
    std::int64_t pairs = 0;
    std::int64_t kept = 0;  ///< Could not be undone.
    base::Instant at;
    std::string actor_name;
};

/// What a take would decide.
intake::WaitingQuery waiting(Sweep const&, std::string const& pattern);

/// Asks for a take; a job carries it out. `seen` is the number of pairs of which the person was told. Errors:
/// access::denied, not_found, not_done, not_latest, changed_meanwhile, id_reused.
base::Result<void> take(storage::Tx&, access::Actor const&, Take const&, std::int64_t seen);
/// Errors: access::denied, take_not_found, take_open.
base::Result<void> undo_take(storage::Tx&, access::Actor const&, RegencyCode const&, TakeId const&);
/// Of a sweep, the latest first.
base::Result<std::vector<Take>> takes(storage::Tx&, RegencyCode const&, SweepId const&);

base::Result<void> run_take(Tools const&, jobs::Job const&, jobs::Progress&);
base::Result<void> run_undo(Tools const&, jobs::Job const&, jobs::Progress&);
/// What a job that failed has taken, or has not undone, stands as taken: it can be undone.
base::Result<void> give_up_take(storage::Tx&, jobs::Job const&, base::Error const&);

}  // namespace bina::sweep
