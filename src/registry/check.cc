#include "registry/check.h"

#include <set>

namespace bina::registry {
namespace {

using base::Result;
using storage::Row;
using storage::Tx;

// Every so many-th business is looked for by its name: the index is checked by sample, all else in full.
constexpr std::int64_t index_sample = 50;

struct Stored {
    std::string id;
    std::string name;
    std::string owner;
    std::string trade;
    std::string size_class;
    std::string status;
    std::string village;
    std::int64_t has;
    std::string merged_into;
    std::int64_t seq;
    std::string search;
};

Result<std::vector<Stored>> next_rows(Tx& tx, RegencyCode const& regency, std::string const& after) {
    return tx.rows(
        "SELECT id, name, owner, trade, class, status, village, has, merged_into, seq, search FROM business"
        " WHERE regency = $1 AND id > $2 ORDER BY id LIMIT 1000",
        [](Row const& row) {
            return Stored{row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                          row.get<std::string>(3), row.get<std::string>(4), row.get<std::string>(5),
                          row.get<std::string>(6), row.integer(7),          row.get<std::string>(8),
                          row.integer(9),          row.get<std::string>(10)};
        },
        regency, after);
}

Result<std::vector<Fact>> all_facts(Tx& tx, RegencyCode const& regency, BusinessId const& business) {
    auto facts = TRY(facts_of(tx, regency, business));
    auto const absorbed = TRY(tx.rows(
        "SELECT absorbed FROM merge WHERE regency = $1 AND survivor = $2 AND undone_at IS NULL",
        [](Row const& row) { return row.get<BusinessId>(0); }, regency, business));
    for (auto const& id : absorbed) {
        auto const more = TRY(all_facts(tx, regency, id));
        facts.insert(facts.end(), more.begin(), more.end());
    }
    sort_facts(facts);
    return facts;
}

bool fits(Stored const& row, Projection const& right) {
    std::string const village = right.cell.village.ends_with("0000") ? "" : right.cell.village;
    return row.name == right.name && row.owner == right.owner && row.trade == trades[right.cell.trade] &&
           row.size_class == class_names[static_cast<std::size_t>(right.cell.size_class)] &&
           row.status == statuses[right.cell.status] && row.village == village &&
           row.has == static_cast<std::int64_t>(right.cell.has);
}

/// The counts of every area and day that the store holds, to be held against a recount.
Result<std::map<std::pair<std::string, std::string>, Tally>> stored_tallies(Tx& tx,
                                                                            RegencyCode const& regency) {
    std::string sql = "SELECT area, period";
    for (auto const& name : tally_names()) sql += ", " + name;
    std::map<std::pair<std::string, std::string>, Tally> tallies;
    TRY(tx.each(
        sql + " FROM tally WHERE regency = $1",
        [&](Row const& row) {
            Tally tally{};
            for (std::size_t i = 0; i < tally.size(); ++i) tally[i] = row.integer(static_cast<int>(i) + 2);
            if (tally != Tally{})
                tallies.emplace(std::pair(row.get<std::string>(0), row.get<std::string>(1)), tally);
        },
        regency));
    return tallies;
}

/// Businesses whose facts stand without a row: all of them must be withdrawn.
Result<std::int64_t> missing_rows(Tx& tx, RegencyCode const& regency) {
    auto const found = TRY(tx.first(
        "SELECT count(DISTINCT f.business) FROM fact f WHERE f.regency = $1 AND NOT EXISTS (SELECT 1 FROM "
        "business b"
        " WHERE b.regency = f.regency AND b.id = f.business) AND NOT EXISTS (SELECT 1 FROM withdrawal w"
        " WHERE w.regency = f.regency AND w.target IN (f.batch, f.id))",
        [](Row const& row) { return row.integer(0); }, regency));
    return found.value_or(0);
}

Result<bool> is_indexed(Tx& tx, RegencyCode const& regency, Stored const& row) {
    auto const found = TRY(search_index(tx, regency, row.name, row.seq + 1, 1));
    return !found.empty() && found.front() == row.seq;
}

}  // namespace

Result<RegistryCheck> check_registry(Tx& tx, ClassRules const& rules, RegencyCode const& regency,
                                     std::function<void()> const& step) {
    RegistryCheck check;
    TallyChanges recount;
    auto const today = base::Day::of(tx.now());
    std::string after;
    for (;;) {
        auto const rows = TRY(next_rows(tx, regency, after));
        if (rows.empty()) break;
        after = rows.back().id;
        for (auto const& row : rows) {
            ++check.businesses;
            if (step) step();
            if (!row.merged_into.empty()) continue;
            auto const facts = TRY(all_facts(tx, regency, TRY(BusinessId::parse(row.id))));
            check.facts += std::ssize(facts);
            auto const right = project(rules, regency, facts, today);
            if (!right) {
                ++check.unfounded_rows;
                continue;
            }
            check.wrong_rows += fits(row, *right) ? 0 : 1;
            recount.replace({}, timeline(rules, regency, facts));
            if (check.businesses % index_sample == 0 && !row.name.empty())
                check.not_indexed += TRY(is_indexed(tx, regency, row)) ? 0 : 1;
        }
    }
    auto stored = TRY(stored_tallies(tx, regency));
    for (auto const& [key, tally] : recount.periods()) {
        auto const found = stored.find(key);
        bool const same = found != stored.end() ? found->second == tally : tally == Tally{};
        check.wrong_tallies += same ? 0 : 1;
        if (found != stored.end()) stored.erase(found);
    }
    check.wrong_tallies += std::ssize(stored);
    check.missing_rows = TRY(missing_rows(tx, regency));
    return check;
}

Result<std::vector<std::string>> regencies(Tx& tx) {
    return tx.rows("SELECT regency FROM registry_state ORDER BY regency",
                   [](Row const& row) { return row.get<std::string>(0); });
}

}  // namespace bina::registry
