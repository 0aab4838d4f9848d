#include "intake/view.h"

#include <algorithm>

#include "registry/identifier.h"

namespace bina::intake {
namespace {

using base::JsonWriter;

constexpr std::array<std::string_view, 4> severity_names{"ok", "info", "warning", "error"};

std::string_view name_of(Severity severity) {
    return severity_names[static_cast<std::size_t>(severity)];
}

void write_instant(JsonWriter& json, std::string_view name, std::optional<base::Instant> instant) {
    json.key(name);
    instant ? json.value(instant->milliseconds) : json.null();
}

void write_settings(JsonWriter& json, Settings const& settings) {
    json.key("settings").object().field("source", settings.source).field("sheet", settings.sheet);
    json.field("header_row", settings.header_row).field("as_of", settings.as_of.text());
    json.field("sales_period", settings.sales_period).key("district");
    settings.district.empty() ? json.null() : json.value(settings.district);
    json.key("columns").array();
    for (auto const& column : settings.columns) {
        json.object().field("index", column.position).field("heading", column.heading).key("field");
        column.target.empty() ? json.null() : json.value(column.target);
        json.end();
    }
    json.end().end();
}

/// The value of a side of a pair: whoever decides sees enough to tell people apart, and no more.
void write_side_value(JsonWriter& json, registry::Value const& value) {
    bool const name = value.field == registry::Field::owner_name;
    json.object().field("field", registry::info(value.field).key);
    json.field("text", name ? value.text : registry::masked(value.field, value.text)).end();
}

}  // namespace

void write_counts(JsonWriter& json, Counts const& counts) {
    json.field("rows", counts.rows);
    for (std::size_t i = 0; i < verdict_names.size(); ++i) json.field(verdict_names[i], counts.by_verdict[i]);
    json.field("quarantined", counts.quarantined);
}

void write_batch(JsonWriter& json, Batch const& batch, std::optional<jobs::Progress::View> const& progress) {
    json.object()
        .field("id", batch.id.text())
        .field("regency", batch.regency.text())
        .field("file", batch.file);
    json.field("bytes", batch.bytes).field("sha256", batch.sha256).field("source", batch.settings.source);
    json.field("state", state_names[static_cast<std::size_t>(batch.state)]).field("kind", batch.kind);
    json.field("created_at", batch.created_at.milliseconds).field("actor_name", batch.actor_name);
    write_instant(json, "committed_at", batch.committed_at);
    write_instant(json, "undone_at", batch.undone_at);
    json.key("progress");
    if (progress)
        json.object()
            .field("phase", progress->phase)
            .field("done", progress->done)
            .field("total", progress->total)
            .end();
    else
        json.null();
    json.key("refusal");
    if (batch.refusal.empty())
        json.null();
    else
        json.object().field("key", batch.refusal).key("params").raw(batch.refusal_params).end();
    json.key("detection").raw(batch.detection);
    write_settings(json, batch.settings);
    json.key("counts").object();
    write_counts(json, batch.counts);
    json.end().end();
}

void write_row(JsonWriter& json, ListRow const& row) {
    json.object().field("number", row.number).field("sheet", row.number / sheet_rows);
    json.field("row", row.number % sheet_rows).field("verdict", name_of(row.verdict)).key("reason");
    row.reason.empty() ? json.null()
                       : json.object().field("key", row.reason).key("params").object().end().end();
    json.key("business");
    row.business.empty() ? json.null() : json.value(row.business);
    json.key("cells").array();
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        json.object().field("index", static_cast<std::int64_t>(i)).field("original", row.cells[i]);
        json.key("values").array();
        for (auto const& said : row.values)
            if (said.column == static_cast<std::int64_t>(i))
                json.object()
                    .field("field", registry::info(said.value.field).key)
                    .field("text", said.value.text)
                    .end();
        json.end().key("remarks").array();
        for (auto const& remark : row.remarks) {
            if (remark.column != static_cast<std::int64_t>(i)) continue;
            json.object()
                .field("severity", name_of(remark.severity))
                .field("key", remark.key)
                .key("params")
                .object();
            for (auto const& [name, text] : remark.params) json.field(name, text);
            json.end().end();
        }
        json.end().end();
    }
    json.end().end();
}

void write_issue(JsonWriter& json, Issue const& issue) {
    json.object()
        .field("key", issue.key)
        .field("field", issue.field)
        .field("severity", name_of(issue.severity));
    json.field("count", issue.count).field("example_row", issue.example_row).end();
}

void write_pair(JsonWriter& json, Pair const& pair, std::string_view file, ListRow const& row,
                std::span<registry::Value const> business) {
    json.object().field("id", pair.id).field("regency", pair.regency.text());
    json.field("state", pair_states[static_cast<std::size_t>(pair.state)]).field("ground", pair.ground);
    json.field("score", pair.score).field("created_at", pair.created_at.milliseconds);
    json.key("left").object().field("kind", "row").field("batch", pair.batch.text()).field("row", pair.row);
    json.field("file", file).key("values").array();
    for (auto const& said : row.values) write_side_value(json, said.value);
    json.end().end();
    json.key("right")
        .object()
        .field("kind", "business")
        .field("business", pair.business.text())
        .key("values")
        .array();
    for (auto const& value : business) write_side_value(json, value);
    json.end().end();
    json.key("evidence").raw(pair.evidence.empty() ? "[]" : pair.evidence).key("decision");
    if (pair.decided_at)
        json.object()
            .field("verdict", pair_states[static_cast<std::size_t>(pair.state)])
            .field("actor_name", pair.decided_by)
            .field("at", pair.decided_at->milliseconds)
            .end();
    else
        json.null();
    json.end();
}

}  // namespace bina::intake
