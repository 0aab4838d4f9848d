#include "agencies/proposal.h"

#include "agencies/shared.h"
#include "audit/audit.h"
#include "base/json.h"
#include "base/zone.h"
#include "registry/business.h"
#include "registry/past.h"
#include "registry/restriction.h"

namespace bina::agencies {
namespace {

using access::Actor;
using access::Permission;
using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

/// A proposal, and what decides its target.
struct Found {
    Proposal proposal;
    std::string kbli;
    std::string trade;
};

constexpr std::string_view proposal_columns =
    "r.business, r.name, r.village, r.district, r.responsible, r.class, r.kbli, r.trade";

Found read_found(Row const& row) {
    return {.proposal = {.business = row.get<BusinessId>(0),
                         .name = row.get<std::string>(1),
                         .village = row.get<std::string>(2),
                         .district = row.get<std::string>(3),
                         .from = row.get<std::string>(4),
                         .to = {},
                         .size_class = row.get<std::string>(5),
                         .class_before = {},
                         .since = {}},
            .kbli = row.get<std::string>(6),
            .trade = row.get<std::string>(7)};
}

/// Of a whole regency: those above micro, and those under agencies above the regency; each has an index.
/// SQLite keeps the order of a CROSS JOIN.
constexpr std::array<std::string_view, 2> in_regency{
    "registry_larger r JOIN agency a ON a.regency = r.regency AND a.id = r.responsible WHERE r.regency = $1",
    "agency a CROSS JOIN registry_answered r WHERE a.regency = $1 AND a.level <> 'regency'"
    " AND r.regency = a.regency AND r.responsible = a.id AND r.class = 'micro'"};
constexpr std::array<std::string_view, 1> one_business{
    "registry_responsible r JOIN agency a ON a.regency = r.regency AND a.id = r.responsible"
    " WHERE r.regency = $1"};
using Sources = std::span<std::string_view const>;

constexpr std::string_view undecided =
    " AND ((r.class = 'micro' AND a.level <> 'regency') OR (r.class = 'small' AND a.level <> 'province')"
    " OR (r.class = 'medium' AND a.level <> 'centre'))"
    " AND r.status IN ('claimed', 'found', 'verified', 'paused')"
    " AND NOT EXISTS (SELECT 1 FROM handover h WHERE h.regency = r.regency AND h.business = r.business"
    " AND h.state = 'requested')"
    " AND NOT EXISTS (SELECT 1 FROM handover_dismissed d WHERE d.regency = r.regency"
    " AND d.business = r.business AND d.class = r.class)";

Result<std::int64_t> count_matching(Tx& tx, Conditions const& where) {
    std::int64_t count = 0;
    for (auto const source : in_regency)
        TRY(tx.each_with(fmt::format("SELECT count(*) FROM (SELECT 1 FROM {}{}{} LIMIT {}) AS matching",
                                     source, undecided, where.sql, registry::count_cap + 1),
                         where.args, [&](Row const& row) { count += row.integer(0); }));
    return count;
}

Result<std::vector<Found>> find_matching(Tx& tx, Sources sources, Conditions const& where,
                                         std::int64_t limit) {
    std::vector<Found> found;
    for (auto const source : sources)
        TRY(tx.each_with(fmt::format("SELECT {} FROM {}{}{} ORDER BY r.business LIMIT {}", proposal_columns,
                                     source, undecided, where.sql, limit),
                         where.args, [&](Row const& row) { found.push_back(read_found(row)); }));
    std::ranges::sort(found, {},
                      [](Found const& one) { return std::string_view(one.proposal.business.text()); });
    if (std::ssize(found) > limit) found.resize(static_cast<std::size_t>(limit));
    return found;
}

/// Since when it is of its class, and what it was before.
Result<void> say_since(Tx& tx, RegencyCode const& regency, Proposal& proposal) {
    auto const name = [](registry::Change const& change) {
        return registry::class_names[static_cast<std::size_t>(change.cell.size_class)];
    };
    auto const today = base::day_in(regency.text(), tx.now());
    for (auto const& change : TRY(registry::past_of(tx, regency, proposal.business))) {
        if (change.day > today) break;
        if (name(change) != proposal.size_class) {
            proposal.class_before = name(change);
            proposal.since.reset();
        } else if (!proposal.since) {
            proposal.since = change.day;
        }
    }
    if (proposal.class_before.empty()) proposal.since.reset();
    return {};
}

Result<std::vector<Proposal>> completed(Tx& tx, RegencyCode const& regency, std::vector<Found> found) {
    std::vector<Proposal> proposals;
    if (found.empty()) return proposals;
    auto const rules =
        TRY(registry::ResponsibleRules::load(tx, regency, base::day_in(regency.text(), tx.now())));
    auto const restricted = TRY(registry::restricted_businesses(tx, regency));
    for (auto& [proposal, kbli, trade] : found) {
        auto const level = registry::level_of_class(proposal.size_class);
        if (!level) throw storage::Damage("proposal: class");
        proposal.to = rules.decide(*level, {kbli, trade, proposal.district, proposal.village}).agency;
        if (proposal.to == registry::conflict) proposal.to.clear();
        TRY(say_since(tx, regency, proposal));
        if (restricted.contains(proposal.business.text())) proposal.name.clear();
        proposals.push_back(std::move(proposal));
    }
    return proposals;
}

Result<std::optional<Proposal>> one_of(Tx& tx, RegencyCode const& regency, BusinessId const& business) {
    Conditions where(regency);
    where.add(" AND r.business = {}", business.text());
    auto all = TRY(completed(tx, regency, TRY(find_matching(tx, one_business, where, 1))));
    if (all.empty()) return std::nullopt;
    return std::move(all.front());
}

}  // namespace

Result<ProposalPage> proposals(Tx& tx, Actor const& actor, RegencyCode const& regency,
                               std::string const& district, std::string const& cursor, std::int64_t limit) {
    auto const area = TRY(registry::area_of({.regency = regency, .district = district}));
    TRY(actor.require(Permission::registry_read, std::string_view(area)));
    Conditions where(regency);
    if (!district.empty()) where.add(" AND r.district = {}", district);
    auto const count = TRY(count_matching(tx, where));
    ProposalPage page{.items = {}, .next = {}, .count = capped(count)};
    if (!cursor.empty()) {
        if (!BusinessId::parse(cursor)) return fail(base::malformed, "cursor");
        where.add(" AND r.business > {}", cursor);
    }
    auto found = TRY(find_matching(tx, in_regency, where, limit + 1));
    bool const more = std::ssize(found) > limit;
    if (more) found.pop_back();
    page.items = TRY(completed(tx, regency, std::move(found)));
    if (more) page.next = page.items.back().business.text();
    return page;
}

Result<registry::Count> count_proposals(Tx& tx, RegencyCode const& regency) {
    return capped(TRY(count_matching(tx, Conditions(regency))));
}

Result<std::optional<Proposal>> proposal_of(Tx& tx, RegencyCode const& regency, BusinessId const& business) {
    return one_of(tx, regency, business);
}

Result<void> confirm(Tx& tx, Actor const& actor, RegencyCode const& regency, HandoverId const& id,
                     std::vector<BusinessId> const& businesses, std::string_view reason) {
    TRY(actor.require_somewhere(Permission::handover_request));
    for (std::size_t i = 0; i < businesses.size(); ++i) {
        auto const one = HandoverId::derive(id.text(), i);
        auto const known = TRY(handovers_of(tx, regency, businesses[i]));
        if (std::ranges::find(known, one, &Handover::id) != known.end()) continue;
        TRY(registry::require_at(tx, actor, Permission::handover_request, regency, businesses[i]));
        auto const proposal = TRY(one_of(tx, regency, businesses[i]));
        if (!proposal) return fail(error::no_proposal, businesses[i].text());
        if (proposal->to.empty()) return fail(error::no_target, businesses[i].text());
        TRY(request(tx, actor, regency, one, businesses[i], TRY(AgencyId::parse(proposal->to)), reason,
                    Cause::size_class));
    }
    return {};
}

Result<void> dismiss(Tx& tx, Actor const& actor, RegencyCode const& regency, BusinessId const& business,
                     std::string_view reason) {
    TRY(registry::require_at(tx, actor, Permission::handover_request, regency, business));
    TRY(require_reason(reason));
    auto const proposal = TRY(one_of(tx, regency, business));
    if (!proposal) return fail(error::no_proposal, business.text());
    TRY(require_acts_for(tx, actor, regency, proposal->from));
    auto const sealed = tx.vault().seal(std::string(reason));
    TRY(
        tx.run("INSERT INTO handover_dismissed (regency, business, class, reason, at, actor)"
               " VALUES ($1, $2, $3, $4, $5, $6)",
               regency, business, proposal->size_class, storage::Bytes{sealed}, tx.now(), actor.id));
    base::JsonWriter detail;
    detail.object().field("class", proposal->size_class).field("from", proposal->from).end();
    return audit::record(tx, actor, "agencies.proposal_dismissed", regency.text(), business.text(),
                         detail.text());
}

}  // namespace bina::agencies
