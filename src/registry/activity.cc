#include "registry/activity.h"

#include "storage/db.h"

namespace bina::registry {
namespace {

using base::Result;
using storage::Row;
using storage::Tx;

void add_to(ActivityChanges::Counts& counts, std::pair<std::string, std::string> key, int sign) {
    auto const [place, first] = counts.try_emplace(std::move(key), 0);
    place->second += sign;
    if (place->second == 0) counts.erase(place);
}

}  // namespace

ActivityGroup group_of(Projection const& row) {
    return {row.cell.kbli, row.activity, is_counted(statuses[row.cell.status])};
}

void ActivityChanges::replace(std::optional<ActivityGroup> const& before,
                              std::optional<ActivityGroup> const& after) {
    if (before == after) return;
    if (before) add(*before, -1);
    if (after) add(*after, +1);
}

void ActivityChanges::add(ActivityGroup const& group, int sign) {
    if (!group.counted) return;
    add_to(m_groups, {group.kbli, group.activity}, sign);
    if (group.kbli.empty()) return;
    for (auto& phrase : kbli::phrases_of(group.activity))
        add_to(m_phrases, {std::move(phrase), group.kbli}, sign);
}

Result<void> ActivityChanges::store(Tx& tx, RegencyCode const& regency) {
    for (auto const& [key, change] : std::exchange(m_groups, {})) {
        TRY(
            tx.run("INSERT INTO activity_group (regency, kbli, activity, businesses) VALUES ($1, $2, $3, $4)"
                   " ON CONFLICT (regency, kbli, activity)"
                   " DO UPDATE SET businesses = activity_group.businesses + excluded.businesses",
                   regency, key.first, key.second, change));
        if (change < 0)
            TRY(
                tx.run("DELETE FROM activity_group WHERE regency = $1 AND kbli = $2 AND activity = $3"
                       " AND businesses = 0",
                       regency, key.first, key.second));
    }
    for (auto const& [key, change] : std::exchange(m_phrases, {})) {
        TRY(
            tx.run("INSERT INTO kbli_phrase (regency, phrase, kbli, businesses) VALUES ($1, $2, $3, $4)"
                   " ON CONFLICT (regency, phrase, kbli)"
                   " DO UPDATE SET businesses = kbli_phrase.businesses + excluded.businesses",
                   regency, key.first, key.second, change));
        if (change < 0)
            TRY(
                tx.run("DELETE FROM kbli_phrase WHERE regency = $1 AND phrase = $2 AND kbli = $3"
                       " AND businesses = 0",
                       regency, key.first, key.second));
    }
    return {};
}

Result<std::vector<kbli::Learnt> const*> LearntWords::of(std::string const& phrase) {
    auto const [place, first] = m_read.try_emplace(phrase);
    if (!first) return &place->second;
    TRY(m_tx.each(
        "SELECT kbli, businesses FROM kbli_phrase WHERE regency = $1 AND phrase = $2",
        [&](Row const& row) {
            auto const code = kbli::Code::parse(row.text(0), m_edition);
            if (code && code->edition() == m_edition)
                place->second.push_back({phrase, code->digits(), row.integer(1)});
        },
        m_regency, phrase));
    return &place->second;
}

Result<std::vector<kbli::Candidate>> LearntWords::candidates(kbli::Table const& table,
                                                             std::string_view folded) {
    std::vector<kbli::Learnt> learnt;
    for (auto const& phrase : kbli::phrases_of(folded)) {
        auto const* const known = TRY(of(phrase));
        learnt.insert(learnt.end(), known->begin(), known->end());
    }
    return kbli::candidates(table, m_edition, folded, learnt);
}

}  // namespace bina::registry
