#pragma once
#include <memory>
#include <mutex>

#include "intake/known_pair.h"
#include "registry/class_rule.h"
#include "sweep/search.h"
#include "sweep/tuning.h"

/// The search of a whole registry for businesses that stand in it twice: asked for, run as a job, and what it
/// found put into the queue of doubtful pairs.
namespace bina::sweep {

using SweepId = base::Id<struct SweepTag>;
using TakeId = base::Id<struct TakeTag>;

namespace error {
inline constexpr base::ErrorKind not_found{"sweep.not_found", 404};
inline constexpr base::ErrorKind id_reused{"sweep.id_reused", 409};
inline constexpr base::ErrorKind running{"sweep.running", 409};  ///< Another one of the regency is not done.
inline constexpr base::ErrorKind not_done{"sweep.not_done", 409};
inline constexpr base::ErrorKind not_latest{"sweep.not_latest", 409};  ///< A later one has taken its place.
inline constexpr base::ErrorKind bands_crossed{"sweep.bands_crossed", 422};  ///< Accept lies below review.
inline constexpr base::ErrorKind changed_meanwhile{"sweep.changed_meanwhile", 409};  ///< Not what was seen.
inline constexpr base::ErrorKind take_not_found{"sweep.take_not_found", 404};
inline constexpr base::ErrorKind take_open{"sweep.take_open", 409};  ///< Its job has not ended.
}  // namespace error

inline constexpr std::array sealed_columns{
    storage::SealedColumn{"sweep_part", "body", {{{"regency"}, {"sweep"}, {"number", true}}}}};

inline constexpr std::array<std::string_view, 3> sweep_states{"waiting", "done", "failed"};
enum class State : std::uint8_t { waiting, done, failed };

struct Sweep {
    SweepId id;
    RegencyCode regency;
    State state = State::waiting;
    std::string error;  ///< Key of why it failed.
    base::Instant asked_at;
    std::string actor_name;
    std::optional<base::Instant> finished_at;
    std::int64_t records = 0;
    std::int64_t left_out = 0;
    std::int64_t compared = 0;
    std::int64_t found = 0;
    std::int64_t entered = 0;
    std::int64_t replayed = 0;
    bool ordered = true;  ///< The queue is in line with the settings.
    Settings settings;
};

/// What the job of a sweep and that of its takes need.
struct Tools {
    storage::Db& db;
    registry::ClassRules const& rules;
};
void register_jobs(jobs::Jobs&, Tools const&);

/// Asks for a sweep; the same again changes nothing. Errors: access::denied, running, id_reused.
base::Result<void> ask(storage::Tx&, access::Actor const&, RegencyCode const&, SweepId const&);
/// Errors: access::denied, not_found.
base::Result<Sweep> find(storage::Tx&, access::Actor const&, RegencyCode const&, SweepId const&);
/// The latest first. Error: access::denied.
base::Result<std::vector<Sweep>> sweeps(storage::Tx&, access::Actor const&, RegencyCode const&,
                                        std::int64_t limit);
base::Result<std::vector<RuleSaid>> rules_of(storage::Tx&, RegencyCode const&, SweepId const&);

/// Errors: not_done, not_latest: its result is gone.
base::Result<void> require_latest(storage::Tx&, Sweep const&);

/// Puts the queue in order by other thresholds, levels or prior: a job does. Errors: access::denied,
/// not_found, not_done, not_latest, bands_crossed.
base::Result<void> choose(storage::Tx&, access::Actor const&, RegencyCode const&, SweepId const&,
                          Settings const&);

/// The kept result of a sweep. Errors: not_found, not_done, not_latest.
base::Result<std::shared_ptr<Found const>> load(storage::Tx&, Sweep const&);

/// The result looked at last stays in memory: a finger on a slider asks many times a second.
class Shelf {
public:
    base::Result<std::shared_ptr<Found const>> load(storage::Tx&, Sweep const&);

private:
    std::mutex m_mutex;
    SweepId m_id;
    std::shared_ptr<Found const> m_found;
};

/// What of a sweep's pairs is asked about, as the queue holds it. `edge` lies in `found`.
intake::KnownPair known_pair(Found const&, Scored const&, Settings const&, std::size_t edge, bool refused);

}  // namespace bina::sweep
