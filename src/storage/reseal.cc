#include "storage/reseal.h"

#include <fmt/format.h>

namespace bina::storage {
namespace {

using base::Result;

constexpr int rows_at_once = 500;

/// The key of a row; numbers as text are told apart by the column.
struct Place {
    std::vector<std::string> parts;
};

std::vector<SealedColumn::KeyPart> key_of(SealedColumn const& column) {
    std::vector<SealedColumn::KeyPart> parts;
    for (auto const& part : column.key)
        if (!part.name.empty()) parts.push_back(part);
    return parts;
}

/// The values of a key as parameters from `$first` on.
std::vector<Arg> args_of(SealedColumn const& column, Place const& place) {
    std::vector<Arg> args;
    auto const key = key_of(column);
    for (std::size_t i = 0; i < key.size(); ++i)
        args.push_back(key[i].number ? Arg(std::int64_t{std::stoll(place.parts[i])}) : Arg(place.parts[i]));
    return args;
}

std::string list(SealedColumn const& column, auto const& text) {
    std::string joined;
    std::size_t i = 0;
    for (auto const& part : key_of(column)) joined += (joined.empty() ? "" : ", ") + text(part, ++i);
    return joined;
}

Place before_all(SealedColumn const& column) {
    Place place;
    for (auto const& part : key_of(column)) place.parts.emplace_back(part.number ? "-1" : "");
    return place;
}

struct Found {
    Place place;
    std::string sealed;
};

/// The next rows behind `after` that are sealed with anything but the newest key.
Result<std::vector<Found>> next_rows(Tx& tx, SealedColumn const& column, Place const& after) {
    auto const names = list(column, [](auto const& part, std::size_t) { return std::string(part.name); });
    auto const places = list(column, [](auto const&, std::size_t i) { return fmt::format("${}", i); });
    auto args = args_of(column, after);
    auto const newest = std::string(1, static_cast<char>(tx.vault().newest()));
    args.emplace_back(Bytes{newest});
    auto const sql = fmt::format(
        "SELECT {0}, {1} FROM {2} WHERE ({0}) > ({3}) AND length({1}) > 0 AND substr({1}, 1, 1) <> ${4}"
        " ORDER BY {0} LIMIT {5}",
        names, column.column, column.table, places, args.size(), rows_at_once);
    auto const key = key_of(column);
    std::vector<Found> found;
    TRY(tx.each_with(sql, args, [&](Row const& row) {
        Found one;
        for (std::size_t i = 0; i < key.size(); ++i) {
            int const at = static_cast<int>(i);
            one.place.parts.push_back(key[i].number ? std::to_string(row.integer(at))
                                                    : std::string(row.text(at)));
        }
        one.sealed = row.bytes(static_cast<int>(key.size()));
        found.push_back(std::move(one));
    }));
    return found;
}

Result<void> reseal_row(Tx& tx, SealedColumn const& column, Found const& found) {
    auto const sealed = tx.vault().seal(TRY(tx.vault().unseal(found.sealed)));
    auto args = args_of(column, found.place);
    args.emplace_back(Bytes{sealed});
    args.emplace_back(Bytes{found.sealed});
    auto const where =
        list(column, [](auto const& part, std::size_t i) { return fmt::format("{} = ${}", part.name, i); });
    std::string conditions = where;
    for (auto at = conditions.find(", "); at != std::string::npos; at = conditions.find(", ", at))
        conditions.replace(at, 2, " AND ");
    // Another process may have written it meanwhile: then it is as new as can be.
    TRY(tx.run_with(fmt::format("UPDATE {0} SET {1} = ${2} WHERE {3} AND {1} = ${4}", column.table,
                                column.column, args.size() - 1, conditions, args.size()),
                    args));
    return {};
}

}  // namespace

Result<std::map<unsigned, std::int64_t>> count_keys(Tx& tx, SealedColumn const& column) {
    std::map<unsigned, std::int64_t> counts;
    TRY(tx.each(
        fmt::format("SELECT substr({0}, 1, 1), count(*) FROM {1} WHERE length({0}) > 0 GROUP BY 1",
                    column.column, column.table),
        [&](Row const& row) { counts[static_cast<unsigned char>(row.bytes(0).front())] = row.integer(1); }));
    return counts;
}

Result<void> reseal(Db& db, SealedColumn const& column, std::function<bool(std::int64_t)> const& step) {
    auto after = before_all(column);
    for (;;) {
        struct Piece {
            std::int64_t done = 0;
            Place last;
        };
        auto const piece = TRY(db.write([&](Tx& tx) -> Result<Piece> {
            auto const rows = TRY(next_rows(tx, column, after));
            for (auto const& row : rows) TRY(reseal_row(tx, column, row));
            return Piece{std::ssize(rows), rows.empty() ? after : rows.back().place};
        }));
        if (piece.done == 0 || !step(piece.done)) return {};
        after = piece.last;
    }
}

}  // namespace bina::storage
