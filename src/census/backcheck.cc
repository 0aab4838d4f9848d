#include "census/backcheck.h"

#include <xxhash.h>

#include <algorithm>

#include "audit/audit.h"
#include "base/fold.h"
#include "base/json.h"

namespace bina::census {
namespace {

using access::Actor;
using access::Permission;
using base::fail;
using base::Result;
using storage::Bytes;
using storage::Row;
using storage::Tx;

constexpr std::string_view draw_columns = "id, campaign, share_bp, population, at, actor_name";

Draw read_draw(RegencyCode const& regency, Row const& row) {
    return {.id = row.get<DrawId>(0),
            .regency = regency,
            .campaign = row.get<CampaignId>(1),
            .share_bp = row.integer(2),
            .population = row.integer(3),
            .at = row.get<base::Instant>(4),
            .actor_name = row.get<std::string>(5)};
}

Result<void> count_verdicts(Tx& tx, Draw& draw) {
    return tx.each(
        "SELECT verdict, count(*) FROM backcheck_visit WHERE regency = $1 AND draw = $2 GROUP BY verdict",
        [&](Row const& row) {
            draw.drawn += row.integer(1);
            if (row.text(0) == "same") draw.same = row.integer(1);
            if (row.text(0) == "differs") draw.differs = row.integer(1);
            if (row.text(0) == "unsure") draw.unsure = row.integer(1);
        },
        draw.regency, draw.id);
}

Result<std::optional<Draw>> known_draw(Tx& tx, RegencyCode const& regency, DrawId const& id) {
    static std::string const sql =
        "SELECT " + std::string(draw_columns) + " FROM backcheck WHERE regency = $1 AND id = $2";
    return tx.first(sql, [&](Row const& row) { return read_draw(regency, row); }, regency, id);
}

/// All visits in an order by chance that depends on nothing but the draw's id.
Result<std::vector<std::string>> by_chance(Tx& tx, Draw const& draw) {
    struct Lot {
        std::uint64_t chance;
        std::string visit;
        auto operator<=>(Lot const&) const = default;
    };
    auto const seed = XXH3_64bits(draw.id.text().data(), draw.id.text().size());
    auto lots = TRY(tx.rows(
        "SELECT id FROM visit WHERE regency = $1 AND campaign = $2 AND state <> 'draft'",
        [&](Row const& row) {
            auto const id = row.text(0);
            return Lot{XXH3_64bits_withSeed(id.data(), id.size(), seed), std::string(id)};
        },
        draw.regency, draw.campaign));
    std::ranges::sort(lots);
    std::vector<std::string> visits;
    for (auto& lot : lots) visits.push_back(std::move(lot.visit));
    return visits;
}

}  // namespace

sweep::Share Draw::wrong() const {
    return sweep::share_of_same({.population = population, .same = differs, .other = same, .unsure = unsure});
}

Result<void> draw(Tx& tx, Actor const& actor, Draw const& asked) {
    TRY(actor.require(Permission::census_review, asked.regency));
    TRY(find_campaign(tx, actor, asked.regency, asked.campaign));
    if (auto const known = TRY(known_draw(tx, asked.regency, asked.id))) {
        bool const same = known->campaign == asked.campaign && known->share_bp == asked.share_bp;
        return same ? Result<void>{} : fail(error::draw_id_reused);
    }
    auto const visits = TRY(by_chance(tx, asked));
    if (visits.empty()) return fail(error::nothing_to_draw);
    TRY(
        tx.run("INSERT INTO backcheck (regency, id, campaign, share_bp, population, at, actor, actor_name)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
               asked.regency, asked.id, asked.campaign, asked.share_bp, std::ssize(visits), tx.now(),
               actor.id, actor.name));
    auto const count = (std::ssize(visits) * asked.share_bp + 9'999) / 10'000;
    auto const nothing = tx.vault().seal("");
    for (std::int64_t number = 0; number < count; ++number)
        TRY(tx.run(
            "INSERT INTO backcheck_visit (regency, draw, number, visit, verdict, note, checked_by,"
            " checked_name) VALUES ($1, $2, $3, $4, '', $5, '', '')",
            asked.regency, asked.id, number, visits[static_cast<std::size_t>(number)], Bytes{nothing}));
    base::JsonWriter detail;
    detail.object().field("campaign", asked.campaign.text()).field("drawn", std::int64_t{count}).end();
    return audit::record(tx, actor, "census.drawn", asked.regency.text(), asked.id.text(), detail.text());
}

Result<std::vector<Draw>> draws(Tx& tx, Actor const& actor, RegencyCode const& regency,
                                CampaignId const& campaign) {
    TRY(actor.require(Permission::census_review, regency));
    static std::string const sql = "SELECT " + std::string(draw_columns) +
                                   " FROM backcheck WHERE regency = $1 AND campaign = $2"
                                   " ORDER BY at DESC, id DESC";
    auto all = TRY(tx.rows(sql, [&](Row const& row) { return read_draw(regency, row); }, regency, campaign));
    for (auto& one : all) TRY(count_verdicts(tx, one));
    return all;
}

Result<Draw> find_draw(Tx& tx, Actor const& actor, RegencyCode const& regency, DrawId const& id) {
    TRY(actor.require(Permission::census_review, regency));
    auto found = TRY(known_draw(tx, regency, id));
    if (!found) return fail(error::draw_not_found);
    TRY(count_verdicts(tx, *found));
    return *std::move(found);
}

Result<std::vector<DrawnVisit>> drawn_visits(Tx& tx, Actor const& actor, Draw const& of, std::int64_t after,
                                             std::int64_t limit) {
    TRY(actor.require(Permission::census_review, of.regency));
    return tx.rows(
        "SELECT number, visit, verdict, note, checked_name FROM backcheck_visit"
        " WHERE regency = $1 AND draw = $2 AND number > $3 ORDER BY number LIMIT $4",
        [&](Row const& row) {
            return DrawnVisit{.number = row.integer(0),
                              .visit = row.get<VisitId>(1),
                              .verdict = row.get<std::string>(2),
                              .note = unsealed(tx.vault(), row.bytes(3), "backcheck_visit"),
                              .checked_name = row.get<std::string>(4)};
        },
        of.regency, of.id, after, limit);
}

Result<void> check_back(Tx& tx, Actor const& actor, RegencyCode const& regency, DrawId const& id,
                        std::int64_t number, std::string_view verdict, std::string_view note) {
    auto const of = TRY(find_draw(tx, actor, regency, id));
    auto const found = TRY(drawn_visits(tx, actor, of, number - 1, 1));
    if (found.empty() || found.front().number != number) return fail(error::visit_not_found);
    auto const visit = TRY(known_visit(tx, regency, found.front().visit));
    if (visit && visit->enumerator == actor.id.text()) return fail(error::own_visit);
    if (!found.front().verdict.empty())
        return found.front().verdict == verdict ? Result<void>() : Result<void>(fail(error::checked));
    auto const sealed = tx.vault().seal(base::squeeze(note));
    TRY(
        tx.run("UPDATE backcheck_visit SET verdict = $4, note = $5, checked_by = $6, checked_name = $7,"
               " checked_at = $8 WHERE regency = $1 AND draw = $2 AND number = $3",
               regency, id, number, verdict, Bytes{sealed}, actor.id, actor.name, tx.now()));
    base::JsonWriter detail;
    detail.object().field("number", number).field("verdict", verdict).end();
    return audit::record(tx, actor, "census.checked_back", regency.text(), id.text(), detail.text());
}

}  // namespace bina::census
