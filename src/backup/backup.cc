#include "backup/backup.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <set>

#include "base/duration.h"
#include "storage/disk.h"
#include "storage/restore.h"

namespace bina::backup {
namespace {

namespace fs = std::filesystem;
using base::fail;
using base::Result;
using storage::File;
using storage::Row;
using storage::Tx;

constexpr std::string_view manifest_file = "manifest";
constexpr std::string_view verified_file = "verified";
constexpr std::string_view part = ".part";
constexpr std::string_view log_name = "log";
constexpr std::size_t piece_bytes = std::size_t{1} << 20;
/// Segments stay in the data folder this long after they were fetched, for a second backup folder.
constexpr auto local_log_days = std::chrono::days(3);

fs::path log_of(fs::path const& folder) {
    return folder / log_name;
}
fs::path originals_of(fs::path const& folder) {
    return folder / "originals";
}

/// "bina-20261128T013000Z"
std::string name_at(base::Instant now) {
    std::string name = "bina-";
    for (char const c : base::iso_text(now).substr(0, 19))
        if (c != '-' && c != ':') name += c;
    return name + "Z";
}

/// One backup at a time in a folder; given back with the object, or the process.
Result<File> lock(fs::path const& folder) {
    auto file = TRY(File::open(folder / ".lock", O_RDWR | O_CREAT));
    if (::flock(file.handle(), LOCK_EX | LOCK_NB) != 0) return fail(error::running);
    return file;
}

Result<void> make_folder(fs::path const& folder) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed) return storage::disk_failure(failed.value());
    return {};
}

/// Copies a file whole or not at all.
Result<void> copy_durably(fs::path const& from, fs::path const& to) {
    auto unfinished = to;
    unfinished += part;
    auto const in = TRY(File::open(from, O_RDONLY));
    auto const out = TRY(File::open(unfinished, O_WRONLY | O_CREAT | O_TRUNC));
    for (std::int64_t offset = 0;;) {
        auto const piece = TRY(in.read_at(offset, piece_bytes));
        TRY(out.write(piece));
        offset += std::ssize(piece);
        if (piece.size() < piece_bytes) break;
    }
    TRY(out.sync());
    if (::rename(unfinished.c_str(), to.c_str()) != 0) return storage::disk_failure();
    return {};
}

/// Originals lie under the digest of their bytes, once for all backups, so that a second run goes on where
/// the first was stopped.
Result<std::vector<StoredFile>> copy_originals(Site const& site, Watch const& watch) {
    auto const target = originals_of(site.folder);
    TRY(make_folder(target));
    std::vector<StoredFile> stored;
    std::error_code missing;
    for (auto const& entry : fs::recursive_directory_iterator(site.data / originals_folder, missing)) {
        if (!entry.is_regular_file()) continue;
        auto file = TRY(describe(entry.path(), entry.path().lexically_relative(site.data).string()));
        if (!fs::exists(target / file.sha256)) TRY(copy_durably(entry.path(), target / file.sha256));
        stored.push_back(std::move(file));
        if (!watch("originals", std::ssize(stored), 0)) return fail(storage::error::stopped);
    }
    std::ranges::sort(stored, {}, &StoredFile::name);
    TRY(storage::sync_folder(target));
    return stored;
}

Result<Manifest> fill(Site const& site, fs::path const& folder, base::Instant now, Watch const& watch) {
    bool const sqlite = site.db.engine() == storage::Engine::sqlite;
    Manifest manifest{.version = site.version,
                      .engine = sqlite ? "sqlite" : "postgresql",
                      .made_at = now,
                      .key = site.db.vault().fingerprint()};
    TRY(site.db.keep_log());
    std::string const name = sqlite ? std::string(sqlite_file) : "bina.dump";
    manifest.commit = TRY(
        site.db.copy_to((folder / name).string(),
                        [&](std::int64_t done, std::int64_t total) { return watch("store", done, total); },
                        [&](Tx& tx) { return observe(tx, manifest); }));
    TRY(TRY(File::open(folder / name, O_RDONLY)).sync());
    manifest.store = TRY(describe(folder / name, name));
    // After the store: what its rows speak of is there.
    manifest.originals = TRY(copy_originals(site, watch));
    return manifest;
}

void remove_unfinished(fs::path const& folder) {
    std::error_code ignored;
    for (auto const& entry : fs::directory_iterator(folder, ignored))
        if (entry.path().filename().string().ends_with(part)) fs::remove_all(entry.path(), ignored);
}

Result<void> fetch_segments(Site const& site) {
    if (site.db.engine() == storage::Engine::postgresql) return {};
    TRY(site.db.checkpoint());
    auto const target = log_of(site.folder);
    TRY(make_folder(target));
    auto const local = storage::segments_in(storage::log_folder((site.data / sqlite_file).string()));
    std::error_code ignored;
    for (auto const& segment : local) {
        auto const there = target / segment.path.filename();
        if (!fs::exists(there)) TRY(copy_durably(segment.path, there));
        // The newest stays: its name says how far the log goes.
        bool const old =
            fs::file_time_type::clock::now() - fs::last_write_time(segment.path, ignored) > local_log_days;
        if (old && &segment != &local.back()) fs::remove(segment.path, ignored);
    }
    return storage::sync_folder(target);
}

/// Removes what `keep` no longer wants, then originals and segments that no backup needs.
Result<void> rotate(Site const& site) {
    auto const all = entries(site.folder);
    std::vector<base::Instant> made;
    for (auto const& entry : all) made.push_back(entry.manifest.made_at);
    auto const stays = kept(made, site.keep);
    std::set<std::string> wanted;
    std::uint32_t oldest = UINT32_MAX;
    std::error_code ignored;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!stays[i]) {
            // Without its manifest it is no backup any more, whatever else goes wrong.
            fs::remove(all[i].path / manifest_file, ignored);
            fs::remove_all(all[i].path, ignored);
            continue;
        }
        for (auto const& file : all[i].manifest.originals) wanted.insert(file.sha256);
        bool const recent = made.front().milliseconds - made[i].milliseconds <= site.keep.days * base::day_ms;
        if (recent) oldest = std::min(oldest, all[i].manifest.commit.number);
    }
    for (auto const& entry : fs::directory_iterator(originals_of(site.folder), ignored))
        if (!wanted.contains(entry.path().filename().string())) fs::remove(entry.path(), ignored);
    for (auto const& segment : storage::segments_in(log_of(site.folder)))
        if (segment.last <= oldest) fs::remove(segment.path, ignored);
    return storage::sync_folder(site.folder);
}

void read_verdict(Entry& entry) {
    auto const file = File::open(entry.path / verified_file, O_RDONLY);
    auto const text = file ? file->read_at(0, 100) : Result<std::string>{fail(error::not_found)};
    if (!text) return;
    auto const mark = text->find(' ');
    std::int64_t at = 0;
    std::from_chars(text->data(), text->data() + std::min(mark, text->size()), at);
    entry.verified_at = base::Instant{at};
    entry.good = text->substr(std::min(mark, text->size())).starts_with(" good");
}

/// Puts a stored file back, comparing its digest on the way.
Result<void> put_back(fs::path const& from, StoredFile const& file, fs::path const& to) {
    TRY(make_folder(to.parent_path()));
    auto const copied = copy_durably(from, to);
    if (!copied && !fs::exists(from)) return fail(error::damaged, file.name);
    TRY(copied);
    if (TRY(describe(to, file.name)) != file) return fail(error::damaged, file.name);
    return {};
}

Result<storage::Commit> target_of(Entry const& entry, std::optional<base::Instant> until) {
    auto const& manifest = entry.manifest;
    if (!until) return manifest.commit;
    if (manifest.engine != "sqlite") return fail(error::no_log);
    if (until->milliseconds < manifest.made_at.milliseconds / 1'000 * 1'000) return fail(error::too_early);
    return log_end(entry, *until);
}

}  // namespace

Result<void> observe(Tx& tx, Manifest& manifest) {
    auto const* const tables = tx.engine() == storage::Engine::sqlite
                                   ? "SELECT name FROM sqlite_master WHERE type = 'table'"
                                     " AND sql NOT LIKE 'CREATE VIRTUAL%'"
                                   : "SELECT tablename FROM pg_tables"
                                     " WHERE schemaname = ANY (current_schemas(false))";
    for (auto const& table : TRY(tx.rows(tables, [](Row const& row) { return row.get<std::string>(0); }))) {
        auto const count = TRY(tx.first(fmt::format("SELECT count(*) FROM {}", table),
                                        [](Row const& row) { return row.integer(0); }));
        manifest.rows[table] = count.value_or(0);
    }
    manifest.chains = TRY(audit::chain_ends(tx));
    return {};
}

Result<Entry> take(Site const& site, Watch const& watch) {
    auto const held = TRY(lock(site.folder));
    remove_unfinished(site.folder);
    auto const now = site.db.now();
    auto const whole = site.folder / name_at(now);
    auto unfinished = whole;
    unfinished += part;
    TRY(make_folder(unfinished));
    auto const manifest = fill(site, unfinished, now, watch);
    if (!manifest) {
        remove_unfinished(site.folder);
        return std::unexpected(manifest.error());
    }
    TRY(storage::put_file(unfinished / manifest_file, manifest->text(site.db.vault())));
    if (::rename(unfinished.c_str(), whole.c_str()) != 0) return storage::disk_failure();
    TRY(storage::sync_folder(site.folder));
    TRY(fetch_segments(site));
    TRY(rotate(site));
    return find(whole);
}

Result<void> fetch_log(Site const& site) {
    auto const held = TRY(lock(site.folder));
    return fetch_segments(site);
}

std::vector<Entry> entries(fs::path const& folder) {
    std::vector<Entry> found;
    std::error_code missing;
    for (auto const& each : fs::directory_iterator(folder, missing)) {
        auto const name = each.path().filename().string();
        if (!name.starts_with("bina-") || name.ends_with(part)) continue;
        if (auto entry = find(each.path())) found.push_back(*std::move(entry));
    }
    std::ranges::sort(found, std::greater{}, &Entry::name);
    return found;
}

Result<Entry> find(fs::path const& backup) {
    auto const path = fs::absolute(backup).lexically_normal();
    auto const file = File::open(path / manifest_file, O_RDONLY);
    if (!file) return fail(error::not_found, path.filename().string());
    constexpr std::size_t manifest_bytes_max = std::size_t{1} << 28;
    auto const text =
        TRY(file->read_at(0, std::min(manifest_bytes_max, fs::file_size(path / manifest_file))));
    Entry entry{.name = path.filename().string(), .path = path, .manifest = TRY(Manifest::parse(text))};
    read_verdict(entry);
    return entry;
}

Result<void> verify(Entry const& entry, storage::Vault const& vault, Watch const& watch) {
    auto const file = TRY(File::open(entry.path / manifest_file, O_RDONLY));
    TRY(check_seal(TRY(file.read_at(0, fs::file_size(entry.path / manifest_file))), vault));
    auto const& manifest = entry.manifest;
    auto const matches = [&](fs::path const& path, StoredFile const& wanted) -> Result<void> {
        auto const found = describe(path, wanted.name);
        return found && *found == wanted ? Result<void>{} : Result<void>(fail(error::damaged, wanted.name));
    };
    TRY(matches(entry.path / manifest.store.name, manifest.store));
    std::int64_t done = 0;
    auto const folder = originals_of(entry.path.parent_path());
    for (auto const& original : manifest.originals) {
        TRY(matches(folder / original.sha256, original));
        if (!watch("verify", ++done, std::ssize(manifest.originals))) return fail(storage::error::stopped);
    }
    if (manifest.engine == "sqlite") TRY(log_end(entry, {INT64_MAX}));
    return {};
}

Result<void> note_verified(Entry const& entry, base::Instant at, bool good) {
    return storage::put_file(entry.path / verified_file,
                             fmt::format("{} {}\n", at.milliseconds, good ? "good" : "bad"));
}

std::vector<bool> kept(std::span<base::Instant const> newest_first, Keep const& keep) {
    std::vector<bool> stays(newest_first.size());
    auto const newest_of_each = [&](int count, auto const& period_of) {
        std::int64_t last = INT64_MAX;
        for (std::size_t i = 0; i < newest_first.size() && count > 0; ++i) {
            std::int64_t const period = period_of(base::Day::of(newest_first[i]));
            if (period == last) continue;
            last = period;
            stays[i] = true;
            --count;
        }
    };
    newest_of_each(std::max(keep.days, 1), [](base::Day day) { return std::int64_t{day.number()}; });
    // Day 0 was a Thursday: weeks begin on Monday.
    newest_of_each(keep.weeks, [](base::Day day) { return (std::int64_t{day.number()} + 3) / 7; });
    newest_of_each(keep.months, [](base::Day day) { return std::int64_t{day.year()} * 12 + day.month(); });
    return stays;
}

Result<storage::Commit> log_end(Entry const& entry, base::Instant until) {
    return storage::last_commit(storage::segments_in(log_of(entry.path.parent_path())), entry.manifest.commit,
                                until);
}

Result<storage::Commit> restore(Entry const& entry, Restore const& wanted, Watch const& watch) {
    auto const& manifest = entry.manifest;
    bool const sqlite = manifest.engine == "sqlite";
    auto const file = wanted.data / sqlite_file;
    if (fs::exists(file)) return fail(error::occupied, file.string());
    auto const target = TRY(target_of(entry, wanted.until));
    TRY(make_folder(wanted.data));
    std::int64_t done = 0;
    for (auto const& original : manifest.originals) {
        TRY(put_back(originals_of(entry.path.parent_path()) / original.sha256, original,
                     wanted.data / original.name));
        if (!watch("originals", ++done, std::ssize(manifest.originals))) return fail(storage::error::stopped);
    }
    auto unfinished = wanted.data / manifest.store.name;
    unfinished += ".restoring";
    TRY(put_back(entry.path / manifest.store.name, manifest.store, unfinished));
    if (sqlite) {
        auto const segments = storage::segments_in(log_of(entry.path.parent_path()));
        TRY(storage::roll_forward(unfinished, segments, manifest.commit, target.number));
        if (::rename(unfinished.c_str(), file.c_str()) != 0) return storage::disk_failure();
    } else {
        auto const restored = storage::restore_dump(unfinished.string(), wanted.database);
        fs::remove(unfinished);
        TRY(restored);
    }
    TRY(storage::sync_folder(wanted.data));
    return target;
}

}  // namespace bina::backup
