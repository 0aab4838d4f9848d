#include "access/account.h"
#include "base/fold.h"
#include "http/fields.h"
#include "kbli/http.h"
#include "registry/http.h"
#include "registry/kbli_decision.h"

namespace bina::registry {
namespace {

using access::Actor;
using base::JsonWriter;
using base::Result;
using http::Fields;
using http::Length;
using http::Range;
using http::Request;
using http::Response;
using kbli::Edition;
using storage::Tx;

constexpr int decisions_shown = 20;

void write_candidates(JsonWriter& json, kbli::Table const& table,
                      std::span<kbli::Candidate const> candidates) {
    json.key("candidates").array();
    for (auto const& candidate : candidates) {
        auto const* const entry = table.nearest(Edition::kbli2025, candidate.code);
        if (entry != nullptr) kbli::write_candidate(json, *entry, candidate);
    }
    json.end();
}

/// Each code in use with the number of businesses, as of a day.
Result<Response> get_classes(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const area = in.query_if<base::AreaCode>("area").value_or(regency);
    auto const as_of = in.query_if<base::Day>("as_of").value_or(base::Day::of(context.db.now()));
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        TRY(request.actor<Actor>().require(access::Permission::registry_read, area));
        auto const table = TRY(context.kbli_tables.current(tx));
        std::int64_t with_code = 0;
        JsonWriter json(8'192);
        json.object().field("as_of", as_of.text()).key("items").array();
        for (auto const& [code, counted] : TRY(kbli_counts(tx, regency, area.text(), as_of))) {
            with_code += counted;
            json.object().field("code", code.digits()).field("edition", info(code.edition()).name);
            json.field("businesses", counted).key("entry");
            auto const* const entry = table->nearest(code.edition(), code.digits());
            entry == nullptr ? static_cast<void>(json.null())
                             : kbli::write_entry(json, code.edition(), *entry);
            json.key("successors").array();
            if (code.edition() == Edition::kbli2020)
                for (auto const to : table->successors(code.digits()))
                    if (auto const* const next = table->find(Edition::kbli2025, to))
                        kbli::write_entry(json, Edition::kbli2025, *next);
            json.end().end();
        }
        json.end().key("sections").array();
        for (auto const& edition : kbli::editions)
            for (auto const& entry : table->entries(edition.edition))
                if (entry.level() <= 2) kbli::write_entry(json, edition.edition, entry);
        auto const all = TRY(tally_of(tx, regency, area.text(), as_of))[tally_counted];
        json.end().field("total", all).field("without", all - with_code).end();
        return Response::json(std::move(json));
    });
}

std::optional<std::string> from_code(std::string_view text) {
    if (text.empty() || text == "none") return std::string{};
    auto const code = kbli::Code::parse(text, Edition::kbli2020);
    return code ? std::optional(code->text()) : std::nullopt;
}

Result<Response> get_work(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const from = in.query_as_if("from", from_code).value_or("");
    auto const cursor = in.query_if<std::string>("cursor", Length{0, 200}).value_or("");
    auto const limit = in.query_if<std::int64_t>("limit", Range{1, 100}).value_or(25);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const table = TRY(context.kbli_tables.current(tx));
        auto const page =
            TRY(activity_work(tx, *table, request.actor<Actor>(), regency, from, cursor, limit));
        JsonWriter json(8'192);
        json.object().key("items").array();
        for (auto const& item : page.items) {
            json.object().field("activity", item.activity).field("businesses", item.businesses);
            write_candidates(json, *table, item.candidates);
            json.end();
        }
        json.end().key("next");
        page.next.empty() ? json.null() : json.value(page.next);
        json.end();
        return Response::json(std::move(json));
    });
}

/// What the words of one business may mean, for a form.
Result<Response> get_candidates(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const text = in.query<std::string>("activity", Length{1, 300});
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        TRY(request.actor<Actor>().require_within(access::Permission::registry_read, regency));
        auto const table = TRY(context.kbli_tables.current(tx));
        LearntWords learnt(tx, regency, Edition::kbli2025);
        JsonWriter json(2'048);
        json.object();
        write_candidates(json, *table, TRY(learnt.candidates(*table, base::fold(text))));
        json.end();
        return Response::json(std::move(json));
    });
}

Result<Response> get_decisions(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        JsonWriter json(4'096);
        json.object().key("items").array();
        for (auto const& one : TRY(kbli_decisions(tx, request.actor<Actor>(), regency, decisions_shown))) {
            json.object().field("id", one.id.text()).field("from", one.from);
            json.field("activity", one.activity).field("to", one.to.text());
            json.field("businesses", one.businesses).field("at", one.at.milliseconds);
            json.field("actor_name", TRY(access::account_name(tx, one.actor)));
            json.field("undone", one.undone_at.has_value()).end();
        }
        json.end().end();
        return Response::json(std::move(json));
    });
}

std::optional<kbli::Code> to_code(std::string_view text) {
    auto const code = kbli::Code::parse(text, Edition::kbli2025);
    return code ? std::optional(*code) : std::nullopt;
}

Result<Response> put_decision(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    KbliDecision decision{.id = in.path<BatchId>("id")};
    decision.from = in.body_if<std::string>("from", Length{0, 20}).value_or("");
    decision.activity = in.body<std::string>("activity", Length{0, 100});
    decision.to = in.object().get_as_if("to", to_code).value_or(kbli::Code{});
    TRY(in.finish());
    // It may be long: it shares its commit with nothing.
    auto const done = TRY(context.db.write_alone([&](Tx& tx) -> Result<Decided> {
        auto const table = TRY(context.kbli_tables.current(tx));
        return decide_kbli(tx, context.rules, *table, request.actor<Actor>(), regency, decision);
    }));
    JsonWriter json;
    json.object().field("businesses", done.businesses).field("left", done.left).end();
    return Response::json(std::move(json));
}

Result<Response> delete_decision(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const id = in.path<BatchId>("id");
    TRY(in.finish());
    TRY(context.db.write_alone(
        [&](Tx& tx) { return undo_kbli(tx, context.rules, request.actor<Actor>(), regency, id); }));
    return Response::empty();
}

}  // namespace

std::vector<http::Route> kbli_routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    auto const read = http::may("registry.read");
    auto const write = http::may("registry.write");
    std::string_view const decision = "/api/v1/kbli/{regency}/decisions/{id}";
    return {
        {"GET", "/api/v1/kbli/{regency}/classes", read, with(get_classes)},
        {"GET", "/api/v1/kbli/{regency}/work", read, with(get_work)},
        {"GET", "/api/v1/kbli/{regency}/candidates", read, with(get_candidates)},
        {"GET", "/api/v1/kbli/{regency}/decisions", read, with(get_decisions)},
        {"PUT", decision, write, with(put_decision)},
        {"DELETE", decision, write, with(delete_decision)},
    };
}

}  // namespace bina::registry
