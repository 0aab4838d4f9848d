#include "privacy/incident.h"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <map>

#include "base/duration.h"
#include "base/fold.h"
#include "registry/list.h"

namespace bina::privacy {
namespace {

using access::Actor;
using access::Permission;
using base::fail;
using base::Result;
using storage::Bytes;
using storage::Row;
using storage::Tx;

constexpr std::int64_t page_events = 1'000;
/// Events by which personal data comes before somebody's eyes, or leaves.
constexpr std::array<std::string_view, 5> reading_events{"registry.unmasked", "registry.exported",
                                                         "intake.rows_unmasked", "intake.file_taken",
                                                         "privacy.pack_made"};

constexpr std::string_view all_columns =
    "id, from_at, until_at, discovered_at, due_at, accounts, body, agency_told_at, persons_told_at";

Incident read_incident(Tx const& tx, RegencyCode const& regency, Row const& row) {
    auto texts = parted(tx.vault(), row.bytes(6), 3);
    Incident incident{.id = row.get<IncidentId>(0),
                      .regency = regency,
                      .from = row.get<base::Instant>(1),
                      .until = row.get<base::Instant>(2),
                      .discovered_at = row.get<base::Instant>(3),
                      .due_at = row.get<base::Instant>(4),
                      .accounts = {},
                      .what = std::move(texts[0]),
                      .how = std::move(texts[1]),
                      .handling = std::move(texts[2]),
                      .agency_told_at = row.maybe<base::Instant>(7),
                      .persons_told_at = row.maybe<base::Instant>(8)};
    for (auto const id : base::words(row.text(5))) incident.accounts.emplace_back(id);
    return incident;
}

std::string accounts_text(Incident const& incident) {
    std::string text;
    for (auto const& id : incident.accounts) text += (text.empty() ? "" : " ") + id;
    return text;
}

Result<std::optional<Incident>> find(Tx& tx, RegencyCode const& regency, IncidentId const& id) {
    static std::string const sql =
        "SELECT " + std::string(all_columns) + " FROM incident WHERE regency = $1 AND id = $2";
    return tx.first(sql, [&](Row const& row) { return read_incident(tx, regency, row); }, regency, id);
}

/// Every event of the window by which data was read, newest first.
Result<void> collect_events(Tx& tx, BreachPack& pack) {
    auto const& incident = pack.incident;
    audit::Search search{.regency = incident.regency.text(),
                         .since = incident.from,
                         .until = incident.until,
                         .limit = page_events};
    if (!incident.accounts.empty()) search.actors = incident.accounts;
    for (;;) {
        auto const page = TRY(audit::events(tx, access::local_operator(), search));
        for (auto const& event : page) {
            if (std::ranges::find(reading_events, event.event) == reading_events.end()) continue;
            if (pack.events.size() == events_kept) {
                pack.more_events = true;
                return {};
            }
            pack.events.push_back(event);
        }
        if (std::ssize(page) < page_events) return {};
        search.before = page.back().seq;
    }
}

struct Detail {
    std::int64_t rows = 0;
    bool clear = false;
};
Detail detail_of(audit::Event const& event) {
    boost::system::error_code failed;
    auto const parsed = boost::json::parse(event.detail, failed);
    if (failed || !parsed.is_object()) return {};
    auto const& object = parsed.get_object();
    Detail detail;
    if (auto const* const rows = object.if_contains("rows"); rows != nullptr && rows->is_int64())
        detail.rows = rows->get_int64();
    detail.clear = object.if_contains("clear") != nullptr;
    return detail;
}

Result<void> count_persons(Tx& tx, BreachPack& pack, std::map<std::string, std::int64_t> const& times) {
    for (auto const& [id, count] : times) {
        auto const business = BusinessId::parse(id);
        if (!business) continue;
        auto named = TRY(registry::find_item(tx, pack.incident.regency, *business));
        Affected affected{.business = *business, .times = count};
        if (named) {
            affected.name = std::move(named->name);
            affected.owner = std::move(named->owner);
            affected.village = std::move(named->village);
        }
        pack.persons.push_back(std::move(affected));
    }
    return {};
}

}  // namespace

Result<void> put_incident(Tx& tx, Actor const& actor, Incident const& incident) {
    TRY(actor.require(Permission::privacy_manage, incident.regency));
    if (incident.until <= incident.from) return fail(error::incident_window);
    auto const body = tx.vault().seal(joined({incident.what, incident.how, incident.handling}));
    if (auto const known = TRY(find(tx, incident.regency, incident.id))) {
        bool const same_window = known->from == incident.from && known->until == incident.until &&
                                 known->accounts == incident.accounts;
        if (!same_window) return fail(error::incident_id_reused);
        TRY(tx.run("UPDATE incident SET body = $3 WHERE regency = $1 AND id = $2", incident.regency,
                   incident.id, Bytes{body}));
        return {};
    }
    auto const due = incident.discovered_at.milliseconds + notice_hours * base::hour_ms;
    TRY(tx.run(
        "INSERT INTO incident (regency, id, from_at, until_at, discovered_at, due_at, accounts, body, actor)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        incident.regency, incident.id, incident.from, incident.until, incident.discovered_at, due,
        accounts_text(incident), Bytes{body}, actor.id));
    return audit::record(tx, actor, "privacy.incident_noted", incident.regency.text(), incident.id.text());
}

Result<void> note_told(Tx& tx, Actor const& actor, RegencyCode const& regency, IncidentId const& id,
                       Told told) {
    TRY(find_incident(tx, actor, regency, id));
    auto const* const sql = told == Told::agency
                                ? "UPDATE incident SET agency_told_at = $3 WHERE regency = $1 AND id = $2"
                                : "UPDATE incident SET persons_told_at = $3 WHERE regency = $1 AND id = $2";
    TRY(tx.run(sql, regency, id, tx.now()));
    return audit::record(tx, actor, told == Told::agency ? "privacy.agency_told" : "privacy.persons_told",
                         regency.text(), id.text());
}

Result<std::vector<Incident>> incidents(Tx& tx, Actor const& actor, RegencyCode const& regency) {
    TRY(actor.require(Permission::privacy_manage, regency));
    static std::string const sql =
        "SELECT " + std::string(all_columns) + " FROM incident WHERE regency = $1 ORDER BY id DESC LIMIT 200";
    return tx.rows(sql, [&](Row const& row) { return read_incident(tx, regency, row); }, regency);
}

Result<Incident> find_incident(Tx& tx, Actor const& actor, RegencyCode const& regency, IncidentId const& id) {
    TRY(actor.require(Permission::privacy_manage, regency));
    auto incident = TRY(find(tx, regency, id));
    if (!incident) return fail(error::incident_not_found);
    return *std::move(incident);
}

Result<BreachPack> breach_pack(Tx& tx, Actor const& actor, RegencyCode const& regency, IncidentId const& id) {
    BreachPack pack{.incident = TRY(find_incident(tx, actor, regency, id))};
    TRY(collect_events(tx, pack));
    std::map<std::string, std::int64_t> times;
    for (auto const& event : pack.events) {
        auto const detail = detail_of(event);
        if (event.event == "registry.unmasked" || event.event == "privacy.pack_made")
            ++times[event.subject];
        else if (event.event == "registry.exported")
            (detail.clear ? pack.clear_rows : pack.exported_rows) += detail.rows;
        else
            pack.list_rows += detail.rows;
    }
    TRY(count_persons(tx, pack, times));
    pack.chain_broken_at = TRY(audit::check_chain(tx, regency.text())).broken_at.value_or(0);
    TRY(audit::record(tx, actor, "privacy.breach_pack_made", regency.text(), id.text()));
    return pack;
}

}  // namespace bina::privacy
