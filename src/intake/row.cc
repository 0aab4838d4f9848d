#include "intake/row.h"

#include <algorithm>
#include <charconv>

#include "audit/audit.h"
#include "base/json.h"
#include "registry/business.h"

namespace bina::intake {
namespace {

using base::Result;
using storage::Arg;
using storage::Bytes;
using storage::Row;
using storage::Tx;

constexpr std::array<std::string_view, 4> severity_names{"ok", "info", "warning", "error"};
constexpr std::array<std::string_view, 9> row_columns{"regency",  "batch",  "row_number", "verdict", "reason",
                                                      "business", "person", "evidence",   "body"};

// Rows read at once in the search for a remark.
constexpr std::int64_t looked_through = 1'000;

void append_escaped(std::string& out, std::string_view text) {
    std::size_t from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const c = text[i];
        if (c != '\\' && c != '\t' && c != '\n') continue;
        out.append(text, from, i - from);
        out += c == '\\' ? "\\\\" : c == '\t' ? "\\t" : "\\n";
        from = i + 1;
    }
    out.append(text, from);
}

std::string unescaped(std::string_view text) {
    auto const first = text.find('\\');
    if (first == text.npos) return std::string(text);
    std::string out(text.substr(0, first));
    for (std::size_t i = first; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        char const next = text[++i];
        out += next == 't' ? '\t' : next == 'n' ? '\n' : next;
    }
    return out;
}

/// Cuts the part before the next tab off the front of `line`; nothing once the line is used up.
std::optional<std::string_view> next_part(std::optional<std::string_view>& line) {
    if (!line) return std::nullopt;
    auto const tab = line->find('\t');
    auto const part = line->substr(0, tab);
    line = tab == line->npos ? std::nullopt : std::optional(line->substr(tab + 1));
    return part;
}

/// As `next_part`, of a line that must have one.
std::string_view part_of(std::optional<std::string_view>& line) {
    auto const part = next_part(line);
    if (!part) throw storage::Damage("batch_row: line");
    return *part;
}

std::int64_t number(std::string_view text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

Severity severity_of(std::string_view name) {
    auto const found = std::ranges::find(severity_names, name);
    if (found == severity_names.end()) throw storage::Damage("batch_row: severity");
    return static_cast<Severity>(found - severity_names.begin());
}

Verdict verdict_of(std::string_view name) {
    auto const found = std::ranges::find(verdict_names, name);
    if (found == verdict_names.end()) throw storage::Damage("batch_row: verdict");
    return static_cast<Verdict>(found - verdict_names.begin());
}

ListRow read_row(storage::Vault const& vault, Row const& row) {
    ListRow read{.number = row.integer(0),
                 .verdict = verdict_of(row.text(1)),
                 .reason = row.get<std::string>(2),
                 .business = row.get<std::string>(3),
                 .person = row.get<std::string>(4),
                 .evidence = row.get<std::string>(5)};
    auto const body = vault.unseal(row.bytes(6));
    if (!body) throw storage::Damage("batch_row: cannot be unsealed");
    decode_body(*body, read);
    return read;
}

void decode_line(std::string_view text, ListRow& row) {
    std::optional line(text);
    auto const kind = part_of(line);
    if (kind == "o") {
        while (auto const cell = next_part(line)) row.cells.push_back(unescaped(*cell));
    } else if (kind == "c") {
        auto const column = number(part_of(line));
        if (column < 0 || column >= std::ssize(row.cells)) throw storage::Damage("batch_row: column");
        if (auto const field = registry::field_of(part_of(line)))
            row.values.push_back({column, {*field, row.cells[static_cast<std::size_t>(column)]}});
    } else if (kind == "v") {
        auto const column = number(part_of(line));
        auto const field = registry::field_of(part_of(line));
        auto const value = part_of(line);
        if (field) row.values.push_back({column, {*field, unescaped(value)}});
    } else if (kind == "n") {
        ListRow::Remark remark{.column = number(part_of(line)), .severity = severity_of(part_of(line))};
        remark.key = part_of(line);
        remark.field = part_of(line);
        while (auto const name = next_part(line)) remark.params.emplace_back(*name, unescaped(part_of(line)));
        row.remarks.push_back(std::move(remark));
    } else {
        throw storage::Damage("batch_row: line");
    }
}

}  // namespace

registry::Statement ListRow::statement() const {
    registry::Statement statement;
    for (auto const& said : values) registry::put(statement, said.value.field, said.value.text);
    return statement;
}

std::string encode_body(ListRow const& row) {
    std::string body = "o";
    for (auto const& cell : row.cells) {
        body += '\t';
        append_escaped(body, cell);
    }
    body += '\n';
    for (auto const& [column, value] : row.values) {
        // Most values are what the cell says: then the cell is named, not repeated.
        bool const as_it_came = column >= 0 && column < std::ssize(row.cells) &&
                                row.cells[static_cast<std::size_t>(column)] == value.text;
        body += (as_it_came ? "c\t" : "v\t") + std::to_string(column) + '\t';
        body += registry::info(value.field).key;
        if (!as_it_came) {
            body += '\t';
            append_escaped(body, value.text);
        }
        body += '\n';
    }
    for (auto const& remark : row.remarks) {
        body += "n\t" + std::to_string(remark.column) + '\t';
        body += severity_names[static_cast<std::size_t>(remark.severity)];
        body += '\t' + remark.key + '\t' + remark.field;
        for (auto const& [name, text] : remark.params) {
            body += '\t' + name + '\t';
            append_escaped(body, text);
        }
        body += '\n';
    }
    return body;
}

void decode_body(std::string_view body, ListRow& row) {
    while (!body.empty()) {
        auto const line = body.substr(0, body.find('\n'));
        body.remove_prefix(std::min(line.size() + 1, body.size()));
        decode_line(line, row);
    }
}

Result<void> store_rows(Tx& tx, RegencyCode const& regency, BatchId const& batch,
                        std::span<ListRow const> list) {
    std::vector<std::string> bodies;
    bodies.reserve(list.size());
    std::vector<Arg> args;
    args.reserve(list.size() * row_columns.size());
    for (auto const& row : list) {
        bodies.push_back(tx.vault().seal(encode_body(row)));
        args.insert(args.end(),
                    {Arg(regency), Arg(batch), Arg(row.number), Arg(name_of(row.verdict)), Arg(row.reason),
                     Arg(row.business), Arg(row.person), Arg(row.evidence), Arg(Bytes{bodies.back()})});
    }
    return tx.append("batch_row", row_columns, args);
}

Result<void> forget_rows(Tx& tx, RegencyCode const& regency, BatchId const& batch) {
    TRY(tx.run("DELETE FROM batch_row WHERE regency = $1 AND batch = $2", regency, batch));
    TRY(tx.run("DELETE FROM batch_issue WHERE regency = $1 AND batch = $2", regency, batch));
    return {};
}

Result<std::vector<ListRow>> rows(Tx& tx, access::Actor const& actor, RowQuery const& query) {
    TRY(actor.require(access::Permission::intake_run, query.regency));
    constexpr auto all =
        "SELECT row_number, verdict, reason, business, person, evidence, body FROM batch_row"
        " WHERE regency = $1 AND batch = $2 AND row_number > $3 ORDER BY row_number LIMIT $4";
    constexpr auto of_verdict =
        "SELECT row_number, verdict, reason, business, person, evidence, body"
        " FROM batch_row /* by batch_row_verdict */"
        " WHERE regency = $1 AND batch = $2 AND row_number > $3 AND verdict = $5"
        " ORDER BY row_number LIMIT $4";
    // Remarks are sealed with the row, so rows are looked through until enough have the one that is asked
    // for.
    auto const piece = query.key.empty() ? query.limit : std::max(query.limit, looked_through);
    std::vector<ListRow> found;
    std::int64_t after = query.after;
    bool more = true;
    auto const visit = [&](Row const& row) {
        auto read = read_row(tx.vault(), row);
        after = read.number;
        more = true;
        bool const wanted =
            query.key.empty() ||
            std::ranges::find(read.remarks, query.key, &ListRow::Remark::key) != read.remarks.end();
        if (wanted && std::ssize(found) < query.limit) found.push_back(std::move(read));
    };
    while (more && std::ssize(found) < query.limit) {
        more = false;
        if (query.verdict.empty())
            TRY(tx.each(all, visit, query.regency, query.batch, after, piece));
        else
            TRY(tx.each(of_verdict, visit, query.regency, query.batch, after, piece, query.verdict));
    }
    return found;
}

Result<void> record_unmasking(Tx& tx, access::Actor const& actor, RowQuery const& query,
                              std::span<ListRow const> shown, std::string_view purpose) {
    TRY(actor.require(access::Permission::registry_unmask, query.regency));
    TRY(registry::require_purpose(purpose));
    base::JsonWriter detail;
    detail.object().field("purpose", purpose).field("rows", static_cast<std::int64_t>(shown.size()));
    if (!shown.empty()) detail.field("first", shown.front().number).field("last", shown.back().number);
    detail.end();
    return audit::record(tx, actor, "intake.rows_unmasked", query.regency.text(), query.batch.text(),
                         detail.text());
}

Result<void> record_taking(Tx& tx, access::Actor const& actor, Batch const& batch, std::string_view what,
                           std::string_view reason) {
    TRY(actor.require(access::Permission::registry_unmask, batch.regency));
    TRY(registry::require_purpose(reason));
    base::JsonWriter detail;
    detail.object().field("reason", reason).field("file", what).field("rows", batch.counts.rows).end();
    return audit::record(tx, actor, "intake.file_taken", batch.regency.text(), batch.id.text(),
                         detail.text());
}

Result<std::optional<ListRow>> find_row(Tx& tx, RegencyCode const& regency, BatchId const& batch,
                                        std::int64_t number) {
    return tx.first(
        "SELECT row_number, verdict, reason, business, person, evidence, body FROM batch_row"
        " WHERE regency = $1 AND batch = $2 AND row_number = $3",
        [&](Row const& row) { return read_row(tx.vault(), row); }, regency, batch, number);
}

Result<std::vector<FurtherRow>> further_rows(Tx& tx, RegencyCode const& regency, BatchId const& batch) {
    std::vector<FurtherRow> further;
    TRY(tx.stream(
        "SELECT business, row_number FROM batch_row /* by batch_row_verdict */"
        " WHERE regency = $1 AND batch = $2 AND verdict = $3"
        " AND reason = $4",
        [&](Row const& row) {
            auto const maker = row_of_business(batch, row.text(0));
            if (!maker) throw storage::Damage("batch_row: repeats a row of another batch");
            further.push_back({*maker, row.integer(1)});
            return true;
        },
        regency, batch, name_of(Verdict::duplicate_in_file), reason::duplicate_differs));
    std::ranges::sort(further);
    return further;
}

Result<void> store_issues(Tx& tx, RegencyCode const& regency, BatchId const& batch,
                          std::span<Issue const> list) {
    for (auto const& issue : list)
        TRY(
            tx.run("INSERT INTO batch_issue (regency, batch, key, field, severity, count, example_row)"
                   " VALUES ($1, $2, $3, $4, $5, $6, $7)",
                   regency, batch, issue.key, issue.field,
                   severity_names[static_cast<std::size_t>(issue.severity)], issue.count, issue.example_row));
    return {};
}

Result<std::vector<Issue>> issues(Tx& tx, access::Actor const& actor, RegencyCode const& regency,
                                  BatchId const& batch) {
    TRY(actor.require(access::Permission::intake_run, regency));
    return tx.rows(
        "SELECT key, field, severity, count, example_row FROM batch_issue"
        " WHERE regency = $1 AND batch = $2 ORDER BY count DESC, key, field",
        [](Row const& row) {
            return Issue{row.get<std::string>(0), row.get<std::string>(1), severity_of(row.text(2)),
                         row.integer(3), row.integer(4)};
        },
        regency, batch);
}

namespace {

std::uint64_t nth(std::int64_t row, std::uint64_t part) {
    return static_cast<std::uint64_t>(row) * 4 + part;
}

}  // namespace

registry::FactId fact_id(BatchId const& batch, std::int64_t row) {
    return registry::FactId::derive(batch.text(), nth(row, 0));
}
registry::BusinessId business_id(BatchId const& batch, std::int64_t row) {
    return registry::BusinessId::derive(batch.text(), nth(row, 1));
}
std::optional<std::int64_t> row_of_business(BatchId const& batch, std::string_view business) {
    auto const number = base::number_in_derived(batch.text(), business);
    if (!number || *number % 4 != 1) return std::nullopt;
    return static_cast<std::int64_t>(*number / 4);
}
registry::PersonId person_id(BatchId const& batch, std::int64_t row) {
    return registry::PersonId::derive(batch.text(), nth(row, 2));
}
std::string pair_id(BatchId const& batch, std::int64_t row) {
    return base::derived_id_text(batch.text(), nth(row, 3));
}

Result<registry::Fact> fact_of(Batch const& batch, ListRow const& row, base::Instant now) {
    return registry::Fact{
        .id = fact_id(batch.id, row.number),
        .business = TRY(registry::BusinessId::parse(row.business)),
        .day = batch.settings.as_of,
        .recorded_at = now,
        .actor = batch.actor,
        .source = {.kind = registry::Source::Kind::batch,
                   .label = batch.settings.source,
                   .batch = batch.id,
                   .row = row.number},
        .person = row.person.empty() ? registry::PersonId{} : TRY(registry::PersonId::parse(row.person)),
        .values = row.statement()};
}

}  // namespace bina::intake
