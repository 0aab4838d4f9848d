#pragma once
#include "audit/audit.h"

/// What an outsider needs to see that the log was not written anew: each day the ends of all chains are told
/// in a short text whose hash is published. docs/jejak-audit.md says how to check it with nothing but Python.
namespace bina::audit {

namespace error {
inline constexpr base::ErrorKind no_anchor{"audit.no_anchor", 404};
inline constexpr base::ErrorKind not_anchored{"audit.not_anchored",
                                              404};  ///< The event came after that anchor.
inline constexpr base::ErrorKind chain_broken{"audit.chain_broken",
                                              409};  ///< Nothing true can be said of it.
}  // namespace error

struct Anchor {
    base::Day day;
    base::Instant made_at;
    std::string text;  ///< "bina-anchor-1", then the day, the anchor before, and a line for each chain.
    std::string hash;  ///< SHA-256 of `text` in hexadecimal.
};

/// The anchor of the day, made now unless it is there. Each names the one before, so that the newest vouches
/// for all. The chains are read beside other work; only the anchor itself waits for the writer.
base::Result<Anchor> anchor_of(storage::Db&, base::Day day);
/// Error: no_anchor.
base::Result<Anchor> find_anchor(storage::Tx&, base::Day day);
/// The newest first.
base::Result<std::vector<Anchor>> anchors(storage::Tx&, std::int64_t limit);

/// What shows that one event stands under an anchor, without showing any other event.
struct Proof {
    Event event;
    std::string before;  ///< The hash of the event before it; empty for the first.
    std::int64_t tree_size = 0;  ///< Events that the anchor covers.
    std::vector<std::string> path;  ///< RFC 6962, 2.1.1: the hashes that lead from the event to the root.
};
/// Errors: access::denied, no_anchor, not_anchored, chain_broken.
base::Result<Proof> prove(storage::Tx&, access::Actor const&, std::string_view regency, std::int64_t seq,
                          base::Day anchor);

}  // namespace bina::audit
