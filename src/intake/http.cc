#include "intake/http.h"

#include <algorithm>

#include "base/fold.h"
#include "base/zone.h"
#include "http/fields.h"
#include "http/once.h"
#include "intake/book.h"
#include "intake/view.h"
#include "kbli/http.h"
#include "registry/activity.h"
#include "registry/state.h"

namespace bina::intake {
namespace {

using access::Actor;
using base::JsonWriter;
using base::Result;
using http::Fields;
using http::Length;
using http::Range;
using http::Request;
using http::Response;
using registry::Field;
using storage::Tx;

constexpr std::size_t file_bytes_max = 200ULL << 20U;
constexpr std::size_t columns_max = 512;
constexpr std::int64_t preview_rows_max = 100;

struct Named {
    RegencyCode regency;
    BatchId id;
};
Named named(Fields& in) {
    return {in.path<RegencyCode>("regency"), in.path<BatchId>("id")};
}

Response reply(HttpContext const& context, Batch const& batch, int status) {
    JsonWriter json(8'192);
    write_batch(json, batch, context.jobs.progress(batch.id.text()));
    return Response::json(std::move(json), status);
}

/// Runs a step of a batch and answers with the batch as it stands then; its job starts after the commit.
template <class Step>
Result<Response> step(HttpContext const& context, Request const& request, Named const& name,
                      Step const& body) {
    auto response = http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        TRY(body(tx));
        return reply(context, TRY(find_batch(tx, request.actor<Actor>(), name.regency, name.id)), 202);
    });
    context.jobs.wake();
    return response;
}

Result<Response> put_batch(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    Batch batch{.id = name.id, .regency = name.regency};
    batch.file = in.query<std::string>("file", Length{1, 255});
    batch.settings.source = in.query_if<std::string>("source", Length{0, 120}).value_or("");
    TRY(in.finish());
    TRY(request.actor<Actor>().require(access::Permission::intake_run, name.regency));
    if (!request.upload) return base::fail(http::error::bad_request, "no file");
    batch.bytes = static_cast<std::int64_t>(request.upload->bytes);
    batch.sha256 = request.upload->sha256;
    batch.settings.as_of = base::day_in(name.regency.text(), context.db.now());
    // The content first: a batch never stands there without its file.
    TRY(context.content.keep(request.upload->path, batch.sha256));
    auto response = context.db.write([&](Tx& tx) -> Result<Response> {
        TRY(receive(tx, request.actor<Actor>(), batch));
        return reply(context, TRY(find_batch(tx, request.actor<Actor>(), name.regency, name.id)), 201);
    });
    context.jobs.wake();
    return response;
}

Result<Response> get_batches(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.query<RegencyCode>("regency");
    auto const cursor = in.query_if<std::string>("cursor", Length{0, 32}).value_or("");
    auto const limit = in.query_if<std::int64_t>("limit", Range{1, 200}).value_or(50);
    TRY(in.finish());
    auto const list = TRY(
        context.db.read([&](Tx& tx) { return batches(tx, request.actor<Actor>(), regency, cursor, limit); }));
    JsonWriter json(16'384);
    json.object().key("items").array();
    for (auto const& batch : list) write_batch(json, batch, context.jobs.progress(batch.id.text()));
    json.end().key("next");
    std::ssize(list) < limit ? json.null() : json.value(list.back().id.text());
    json.end();
    return Response::json(std::move(json));
}

Result<Response> get_batch(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    TRY(in.finish());
    auto const batch = TRY(context.db.read(
        [&](Tx& tx) { return find_batch(tx, request.actor<Actor>(), name.regency, name.id); }));
    return reply(context, batch, 200);
}

std::optional<std::string> period(std::string_view text) {
    if (text == "ask" || text == "year" || text == "month") return std::string(text);
    return std::nullopt;
}

Result<Response> put_settings(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    Settings settings{.source = in.body<std::string>("source", Length{1, 120}),
                      .sheet = in.body<std::int64_t>("sheet", Range{0, 255}),
                      .header_row = in.body<std::int64_t>("header_row", Range{0, 1'048'576}),
                      .as_of = in.body<base::Day>("as_of"),
                      .sales_period = in.object().get_as("sales_period", period),
                      .district = in.body_if<std::string>("district", Length{6, 6}).value_or("")};
    in.object().each("columns", columns_max, [&](http::Object& column) {
        settings.columns.push_back({column.get<std::int64_t>("index", Range{0, 511}),
                                    column.get_if<std::string>("heading", Length{0, 2'000}).value_or(""),
                                    column.get_if<std::string>("field", Length{0, 60}).value_or("")});
        return 0;
    });
    TRY(in.finish());
    return step(context, request, name,
                [&](Tx& tx) { return choose(tx, request.actor<Actor>(), name.regency, name.id, settings); });
}

Result<Response> post_commit(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    TRY(in.finish());
    return step(context, request, name,
                [&](Tx& tx) { return ask_commit(tx, request.actor<Actor>(), name.regency, name.id); });
}

Result<Response> post_undo(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    TRY(in.finish());
    return step(context, request, name,
                [&](Tx& tx) { return ask_undo(tx, request.actor<Actor>(), name.regency, name.id); });
}

Result<Response> get_preview(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    auto const sheet = in.query_if<std::int64_t>("sheet", Range{0, 255}).value_or(0);
    auto const from = in.query_if<std::int64_t>("from", Range{1, 10'000'000}).value_or(1);
    auto const limit = in.query_if<std::int64_t>("limit", Range{1, preview_rows_max}).value_or(30);
    TRY(in.finish());
    auto const batch = TRY(context.db.read(
        [&](Tx& tx) { return find_batch(tx, request.actor<Actor>(), name.regency, name.id); }));
    auto const file = TRY(context.content.open(batch.sha256));
    auto const book = TRY(Book::open(file.path()));
    if (static_cast<std::size_t>(sheet) >= book.sheets().size())
        return base::fail(http::error::not_found, "sheet");
    bool const known_columns = sheet == batch.settings.sheet;
    auto const mask = CellMask::of(known_columns ? batch.settings : Settings{});
    auto const above = CellMask::of({});
    JsonWriter json(8'192);
    json.object().key("rows").array();
    std::int64_t shown = 0;
    TRY(book.for_each_row(static_cast<std::size_t>(sheet),
                          [&](std::uint64_t row, std::span<Cell const> cells) {
                              if (static_cast<std::int64_t>(row) < from) return Visit::next;
                              json.object().field("row", row).key("cells").array();
                              bool const title = static_cast<std::int64_t>(row) <= batch.settings.header_row;
                              for (std::int64_t i = 0; auto const& cell : cells)
                                  json.value((title ? above : mask).cell(i++, cell.text));
                              json.end().end();
                              return ++shown < limit ? Visit::next : Visit::stop;
                          }));
    json.end().end();
    return Response::json(std::move(json));
}

std::optional<std::string> verdict_filter(std::string_view text) {
    if (std::ranges::find(verdict_names, text) == verdict_names.end()) return std::nullopt;
    return std::string(text);
}

/// Proposes a class for what a row says its business does, where the list gives no code. Nothing is set: it
/// is shown, and decided in the worklist of codes.
class KbliProposals {
public:
    KbliProposals(Tx& tx, std::shared_ptr<kbli::Table const> table, RegencyCode const& regency)
        : m_table(std::move(table)), m_learnt(tx, regency, kbli::Edition::kbli2025) {}

    Result<void> find(ListRow const& row) {
        m_found.reset();
        auto const statement = row.statement();
        auto const activity = registry::get(statement, Field::activity);
        if (activity.empty() || !registry::get(statement, Field::kbli).empty()) return {};
        auto candidates = TRY(m_learnt.candidates(*m_table, base::fold(activity)));
        if (!candidates.empty()) m_found = std::move(candidates.front());
        return {};
    }
    void write(JsonWriter& json) const {
        auto const* const entry =
            m_found ? m_table->nearest(kbli::Edition::kbli2025, m_found->code) : nullptr;
        entry == nullptr ? static_cast<void>(json.null()) : kbli::write_candidate(json, *entry, *m_found);
    }

private:
    std::shared_ptr<kbli::Table const> m_table;
    registry::LearntWords m_learnt;
    std::optional<kbli::Candidate> m_found;
};

Result<Response> row_page(HttpContext const& context, Tx& tx, Batch const& batch, RowQuery const& query,
                          std::span<ListRow const> list, CellMask const& mask) {
    KbliProposals proposals(tx, TRY(context.kbli_tables.current(tx)), query.regency);
    JsonWriter json(65'536);
    json.object().key("items").array();
    for (auto const& row : list) {
        TRY(proposals.find(row));
        write_row(json, row, mask, [&](JsonWriter& into) { proposals.write(into); });
    }
    json.end().key("next");
    std::ssize(list) < query.limit ? json.null() : json.value(std::to_string(list.back().number));
    std::int64_t count = batch.counts.rows + batch.counts[Verdict::skipped];
    auto const verdict = std::ranges::find(verdict_names, query.verdict);
    if (verdict != verdict_names.end())
        count = batch.counts.by_verdict[static_cast<std::size_t>(verdict - verdict_names.begin())];
    json.key("count").object().field("value", count).field("capped", false).end().end();
    return Response::json(std::move(json));
}

Result<Response> get_rows(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    RowQuery query{.regency = name.regency, .batch = name.id};
    query.verdict = in.query_as_if("verdict", verdict_filter).value_or("");
    query.key = in.query_if<std::string>("key", Length{0, 80}).value_or("");
    query.after = in.query_if<std::int64_t>("cursor", Range{0, INT64_MAX}).value_or(0);
    query.limit = in.query_if<std::int64_t>("limit", Range{1, 200}).value_or(50);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const list = TRY(rows(tx, request.actor<Actor>(), query));
        auto const batch = TRY(find_batch(tx, request.actor<Actor>(), name.regency, name.id));
        return row_page(context, tx, batch, query, list, CellMask::of(batch.settings));
    });
}

/// A page of rows with personal values in clear, for a purpose, which is recorded before anything is shown.
Result<Response> post_rows_unmask(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    RowQuery query{.regency = name.regency, .batch = name.id};
    query.verdict = in.object().get_as_if("verdict", verdict_filter).value_or("");
    query.key = in.body_if<std::string>("key", Length{0, 80}).value_or("");
    query.after = in.body_if<std::int64_t>("cursor", Range{0, INT64_MAX}).value_or(0);
    query.limit = in.body_if<std::int64_t>("limit", Range{1, 200}).value_or(50);
    auto const purpose = in.body<std::string>("purpose", Length{0, 300});
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    auto const list = TRY(context.db.read([&](Tx& tx) { return rows(tx, actor, query); }));
    TRY(context.db.write([&](Tx& tx) { return record_unmasking(tx, actor, query, list, purpose); }));
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const batch = TRY(find_batch(tx, actor, name.regency, name.id));
        return row_page(context, tx, batch, query, list, CellMask::none());
    });
}

Result<Response> get_issues(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    TRY(in.finish());
    auto const list = TRY(
        context.db.read([&](Tx& tx) { return issues(tx, request.actor<Actor>(), name.regency, name.id); }));
    JsonWriter json;
    json.object().key("items").array();
    for (auto const& issue : list) write_issue(json, issue);
    json.end().end();
    return Response::json(std::move(json));
}

/// The batch of which somebody takes a file out of the system, once that is recorded.
Result<Batch> take_out(HttpContext const& context, Request const& request, std::string_view what) {
    Fields in{request};
    auto const name = named(in);
    auto const reason = in.body<std::string>("reason", Length{0, 300});
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    return context.db.write([&](Tx& tx) -> Result<Batch> {
        auto batch = TRY(find_batch(tx, actor, name.regency, name.id));
        TRY(record_taking(tx, actor, batch, what, reason));
        return batch;
    });
}

Result<Response> post_rejected(HttpContext const& context, Request const& request) {
    auto const batch = TRY(take_out(context, request, "rejected"));
    auto const returned = TRY(context.db.read(
        [&](Tx& tx) { return return_rejected(tx, context.content, batch, context.sentences); }));
    auto response = TRY(Response::file(returned.file->path(), std::string(returned.type)));
    return std::move(response).download(returned.name);
}

Result<Response> post_original(HttpContext const& context, Request const& request) {
    auto const batch = TRY(take_out(context, request, "original"));
    auto const file = TRY(context.content.open(batch.sha256));
    auto response = TRY(Response::file(file.path(), "application/octet-stream"));
    return std::move(response).download(batch.file);
}

std::optional<std::string> pair_filter(std::string_view text) {
    if (text == "open" || text == "later" || text == "decided") return std::string(text);
    return std::nullopt;
}

Result<Response> get_pairs(HttpContext const& context, Request const& request) {
    Fields in{request};
    PairQuery query{.regency = in.query<RegencyCode>("regency")};
    query.state = in.query_as_if("state", pair_filter).value_or("open");
    query.district = in.query_if<std::string>("district", Length{6, 6}).value_or("");
    query.after = in.query_if<std::string>("cursor", Length{0, 32}).value_or("");
    query.limit = in.query_if<std::int64_t>("limit", Range{1, 100}).value_or(20);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const list = TRY(pairs(tx, request.actor<Actor>(), query));
        JsonWriter json(32'768);
        json.object().key("items").array();
        for (auto const& pair : list) TRY(write_pair(json, tx, pair));
        json.end().key("next");
        std::ssize(list) < query.limit ? json.null() : json.value(list.back().id);
        base::AreaCode const area =
            query.district.empty() ? query.regency : TRY(base::AreaCode::parse(query.district));
        auto const count = TRY(count_pairs(tx, area, query.state));
        json.key("count").object().field("value", count).field("capped", false).end().end();
        return Response::json(std::move(json));
    });
}

std::optional<PairState> decision_of(std::string_view text) {
    if (text == "merge") return PairState::merged;
    if (text == "distinct") return PairState::distinct;
    if (text == "later") return PairState::later;
    return std::nullopt;
}

template <class Change>
Result<Response> change_pair(HttpContext const& context, Request const& request, RegencyCode const& regency,
                             std::string const& id, Change const& change) {
    return http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        TRY(change(tx));
        JsonWriter json(8'192);
        TRY(write_pair(json, tx, TRY(find_pair(tx, request.actor<Actor>(), regency, id))));
        return Response::json(std::move(json));
    });
}

Result<Response> put_decision(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const id = in.path<BatchId>("id").text();
    auto const decision = in.object().get_as("verdict", decision_of);
    TRY(in.finish());
    return change_pair(context, request, regency, id, [&](Tx& tx) {
        return decide_pair(tx, context.rules, request.actor<Actor>(), regency, id, decision);
    });
}

Result<Response> delete_decision(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const id = in.path<BatchId>("id").text();
    TRY(in.finish());
    return change_pair(context, request, regency, id, [&](Tx& tx) {
        return undo_decision(tx, context.rules, request.actor<Actor>(), regency, id);
    });
}

}  // namespace

std::vector<http::Route> routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    auto const run = http::may("intake.run");
    auto const decide = http::may("pairs.decide");
    std::string_view const one = "/api/v1/batches/{regency}/{id}";
    return {
        {"PUT", one, run, with(put_batch), http::BodyKind::file, file_bytes_max},
        {"GET", "/api/v1/batches", run, with(get_batches)},
        {"GET", one, run, with(get_batch)},
        {"PUT", "/api/v1/batches/{regency}/{id}/settings", run, with(put_settings)},
        {"GET", "/api/v1/batches/{regency}/{id}/preview", run, with(get_preview)},
        {"GET", "/api/v1/batches/{regency}/{id}/rows", run, with(get_rows)},
        {"GET", "/api/v1/batches/{regency}/{id}/issues", run, with(get_issues)},
        {"POST", "/api/v1/batches/{regency}/{id}/commit", run, with(post_commit)},
        {"POST", "/api/v1/batches/{regency}/{id}/undo", http::may("intake.undo"), with(post_undo)},
        {"POST", "/api/v1/batches/{regency}/{id}/rows/unmask", http::may("registry.unmask"),
         with(post_rows_unmask)},
        {"POST", "/api/v1/batches/{regency}/{id}/rejected", http::may("registry.unmask"),
         with(post_rejected)},
        {"POST", "/api/v1/batches/{regency}/{id}/original", http::may("registry.unmask"),
         with(post_original)},
        {"GET", "/api/v1/pairs", decide, with(get_pairs)},
        {"PUT", "/api/v1/pairs/{regency}/{id}/decision", decide, with(put_decision)},
        {"DELETE", "/api/v1/pairs/{regency}/{id}/decision", decide, with(delete_decision)},
    };
}

}  // namespace bina::intake
