#include "intake/batch.h"

#include <openssl/evp.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "audit/audit.h"
#include "base/fold.h"
#include "base/json.h"
#include "base/zone.h"
#include "intake/mapping.h"
#include "intake/sheet.h"

namespace bina::intake {
namespace {

using access::Actor;
using access::Permission;
using base::fail;
using base::Result;
using storage::Bytes;
using storage::Row;
using storage::Tx;

constexpr std::string_view batch_columns =
    "id, file, bytes, sha256, state, kind, refusal, refusal_params, detection, source, sheet, header_row, "
    "as_of,"
    " sales_period, district, rows_read, count_new, count_update, count_same, count_duplicate, "
    "count_doubtful,"
    " count_rejected, count_skipped, count_quarantined, checked_version, created_at, actor, actor_name,"
    " committed_at, undone_at";

template <std::size_t N>
std::size_t index_of(std::array<std::string_view, N> const& names, std::string_view name) {
    auto const found = std::ranges::find(names, name);
    if (found == names.end()) throw storage::Damage("batch: unknown " + std::string(name));
    return static_cast<std::size_t>(found - names.begin());
}

std::string unsealed(Tx const& tx, std::string_view sealed, std::string_view otherwise) {
    if (sealed.empty()) return std::string(otherwise);
    auto plain = tx.vault().unseal(sealed);
    if (!plain) throw storage::Damage("batch: cannot be unsealed");
    return *std::move(plain);
}

Batch read_batch(Tx const& tx, RegencyCode const& regency, Row const& row) {
    Batch batch{.id = row.get<BatchId>(0),
                .regency = regency,
                .file = row.get<std::string>(1),
                .bytes = row.integer(2),
                .sha256 = row.get<std::string>(3),
                .state = static_cast<State>(index_of(state_names, row.text(4))),
                .kind = row.get<std::string>(5),
                .refusal = row.get<std::string>(6),
                .refusal_params = unsealed(tx, row.bytes(7), "{}"),
                .detection = unsealed(tx, row.bytes(8), "null"),
                .settings = {.source = row.get<std::string>(9),
                             .sheet = row.integer(10),
                             .header_row = row.integer(11),
                             .as_of = row.get<base::Day>(12),
                             .sales_period = row.get<std::string>(13),
                             .district = row.get<std::string>(14)},
                .checked_version = row.integer(24),
                .created_at = row.get<base::Instant>(25),
                .actor = row.get<std::string>(26),
                .actor_name = row.get<std::string>(27),
                .committed_at = row.maybe<base::Instant>(28),
                .undone_at = row.maybe<base::Instant>(29)};
    batch.counts.rows = row.integer(15);
    for (int i = 0; i < static_cast<int>(verdict_names.size()); ++i)
        batch.counts.by_verdict[static_cast<std::size_t>(i)] = row.integer(16 + i);
    batch.counts.quarantined = row.integer(23);
    return batch;
}

Result<void> read_columns(Tx& tx, Batch& batch) {
    batch.settings.columns = TRY(tx.rows(
        "SELECT position, heading, target FROM batch_column WHERE regency = $1 AND batch = $2 ORDER BY "
        "position",
        [&](Row const& row) {
            return ColumnChoice{row.integer(0), unsealed(tx, row.bytes(1), ""), row.get<std::string>(2)};
        },
        batch.regency, batch.id));
    return {};
}

Result<Batch> find(Tx& tx, RegencyCode const& regency, BatchId const& id) {
    static std::string const sql =
        "SELECT " + std::string(batch_columns) + " FROM batch WHERE regency = $1 AND id = $2";
    auto batch =
        TRY(tx.first(sql, [&](Row const& row) { return read_batch(tx, regency, row); }, regency, id));
    if (!batch) return fail(error::batch_not_found);
    TRY(read_columns(tx, *batch));
    return *std::move(batch);
}

Result<void> enqueue(Tx& tx, Actor const& actor, RegencyCode const& regency, BatchId const& id,
                     std::string_view kind) {
    return jobs::enqueue(tx, {.id = jobs::JobId::make(tx.now()),
                              .regency = regency.text(),
                              .kind = std::string(kind),
                              .subject = id.text(),
                              .actor = actor});
}

/// Moves a batch on to `next` with a job, if it stands where that step begins.
Result<void> advance(Tx& tx, Actor const& actor, RegencyCode const& regency, BatchId const& id,
                     std::initializer_list<State> from, State next, std::string_view kind) {
    auto const batch = TRY(find(tx, regency, id));
    if (std::ranges::find(from, batch.state) == from.end())
        return fail(error::wrong_state, std::string(state_names[static_cast<std::size_t>(batch.state)]));
    TRY(set_state(tx, regency, id, next));
    return enqueue(tx, actor, regency, id, kind);
}

/// All faults of the settings at once.
Result<void> check_settings(RegencyCode const& regency, Settings const& settings, base::Day today) {
    std::vector<base::Fault> faults;
    bool named = false;
    for (std::size_t i = 0; i < settings.columns.size(); ++i) {
        auto const& target = settings.columns[i].target;
        if (!target.empty() && !target_of(target))
            faults.push_back(
                {"columns[" + std::to_string(i) + "].field", std::string(error::unknown_target.key)});
        named = named || target == registry::info(registry::Field::business_name).key ||
                target == registry::info(registry::Field::owner_name).key ||
                target == Target(Special::names).key();
    }
    if (!named) faults.push_back({"columns", std::string(error::no_name_column.key)});
    if (settings.as_of > today) faults.push_back({"as_of", std::string(registry::error::future_day.key)});
    if (!settings.district.empty() && !settings.district.starts_with(regency.text()))
        faults.push_back({"district", std::string(registry::error::outside_regency.key)});
    if (faults.empty()) return {};
    return fail(named ? error::unknown_target : error::no_name_column, {}, std::move(faults));
}

}  // namespace

std::filesystem::path Content::place(std::string_view sha256) const {
    // Not the digest itself: who holds a list could see by it that the office was given the same.
    auto const name = m_vault.hash("file", sha256);
    return m_folder / name.substr(0, 2) / name;
}

Result<void> Content::keep(std::filesystem::path const& from, std::string_view sha256) const {
    auto const to = place(sha256);
    std::error_code failed;
    if (std::filesystem::exists(to, failed)) return {};
    std::filesystem::create_directories(to.parent_path(), failed);
    if (failed == std::errc::no_space_on_device) return fail(storage::error::full);
    if (failed) return fail(storage::error::read_only, failed.message());
    return storage::seal_file(m_vault, from, to);
}

void Content::remove(std::string_view sha256) const {
    std::error_code gone;
    std::filesystem::remove(place(sha256), gone);
}

Result<storage::ClearFile> Content::open(std::string_view sha256) const {
    if (!std::filesystem::exists(place(sha256))) return fail(error::file_removed);
    return storage::open_sealed_file(m_vault, place(sha256));
}

Result<std::int64_t> Content::reseal(std::function<bool()> const& step) const {
    std::int64_t done = 0;
    std::error_code failed;
    for (auto const& entry : std::filesystem::recursive_directory_iterator(m_folder, failed)) {
        if (!entry.is_regular_file()) continue;
        auto const key = storage::key_of_file(entry.path());
        if (!key || *key == m_vault.newest()) continue;
        auto const clear = TRY(storage::open_sealed_file(m_vault, entry.path()));
        TRY(storage::seal_file(m_vault, clear.path(), entry.path()));
        ++done;
        if (!step()) break;
    }
    return done;
}

Result<std::map<unsigned, std::int64_t>> Content::count_keys() const {
    std::map<unsigned, std::int64_t> counts;
    std::error_code failed;
    for (auto const& entry : std::filesystem::recursive_directory_iterator(m_folder, failed))
        if (entry.is_regular_file()) ++counts[TRY(storage::key_of_file(entry.path()))];
    return counts;
}

Result<std::string> digest(std::filesystem::path const& path) {
    std::ifstream file(path, std::ios::binary);
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> const context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
    EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
    std::vector<char> buffer(1 << 18);
    while (file.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || file.gcount() > 0)
        EVP_DigestUpdate(context.get(), buffer.data(), static_cast<std::size_t>(file.gcount()));
    if (!file.eof()) return fail(error::unreadable);
    std::array<unsigned char, 32> out{};
    EVP_DigestFinal_ex(context.get(), out.data(), nullptr);
    std::string hex;
    for (auto const byte : out) {
        hex += "0123456789abcdef"[byte >> 4U];
        hex += "0123456789abcdef"[byte & 15U];
    }
    return hex;
}

Result<void> receive(Tx& tx, Actor const& actor, Batch const& batch) {
    TRY(actor.require(Permission::intake_run, batch.regency));
    if (auto const known = find(tx, batch.regency, batch.id)) {
        if (known->sha256 == batch.sha256) return {};
        return fail(error::batch_id_reused);
    }
    TRY(tx.run(
        "INSERT INTO batch (regency, id, file, bytes, sha256, state, kind, refusal, refusal_params, "
        "detection,"
        " source, sheet, header_row, as_of, sales_period, district, rows_read, count_new, count_update,"
        " count_same, count_duplicate, count_doubtful, count_rejected, count_skipped, count_quarantined,"
        " checked_version, created_at, actor, actor_name)"
        " VALUES ($1, $2, $3, $4, $5, 'reading', '', '', '', '', $6, 0, 0, $7, 'ask', '', 0, 0, 0, 0, "
        "0,"
        " 0, 0, 0, 0, 0, $8, $9, $10)",
        batch.regency, batch.id, batch.file, batch.bytes, batch.sha256, batch.settings.source,
        batch.settings.as_of, tx.now(), actor.id, actor.name));
    // Whoever hands a file over again means it to be kept again.
    TRY(tx.run("DELETE FROM removed_file WHERE regency = $1 AND sha256 = $2", batch.regency, batch.sha256));
    TRY(enqueue(tx, actor, batch.regency, batch.id, job::read));
    return audit::record(tx, actor, "intake.file_received", batch.regency.text(), batch.id.text());
}

Result<Batch> find_batch(Tx& tx, Actor const& actor, RegencyCode const& regency, BatchId const& id) {
    TRY(actor.require(Permission::intake_run, regency));
    return find(tx, regency, id);
}

Result<std::vector<Batch>> batches(Tx& tx, Actor const& actor, RegencyCode const& regency,
                                   std::string_view before, std::int64_t limit) {
    TRY(actor.require(Permission::intake_run, regency));
    static std::string const sql =
        "SELECT " + std::string(batch_columns) +
        " FROM batch WHERE regency = $1 AND ($2 = '' OR id < $2) ORDER BY id DESC LIMIT $3";
    return tx.rows(sql, [&](Row const& row) { return read_batch(tx, regency, row); }, regency, before, limit);
}

Result<void> choose(Tx& tx, Actor const& actor, RegencyCode const& regency, BatchId const& id,
                    Settings const& settings) {
    TRY(actor.require(Permission::intake_run, regency));
    TRY(check_settings(regency, settings, base::day_in(regency.text(), tx.now())));
    TRY(advance(tx, actor, regency, id, {State::mapping, State::checked}, State::checking, job::check));
    // A heading that the caller leaves out is the one that was found.
    auto const found = TRY(find(tx, regency, id));
    Batch batch{.id = id, .regency = regency, .settings = settings};
    for (auto& column : batch.settings.columns) {
        auto const known =
            std::ranges::find(found.settings.columns, column.position, &ColumnChoice::position);
        if (column.heading.empty() && known != found.settings.columns.end()) column.heading = known->heading;
    }
    TRY(store_settings(tx, batch));
    for (auto const& column : batch.settings.columns)
        TRY(tx.run(
            "INSERT INTO remembered_column (regency, source, heading, target) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (regency, source, heading) DO UPDATE SET target = excluded.target",
            regency, base::fold(settings.source), heading_key(tx.vault(), column.heading), column.target));
    return {};
}

Result<void> ask_commit(Tx& tx, Actor const& actor, RegencyCode const& regency, BatchId const& id) {
    TRY(actor.require(Permission::intake_run, regency));
    return advance(tx, actor, regency, id, {State::checked}, State::committing, job::commit);
}

Result<void> ask_undo(Tx& tx, Actor const& actor, RegencyCode const& regency, BatchId const& id) {
    TRY(actor.require(Permission::intake_undo, regency));
    return advance(tx, actor, regency, id, {State::committed}, State::undoing, job::undo);
}

Result<Unfinished> unfinished_batches(Tx& tx, RegencyCode const& regency) {
    auto const found = TRY(tx.first(
        "SELECT count(*), min(created_at) FROM batch WHERE regency = $1"
        " AND state IN ('mapping', 'checked')",
        [](Row const& row) { return Unfinished{row.integer(0), row.maybe<base::Instant>(1)}; }, regency));
    return found.value_or(Unfinished{});
}

Result<void> set_state(Tx& tx, RegencyCode const& regency, BatchId const& id, State state) {
    TRY(tx.run("UPDATE batch SET state = $3 WHERE regency = $1 AND id = $2", regency, id,
               state_names[static_cast<std::size_t>(state)]));
    return {};
}

Result<void> store_detection(Tx& tx, Batch const& batch) {
    auto const params = tx.vault().seal(batch.refusal_params);
    auto const detection = tx.vault().seal(batch.detection);
    TRY(
        tx.run("UPDATE batch SET state = $3, kind = $4, refusal = $5, refusal_params = $6, detection = $7"
               " WHERE regency = $1 AND id = $2",
               batch.regency, batch.id, state_names[static_cast<std::size_t>(batch.state)], batch.kind,
               batch.refusal, Bytes{params}, Bytes{detection}));
    return store_settings(tx, batch);
}

Result<void> store_settings(Tx& tx, Batch const& batch) {
    auto const& settings = batch.settings;
    TRY(
        tx.run("UPDATE batch SET source = $3, sheet = $4, header_row = $5, as_of = $6, sales_period = $7,"
               " district = $8 WHERE regency = $1 AND id = $2",
               batch.regency, batch.id, settings.source, settings.sheet, settings.header_row, settings.as_of,
               settings.sales_period, settings.district));
    TRY(tx.run("DELETE FROM batch_column WHERE regency = $1 AND batch = $2", batch.regency, batch.id));
    for (auto const& column : settings.columns) {
        auto const heading = tx.vault().seal(column.heading);
        TRY(
            tx.run("INSERT INTO batch_column (regency, batch, position, heading, target) VALUES ($1, $2, $3, "
                   "$4, $5)",
                   batch.regency, batch.id, column.position, Bytes{heading}, column.target));
    }
    return {};
}

Result<void> store_counts(Tx& tx, Batch const& batch) {
    auto const& counts = batch.counts;
    TRY(tx.run(
        "UPDATE batch SET state = $3, rows_read = $4, count_new = $5, count_update = $6, count_same = $7,"
        " count_duplicate = $8, count_doubtful = $9, count_rejected = $10, count_skipped = $11,"
        " count_quarantined = $12, checked_version = $13 WHERE regency = $1 AND id = $2",
        batch.regency, batch.id, state_names[static_cast<std::size_t>(batch.state)], counts.rows,
        counts[Verdict::fresh], counts[Verdict::update], counts[Verdict::same],
        counts[Verdict::duplicate_in_file], counts[Verdict::doubtful], counts[Verdict::rejected],
        counts[Verdict::skipped], counts.quarantined, batch.checked_version));
    return {};
}

std::string heading_key(storage::Vault const& vault, std::string_view heading) {
    return vault.hash("heading", base::fold(heading));
}

Result<std::map<std::string, std::string>> remembered_columns(Tx& tx, RegencyCode const& regency,
                                                              std::string_view source) {
    std::map<std::string, std::string> known;
    TRY(tx.each(
        "SELECT heading, target FROM remembered_column WHERE regency = $1 AND source = $2",
        [&](Row const& row) { known.emplace(row.get<std::string>(0), row.get<std::string>(1)); }, regency,
        base::fold(source)));
    return known;
}

}  // namespace bina::intake
