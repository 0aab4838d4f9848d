#include "registry/coach.h"

#include <algorithm>

#include "audit/audit.h"
#include "base/fold.h"

namespace bina::registry {
namespace {

using base::Day;
using base::fail;
using base::Result;
using storage::Arg;
using storage::Row;
using storage::Tx;

constexpr std::array<std::string_view, 9> coach_columns{"regency", "business", "folded", "name",   "agency",
                                                        "since",   "last_day", "ended",  "counted"};

/// The last day of each agency that ended it.
Result<std::map<std::string, Day>> ends_of(Tx& tx, RegencyCode const& regency, BusinessId const& business) {
    std::map<std::string, Day> ends;
    TRY(tx.each(
        "SELECT agency, day FROM coach_end WHERE regency = $1 AND business = $2",
        [&](Row const& row) {
            auto& last = ends[row.get<std::string>(0)];
            last = std::max(last, row.get<Day>(1));
        },
        regency, business));
    return ends;
}

/// What a row says beside its key, in the order of the columns from `name` on.
using Told = std::array<std::string, 6>;

Result<std::map<std::string, Told>> told(Tx& tx, CoachNames const& names, RegencyCode const& regency,
                                         BusinessId const& business, Coaches const& coaches, bool counted) {
    std::map<std::string, Told> rows;
    auto const ends = TRY(ends_of(tx, regency, business));
    for (auto const& [folded, coach] : coaches) {
        std::string const agency(names.agency_of(folded));
        auto const end = ends.find(agency);
        bool const ended = end != ends.end() && end->second >= coach.last_day;
        rows[folded] = {coach.name,
                        agency,
                        coach.since.text(),
                        coach.last_day.text(),
                        ended ? end->second.text() : "",
                        counted ? "1" : "0"};
    }
    return rows;
}

}  // namespace

Coaches coaches_of(std::span<Fact const> facts) {
    Coaches coaches;
    for (auto const& fact : facts) {
        if (fact.withdrawn) continue;
        auto const name = get(fact.values, Field::coached_by);
        auto const folded = base::fold(name);
        if (folded.empty()) continue;
        auto const said = Day::parse(get(fact.values, Field::coached_since));
        auto const since = said ? std::min(*said, fact.day) : fact.day;
        auto const [place, first] = coaches.try_emplace(folded, Coach{std::string(name), since, fact.day});
        if (first) continue;
        place->second.name = name;
        place->second.since = std::min(place->second.since, since);
        place->second.last_day = std::max(place->second.last_day, fact.day);
    }
    return coaches;
}

Result<CoachNames> CoachNames::load(Tx& tx, RegencyCode const& regency) {
    CoachNames names;
    TRY(tx.each(
        "SELECT folded, agency FROM coach_name WHERE regency = $1",
        [&](Row const& row) { names.m_agencies[row.get<std::string>(0)] = row.get<std::string>(1); },
        regency));
    return names;
}

std::string_view CoachNames::agency_of(std::string const& folded) const {
    auto const found = m_agencies.find(folded);
    return found == m_agencies.end() ? std::string_view{} : std::string_view(found->second);
}

Result<void> insert_coaches(Tx& tx, CoachNames const& names, RegencyCode const& regency,
                            BusinessId const& business, Coaches const& coaches, bool counted) {
    if (coaches.empty()) return {};
    auto const rows = TRY(told(tx, names, regency, business, coaches, counted));
    std::vector<Arg> args;
    for (auto const& [folded, row] : rows) {
        args.insert(args.end(), {Arg(regency), Arg(business), Arg(folded)});
        for (auto const& text : std::span(row).first(row.size() - 1)) args.emplace_back(text);
        args.emplace_back(counted ? 1 : 0);
    }
    return tx.append("coach", coach_columns, args);
}

Result<void> delete_coaches(Tx& tx, RegencyCode const& regency, BusinessId const& business) {
    TRY(tx.run("DELETE FROM coach WHERE regency = $1 AND business = $2", regency, business));
    return {};
}

Result<bool> coaches_fit(Tx& tx, CoachNames const& names, RegencyCode const& regency,
                         BusinessId const& business, Coaches const& coaches, bool counted) {
    std::map<std::string, Told> stored;
    TRY(tx.each(
        "SELECT folded, name, agency, since, last_day, ended, counted FROM coach"
        " WHERE regency = $1 AND business = $2",
        [&](Row const& row) {
            auto& one = stored[row.get<std::string>(0)];
            for (int i = 0; i < 5; ++i) one[static_cast<std::size_t>(i)] = row.text(i + 1);
            one[5] = row.integer(6) == 1 ? "1" : "0";
        },
        regency, business));
    if (coaches.empty()) return stored.empty();
    return stored == TRY(told(tx, names, regency, business, coaches, counted));
}

Result<std::vector<CoachName>> coach_names(Tx& tx, RegencyCode const& regency) {
    auto names = TRY(tx.rows(
        "SELECT max(name), max(agency), CAST(sum(counted) AS BIGINT) FROM coach WHERE regency = $1"
        " GROUP BY folded",
        [](Row const& row) {
            return CoachName{row.get<std::string>(0), row.get<std::string>(1), row.integer(2)};
        },
        regency));
    std::ranges::sort(names, [](CoachName const& one, CoachName const& other) {
        return std::tuple(!one.agency.empty(), -one.businesses, std::string_view(one.name)) <
               std::tuple(!other.agency.empty(), -other.businesses, std::string_view(other.name));
    });
    return names;
}

Result<void> keep_coach_name(Tx& tx, access::Actor const& actor, RegencyCode const& regency,
                             std::string_view name, std::string_view agency) {
    auto const folded = base::fold(name);
    auto const changed =
        TRY(tx.run("UPDATE coach SET agency = $3, ended = '' WHERE regency = $1 AND folded = $2", regency,
                   folded, agency));
    if (changed == 0) return fail(error::coach_not_found);
    if (agency.empty()) {
        TRY(tx.run("DELETE FROM coach_name WHERE regency = $1 AND folded = $2", regency, folded));
        return {};
    }
    TRY(
        tx.run("INSERT INTO coach_name (regency, folded, agency, at, actor) VALUES ($1, $2, $3, $4, $5)"
               " ON CONFLICT (regency, folded) DO UPDATE SET agency = $3, at = $4, actor = $5",
               regency, folded, agency, tx.now(), actor.id));
    auto const ends = TRY(tx.rows(
        "SELECT business, day FROM coach_end WHERE regency = $1 AND agency = $2 ORDER BY day",
        [](Row const& row) { return std::pair(row.get<BusinessId>(0), row.get<Day>(1)); }, regency, agency));
    for (auto const& [business, day] : ends)
        TRY(
            tx.run("UPDATE coach SET ended = $4 WHERE regency = $1 AND business = $2 AND folded = $3"
                   " AND last_day <= $4",
                   regency, business, folded, day));
    return {};
}

Result<std::map<std::string, std::int64_t>> coached_counts(Tx& tx, RegencyCode const& regency) {
    std::map<std::string, std::int64_t> counts;
    TRY(tx.each(
        "SELECT agency, count(DISTINCT business) FROM coach WHERE regency = $1 AND agency <> ''"
        " AND ended = '' AND counted = 1 GROUP BY agency",
        [&](Row const& row) { counts[row.get<std::string>(0)] = row.integer(1); }, regency));
    return counts;
}

Result<void> keep_coach_end(Tx& tx, access::Actor const& actor, RegencyCode const& regency,
                            CoachEnd const& end) {
    auto const last = TRY(tx.first(
        "SELECT max(last_day) FROM coach WHERE regency = $1 AND business = $2 AND agency = $3",
        [](Row const& row) { return row.null(0) ? std::string() : row.get<std::string>(0); }, regency,
        end.business, end.agency));
    if (!last || last->empty() || *last > end.day.text()) return fail(error::coach_not_found);
    auto const reason = tx.vault().seal(end.reason);
    auto const added = TRY(tx.run(
        "INSERT INTO coach_end (regency, business, id, agency, day, reason, at, actor)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
        regency, end.business, end.id, end.agency, end.day, storage::Bytes{reason}, tx.now(), actor.id));
    if (added == 0) return {};
    TRY(tx.run(
        "UPDATE coach SET ended = $4 WHERE regency = $1 AND business = $2 AND agency = $3 AND ended < $4",
        regency, end.business, end.agency, end.day));
    return {};
}

}  // namespace bina::registry
