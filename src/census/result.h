#pragma once
#include "base/json.h"
#include "census/coverage.h"

/// What a published campaign found, frozen: the figure, its definition, and a digest over both and over the
/// rows that it counts. Nothing changes those rows afterwards; the digest shows it, and stands in the chain
/// of events, whose anchors outsiders keep.
namespace bina::census {

namespace error {
inline constexpr base::ErrorKind no_result{"census.no_result", 409};  ///< It is not published.
}

struct CampaignResult {
    std::string digest;  ///< SHA-256 in 64 hexadecimal digits.
    std::string definition;  ///< JSON
    std::string figures;  ///< JSON, as `write_figures` writes them.
    std::int64_t rows = 0;
    base::Instant made_at;
    std::string actor_name;

    /// "a1b2-c3d4-e5f6", for print.
    std::string code() const;
};

/// The members of an object.
void write_figures(base::JsonWriter&, Figures const&);

/// Freezes what the campaign found; the caller publishes it in the same transaction.
base::Result<CampaignResult> freeze_result(storage::Tx&, access::Actor const&, Campaign const&);
/// Errors: access::denied (registry.read within the regency), not_found, no_result.
base::Result<CampaignResult> find_result(storage::Tx&, access::Actor const&, RegencyCode const&,
                                         CampaignId const&);
/// Whether figures, definition and rows still give the digest.
base::Result<bool> verify_result(storage::Tx&, RegencyCode const&, CampaignId const&, CampaignResult const&);

}  // namespace bina::census
