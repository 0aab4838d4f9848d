#include "sweep/sweep.h"

#include <algorithm>

#include "audit/audit.h"
#include "base/json.h"
#include "sweep/enter.h"
#include "sweep/take.h"

namespace bina::sweep {
namespace {

using access::Actor;
using access::Permission;
using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

constexpr std::size_t part_bytes = 1 << 20;
constexpr std::string_view sweep_columns =
    "id, state, error, asked_at, actor_name, finished_at, records, left_out, compared, found, entered,"
    " replayed, accept, review, prior, closest, ordered";

Sweep read_sweep(RegencyCode const& regency, Row const& row) {
    auto const state = std::ranges::find(sweep_states, row.text(1));
    auto const closest = closest_of(row.text(15));
    if (state == sweep_states.end() || !closest) throw storage::Damage("sweep");
    Sweep sweep{.id = row.get<SweepId>(0),
                .regency = regency,
                .state = static_cast<State>(state - sweep_states.begin()),
                .error = row.get<std::string>(2),
                .asked_at = row.get<base::Instant>(3),
                .actor_name = row.get<std::string>(4),
                .finished_at = row.maybe<base::Instant>(5),
                .records = row.integer(6),
                .left_out = row.integer(7),
                .compared = row.integer(8),
                .found = row.integer(9),
                .entered = row.integer(10),
                .replayed = row.integer(11),
                .ordered = row.integer(16) == 1,
                .settings = {.accept = static_cast<Centibits>(row.integer(12)),
                             .review = static_cast<Centibits>(row.integer(13)),
                             .prior = {},
                             .closest = *closest}};
    if (auto const prior = row.maybe<std::int64_t>(14)) sweep.settings.prior = static_cast<Centibits>(*prior);
    return sweep;
}

Result<std::optional<Sweep>> find_sweep(Tx& tx, RegencyCode const& regency, SweepId const& id) {
    static std::string const sql =
        "SELECT " + std::string(sweep_columns) + " FROM sweep WHERE regency = $1 AND id = $2";
    return tx.first(sql, [&](Row const& row) { return read_sweep(regency, row); }, regency, id);
}

jobs::Job job_of(Tx& tx, Actor const& actor, RegencyCode const& regency, SweepId const& sweep,
                 std::string kind) {
    return {.id = jobs::JobId::make(tx.now()),
            .regency = regency.text(),
            .kind = std::move(kind),
            .subject = sweep.text(),
            .actor = actor};
}

/// Of one regency the latest result alone is kept.
Result<void> store_found(Tx& tx, RegencyCode const& regency, SweepId const& id, Found const& found) {
    TRY(tx.run("DELETE FROM sweep_part WHERE regency = $1", regency));
    auto const bytes = encode(found);
    for (std::size_t at = 0, number = 0; at < bytes.size(); at += part_bytes, ++number) {
        auto const sealed = tx.vault().seal(std::string_view(bytes).substr(at, part_bytes));
        TRY(tx.run("INSERT INTO sweep_part (regency, sweep, number, body) VALUES ($1, $2, $3, $4)", regency,
                   id, static_cast<std::int64_t>(number), storage::Bytes{sealed}));
    }
    return {};
}

Result<void> store_rules(Tx& tx, RegencyCode const& regency, SweepId const& id,
                         std::vector<RuleSaid> const& rules) {
    for (std::size_t i = 0; i < rules.size(); ++i) {
        auto const& count = rules[i].count;
        TRY(
            tx.run("INSERT INTO sweep_rule (regency, sweep, number, name, pairs, keys_cut, records_cut,"
                   " pairs_cut) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                   regency, id, static_cast<std::int64_t>(i), rules[i].name,
                   static_cast<std::int64_t>(count.pairs), static_cast<std::int64_t>(count.keys_cut),
                   static_cast<std::int64_t>(count.records_cut), static_cast<std::int64_t>(count.pairs_cut)));
    }
    return {};
}

Result<void> store_entered(Tx& tx, Sweep const& sweep, Entered const& entered) {
    TRY(tx.run("UPDATE sweep SET entered = $3, replayed = $4, ordered = 1 WHERE regency = $1 AND id = $2",
               sweep.regency, sweep.id, entered.entered, entered.replayed));
    return {};
}

Result<void> store_search(Tx& tx, jobs::Job const& job, Sweep const& sweep, Search const& search) {
    TRY(store_found(tx, sweep.regency, sweep.id, search.found));
    TRY(store_rules(tx, sweep.regency, sweep.id, search.rules));
    auto const entered = TRY(enter(tx, sweep.regency, sweep.id, search.found, sweep.settings));
    TRY(tx.run(
        "UPDATE sweep SET state = 'done', finished_at = $3, records = $4, left_out = $5, compared = $6,"
        " found = $7 WHERE regency = $1 AND id = $2",
        sweep.regency, sweep.id, tx.now(), search.records, search.left_out, search.compared,
        std::ssize(search.found.edges)));
    TRY(store_entered(tx, sweep, entered));
    base::JsonWriter detail;
    detail.object().field("records", search.records).field("pairs", std::ssize(search.found.edges));
    detail.field("entered", entered.entered).end();
    return audit::record(tx, job.actor, "sweep.done", sweep.regency.text(), sweep.id.text(), detail.text());
}

Result<Sweep> sweep_of(Tools const& tools, jobs::Job const& job) {
    auto const regency = TRY(RegencyCode::parse(job.regency));
    auto const id = TRY(SweepId::parse(job.subject));
    return tools.db.read([&](Tx& tx) { return find(tx, access::local_operator(), regency, id); });
}

Result<void> run_search(Tools const& tools, jobs::Job const& job, jobs::Progress& progress) {
    auto const sweep = TRY(sweep_of(tools, job));
    if (sweep.state != State::waiting) return {};  // done before a restart
    auto const found = TRY(tools.db.read([&](Tx& tx) { return search(tx, sweep.regency, progress); }));
    if (progress.stopping()) return fail(jobs::error::crashed);
    progress.begin("entering", 0);
    return tools.db.write_alone([&](Tx& tx) { return store_search(tx, job, sweep, found); });
}

/// What failed says so, and no longer stands in the way of the next.
Result<void> give_up_search(Tx& tx, jobs::Job const& job, base::Error const& failure) {
    TRY(tx.run("UPDATE sweep SET state = 'failed', error = $3 WHERE regency = $1 AND id = $2", job.regency,
               job.subject, failure.kind->key));
    return {};
}

Result<void> run_enter(Tools const& tools, jobs::Job const& job, jobs::Progress& progress) {
    progress.begin("entering", 0);
    return tools.db.write_alone([&](Tx& tx) -> Result<void> {
        auto const regency = TRY(RegencyCode::parse(job.regency));
        auto const sweep = TRY(find_sweep(tx, regency, TRY(SweepId::parse(job.subject))));
        if (!sweep || !require_latest(tx, *sweep)) return {};  // a later one has ordered the queue
        auto const found = TRY(load(tx, *sweep));
        return store_entered(tx, *sweep, TRY(enter(tx, regency, sweep->id, *found, sweep->settings)));
    });
}

}  // namespace

void register_jobs(jobs::Jobs& jobs, Tools const& tools) {
    auto const with = [&](auto body) {
        return [tools, body](jobs::Job const& job, jobs::Progress& progress) {
            return body(tools, job, progress);
        };
    };
    jobs.handle("sweep.search", with(run_search), give_up_search);
    jobs.handle("sweep.enter", with(run_enter));
    jobs.handle("sweep.take", with(run_take), give_up_take);
    jobs.handle("sweep.undo_take", with(run_undo), give_up_take);
}

Result<void> ask(Tx& tx, Actor const& actor, RegencyCode const& regency, SweepId const& id) {
    TRY(actor.require(Permission::pairs_decide, regency));
    if (TRY(find_sweep(tx, regency, id))) return {};
    auto const waiting = TRY(tx.first(
        "SELECT 1 FROM sweep WHERE regency = $1 AND state = 'waiting'", [](Row const&) { return true; },
        regency));
    if (waiting) return fail(error::running);
    // The next sweep goes by what was chosen for the last one.
    auto const before = TRY(sweeps(tx, actor, regency, 1));
    auto const settings = before.empty() ? Settings{} : before.front().settings;
    TRY(
        tx.run("INSERT INTO sweep (regency, id, state, error, asked_at, actor, actor_name, records, left_out,"
               " compared, found, entered, replayed, accept, review, prior, closest, ordered)"
               " VALUES ($1, $2, 'waiting', '', $3, $4, $5, 0, 0, 0, 0, 0, 0, $6, $7, $8, $9, 1)",
               regency, id, tx.now(), actor.id, actor.name, std::int64_t{settings.accept},
               std::int64_t{settings.review},
               settings.prior ? std::optional<std::int64_t>(*settings.prior) : std::nullopt,
               text_of(settings.closest)));
    TRY(audit::record(tx, actor, "sweep.asked", regency.text(), id.text()));
    return jobs::enqueue(tx, job_of(tx, actor, regency, id, "sweep.search"));
}

Result<Sweep> find(Tx& tx, Actor const& actor, RegencyCode const& regency, SweepId const& id) {
    TRY(actor.require(Permission::pairs_decide, regency));
    auto found = TRY(find_sweep(tx, regency, id));
    if (!found) return fail(error::not_found);
    return *std::move(found);
}

Result<std::vector<Sweep>> sweeps(Tx& tx, Actor const& actor, RegencyCode const& regency,
                                  std::int64_t limit) {
    TRY(actor.require(Permission::pairs_decide, regency));
    static std::string const sql = "SELECT " + std::string(sweep_columns) +
                                   " FROM sweep WHERE regency = $1 ORDER BY asked_at DESC, id DESC LIMIT $2";
    return tx.rows(sql, [&](Row const& row) { return read_sweep(regency, row); }, regency, limit);
}

Result<std::vector<RuleSaid>> rules_of(Tx& tx, RegencyCode const& regency, SweepId const& id) {
    return tx.rows(
        "SELECT name, pairs, keys_cut, records_cut, pairs_cut FROM sweep_rule WHERE regency = $1 AND sweep = "
        "$2"
        " ORDER BY number",
        [](Row const& row) {
            auto const count = [&](int column) { return static_cast<std::uint64_t>(row.integer(column)); };
            RuleSaid rule{.name = row.get<std::string>(0), .count = {}};
            rule.count.pairs = count(1);
            rule.count.keys_cut = count(2);
            rule.count.records_cut = count(3);
            rule.count.pairs_cut = count(4);
            return rule;
        },
        regency, id);
}

Result<void> require_latest(Tx& tx, Sweep const& sweep) {
    if (sweep.state != State::done) return fail(error::not_done);
    auto const kept = TRY(tx.first(
        "SELECT 1 FROM sweep_part WHERE regency = $1 AND sweep = $2 AND number = 0",
        [](Row const&) { return true; }, sweep.regency, sweep.id));
    return kept ? Result<void>{} : fail(error::not_latest);
}

Result<void> choose(Tx& tx, Actor const& actor, RegencyCode const& regency, SweepId const& id,
                    Settings const& settings) {
    auto const sweep = TRY(find(tx, actor, regency, id));
    TRY(require_latest(tx, sweep));
    if (settings.accept < settings.review) return fail(error::bands_crossed);
    if (settings == sweep.settings) return {};
    TRY(
        tx.run("UPDATE sweep SET accept = $3, review = $4, prior = $5, closest = $6, ordered = 0"
               " WHERE regency = $1 AND id = $2",
               regency, id, std::int64_t{settings.accept}, std::int64_t{settings.review},
               settings.prior ? std::optional<std::int64_t>(*settings.prior) : std::nullopt,
               text_of(settings.closest)));
    base::JsonWriter detail;
    detail.object()
        .field("accept", std::int64_t{settings.accept})
        .field("review", std::int64_t{settings.review});
    detail.field("closest", text_of(settings.closest)).end();
    TRY(audit::record(tx, actor, "sweep.chosen", regency.text(), id.text(), detail.text()));
    return jobs::enqueue(tx, job_of(tx, actor, regency, id, "sweep.enter"));
}

Result<std::shared_ptr<Found const>> load(Tx& tx, Sweep const& sweep) {
    TRY(require_latest(tx, sweep));
    std::string bytes;
    std::optional<base::Error> failure;
    TRY(tx.each(
        "SELECT body FROM sweep_part WHERE regency = $1 AND sweep = $2 ORDER BY number",
        [&](Row const& row) {
            auto part = tx.vault().unseal(row.bytes(0));
            if (part)
                bytes += *part;
            else
                failure = part.error();
        },
        sweep.regency, sweep.id));
    if (failure) return std::unexpected(*failure);
    return std::make_shared<Found const>(decode(bytes));
}

Result<std::shared_ptr<Found const>> Shelf::load(Tx& tx, Sweep const& sweep) {
    {
        std::lock_guard const lock(m_mutex);
        if (m_found && m_id == sweep.id) return m_found;
    }
    auto found = TRY(sweep::load(tx, sweep));
    std::lock_guard const lock(m_mutex);
    m_id = sweep.id;
    m_found = found;
    return found;
}

}  // namespace bina::sweep
