#include <set>

#include "registry/past.h"
#include "registry/writer.h"

/// What changes several businesses, or what was said before: withdrawing, erasing, merging and parting.
namespace bina::registry {
namespace {

using base::fail;
using base::Result;
using storage::Bytes;
using storage::Row;

/// A merged record keeps its row: that too must tell what its facts now say.
Result<void> retell_absorbed(storage::Tx& tx, ClassRules const& rules, RegencyCode const& regency,
                             BusinessId const& survivor, base::Day today) {
    for (auto const& absorbed : TRY(absorbed_by(tx, regency, survivor))) {
        auto const facts = TRY(family_facts(tx, regency, absorbed));
        auto const row = project(rules, regency, facts, today).value_or(Projection{});
        auto const sealed = seal(tx.vault(), row);
        TRY(
            tx.run("UPDATE business SET name = $3, sort_name = $4, owner = $5, nib = $6, sealed = $7,"
                   " search = $8, activity = $9 WHERE regency = $1 AND id = $2",
                   regency, absorbed, row.name, row.sort_name, row.owner, row.nib, Bytes{sealed},
                   search_text(tx.vault(), row, facts), row.activity));
        TRY(retell_absorbed(tx, rules, regency, absorbed, today));
    }
    return {};
}

}  // namespace

Result<BusinessId> Writer::survivor_of(BusinessId business) {
    auto known = TRY(kept(business));
    while (known && !known->merged_into.empty()) {
        business = TRY(BusinessId::parse(known->merged_into));
        known = TRY(kept(business));
    }
    return business;
}

Result<void> Writer::withdraw(std::string_view target, std::span<BusinessId const> businesses,
                              std::function<void()> const& step) {
    TRY(flush_fresh());
    // A merged record's facts count for its survivor, so that is what changes.
    std::set<BusinessId> changed;
    for (auto const& business : businesses) changed.insert(TRY(survivor_of(business)));
    for (auto const& business : changed) {
        auto const before = TRY(family_facts(m_tx, m_regency, business));
        auto after = before;
        for (auto& fact : after)
            if (fact.source.batch.text() == target || fact.id.text() == target) fact.withdrawn = true;
        TRY(refresh(business, TRY(kept(business)), before, after));
        if (step) step();
    }
    TRY(m_tx.run(
        "INSERT INTO withdrawal (regency, target, at, actor) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        m_regency, target, m_tx.now(), m_actor.id));
    return {};
}

Result<void> Writer::rewrite(BusinessId const& business, std::function<void(Fact&)> const& change) {
    TRY(flush_fresh());
    auto const survivor = TRY(survivor_of(business));
    auto const known = TRY(kept(survivor));
    if (!known) return fail(error::not_found);
    auto const before = TRY(family_facts(m_tx, m_regency, survivor));
    auto after = before;
    for (auto& fact : after) {
        change(fact);
        auto const sealed = m_tx.vault().seal(encode_body(fact));
        TRY(m_tx.run("UPDATE fact SET body = $4, said = $5 WHERE regency = $1 AND business = $2 AND id = $3",
                     m_regency, fact.business, fact.id, Bytes{sealed}, said_key(m_tx.vault(), fact.values)));
    }
    TRY(retell_absorbed(m_tx, m_rules, m_regency, survivor, m_today));
    return refresh(survivor, known, before, after);
}

Result<void> Writer::merge(std::string_view merge_id, BusinessId const& survivor,
                           BusinessId const& absorbed) {
    TRY(flush_fresh());
    if (survivor == absorbed) return fail(error::merge_self);
    auto const kept_survivor = TRY(kept(survivor));
    auto const kept_absorbed = TRY(kept(absorbed));
    if (!kept_survivor || !kept_absorbed) return fail(error::not_found);
    if (!kept_survivor->merged_into.empty() || !kept_absorbed->merged_into.empty())
        return fail(error::was_merged);
    auto const survivor_before = TRY(family_facts(m_tx, m_regency, survivor));
    auto const absorbed_before = TRY(family_facts(m_tx, m_regency, absorbed));
    TRY(m_tx.run(
        "INSERT INTO merge (regency, id, survivor, absorbed, at, actor) VALUES ($1, $2, $3, $4, $5, $6)",
        m_regency, merge_id, survivor, absorbed, m_tx.now(), m_actor.id));
    m_tallies.replace(timeline(m_rules, m_regency, absorbed_before), {});
    TRY(remove_past(m_tx, m_regency, absorbed));
    m_activities.replace(kept_absorbed->group, std::nullopt);
    m_answering.replace(kept_absorbed->answering, std::nullopt);
    TRY(reindex({kept_absorbed->seq, kept_absorbed->search, std::nullopt}));
    TRY(m_tx.run("DELETE FROM ownership WHERE regency = $1 AND business = $2", m_regency, absorbed));
    TRY(delete_licences(m_tx, m_regency, absorbed));
    TRY(delete_coaches(m_tx, m_regency, absorbed));
    TRY(
        m_tx.run("UPDATE business SET merged_into = $3, version = version + 1, updated_at = $4"
                 " WHERE regency = $1 AND id = $2",
                 m_regency, absorbed, survivor, m_tx.now()));
    return refresh(survivor, kept_survivor, survivor_before, TRY(family_facts(m_tx, m_regency, survivor)));
}

Result<void> Writer::undo_merge(std::string_view merge_id) {
    TRY(flush_fresh());
    auto const pair = TRY(m_tx.first(
        "SELECT survivor, absorbed FROM merge WHERE regency = $1 AND id = $2 AND undone_at IS NULL",
        [](Row const& row) { return std::pair(row.get<BusinessId>(0), row.get<BusinessId>(1)); }, m_regency,
        merge_id));
    if (!pair) return fail(error::merge_not_found);
    auto const& [survivor, absorbed] = *pair;
    auto const kept_survivor = TRY(kept(survivor));
    auto const kept_absorbed = TRY(kept(absorbed));
    if (kept_survivor && !kept_survivor->merged_into.empty()) return fail(error::was_merged);
    auto const survivor_before = TRY(family_facts(m_tx, m_regency, survivor));
    TRY(m_tx.run("UPDATE merge SET undone_at = $3 WHERE regency = $1 AND id = $2", m_regency, merge_id,
                 m_tx.now()));
    TRY(refresh(survivor, kept_survivor, survivor_before, TRY(family_facts(m_tx, m_regency, survivor))));
    // Until now its facts counted for the survivor, so its own history begins with nothing.
    return refresh(absorbed, kept_absorbed, {}, TRY(family_facts(m_tx, m_regency, absorbed)));
}

}  // namespace bina::registry
