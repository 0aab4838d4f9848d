#include "intake/commit.h"

#include <set>

#include "audit/audit.h"
#include "base/json.h"
#include "intake/pair.h"
#include "registry/writer.h"

namespace bina::intake {
namespace {

using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

// Rows read at once: a page of them is in memory, never a whole list.
constexpr std::int64_t page_rows = 2'000;

/// Rows that state something that is to become a fact: a repeated row does when it says more than the first
/// did.
bool makes_fact(ListRow const& row) {
    if (row.verdict == Verdict::duplicate_in_file) return row.reason == "intake.duplicate_differs";
    return row.verdict == Verdict::fresh || row.verdict == Verdict::update;
}

template <class Body>
Result<void> each_row(Tx& tx, Batch const& batch, access::Actor const& actor, Body body) {
    RowQuery query{.regency = batch.regency, .batch = batch.id, .limit = page_rows};
    for (;;) {
        auto const page = TRY(rows(tx, actor, query));
        for (auto const& row : page) TRY(body(row));
        if (std::ssize(page) < page_rows) return {};
        query.after = page.back().number;
    }
}

Result<void> commit_rows(Tx& tx, Tools const& tools, Batch const& batch, jobs::Job const& job,
                         jobs::Progress& progress) {
    auto const system = access::local_operator();
    registry::Writer writer(tx, tools.rules, job.actor, batch.regency);
    TRY(each_row(tx, batch, system, [&](ListRow const& row) -> Result<void> {
        progress.advance();
        if (row.verdict == Verdict::doubtful) return park(tx, batch, row);
        if (!makes_fact(row)) return {};
        auto const fact = TRY(fact_of(batch, row, tx.now()));
        return row.verdict == Verdict::fresh ? writer.create(fact) : writer.add(fact);
    }));
    TRY(writer.finish());
    TRY(tx.run("UPDATE batch SET committed_at = $3 WHERE regency = $1 AND id = $2", batch.regency, batch.id,
               tx.now()));
    TRY(set_state(tx, batch.regency, batch.id, State::committed));
    base::JsonWriter detail;
    detail.object().field("rows", batch.counts.rows).field("new", batch.counts[Verdict::fresh]);
    detail.field("update", batch.counts[Verdict::update]).end();
    return audit::record(tx, job.actor, "intake.batch_committed", batch.regency.text(), batch.id.text(),
                         detail.text());
}

}  // namespace

Result<void> commit(Tools const& tools, jobs::Job const& job, jobs::Progress& progress) {
    auto const regency = TRY(RegencyCode::parse(job.regency));
    auto const id = TRY(BatchId::parse(job.subject));
    auto const system = access::local_operator();
    return tools.db.write([&](Tx& tx) -> Result<void> {
        auto const batch = TRY(find_batch(tx, system, regency, id));
        if (batch.state != State::committing) return {};  // done before a restart
        if (TRY(registry::registry_version(tx, regency)) != batch.checked_version)
            return fail(error::changed_meanwhile);
        progress.begin("committing", batch.counts.rows + batch.counts[Verdict::skipped]);
        return commit_rows(tx, tools, batch, job, progress);
    });
}

Result<void> undo(Tools const& tools, jobs::Job const& job, jobs::Progress& progress) {
    auto const regency = TRY(RegencyCode::parse(job.regency));
    auto const id = TRY(BatchId::parse(job.subject));
    auto const system = access::local_operator();
    return tools.db.write([&](Tx& tx) -> Result<void> {
        auto const batch = TRY(find_batch(tx, system, regency, id));
        if (batch.state != State::undoing) return {};
        progress.begin("undoing", batch.counts.rows);
        // Ids are short: a million of them fit, where a million rows would not.
        std::set<registry::BusinessId> touched;
        TRY(tx.stream(
            "SELECT business FROM batch_row WHERE regency = $1 AND batch = $2"
            " AND verdict IN ('new', 'update', 'duplicate_in_file') AND business <> ''",
            [&](Row const& row) {
                touched.insert(row.get<registry::BusinessId>(0));
                return true;
            },
            regency, id));
        for (auto const& business : TRY(businesses_of_pairs(tx, regency, id))) touched.insert(business);
        registry::Writer writer(tx, tools.rules, job.actor, regency);
        std::vector<registry::BusinessId> const list(touched.begin(), touched.end());
        TRY(writer.withdraw(id.text(), list, [&] { progress.advance(); }));
        TRY(writer.finish());
        TRY(withdraw_pairs(tx, regency, id));
        TRY(tx.run("UPDATE batch SET undone_at = $3 WHERE regency = $1 AND id = $2", regency, id, tx.now()));
        TRY(set_state(tx, regency, id, State::undone));
        return audit::record(tx, job.actor, "intake.batch_undone", regency.text(), id.text());
    });
}

}  // namespace bina::intake
