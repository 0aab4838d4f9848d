#pragma once
#include "intake/batch.h"
#include "jobs/jobs.h"
#include "storage/reseal.h"

/// The keys with which personal data is sealed: which are in use, and how all of it comes under a new one
/// while the office works (docs/adr/010-key-ring.md).
namespace bina::privacy {

namespace job {
inline constexpr std::string_view reseal = "privacy.reseal";
}

/// Everything that is sealed: the columns of all modules, and the files of lists.
struct Sealed {
    storage::Db& db;
    intake::Content const& content;
    std::vector<storage::SealedColumn> columns;
};

struct KeyUse {
    storage::Vault::Key key;
    std::int64_t values = 0;  ///< In rows of the store.
    std::int64_t files = 0;
    bool newest = false;
};
/// Every key of the ring, and how much is sealed with it. Reads everything that is sealed.
base::Result<std::vector<KeyUse>> key_uses(Sealed const&);

/// Adds a key, which seals from now on, and asks for everything to be sealed anew. Error: keys_used_up.
base::Result<unsigned> rotate(storage::Db&);
/// Asks for everything to be sealed anew with the newest key.
base::Result<void> ask_reseal(storage::Db&);
/// Takes an old key out of the ring. Errors: key_unknown, key_in_use while anything is sealed with it.
base::Result<void> retire(Sealed const&, unsigned number);

void register_key_jobs(jobs::Jobs&, Sealed);

}  // namespace bina::privacy
