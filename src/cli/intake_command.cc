#include <fmt/format.h>

#include <filesystem>

#include "base/zone.h"
#include "cli/command.h"
#include "cli/sentences.h"
#include "cli/workshop.h"
#include "intake/file_type.h"
#include "intake/view.h"

namespace bina::cli {
namespace {

using base::Result;
using intake::Batch;
using intake::State;
using intake::Verdict;
using storage::Tx;

Result<Batch> find(Workshop& shop, Batch const& batch) {
    return shop.store.db->read(
        [&](Tx& tx) { return intake::find_batch(tx, access::local_operator(), batch.regency, batch.id); });
}

/// Runs what waits, with a bar, and returns the batch as it stands then. Error: that of a step that failed.
Result<Batch> run(Workshop& shop, Batch const& batch, bool quiet) {
    ProgressBar bar("Daftar");
    TRY(shop.jobs.run_waiting([&](jobs::Progress const& progress) {
        auto const view = progress.view();
        if (!quiet) bar.show(view.phase, view.done, view.total);
    }));
    return find(shop, batch);
}

Result<Batch> process(Workshop& shop, IntakeCommand const& command) {
    auto const actor = access::local_operator();
    auto const now = shop.store.db->now();
    // Before it is copied and summed up: what is refused anyway may be larger than the disk.
    std::error_code failed;
    auto const bytes = std::filesystem::file_size(command.file, failed);
    if (failed) return base::fail(intake::error::unreadable);
    if (bytes > intake::limit::file_bytes) return base::fail(intake::error::too_large, "file_bytes");
    Batch batch{.id = intake::BatchId::make(now),
                .regency = TRY(base::RegencyCode::parse(command.regency)),
                .file = std::filesystem::path(command.file).filename().string(),
                .sha256 = TRY(intake::digest(command.file))};
    batch.bytes = static_cast<std::int64_t>(bytes);
    batch.settings.source = command.source;
    batch.settings.as_of =
        command.as_of.empty() ? base::day_in(command.regency, now) : TRY(base::Day::parse(command.as_of));
    TRY(shop.content.keep(command.file, batch.sha256));
    TRY(shop.store.db->write([&](Tx& tx) { return intake::receive(tx, actor, batch); }));
    auto read = TRY(run(shop, batch, command.json));
    // What was not recognised waits for a person to name its columns: nothing is guessed.
    if (read.state != State::mapping || !read.refusal.empty()) return read;

    read.settings.source = command.source;
    read.settings.as_of = batch.settings.as_of;
    read.settings.district = command.district;
    if (command.sales_period != "ask") read.settings.sales_period = command.sales_period;
    TRY(shop.store.db->write(
        [&](Tx& tx) { return intake::choose(tx, actor, batch.regency, batch.id, read.settings); }));
    auto checked = TRY(run(shop, batch, command.json));
    if (command.dry_run || checked.state != State::checked) return checked;
    TRY(shop.store.db->write([&](Tx& tx) { return intake::ask_commit(tx, actor, batch.regency, batch.id); }));
    return run(shop, batch, command.json);
}

void print_json(Batch const& batch, std::vector<intake::Issue> const& issues) {
    base::JsonWriter json;
    json.object().field("batch", batch.id.text());
    json.field("state", intake::state_names[static_cast<std::size_t>(batch.state)]);
    intake::write_counts(json, batch.counts);
    json.field("kind", batch.kind)
        .field("sheet", batch.settings.sheet)
        .field("header_row", batch.settings.header_row);
    json.key("columns").array();
    for (auto const& column : batch.settings.columns) {
        json.object().field("index", column.position).field("heading", column.heading).key("field");
        column.target.empty() ? json.null() : json.value(column.target);
        json.end();
    }
    json.end().key("issues").array();
    for (auto const& issue : issues) intake::write_issue(json, issue);
    json.end();
    json.key("detection").raw(batch.detection);
    if (!batch.refusal.empty()) json.field("refusal", batch.refusal).key("params").raw(batch.refusal_params);
    json.end();
    fmt::print("{}\n", json.text());
}

/// What is wrong with a file, which limit it goes beyond, and the key.
void print_refusal(std::string_view key, std::string_view detail, std::string_view params,
                   std::string const& web) {
    auto const sentences = load_sentences(web);
    auto const limit = "limit." + std::string(detail);
    auto const which = sentences(limit);
    fmt::print("{}{}\n({} {})\n", sentences(key), which == limit ? "" : " " + which, key, params);
}

/// The text of one parameter of `{"name":"text"}`, or "".
std::string_view param(std::string_view params, std::string_view name) {
    auto const begins = "\"" + std::string(name) + "\":\"";
    auto const at = params.find(begins);
    if (at == params.npos) return {};
    auto const rest = params.substr(at + begins.size());
    return rest.substr(0, rest.find('"'));
}

void print_words(Batch const& batch, std::string const& web) {
    auto const& counts = batch.counts;
    if (!batch.refusal.empty())
        return print_refusal(batch.refusal, param(batch.refusal_params, "detail"), batch.refusal_params, web);
    fmt::print(
        "{} baris usaha: {} baru, {} diperbarui, {} sama, {} ganda dalam berkas, {} meragukan, {} ditolak.\n",
        counts.rows, counts[Verdict::fresh], counts[Verdict::update], counts[Verdict::same],
        counts[Verdict::duplicate_in_file], counts[Verdict::doubtful], counts[Verdict::rejected]);
    if (counts.quarantined > 0)
        fmt::print("{} sel berisi data pribadi di kolom yang salah; disisihkan.\n", counts.quarantined);
    fmt::print("{}\n", batch.state == State::committed
                           ? "Sudah dimasukkan."
                           : "Belum ada yang dimasukkan; hasil periksa tersimpan.");
}

}  // namespace

int intake(IntakeCommand const& command) {
    auto shop = Workshop::open(command.store);
    if (!shop) return failed(shop.error());
    auto const batch = process(**shop, command);
    if (!batch && batch.error().kind->key.starts_with("intake.") && !command.json) {
        auto const& error = batch.error();
        print_refusal(error.kind->key, error.detail, error.detail, command.web);
        return 1;
    }
    if (!batch) return failed(batch.error());
    auto const issues = (*shop)->store.db->read(
        [&](Tx& tx) { return intake::issues(tx, access::local_operator(), batch->regency, batch->id); });
    if (!issues) return failed(issues.error());
    command.json ? print_json(*batch, *issues) : print_words(*batch, command.web);
    return batch->refusal.empty() ? 0 : 1;
}

}  // namespace bina::cli
