#include "storage/db.h"

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
    return kept(m_connection.append(table, columns, rows));
}

Result<void> Tx::script(std::string const& sql) {
    TRY(check({}));
    return kept(m_connection.script(sql));
}

Db::Db(DbOptions options, Vault vault, Engine engine)
    : m_options(std::move(options)), m_vault(std::move(vault)), m_engine(engine) {}

Result<std::unique_ptr<Db>> Db::open(DbOptions options, Vault vault) {
    Engine const engine = is_postgres(options.location) ? Engine::postgresql : Engine::sqlite;
    std::unique_ptr<Db> db{new Db(std::move(options), std::move(vault), engine)};
    db->m_writer = TRY(db->connect(false));
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

Result<void> Db::submit(std::function<Result<void>(Tx&)> body) {
    Task task{.body = std::move(body), .outcome = {}, .thrown = {}, .done = false, .ready = {}};
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

void Db::run_writer() {
    std::unique_lock lock(m_queue_mutex);
    for (;;) {
        m_queue_filled.wait(lock, [&] { return m_stopping || !m_queue.empty(); });
        if (m_queue.empty()) return;
        std::vector<Task*> group;
        while (!m_queue.empty() && group.size() < group_max) {
            group.push_back(m_queue.front());
            m_queue.pop_front();
        }
        lock.unlock();
        commit_group(group);
        lock.lock();
        for (Task* task : group) {
            task->done = true;
            task->ready.notify_one();
        }
    }
}

void Db::commit_group(std::vector<Task*> const& group) {
    auto const committed = run_group(group);
    if (committed) return;
    // Fails when the engine has undone everything already, or the connection is gone: then the next group
    // opens another.
    (void)m_writer->script("ROLLBACK");
    for (Task* task : group)
        if (task->outcome && !task->thrown) task->outcome = std::unexpected(committed.error());
}

Result<void> Db::begin_group() {
    auto const* const begin = m_engine == Engine::postgresql ? begin_postgres : begin_sqlite;
    if (m_writer->usable()) {
        auto const begun = m_writer->script(begin);
        if (begun || m_writer->usable()) return begun;
    }
    // The server went away while the connection lay idle: nothing is lost by opening another.
    m_writer = TRY(connect(false));
    return m_writer->script(begin);
}

Result<void> Db::run_group(std::vector<Task*> const& group) {
    TRY(begin_group());
    if (group.size() == 1) {
        Task& only = *group.front();
        run_task(only);
        return m_writer->script(only.good() ? "COMMIT" : "ROLLBACK");
    }
    TRY(m_writer->script("SAVEPOINT task"));
    for (Task* task : group) {
        run_task(*task);
        auto const* const settle =
            task->good() ? "RELEASE SAVEPOINT task; SAVEPOINT task" : "ROLLBACK TO SAVEPOINT task";
        auto const settled = m_writer->script(settle);
        // A full disk makes SQLite undo the whole group: then all are told what the one ran into.
        if (!settled) return std::unexpected(task->outcome ? settled.error() : task->outcome.error());
    }
    return m_writer->script("COMMIT");
}

void Db::run_task(Task& task) {
    try {
        Tx tx{*m_writer, m_vault, now()};
        task.outcome = task.body(tx);
        if (task.outcome && tx.failure()) task.outcome = std::unexpected(*tx.failure());
    } catch (...) {
        // Carried to the caller of write(), who sees it as thrown there.
        task.thrown = std::current_exception();
    }
}

}  // namespace bina::storage
