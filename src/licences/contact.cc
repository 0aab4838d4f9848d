#include "licences/contact.h"

#include "audit/audit.h"
#include "registry/business.h"

namespace bina::licences {
namespace {

using access::Actor;
using access::Permission;
using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

Contact read_contact(Row const& row) {
    return {row.get<ContactId>(0), row.get<base::Day>(1), row.get<std::string>(2), row.get<std::string>(3)};
}

Result<bool> is_held(Tx& tx, RegencyCode const& regency, LicenceKey const& licence) {
    auto const found = TRY(tx.first(
        "SELECT 1 FROM registry_licence WHERE regency = $1 AND business = $2 AND kind = $3 AND number = $4",
        [](Row const&) { return true; }, regency, licence.business, name_of(licence.kind), licence.number));
    return found.has_value();
}

}  // namespace

Result<Marking> mark_contacted(Tx& tx, Actor const& actor, RegencyCode const& regency,
                               LicenceKey const& licence, Contact const& contact) {
    TRY(registry::require_at(tx, actor, Permission::registry_write, regency, licence.business));
    if (contact.day > base::Day::of(tx.now())) return fail(error::future_day);
    if (!TRY(is_held(tx, regency, licence))) return fail(error::not_found);
    auto const known = TRY(tx.first(
        "SELECT id, day, note, actor FROM licence_contact WHERE regency = $1 AND business = $2 AND kind = $3"
        " AND number = $4 AND id = $5",
        read_contact, regency, licence.business, name_of(licence.kind), licence.number, contact.id));
    if (known && known->day == contact.day && known->note == contact.note) return Marking::already_known;
    if (known) return fail(error::contact_reused);
    TRY(
        tx.run("INSERT INTO licence_contact (regency, business, kind, number, id, day, note, at, actor)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
               regency, licence.business, name_of(licence.kind), licence.number, contact.id, contact.day,
               contact.note, tx.now(), actor.id));
    TRY(audit::record(tx, actor, "licences.contacted", regency.text(), licence.business.text()));
    return Marking::created;
}

Result<void> undo_contact(Tx& tx, Actor const& actor, RegencyCode const& regency, BusinessId const& business,
                          ContactId const& contact) {
    TRY(registry::require_at(tx, actor, Permission::registry_write, regency, business));
    auto const known = TRY(tx.first(
        "SELECT 1 FROM licence_contact WHERE regency = $1 AND business = $2 AND id = $3",
        [](Row const&) { return true; }, regency, business, contact));
    if (!known) return fail(error::not_found);
    auto const changed =
        TRY(tx.run("INSERT INTO licence_contact_undone (regency, contact, at, actor) VALUES ($1, $2, $3, $4)"
                   " ON CONFLICT DO NOTHING",
                   regency, contact, tx.now(), actor.id));
    if (changed == 0) return {};
    return audit::record(tx, actor, "licences.contact_undone", regency.text(), business.text());
}

Result<std::vector<Contact>> contacts_of(Tx& tx, RegencyCode const& regency, LicenceKey const& licence) {
    return tx.rows(
        "SELECT c.id, c.day, c.note, c.actor FROM licence_contact c WHERE c.regency = $1 AND c.business = $2"
        " AND c.kind = $3 AND c.number = $4 AND NOT EXISTS (SELECT 1 FROM licence_contact_undone u"
        " WHERE u.regency = c.regency AND u.contact = c.id) ORDER BY c.day DESC, c.id DESC",
        read_contact, regency, licence.business, name_of(licence.kind), licence.number);
}

}  // namespace bina::licences
