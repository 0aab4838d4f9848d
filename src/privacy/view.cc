#include "privacy/view.h"

#include "access/account.h"

namespace bina::privacy {
namespace {

using base::JsonWriter;
using base::Result;
using storage::Tx;

void write_instant(JsonWriter& json, std::string_view name, std::optional<base::Instant> instant) {
    json.key(name);
    instant ? json.value(instant->milliseconds) : json.null();
}

void write_texts(JsonWriter& json, std::string_view name, std::span<std::string const> texts) {
    json.key(name).array();
    for (auto const& text : texts) json.value(text);
    json.end();
}

Result<void> write_events(JsonWriter& json, Tx& tx, std::string_view name,
                          std::span<audit::Event const> events) {
    json.key(name).array();
    for (auto const& event : events) {
        json.object().field("at", event.at.milliseconds).field("event", event.event);
        json.field("actor_name", TRY(access::account_name(tx, event.actor))).field("subject", event.subject);
        json.key("detail").raw(event.detail).end();
    }
    json.end();
    return {};
}

Result<void> write_facts(JsonWriter& json, Tx& tx, std::span<registry::Fact const> facts) {
    json.key("facts").array();
    for (auto const& fact : facts) {
        json.object().field("day", fact.day.text()).field("recorded_at", fact.recorded_at.milliseconds);
        json.field("actor_name", TRY(access::account_name(tx, fact.actor))).field("reason", fact.reason);
        json.field("source", fact.source.label).field("row", fact.source.row);
        json.field("withdrawn", fact.withdrawn).key("values").array();
        for (auto const& value : fact.values)
            json.object().field("field", registry::info(value.field).key).field("text", value.text).end();
        json.end().end();
    }
    json.end();
    return {};
}

}  // namespace

void write_purpose(JsonWriter& json, Purpose const& purpose) {
    json.object()
        .field("purpose", purpose.purpose)
        .field("title", purpose.title)
        .field("basis", purpose.basis);
    json.field("law", purpose.law)
        .field("recipients", purpose.recipients)
        .field("retention", purpose.retention);
    write_texts(json, "fields", purpose.fields);
    json.end();
}

Result<void> write_consent(JsonWriter& json, Tx& tx, Consent const& consent) {
    json.object().field("id", consent.id.text()).field("business", consent.business.text());
    json.field("purpose", consent.purpose).field("given_on", consent.given_on.text()).key("until");
    consent.until ? json.value(consent.until->text()) : json.null();
    json.field("recipient", consent.recipient).field("way", consent.way).field("note", consent.note);
    json.field("recorded_at", consent.recorded_at.milliseconds);
    json.field("actor_name", TRY(access::account_name(tx, consent.actor)));
    write_instant(json, "withdrawn_at", consent.withdrawn_at);
    json.field("holds", consent.holds(base::Day::of(tx.now()))).end();
    return {};
}

Result<void> write_request(JsonWriter& json, Tx& tx, PrivacyRequest const& request) {
    json.object().field("id", request.id.text()).field("regency", request.regency.text());
    json.field("kind", request.kind).field("business", request.business.text()).field("state", request.state);
    json.field("received_at", request.received_at.milliseconds).field("due_at", request.due_at.milliseconds);
    write_instant(json, "answered_at", request.answered_at);
    json.field("overdue", request.overdue(tx.now())).field("refusal", request.refusal);
    json.field("person", request.person).field("contact", request.contact).field("wish", request.wish);
    json.key("steps").array();
    for (auto const& step : request.steps)
        json.object()
            .field("at", step.at.milliseconds)
            .field("actor_name", TRY(access::account_name(tx, step.actor)))
            .field("step", step.step)
            .field("note", step.note)
            .end();
    json.end().end();
    return {};
}

Result<void> write_access_pack(JsonWriter& json, Tx& tx, AccessPack const& pack) {
    json.object().key("request");
    TRY(write_request(json, tx, pack.request));
    json.field("made_at", tx.now().milliseconds).key("values").array();
    for (auto const& current : pack.page.state)
        json.object()
            .field("field", registry::info(current.field).key)
            .field("text", current.text)
            .field("day", current.fact->day.text())
            .field("source", current.fact->source.label)
            .end();
    json.end();
    TRY(write_facts(json, tx, pack.page.facts));
    json.key("consents").array();
    for (auto const& consent : pack.consents) TRY(write_consent(json, tx, consent));
    json.end().key("requests").array();
    for (auto const& request : pack.requests) TRY(write_request(json, tx, request));
    json.end();
    TRY(write_events(json, tx, "reads", pack.reads));
    TRY(write_events(json, tx, "exports", pack.exports));
    json.key("purposes").array();
    for (auto const& purpose : TRY(purposes(tx))) write_purpose(json, purpose);
    json.end().end();
    return {};
}

void write_incident(JsonWriter& json, Tx const& tx, Incident const& incident) {
    json.object().field("id", incident.id.text()).field("regency", incident.regency.text());
    json.field("from", incident.from.milliseconds).field("until", incident.until.milliseconds);
    json.field("discovered_at", incident.discovered_at.milliseconds)
        .field("due_at", incident.due_at.milliseconds);
    write_instant(json, "agency_told_at", incident.agency_told_at);
    write_instant(json, "persons_told_at", incident.persons_told_at);
    bool const told = incident.agency_told_at && incident.persons_told_at;
    json.field("overdue", !told && tx.now() > incident.due_at);
    write_texts(json, "accounts", incident.accounts);
    json.field("what", incident.what).field("how", incident.how).field("handling", incident.handling).end();
}

Result<void> write_breach_pack(JsonWriter& json, Tx& tx, BreachPack const& pack) {
    json.object().key("incident");
    write_incident(json, tx, pack.incident);
    json.field("made_at", tx.now().milliseconds).field("more_events", pack.more_events);
    json.field("exported_rows", pack.exported_rows).field("clear_rows", pack.clear_rows);
    json.field("list_rows", pack.list_rows)
        .field("chain_broken_at", pack.chain_broken_at)
        .key("persons")
        .array();
    for (auto const& person : pack.persons)
        json.object()
            .field("business", person.business.text())
            .field("name", person.name)
            .field("owner", person.owner)
            .field("village", person.village)
            .field("times", person.times)
            .end();
    json.end();
    TRY(write_events(json, tx, "events", pack.events));
    json.end();
    return {};
}

}  // namespace bina::privacy
