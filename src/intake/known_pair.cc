#include "intake/known_pair.h"

#include <algorithm>

namespace bina::intake {
namespace {

using base::Result;
using storage::Row;
using storage::Tx;

constexpr std::string_view waits =
    " FROM pair /* by pair_known */ WHERE regency = $1 AND sweep = $2 AND sweep <> '' AND state = 'open'"
    " AND ($3 = '' OR pattern = $3) AND weight >= $4 AND certain >= $5";

PairState state_of(std::string_view text) {
    auto const found = std::ranges::find(pair_states, text);
    if (found == pair_states.end()) throw storage::Damage("pair: state");
    return static_cast<PairState>(found - pair_states.begin());
}

}  // namespace

Result<void> each_standing_pair(Tx& tx, RegencyCode const& regency,
                                std::function<void(StandingPair const&)> const& visit) {
    return tx.each(
        "SELECT id, state, business, other, said, decided_at, batch, row_number FROM pair"
        " WHERE regency = $1 AND (other <> '' OR state = 'distinct')",
        [&](Row const& row) {
            StandingPair pair{.id = row.get<std::string>(0),
                              .state = state_of(row.text(1)),
                              .business = row.get<registry::BusinessId>(2),
                              .other = {},
                              .said = {},
                              .decided_at = row.maybe<base::Instant>(5)};
            if (row.text(3).empty()) {
                pair.other = business_id(row.get<BatchId>(6), row.integer(7));
            } else {
                pair.other = row.get<registry::BusinessId>(3);
                pair.said = row.get<std::string>(4);
            }
            visit(pair);
        },
        regency);
}

Result<void> put_known_pair(Tx& tx, RegencyCode const& regency, std::string_view sweep, KnownPair const& pair,
                            std::string_view standing) {
    std::string const id =
        standing.empty() ? BatchId::derive(pair.business.text() + pair.other.text() + pair.said, 0).text()
                         : std::string(standing);
    TRY(tx.run(
        "INSERT INTO pair (regency, id, state, batch, row_number, business, other, ground, said, score,"
        " evidence, created_at, made, decided_by, district, sweep, pattern, weight, certain)"
        " VALUES ($1, $2, 'open', '', 0, $3, $4, $5, $6, $7, $8, $9, '', '', $10, $11, $12, $13, $14)"
        " ON CONFLICT (regency, id) DO UPDATE SET business = $3, other = $4, ground = $5, score = $7,"
        " evidence = $8, district = $10, sweep = $11, pattern = $12, weight = $13, certain = $14",
        regency, id, pair.business, pair.other, pair.ground, pair.said, pair.score, pair.evidence, tx.now(),
        pair.district, sweep, pair.pattern, pair.weight, std::int64_t{pair.certain}));
    return {};
}

Result<void> drop_known_pair(Tx& tx, RegencyCode const& regency, std::string_view id) {
    TRY(tx.run(
        "DELETE FROM pair WHERE regency = $1 AND id = $2 AND other <> '' AND state IN ('open', 'later')",
        regency, id));
    return {};
}

Result<std::vector<PatternState>> pattern_states(Tx& tx, RegencyCode const& regency, std::string_view sweep) {
    std::vector<PatternState> all;
    TRY(tx.each(
        "SELECT pattern, state, count(*) FROM pair /* by pair_known */ WHERE regency = $1 AND sweep = $2"
        " AND sweep <> '' GROUP BY pattern, state ORDER BY pattern, state",
        [&](Row const& row) {
            if (all.empty() || all.back().pattern != row.text(0))
                all.push_back({.pattern = row.get<std::string>(0)});
            auto& one = all.back();
            switch (state_of(row.text(1))) {
                case PairState::open:
                    one.open = row.integer(2);
                    break;
                case PairState::later:
                    one.later = row.integer(2);
                    break;
                case PairState::merged:
                    one.merged = row.integer(2);
                    break;
                case PairState::distinct:
                    one.distinct = row.integer(2);
                    break;
                case PairState::withdrawn:
                    break;
            }
        },
        regency, sweep));
    return all;
}

Result<std::int64_t> count_waiting(Tx& tx, WaitingQuery const& query) {
    static std::string const sql = "SELECT count(*)" + std::string(waits);
    auto const count = TRY(tx.first(
        sql, [](Row const& row) { return row.integer(0); }, query.regency, query.sweep, query.pattern,
        query.from, std::int64_t{query.certain}));
    return count.value_or(0);
}

Result<std::vector<std::string>> waiting_pairs(Tx& tx, WaitingQuery const& query, std::int64_t limit) {
    static std::string const sql =
        "SELECT id" + std::string(waits) + " ORDER BY weight DESC, id DESC LIMIT $6";
    return tx.rows(
        sql, [](Row const& row) { return row.get<std::string>(0); }, query.regency, query.sweep,
        query.pattern, query.from, std::int64_t{query.certain}, limit);
}

Result<std::vector<std::string>> taken_pairs(Tx& tx, RegencyCode const& regency, std::string_view take,
                                             std::int64_t limit) {
    return tx.rows(
        "SELECT id FROM pair /* by pair_taken */ WHERE regency = $1 AND taken = $2 AND taken <> ''"
        " ORDER BY weight, id LIMIT $3",
        [](Row const& row) { return row.get<std::string>(0); }, regency, take, limit);
}

Result<void> let_go(Tx& tx, RegencyCode const& regency, std::string_view id) {
    TRY(tx.run("UPDATE pair SET taken = '' WHERE regency = $1 AND id = $2", regency, id));
    return {};
}

Result<std::int64_t> count_taken(Tx& tx, RegencyCode const& regency, std::string_view take) {
    auto const count = TRY(tx.first(
        "SELECT count(*) FROM pair /* by pair_taken */ WHERE regency = $1 AND taken = $2 AND taken <> ''",
        [](Row const& row) { return row.integer(0); }, regency, take));
    return count.value_or(0);
}

}  // namespace bina::intake
