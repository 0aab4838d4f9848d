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

/// The formats in which a list leaves: files for spreadsheets, or a line of JSON for each business.
std::optional<std::string> export_format(std::string_view text) {
    if (text != "ndjson" && !format_of(text)) return std::nullopt;
    return std::string(text);
}

/// What lines are streamed by: one page after the other, each by its key, so that nothing is held meanwhile.
struct Pages {
    HttpContext context;
    Actor actor;
    ListQuery query;
};

Result<Response> stream_lines(HttpContext const& context, Actor const& actor, Export const& wanted) {
    TRY(context.db.write([&](Tx& tx) -> Result<void> {
        return record_export(tx, actor, wanted, TRY(count_all(tx, wanted.query)));
    }));
    Pages start{context, actor, wanted.query};
    start.query.limit = page_items_max;
    auto response = Response::stream(
        "application/x-ndjson", [pages = std::move(start)](std::string& piece) mutable -> Result<bool> {
            auto const page = TRY(
                pages.context.db.read([&](Tx& tx) { return list_businesses(tx, pages.actor, pages.query); }));
            for (auto const& item : page.items) {
                JsonWriter json;
                write_item(json, pages.context, pages.query.regency, item);
                piece += json.take() + "\n";
            }
            pages.query.cursor = page.next;
            return !page.next.empty();
        });
    return std::move(response).download("usaha-" + wanted.query.regency.text() + ".ndjson");
}

Result<Response> post_export(HttpContext const& context, Request const& request) {
    Fields in{request};
    Export wanted{.query = read_query(in, in.path<RegencyCode>("regency"), FiltersIn::body)};
    auto const format = in.object().get_as_if("format", export_format).value_or("csv");
    wanted.reason = in.body<std::string>("reason", Length{purpose_bytes_min, 300});
    wanted.clear = in.body_if<bool>("clear").value_or(false);
    // Lines are for programs, which need nobody's number.
    if (wanted.clear && format == "ndjson") in.add_fault("clear", http::fault::not_a_choice);
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    if (format == "ndjson") return stream_lines(context, actor, wanted);
    wanted.format = format_of(format).value();
    auto const file = TRY(context.db.read([&](Tx& tx) -> Result<std::unique_ptr<TemporaryFile>> {
        ExportNames const names{context.area_name, TRY(context.agency_names(tx, wanted.query.regency))};
        return export_businesses(tx, actor, wanted, names);
    }));
    // Nothing leaves before it is on record, with how much it was.
    TRY(context.db.write([&](Tx& tx) { return record_export(tx, actor, wanted, file->rows); }));
    return download(*file, wanted.format, "usaha-" + wanted.query.regency.text());
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
        auto fact = read_fact(in);
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
    return {
        {.method = "POST",
         .path = "/api/v1/businesses/{regency}/export",
         .access = http::may("registry.export"),
         .handler = with(post_export),
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
