#include "sweep/take.h"

#include <algorithm>

#include "audit/audit.h"
#include "base/json.h"
#include "registry/business.h"

namespace bina::sweep {
namespace {

using access::Actor;
using access::Permission;
using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

constexpr std::int64_t pairs_a_piece = 100;
constexpr std::string_view take_columns =
    "id, sweep, verdict, pattern, least, state, pairs, kept, at, actor_name";

Take read_take(RegencyCode const& regency, Row const& row) {
    auto const state = std::ranges::find(take_states, row.text(5));
    if (state == take_states.end()) throw storage::Damage("sweep_take: state");
    return {.id = row.get<TakeId>(0),
            .regency = regency,
            .sweep = row.get<SweepId>(1),
            .merge = row.text(2) == "merge",
            .pattern = row.get<std::string>(3),
            .least = row.integer(4),
            .state = static_cast<TakeState>(state - take_states.begin()),
            .pairs = row.integer(6),
            .kept = row.integer(7),
            .at = row.get<base::Instant>(8),
            .actor_name = row.get<std::string>(9)};
}

Result<std::optional<Take>> find_take(Tx& tx, RegencyCode const& regency, TakeId const& id) {
    static std::string const sql =
        "SELECT " + std::string(take_columns) + " FROM sweep_take WHERE regency = $1 AND id = $2";
    return tx.first(sql, [&](Row const& row) { return read_take(regency, row); }, regency, id);
}

Result<void> store_state(Tx& tx, Take const& take, TakeState state) {
    TRY(tx.run("UPDATE sweep_take SET state = $3, pairs = $4, kept = $5 WHERE regency = $1 AND id = $2",
               take.regency, take.id, take_states[static_cast<std::size_t>(state)], take.pairs, take.kept));
    return {};
}

Result<void> record(Tx& tx, Actor const& actor, std::string_view event, Take const& take) {
    base::JsonWriter detail;
    detail.object().field("verdict", take.merge ? "merge" : "distinct").field("pattern", take.pattern);
    detail.field("pairs", take.pairs).field("kept", take.kept).end();
    return audit::record(tx, actor, event, take.regency.text(), take.id.text(), detail.text());
}

jobs::Job job_of(Tx& tx, Actor const& actor, Take const& take, std::string kind) {
    return {.id = jobs::JobId::make(tx.now()),
            .regency = take.regency.text(),
            .kind = std::move(kind),
            .subject = take.id.text(),
            .actor = actor};
}

/// A job's take as it stands, if there is still something to do.
Result<std::optional<Take>> take_of(Tools const& tools, jobs::Job const& job, TakeState state) {
    auto const regency = TRY(RegencyCode::parse(job.regency));
    auto const id = TRY(TakeId::parse(job.subject));
    auto found = TRY(tools.db.read([&](Tx& tx) { return find_take(tx, regency, id); }));
    if (!found || found->state != state) return std::nullopt;
    return found;
}

intake::WaitingQuery query_of(Take const& take) {
    return {.regency = take.regency,
            .sweep = take.sweep.text(),
            .pattern = take.pattern,
            .from = take.least,
            .certain = take.pattern.empty()};
}

/// Pieces share the store with others; a piece that was begun before a crash is not done twice, for what it
/// decided no longer waits.
Result<bool> take_piece(Tools const& tools, jobs::Job const& job, Take const& take,
                        jobs::Progress& progress) {
    return tools.db.write_alone([&](Tx& tx) -> Result<bool> {
        auto const waiting = TRY(intake::waiting_pairs(tx, query_of(take), pairs_a_piece));
        auto const decision = take.merge ? intake::PairState::merged : intake::PairState::distinct;
        auto const system = access::local_operator();
        Actor actor = job.actor;
        actor.grants = system.grants;
        for (auto const& id : waiting) {
            auto const decided =
                intake::decide_pair(tx, tools.rules, actor, take.regency, id, decision, take.id.text());
            bool const gone = !decided && decided.error().kind == &registry::error::not_found;
            if (gone) TRY(intake::drop_known_pair(tx, take.regency, id));
            if (!decided && !gone) return std::unexpected(decided.error());
            progress.advance();
        }
        return std::ssize(waiting) == pairs_a_piece;
    });
}

/// What has become part of another business meanwhile cannot be parted; it is let go and counted.
Result<bool> undo_piece(Tools const& tools, jobs::Job const& job, Take const& take,
                        jobs::Progress& progress) {
    auto const ids = TRY(tools.db.read(
        [&](Tx& tx) { return intake::taken_pairs(tx, take.regency, take.id.text(), pairs_a_piece); }));
    auto const system = access::local_operator();
    Actor actor = job.actor;
    actor.grants = system.grants;
    for (auto const& id : ids) {
        auto const undone = tools.db.write_alone(
            [&](Tx& tx) { return intake::undo_decision(tx, tools.rules, actor, take.regency, id); });
        if (!undone && undone.error().kind != &registry::error::was_merged)
            return std::unexpected(undone.error());
        if (!undone)
            TRY(tools.db.write([&](Tx& tx) -> Result<void> {
                TRY(intake::let_go(tx, take.regency, id));
                TRY(tx.run("UPDATE sweep_take SET kept = kept + 1 WHERE regency = $1 AND id = $2",
                           take.regency, take.id));
                return {};
            }));
        progress.advance();
    }
    return !ids.empty();
}

}  // namespace

intake::WaitingQuery waiting(Sweep const& sweep, std::string const& pattern) {
    return query_of({.regency = sweep.regency,
                     .sweep = sweep.id,
                     .pattern = pattern,
                     .least = pattern.empty() ? sweep.settings.accept : sweep.settings.review});
}

Result<void> take(Tx& tx, Actor const& actor, Take const& asked, std::int64_t seen) {
    TRY(actor.require(Permission::pairs_decide, asked.regency));
    auto const sweep = TRY(find(tx, actor, asked.regency, asked.sweep));
    if (auto const known = TRY(find_take(tx, asked.regency, asked.id))) {
        bool const same =
            known->sweep == asked.sweep && known->merge == asked.merge && known->pattern == asked.pattern;
        return same ? Result<void>{} : fail(error::id_reused);
    }
    TRY(require_latest(tx, sweep));
    auto const query = waiting(sweep, asked.pattern);
    Take made = asked;
    made.least = query.from;
    made.pairs = TRY(intake::count_waiting(tx, query));
    if (made.pairs != seen) return fail(error::changed_meanwhile);
    TRY(
        tx.run("INSERT INTO sweep_take (regency, id, sweep, verdict, pattern, least, state, pairs, kept, at,"
               " actor, actor_name) VALUES ($1, $2, $3, $4, $5, $6, 'taking', $7, 0, $8, $9, $10)",
               made.regency, made.id, made.sweep, made.merge ? "merge" : "distinct", made.pattern, made.least,
               made.pairs, tx.now(), actor.id, actor.name));
    TRY(record(tx, actor, "sweep.taken", made));
    return jobs::enqueue(tx, job_of(tx, actor, made, "sweep.take"));
}

Result<void> undo_take(Tx& tx, Actor const& actor, RegencyCode const& regency, TakeId const& id) {
    TRY(actor.require(Permission::pairs_decide, regency));
    auto const found = TRY(find_take(tx, regency, id));
    if (!found) return fail(error::take_not_found);
    if (found->state == TakeState::undoing || found->state == TakeState::undone) return {};
    if (found->state == TakeState::taking) return fail(error::take_open);
    TRY(store_state(tx, *found, TakeState::undoing));
    TRY(record(tx, actor, "sweep.take_undone", *found));
    return jobs::enqueue(tx, job_of(tx, actor, *found, "sweep.undo_take"));
}

Result<std::vector<Take>> takes(Tx& tx, RegencyCode const& regency, SweepId const& sweep) {
    static std::string const sql =
        "SELECT " + std::string(take_columns) +
        " FROM sweep_take WHERE regency = $1 AND sweep = $2 ORDER BY at DESC, id DESC";
    return tx.rows(sql, [&](Row const& row) { return read_take(regency, row); }, regency, sweep);
}

Result<void> run_take(Tools const& tools, jobs::Job const& job, jobs::Progress& progress) {
    auto const take = TRY(take_of(tools, job, TakeState::taking));
    if (!take) return {};
    progress.begin("taking", take->pairs);
    while (TRY(take_piece(tools, job, *take, progress)))
        if (progress.stopping()) return fail(jobs::error::crashed);
    return tools.db.write([&](Tx& tx) -> Result<void> {
        Take done = *take;
        done.pairs = TRY(intake::count_taken(tx, take->regency, take->id.text()));
        return store_state(tx, done, TakeState::taken);
    });
}

Result<void> run_undo(Tools const& tools, jobs::Job const& job, jobs::Progress& progress) {
    auto const take = TRY(take_of(tools, job, TakeState::undoing));
    if (!take) return {};
    progress.begin("undoing", take->pairs);
    while (TRY(undo_piece(tools, job, *take, progress)))
        if (progress.stopping()) return fail(jobs::error::crashed);
    return tools.db.write([&](Tx& tx) -> Result<void> {
        auto const now = TRY(find_take(tx, take->regency, take->id));
        return now ? store_state(tx, *now, TakeState::undone) : Result<void>{};
    });
}

Result<void> give_up_take(Tx& tx, jobs::Job const& job, base::Error const&) {
    auto const take =
        TRY(find_take(tx, TRY(RegencyCode::parse(job.regency)), TRY(TakeId::parse(job.subject))));
    if (!take) return {};
    Take left = *take;
    left.pairs = TRY(intake::count_taken(tx, take->regency, take->id.text()));
    return store_state(tx, left, TakeState::taken);
}

}  // namespace bina::sweep
