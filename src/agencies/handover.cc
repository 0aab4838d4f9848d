#include "agencies/handover.h"

#include <charconv>

#include "agencies/shared.h"
#include "audit/audit.h"
#include "base/fold.h"
#include "base/json.h"
#include "registry/business.h"
#include "registry/restriction.h"

namespace bina::agencies {
namespace {

using access::Actor;
using access::Permission;
using base::fail;
using base::Result;
using storage::Arg;
using storage::Bytes;
using storage::Row;
using storage::Tx;

constexpr std::string_view handover_columns =
    "h.id, h.business, h.from_agency, h.to_agency, h.cause, h.state, h.reason, h.asked_at, h.asked_by,"
    " h.answer, h.decided_at, h.decided_by";

std::string unsealed(storage::Vault const& vault, std::string_view bytes) {
    auto text = vault.unseal(bytes);
    if (!text) throw storage::Damage("handover: cannot be unsealed");
    return *std::move(text);
}

Handover read_handover(storage::Vault const& vault, Row const& row) {
    auto const state = state_of(row.text(5));
    if (!state) throw storage::Damage("handover: state");
    Handover found{.id = row.get<HandoverId>(0),
                   .business = row.get<BusinessId>(1),
                   .from = row.get<std::string>(2),
                   .to = row.get<std::string>(3),
                   .cause = row.text(4) == cause_names[1] ? Cause::size_class : Cause::person,
                   .state = *state,
                   .reason = unsealed(vault, row.bytes(6)),
                   .asked_at = row.get<base::Instant>(7),
                   .asked_by = row.get<std::string>(8),
                   .answer = unsealed(vault, row.bytes(9)),
                   .decided_at = {},
                   .decided_by = row.get<std::string>(11)};
    if (!row.null(10)) found.decided_at = row.get<base::Instant>(10);
    return found;
}

Result<std::optional<Handover>> find_handover(Tx& tx, RegencyCode const& regency, HandoverId const& id) {
    return tx.first(
        fmt::format("SELECT {} FROM handover h WHERE h.regency = $1 AND h.id = $2", handover_columns),
        [&](Row const& row) { return read_handover(tx.vault(), row); }, regency, id);
}

Result<bool> waits(Tx& tx, RegencyCode const& regency, BusinessId const& business) {
    auto const one = TRY(tx.first(
        "SELECT 1 FROM handover WHERE regency = $1 AND business = $2 AND state = 'requested'",
        [](Row const&) { return true; }, regency, business));
    return one.has_value();
}

Result<void> record_handover(Tx& tx, Actor const& actor, std::string_view event, RegencyCode const& regency,
                             Handover const& one) {
    base::JsonWriter detail;
    detail.object().field("handover", one.id.text()).field("from", one.from).field("to", one.to);
    detail.field("cause", cause_names[static_cast<std::size_t>(one.cause)]).end();
    return audit::record(tx, actor, event, regency.text(), one.business.text(), detail.text());
}

/// Error: the right that the answer needs, and not to be bound elsewhere.
Result<void> require_may_decide(Tx& tx, Actor const& actor, RegencyCode const& regency, Handover const& one,
                                State state) {
    bool const back = state == State::withdrawn;
    TRY(registry::require_at(tx, actor, back ? Permission::handover_request : Permission::handover_decide,
                             regency, one.business));
    if (back && one.asked_by == actor.id.text()) return {};
    return require_acts_for(tx, actor, regency, back ? one.from : one.to);
}

constexpr std::array<std::string_view, 4> handover_events{
    "agencies.handover_requested", "agencies.handover_accepted", "agencies.handover_refused",
    "agencies.handover_withdrawn"};

Result<void> decide_one(Tx& tx, Actor const& actor, RegencyCode const& regency, HandoverId const& id,
                        State state, std::string_view reason) {
    auto const one = TRY(find_handover(tx, regency, id));
    if (!one) {
        TRY(actor.require(Permission::registry_read, regency));
        return fail(error::handover_not_found, id.text());
    }
    TRY(require_may_decide(tx, actor, regency, *one, state));
    if (one->state == state && one->decided_by == actor.id.text()) return {};
    if (one->state != State::requested) return fail(error::decided, id.text());
    if (state == State::accepted) {
        auto const now = TRY(registry::responsible_for(tx, regency, one->business));
        if (now.agency != one->from) return fail(error::moved_meanwhile, id.text());
        TRY(registry::hand_over(tx, regency, one->business, TRY(AgencyId::parse(one->to)), id));
    }
    auto const answer = tx.vault().seal(std::string(reason));
    TRY(
        tx.run("UPDATE handover SET state = $3, answer = $4, decided_at = $5, decided_by = $6"
               " WHERE regency = $1 AND id = $2",
               regency, id, state_names[static_cast<std::size_t>(state)], Bytes{answer}, tx.now(), actor.id));
    return record_handover(tx, actor, handover_events[static_cast<std::size_t>(state)], regency, *one);
}

Conditions conditions_of(HandoverQuery const& query) {
    Conditions where(query.regency);
    if (query.state) where.add(" AND h.state = {}", state_names[static_cast<std::size_t>(*query.state)]);
    if (!query.district.empty()) where.add(" AND r.district = {}", query.district);
    if (!query.agency.empty()) where.add(" AND (h.from_agency = {0} OR h.to_agency = {0})", query.agency);
    return where;
}

/// Goes on after "1767225600000:<id>".
Result<void> begin_after(Conditions& where, std::string_view cursor) {
    std::int64_t at = 0;
    auto const colon = std::min(cursor.find(':'), cursor.size());
    auto const* const first = std::to_address(cursor.begin());
    auto const [end, code] = std::from_chars(first, first + colon, at);
    bool const whole = code == std::errc{} && end == first + colon && colon < cursor.size();
    if (!whole || !HandoverId::parse(cursor.substr(colon + 1))) return fail(base::malformed, "cursor");
    where.args.emplace_back(at);
    where.args.emplace_back(cursor.substr(colon + 1));
    where.sql +=
        fmt::format(" AND (h.asked_at, h.id) < (${}, ${})", where.args.size() - 1, where.args.size());
    return {};
}

// A business that was merged shows no row of its own; its hand-overs stay.
constexpr std::string_view with_business =
    "handover h LEFT JOIN registry_responsible r ON r.regency = h.regency AND r.business = h.business";

}  // namespace

Result<void> require_reason(std::string_view reason) {
    if (base::squeeze(reason).size() < registry::purpose_bytes_min) return fail(error::reason_missing);
    return {};
}

Result<void> require_acts_for(Tx& tx, Actor const& actor, RegencyCode const& regency,
                              std::string_view agency) {
    auto const bound = TRY(agencies_of(tx, regency, actor.id));
    bool const free = bound.empty() || agency.empty() || agency == registry::conflict;
    return free || bound.contains(std::string(agency)) ? Result<void>{} : fail(error::not_yours);
}

std::optional<State> state_of(std::string_view name) {
    auto const found = std::ranges::find(state_names, name);
    if (found == state_names.end()) return std::nullopt;
    return static_cast<State>(found - state_names.begin());
}

Result<void> request(Tx& tx, Actor const& actor, RegencyCode const& regency, HandoverId const& id,
                     BusinessId const& business, AgencyId const& to, std::string_view reason, Cause cause) {
    TRY(registry::require_at(tx, actor, Permission::handover_request, regency, business));
    if (auto const known = TRY(find_handover(tx, regency, id))) {
        bool const same = known->business == business && known->to == to.text() && known->reason == reason;
        return same ? Result<void>{} : fail(error::handover_reused, id.text());
    }
    TRY(require_reason(reason));
    if (TRY(find_agency(tx, regency, to)).closed) return fail(error::closed, to.text());
    auto const now = TRY(registry::responsible_for(tx, regency, business));
    if (now.agency == to.text()) return fail(error::same_agency);
    TRY(require_acts_for(tx, actor, regency, now.agency));
    if (TRY(waits(tx, regency, business))) return fail(error::handover_open);
    auto const sealed = tx.vault().seal(std::string(reason));
    auto const nothing = tx.vault().seal("");
    TRY(
        tx.run("INSERT INTO handover (regency, id, business, from_agency, to_agency, cause, state, reason,"
               " asked_at, asked_by, answer, decided_by) VALUES ($1, $2, $3, $4, $5, $6, 'requested', $7, $8,"
               " $9, $10, '')",
               regency, id, business, now.agency, to, cause_names[static_cast<std::size_t>(cause)],
               Bytes{sealed}, tx.now(), actor.id, Bytes{nothing}));
    return record_handover(
        tx, actor, handover_events.front(), regency,
        {.id = id, .business = business, .from = now.agency, .to = to.text(), .cause = cause});
}

Result<void> decide(Tx& tx, Actor const& actor, RegencyCode const& regency,
                    std::vector<HandoverId> const& ids, State state, std::string_view reason) {
    TRY(actor.require_somewhere(state == State::withdrawn ? Permission::handover_request
                                                          : Permission::handover_decide));
    if (state != State::accepted) TRY(require_reason(reason));
    for (auto const& id : ids) TRY(decide_one(tx, actor, regency, id, state, reason));
    return {};
}

Result<HandoverPage> handovers(Tx& tx, Actor const& actor, HandoverQuery const& query) {
    auto const area = TRY(registry::area_of({.regency = query.regency, .district = query.district}));
    TRY(actor.require(Permission::registry_read, std::string_view(area)));
    auto where = conditions_of(query);
    HandoverPage page;
    auto const counting =
        fmt::format("SELECT count(*) FROM (SELECT 1 FROM {} WHERE h.regency = $1{} LIMIT {}) AS matching",
                    with_business, where.sql, registry::count_cap + 1);
    TRY(tx.each_with(counting, where.args, [&](Row const& row) { page.count = capped(row.integer(0)); }));
    if (!query.cursor.empty()) TRY(begin_after(where, query.cursor));
    auto const sql = fmt::format(
        "SELECT {}, coalesce(r.name, ''), coalesce(r.village, ''), coalesce(r.district, '') FROM {}"
        " WHERE h.regency = $1{} ORDER BY h.asked_at DESC, h.id DESC LIMIT {}",
        handover_columns, with_business, where.sql, query.limit + 1);
    TRY(tx.each_with(sql, where.args, [&](Row const& row) {
        auto one = read_handover(tx.vault(), row);
        one.name = row.get<std::string>(12);
        one.village = row.get<std::string>(13);
        one.district = row.get<std::string>(14);
        page.items.push_back(std::move(one));
    }));
    if (std::ssize(page.items) > query.limit) {
        page.items.pop_back();
        page.next =
            fmt::format("{}:{}", page.items.back().asked_at.milliseconds, page.items.back().id.text());
    }
    auto const restricted = TRY(registry::restricted_businesses(tx, query.regency));
    for (auto& one : page.items)
        if (restricted.contains(one.business.text())) one.name.clear();
    return page;
}

Result<std::vector<Handover>> handovers_of(Tx& tx, RegencyCode const& regency, BusinessId const& business) {
    return tx.rows(
        fmt::format("SELECT {} FROM handover h WHERE h.regency = $1 AND h.business = $2"
                    " ORDER BY h.asked_at DESC, h.id DESC",
                    handover_columns),
        [&](Row const& row) { return read_handover(tx.vault(), row); }, regency, business);
}

Result<OpenCounts> open_counts(Tx& tx, RegencyCode const& regency) {
    OpenCounts counts;
    TRY(tx.each(
        "SELECT from_agency, to_agency, count(*) FROM handover WHERE regency = $1 AND state = 'requested'"
        " GROUP BY from_agency, to_agency",
        [&](Row const& row) {
            counts.outgoing[row.get<std::string>(0)] += row.integer(2);
            counts.incoming[row.get<std::string>(1)] += row.integer(2);
            counts.all += row.integer(2);
        },
        regency));
    return counts;
}

}  // namespace bina::agencies
