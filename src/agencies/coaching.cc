#include "agencies/coaching.h"

#include "agencies/shared.h"
#include "audit/audit.h"
#include "base/json.h"
#include "base/zone.h"
#include "registry/business.h"
#include "registry/restriction.h"

namespace bina::agencies {
namespace {

using access::Actor;
using access::Permission;
using base::Day;
using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

/// Businesses that several agencies coach, before what else is asked of them.
constexpr std::string_view several =
    "SELECT c.business FROM registry_coach c WHERE c.regency = $1 AND c.agency <> '' AND c.ended = ''"
    " AND c.counted = 1{} GROUP BY c.business HAVING count(DISTINCT c.agency) > 1";
constexpr std::string_view no_lead =
    " AND NOT EXISTS (SELECT 1 FROM coach_lead l WHERE l.regency = c.regency AND l.business = c.business)";

Conditions conditions_of(DoubleQuery const& query) {
    Conditions where(query.regency);
    if (query.undecided) where.sql += no_lead;
    if (!query.district.empty())
        where.add(
            " AND EXISTS (SELECT 1 FROM registry_responsible r WHERE r.regency = c.regency"
            " AND r.business = c.business AND r.district = {})",
            query.district);
    if (!query.agency.empty())
        where.add(
            " AND EXISTS (SELECT 1 FROM registry_coach o WHERE o.regency = c.regency"
            " AND o.business = c.business AND o.ended = '' AND o.agency = {})",
            query.agency);
    return where;
}

std::string businesses(Conditions const& where) {
    return fmt::format(several, where.sql);
}

Result<registry::Count> count_double_of(Tx& tx, Conditions const& where) {
    std::int64_t count = 0;
    TRY(tx.each_with(fmt::format("SELECT count(*) FROM ({} LIMIT {}) AS matching", businesses(where),
                                 registry::count_cap + 1),
                     where.args, [&](Row const& row) { count = row.integer(0); }));
    return capped(count);
}

Result<void> complete(Tx& tx, RegencyCode const& regency, DoubleCoached& one) {
    TRY(tx.each(
        "SELECT name, village, district, responsible FROM registry_responsible"
        " WHERE regency = $1 AND business = $2",
        [&](Row const& row) {
            one.name = row.get<std::string>(0);
            one.village = row.get<std::string>(1);
            one.district = row.get<std::string>(2);
            one.responsible = row.get<std::string>(3);
        },
        regency, one.business));
    one.lead = TRY(lead(tx, regency, one.business));
    one.coaches = TRY(coaches(tx, regency, one.business));
    std::erase_if(one.coaches, [](CoachOf const& coach) { return coach.agency.empty() || coach.ended; });
    return {};
}

}  // namespace

Result<std::vector<CoachOf>> coaches(Tx& tx, RegencyCode const& regency, BusinessId const& business) {
    return tx.rows(
        "SELECT name, agency, since, last_day, ended FROM registry_coach WHERE regency = $1 AND business = $2"
        " ORDER BY since, folded",
        [](Row const& row) {
            CoachOf one{.name = row.get<std::string>(0),
                        .agency = row.get<std::string>(1),
                        .since = row.get<Day>(2),
                        .last_day = row.get<Day>(3),
                        .ended = {}};
            if (!row.text(4).empty()) one.ended = row.get<Day>(4);
            return one;
        },
        regency, business);
}

Result<std::string> lead(Tx& tx, RegencyCode const& regency, BusinessId const& business) {
    auto agency = TRY(tx.first(
        "SELECT agency FROM coach_lead WHERE regency = $1 AND business = $2",
        [](Row const& row) { return row.get<std::string>(0); }, regency, business));
    return std::move(agency).value_or("");
}

Result<DoublePage> double_coached(Tx& tx, Actor const& actor, DoubleQuery const& query) {
    auto const area = TRY(registry::area_of({.regency = query.regency, .district = query.district}));
    TRY(actor.require(Permission::registry_read, std::string_view(area)));
    auto where = conditions_of(query);
    DoublePage page{.items = {}, .next = {}, .count = TRY(count_double_of(tx, where))};
    if (!query.cursor.empty()) {
        if (!BusinessId::parse(query.cursor)) return fail(base::malformed, "cursor");
        where.add(" AND c.business > {}", query.cursor);
    }
    TRY(tx.each_with(fmt::format("{} ORDER BY c.business LIMIT {}", businesses(where), query.limit + 1),
                     where.args,
                     [&](Row const& row) { page.items.push_back({.business = row.get<BusinessId>(0)}); }));
    if (std::ssize(page.items) > query.limit) {
        page.items.pop_back();
        page.next = page.items.back().business.text();
    }
    auto const restricted = TRY(registry::restricted_businesses(tx, query.regency));
    for (auto& one : page.items) {
        TRY(complete(tx, query.regency, one));
        if (restricted.contains(one.business.text())) one.name.clear();
    }
    return page;
}

Result<std::int64_t> count_double(Tx& tx, RegencyCode const& regency) {
    return TRY(count_double_of(tx, conditions_of({.regency = regency}))).value;
}

Result<void> set_lead(Tx& tx, Actor const& actor, RegencyCode const& regency, BusinessId const& business,
                      AgencyId const& agency) {
    TRY(registry::require_at(tx, actor, Permission::handover_decide, regency, business));
    auto const all = TRY(coaches(tx, regency, business));
    bool const coaches_it = std::ranges::any_of(
        all, [&](CoachOf const& one) { return one.agency == agency.text() && !one.ended; });
    if (!coaches_it) return fail(error::not_a_coach, agency.text());
    if (TRY(lead(tx, regency, business)) == agency.text()) return {};
    TRY(
        tx.run("INSERT INTO coach_lead (regency, business, agency, at, actor) VALUES ($1, $2, $3, $4, $5)"
               " ON CONFLICT (regency, business) DO UPDATE SET agency = $3, at = $4, actor = $5",
               regency, business, agency, tx.now(), actor.id));
    base::JsonWriter detail;
    detail.object().field("agency", agency.text()).end();
    return audit::record(tx, actor, "agencies.lead_set", regency.text(), business.text(), detail.text());
}

Result<void> end_coaching(Tx& tx, registry::ClassRules const& rules, Actor const& actor,
                          RegencyCode const& regency, registry::CoachEnd const& end) {
    TRY(registry::require_at(tx, actor, Permission::handover_request, regency, end.business));
    if (end.day > base::day_in(regency.text(), tx.now())) return fail(error::future_day);
    TRY(require_reason(end.reason));
    TRY(require_acts_for(tx, actor, regency, end.agency.text()));
    TRY(registry::add_coach_end(tx, rules, actor, regency, end));
    // Who leads must coach.
    TRY(tx.run("DELETE FROM coach_lead WHERE regency = $1 AND business = $2 AND agency = $3", regency,
               end.business, end.agency));
    base::JsonWriter detail;
    detail.object().field("agency", end.agency.text()).field("day", end.day.text()).end();
    return audit::record(tx, actor, "agencies.coaching_ended", regency.text(), end.business.text(),
                         detail.text());
}

Result<void> name_coach(Tx& tx, Actor const& actor, RegencyCode const& regency, std::string_view name,
                        std::string_view agency) {
    TRY(actor.require(Permission::agencies_manage, regency));
    if (!agency.empty()) TRY(find_agency(tx, regency, TRY(AgencyId::parse(agency))));
    TRY(registry::keep_coach_name(tx, actor, regency, name, agency));
    base::JsonWriter detail;
    detail.object().field("name", name).field("agency", agency).end();
    return audit::record(tx, actor, "agencies.coach_named", regency.text(), regency.text(), detail.text());
}

}  // namespace bina::agencies
