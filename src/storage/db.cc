#include "storage/db.h"

#include <algorithm>

#include "storage/checkpoint.h"
#include "storage/commit_log.h"

namespace bina::storage {

using base::fail;
using base::Result;

namespace {

bool is_postgres(std::string const& location) {
    return location.starts_with("postgresql://") || location.starts_with("postgres://");
}

// One writer at a time, also when several processes share a PostgreSQL store: counts, chains and class rules
// are read and written back within one transaction.
constexpr char const* begin_postgres = "BEGIN; SELECT pg_advisory_xact_lock(726974)";
constexpr char const* begin_sqlite = "BEGIN IMMEDIATE";

// How often a group is begun anew without one that failed, before each of its transactions gets a savepoint.
constexpr int restarts_max = 3;

}  // namespace

// PostgreSQL cannot hold a zero in text and libpq would cut there: refused alike on both engines.
Result<void> Tx::check(std::span<Arg const> args) {
    if (m_failure) return std::unexpected(*m_failure);
    for (auto const& arg : args)
        if (arg.kind() == Arg::Kind::text && arg.view().contains('\0'))
            return kept(Result<void>(fail(error::failed, "a zero byte in text")));
    return {};
}

template <class T>
Result<T> Tx::kept(Result<T> result) {
    if (!result) m_failure = result.error();
    return result;
}

Result<std::int64_t> Tx::execute(std::string_view sql, std::span<Arg const> args, Visit const* visit) {
    TRY(check(args));
    m_wrote = m_wrote || !sql.starts_with("SELECT");
    return kept(m_connection.execute(sql, args, visit));
}

Result<void> Tx::stream_with(std::string_view sql, std::span<Arg const> args, Visit const& visit) {
    TRY(check(args));
    return kept(m_connection.stream(sql, args, visit));
}

Result<void> Tx::append(std::string_view table, std::span<std::string_view const> columns,
                        std::span<Arg const> rows) {
    TRY(check(rows));
    if (rows.empty()) return {};
    m_wrote = true;
    return kept(m_connection.append(table, columns, rows));
}

Result<std::string> Tx::leave_indexes(std::span<std::string_view const> names) {
    std::string make;
    if (engine() != Engine::sqlite) return make;
    for (auto const name : names) {
        auto const sql = TRY(first(
            "SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = $1",
            [](Row const& row) { return row.get<std::string>(0); }, name));
        if (!sql) return fail(error::failed, "no index of that name");
        TRY(script("DROP INDEX " + std::string(name)));
        make += *sql + ';';
    }
    return make;
}

Result<void> Tx::script(std::string const& sql) {
    TRY(check({}));
    m_wrote = true;
    return kept(m_connection.script(sql));
}

Db::Db(DbOptions options, Vault vault, Engine engine)
    : m_options(std::move(options)), m_vault(std::move(vault)), m_engine(engine) {}

Result<std::unique_ptr<Db>> Db::open(DbOptions options, Vault vault) {
    Engine const engine = is_postgres(options.location) ? Engine::postgresql : Engine::sqlite;
    std::unique_ptr<Db> db{new Db(std::move(options), std::move(vault), engine)};
    db->m_writer = TRY(db->connect(false));
    if (engine == Engine::sqlite) {
        db->m_log = std::make_unique<CommitLog>(db->m_options.location);
        db->m_checkpointer = std::make_unique<Checkpointer>(db->m_options.location);
    }
    db->m_writer_thread = std::thread([raw = db.get()] { raw->run_writer(); });
    return db;
}

Db::~Db() {
    {
        std::lock_guard const lock(m_queue_mutex);
        m_stopping = true;
    }
    m_queue_filled.notify_all();
    if (m_writer_thread.joinable()) m_writer_thread.join();
    m_checkpointer.reset();
    // What fails here is done by who opens the store next.
    if (!m_writer || m_writer->log_pages() == 0) return;
    // Cut off, as what stands in the log is moved once more by who opens the store next.
    (void)(m_log->kept() ? checkpoint() : m_writer->script("PRAGMA wal_checkpoint(TRUNCATE)"));
}

Result<std::unique_ptr<Connection>> Db::connect(bool read_only) const {
    ConnectionOptions const options{.location = m_options.location, .read_only = read_only};
    return m_engine == Engine::postgresql ? connect_postgres(options) : connect_sqlite(options);
}

std::size_t Db::waiting_writes() const {
    std::lock_guard const lock(m_queue_mutex);
    return m_queue.size();
}

Result<void> Db::Lease::begin() {
    {
        std::unique_lock lock(db.m_reader_mutex);
        db.m_reader_free.wait(lock, [&] { return db.m_leased < db.m_options.readers; });
        ++db.m_leased;
        open = true;
        if (!db.m_idle_readers.empty()) {
            connection = std::move(db.m_idle_readers.back());
            db.m_idle_readers.pop_back();
        }
    }
    auto const* const begin =
        db.m_engine == Engine::postgresql ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN";
    if (connection && connection->script(begin)) return {};
    // None idle, or one whose server went away while it lay idle: open one anew, once.
    connection = TRY(db.connect(true));
    return connection->script(begin);
}

Db::Lease::~Lease() {
    if (!open) return;
    bool const clean = connection && connection->script("COMMIT") && connection->usable();
    {
        std::lock_guard const lock(db.m_reader_mutex);
        --db.m_leased;
        if (clean) db.m_idle_readers.push_back(std::move(connection));
    }
    db.m_reader_free.notify_one();
}

Result<void> Db::submit(std::function<Result<void>(Tx&)> body, bool alone) {
    Task task{
        .body = std::move(body), .alone = alone, .outcome = {}, .thrown = {}, .done = false, .ready = {}};
    if (std::this_thread::get_id() == m_writer_thread.get_id())
        throw std::logic_error("a write inside a write would wait for itself");
    std::unique_lock lock(m_queue_mutex);
    if (m_stopping || m_queue.size() >= m_options.queue_max) return fail(error::busy, "too many writes wait");
    m_queue.push_back(&task);
    m_queue_filled.notify_one();
    task.ready.wait(lock, [&] { return task.done; });
    if (task.thrown) std::rethrow_exception(task.thrown);
    return std::move(task.outcome);
}

/// The transactions at the head of the queue that are to share a commit; the queue is locked and not empty.
Db::Group Db::next_group() {
    Group group;
    while (!m_queue.empty() && group.size() < group_max) {
        bool const alone = m_queue.front()->alone;
        if (alone && !group.empty()) break;
        group.push_back(m_queue.front());
        m_queue.pop_front();
        if (alone) break;
    }
    return group;
}

void Db::run_writer() {
    std::unique_lock lock(m_queue_mutex);
    for (;;) {
        m_queue_filled.wait(lock, [&] { return m_stopping || !m_queue.empty(); });
        if (m_queue.empty()) return;
        auto const group = next_group();
        lock.unlock();
        commit_group(group);
        lock.lock();
        for (Task* task : group) {
            task->done = true;
            task->ready.notify_one();
        }
        lock.unlock();
        mind_log();
        lock.lock();
    }
}

void Db::commit_group(Group const& group) {
    auto committed = m_options.rehearse ? rehearse(group) : Result<void>{};
    if (committed) committed = run_group(group);
    if (committed) return;
    // Fails when the engine has undone everything already, or the connection is gone: then the next group
    // opens another.
    (void)m_writer->script("ROLLBACK");
    for (Task* task : group)
        if (task->outcome && !task->thrown) task->outcome = std::unexpected(committed.error());
}

Result<void> Db::rehearse(Group const& group) {
    if (group.front()->alone) return {};
    TRY(begin_group());
    for (Task* task : group) {
        run_task(*task);
        if (task->spoilt) break;
    }
    (void)m_writer->script("ROLLBACK");  // Fails when the engine has undone everything already.
    return {};
}

Result<void> Db::begin_group() {
    // A key that another process has added seals from the next transaction on.
    m_vault.refresh();
    if (m_engine == Engine::sqlite) {
        TRY(m_writer->script(begin_sqlite));
        return m_log->kept() ? m_log->stamp(*m_writer, now()) : Result<void>{};
    }
    if (m_writer->usable()) {
        auto const begun = m_writer->script(begin_postgres);
        if (begun || m_writer->usable()) return begun;
    }
    // The server went away while the connection lay idle: nothing is lost by opening another.
    m_writer = TRY(connect(false));
    return m_writer->script(begin_postgres);
}

Result<void> Db::run_group(Group group) {
    // Nearly always all are good. A savepoint for each would make full-text search write its index at each,
    // so a failure is paid by those that shared its commit: they are run again without it.
    for (int restart = 0; restart < restarts_max && group.size() > 1; ++restart) {
        TRY(begin_group());
        auto const spoilt = std::ranges::find_if(group, [&](Task* task) {
            run_task(*task);
            return task->spoilt;
        });
        if (spoilt == group.end()) return m_writer->script("COMMIT");
        // A full disk makes SQLite undo everything by itself: then all are told what the one ran into.
        auto const undone = m_writer->script("ROLLBACK");
        if (!undone) return std::unexpected((*spoilt)->outcome ? undone.error() : (*spoilt)->outcome.error());
        group.erase(spoilt);
    }
    TRY(begin_group());
    if (group.size() > 1) return run_with_savepoints(group);
    Task& only = *group.front();
    run_task(only);
    return m_writer->script(only.good() ? "COMMIT" : "ROLLBACK");
}

Result<void> Db::run_with_savepoints(Group const& group) {
    TRY(m_writer->script("SAVEPOINT task"));
    for (Task* task : group) {
        run_task(*task);
        auto const* const settle =
            task->good() ? "RELEASE SAVEPOINT task; SAVEPOINT task" : "ROLLBACK TO SAVEPOINT task";
        auto const settled = m_writer->script(settle);
        if (!settled) return std::unexpected(task->outcome ? settled.error() : task->outcome.error());
    }
    return m_writer->script("COMMIT");
}

void Db::run_task(Task& task) {
    Tx tx{*m_writer, m_vault, now()};
    task.thrown = {};
    try {
        task.outcome = task.body(tx);
        if (task.outcome && tx.failure()) task.outcome = std::unexpected(*tx.failure());
    } catch (...) {
        // Carried to the caller of write(), who sees it as thrown there.
        task.thrown = std::current_exception();
    }
    task.spoilt = !task.good() && (tx.wrote() || tx.failure());
}

}  // namespace bina::storage
