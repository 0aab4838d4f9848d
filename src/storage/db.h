#pragma once
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/types.h"
#include "storage/connection.h"
#include "storage/vault.h"

namespace bina::storage {

class Checkpointer;
class CommitLog;
struct Commit;

/// A transaction, and the one instant at which everything in it happens. Once a statement has failed nothing
/// of the transaction counts any more, on either engine: further statements repeat that error, and the
/// transaction is undone whatever its body answers.
class Tx {
public:
    Tx(Connection& connection, Vault const& vault, base::Instant now)
        : m_connection(connection), m_vault(vault), m_now(now) {}

    base::Instant now() const { return m_now; }
    Vault const& vault() const { return m_vault; }
    Engine engine() const { return m_connection.engine(); }

    /// Runs one statement with parameters $1, $2, …; returns the number of rows changed.
    template <class... Args>
    base::Result<std::int64_t> run(std::string_view sql, Args const&... args) {
        std::array<Arg, sizeof...(Args)> const list{Arg(args)...};
        return execute(sql, list, nullptr);
    }
    base::Result<std::int64_t> run_with(std::string_view sql, std::span<Arg const> args) {
        return execute(sql, args, nullptr);
    }

    /// What `read` makes of each row.
    template <class Read, class... Args>
    auto rows(std::string_view sql, Read read, Args const&... args)
        -> base::Result<std::vector<std::invoke_result_t<Read, Row const&>>> {
        std::vector<std::invoke_result_t<Read, Row const&>> found;
        TRY(each(sql, [&](Row const& row) { found.push_back(read(row)); }, args...));
        return found;
    }

    /// The first row as `read` understands it, or nothing.
    template <class Read, class... Args>
    auto first(std::string_view sql, Read read, Args const&... args)
        -> base::Result<std::optional<std::invoke_result_t<Read, Row const&>>> {
        std::optional<std::invoke_result_t<Read, Row const&>> found;
        std::array<Arg, sizeof...(Args)> const list{Arg(args)...};
        Visit const visit = [&](Row const& row) {
            found = read(row);
            return false;
        };
        TRY(execute(sql, list, &visit));
        return found;
    }

    /// Calls `visit` with each row. It may use this transaction, but must not write to the tables being read.
    template <class Body, class... Args>
    base::Result<void> each(std::string_view sql, Body visit, Args const&... args) {
        std::array<Arg, sizeof...(Args)> const list{Arg(args)...};
        return each_with(sql, list, visit);
    }
    template <class Body>
    base::Result<void> each_with(std::string_view sql, std::span<Arg const> args, Body visit) {
        Visit const all = [&](Row const& row) {
            visit(row);
            return true;
        };
        TRY(execute(sql, args, &all));
        return {};
    }

    /// As `each` for results too large to hold; `visit` must not use this transaction and returns false to
    /// stop.
    template <class Body, class... Args>
    base::Result<void> stream(std::string_view sql, Body visit, Args const&... args) {
        std::array<Arg, sizeof...(Args)> const list{Arg(args)...};
        return stream_with(sql, list, Visit(visit));
    }

    base::Result<void> stream_with(std::string_view sql, std::span<Arg const> args, Visit const& visit);

    /// Appends rows in the engine's fastest way; `rows` holds the columns' values one row after the other.
    base::Result<void> append(std::string_view table, std::span<std::string_view const> columns,
                              std::span<Arg const> rows);

    /// Leaves out indexes until the script that is returned is run, where the engine lets only this
    /// transaction see that (PostgreSQL does not): an index made at once costs a fraction of one that is
    /// kept up row by row. No statement that names one of them may run meanwhile.
    base::Result<std::string> leave_indexes(std::span<std::string_view const> names);

    /// Statements of a migration, without parameters.
    base::Result<void> script(std::string const& sql);

    /// The error of the first statement that failed.
    std::optional<base::Error> const& failure() const { return m_failure; }
    /// True once anything but SELECT was run.
    bool wrote() const { return m_wrote; }

private:
    base::Result<std::int64_t> execute(std::string_view sql, std::span<Arg const> args, Visit const* visit);
    base::Result<void> check(std::span<Arg const> args);
    template <class T>
    base::Result<T> kept(base::Result<T> result);

    Connection& m_connection;
    Vault const& m_vault;
    base::Instant m_now;
    std::optional<base::Error> m_failure;
    bool m_wrote = false;
};

struct DbOptions {
    /// Path of the SQLite file, or `postgresql://…`.
    std::string location;
    base::Clock clock = base::system_clock;
    std::size_t readers = 4;
    /// Transactions that may wait for the writer; more are refused with storage.busy.
    std::size_t queue_max = 20'000;
    /// Runs the body of each `write` twice and undoes the first run: tests use it to see that bodies stand
    /// that.
    bool rehearse = false;
};

/// Something that one process at a time does with a store; given back when it is destroyed.
class Lock {
public:
    virtual ~Lock() = default;
};

/// One store: one writer thread that groups waiting transactions into one durable commit, and a pool of
/// readers that never wait for it.
class Db {
public:
    /// Transactions that one commit takes together at most.
    static constexpr std::size_t group_max = 256;

    static base::Result<std::unique_ptr<Db>> open(DbOptions options, Vault vault);
    ~Db();
    Db(Db const&) = delete;
    Db& operator=(Db const&) = delete;

    Vault const& vault() const { return m_vault; }
    Engine engine() const { return m_engine; }
    base::Instant now() const { return m_options.clock(); }
    std::size_t waiting_writes() const;

    /// Runs `body(Tx&)` in a transaction of its own and returns once it is durable; an error or exception of
    /// `body` undoes it alone. `body` is run again when one that shared its commit has failed: it must not
    /// use up what it captured. It must not call `write`. After storage.unreachable it is not known whether
    /// the transaction was kept.
    template <class Body>
    auto write(Body body) -> std::invoke_result_t<Body&, Tx&> {
        return write_as(std::move(body), false);
    }
    /// As `write`, for long work: it shares its commit with nothing, and `body` is run exactly once.
    template <class Body>
    auto write_alone(Body body) -> std::invoke_result_t<Body&, Tx&> {
        return write_as(std::move(body), true);
    }

    /// Runs `body(Tx&)` on one consistent snapshot. `body` must not call `read`: readers are few.
    template <class Body>
    auto read(Body body) -> std::invoke_result_t<Body&, Tx&> {
        Lease lease{*this};
        TRY(lease.begin());
        Tx tx{*lease.connection, m_vault, now()};  // NOLINT(misc-const-correctness): most bodies take a Tx&
        return body(tx);
    }

    /// A whole copy of the store in a new file, while it is in use; `observe` reads exactly what is copied.
    /// Errors: full, read_only, stopped, dump_failed.
    base::Result<Commit> copy_to(std::string const& path, CopyProgress const& progress,
                                 std::function<base::Result<void>(Tx&)> const& observe);
    /// SQLite: from now on every commit is kept in files beside the store, so that a copy can be brought
    /// forward. Nothing elsewhere. Errors: busy, full, read_only.
    base::Result<void> keep_log();
    /// SQLite: brings what is committed from the write-ahead log into the kept log, durably, and into the
    /// store. The writer does so by itself now and then. Nothing elsewhere. Errors: busy, full, read_only.
    base::Result<void> checkpoint();
    /// Why the last checkpoint failed; null when it did not.
    base::ErrorKind const* checkpoint_fault() const { return m_checkpoint_fault.load(); }

    /// The lock of that name on this store, or null while another holds it, in this process or in another.
    base::Result<std::unique_ptr<Lock>> try_lock(std::string_view name) const;

private:
    struct Task {
        std::function<base::Result<void>(Tx&)> body;
        bool alone = false;
        base::Result<void> outcome;
        std::exception_ptr thrown;
        bool done = false;
        std::condition_variable ready;
        bool good() const { return outcome && !thrown; }
        bool spoilt = false;  ///< It failed after it had written: what it wrote must be undone.
    };
    using Group = std::vector<Task*>;
    struct Lease {
        Db& db;
        std::unique_ptr<Connection> connection;
        bool open = false;
        explicit Lease(Db& owner) : db(owner) {}
        base::Result<void> begin();
        ~Lease();
        Lease(Lease const&) = delete;
        Lease& operator=(Lease const&) = delete;
    };

    Db(DbOptions options, Vault vault, Engine engine);
    base::Result<std::unique_ptr<Connection>> connect(bool read_only) const;
    template <class Body>
    auto write_as(Body body, bool alone) -> std::invoke_result_t<Body&, Tx&> {
        using Outcome = std::invoke_result_t<Body&, Tx&>;
        std::optional<Outcome> outcome;
        auto const committed = submit(
            [&](Tx& tx) -> base::Result<void> {
                outcome.emplace(body(tx));
                if (!*outcome) return std::unexpected(outcome->error());
                return {};
            },
            alone);
        if (!committed && (!outcome || *outcome)) return std::unexpected(committed.error());
        return *std::move(outcome);
    }
    base::Result<void> submit(std::function<base::Result<void>(Tx&)> body, bool alone);
    void run_writer();
    void mind_log();
    Group next_group();
    void commit_group(Group const& group);
    base::Result<void> begin_group();
    base::Result<void> rehearse(Group const& group);
    base::Result<void> run_group(Group group);
    base::Result<void> run_with_savepoints(Group const& group);
    void run_task(Task& task);

    DbOptions m_options;
    Vault m_vault;
    Engine m_engine;

    std::mutex m_reader_mutex;
    std::condition_variable m_reader_free;
    std::vector<std::unique_ptr<Connection>> m_idle_readers;
    std::size_t m_leased = 0;

    mutable std::mutex m_queue_mutex;
    std::condition_variable m_queue_filled;
    std::deque<Task*> m_queue;
    bool m_stopping = false;
    std::unique_ptr<Connection> m_writer;
    std::unique_ptr<Checkpointer> m_checkpointer;  ///< Of SQLite only.
    std::unique_ptr<CommitLog> m_log;  ///< Of SQLite only.
    std::int64_t m_minded_pages = 0;
    std::atomic<base::ErrorKind const*> m_checkpoint_fault = nullptr;
    std::thread m_writer_thread;
};

}  // namespace bina::storage
