#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/result.h"
#include "storage/arg.h"

namespace bina::storage {

/// In order of precedence. Details never hold values of a row.
namespace error {
inline constexpr base::ErrorKind full{"storage.full", 507};  ///< No space left: nothing was written.
inline constexpr base::ErrorKind read_only{"storage.read_only", 503};  ///< The store cannot be written now.
inline constexpr base::ErrorKind unreachable{"storage.unreachable", 503};
inline constexpr base::ErrorKind busy{"storage.busy", 503};
inline constexpr base::ErrorKind conflict{"storage.conflict", 409};  ///< A uniqueness rule of the schema.
inline constexpr base::ErrorKind damaged{"storage.damaged", 500};
inline constexpr base::ErrorKind failed{"storage.failed", 500};
inline constexpr base::ErrorKind migration_changed{"storage.migration_changed", 500};
inline constexpr base::ErrorKind newer_store{"storage.newer_store", 500};
inline constexpr base::ErrorKind key_missing{"storage.key_missing", 500};
inline constexpr base::ErrorKind key_wrong{"storage.key_wrong", 500};
inline constexpr base::ErrorKind stopped{"storage.stopped", 503};  ///< A copy was asked to stop.
/// pg_dump or pg_restore is missing or failed.
inline constexpr base::ErrorKind dump_failed{"storage.dump_failed", 500};
inline constexpr base::ErrorKind key_unknown{"storage.key_unknown", 404};  ///< No key, or the one in use.
inline constexpr base::ErrorKind key_in_use{"storage.key_in_use", 409};  ///< Something is sealed with it.
inline constexpr base::ErrorKind keys_used_up{"storage.keys_used_up", 409};
}  // namespace error

/// A stored value that its own type refuses: the store is damaged, the request cannot go on.
struct Damage : std::runtime_error {
    using std::runtime_error::runtime_error;
};

enum class Engine { sqlite, postgresql };

/// One row of a result; columns are counted from 0 in the order of the SELECT. Views live until the next row.
class Row {
public:
    virtual ~Row() = default;
    virtual bool null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual std::string_view text(int column) const = 0;
    virtual std::string_view bytes(int column) const = 0;

    /// The value as `T` reads it; throws Damage when `T` refuses it.
    template <class T>
    T get(int column) const {
        if constexpr (std::is_same_v<T, std::string>) {
            return std::string(text(column));
        } else if constexpr (std::is_same_v<T, std::int64_t>) {
            return integer(column);
        } else if constexpr (std::is_same_v<T, base::Instant>) {
            return base::Instant{integer(column)};
        } else if constexpr (std::is_same_v<T, base::Money>) {
            return checked(T::parse(integer(column)));
        } else {
            return checked(T::parse(text(column)));
        }
    }
    /// As `get`, nothing for NULL.
    template <class T>
    std::optional<T> maybe(int column) const {
        if (null(column)) return std::nullopt;
        return get<T>(column);
    }

private:
    template <class T>
    static T checked(base::Result<T> value) {
        if (!value) throw Damage("stored value refused: " + value.error().detail);
        return *std::move(value);
    }
};

/// Returns false to stop reading.
using Visit = std::function<bool(Row const&)>;

/// Told (done, total) in bytes now and then, the total 0 where it is not known; false stops the copy.
using CopyProgress = std::function<bool(std::int64_t, std::int64_t)>;

/// One connection to one engine. Statements use the SQL that both engines understand (design.md section 4),
/// with parameters $1, $2, …; they are prepared once per connection.
class Connection {
public:
    virtual ~Connection() = default;

    virtual Engine engine() const = 0;
    /// Runs one prepared statement; returns the number of rows changed.
    virtual base::Result<std::int64_t> execute(std::string_view sql, std::span<Arg const> args,
                                               Visit const* visit) = 0;
    /// As `execute` for a result too large to hold: rows are fetched as they are visited, and the visitor
    /// must not use this connection.
    virtual base::Result<void> stream(std::string_view sql, std::span<Arg const> args,
                                      Visit const& visit) = 0;
    /// Runs a script of several statements without parameters.
    virtual base::Result<void> script(std::string const& sql) = 0;
    /// Appends rows to `table`; `rows` holds args for `columns` one row after the other.
    virtual base::Result<void> append(std::string_view table, std::span<std::string_view const> columns,
                                      std::span<Arg const> rows) = 0;
    /// False once the connection is of no more use and must be opened anew.
    virtual bool usable() const = 0;
    /// Writes the whole store, as the open transaction of this connection sees it, into a new file.
    /// Errors: full, read_only, stopped, dump_failed.
    virtual base::Result<void> copy_to(std::string const& path, CopyProgress const& progress) = 0;
    /// Pages in SQLite's write-ahead log after the last commit of this connection; 0 elsewhere.
    virtual std::int64_t log_pages() const { return 0; }
};

struct ConnectionOptions {
    std::string location;  ///< Path of the SQLite file, or `postgresql://…`.
    bool read_only = false;
};

base::Result<std::unique_ptr<Connection>> connect_sqlite(ConnectionOptions const&);
base::Result<std::unique_ptr<Connection>> connect_postgres(ConnectionOptions const&);

}  // namespace bina::storage
