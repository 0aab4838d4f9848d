#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <span>

#include "agencies/agency.h"
#include "areas/area.h"
#include "areas/embedded.h"
#include "base/json.h"
#include "base/zone.h"
#include "cli/command.h"
#include "cli/prove.h"
#include "registry/export.h"
#include "registry/tally.h"

namespace bina::cli {
namespace {

using base::Result;
using storage::Tx;

struct Line {
    std::string key;
    std::string name;
    std::int64_t count;
};

template <std::size_t N>
std::vector<Line> lines_of(std::array<std::string_view, N> const& keys, registry::Tally const& tally,
                           std::size_t first) {
    std::vector<Line> lines;
    for (std::size_t i = 0; i < N; ++i) lines.push_back({std::string(keys[i]), {}, tally[first + i]});
    return lines;
}

/// Of an agency only the present number is kept.
Result<std::vector<Line>> count_by_agency(Tx& tx, base::RegencyCode const& regency, base::Day day) {
    if (day != base::day_in(regency.text(), tx.now())) return base::fail(error::agency_today);
    auto const names = TRY(agencies::agency_names(tx, regency));
    std::vector<Line> lines;
    for (auto const& [agency, businesses] : TRY(agencies::counts_by_agency(
             tx, access::local_operator(), TRY(base::AreaCode::parse(regency.text()))))) {
        auto const name = names.find(agency);
        lines.push_back(
            {agency.empty() ? "none" : agency, name == names.end() ? "" : name->second, businesses});
    }
    return lines;
}

Result<std::vector<Line>> count_by(Tx& tx, base::RegencyCode const& regency, std::string const& by,
                                   base::Day day) {
    if (by == "district" || by == "village") {
        areas::Directory const directory(areas::embedded_table());
        std::vector<Line> lines;
        for (auto const& [area, tally] :
             TRY(registry::tallies_inside(tx, regency, regency.text(), by == "district" ? 6 : 10, day)))
            lines.push_back({area, std::string(directory.name(area)), tally[registry::tally_counted]});
        return lines;
    }
    if (by == "month") {
        constexpr int months = 24;
        std::vector<Line> lines;
        for (auto const& [month, counted] :
             TRY(registry::month_counts(tx, regency, regency.text(), day, months)))
            lines.push_back({month, {}, counted});
        return lines;
    }
    if (by == "agency") return count_by_agency(tx, regency, day);
    auto const tally = TRY(registry::tally_of(tx, regency, regency.text(), day));
    if (by == "trade") return lines_of(registry::trades, tally, registry::tally_trade);
    if (by == "class") return lines_of(registry::class_names, tally, registry::tally_class);
    if (by == "status") return lines_of(registry::statuses, tally, registry::tally_status);
    return std::vector<Line>{{"total", {}, tally[registry::tally_counted]}};
}

void print_lines(std::span<Line const> lines) {
    std::size_t key_width = 12;
    std::size_t name_width = 28;
    for (auto const& line : lines) {
        key_width = std::max(key_width, line.key.size());
        name_width = std::max(name_width, line.name.size());
    }
    for (auto const& line : lines)
        fmt::print("{:<{}} {:<{}} {:>10}\n", line.key, key_width, line.name, name_width, line.count);
}

Result<void> print_count(CountCommand const& command) {
    auto const store = TRY(open_store(command.store));
    auto const regency = TRY(base::RegencyCode::parse(command.regency));
    auto const day = command.as_of.empty() ? base::day_in(regency.text(), store.db->now())
                                           : TRY(base::Day::parse(command.as_of));
    auto const lines = TRY(store.db->read([&](Tx& tx) { return count_by(tx, regency, command.by, day); }));
    if (!command.json) {
        print_lines(lines);
        return {};
    }
    base::JsonWriter json;
    json.object().field("regency", regency.text()).field("as_of", day.text()).field("by", command.by);
    json.key("counts").array();
    for (auto const& line : lines)
        json.object().field("key", line.key).field_if("name", line.name).field("count", line.count).end();
    json.end().end();
    fmt::print("{}\n", json.text());
    return {};
}

Result<void> write_export(ExportCommand const& command) {
    auto const store = TRY(open_store(command.store));
    registry::Export const wanted{
        .query = {.regency = TRY(base::RegencyCode::parse(command.regency)), .status = command.status},
        .format =
            command.file.ends_with(".xlsx") ? registry::ExportFormat::xlsx : registry::ExportFormat::csv,
        .reason = command.reason,
        .clear = command.clear};
    areas::Directory const directory(areas::embedded_table());
    auto const name = [&](std::string_view code) { return std::string(directory.name(code)); };
    auto const actor = access::local_operator();
    auto const file = TRY(store.db->read([&](Tx& tx) -> Result<std::unique_ptr<registry::TemporaryFile>> {
        registry::ExportNames const names{name, TRY(agencies::agency_names(tx, wanted.query.regency))};
        return registry::export_businesses(tx, actor, wanted, names);
    }));
    TRY(store.db->write([&](Tx& tx) { return registry::record_export(tx, actor, wanted, file->rows); }));
    std::error_code failure;
    std::filesystem::copy_file(file->path(), command.file, std::filesystem::copy_options::overwrite_existing,
                               failure);
    if (failure) return base::fail(storage::error::read_only, failure.message());
    return {};
}

/// True if nothing is wrong; says what is.
Result<bool> run_check(CheckCommand const& command) {
    base::JsonWriter json;
    json.object();
    bool good = false;
    if (command.backup.empty()) {
        auto const store = TRY(open_store(command.store));
        good = TRY(recount(*store.db, store.rules, json));
    } else {
        good = TRY(prove(TRY(backup::find(command.backup)), command.store, json));
    }
    json.field("good", good).end();
    auto const* const verdict = command.backup.empty() ? "Semua cocok dengan faktanya."
                                                       : "Cadangan dapat dipulihkan, dan semuanya cocok.";
    fmt::print("{}\n", command.json || !good ? json.text() : verdict);
    return good;
}

}  // namespace

int count(CountCommand const& command) {
    auto const done = print_count(command);
    return done ? 0 : failed(done.error());
}

int export_list(ExportCommand const& command) {
    auto const done = write_export(command);
    return done ? 0 : failed(done.error());
}

int check(CheckCommand const& command) {
    auto const good = run_check(command);
    if (!good) return failed(good.error());
    return *good ? 0 : 1;
}

int migrate(StoreOptions const& options) {
    auto const store = open_store(options);
    if (!store) return failed(store.error());
    fmt::print("{}\n", store->created ? "Basis data diperbarui." : "Basis data sudah terbaru.");
    return 0;
}

}  // namespace bina::cli
