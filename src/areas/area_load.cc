#include <fmt/format.h>
#include <xxhash.h>

#include <unordered_map>

#include "areas/area.h"
#include "base/fold.h"

namespace bina::areas {
namespace {

using base::Result;
using storage::Arg;
using storage::Row;
using storage::Tx;

constexpr std::size_t rows_at_once = 2'000;  // Bounds the memory of a first load.

struct Line {
    std::string_view code;
    std::string_view name;
};

/// The lines of a table that are areas.
std::vector<Line> lines_of(std::string_view table) {
    std::vector<Line> lines;
    while (!table.empty()) {
        auto const line = table.substr(0, table.find('\n'));
        table.remove_prefix(std::min(line.size() + 1, table.size()));
        auto const comma = line.find(',');
        if (comma != line.npos && level_of(line.substr(0, comma)) != 0)
            lines.push_back({line.substr(0, comma), line.substr(comma + 1)});
    }
    return lines;
}

Result<void> append(Tx& tx, std::span<Line const> lines, std::optional<base::Day> valid_from) {
    static constexpr std::array<std::string_view, 6> columns{"code", "level",     "parent",
                                                             "name", "name_fold", "valid_from"};
    std::vector<Arg> rows;
    std::vector<std::string> folded;
    for (std::size_t at = 0; at < lines.size(); at += rows_at_once) {
        auto const part = lines.subspan(at, std::min(rows_at_once, lines.size() - at));
        rows.clear();
        folded.clear();
        for (auto const& line : part) folded.push_back(base::fold(line.name));
        for (std::size_t i = 0; i < part.size(); ++i) {
            auto const parent = parent_of(part[i].code);
            rows.emplace_back(part[i].code);
            rows.emplace_back(level_of(part[i].code));
            rows.push_back(parent.empty() ? Arg(nullptr) : Arg(parent));
            rows.emplace_back(part[i].name);
            rows.emplace_back(folded[i]);
            rows.emplace_back(valid_from);
        }
        TRY(tx.append("area", columns, rows));
    }
    return {};
}

struct Known {
    std::string name;
    bool closed = false;
    bool seen = false;
};

Result<void> rename(Tx& tx, Line const& line, std::string_view former, base::Day day) {
    TRY(
        tx.run("INSERT INTO area_former_name (code, valid_to, name) VALUES ($1, $2, $3)"
               " ON CONFLICT (code, valid_to) DO NOTHING",
               line.code, day, former));
    TRY(tx.run("UPDATE area SET name = $2, name_fold = $3 WHERE code = $1", line.code, line.name,
               base::fold(line.name)));
    return {};
}

Result<LoadedAreas> change(Tx& tx, std::span<Line const> lines, base::Day day) {
    std::unordered_map<std::string, Known> known;
    TRY(tx.each("SELECT code, name, valid_to FROM area", [&](Row const& row) {
        known.emplace(row.text(0), Known{.name = row.get<std::string>(1), .closed = !row.null(2)});
    }));
    LoadedAreas done;
    std::vector<Line> added;
    for (auto const& line : lines) {
        auto const found = known.find(std::string(line.code));
        if (found == known.end()) {
            added.push_back(line);
            continue;
        }
        found->second.seen = true;
        if (found->second.closed) {
            TRY(tx.run("UPDATE area SET valid_to = NULL WHERE code = $1", line.code));
            ++done.added;
        }
        if (found->second.name != line.name) {
            TRY(rename(tx, line, found->second.name, day));
            ++done.renamed;
        }
    }
    for (auto const& [code, area] : known) {
        if (area.seen || area.closed) continue;
        TRY(tx.run("UPDATE area SET valid_to = $2 WHERE code = $1", code, day));
        ++done.closed;
    }
    TRY(append(tx, added, day));
    done.added += static_cast<int>(added.size());
    return done;
}

}  // namespace

Result<LoadedAreas> load_areas(Tx& tx, std::string_view table, base::Day day) {
    auto const hash = fmt::format("{:016x}", XXH3_64bits(table.data(), table.size()));
    struct Last {
        std::int64_t seq;
        std::string hash;
    };
    auto const last =
        TRY(tx.first("SELECT seq, hash FROM area_table ORDER BY seq DESC LIMIT 1",
                     [](Row const& row) { return Last{row.integer(0), row.get<std::string>(1)}; }));
    if (last && last->hash == hash) return LoadedAreas{};
    auto const lines = lines_of(table);
    LoadedAreas done{.added = static_cast<int>(lines.size())};
    if (last)
        done = TRY(change(tx, lines, day));
    else
        TRY(append(tx, lines, std::nullopt));
    TRY(tx.run("INSERT INTO area_table (seq, hash, day, loaded_at) VALUES ($1, $2, $3, $4)",
               last ? last->seq + 1 : 1, hash, day, tx.now()));
    return done;
}

}  // namespace bina::areas
