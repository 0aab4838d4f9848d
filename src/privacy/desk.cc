#include "privacy/desk.h"

#include <algorithm>

#include "audit/audit.h"
#include "base/duration.h"
#include "base/fold.h"
#include "base/json.h"
#include "census/erase.h"
#include "intake/erase.h"
#include "registry/business.h"
#include "registry/erase.h"
#include "registry/restriction.h"

namespace bina::privacy {
namespace {

using access::Actor;
using access::Permission;
using base::fail;
using base::Result;
using storage::Bytes;
using storage::Row;
using storage::Tx;

constexpr std::string_view request_columns =
    "id, kind, business, state, received_at, due_at, answered_at, refusal, body";

PrivacyRequest read_request(Tx const& tx, RegencyCode const& regency, Row const& row) {
    auto texts = parted(tx.vault(), row.bytes(8), 3);
    return {.id = row.get<RequestId>(0),
            .regency = regency,
            .kind = row.get<std::string>(1),
            .business = row.get<BusinessId>(2),
            .state = row.get<std::string>(3),
            .received_at = row.get<base::Instant>(4),
            .due_at = row.get<base::Instant>(5),
            .answered_at = row.maybe<base::Instant>(6),
            .refusal = row.get<std::string>(7),
            .person = std::move(texts[0]),
            .contact = std::move(texts[1]),
            .wish = std::move(texts[2]),
            .steps = {}};
}

Result<std::optional<PrivacyRequest>> find(Tx& tx, RegencyCode const& regency, RequestId const& id) {
    static std::string const sql =
        "SELECT " + std::string(request_columns) + " FROM privacy_request WHERE regency = $1 AND id = $2";
    auto found =
        TRY(tx.first(sql, [&](Row const& row) { return read_request(tx, regency, row); }, regency, id));
    if (!found) return std::nullopt;
    found->steps = TRY(tx.rows(
        "SELECT at, actor, step, body FROM privacy_step WHERE regency = $1 AND request = $2 ORDER BY seq",
        [&](Row const& row) {
            return Step{row.get<base::Instant>(0), row.get<std::string>(1), row.get<std::string>(2),
                        parted(tx.vault(), row.bytes(3), 1).front()};
        },
        regency, id));
    return found;
}

/// A request that is still to be answered. Errors: access::denied, request_not_found, request_answered.
Result<PrivacyRequest> find_open(Tx& tx, Actor const& actor, RegencyCode const& regency,
                                 RequestId const& id) {
    auto request = TRY(find_request(tx, actor, regency, id));
    if (!request.open()) return fail(error::request_answered);
    return request;
}

Result<void> add_step(Tx& tx, Actor const& actor, PrivacyRequest const& request, std::string_view step,
                      std::string_view note) {
    auto const body = tx.vault().seal(joined({note}));
    TRY(tx.run(
        "INSERT INTO privacy_step (regency, request, seq, at, actor, step, body) VALUES ($1, $2, $3, $4, $5,"
        " $6, $7)",
        request.regency, request.id, static_cast<std::int64_t>(request.steps.size()) + 1, tx.now(), actor.id,
        step, Bytes{body}));
    base::JsonWriter detail;
    detail.object().field("kind", request.kind).field("step", step).end();
    return audit::record(tx, actor, "privacy.request_step", request.regency.text(), request.id.text(),
                         detail.text());
}

Result<void> answer(Tx& tx, Actor const& actor, PrivacyRequest const& request, std::string_view state,
                    std::string_view refusal, std::string_view note) {
    TRY(
        tx.run("UPDATE privacy_request SET state = $3, answered_at = $4, refusal = $5 WHERE regency = $1 AND "
               "id = $2",
               request.regency, request.id, state, tx.now(), refusal));
    return add_step(tx, actor, request, state, note);
}

Result<void> require_note(std::string_view note) {
    if (base::squeeze(note).size() < registry::purpose_bytes_min) return fail(error::note_missing);
    return {};
}

/// The hours of the law for that kind.
Result<std::int64_t> hours_of(Tx& tx, std::string_view kind) {
    auto const hours = TRY(tx.first(
        "SELECT hours FROM request_rule WHERE kind = $1", [](Row const& row) { return row.integer(0); },
        kind));
    if (!hours) throw storage::Damage("request_rule: none");
    return *hours;
}

Result<CarriedOut> erase(Tx& tx, registry::ClassRules const& rules, Actor const& actor,
                         PrivacyRequest const& request) {
    CarriedOut done;
    auto const erasure = TRY(registry::erase_person(tx, rules, actor, request.regency, request.business));
    auto const lists = TRY(intake::erase_rows(tx, request.regency, erasure.businesses, erasure.rows));
    auto const visits = TRY(census::erase_visits(tx, request.regency, erasure.businesses));
    done.consents = TRY(withdraw_all(tx, actor, request.regency, request.business));
    done.facts = erasure.facts;
    done.rows = lists.rows;
    done.files = lists.files;
    done.files.insert(done.files.end(), visits.photos.begin(), visits.photos.end());
    base::JsonWriter detail;
    detail.object().field("facts", done.facts).field("rows", done.rows).field("visits", visits.visits);
    detail.field("files", static_cast<std::int64_t>(done.files.size())).end();
    TRY(audit::record(tx, actor, "privacy.erased", request.regency.text(), request.business.text(),
                      detail.text()));
    return done;
}

}  // namespace

Result<void> open_request(Tx& tx, Actor const& actor, PrivacyRequest const& request) {
    TRY(actor.require(Permission::privacy_manage, request.regency));
    if (TRY(registry::facts_of(tx, request.regency, request.business)).empty())
        return fail(registry::error::not_found);
    if (auto const known = TRY(find(tx, request.regency, request.id))) {
        bool const same = known->kind == request.kind && known->business == request.business &&
                          known->person == request.person && known->contact == request.contact &&
                          known->wish == request.wish;
        return same ? Result<void>{} : fail(error::request_id_reused);
    }
    auto const due = tx.now().milliseconds + TRY(hours_of(tx, request.kind)) * base::hour_ms;
    auto const body = tx.vault().seal(joined({request.person, request.contact, request.wish}));
    TRY(tx.run(
        "INSERT INTO privacy_request (regency, id, kind, business, state, received_at, due_at, refusal, body)"
        " VALUES ($1, $2, $3, $4, 'received', $5, $6, '', $7)",
        request.regency, request.id, request.kind, request.business, tx.now(), due, Bytes{body}));
    return add_step(tx, actor, request, "received", "");
}

Result<void> identify(Tx& tx, Actor const& actor, RegencyCode const& regency, RequestId const& id,
                      std::string_view how) {
    auto const request = TRY(find_open(tx, actor, regency, id));
    TRY(require_note(how));
    TRY(tx.run("UPDATE privacy_request SET state = 'identified' WHERE regency = $1 AND id = $2", regency,
               id));
    return add_step(tx, actor, request, "identified", how);
}

Result<CarriedOut> carry_out(Tx& tx, registry::ClassRules const& rules, Actor const& actor,
                             RegencyCode const& regency, RequestId const& id, std::string_view note) {
    auto const request = TRY(find_open(tx, actor, regency, id));
    if (request.state != "identified") return fail(error::not_identified);
    TRY(require_note(note));
    CarriedOut done;
    if (request.kind == "withdrawal") done.consents = TRY(withdraw_all(tx, actor, regency, request.business));
    if (request.kind == "restriction") TRY(registry::restrict_business(tx, actor, regency, request.business));
    if (request.kind == "erasure") done = TRY(erase(tx, rules, actor, request));
    TRY(answer(tx, actor, request, "done", "", note));
    return done;
}

Result<void> refuse(Tx& tx, Actor const& actor, RegencyCode const& regency, RequestId const& id,
                    std::string_view ground, std::string_view note) {
    auto const request = TRY(find_open(tx, actor, regency, id));
    TRY(require_note(note));
    return answer(tx, actor, request, "refused", ground, note);
}

Result<void> lift(Tx& tx, Actor const& actor, RegencyCode const& regency, RequestId const& id,
                  std::string_view note) {
    auto const request = TRY(find_request(tx, actor, regency, id));
    if (request.kind != "restriction" || request.state != "done") return fail(error::request_not_found);
    TRY(require_note(note));
    TRY(registry::lift_restriction(tx, regency, request.business));
    return add_step(tx, actor, request, "lifted", note);
}

Result<std::vector<PrivacyRequest>> requests(Tx& tx, Actor const& actor, RequestQuery const& query) {
    TRY(actor.require(Permission::privacy_manage, query.regency));
    auto const read = [&](Row const& row) { return read_request(tx, query.regency, row); };
    static std::string const select =
        "SELECT " + std::string(request_columns) + " FROM privacy_request WHERE regency = $1 ";
    if (!query.open)
        return tx.rows(
            select + "AND answered_at IS NOT NULL AND ($2 = '' OR id < $2) ORDER BY id DESC LIMIT $3", read,
            query.regency, query.after, query.limit);
    return tx.rows(
        select +
            "AND answered_at IS NULL AND ($2 = '' OR (due_at, id) > ((SELECT p.due_at FROM"
            " privacy_request p WHERE p.regency = $1 AND p.id = $2), $2)) ORDER BY due_at, id LIMIT $3",
        read, query.regency, query.after, query.limit);
}

Result<PrivacyRequest> find_request(Tx& tx, Actor const& actor, RegencyCode const& regency,
                                    RequestId const& id) {
    TRY(actor.require(Permission::privacy_manage, regency));
    auto request = TRY(find(tx, regency, id));
    if (!request) return fail(error::request_not_found);
    return *std::move(request);
}

Result<std::vector<PrivacyRequest>> requests_of(Tx& tx, RegencyCode const& regency,
                                                BusinessId const& business) {
    static std::string const sql = "SELECT " + std::string(request_columns) +
                                   " FROM privacy_request /* by privacy_request_business */"
                                   " WHERE regency = $1 AND business = $2 ORDER BY id";
    return tx.rows(sql, [&](Row const& row) { return read_request(tx, regency, row); }, regency, business);
}

Result<Waiting> waiting_requests(Tx& tx, RegencyCode const& regency) {
    auto const found = TRY(tx.first(
        "SELECT count(*), count(*) FILTER (WHERE due_at < $2) FROM privacy_request"
        " WHERE regency = $1 AND answered_at IS NULL",
        [](Row const& row) { return Waiting{row.integer(0), row.integer(1)}; }, regency, tx.now()));
    return found.value_or(Waiting{});
}

}  // namespace bina::privacy
