#include <fstream>

#include "base/fold.h"
#include "census/http_sent.h"
#include "census/photo.h"
#include "http/once.h"
#include "registry/identifier.h"

namespace bina::census {
namespace {

using access::Actor;
using base::JsonWriter;
using base::Result;
using http::Fields;
using http::Length;
using http::Object;
using http::Range;
using http::Request;
using http::Response;
using storage::Tx;

constexpr std::size_t bulk_bytes_max = 32ULL * 1024 * 1024;

std::optional<base::Instant> device_time(Request const& request, Fields& in) {
    if (request.header("Device-Time").empty()) return std::nullopt;
    auto const at = in.header_if<std::int64_t>("Device-Time", Range{0, instant_max});
    return at ? std::optional(base::Instant{*at}) : std::nullopt;
}

/// The same sending again is known by what it says, so no Idempotency-Key is needed; one is welcome.
Result<Response> put_visit_route(HttpContext const& context, Request const& request) {
    Fields in{request};
    SentVisit sent{.regency = in.path<RegencyCode>("regency"), .said = {}};
    sent.id = in.path<VisitId>("id");
    sent.device_time = device_time(request, in);
    read_visit_body(in, sent);
    TRY(in.finish());
    return http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        auto const done = TRY(put_visit(tx, request.actor<Actor>(), *context.questionnaires, sent));
        JsonWriter json;
        json.object();
        write_received(json, sent.id.text(), done);
        json.end();
        return Response::json(std::move(json), done.status);
    });
}

/// Lines of visits, answered when they are durable.
class VisitLines {
public:
    VisitLines(HttpContext const& context, Actor const& actor, RegencyCode regency,
               std::optional<base::Instant> device_time, std::filesystem::path const& path)
        : m_context(context),
          m_actor(actor),
          m_regency(std::move(regency)),
          m_device_time(device_time),
          m_lines(std::make_shared<std::ifstream>(path)) {}

    Result<bool> answer(std::string& piece) {
        std::vector<VisitLine> lines;
        bool more = true;
        for (std::string text; lines.size() < visits_in_piece && more;) {
            more = static_cast<bool>(std::getline(*m_lines, text));
            if (more) ++m_number;
            if (more && !base::squeeze(text).empty())
                lines.push_back(read_visit_line(m_regency, m_number, std::move(text), m_device_time));
        }
        auto const stored = m_context.db.write([&](Tx& tx) -> Result<void> {
            for (auto& line : lines) TRY(store_visit_line(tx, m_actor, *m_context.questionnaires, line));
            return {};
        });
        for (auto const& line : lines) {
            JsonWriter json;
            json.object().field("line", line.number);
            write_visit_line(json, line, stored);
            json.end();
            piece += json.take() + "\n";
        }
        return more;
    }

private:
    HttpContext m_context;
    Actor m_actor;
    RegencyCode m_regency;
    std::optional<base::Instant> m_device_time;
    std::shared_ptr<std::ifstream> m_lines;  ///< Shared, as what is pulled must be copyable.
    std::int64_t m_number = 0;
};

Result<Response> post_visits(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const at = device_time(request, in);
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    TRY(actor.require_within(access::Permission::census_visit, regency));
    if (!request.upload) return base::fail(http::error::bad_request, "no lines");
    auto const lines = std::make_shared<VisitLines>(context, actor, regency, at, request.upload->path);
    return Response::stream("application/x-ndjson",
                            [lines](std::string& piece) { return lines->answer(piece); });
}

/// As it was sent. Whoever made the visit needs it as it is; numbers of persons are masked for others.
void write_answer(JsonWriter& json, std::string const& question, std::vector<std::string> const& values,
                  bool own) {
    constexpr std::int64_t product_ends = 3;
    constexpr std::int64_t place_ends = 2;
    json.object().field("question", question);
    auto const ends = values.empty() ? 0 : std::ranges::count(values.front(), cell_end);
    if (ends == place_ends) {
        json.key("place");
        write_place(json, values.front());
    } else if (ends == product_ends) {
        json.key("rows").array();
        for (auto const& value : values) {
            auto cells = parted(value, cell_end);
            cells.resize(product_ends + 1);
            json.object().field("name", cells[0]).field_if("unit", cells[1]);
            if (!cells[2].empty()) json.field("capacity", std::int64_t{std::stoll(cells[2])});
            json.field_if("kbli", cells[3]).end();
        }
        json.end();
    } else {
        json.key("values").array();
        for (auto const& value : values) json.value(own ? value : registry::masked_numbers(value));
        json.end();
    }
    json.end();
}

void write_said(JsonWriter& json, Said const& said, bool own) {
    json.key("said").object();
    for (auto const& [field, value] : said)
        if (!field.starts_with("answer.") && field != "@gps") json.field(field, value);
    json.end().key("gps");
    write_place(json, get(said, "@gps"));
    json.key("answers").array();
    for (auto const& [question, values] : answers_in(said)) write_answer(json, question, values, own);
    json.end();
}

Result<Response> get_visit(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const id = in.path<VisitId>("id");
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const& actor = request.actor<Actor>();
        auto const visit = TRY(find_visit(tx, actor, regency, id));
        JsonWriter json(8'192);
        json.object().field("id", visit.id.text()).field("campaign", visit.campaign.text());
        json.field("pack", visit.pack.text()).field("target", visit.target.text());
        json.field("village", visit.village).field("enumerator_name", visit.enumerator_name);
        json.field("state", name_of(visit.state)).field("outcome", visit.outcome);
        json.field("version", visit.version).field("day", visit.day.text());
        json.field("received_at", visit.received_at.milliseconds).field("minutes", visit.minutes);
        json.field("skew_ms", visit.skew_ms).field("faulty", visit.faulty).field("comment", visit.comment);
        json.field("open_conflicts", visit.conflicts);
        write_texts(json, "remarks", visit.remarks);
        write_texts(json, "signals", visit.signals);
        write_texts(json, "missing", TRY(missing_photos(tx, regency, id)));
        write_said(json, visit.said, visit.enumerator == actor.id.text());
        json.end();
        return Response::json(std::move(json)).header("ETag", '"' + std::to_string(visit.version) + '"');
    });
}

Result<Response> put_photo(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    TRY(in.finish());
    auto const named = hash_text(request.param("sha256"));
    auto const& actor = request.actor<Actor>();
    TRY(actor.require_within(access::Permission::census_visit, regency));
    if (!named) return base::fail(error::other_hash);
    if (!request.upload) return base::fail(error::not_a_photo);
    auto const photo = TRY(keep_photo(context.content, request.upload->path, *named));
    TRY(context.db.write([&](Tx& tx) { return note_photo(tx, actor, regency, photo); }));
    return Response::empty();
}

Result<Response> get_photo(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    TRY(in.finish());
    auto const named = hash_text(request.param("sha256")).value_or("");
    auto const photo =
        TRY(context.db.read([&](Tx& tx) { return find_photo(tx, request.actor<Actor>(), regency, named); }));
    auto const clear = TRY(context.content.open(photo.sha256));
    return Response::file(clear.path(), photo.kind);
}

}  // namespace

std::vector<http::Route> visit_routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    auto const visit = http::may("census.visit");
    // Enumerators and supervisors alike hold it; which visits they see is decided by the visit.
    auto const read = http::may("registry.read");
    std::string_view const photo = "/api/v1/visits/{regency}/photos/{sha256}";
    return {
        {.method = "PUT",
         .path = "/api/v1/visits/{regency}/{id}",
         .access = visit,
         .handler = with(put_visit_route),
         .body_bytes = visit_bytes_max},
        {"GET", "/api/v1/visits/{regency}/{id}", read, with(get_visit)},
        {.method = "POST",
         .path = "/api/v1/visits/{regency}",
         .access = visit,
         .handler = with(post_visits),
         .body = http::BodyKind::file,
         .body_bytes = bulk_bytes_max},
        {.method = "PUT",
         .path = photo,
         .access = visit,
         .handler = with(put_photo),
         .body = http::BodyKind::file,
         .body_bytes = photo_bytes_max},
        {"GET", photo, read, with(get_photo)},
    };
}

}  // namespace bina::census
