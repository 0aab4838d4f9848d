#include <fstream>

#include "base/fold.h"
#include "census/http_view.h"
#include "census/photo.h"
#include "http/fields.h"
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

constexpr std::size_t visit_bytes_max = 64ULL * 1024;
constexpr std::size_t bulk_bytes_max = 32ULL * 1024 * 1024;
// One commit each: what is lost when a phone breaks off is sent again.
constexpr std::size_t visits_in_piece = 25;
constexpr std::size_t answers_max = 400;
constexpr std::size_t values_max = 50;
constexpr std::size_t photos_max = 20;
constexpr std::int64_t instant_max = 9'999'999'999'999;

std::optional<std::string> outcome_name(std::string_view text) {
    return outcome_of(text) == nullptr ? std::nullopt : std::optional(std::string(text));
}
std::optional<std::string> hash_text(std::string_view text) {
    bool const good = text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos;
    return good ? std::optional(std::string(text)) : std::nullopt;
}

std::string place_text(Object& place) {
    auto const latitude = place.get<std::int64_t>("latitude_e6", Range{-90'000'000, 90'000'000});
    auto const longitude = place.get<std::int64_t>("longitude_e6", Range{-180'000'000, 180'000'000});
    auto const accuracy = place.get<std::int64_t>("accuracy_m", Range{0, 100'000});
    return joined({std::to_string(latitude), std::to_string(longitude), std::to_string(accuracy)}, cell_end);
}

/// A product, or a place, as the cells of one value.
std::string product_text(Object& row) {
    auto const capacity = row.get_if<std::int64_t>("capacity", Range{0, 999'999'999});
    return joined({base::squeeze(row.get<std::string>("name", Length{1, 80})),
                   base::squeeze(row.get_if<std::string>("unit", Length{0, 20}).value_or("")),
                   capacity ? std::to_string(*capacity) : std::string(),
                   row.get_if<std::string>("kbli", Length{0, 10}).value_or("")},
                  cell_end);
}

int read_answer(Object& in, Said& said) {
    auto const question = in.get<std::string>("question", Length{1, 40});
    auto values = in.list<std::string>("values", values_max, Length{0, 300});
    for (auto& value : values) value = base::squeeze(value);
    for (auto& row : in.each("rows", values_max, product_text)) values.push_back(std::move(row));
    if (auto place = in.object("place", place_text)) values.push_back(*std::move(place));
    std::erase(values, "");
    said["answer." + question] = joined(values, value_end);
    return 0;
}

void read_found(Object& in, Said& said) {
    said["found.name"] = base::squeeze(in.get<std::string>("name", Length{1, 120}));
    for (auto const* const name : {"owner", "address", "hamlet", "rt", "rw"})
        if (auto const text = in.get_if<std::string>(name, Length{0, 200}))
            said[std::string("found.") + name] = base::squeeze(*text);
    if (auto const village = in.get_if<base::VillageCode>("village")) said["found.village"] = village->text();
}

/// Everything but the id and the regency.
void read_visit_body(Fields& in, SentVisit& sent) {
    auto& said = sent.said;
    sent.campaign = in.body<CampaignId>("campaign");
    sent.pack = in.body<PackId>("pack");
    sent.target = in.body<TargetId>("target");
    sent.draft = in.body_if<bool>("draft").value_or(false);
    sent.base = in.body_if<std::int64_t>("base", Range{1, 1'000'000});
    said["questionnaire_version"] =
        std::to_string(in.body<std::int64_t>("questionnaire_version", Range{1, 1'000'000}));
    if (auto outcome = in.object().get_as_if("outcome", outcome_name)) said["outcome"] = *std::move(outcome);
    if (auto const consent = in.body_if<bool>("consent")) said["consent"] = *consent ? "yes" : "no";
    if (auto const note = in.body_if<std::string>("note", Length{0, note_bytes_max}))
        said["note"] = base::squeeze(*note);
    if (auto const other = in.body_if<TargetId>("other")) said["other"] = other->text();
    for (auto const* const name : {"started_at", "finished_at"})
        if (auto const at = in.body_if<std::int64_t>(name, Range{0, instant_max}))
            said[std::string("@") + name] = std::to_string(*at);
    if (auto place = in.object().object("gps", place_text)) said["@gps"] = *std::move(place);
    for (auto const& photo : in.object().list<std::string>("photos", photos_max, Length{64, 64})) {
        if (!hash_text(photo)) in.add_fault("photos", base::malformed.key);
        said["photo." + photo] = "1";
    }
    in.object().object("found", [&](Object& found) {
        read_found(found, said);
        return 0;
    });
    in.object().each("answers", answers_max, [&](Object& answer) { return read_answer(answer, said); });
}

void write_received(JsonWriter& json, std::string_view id, Received const& done) {
    json.field("id", id).field("version", done.version).field("latest", done.latest);
    json.field("state", name_of(done.state));
    write_texts(json, "conflicts", done.conflicts);
    write_texts(json, "remarks", done.remarks);
    write_texts(json, "missing", done.missing);
}

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

/// Lines of visits: each stands for itself, and so many share a transaction. A line is answered when it is
/// durable.
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
        std::vector<Line> lines;
        bool more = true;
        for (std::string text; lines.size() < visits_in_piece && more;) {
            more = static_cast<bool>(std::getline(*m_lines, text));
            if (more) ++m_number;
            if (more && !base::squeeze(text).empty()) lines.push_back(read(std::move(text)));
        }
        auto const stored = m_context.db.write([&](Tx& tx) -> Result<void> {
            for (auto& line : lines) {
                if (!line.sent) continue;
                line.done = put_visit(tx, m_actor, *m_context.questionnaires, *line.sent);
                // A refusal has written nothing; a failing store has spoilt the whole piece.
                if (tx.failure()) return std::unexpected(*tx.failure());
            }
            return {};
        });
        for (auto const& line : lines) write(piece, line, stored);
        return more;
    }

private:
    struct Line {
        std::int64_t number = 0;
        std::string id;
        Result<SentVisit> sent;
        Result<Received> done = Received{};
    };

    Line read(std::string text) const {
        Line line{.number = m_number, .sent = SentVisit{.regency = m_regency, .said = {}}};
        if (text.size() > visit_bytes_max) {
            line.sent = base::fail(http::error::body_too_large);
            return line;
        }
        Request const row{.method = "PUT", .body = std::move(text)};
        Fields in{row};
        line.sent->id = in.body<VisitId>("id");
        line.id = line.sent->id.text();
        line.sent->device_time = m_device_time;
        read_visit_body(in, *line.sent);
        if (auto const read = in.finish(); !read) line.sent = std::unexpected(read.error());
        return line;
    }
    static void write(std::string& piece, Line const& line, Result<void> const& stored) {
        JsonWriter json;
        json.object().field("line", line.number);
        auto const* const error = !line.sent   ? &line.sent.error()
                                  : !stored    ? &stored.error()
                                  : !line.done ? &line.done.error()
                                               : nullptr;
        if (error == nullptr) {
            json.field("status", std::int64_t{line.done->status});
            write_received(json, line.id, *line.done);
        } else {
            json.field("status", std::int64_t{error->kind->http_status}).field("id", line.id);
            json.field("type", error->kind->key).key("faults").array();
            for (auto const& fault : error->faults)
                json.object().field("path", fault.path).field("key", fault.key).end();
            json.end();
        }
        json.end();
        piece += json.take() + "\n";
    }

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
    if (TRY(intake::digest(request.upload->path)) != *named) return base::fail(error::other_hash);
    std::ifstream file(request.upload->path, std::ios::binary);
    std::string const bytes{std::istreambuf_iterator<char>(file), {}};
    auto const kind = TRY(photo_kind(bytes));
    // Before it is noted: what is noted is there.
    TRY(context.content.keep(request.upload->path, *named));
    TRY(context.db.write([&](Tx& tx) {
        return note_photo(tx, actor, regency, {*named, std::ssize(bytes), std::string(kind)});
    }));
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
