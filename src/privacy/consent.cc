#include "privacy/consent.h"

#include <algorithm>

#include "audit/audit.h"
#include "base/json.h"
#include "registry/business.h"
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

constexpr char between = '\x1F';

constexpr std::string_view consent_columns =
    "id, business, purpose, given_on, until, body, recorded_at, actor, withdrawn_at";

Consent read_consent(Tx const& tx, RegencyCode const& regency, Row const& row) {
    auto texts = parted(tx.vault(), row.bytes(5), 3);
    return {.id = row.get<ConsentId>(0),
            .regency = regency,
            .business = row.get<BusinessId>(1),
            .purpose = row.get<std::string>(2),
            .given_on = row.get<base::Day>(3),
            .until = row.text(4).empty() ? std::nullopt : std::optional(row.get<base::Day>(4)),
            .recipient = std::move(texts[0]),
            .way = std::move(texts[1]),
            .note = std::move(texts[2]),
            .recorded_at = row.get<base::Instant>(6),
            .actor = row.get<std::string>(7),
            .withdrawn_at = row.maybe<base::Instant>(8)};
}

Result<std::vector<Consent>> all_consents(Tx& tx, RegencyCode const& regency, BusinessId const& business) {
    static std::string const sql = "SELECT " + std::string(consent_columns) +
                                   " FROM consent /* by consent_business */"
                                   " WHERE regency = $1 AND business = $2 ORDER BY id DESC";
    return tx.rows(sql, [&](Row const& row) { return read_consent(tx, regency, row); }, regency, business);
}

bool same(Consent const& left, Consent const& right) {
    return left.business == right.business && left.purpose == right.purpose &&
           left.given_on == right.given_on && left.until == right.until &&
           left.recipient == right.recipient && left.way == right.way && left.note == right.note;
}

Result<void> check(Tx& tx, Consent const& consent) {
    auto const basis = TRY(tx.first(
        "SELECT basis FROM processing_purpose WHERE purpose = $1",
        [](Row const& row) { return row.get<std::string>(0); }, consent.purpose));
    if (!basis) return fail(error::purpose_unknown);
    if (*basis != "consent") return fail(error::needs_no_consent);
    if (TRY(registry::facts_of(tx, consent.regency, consent.business)).empty())
        return fail(registry::error::not_found);
    if (consent.given_on > base::Day::of(tx.now())) return fail(registry::error::future_day);
    return {};
}

Result<void> record(Tx& tx, Actor const& actor, Consent const& consent, std::string_view event) {
    base::JsonWriter detail;
    detail.object().field("purpose_key", consent.purpose).end();
    return audit::record(tx, actor, event, consent.regency.text(), consent.business.text(), detail.text());
}

Result<void> withdraw(Tx& tx, Actor const& actor, Consent const& consent) {
    if (consent.withdrawn_at) return {};
    TRY(tx.run("UPDATE consent SET withdrawn_at = $3 WHERE regency = $1 AND id = $2", consent.regency,
               consent.id, tx.now()));
    return record(tx, actor, consent, "privacy.consent_withdrawn");
}

}  // namespace

std::string joined(std::initializer_list<std::string_view> texts) {
    std::string body;
    for (bool first = true; auto const text : texts) {
        if (!first) body += between;
        first = false;
        for (char const c : text) body += c == between ? ' ' : c;
    }
    return body;
}

std::vector<std::string> parted(storage::Vault const& vault, std::string_view sealed, std::size_t count) {
    auto const body = vault.unseal(sealed);
    if (!body) throw storage::Damage("privacy: cannot be unsealed");
    std::vector<std::string> texts;
    for (std::size_t at = 0; at <= body->size();) {
        auto const end = std::min(body->find(between, at), body->size());
        texts.push_back(body->substr(at, end - at));
        at = end + 1;
    }
    if (texts.size() != count) throw storage::Damage("privacy: sealed form");
    return texts;
}

Result<std::vector<Purpose>> purposes(Tx& tx) {
    auto found = TRY(tx.rows(
        "SELECT purpose, title, basis, law, recipients, retention FROM processing_purpose ORDER BY place",
        [](Row const& row) {
            return Purpose{row.get<std::string>(0),
                           row.get<std::string>(1),
                           row.get<std::string>(2),
                           row.get<std::string>(3),
                           row.get<std::string>(4),
                           row.get<std::string>(5),
                           {}};
        }));
    TRY(tx.each("SELECT purpose, field FROM processing_field ORDER BY purpose, field", [&](Row const& row) {
        auto const purpose = std::ranges::find(found, row.text(0), &Purpose::purpose);
        if (purpose != found.end()) purpose->fields.push_back(row.get<std::string>(1));
    }));
    return found;
}

bool Consent::holds(base::Day day) const {
    return !withdrawn_at && day >= given_on && (!until || day <= *until);
}

Result<void> give_consent(Tx& tx, Actor const& actor, Consent const& consent) {
    TRY(actor.require(Permission::privacy_manage, consent.regency));
    TRY(check(tx, consent));
    auto const known = TRY(all_consents(tx, consent.regency, consent.business));
    if (auto const found = std::ranges::find(known, consent.id, &Consent::id); found != known.end()) {
        if (same(*found, consent)) return {};
        return fail(error::consent_id_reused);
    }
    auto const body = tx.vault().seal(joined({consent.recipient, consent.way, consent.note}));
    auto const until = consent.until ? consent.until->text() : std::string();
    auto const added = TRY(tx.run(
        "INSERT INTO consent (regency, id, business, purpose, given_on, until, body, recorded_at, actor)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
        consent.regency, consent.id, consent.business, consent.purpose, consent.given_on, until, Bytes{body},
        tx.now(), actor.id));
    if (added == 0) return fail(error::consent_id_reused);
    return record(tx, actor, consent, "privacy.consent_given");
}

Result<void> withdraw_consent(Tx& tx, Actor const& actor, RegencyCode const& regency, ConsentId const& id) {
    TRY(actor.require(Permission::privacy_manage, regency));
    static std::string const sql =
        "SELECT " + std::string(consent_columns) + " FROM consent WHERE regency = $1 AND id = $2";
    auto const consent =
        TRY(tx.first(sql, [&](Row const& row) { return read_consent(tx, regency, row); }, regency, id));
    if (!consent) return fail(error::consent_not_found);
    return withdraw(tx, actor, *consent);
}

Result<std::int64_t> withdraw_all(Tx& tx, Actor const& actor, RegencyCode const& regency,
                                  BusinessId const& business) {
    TRY(actor.require(Permission::privacy_manage, regency));
    std::int64_t count = 0;
    for (auto const& consent : TRY(all_consents(tx, regency, business))) {
        if (consent.withdrawn_at) continue;
        TRY(withdraw(tx, actor, consent));
        ++count;
    }
    return count;
}

Result<std::vector<Consent>> consents_of(Tx& tx, Actor const& actor, RegencyCode const& regency,
                                         BusinessId const& business) {
    TRY(registry::require_at(tx, actor, Permission::registry_read, regency, business));
    return all_consents(tx, regency, business);
}

Result<bool> may_share(Tx& tx, RegencyCode const& regency, BusinessId const& business,
                       std::string_view purpose, base::Day day) {
    if (TRY(registry::is_restricted(tx, regency, business))) return false;
    auto const known = TRY(all_consents(tx, regency, business));
    return std::ranges::any_of(
        known, [&](Consent const& consent) { return consent.purpose == purpose && consent.holds(day); });
}

}  // namespace bina::privacy
