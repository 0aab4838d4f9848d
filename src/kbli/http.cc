#include "kbli/http.h"

#include "base/json.h"
#include "http/fields.h"

namespace bina::kbli {
namespace {

using base::JsonWriter;
using base::Result;
using http::Fields;
using http::Length;
using http::Range;
using http::Request;
using http::Response;
using storage::Tx;

void write_edition(JsonWriter& json, EditionInfo const& edition, Table const& table) {
    json.object().field("name", edition.name).field("law", edition.law).field("base", edition.base);
    json.field("in_force", edition.in_force).field("listed", table.is_listed(edition.edition)).end();
}

Result<Response> get_editions(HttpContext const& context, Request const&) {
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const table = TRY(context.tables.current(tx));
        JsonWriter json;
        json.object().field("current", info(edition_in_force(base::Day::of(tx.now()))).name);
        json.key("items").array();
        for (auto const& edition : editions) write_edition(json, edition, *table);
        json.end().end();
        return Response::json(std::move(json));
    });
}

Result<Response> get_entries(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const text = in.query<std::string>("q", Length{1, 100});
    auto const asked = in.query_as_if("edition", edition_of);
    auto const limit = in.query_if<int>("limit", Range{1, 100}).value_or(20);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const table = TRY(context.tables.current(tx));
        auto const edition = asked.value_or(edition_in_force(base::Day::of(tx.now())));
        JsonWriter json(4'096);
        json.object().field("edition", info(edition).name).key("items").array();
        for (auto const* entry : table->search({edition, text, static_cast<std::size_t>(limit)}))
            write_entry(json, edition, *entry);
        json.end().end();
        return Response::json(std::move(json));
    });
}

Result<Response> get_entry(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const edition = in.query_as_if("edition", edition_of);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const table = TRY(context.tables.current(tx));
        auto const which = edition.value_or(edition_in_force(base::Day::of(tx.now())));
        auto const* const entry = table->find(which, request.param("code"));
        if (entry == nullptr) return base::fail(error::not_found);
        JsonWriter json;
        json.object().key("entry");
        write_entry(json, which, *entry);
        json.key("above").array();
        for (auto code = parent_of(*entry); !code.empty();) {
            auto const* const above = table->find(which, code);
            if (above != nullptr) write_entry(json, which, *above);
            code = above != nullptr ? parent_of(*above) : code.substr(0, code.size() - 1);
        }
        json.end().key("successors").array();
        if (which == Edition::kbli2020)
            for (auto const to : table->successors(entry->code))
                if (auto const* const next = table->find(Edition::kbli2025, to))
                    write_entry(json, Edition::kbli2025, *next);
        json.end().end();
        return Response::json(std::move(json));
    });
}

}  // namespace

void write_entry(JsonWriter& json, Edition edition, Entry const& entry) {
    json.object().field("code", entry.code).field("edition", info(edition).name);
    json.field("level", entry.level()).field("title", entry.title);
    json.field("title_en", entry.title_en.empty() ? entry.title : entry.title_en);
    json.field("section", entry.section).end();
}

void write_candidate(JsonWriter& json, Entry const& entry, Candidate const& candidate) {
    json.object().key("entry");
    write_entry(json, Edition::kbli2025, entry);
    json.field("code", candidate.code).field("confidence", candidate.confidence);
    json.field("phrase", candidate.phrase).field("businesses", candidate.businesses);
    json.field("of", candidate.of).end();
}

std::vector<http::Route> routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    return {
        {"GET", "/api/v1/kbli", http::may("registry.read"), with(get_entries)},
        {"GET", "/api/v1/kbli-editions", http::may("registry.read"), with(get_editions)},
        {"GET", "/api/v1/kbli/{code}", http::may("registry.read"), with(get_entry)},
    };
}

}  // namespace bina::kbli
