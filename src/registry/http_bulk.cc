#include <fstream>

#include "base/fold.h"
#include "registry/business.h"
#include "registry/export.h"
#include "registry/http_view.h"

namespace bina::registry {
namespace {

using access::Actor;
using base::JsonWriter;
using base::Result;
using http::Fields;
using http::Length;
using http::Request;
using http::Response;
using storage::Tx;

constexpr std::size_t bulk_bytes_max = 256ULL * 1024 * 1024;
constexpr std::size_t line_bytes_max = 64 * 1024;
// Lines answered in one piece of the reply: what is lost when a client breaks off is asked for again.
constexpr int lines_in_piece = 100;

/// What a list is streamed by: one page after the other, each by its key, so that nothing is held meanwhile.
struct Pages {
    HttpContext context;
    Actor actor;
    ListQuery query;
    bool begun = false;
};

template <class Write>
Result<Response> stream(HttpContext const& context, Request const& request, std::string type, Write write) {
    Fields in{request};
    auto query = read_query(in, in.query<RegencyCode>("regency"), FiltersIn::address);
    auto const reason = in.query<std::string>("reason", Length{purpose_bytes_min, 300});
    TRY(in.finish());
    if (asks_for_person(query.text)) return base::fail(error::identifier_in_address);
    query.limit = page_items_max;
    auto const& actor = request.actor<Actor>();
    Export const wanted{.query = query, .format = ExportFormat::csv, .reason = reason};
    TRY(context.db.write([&](Tx& tx) { return record_export(tx, actor, wanted, std::nullopt); }));
    return Response::stream(
        std::move(type),
        [pages = Pages{context, actor, query}, write](std::string& piece) mutable -> Result<bool> {
            auto const page = TRY(
                pages.context.db.read([&](Tx& tx) { return list_businesses(tx, pages.actor, pages.query); }));
            write(piece, pages, page);
            pages.begun = true;
            pages.query.cursor = page.next;
            return !page.next.empty();
        });
}

Result<Response> get_ndjson(HttpContext const& context, Request const& request) {
    return stream(context, request, "application/x-ndjson",
                  [](std::string& piece, Pages const& pages, ListPage const& page) {
                      for (auto const& item : page.items) {
                          JsonWriter json;
                          write_item(json, pages.context, pages.query.regency, item);
                          piece += json.take() + "\n";
                      }
                  });
}

Result<Response> get_csv(HttpContext const& context, Request const& request) {
    return stream(context, request, "text/csv; charset=utf-8",
                  [](std::string& piece, Pages const& pages, ListPage const& page) {
                      if (!pages.begun) piece += csv_heading();
                      for (auto const& item : page.items) piece += csv_line(item, pages.context.area_name);
                  });
}

void write_outcome(std::string& piece, std::int64_t line, std::string_view id, int status,
                   base::Error const* error) {
    JsonWriter json;
    json.object().field("line", line).field("id", id).field("status", static_cast<std::int64_t>(status));
    if (error != nullptr) {
        json.field("type", error->kind->key).key("faults").array();
        for (auto const& fault : error->faults)
            json.object().field("path", fault.path).field("key", fault.key).end();
        json.end();
    }
    json.end();
    piece += json.take() + "\n";
}

/// The lines of a bulk, each in a transaction of its own: one that is refused stops no other, and one that
/// was sent before is recognised by its id.
class Bulk {
public:
    Bulk(HttpContext const& context, Actor const& actor, std::filesystem::path const& path)
        : m_context(context), m_actor(actor), m_lines(std::make_shared<std::ifstream>(path)) {}

    Result<bool> answer(std::string& piece) {
        for (int i = 0; i < lines_in_piece; ++i) {
            std::string line;
            if (!std::getline(*m_lines, line)) return false;
            ++m_number;
            if (!base::squeeze(line).empty()) answer_line(piece, std::move(line));
        }
        return true;
    }

private:
    void answer_line(std::string& piece, std::string line) {
        std::string id;
        auto const done = take(std::move(line), id);
        if (done)
            write_outcome(piece, m_number, id, *done == Registration::created ? 201 : 200, nullptr);
        else
            write_outcome(piece, m_number, id, done.error().kind->http_status, &done.error());
    }
    Result<Registration> take(std::string line, std::string& id) {
        if (line.size() > line_bytes_max) return base::fail(http::error::body_too_large);
        Request const row{.method = "PUT", .body = std::move(line)};
        Fields in{row};
        auto const business = in.body<BusinessId>("id");
        id = business.text();
        auto const regency = in.body<RegencyCode>("regency");
        auto fact = read_fact(in, regency, m_context.db.now());
        TRY(in.finish());
        fact.business = business;
        fact.id = FactId::derive(business.text(), 0);
        return m_context.db.write([&](Tx& tx) {
            return register_business(tx, {m_context.rules, m_context.area_name}, m_actor, regency, fact);
        });
    }

    HttpContext m_context;
    Actor m_actor;
    std::shared_ptr<std::ifstream> m_lines;  ///< Shared, as what is pulled must be copyable.
    std::int64_t m_number = 0;
};

Result<Response> post_bulk(HttpContext const& context, Request const& request) {
    Fields in{request};
    TRY(in.finish());
    if (!request.upload) return base::fail(http::error::bad_request, "no lines");
    auto const bulk = std::make_shared<Bulk>(context, request.actor<Actor>(), request.upload->path);
    return Response::stream("application/x-ndjson",
                            [bulk](std::string& piece) { return bulk->answer(piece); });
}

}  // namespace

std::vector<http::Route> bulk_routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    auto const out = http::may("registry.export");
    return {
        {.method = "GET",
         .path = "/api/v1/businesses.ndjson",
         .access = out,
         .handler = with(get_ndjson),
         .bulk = true},
        {.method = "GET",
         .path = "/api/v1/businesses.csv",
         .access = out,
         .handler = with(get_csv),
         .bulk = true},
        {.method = "POST",
         .path = "/api/v1/businesses/bulk",
         .access = http::may("registry.write"),
         .handler = with(post_bulk),
         .body = http::BodyKind::file,
         .body_bytes = bulk_bytes_max,
         .bulk = true},
    };
}

}  // namespace bina::registry
