#pragma once
#include "census/review.h"
#include "sweep/estimate.h"

/// Back-checks: visits drawn by chance, made again by somebody else, and what they tell of all of them.
namespace bina::census {

using DrawId = base::Id<struct DrawTag>;

/// In order of precedence.
namespace error {
inline constexpr base::ErrorKind draw_not_found{"census.draw_not_found", 404};
inline constexpr base::ErrorKind draw_id_reused{"census.draw_id_reused", 409};
inline constexpr base::ErrorKind nothing_to_draw{"census.nothing_to_draw", 409};
inline constexpr base::ErrorKind checked{"census.checked", 409};  ///< By somebody else, otherwise.
}  // namespace error

inline constexpr std::int64_t share_bp_min = 500;
inline constexpr std::int64_t share_bp_max = 1'000;

struct Draw {
    DrawId id;
    RegencyCode regency;
    CampaignId campaign;
    std::int64_t share_bp = share_bp_min;
    std::int64_t population = 0;
    base::Instant at;
    std::string actor_name;
    std::int64_t drawn = 0;
    std::int64_t same = 0;
    std::int64_t differs = 0;
    std::int64_t unsure = 0;

    /// Of all visits the share that is wrong, with the interval that holds it in 95 of 100 draws.
    sweep::Share wrong() const;
};

/// Draws of all visits that were sent and are no drafts, in an order by chance that the id makes: the same id
/// draws the same ones. The same again changes nothing. Errors: access::denied (census.review), not_found,
/// draw_id_reused, nothing_to_draw.
base::Result<void> draw(storage::Tx&, access::Actor const&, Draw const&);
/// Of a campaign, the latest first. Error: access::denied.
base::Result<std::vector<Draw>> draws(storage::Tx&, access::Actor const&, RegencyCode const&,
                                      CampaignId const&);
/// Errors: access::denied, draw_not_found.
base::Result<Draw> find_draw(storage::Tx&, access::Actor const&, RegencyCode const&, DrawId const&);

struct DrawnVisit {
    std::int64_t number = 0;
    VisitId visit;
    std::string verdict;
    std::string note;
    std::string checked_name;
};
/// Those after a number. Error: access::denied.
base::Result<std::vector<DrawnVisit>> drawn_visits(storage::Tx&, access::Actor const&, Draw const&,
                                                   std::int64_t after, std::int64_t limit);
/// `verdict`: same, differs or unsure. The same again changes nothing. Errors: access::denied,
/// draw_not_found, visit_not_found, own_visit, checked.
base::Result<void> check_back(storage::Tx&, access::Actor const&, RegencyCode const&, DrawId const&,
                              std::int64_t number, std::string_view verdict, std::string_view note);

inline constexpr std::array backcheck_sealed_columns{
    storage::SealedColumn{"backcheck_visit", "note", {{{"regency"}, {"draw"}, {"number", true}}}}};

}  // namespace bina::census
