#pragma once
#include "census/pack.h"
#include "jobs/jobs.h"

/// The names to be visited, from the registry: by village and walking order, in packs.
namespace bina::census {

struct Tools {
    storage::Db& db;
};
/// Makes the prelist of a draft (job `census.prelist`): counted anew each time it is asked for.
void register_jobs(jobs::Jobs&, Tools const&);

/// The order in which an enumerator walks: hamlet, RW, RT, street, number, name.
struct WalkingKey {
    std::string hamlet;
    std::int64_t rw = 0;
    std::int64_t rt = 0;
    std::string street;
    std::int64_t number = 0;
    std::string name;
    auto operator<=>(WalkingKey const&) const = default;
};
WalkingKey walking_key(Address const&);

/// How many of `names` each pack of a village gets: as few packs as can be, as even as can be.
std::vector<std::int64_t> pack_sizes(std::int64_t names, std::int64_t at_most);

}  // namespace bina::census
