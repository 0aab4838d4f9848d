#pragma once
#include "access/actor.h"
#include "storage/reseal.h"

/// Who did what, when: written in the same transaction as the change itself, as a chain of hashes.
namespace bina::audit {

/// The chain of what belongs to no regency: sign-in, accounts.
inline constexpr std::string_view no_regency = "0000";

inline constexpr std::array sealed_columns{
    storage::SealedColumn{"event", "detail", {{{"regency"}, {"seq", true}}}}};

struct Event {
    std::int64_t seq = 0;
    base::Instant at;
    std::string actor;
    std::string event;  ///< "intake.batch_committed"
    std::string subject;  ///< Id of what was changed.
    std::string detail;  ///< A JSON object without personal data.
    std::string hash;  ///< BLAKE2b-256 over the hash before it and everything above.
};

/// Writes who did what to which record; `detail` is a JSON object without personal data.
base::Result<void> record(storage::Tx&, access::Actor const&, std::string_view event,
                          std::string_view regency, std::string_view subject, std::string_view detail = "{}");

struct Search {
    std::string regency{no_regency};
    std::string event;  ///< Empty: any.
    std::optional<std::vector<std::string>> actors;  ///< Ids; absent: anybody.
    std::string subject;  ///< Empty: any.
    std::optional<base::Instant> since;
    std::optional<base::Instant> until;  ///< Exclusive.
    std::int64_t before = 0;  ///< Only events with a smaller seq; 0: from the newest.
    std::int64_t limit = 50;
};

/// Newest first. Error: access::denied.
base::Result<std::vector<Event>> events(storage::Tx&, access::Actor const&, Search const&);

/// A chain in its order from `from` on, at most `limit` events: for exports. Error: access::denied.
base::Result<std::vector<Event>> events_from(storage::Tx&, access::Actor const&, std::string_view regency,
                                             std::int64_t from, std::int64_t limit);

/// Whether the actor may see the chain of that regency. Error: access::denied.
base::Result<void> may_read(access::Actor const&, std::string_view regency);

inline constexpr std::int64_t count_max = 10'000;
/// How many events fit, whatever their page; counted up to `count_max`. Error: access::denied.
base::Result<std::int64_t> count_events(storage::Tx&, access::Actor const&, Search const&);

struct ChainCheck {
    std::int64_t events = 0;
    std::optional<std::int64_t> broken_at;  ///< The first event whose hash or place does not fit.
};
/// Recomputes the chain: shows what was changed, removed (also from the end) or inserted without the key.
base::Result<ChainCheck> check_chain(storage::Tx&, std::string_view regency);

/// Where a chain ends now: whoever kept this can tell later whether the chain still holds it.
struct ChainEnd {
    std::string regency;
    std::int64_t seq = 0;
    std::string hash;
    bool operator==(ChainEnd const&) const = default;
};
base::Result<std::vector<ChainEnd>> chain_ends(storage::Tx&);

/// The regencies that have a chain.
base::Result<std::vector<std::string>> chains(storage::Tx&);

}  // namespace bina::audit
