#include <libpq-fe.h>

#include <array>
#include <charconv>
#include <unordered_map>
#include <vector>

#include "storage/connection.h"
#include "storage/pg_tool.h"
#include "storage/text_hash.h"

namespace bina::storage {
namespace {

using base::fail;
using base::Result;

constexpr unsigned bytea_oid = 17;
constexpr std::size_t copy_piece_bytes = 256 * 1024;

base::ErrorKind const& kind_of(std::string_view state, bool connected) {
    if (!connected) return error::unreachable;
    if (state == "53100" || state == "53200") return error::full;
    if (state == "25006") return error::read_only;
    if (state == "23505" || state == "23P01") return error::conflict;
    if (state == "40001" || state == "40P01" || state == "55P03") return error::busy;
    if (state.starts_with("57P") || state.starts_with("08")) return error::unreachable;
    if (state.starts_with("XX")) return error::damaged;
    return error::failed;
}

struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using ResultHandle = std::unique_ptr<PGresult, ClearResult>;

/// PostgreSQL's messages quote values ("invalid input … : '3316…'"), so only code and constraint are kept.
std::unexpected<base::Error> failure(PGconn* handle, PGresult const* result) {
    auto const field = [&](int code) -> std::string {
        char const* text = result == nullptr ? nullptr : PQresultErrorField(result, code);
        return text == nullptr ? "" : text;
    };
    std::string const state = field(PG_DIAG_SQLSTATE);
    std::string const about = field(PG_DIAG_CONSTRAINT_NAME) + field(PG_DIAG_TABLE_NAME);
    return fail(kind_of(state, PQstatus(handle) == CONNECTION_OK), "postgresql " + state + " " + about);
}

int hex_value(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    return digit - 'a' + 10;
}

class PostgresRow final : public Row {
public:
    PostgresRow(PGresult const* result, int row) : m_result(result), m_row(row) {}
    void move_to(int row) { m_row = row; }

    bool null(int column) const override { return PQgetisnull(m_result, m_row, column) != 0; }
    std::int64_t integer(int column) const override {
        auto const digits = text(column);
        std::int64_t number = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
        return number;
    }
    std::string_view text(int column) const override {
        return {PQgetvalue(m_result, m_row, column),
                static_cast<std::size_t>(PQgetlength(m_result, m_row, column))};
    }
    std::string_view bytes(int column) const override {
        auto const escaped = text(column);
        auto& decoded = m_decoded[column];
        decoded.clear();
        for (std::size_t i = 2; i + 1 < escaped.size(); i += 2)
            decoded += static_cast<char>(hex_value(escaped[i]) * 16 + hex_value(escaped[i + 1]));
        return decoded;
    }

private:
    PGresult const* m_result;
    int m_row;
    mutable std::unordered_map<int, std::string> m_decoded;
};

/// The arguments as libpq wants them; text needs a terminating zero, so it is copied into one buffer.
struct Parameters {
    std::vector<char const*> values;
    std::vector<int> lengths;
    std::vector<int> formats;
    std::string buffer;

    explicit Parameters(std::span<Arg const> args) {
        std::vector<std::size_t> offsets;
        for (auto const& arg : args) {
            offsets.push_back(buffer.size());
            if (arg.kind() == Arg::Kind::integer)
                buffer += std::to_string(arg.number());
            else
                buffer += arg.view();
            lengths.push_back(static_cast<int>(buffer.size() - offsets.back()));
            formats.push_back(arg.kind() == Arg::Kind::bytes ? 1 : 0);
            buffer += '\0';
        }
        for (std::size_t i = 0; i < args.size(); ++i)
            values.push_back(args[i].kind() == Arg::Kind::null ? nullptr : buffer.data() + offsets[i]);
    }
};

/// One value in COPY's text format.
void copy_value(std::string& out, Arg const& arg) {
    constexpr char hex[] = "0123456789abcdef";
    switch (arg.kind()) {
        case Arg::Kind::null:
            out += "\\N";
            return;
        case Arg::Kind::integer:
            out += std::to_string(arg.number());
            return;
        case Arg::Kind::bytes:
            out += "\\\\x";
            for (char const c : arg.view()) {
                out += hex[static_cast<unsigned char>(c) >> 4U];
                out += hex[static_cast<unsigned char>(c) & 15U];
            }
            return;
        case Arg::Kind::text:
            break;
    }
    for (char const c : arg.view()) {
        if (c == '\\')
            out += "\\\\";
        else if (c == '\n')
            out += "\\n";
        else if (c == '\r')
            out += "\\r";
        else if (c == '\t')
            out += "\\t";
        else
            out += c;
    }
}

class PostgresConnection final : public Connection {
public:
    explicit PostgresConnection(PGconn* handle) : m_handle(handle) {}
    ~PostgresConnection() override { PQfinish(m_handle); }
    PostgresConnection(PostgresConnection const&) = delete;
    PostgresConnection& operator=(PostgresConnection const&) = delete;

    Engine engine() const override { return Engine::postgresql; }
    bool usable() const override { return PQstatus(m_handle) == CONNECTION_OK; }

    Result<std::int64_t> execute(std::string_view sql, std::span<Arg const> args,
                                 Visit const* visit) override {
        auto const& name = TRY(prepared(sql, args));
        Parameters const parameters(args);
        ResultHandle const result{PQexecPrepared(m_handle, name.c_str(), static_cast<int>(args.size()),
                                                 parameters.values.data(), parameters.lengths.data(),
                                                 parameters.formats.data(), 0)};
        auto const status = PQresultStatus(result.get());
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) return failure(m_handle, result.get());
        if (visit != nullptr) {
            PostgresRow row(result.get(), 0);
            for (int i = 0; i < PQntuples(result.get()); ++i) {
                row.move_to(i);
                if (!(*visit)(row)) break;
            }
        }
        return changed(result.get());
    }

    // A visitor that throws leaves rows behind; libpq throws them away before the next statement.
    Result<void> stream(std::string_view sql, std::span<Arg const> args, Visit const& visit) override {
        auto const& name = TRY(prepared(sql, args));
        Parameters const parameters(args);
        if (PQsendQueryPrepared(m_handle, name.c_str(), static_cast<int>(args.size()),
                                parameters.values.data(), parameters.lengths.data(),
                                parameters.formats.data(), 0) == 0)
            return failure(m_handle, nullptr);
        PQsetSingleRowMode(m_handle);
        Result<void> outcome{};
        bool reading = true;
        // Every result must be taken, or the connection is of no use to the next one.
        while (ResultHandle const result{PQgetResult(m_handle)}) {
            auto const status = PQresultStatus(result.get());
            if (status == PGRES_SINGLE_TUPLE && reading)
                reading = visit(PostgresRow(result.get(), 0));
            else if (status != PGRES_SINGLE_TUPLE && status != PGRES_TUPLES_OK && outcome)
                outcome = failure(m_handle, result.get());
        }
        return outcome;
    }

    Result<void> script(std::string const& sql) override {
        ResultHandle const result{PQexec(m_handle, sql.c_str())};
        auto const status = PQresultStatus(result.get());
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) return failure(m_handle, result.get());
        return {};
    }

    Result<void> append(std::string_view table, std::span<std::string_view const> columns,
                        std::span<Arg const> rows) override {
        std::string sql = "COPY " + std::string(table) + " (";
        for (std::size_t i = 0; i < columns.size(); ++i)
            sql += (i == 0 ? "" : ", ") + std::string(columns[i]);
        sql += ") FROM STDIN";
        ResultHandle const start{PQexec(m_handle, sql.c_str())};
        if (PQresultStatus(start.get()) != PGRES_COPY_IN) return failure(m_handle, start.get());
        std::string text;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            copy_value(text, rows[i]);
            text += (i + 1) % columns.size() == 0 ? '\n' : '\t';
            if (text.size() >= copy_piece_bytes || i + 1 == rows.size()) {
                PQputCopyData(m_handle, text.data(), static_cast<int>(text.size()));
                text.clear();
            }
        }
        // What goes wrong on the way shows in the result.
        PQputCopyEnd(m_handle, nullptr);
        Result<void> outcome{};
        while (ResultHandle const result{PQgetResult(m_handle)})
            if (PQresultStatus(result.get()) != PGRES_COMMAND_OK && outcome)
                outcome = failure(m_handle, result.get());
        return outcome;
    }

    Result<void> copy_to(std::string const& path, CopyProgress const& progress) override {
        ResultHandle const result{PQexec(m_handle, "SELECT pg_export_snapshot()")};
        if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) return failure(m_handle, result.get());
        return pg_dump(m_handle, PQgetvalue(result.get(), 0, 0), path, progress);
    }

private:
    static std::int64_t changed(PGresult* result) {
        if (std::string_view(PQcmdStatus(result)).starts_with("SELECT")) return 0;
        std::string_view const digits = PQcmdTuples(result);
        std::int64_t number = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
        return number;
    }

    Result<std::string> prepared(std::string_view sql, std::span<Arg const> args) {
        if (auto const found = m_statements.find(sql); found != m_statements.end()) return found->second;
        std::string const name = "s" + std::to_string(m_statements.size());
        std::vector<unsigned> types;
        for (auto const& arg : args) types.push_back(arg.kind() == Arg::Kind::bytes ? bytea_oid : 0);
        ResultHandle const result{PQprepare(m_handle, name.c_str(), std::string(sql).c_str(),
                                            static_cast<int>(types.size()), types.data())};
        if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) return failure(m_handle, result.get());
        m_statements.emplace(sql, name);
        return name;
    }

    PGconn* m_handle;
    std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> m_statements;
};

}  // namespace

Result<std::unique_ptr<Connection>> connect_postgres(ConnectionOptions const& options) {
    // What stands before dbname can be set otherwise in the location.
    std::array<char const*, 5> const keywords{"connect_timeout", "application_name", "dbname",
                                              "client_encoding", nullptr};
    std::array<char const*, 5> const values{"10", "bina", options.location.c_str(), "UTF8", nullptr};
    PGconn* const handle = PQconnectdbParams(keywords.data(), values.data(), 1);
    auto connection = std::make_unique<PostgresConnection>(handle);
    if (PQstatus(handle) != CONNECTION_OK) return fail(error::unreachable, PQerrorMessage(handle));
    PQsetNoticeProcessor(handle, [](void*, char const*) {}, nullptr);
    TRY(connection->script(
        "SET client_min_messages = warning; SET timezone = 'UTC'; SET synchronous_commit = on;"
        "SET plan_cache_mode = force_generic_plan; SET lock_timeout = '10s'"));
    if (options.read_only) TRY(connection->script("SET default_transaction_read_only = on"));
    return std::unique_ptr<Connection>(std::move(connection));
}

}  // namespace bina::storage
