#pragma once
#include "sweep/estimate.h"
#include "sweep/sweep.h"

/// Pairs drawn by chance from each band and judged blind.
namespace bina::sweep {

using SampleId = base::Id<struct SampleTag>;

namespace error {
inline constexpr base::ErrorKind sample_not_found{"sweep.sample_not_found", 404};
inline constexpr base::ErrorKind judged{"sweep.judged", 409};  ///< By enough persons, or by this one.
}  // namespace error

inline constexpr std::array<std::string_view, 3> band_names{"accept", "review", "reject"};
inline constexpr std::int64_t sample_max = 600;

struct Sample {
    SampleId id;
    RegencyCode regency;
    SweepId sweep;
    bool twice = false;  ///< A second person judges without knowing what the first said.
    base::Instant asked_at;
    std::string actor_name;
    std::array<Answers, 3> bands;  ///< As in band_names, of what is judged as often as is asked.
    std::int64_t pairs = 0;
    std::int64_t waiting = 0;  ///< For the one who asks: pairs he may judge.
    std::int64_t judged = 0;  ///< By all who are asked.
    std::int64_t disagreed = 0;
};

/// Draws pairs, as many from each band as there are up to a third of `size`. The same again changes nothing.
/// Errors: access::denied, not_found, not_done, not_latest, id_reused.
base::Result<void> draw(storage::Tx&, access::Actor const&, Sample const&, Found const&, std::int64_t size);
/// Of a sweep, the latest first. Error: access::denied.
base::Result<std::vector<Sample>> samples(storage::Tx&, access::Actor const&, RegencyCode const&,
                                          SweepId const&);
/// Errors: access::denied, sample_not_found.
base::Result<Sample> find_sample(storage::Tx&, access::Actor const&, RegencyCode const&, SampleId const&);

/// A pair to be judged: nothing of what it weighs, nor what another said.
struct BlindPair {
    std::int64_t number = 0;
    registry::BusinessId business;
    registry::BusinessId other;
};
base::Result<std::optional<BlindPair>> next_pair(storage::Tx&, access::Actor const&, Sample const&);

/// Errors: access::denied, sample_not_found, judged.
base::Result<void> judge_pair(storage::Tx&, access::Actor const&, RegencyCode const&, SampleId const&,
                              std::int64_t number, std::string_view verdict);

}  // namespace bina::sweep
