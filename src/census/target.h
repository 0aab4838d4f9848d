#pragma once
#include "census/campaign.h"
#include "storage/reseal.h"

/// Businesses to be visited, and how many of them stand where.
namespace bina::census {

using registry::BusinessId;
using PackId = base::Id<struct PackTag>;
using TargetId = base::Id<struct TargetTag>;
using VisitId = base::Id<struct VisitTag>;

namespace error {
inline constexpr base::ErrorKind target_not_found{"census.target_not_found", 404};
}  // namespace error

/// What an enumerator finds a business by.
struct Address {
    std::string name;
    std::string owner;
    std::string address;
    std::string hamlet;
    std::string rt;
    std::string rw;
};

enum class TargetState : std::uint8_t { open, submitted, returned, accepted };
inline constexpr std::array<std::string_view, 4> target_states{"open", "submitted", "returned", "accepted"};

/// What a visited target counts as.
struct TargetCell {
    TargetState state = TargetState::open;
    std::string outcome;
    std::string visit;
    std::string enumerator;
    std::string day;
    bool gps = false;
    bool photo = false;
    bool operator==(TargetCell const&) const = default;
};

struct Target {
    TargetId id;
    CampaignId campaign;
    PackId pack;
    std::int64_t place = 0;
    std::string village;
    std::string business;
    bool twin = false;
    Address address;
    TargetCell cell;
    std::int64_t attempts = 0;
    std::string draft;
    std::int64_t changed = 0;
};

inline constexpr std::string_view target_columns =
    "id, campaign, pack, place, village, business, twin, body, state, outcome, visit, visited_by, "
    "visited_day,"
    " has_gps, has_photo, attempts, draft, changed";
Target read_target(storage::Vault const&, storage::Row const&);

/// The caller has checked who may.
base::Result<std::optional<Target>> find_target(storage::Tx&, RegencyCode const&, CampaignId const&,
                                                TargetId const&);
/// As it may be shown: without name and address if its owner has restricted the use of his data.
base::Result<std::optional<Target>> shown_target(storage::Tx&, RegencyCode const&, CampaignId const&,
                                                 TargetId const&);
/// Names and addresses of those whose owners have restricted the use of their data are left out.
base::Result<void> leave_out_restricted(storage::Tx&, RegencyCode const&, std::vector<Target>&);
/// Stores a target of a pack that counts it already.
base::Result<void> insert_listed(storage::Tx&, RegencyCode const&, Target const&);
/// Adds a target to its pack; its `changed` is the pack's new version.
base::Result<void> insert_target(storage::Tx&, RegencyCode const&, Target);
/// Brings a stored target from what it was to what it is, and the tallies with it.
base::Result<void> store_target(storage::Tx&, RegencyCode const&, Target const& before, Target const& after);

/// Overwrites what names the person: for the erasure of personal data only.
base::Result<void> erase_address(storage::Tx&, RegencyCode const&, Target const&);

/// Takes the whole prelist of a draft away.
base::Result<void> forget_prelist(storage::Tx&, RegencyCode const&, CampaignId const&);
/// Targets of which nobody has said whether they count.
base::Result<std::int64_t> count_unreviewed(storage::Tx&, RegencyCode const&, CampaignId const&);

/// Rows behind a figure; empty fields are any.
struct TargetQuery {
    RegencyCode regency;
    CampaignId campaign;
    std::string village;  ///< Or a district, or the regency.
    std::string enumerator;
    std::string day;
    std::string outcome;
    std::string state;
    std::string pack;
    bool gps = false;  ///< Only those with.
    bool photo = false;
    std::optional<std::string> product = {};  ///< What they make: a KBLI, or "" for what has none.
    std::string after;  ///< Id of the last one of the page before.
    std::int64_t limit = 50;
};
/// In the order of ids. Error: access::denied (census.review or census.plan over the village asked for).
base::Result<std::vector<Target>> targets(storage::Tx&, access::Actor const&, TargetQuery const&);

inline constexpr std::array target_sealed_columns{
    storage::SealedColumn{"census_target", "body", {{{"regency"}, {"campaign"}, {"id"}}}},
    storage::SealedColumn{"pack_assignment", "reason", {{{"regency"}, {"pack"}, {"number", true}}}}};

}  // namespace bina::census
