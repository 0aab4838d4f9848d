#include <sys/mman.h>
#include <unistd.h>

#include <fstream>

#include "audit/audit.h"
#include "base/fold.h"
#include "census/http_sent.h"
#include "census/phone_file.h"
#include "census/photo.h"

namespace bina::census {
namespace {

using access::Actor;
using access::Permission;
using base::JsonWriter;
using base::Result;
using http::Fields;
using http::Length;
using http::Object;
using http::Range;
using http::Request;
using http::Response;
using storage::Tx;

constexpr std::size_t file_bytes_max = 128ULL * 1024 * 1024;
constexpr std::size_t head_bytes_max = 8'192;
// A photo in base64, and what stands around it.
constexpr std::size_t line_bytes_max = photo_bytes_max * 4 / 3 + 4'096;
constexpr std::int64_t skew_max_ms = 10LL * 365 * 86'400'000;

SealedValue read_value(Object& in) {
    return {in.get<std::string>("iv", Length{1, 40}), in.get<std::string>("data", Length{1, line_bytes_max})};
}

Result<PhoneFileHead> read_head(std::string text) {
    if (text.empty() || text.size() > head_bytes_max) return base::fail(error::not_a_phone_file);
    Request const row{.method = "PUT", .body = std::move(text)};
    Fields in{row};
    PhoneFileHead head{
        .format = in.body<std::string>("format", Length{1, 40}),
        .regency = in.body<RegencyCode>("regency"),
        .key = in.body<PhoneKeyId>("key"),
        .account = in.body<access::AccountId>("account"),
        .wrapped = in.body<std::string>("wrapped", Length{1, 1'024}),
        .ticket = in.object().object("ticket", read_value).value_or(SealedValue{}),
        .skew_ms = in.body_if<std::int64_t>("skew_ms", Range{-skew_max_ms, skew_max_ms}).value_or(0)};
    (void)in.body_if<std::int64_t>("made_at", Range{0, instant_max});  // for whoever looks into the file
    if (!in.finish()) return base::fail(error::not_a_phone_file);
    return head;
}

/// Bytes as a file without a name.
Result<storage::ClearFile> file_of(std::string_view bytes) {
    storage::ClearFile file(::memfd_create("photo", MFD_CLOEXEC));
    if (file.file() < 0 || ::write(file.file(), bytes.data(), bytes.size()) != std::ssize(bytes))
        return base::fail(storage::error::full);
    return file;
}

/// Lines of a phone's file, photos and visits as they come, answered when they are durable.
class SealedLines {
public:
    SealedLines(HttpContext const& context, RegencyCode regency, PhoneFile file, std::int64_t skew_ms,
                std::shared_ptr<std::ifstream> lines)
        : m_context(context),
          m_regency(std::move(regency)),
          m_file(std::move(file)),
          m_skew_ms(skew_ms),
          m_lines(std::move(lines)) {}

    Result<bool> answer(std::string& piece) {
        std::vector<Line> lines;
        bool more = true;
        for (std::string text; lines.size() < visits_in_piece && more;) {
            more = static_cast<bool>(std::getline(*m_lines, text));
            if (more) ++m_number;
            if (more && !base::squeeze(text).empty()) lines.push_back(read(std::move(text)));
        }
        auto const stored = m_context.db.write([&](Tx& tx) -> Result<void> {
            auto const& enumerator = m_file.enumerator();
            for (auto& line : lines) {
                if (line.photo && *line.photo) TRY(note_photo(tx, enumerator, m_regency, **line.photo));
                if (!line.photo && !line.fault)
                    TRY(store_visit_line(tx, enumerator, *m_context.questionnaires, line.visit));
            }
            return {};
        });
        for (auto const& line : lines) write(piece, line, stored);
        return more;
    }

private:
    struct Line {
        std::string kind;
        VisitLine visit;  ///< Of a photo only its id and number.
        std::optional<Result<Photo>> photo;
        std::optional<base::Error> fault;
    };

    Line read(std::string text) const {
        Line line{.visit = {.number = m_number, .sent = SentVisit{.regency = m_regency, .said = {}}}};
        if (text.size() > line_bytes_max) {
            line.fault = base::Error{&http::error::body_too_large, {}, {}};
            return line;
        }
        Request const row{.method = "PUT", .body = std::move(text)};
        Fields in{row};
        line.kind = in.body<std::string>("kind", Length{1, 10});
        auto const id = in.body<std::string>("id", Length{1, 64});
        (void)in.body_if<std::string>("type", Length{0, 40});  // the bytes tell
        auto const value = read_value(in.object());
        if (auto const good = in.finish(); !good) {
            line.fault = good.error();
            return line;
        }
        line.visit.id = id;
        auto const plain = m_file.unseal(value, line.kind + ':' + id);
        if (!plain)
            line.fault = plain.error();
        else if (line.kind == "photo")
            line.photo = keep(id, *plain);
        else
            line.visit = read_visit_line(m_regency, m_number, *plain, sent_at());
        return line;
    }
    Result<Photo> keep(std::string const& id, std::string_view bytes) const {
        auto const named = hash_text(id);
        if (!named) return base::fail(error::other_hash);
        auto const file = TRY(file_of(bytes));
        return keep_photo(m_context.content, file.path(), *named);
    }
    /// When the phone would send it now, by its own clock.
    base::Instant sent_at() const { return {m_context.db.now().milliseconds - m_skew_ms}; }

    static void write(std::string& piece, Line const& line, Result<void> const& stored) {
        JsonWriter json;
        json.object().field("line", line.visit.number).field("kind", line.kind);
        if (line.fault) {
            write_refusal(json, line.visit.id, *line.fault);
        } else if (!line.photo) {
            write_visit_line(json, line.visit, stored);
        } else if (!*line.photo || !stored) {
            write_refusal(json, line.visit.id, !*line.photo ? line.photo->error() : stored.error());
        } else {
            json.field("status", std::int64_t{200}).field("id", line.visit.id);
        }
        json.end();
        piece += json.take() + "\n";
    }

    HttpContext m_context;
    RegencyCode m_regency;
    PhoneFile m_file;
    std::int64_t m_skew_ms;
    std::shared_ptr<std::ifstream> m_lines;  ///< Shared, as what is pulled must be copyable.
    std::int64_t m_number = 1;
};

Result<Response> get_key(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.query<RegencyCode>("regency");
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    auto const key = TRY(phone_key(context.db, actor, regency));
    JsonWriter json;
    json.object().field("key", key.id.text()).field("public_key", key.public_key);
    json.field("account", actor.id.text()).field("ticket", key.ticket).end();
    return Response::json(std::move(json));
}

/// Whoever visits or reviews there may bring the file: it tells him nothing, and its visits are its
/// enumerator's.
Result<Response> post_sealed(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    if (!actor.require_within(Permission::census_visit, regency))
        TRY(actor.require_within(Permission::census_review, regency));
    if (!request.upload) return base::fail(error::not_a_phone_file);
    auto const file = std::make_shared<std::ifstream>(request.upload->path);
    std::string first;
    std::getline(*file, first);
    auto const head = TRY(read_head(std::move(first)));
    auto opened = TRY(context.db.write([&](Tx& tx) -> Result<PhoneFile> {
        auto found = TRY(PhoneFile::open(tx, regency, head));
        JsonWriter detail;
        detail.object().field("name", found.enumerator().name).end();
        TRY(audit::record(tx, actor, "census.phone_file_received", regency.text(), head.account.text(),
                          detail.text()));
        return found;
    }));
    auto const lines = std::make_shared<SealedLines>(context, regency, std::move(opened), head.skew_ms, file);
    return Response::stream("application/x-ndjson",
                            [lines](std::string& piece) { return lines->answer(piece); });
}

}  // namespace

std::vector<http::Route> phone_file_routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    return {
        {"GET", "/api/v1/packs/key", http::may("census.visit"), with(get_key)},
        {.method = "POST",
         .path = "/api/v1/visits/{regency}/sealed",
         .access = http::may("registry.read"),
         .handler = with(post_sealed),
         .body = http::BodyKind::file,
         .body_bytes = file_bytes_max},
    };
}

}  // namespace bina::census
