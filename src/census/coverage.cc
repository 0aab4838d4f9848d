#include "census/coverage.h"

#include <algorithm>

#include "base/zone.h"

namespace bina::census {
namespace {

using access::Actor;
using access::Permission;
using base::Result;
using storage::Row;
using storage::Tx;

struct TallyRow {
    std::string village;
    std::string enumerator;
    std::string day;
    std::string outcome;
    std::string state;
    std::int64_t targets;
    std::int64_t gps;
    std::int64_t photos;
    auto operator<=>(TallyRow const&) const = default;
};
TallyRow read_tally(Row const& row) {
    return {row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
            row.get<std::string>(3), row.get<std::string>(4), row.integer(5),
            row.integer(6),          row.integer(7)};
}
Result<std::vector<TallyRow>> tally_rows(Tx& tx, RegencyCode const& regency, CampaignId const& campaign) {
    return tx.rows(
        "SELECT village, enumerator, day, outcome, state, targets, gps, photos FROM census_tally"
        " WHERE regency = $1 AND campaign = $2 AND targets <> 0",
        read_tally, regency, campaign);
}

std::string key_of(By by, std::string_view village, std::string_view enumerator, std::string_view day) {
    switch (by) {
        case By::village:
            return std::string(village);
        case By::district:
            return std::string(village.substr(0, 6));
        case By::enumerator:
            return std::string(enumerator);
        case By::day:
            break;
    }
    return std::string(day);
}

void add(Coverage& to, TallyRow const& row) {
    to.visited += row.targets;
    to.gps += row.gps;
    to.photos += row.photos;
    if (row.state == "submitted") to.submitted += row.targets;
    if (row.state == "returned") to.returned += row.targets;
    if (row.state == "accepted") to.accepted += row.targets;
    auto const* const outcome = outcome_of(row.outcome);
    if (outcome != nullptr && is_found(*outcome)) to.found += row.targets;
    if (row.outcome == "refused") to.refused += row.targets;
    to.last_day = std::max(to.last_day, row.day);
}

}  // namespace

Result<std::vector<Coverage>> coverage(Tx& tx, Actor const& actor, RegencyCode const& regency,
                                       CampaignId const& id, By by) {
    auto const campaign = TRY(find_campaign(tx, actor, regency, id));
    if (by == By::enumerator) TRY(actor.require(Permission::census_review, regency));
    std::map<std::string, Coverage> all;
    TRY(tx.each(
        "SELECT village, enumerator, enumerator_name, targets FROM pack /* by pack_campaign */ WHERE regency "
        "= $1"
        " AND campaign = $2",
        [&](Row const& row) {
            if (by == By::day) return;
            auto& one = all[key_of(by, row.text(0), row.text(1), "")];
            one.assigned += row.integer(3);
            if (by == By::enumerator) one.name = row.text(2);
        },
        regency, id));
    for (auto const& row : TRY(tally_rows(tx, regency, id)))
        add(all[key_of(by, row.village, row.enumerator, row.day)], row);
    std::vector<Coverage> rows;
    for (auto& [key, one] : all) {
        one.key = key;
        one.honorarium = campaign.honorarium_of(one.accepted);
        rows.push_back(std::move(one));
    }
    return rows;
}

Result<Figures> figures(Tx& tx, Actor const& actor, RegencyCode const& regency, CampaignId const& id) {
    auto const campaign = TRY(find_campaign(tx, actor, regency, id));
    Figures all{.listed = campaign.listed, .accepted = {}, .target = campaign.target};
    std::int64_t targets = 0;
    TRY(tx.each(
        "SELECT targets FROM pack /* by pack_campaign */ WHERE regency = $1"
        " AND campaign = $2",
        [&](Row const& row) { targets += row.integer(0); }, regency, id));
    all.on_the_way = targets - campaign.listed;
    all.unvisited = targets;
    for (auto const& row : TRY(tally_rows(tx, regency, id))) {
        all.unvisited -= row.targets;
        if (row.state != "accepted") {
            all.unreviewed += row.targets;
            continue;
        }
        all.accepted[row.outcome] += row.targets;
        auto const* const outcome = outcome_of(row.outcome);
        if (outcome != nullptr && is_found(*outcome)) all.found += row.targets;
        if (outcome != nullptr && outcome->removes) all.removed += row.targets;
    }
    all.target_left = std::max(all.target - all.removed, std::int64_t{0});
    return all;
}

Result<Forecast> forecast(Tx& tx, Actor const& actor, RegencyCode const& regency, CampaignId const& id) {
    constexpr std::int64_t too_far_days = 3'650;
    auto const left = TRY(figures(tx, actor, regency, id)).unvisited;
    auto const today = base::day_in(regency.text(), tx.now());
    auto const earliest = Day::from_number(today.number() - static_cast<std::int32_t>(forecast_days) + 1);
    std::map<std::string, std::int64_t> by_day;
    for (auto const& row : TRY(tally_rows(tx, regency, id)))
        if (row.day >= earliest.text() && row.day <= today.text()) by_day[row.day] += row.targets;
    Forecast seen{.days_seen = std::ssize(by_day)};
    if (by_day.empty()) return seen;
    auto const first = TRY(Day::parse(by_day.begin()->first));
    seen.days = today.number() - first.number() + 1;
    for (auto const& [day, targets] : by_day) seen.visited += targets;
    if (seen.days_seen < forecast_days_min || left == 0) return seen;
    auto const more = (left * seen.days + seen.visited - 1) / seen.visited;
    if (more < too_far_days) seen.finish = Day::from_number(today.number() + static_cast<std::int32_t>(more));
    return seen;
}

Result<bool> tallies_fit(Tx& tx, RegencyCode const& regency, CampaignId const& campaign) {
    auto kept = TRY(tally_rows(tx, regency, campaign));
    auto counted =
        TRY(tx.rows("SELECT village, visited_by, visited_day, outcome, state, count(*),"
                    " CAST(sum(has_gps) AS BIGINT), CAST(sum(has_photo) AS BIGINT) FROM census_target"
                    " WHERE regency = $1 AND campaign = $2 AND state <> 'open'"
                    " GROUP BY village, visited_by, visited_day, outcome, state",
                    read_tally, regency, campaign));
    std::ranges::sort(kept);
    std::ranges::sort(counted);
    return kept == counted;
}

}  // namespace bina::census
