#include "intake/pair.h"

#include <algorithm>
#include <charconv>

#include "audit/audit.h"
#include "registry/business.h"

namespace bina::intake {
namespace {

using access::Actor;
using access::Permission;
using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

constexpr std::string_view pair_columns =
    "id, state, batch, row_number, business, ground, score, evidence, created_at, made, decided_at, "
    "decided_by, district, other";

Pair read_pair(RegencyCode const& regency, Row const& row) {
    auto const state = std::ranges::find(pair_states, row.text(1));
    if (state == pair_states.end()) throw storage::Damage("pair: state");
    return {.id = row.get<std::string>(0),
            .regency = regency,
            .state = static_cast<PairState>(state - pair_states.begin()),
            .batch = row.text(2).empty() ? BatchId{} : row.get<BatchId>(2),
            .row = row.integer(3),
            .business = row.get<registry::BusinessId>(4),
            .other = row.text(13).empty() ? registry::BusinessId{} : row.get<registry::BusinessId>(13),
            .district = row.get<std::string>(12),
            .ground = row.get<std::string>(5),
            .score = row.integer(6),
            .evidence = row.get<std::string>(7),
            .created_at = row.get<base::Instant>(8),
            .made = row.get<std::string>(9),
            .decided_at = row.maybe<base::Instant>(10),
            .decided_by = row.get<std::string>(11)};
}

std::string_view name_of(PairState state) {
    return pair_states[static_cast<std::size_t>(state)];
}

Result<void> store_decision(Tx& tx, Actor const& actor, Pair const& pair, PairState state,
                            std::string_view made, std::string_view take = {}) {
    bool const decided = state == PairState::merged || state == PairState::distinct;
    TRY(
        tx.run("UPDATE pair SET state = $3, made = $4, decided_at = $5, decided_by = $6, taken = $7"
               " WHERE regency = $1 AND id = $2",
               pair.regency, pair.id, name_of(state), made,
               decided ? std::optional(tx.now()) : std::optional<base::Instant>{},
               decided ? std::string_view(actor.name) : std::string_view{}, take));
    return audit::record(tx, actor, "intake.pair_decided", pair.regency.text(), pair.id,
                         R"({"state":")" + std::string(name_of(state)) + R"("})");
}

/// The fact that deciding a pair adds. Its id is new each time: an earlier decision's fact, once withdrawn,
/// stays.
Result<registry::Fact> fact_of_pair(Tx& tx, Actor const& actor, Pair const& pair, PairState decision) {
    auto const batch = TRY(find_batch(tx, access::local_operator(), pair.regency, pair.batch));
    auto row = TRY(find_row(tx, pair.regency, pair.batch, pair.row));
    if (!row) throw storage::Damage("pair: row is missing");
    row->business =
        decision == PairState::merged ? pair.business.text() : business_id(pair.batch, pair.row).text();
    auto fact = TRY(fact_of(batch, *row, tx.now()));
    fact.id = registry::FactId::make(tx.now());
    fact.actor = actor.id.text();
    return fact;
}

/// The other business becomes part of the first, unless both have become part of one already. The id of the
/// merge, or "".
Result<std::string> merge_known(Tx& tx, registry::ClassRules const& rules, Actor const& actor,
                                Pair const& pair) {
    auto const survivor = TRY(registry::survivor_of(tx, pair.regency, pair.business));
    auto const absorbed = TRY(registry::survivor_of(tx, pair.regency, pair.other));
    if (survivor == absorbed) return std::string();
    auto id = registry::FactId::make(tx.now()).text();
    registry::Writer writer(tx, rules, actor, pair.regency);
    TRY(writer.merge(id, survivor, absorbed));
    TRY(writer.finish());
    return id;
}

Result<void> withdraw_made(Tx& tx, registry::ClassRules const& rules, Actor const& actor, Pair const& pair) {
    registry::Writer writer(tx, rules, actor, pair.regency);
    if (pair.is_known()) {
        TRY(writer.undo_merge(pair.made));
    } else {
        auto const business =
            pair.state == PairState::merged ? pair.business : business_id(pair.batch, pair.row);
        TRY(writer.withdraw(pair.made, std::span(&business, 1)));
    }
    return writer.finish();
}

}  // namespace

Result<void> park(Tx& tx, Batch const& batch, ListRow const& row) {
    auto const first = row.evidence.find(' ');
    auto const second = row.evidence.find(' ', first + 1);
    if (second == row.evidence.npos) throw storage::Damage("batch_row: evidence");
    std::int64_t score = 0;
    std::from_chars(row.evidence.data() + first + 1, row.evidence.data() + second, score);
    auto const place =
        TRY(registry::place_of(tx, batch.regency, TRY(registry::BusinessId::parse(row.business))));
    TRY(tx.run(
        "INSERT INTO pair (regency, id, state, batch, row_number, business, ground, said, score, evidence,"
        " created_at, made, decided_by, district)"
        " VALUES ($1, $2, 'open', $3, $4, $5, $6, $7, $8, $9, $10, '', '', $11)",
        batch.regency, pair_id(batch.id, row.number), batch.id, row.number, row.business,
        std::string_view(row.evidence).substr(0, first), registry::said_key(tx.vault(), row.statement()),
        score, std::string_view(row.evidence).substr(second + 1), tx.now(),
        place.size() < 6 ? std::string_view{} : std::string_view(place).substr(0, 6)));
    return {};
}

Result<std::optional<registry::BusinessId>> parked_before(Tx& tx, RegencyCode const& regency,
                                                          std::string_view said) {
    return tx.first(
        "SELECT business FROM pair /* by pair_said */ WHERE regency = $1 AND said = $2 AND state IN ('open', "
        "'later')",
        [](Row const& found) { return found.get<registry::BusinessId>(0); }, regency, said);
}

Result<void> each_parked(Tx& tx, RegencyCode const& regency,
                         std::function<void(std::string_view)> const& visit) {
    return tx.each(
        "SELECT said FROM pair WHERE regency = $1 AND state IN ('open', 'later')",
        [&](Row const& row) { visit(row.text(0)); }, regency);
}

Result<std::vector<Pair>> pairs(Tx& tx, Actor const& actor, PairQuery const& query) {
    if (!query.district.empty() && !query.district.starts_with(query.regency.text()))
        return fail(base::malformed, "district");
    TRY(actor.require(Permission::pairs_decide,
                      query.district.empty() ? std::string_view(query.regency.text()) : query.district));
    auto const read = [&](Row const& row) { return read_pair(query.regency, row); };
    static std::string const select = "SELECT " + std::string(pair_columns) +
                                      " FROM pair WHERE regency = $1 AND ($2 = '' OR district = $2) ";
    if (query.state == "decided") {
        static std::string const decided =
            select + "AND state IN ('merged', 'distinct') AND ($3 = '' OR id < $3) ORDER BY id DESC LIMIT $4";
        return tx.rows(decided, read, query.regency, query.district, query.after, query.limit);
    }
    static std::string const waiting =
        select +
        "AND state = $3 AND ($4 = '' OR (score, id) < ((SELECT p.score FROM pair p WHERE p.regency = $1"
        " AND p.id = $4), $4)) ORDER BY score DESC, id DESC LIMIT $5";
    return tx.rows(waiting, read, query.regency, query.district, query.state, query.after, query.limit);
}

Result<std::int64_t> count_pairs(Tx& tx, base::AreaCode const& area, std::string_view state) {
    std::string_view const code = area.text();
    auto const count = TRY(tx.first(
        "SELECT count(*) FROM pair WHERE regency = $1 AND ($2 = '' OR district = $2)"
        " AND (state = $3 OR ($3 = 'decided' AND state IN ('merged', 'distinct')))",
        [](Row const& row) { return row.integer(0); }, code.substr(0, 4),
        code.size() < 6 ? std::string_view{} : code, state));
    return count.value_or(0);
}

Result<Pair> find_pair(Tx& tx, Actor const& actor, RegencyCode const& regency, std::string_view id) {
    static std::string const sql =
        "SELECT " + std::string(pair_columns) + " FROM pair WHERE regency = $1 AND id = $2";
    auto pair = TRY(tx.first(sql, [&](Row const& row) { return read_pair(regency, row); }, regency, id));
    if (!pair || !actor.may(Permission::pairs_decide, pair->district))
        TRY(actor.require(Permission::pairs_decide, regency));
    if (!pair) return fail(error::pair_not_found);
    return *std::move(pair);
}

Result<void> decide_pair(Tx& tx, registry::ClassRules const& rules, Actor const& actor,
                         RegencyCode const& regency, std::string_view id, PairState decision,
                         std::string_view take) {
    auto pair = TRY(find_pair(tx, actor, regency, id));
    if (pair.state == decision) return {};
    if (pair.state == PairState::withdrawn) return fail(error::pair_withdrawn);
    if (pair.state == PairState::merged || pair.state == PairState::distinct)
        return fail(error::pair_decided);
    if (decision == PairState::later) return store_decision(tx, actor, pair, decision, {});
    if (pair.is_known()) {
        auto const made =
            decision == PairState::merged ? TRY(merge_known(tx, rules, actor, pair)) : std::string();
        return store_decision(tx, actor, pair, decision, made, take);
    }

    registry::Writer writer(tx, rules, actor, regency);
    pair.business = TRY(registry::survivor_of(tx, regency, pair.business));
    auto const fact = TRY(fact_of_pair(tx, actor, pair, decision));
    TRY(decision == PairState::merged ? writer.add(fact) : writer.create({fact}));
    TRY(writer.finish());
    return store_decision(tx, actor, pair, decision, fact.id.text());
}

Result<void> undo_decision(Tx& tx, registry::ClassRules const& rules, Actor const& actor,
                           RegencyCode const& regency, std::string_view id) {
    auto const pair = TRY(find_pair(tx, actor, regency, id));
    if (pair.state == PairState::withdrawn) return fail(error::pair_withdrawn);
    if (pair.state == PairState::open) return fail(error::pair_undecided);
    if (!pair.made.empty()) TRY(withdraw_made(tx, rules, actor, pair));
    return store_decision(tx, actor, pair, PairState::open, {});
}

Result<std::vector<registry::BusinessId>> businesses_of_pairs(Tx& tx, RegencyCode const& regency,
                                                              BatchId const& batch) {
    return tx.rows(
        "SELECT state, business, row_number FROM pair /* by pair_batch */ WHERE regency = $1 AND batch = $2"
        " AND state IN ('merged', 'distinct')",
        [&](Row const& row) {
            return row.text(0) == "merged" ? row.get<registry::BusinessId>(1)
                                           : business_id(batch, row.integer(2));
        },
        regency, batch);
}

Result<void> withdraw_pairs(Tx& tx, RegencyCode const& regency, BatchId const& batch) {
    TRY(tx.run("UPDATE pair SET state = 'withdrawn' WHERE regency = $1 AND batch = $2", regency, batch));
    return {};
}

}  // namespace bina::intake
