#pragma once
#include "census/visit.h"

/// How far a campaign is, from its tallies.
namespace bina::census {

enum class By : std::uint8_t { village, district, enumerator, day };
inline constexpr std::array<std::string_view, 4> by_names{"village", "district", "enumerator", "day"};

struct Coverage {
    std::string key;  ///< Code, account or day.
    std::string name;  ///< Of an enumerator.
    std::int64_t assigned = 0;  ///< Names in packs; 0 by day.
    std::int64_t visited = 0;
    std::int64_t submitted = 0;  ///< Waiting for review.
    std::int64_t returned = 0;
    std::int64_t accepted = 0;
    std::int64_t found = 0;  ///< Whatever their review.
    std::int64_t refused = 0;
    std::int64_t gps = 0;
    std::int64_t photos = 0;
    std::string last_day;  ///< Of the latest visit; "" for none.
    Money honorarium;  ///< Of what is accepted.
};
/// In the order of keys. Errors: access::denied (registry.read within the regency; by enumerator
/// census.review), not_found.
base::Result<std::vector<Coverage>> coverage(storage::Tx&, access::Actor const&, RegencyCode const&,
                                             CampaignId const&, By);

/// What the campaign amounts to: accepted targets by outcome, and what is still open.
struct Figures {
    std::int64_t listed = 0;
    std::int64_t on_the_way = 0;  ///< Found beside the list.
    std::map<std::string, std::int64_t> accepted;  ///< By outcome.
    std::int64_t unreviewed = 0;
    std::int64_t unvisited = 0;
    std::int64_t found = 0;  ///< Accepted ones that exist: the published count.
    std::int64_t removed = 0;  ///< Accepted ones that are none any more.
    std::int64_t target = 0;  ///< As planned,
    std::int64_t target_left = 0;  ///< and without what was removed.
};
/// Errors: access::denied (registry.read within the regency), not_found.
base::Result<Figures> figures(storage::Tx&, access::Actor const&, RegencyCode const&, CampaignId const&);

/// When everybody on the list will have been visited, if it goes on as in the last days.
struct Forecast {
    std::int64_t days = 0;  ///< Of the calendar, looked back on: forecast_days at most.
    std::int64_t days_seen = 0;  ///< Of these with a visit.
    std::int64_t visited = 0;  ///< In these days.
    std::optional<Day> finish;  ///< Nothing is said before visits were made on forecast_days_min days.
};
inline constexpr std::int64_t forecast_days = 14;
inline constexpr std::int64_t forecast_days_min = 3;
/// Errors: as `figures`.
base::Result<Forecast> forecast(storage::Tx&, access::Actor const&, RegencyCode const&, CampaignId const&);

/// Recounts the tallies from the targets; false when they differ.
base::Result<bool> tallies_fit(storage::Tx&, RegencyCode const&, CampaignId const&);

}  // namespace bina::census
