#include "letters/http.h"

#include <algorithm>

#include "access/account.h"
#include "base/json.h"
#include "http/fields.h"
#include "http/once.h"

namespace bina::letters {
namespace {

using access::Actor;
using base::Day;
using base::JsonWriter;
using base::Result;
using http::Fields;
using http::Length;
using http::Response;
using storage::Tx;

constexpr Length short_text{1, 200};
constexpr Length number_text{1, 60};
constexpr Length body_text{1, 6'000};
constexpr std::size_t values_max = 40;
constexpr std::size_t value_bytes_max = 300;

constexpr std::array<std::string_view, 4> origin_names{"business", "letterhead", "letter", "typed"};

void write_letterhead(JsonWriter& json, std::optional<Letterhead> const& head) {
    json.key("letterhead");
    if (!head) {
        json.null();
        return;
    }
    json.object().field("agency", head->agency).field("address", head->address);
    json.field("place", head->place).field("position", head->position);
    json.field("signatory", head->signatory).field("nip", head->nip);
    json.field("number_format", head->number_format).end();
}

Result<Response> show_setup(HttpContext const& context, Actor const& actor, RegencyCode const& regency) {
    return context.db.read([&](Tx& tx) -> Result<Response> {
        JsonWriter json(4'096);
        json.object();
        write_letterhead(json, TRY(letterhead(tx, actor, regency)));
        json.key("templates").array();
        for (auto const& one : TRY(templates(tx, actor, regency))) {
            json.object().field("kind", name_of(one.kind)).field("version", one.version);
            json.field("title", one.title).field("body", one.body).key("names").array();
            for (auto const& name : names_in(one.title + one.body)) json.value(name);
            json.end().end();
        }
        json.end().key("placeholders").array();
        for (auto const& [name, origin] : placeholders)
            json.object()
                .field("name", name)
                .field("origin", origin_names[static_cast<std::size_t>(origin)])
                .end();
        json.end().end();
        return Response::json(std::move(json));
    });
}

Result<Response> get_setup(HttpContext const& context, http::Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    TRY(in.finish());
    return show_setup(context, request.actor<Actor>(), regency);
}

Result<Response> put_letterhead(HttpContext const& context, http::Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    Letterhead const head{.agency = in.body<std::string>("agency", short_text),
                          .address = in.body<std::string>("address", short_text),
                          .place = in.body<std::string>("place", number_text),
                          .position = in.body<std::string>("position", short_text),
                          .signatory = in.body<std::string>("signatory", short_text),
                          .nip = in.body<std::string>("nip", number_text),
                          .number_format = in.body<std::string>("number_format", number_text)};
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    TRY(http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        TRY(set_letterhead(tx, actor, regency, head));
        return Response::empty();
    }));
    return show_setup(context, actor, regency);
}

Result<Response> put_template(HttpContext const& context, http::Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const kind = kind_of(request.param("kind"));
    Template wording{.kind = kind.value_or(Kind{}),
                     .title = in.body<std::string>("title", short_text),
                     .body = in.body<std::string>("body", body_text)};
    TRY(in.finish());
    if (!kind) return base::fail(error::not_found);
    auto const& actor = request.actor<Actor>();
    TRY(http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        TRY(set_template(tx, actor, regency, wording));
        return Response::empty();
    }));
    return show_setup(context, actor, regency);
}

/// What a form asks for; names that are no placeholder are not looked at.
Request read_request(Fields& in, base::Instant now) {
    Request asked{.id = {},
                  .business = in.path<BusinessId>("business"),
                  .kind = in.object().get_as("kind", kind_of),
                  .day = in.body_if<Day>("day").value_or(Day::of(now)),
                  .values = {}};
    in.object().each("values", values_max, [&](http::Object& value) {
        auto const name = value.get<std::string>("name", number_text);
        asked.values[name] = value.get<std::string>("text", Length{0, value_bytes_max});
        return 0;
    });
    return asked;
}

Result<Response> post_preview(HttpContext const& context, http::Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const asked = read_request(in, context.db.now());
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        JsonWriter json;
        json.raw(TRY(preview(tx, context.area_name, request.actor<Actor>(), regency, asked)));
        return Response::json(std::move(json));
    });
}

Result<void> write_issued(JsonWriter& json, Tx& tx, Issued const& letter, bool whole) {
    json.object().field("id", letter.id.text()).field("kind", name_of(letter.kind));
    json.field("number", letter.number).field("day", letter.day.text());
    json.field("at", letter.at.milliseconds);
    json.field("actor_name", TRY(access::account_name(tx, letter.actor)));
    if (whole) json.key("content").raw(letter.content);
    json.end();
    return {};
}

Result<Response> show(HttpContext const& context, Actor const& actor, RegencyCode const& regency,
                      BusinessId const& business, LetterId const& id, int status) {
    return context.db.read([&](Tx& tx) -> Result<Response> {
        JsonWriter json(4'096);
        TRY(write_issued(json, tx, TRY(issued(tx, actor, regency, business, id)), true));
        auto response = Response::json(std::move(json));
        response.status = status;
        return response;
    });
}

Result<Response> put_letter(HttpContext const& context, http::Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto asked = read_request(in, context.db.now());
    asked.id = in.path<LetterId>("id");
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    auto const written = TRY(http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        auto const done = TRY(issue(tx, context.area_name, actor, regency, asked));
        return Response{.status = done == Issue::created ? 201 : 200};
    }));
    return show(context, actor, regency, asked.business, asked.id, written.status);
}

Result<Response> get_letter(HttpContext const& context, http::Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const business = in.path<BusinessId>("business");
    auto const id = in.path<LetterId>("id");
    TRY(in.finish());
    return show(context, request.actor<Actor>(), regency, business, id, 200);
}

Result<Response> get_letters(HttpContext const& context, http::Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const business = in.path<BusinessId>("business");
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        JsonWriter json(2'048);
        json.object().key("items").array();
        for (auto const& letter : TRY(letters_of(tx, request.actor<Actor>(), regency, business)))
            TRY(write_issued(json, tx, letter, false));
        json.end().end();
        return Response::json(std::move(json));
    });
}

}  // namespace

std::vector<http::Route> routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](http::Request const& request) { return handler(context, request); };
    };
    auto const manage = http::may("letters.manage");
    auto const issue_them = http::may("letters.issue");
    auto const read = http::may("registry.read");
    constexpr auto of_business = "/api/v1/letters/{regency}/of/{business}";
    constexpr auto one = "/api/v1/letters/{regency}/of/{business}/{id}";
    return {
        {"GET", "/api/v1/letters/{regency}/setup", read, with(get_setup)},
        {"PUT", "/api/v1/letters/{regency}/letterhead", manage, with(put_letterhead)},
        {"PUT", "/api/v1/letters/{regency}/templates/{kind}", manage, with(put_template)},
        {"POST", "/api/v1/letters/{regency}/of/{business}/preview", issue_them, with(post_preview)},
        {"GET", of_business, read, with(get_letters)},
        {"PUT", one, issue_them, with(put_letter)},
        {"GET", one, read, with(get_letter)},
    };
}

}  // namespace bina::letters
