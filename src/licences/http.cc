#include "licences/http.h"

#include <algorithm>

#include "access/account.h"
#include "base/json.h"
#include "http/fields.h"
#include "http/once.h"
#include "registry/http.h"

namespace bina::licences {
namespace {

using access::Actor;
using base::Day;
using base::JsonWriter;
using base::Result;
using http::Fields;
using http::Length;
using http::Range;
using http::Request;
using http::Response;
using storage::Tx;

constexpr std::int64_t days_max = 3'660;
constexpr std::size_t number_bytes_max = 200;
constexpr std::size_t note_bytes_max = 300;

std::optional<State> state_named(std::string_view text) {
    auto const found = std::ranges::find(state_names, text);
    if (found == state_names.end()) return std::nullopt;
    return static_cast<State>(found - state_names.begin());
}

std::optional<LicenceKind> kind_named(std::string_view text) {
    return registry::licence_kind_of(text);
}

RegisterQuery read_filters(Fields& request, RegencyCode regency, registry::FiltersIn place) {
    registry::Filters in{request, place};
    RegisterQuery query{.regency = std::move(regency)};
    query.state = in.as("state", state_named);
    query.days = static_cast<int>(in.number("days", Range{1, days_max}, query.days));
    query.kind = in.as("kind", kind_named);
    query.district = in.text("district", Length{6, 6});
    query.village = in.text("village", Length{10, 10});
    query.waiting = in.flag("waiting");
    return query;
}

void write_day(JsonWriter& json, std::string_view name, std::optional<Day> day) {
    json.key(name);
    day ? json.value(day->text()) : json.null();
}

void write_count(JsonWriter& json, registry::Count const& count) {
    json.key("count").object().field("value", count.value).field("capped", count.capped).end();
}

void write_pirt(JsonWriter& json, HttpContext const& context, RegisterItem const& item) {
    json.key("pirt");
    auto const says =
        item.key.kind == LicenceKind::pirt ? registry::decode_pirt(item.key.number) : std::nullopt;
    if (!says) {
        json.null();
        return;
    }
    json.object().field("packaging", std::int64_t{says->packaging}).field("food", std::int64_t{says->food});
    json.field("regency", says->regency).field("regency_name", context.area_name(says->regency));
    json.field("product", std::int64_t{says->product}).field("maker", std::int64_t{says->maker});
    json.field("expiry_year", std::int64_t{says->expiry_year}).end();
}

Result<void> write_contacts(JsonWriter& json, Tx& tx, RegisterItem const& item) {
    json.key("contacts").array();
    for (auto const& contact : item.contacts)
        json.object()
            .field("id", contact.id.text())
            .field("day", contact.day.text())
            .field("note", contact.note)
            .field("actor_name", TRY(access::account_name(tx, contact.actor)))
            .end();
    json.end();
    return {};
}

Result<void> write_item(JsonWriter& json, HttpContext const& context, Tx& tx, RegisterItem const& item,
                        int days) {
    bool const named = item.key.number != registry::held_without_number;
    auto const state = state_of(item.until, item.basis, Day::of(tx.now()), days);
    json.object().field("business", item.key.business.text()).field("kind", name_of(item.key.kind));
    json.field("number", item.key.number).field("numbered", named).field("issuer", item.issuer);
    write_day(json, "from", item.from);
    write_day(json, "until", item.until);
    json.field("basis", registry::basis_names[static_cast<std::size_t>(item.basis)]);
    json.field("state", state_names[static_cast<std::size_t>(state)]).field("fact", item.fact);
    json.field("name", item.name).field("nib", item.nib).field("owner", item.owner);
    json.field("village_name", context.area_name(item.village));
    json.field("district_name", context.area_name(item.district));
    write_pirt(json, context, item);
    TRY(write_contacts(json, tx, item));
    json.end();
    return {};
}

Result<Response> get_licences(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto query = read_filters(in, in.query<RegencyCode>("regency"), registry::FiltersIn::address);
    query.cursor = in.query_if<std::string>("cursor", Length{0, 400}).value_or("");
    query.limit =
        in.query_if<std::int64_t>("limit", Range{1, registry::page_items_max}).value_or(query.limit);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const page = TRY(list_licences(tx, request.actor<Actor>(), query));
        JsonWriter json(16'384);
        json.object().key("items").array();
        for (auto const& item : page.items) TRY(write_item(json, context, tx, item, query.days));
        json.end().key("next");
        page.next.empty() ? json.null() : json.value(page.next);
        write_count(json, page.count);
        json.end();
        return Response::json(std::move(json));
    });
}

void write_kinds(JsonWriter& json, Summary const& summary) {
    json.key("kinds").array();
    for (auto const& kind : summary.kinds) {
        json.object().field("kind", name_of(kind.kind)).field("held", kind.held);
        json.field("expired", kind.expired).key("expiring").array();
        for (std::size_t i = 0; i < day_spans.size(); ++i)
            json.object().field("days", std::int64_t{day_spans[i]}).field("count", kind.expiring[i]).end();
        json.end().field("endless", kind.endless).field("moved", kind.moved);
        json.field("unknown", kind.unknown).end();
    }
    json.end();
}

Result<Response> get_summary(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.query<RegencyCode>("regency");
    auto const district = in.query_if<std::string>("district", Length{6, 6}).value_or("");
    auto const village = in.query_if<std::string>("village", Length{10, 10}).value_or("");
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const today = Day::of(tx.now());
        auto const found = TRY(summary(tx, request.actor<Actor>(), regency, district, village));
        JsonWriter json(4'096);
        json.object().field("as_of", today.text());
        write_kinds(json, found);
        json.key("needs").array();
        for (auto const& need : found.needs) {
            json.object().field("trade", need.trade).field("lacks", need.lacks);
            json.field("due_from", need.due_from.text()).field("due", need.due_from <= today);
            json.field("source", need.source);
            write_count(json, need.count);
            json.end();
        }
        json.end().key("rules").array();
        for (auto const& rule : found.rules)
            json.object()
                .field("kind", name_of(rule.kind))
                .field("issued_from", rule.from.text())
                .field("issued_to", rule.to.text())
                .field("years", std::int64_t{rule.years})
                .field("ends_on_move", rule.ends_on_move)
                .field("source", rule.source)
                .end();
        json.end().end();
        return Response::json(std::move(json));
    });
}

/// The licences of a business, as they stand now.
Result<Response> show(HttpContext const& context, Actor const& actor, RegencyCode const& regency,
                      BusinessId const& business, int status) {
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const items = TRY(licences_of(tx, actor, regency, business));
        JsonWriter json(4'096);
        json.object().key("items").array();
        for (auto const& item : items) TRY(write_item(json, context, tx, item, RegisterQuery{}.days));
        json.end().end();
        auto response = Response::json(std::move(json));
        response.status = status;
        return response;
    });
}

Result<Response> get_of_business(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const business = in.path<BusinessId>("id");
    TRY(in.finish());
    return show(context, request.actor<Actor>(), regency, business, 200);
}

Result<Response> put_contact(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    LicenceKey const licence{.business = in.path<BusinessId>("id"),
                             .kind = in.object().get_as("kind", kind_named),
                             .number = in.body<std::string>("number", Length{1, number_bytes_max})};
    Contact const contact{.id = in.path<ContactId>("contact"),
                          .day = in.body<Day>("day"),
                          .note = in.body_if<std::string>("note", Length{0, note_bytes_max}).value_or(""),
                          .actor = {}};
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    auto const written = TRY(http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        auto const done = TRY(mark_contacted(tx, actor, regency, licence, contact));
        return Response{.status = done == Marking::created ? 201 : 200};
    }));
    return show(context, actor, regency, licence.business, written.status);
}

Result<Response> delete_contact(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const business = in.path<BusinessId>("id");
    auto const contact = in.path<ContactId>("contact");
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    TRY(http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        TRY(undo_contact(tx, actor, regency, business, contact));
        return Response::empty();
    }));
    return show(context, actor, regency, business, 200);
}

constexpr std::array<std::string_view, 12> headings{
    "ID",           "Nama usaha",     "NIB",     "Pemilik", "Jenis izin", "Nomor", "Penerbit",
    "Berlaku dari", "Berlaku sampai", "Keadaan", "Desa",    "Kecamatan"};

std::array<std::string, headings.size()> cells_of(HttpContext const& context, RegisterItem const& item,
                                                  Day today, int days) {
    auto const text = [](std::optional<Day> day) { return day ? day->text() : std::string{}; };
    auto const state = state_of(item.until, item.basis, today, days);
    return {item.key.business.text(),
            item.name,
            item.nib,
            item.owner,
            std::string(name_of(item.key.kind)),
            item.key.number,
            item.issuer,
            text(item.from),
            text(item.until),
            std::string(state_names[static_cast<std::size_t>(state)]),
            context.area_name(item.village),
            context.area_name(item.district)};
}

Result<Response> post_export(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const query = read_filters(in, in.path<RegencyCode>("regency"), registry::FiltersIn::body);
    auto const asked = registry::read_asked(in);
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    TRY(context.db.write([&](Tx& tx) { return record_export(tx, actor, query, asked.reason); }));
    auto const file = TRY(context.db.read([&](Tx& tx) {
        auto const today = Day::of(tx.now());
        return registry::write_table(asked.format, headings, [&](registry::WriteRow const& write) {
            return each_licence(tx, query, [&](RegisterItem const& item) {
                return write(cells_of(context, item, today, query.days));
            });
        });
    }));
    return registry::download(*file, asked.format, "izin-" + query.regency.text());
}

}  // namespace

std::vector<http::Route> routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    constexpr auto contact = "/api/v1/licences/{regency}/{id}/contacts/{contact}";
    return {
        {"GET", "/api/v1/licences", http::may("registry.read"), with(get_licences)},
        {"GET", "/api/v1/licences/summary", http::may("registry.read"), with(get_summary)},
        {"POST", "/api/v1/licences/{regency}/export", http::may("registry.export"), with(post_export)},
        {"GET", "/api/v1/licences/{regency}/{id}", http::may("registry.read"), with(get_of_business)},
        {"PUT", contact, http::may("registry.write"), with(put_contact)},
        {"DELETE", contact, http::may("registry.write"), with(delete_contact)},
    };
}

}  // namespace bina::licences
