#include "intake/view.h"

#include <algorithm>
#include <cmath>

#include "base/fold.h"
#include "intake/masking.h"
#include "registry/identifier.h"
#include "registry/restriction.h"
#include "registry/state.h"

namespace bina::intake {
namespace {

using base::JsonWriter;
using base::Result;
using storage::Tx;

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
        json.object().field("index", column.position);
        json.field("heading", registry::masked_numbers(column.heading)).key("field");
        column.target.empty() ? json.null() : json.value(column.target);
        json.end();
    }
    json.end().end();
}

/// The value of a side of a pair: whoever decides sees enough to tell people apart, and no more.
void write_side_value(JsonWriter& json, registry::Value const& value) {
    json.object().field("field", registry::info(value.field).key);
    json.field("text", CellMask::of(Settings{}).value(value)).end();
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
    jobs::write_progress(json, progress);
    json.key("refusal");
    if (batch.refusal.empty())
        json.null();
    else
        json.object().field("key", batch.refusal).key("params").raw(batch.refusal_params).end();
    json.key("detection").raw(batch.detection);
    write_settings(json, batch.settings);
    json.key("counts");
    if (batch.counts.rows + batch.counts[Verdict::skipped] > 0) {
        json.object();
        write_counts(json, batch.counts);
        json.end();
    } else {
        json.null();
    }
    json.end();
}

namespace {

void write_params(JsonWriter& json, CellMask const& mask, ListRow::Remark const& remark) {
    json.key("params").object();
    for (auto const& [name, text] : remark.params) json.field(name, mask.param(remark, text));
    json.end();
}

/// One cell: what stands there, the value read from it, and the gravest remark; what is more stands behind.
void write_cell(JsonWriter& json, CellMask const& mask, ListRow const& row, std::size_t position) {
    auto const column = static_cast<std::int64_t>(position);
    std::vector<registry::Value const*> values;
    for (auto const& said : row.values)
        if (said.column == column) values.push_back(&said.value);
    std::vector<ListRow::Remark const*> remarks;
    for (auto const& remark : row.remarks)
        if (remark.column == column) remarks.push_back(&remark);
    std::ranges::stable_sort(remarks, std::greater{}, &ListRow::Remark::severity);

    json.object().field("index", column).field("original", mask.cell(column, row.cells[position]));
    json.field("field", values.empty() ? "" : registry::info(values.front()->field).key);
    json.field("text", values.empty() ? "" : mask.value(*values.front()));
    json.field("severity", remarks.empty() ? name_of(Severity::ok) : name_of(remarks.front()->severity));
    if (!remarks.empty()) {
        json.field("key", remarks.front()->key);
        write_params(json, mask, *remarks.front());
    }
    json.key("also").array();
    for (std::size_t i = 1; i < values.size(); ++i)
        json.object()
            .field("field", registry::info(values[i]->field).key)
            .field("text", mask.value(*values[i]))
            .end();
    json.end().key("remarks").array();
    for (std::size_t i = 1; i < remarks.size(); ++i) {
        json.object().field("severity", name_of(remarks[i]->severity)).field("key", remarks[i]->key);
        write_params(json, mask, *remarks[i]);
        json.end();
    }
    json.end().end();
}

/// The field by which a part of the comparison is shown.
std::string_view field_of_part(std::string_view part) {
    static constexpr std::array<std::pair<std::string_view, registry::Field>, 11> fields{
        {{"owner", registry::Field::owner_name},
         {"nik", registry::Field::nik},
         {"birth", registry::Field::birth_day},
         {"phone", registry::Field::phone},
         {"nib", registry::Field::nib},
         {"business", registry::Field::business_name},
         {"trade", registry::Field::trade},
         {"activity", registry::Field::activity},
         {"place", registry::Field::village},
         {"position", registry::Field::latitude},
         {"address", registry::Field::address}}};
    auto const found = std::ranges::find(fields, part, [](auto const& pair) { return pair.first; });
    return found == fields.end() ? std::string_view{} : registry::info(found->second).key;
}

std::string_view agreement(std::string_view level) {
    if (level == "same" || level == "village") return "same";
    if (level == "differs") return "different";
    return level == "unsaid" ? "missing" : "similar";
}

std::string shown(std::span<registry::Value const> values, std::string_view field) {
    auto const found = std::ranges::find_if(
        values, [&](registry::Value const& value) { return registry::info(value.field).key == field; });
    if (found == values.end()) return {};
    return found->field == registry::Field::owner_name ? found->text
                                                       : registry::masked(found->field, found->text);
}

void write_evidence(JsonWriter& json, std::string_view evidence, std::span<registry::Value const> left,
                    std::span<registry::Value const> right) {
    json.key("evidence").array();
    for (auto const word : base::words(evidence)) {
        auto const colon = word.find(':');
        auto level = word.substr(0, colon);
        std::string_view rarity;
        if (auto const plus = level.find('+'); plus != level.npos) {
            rarity = level.substr(plus + 1);
            level = level.substr(0, plus);
        }
        auto const dot = level.find('.');
        auto const field = field_of_part(level.substr(0, dot));
        if (colon == word.npos || field.empty()) continue;
        json.object().field("field", field).field("level", agreement(level.substr(dot + 1)));
        json.field("key", "linkage." + std::string(level))
            .field_if("rarity", rarity)
            .field("weight", std::int64_t{std::stoll(std::string(word.substr(colon + 1)))});
        json.field("left", shown(left, field)).field("right", shown(right, field)).end();
    }
    json.end();
}

/// The probability, in hundredths of a percent, that goes with a score in tenths of bits.
std::int64_t probability_bp(std::int64_t score) {
    return std::llround(10'000 / (1 + std::exp2(-static_cast<double>(score) / 10)));  // tidy: odds, not money
}

/// What is known of a business; of a restricted one nothing personal.
Result<std::vector<registry::Value>> said_of(Tx& tx, RegencyCode const& regency,
                                             registry::BusinessId const& business) {
    bool const restricted = TRY(registry::is_restricted(tx, regency, business));
    auto const facts = TRY(registry::facts_of(tx, regency, business));
    std::vector<registry::Value> values;
    for (auto const& current : registry::fold(facts))
        if (!restricted || !registry::info(current.field).personal)
            values.push_back({current.field, current.text});
    return values;
}

void write_values(JsonWriter& json, std::span<registry::Value const> values) {
    json.key("values").array();
    for (auto const& value : values) write_side_value(json, value);
    json.end();
}

void write_business_side(JsonWriter& json, registry::BusinessId const& business,
                         std::span<registry::Value const> values) {
    json.object().field("kind", "business").field("business", business.text());
    json.key("batch").null().key("row").null().field("file", "");
    write_values(json, values);
    json.end();
}

/// Returns what the row says.
Result<std::vector<registry::Value>> write_row_side(JsonWriter& json, Tx& tx, Pair const& pair) {
    auto const row = TRY(find_row(tx, pair.regency, pair.batch, pair.row));
    if (!row) throw storage::Damage("pair: row is missing");
    auto const batch = TRY(find_batch(tx, access::local_operator(), pair.regency, pair.batch));
    std::vector<registry::Value> values;
    for (auto const& one : row->values) values.push_back(one.value);
    json.object().field("kind", "row").field("batch", pair.batch.text());
    json.field("row", pair.row % sheet_rows).field("file", batch.file).key("business").null();
    write_values(json, values);
    json.end();
    return values;
}

}  // namespace

void write_row(JsonWriter& json, ListRow const& row, CellMask const& mask,
               std::function<void(JsonWriter&)> const& propose) {
    json.object().field("number", row.number).field("sheet", row.number / sheet_rows);
    json.field("row", row.number % sheet_rows).field("verdict", name_of(row.verdict)).key("reason");
    row.reason.empty() ? json.null()
                       : json.object().field("key", row.reason).key("params").object().end().end();
    json.key("business");
    row.business.empty() ? json.null() : json.value(row.business);
    json.key("cells").array();
    for (std::size_t i = 0; i < row.cells.size(); ++i) write_cell(json, mask, row, i);
    json.end().key("kbli");
    propose(json);
    json.end();
}

void write_issue(JsonWriter& json, Issue const& issue) {
    json.object()
        .field("key", issue.key)
        .field("field", issue.field)
        .field("severity", name_of(issue.severity));
    json.field("count", issue.count).field("example_row", issue.example_row).end();
}

Result<void> write_pair(JsonWriter& json, Tx& tx, Pair const& pair) {
    json.object().field("id", pair.id).field("regency", pair.regency.text());
    bool const decided = pair.decided_at.has_value();
    json.field("state", decided ? "decided" : pair_states[static_cast<std::size_t>(pair.state)]);
    json.field("ground", pair.ground)
        .field("score", pair.score)
        .field("score_bp", probability_bp(pair.score));
    json.field("created_at", pair.created_at.milliseconds);
    std::vector<registry::Value> left;
    json.key("left");
    if (pair.is_known()) {
        left = TRY(said_of(tx, pair.regency, pair.other));
        write_business_side(json, pair.other, left);
    } else {
        left = TRY(write_row_side(json, tx, pair));
    }
    auto const right = TRY(said_of(tx, pair.regency, pair.business));
    json.key("right");
    write_business_side(json, pair.business, right);
    write_evidence(json, pair.evidence, left, right);
    json.key("decision");
    if (decided)
        json.object()
            .field("verdict", pair.state == PairState::merged ? "merge" : "distinct")
            .field("actor_name", pair.decided_by)
            .field("at", pair.decided_at->milliseconds)
            .end();
    else
        json.null();
    json.end();
    return {};
}

}  // namespace bina::intake
