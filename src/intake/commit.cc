#include "intake/commit.h"

#include <future>
#include <set>
#include <variant>

#include "audit/audit.h"
#include "base/json.h"
#include "base/pipe.h"
#include "base/zone.h"
#include "intake/pair.h"
#include "registry/writer.h"

namespace bina::intake {
namespace {

using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

// Rows read at once: some pages of them are in memory, never a whole list.
constexpr std::int64_t page_rows = 500;

/// What a row of a checked batch asks of the one who writes.
using Task = std::variant<registry::NewBusiness, registry::Fact, ListRow>;
using Tasks = std::vector<Task>;

/// Reads a checked batch and makes ready what is to be written, while what came before it is being written.
class RowsToCommit {
public:
    RowsToCommit(Tools const& tools, Batch const& batch, base::Instant now, base::Pipe<Tasks>& pipe,
                 jobs::Progress& progress)
        : m_tools(tools), m_batch(batch), m_now(now), m_pipe(pipe), m_progress(progress) {}

    Result<void> run() {
        return m_tools.db.read([&](Tx& tx) -> Result<void> {
            m_further = TRY(further_rows(tx, m_batch.regency, m_batch.id));
            RowQuery query{.regency = m_batch.regency, .batch = m_batch.id, .limit = page_rows};
            for (;;) {
                auto const page = TRY(rows(tx, access::local_operator(), query));
                Tasks tasks;
                tasks.reserve(page.size());
                for (auto const& row : page) TRY(prepare(tx, row, tasks));
                if (!m_pipe.push(std::move(tasks))) return {};
                if (std::ssize(page) < page_rows) break;
                query.after = page.back().number;
            }
            if (m_next_further != m_further.size())
                throw storage::Damage("batch_row: repeats a row that makes no business");
            return {};
        });
    }

private:
    Result<void> prepare(Tx& tx, ListRow const& row, Tasks& tasks) {
        m_progress.advance();
        if (row.verdict == Verdict::doubtful) tasks.emplace_back(row);
        if (row.verdict == Verdict::update) tasks.emplace_back(TRY(fact_of(m_batch, row, m_now)));
        if (row.verdict != Verdict::fresh) return {};
        std::vector<registry::Fact> facts{TRY(fact_of(m_batch, row, m_now))};
        // What the file says of the business further down comes with it: it is stored once, whole.
        for (; m_next_further < m_further.size() && m_further[m_next_further].maker == row.number;
             ++m_next_further)
            if (auto const later =
                    TRY(find_row(tx, m_batch.regency, m_batch.id, m_further[m_next_further].row)))
                facts.push_back(TRY(fact_of(m_batch, *later, m_now)));
        registry::sort_facts(facts);
        tasks.emplace_back(
            TRY(registry::new_business(tx.vault(), m_tools.rules, m_batch.regency, std::move(facts),
                                       base::day_in(m_batch.regency.text(), m_now))));
        return {};
    }

    Tools const& m_tools;
    Batch const& m_batch;
    base::Instant m_now;
    base::Pipe<Tasks>& m_pipe;
    jobs::Progress& m_progress;
    std::vector<FurtherRow> m_further;
    std::size_t m_next_further = 0;  ///< Rows come in their order, and so do those that say more.
};

Result<void> write_tasks(Tx& tx, Batch const& batch, registry::Writer& writer, base::Pipe<Tasks>& pipe) {
    while (auto tasks = pipe.pop())
        for (auto& task : *tasks) {
            if (auto* const made = std::get_if<registry::NewBusiness>(&task))
                TRY(writer.create(std::move(*made)));
            else if (auto const* const fact = std::get_if<registry::Fact>(&task))
                TRY(writer.add(*fact));
            else
                TRY(park(tx, batch, std::get<ListRow>(task)));
        }
    return {};
}

Result<void> commit_rows(Tx& tx, Tools const& tools, Batch const& batch, jobs::Job const& job,
                         jobs::Progress& progress) {
    registry::Writer writer(tx, tools.rules, job.actor, batch.regency);
    TRY(writer.expect(batch.counts[Verdict::fresh]));
    base::Pipe<Tasks> pipe;
    auto reading = std::async(std::launch::async, [&] {
        base::Closing const closing{pipe};
        return RowsToCommit(tools, batch, tx.now(), pipe, progress).run();
    });
    TRY([&] {
        base::Closing const closing{pipe};
        return write_tasks(tx, batch, writer, pipe);
    }());
    TRY(reading.get());
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
    return tools.db.write_alone([&](Tx& tx) -> Result<void> {
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
    return tools.db.write_alone([&](Tx& tx) -> Result<void> {
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
