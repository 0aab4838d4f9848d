#include "registry/coach.h"

#include <algorithm>

#include "audit/audit.h"
#include "base/fold.h"
#include "registry/writer.h"

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

/// What a row says beside its key, in the order of the columns from `name` on.
using Told = std::array<std::string, 6>;

std::map<std::string, Told> told(CoachNames const& names, Coaches const& coaches, bool counted) {
    std::map<std::string, Told> rows;
    for (auto const& [folded, coach] : coaches)
        rows[folded] = {coach.name,
                        std::string(names.agency_of(folded)),
                        coach.since.text(),
                        coach.last_day.text(),
                        coach.ended ? coach.ended->text() : "",
                        counted ? "1" : "0"};
    return rows;
}

void begin_coaching(Coaches& coaches, std::string_view name, Fact const& fact) {
    auto const folded = base::fold(name);
    if (folded.empty()) return;
    auto const said = Day::parse(get(fact.values, Field::coached_since));
    auto const since = said ? std::min(*said, fact.day) : fact.day;
    auto const [place, first] = coaches.try_emplace(folded, Coach{std::string(name), since, fact.day});
    if (first) return;
    auto& coach = place->second;
    coach.name = name;
    coach.since = coach.ended ? since : std::min(coach.since, since);
    coach.last_day = fact.day;
    coach.ended.reset();
}

/// Under which names the agency coaches the business. Error: coach_not_found.
Result<Statement> ended_names(Tx& tx, RegencyCode const& regency, CoachEnd const& end) {
    Statement names;
    bool named_later = false;
    TRY(tx.each(
        "SELECT name, last_day FROM coach WHERE regency = $1 AND business = $2 AND agency = $3 AND ended = ''"
        " ORDER BY folded",
        [&](Row const& row) {
            names.push_back({Field::coaching_ended, row.get<std::string>(0)});
            named_later = named_later || row.get<Day>(1) > end.day;
        },
        regency, end.business, end.agency));
    if (names.empty() || named_later) return fail(error::coach_not_found);
    return names;
}

}  // namespace

Coaches coaches_of(std::span<Fact const> facts) {
    Coaches coaches;
    for (auto const& fact : facts) {
        if (fact.withdrawn) continue;
        for (auto const& [field, text] : fact.values) {
            if (field == Field::coached_by) begin_coaching(coaches, text, fact);
            auto const ended =
                field == Field::coaching_ended ? coaches.find(base::fold(text)) : coaches.end();
            if (ended != coaches.end()) ended->second.ended = fact.day;
        }
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
    auto const rows = told(names, coaches, counted);
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
    return stored == told(names, coaches, counted);
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
    auto const changed = TRY(
        tx.run("UPDATE coach SET agency = $3 WHERE regency = $1 AND folded = $2", regency, folded, agency));
    if (changed == 0) return fail(error::coach_not_found);
    if (agency.empty()) {
        TRY(tx.run("DELETE FROM coach_name WHERE regency = $1 AND folded = $2", regency, folded));
        return {};
    }
    TRY(
        tx.run("INSERT INTO coach_name (regency, folded, agency, at, actor) VALUES ($1, $2, $3, $4, $5)"
               " ON CONFLICT (regency, folded) DO UPDATE SET agency = $3, at = $4, actor = $5",
               regency, folded, agency, tx.now(), actor.id));
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

Result<void> add_coach_end(Tx& tx, ClassRules const& rules, access::Actor const& actor,
                           RegencyCode const& regency, CoachEnd const& end) {
    auto const known = TRY(tx.first(
        "SELECT day FROM fact WHERE regency = $1 AND business = $2 AND id = $3",
        [](Row const& row) { return row.get<Day>(0); }, regency, end.business, end.id));
    if (known) return *known == end.day ? Result<void>{} : fail(error::id_reused);
    Fact const fact{.id = end.id,
                    .business = end.business,
                    .day = end.day,
                    .recorded_at = tx.now(),
                    .actor = actor.id.text(),
                    .source = {},
                    .person = {},
                    .reason = end.reason,
                    .values = TRY(ended_names(tx, regency, end))};
    Writer writer(tx, rules, actor, regency);
    TRY(writer.add(fact));
    return writer.finish();
}

}  // namespace bina::registry
