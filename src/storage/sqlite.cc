#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <unordered_map>

#include "storage/connection.h"
#include "storage/text_hash.h"

namespace bina::storage {
namespace {

using base::fail;
using base::Result;

// Time a reader or second process waits for the one writer's lock.
constexpr int busy_timeout_ms = 10'000;

// Rows that one statement appends: its cursors stay where the row before stands.
constexpr std::size_t rows_an_insertion = 16;

bool is_uniqueness(int code) {
    return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ||
           code == SQLITE_CONSTRAINT_ROWID;
}

base::ErrorKind const& kind_of(int code) {
    switch (code & 0xFF) {
        case SQLITE_FULL:
            return error::full;
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_CANTOPEN:
            return error::read_only;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return error::busy;
        case SQLITE_CONSTRAINT:
            return is_uniqueness(code) ? error::conflict : error::failed;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return error::damaged;
        default:
            return error::failed;
    }
}

/// What stands behind a failed read or write: a file system that has made itself read-only, or a limit of
/// size.
base::ErrorKind const& kind_of_failure(sqlite3* handle, int code) {
    if ((code & 0xFF) != SQLITE_IOERR) return kind_of(code);
    // What the system said has been overwritten by now: it is asked again, with a file that SQLite does not
    // lock.
    auto const probe = std::string(sqlite3_db_filename(handle, "main")) + "-probe";
    int const file = ::open(probe.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    bool const written = file >= 0 && ::write(file, probe.data(), probe.size()) > 0 && ::fsync(file) == 0;
    int const number = written ? 0 : errno;
    if (file >= 0) ::close(file);
    ::unlink(probe.c_str());
    if (number == EROFS) return error::read_only;
    return number == ENOSPC || number == EDQUOT || number == EFBIG ? error::full : error::failed;
}

/// SQLite's messages name tables and columns, but those of a generic error while running may quote a value (a
/// search term that full-text search does not understand).
std::unexpected<base::Error> failure(sqlite3* handle, int code, bool running = false) {
    bool const quotes = running && code == SQLITE_ERROR;
    return fail(kind_of_failure(handle, code), quotes ? sqlite3_errstr(code) : sqlite3_errmsg(handle));
}

class SqliteRow final : public Row {
public:
    explicit SqliteRow(sqlite3_stmt* statement) : m_statement(statement) {}
    bool null(int column) const override { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }
    std::int64_t integer(int column) const override { return sqlite3_column_int64(m_statement, column); }
    std::string_view text(int column) const override {
        auto const* chars = sqlite3_column_text(m_statement, column);
        if (chars == nullptr) return {};
        return {reinterpret_cast<char const*>(chars),
                static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
    }
    std::string_view bytes(int column) const override {
        auto const* blob = sqlite3_column_blob(m_statement, column);
        if (blob == nullptr) return {};
        return {static_cast<char const*>(blob),
                static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
    }

private:
    sqlite3_stmt* m_statement;
};

struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

struct Statement {
    std::unique_ptr<sqlite3_stmt, Finalize> owner;
    std::vector<int> parameters;  ///< SQLite's index of $1, $2, …
    bool running = false;
    sqlite3_stmt* handle() const { return owner.get(); }
};

class SqliteConnection final : public Connection {
public:
    explicit SqliteConnection(sqlite3* handle) : m_handle(handle) {
        auto const committed = [](void* pages, sqlite3*, char const*, int count) {
            *static_cast<std::int64_t*>(pages) = count;
            return SQLITE_OK;
        };
        sqlite3_wal_hook(m_handle, committed, &m_log_pages);
    }
    ~SqliteConnection() override {
        m_statements.clear();
        sqlite3_close(m_handle);
    }
    SqliteConnection(SqliteConnection const&) = delete;
    SqliteConnection& operator=(SqliteConnection const&) = delete;

    Engine engine() const override { return Engine::sqlite; }
    bool usable() const override { return true; }
    std::int64_t log_pages() const override { return m_log_pages; }

    Result<std::int64_t> execute(std::string_view sql, std::span<Arg const> args,
                                 Visit const* visit) override {
        Statement* cached = TRY(prepared(sql));
        if (!cached->running) return run(*cached, args, visit);
        // The same text is being read further up (a query inside its own visitor): take a fresh statement.
        Statement fresh = TRY(prepare(sql));
        return run(fresh, args, visit);
    }

    Result<void> stream(std::string_view sql, std::span<Arg const> args, Visit const& visit) override {
        TRY(execute(sql, args, &visit));
        return {};
    }

    Result<void> script(std::string const& sql) override {
        int const code = sqlite3_exec(m_handle, with_indexes(sql).c_str(), nullptr, nullptr, nullptr);
        if (code != SQLITE_OK) return failure(m_handle, code);
        return {};
    }

    Result<void> append(std::string_view table, std::span<std::string_view const> columns,
                        std::span<Arg const> rows) override {
        auto const piece = rows_an_insertion * columns.size();
        if (rows.size() >= piece) {
            Statement* const several = TRY(prepared(insertion(table, columns, rows_an_insertion)));
            for (; rows.size() >= piece; rows = rows.subspan(piece))
                TRY(run(*several, rows.first(piece), nullptr));
        }
        if (rows.empty()) return {};
        Statement* const single = TRY(prepared(insertion(table, columns, 1)));
        for (; !rows.empty(); rows = rows.subspan(columns.size()))
            TRY(run(*single, rows.first(columns.size()), nullptr));
        return {};
    }

    Result<void> copy_to(std::string const& path, CopyProgress const& progress) override {
        constexpr int step_pages = 2'560;
        sqlite3* target = nullptr;
        int code =
            sqlite3_open_v2(path.c_str(), &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
        std::unique_ptr<sqlite3, decltype(&sqlite3_close)> const owner{target, sqlite3_close};
        if (code != SQLITE_OK) return failure(target, code);
        sqlite3_exec(target, "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF", nullptr, nullptr,
                     nullptr);
        auto* const backup = sqlite3_backup_init(target, "main", m_handle, "main");
        if (backup == nullptr) return failure(target, sqlite3_errcode(target));
        bool going = true;
        do {
            code = sqlite3_backup_step(backup, step_pages);
            constexpr std::int64_t page_bytes = 4'096;
            auto const total = sqlite3_backup_pagecount(backup) * page_bytes;
            going = progress(total - sqlite3_backup_remaining(backup) * page_bytes, total);
        } while (going && code == SQLITE_OK);
        sqlite3_backup_finish(backup);
        if (!going) return fail(error::stopped);
        if (code != SQLITE_DONE) return failure(target, code);
        return {};
    }

private:
    /// Without statistics SQLite takes a clustered table's own key, even where that reads a whole regency,
    /// for better than an index: "/* by NAME */" behind a table names the one that is meant. To PostgreSQL it
    /// is a comment.
    static std::string with_indexes(std::string_view sql) {
        static constexpr std::string_view mark = "/* by ";
        std::string text(sql);
        for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at)) {
            text.replace(text.find(" */", at), 3, "");
            text.replace(at, mark.size(), "INDEXED BY ");
        }
        return text;
    }

    /// OR FAIL: as the transaction is lost anyway, SQLite need not keep what undoes the statement alone.
    static std::string insertion(std::string_view table, std::span<std::string_view const> columns,
                                 std::size_t rows) {
        std::string sql = "INSERT OR FAIL INTO " + std::string(table) + " (";
        for (std::size_t i = 0; i < columns.size(); ++i)
            sql += (i == 0 ? "" : ", ") + std::string(columns[i]);
        sql += ") VALUES ";
        for (std::size_t i = 0; i < rows * columns.size(); ++i) {
            bool const first = i % columns.size() == 0;
            sql += first ? (i == 0 ? "(" : "), (") : ", ";
            sql += '$' + std::to_string(i + 1);
        }
        return sql + ')';
    }

    Result<Statement> prepare(std::string_view text) {
        auto const sql = with_indexes(text);
        sqlite3_stmt* handle = nullptr;
        int const code = sqlite3_prepare_v3(m_handle, sql.data(), static_cast<int>(sql.size()),
                                            SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
        Statement statement;
        statement.owner.reset(handle);
        if (code != SQLITE_OK) return failure(m_handle, code);
        // "$1" is a name to SQLite and a position to PostgreSQL: one SQL text serves both.
        for (int i = 1;; ++i) {
            int const index = sqlite3_bind_parameter_index(handle, ("$" + std::to_string(i)).c_str());
            if (index == 0) break;
            statement.parameters.push_back(index);
        }
        return statement;
    }

    Result<Statement*> prepared(std::string_view sql) {
        auto found = m_statements.find(sql);
        if (found == m_statements.end()) found = m_statements.emplace(sql, TRY(prepare(sql))).first;
        return &found->second;
    }

    static int bind(sqlite3_stmt* statement, int index, Arg const& arg) {
        switch (arg.kind()) {
            case Arg::Kind::integer:
                return sqlite3_bind_int64(statement, index, arg.number());
            case Arg::Kind::text:
                return sqlite3_bind_text64(statement, index, arg.view().data(), arg.view().size(),
                                           SQLITE_STATIC, SQLITE_UTF8);
            case Arg::Kind::bytes:
                return sqlite3_bind_blob64(statement, index, arg.view().data() ? arg.view().data() : "",
                                           arg.view().size(), SQLITE_STATIC);
            case Arg::Kind::null:
                break;
        }
        return sqlite3_bind_null(statement, index);
    }

    Result<std::int64_t> run(Statement& statement, std::span<Arg const> args, Visit const* visit) {
        if (args.size() != statement.parameters.size())
            throw std::logic_error("statement and arguments differ in number");
        struct Reset {
            Statement& statement;
            ~Reset() {
                sqlite3_reset(statement.handle());
                statement.running = false;
            }
        } const reset{statement};
        sqlite3_stmt* const handle = statement.handle();
        statement.running = true;
        for (std::size_t i = 0; i < args.size(); ++i)
            if (int const code = bind(handle, statement.parameters[i], args[i]); code != SQLITE_OK)
                return failure(m_handle, code);

        auto const changed_before = sqlite3_total_changes64(m_handle);
        int code = SQLITE_ROW;
        bool reading = true;
        SqliteRow const row(handle);
        while (reading && (code = sqlite3_step(handle)) == SQLITE_ROW)
            reading = visit == nullptr || (*visit)(row);
        if (reading && code != SQLITE_DONE) return failure(m_handle, code, true);
        if (sqlite3_stmt_readonly(handle) != 0) return 0;
        sqlite3_reset(handle);  // A statement that was stopped early counts its changes only now.
        // What changes nothing by itself, such as CREATE, leaves the count of the statement before it.
        return sqlite3_total_changes64(m_handle) == changed_before ? 0 : sqlite3_changes64(m_handle);
    }

    sqlite3* m_handle;
    std::int64_t m_log_pages = 0;
    std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> m_statements;
};

}  // namespace

Result<std::unique_ptr<Connection>> connect_sqlite(ConnectionOptions const& options) {
    static int const configured = [] {
        // Nobody asks SQLite how much memory it holds, and counting it costs a lock at each allocation.
        int const code = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        // What undoes a statement stays in memory. By default it is a file from the first 64 kB of a
        // transaction on, which made more than half of what a long list writes.
        return code == SQLITE_OK ? sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, -1) : code;
    }();
    if (configured != SQLITE_OK) return fail(error::failed, sqlite3_errstr(configured));
    sqlite3* handle = nullptr;
    int const flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    int const code = sqlite3_open_v2(options.location.c_str(), &handle, flags, nullptr);
    auto connection = std::make_unique<SqliteConnection>(handle);
    if (code != SQLITE_OK) return failure(handle, code);
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, busy_timeout_ms);
    // Bina alone moves the write-ahead log into the store: see Db::checkpoint.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    // FULL: an acknowledged write survives power loss, not only a killed process. Grouped commits pay for it.
    TRY(
        connection->script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
                           "PRAGMA journal_size_limit = 67108864"));
    if (options.read_only)
        TRY(
            connection->script("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY;"
                               "PRAGMA cache_size = -16000"));
    else
        // What an index is sorted with beyond the cache's size goes to a temporary file, not into memory; two
        // threads help it to sort.
        TRY(connection->script("PRAGMA cache_size = -32000; PRAGMA threads = 2"));
    return std::unique_ptr<Connection>(std::move(connection));
}

}  // namespace bina::storage
