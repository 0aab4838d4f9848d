#pragma once
#include "census/target.h"

/// Packs: who walks where, and what his phone knows.
namespace bina::census {

/// In order of precedence.
namespace error {
inline constexpr base::ErrorKind pack_not_found{"census.pack_not_found", 404};
/// The account may not visit there: it holds no role that does, or is disabled.
inline constexpr base::ErrorKind not_an_enumerator{"census.not_an_enumerator", 422};
inline constexpr base::ErrorKind nothing_assigned{"census.nothing_assigned", 409};
}  // namespace error

inline constexpr std::size_t assigned_together_max = 200;

struct Pack {
    PackId id;
    CampaignId campaign;
    std::int64_t number = 0;
    std::string village;
    std::int64_t targets = 0;
    std::string enumerator;
    std::string enumerator_name;
    std::int64_t version = 0;
};

/// Gives packs to an enumerator; who had them is kept on record. Errors: access::denied (census.plan where
/// the packs lie), pack_not_found, wrong_state (published), not_an_enumerator.
base::Result<void> assign(storage::Tx&, access::Actor const&, RegencyCode const&, CampaignId const&,
                          std::vector<PackId> const&, access::AccountId const& to, std::string_view reason);
/// Everything that one enumerator has to another, in one step: visits and drafts stay, and the first may
/// still send what he has. Returns how many packs. Errors: as above, nothing_assigned.
base::Result<std::int64_t> reassign(storage::Tx&, access::Actor const&, RegencyCode const&, CampaignId const&,
                                    access::AccountId const& from, access::AccountId const& to,
                                    std::string_view reason);

struct Enumerator {
    access::AccountId id;
    std::string name;
};
/// Who may be given packs, by name. Error: access::denied (census.plan over the regency or a part of it).
base::Result<std::vector<Enumerator>> enumerators(storage::Tx&, access::Actor const&, RegencyCode const&);

struct Assignment {
    PackId pack;
    std::int64_t number = 0;
    std::string from;
    std::string to;
    std::string to_name;
    std::string reason;
    base::Instant at;
    std::string actor_name;
};
/// Of a campaign, the latest first. Error: access::denied (census.plan).
base::Result<std::vector<Assignment>> assignments(storage::Tx&, access::Actor const&, RegencyCode const&,
                                                  CampaignId const&);

/// All of a campaign, by number. Error: access::denied (census.plan or census.review).
base::Result<std::vector<Pack>> packs(storage::Tx&, access::Actor const&, RegencyCode const&,
                                      CampaignId const&);
/// One's own, of campaigns that take visits. Error: access::denied (census.visit within the regency).
base::Result<std::vector<Pack>> my_packs(storage::Tx&, access::Actor const&, RegencyCode const&);
/// One's own. Errors: access::denied, also for that of somebody else; pack_not_found.
base::Result<Pack> my_pack(storage::Tx&, access::Actor const&, RegencyCode const&, PackId const&);
/// The caller has checked who may.
base::Result<std::optional<Pack>> find_pack(storage::Tx&, RegencyCode const&, PackId const&);
/// Whether the account has or had the pack.
base::Result<bool> had_pack(storage::Tx&, RegencyCode const&, Pack const&, std::string_view account);
/// Targets that changed after a version, in that order; all of them after 0.
base::Result<std::vector<Target>> changed_targets(storage::Tx&, RegencyCode const&, PackId const&,
                                                  std::int64_t after);

}  // namespace bina::census
