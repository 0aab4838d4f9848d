#include "registry/http.h"

#include <algorithm>

#include "access/account.h"
#include "base/zone.h"
#include "http/fields.h"
#include "http/once.h"
#include "kbli/http.h"
#include "registry/export.h"
#include "registry/http_view.h"
#include "registry/identifier.h"
#include "registry/list.h"

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

constexpr std::size_t values_max = 80;

}  // namespace

void write_item(JsonWriter& json, HttpContext const& context, RegencyCode const& regency,
                ListItem const& item) {
    json.object().field("id", item.id.text()).field("regency", regency.text()).field("name", item.name);
    json.field("owner", item.owner).field("trade", item.trade).field("class", item.size_class);
    json.field("status", item.status).field("village", item.village);
    json.field("village_name", context.area_name(item.village)).field("district", item.district);
    json.field("district_name", context.area_name(item.district)).field("nik", masked(Field::nik, item.nik));
    json.field("phone", masked(Field::phone, item.phone)).field("nib", item.nib);
    json.field("kbli", item.kbli).field("activity", item.activity);
    json.field("coached", !item.coached_by.empty()).field("responsible", item.responsible);
    json.field("flagship", item.flagship);
    json.field("restricted", item.restricted).field("updated_at", item.updated_at.milliseconds).end();
}

Fact read_fact(Fields& in) {
    Fact fact{.day = in.body_if<base::Day>("day").value_or(day_of_storing),
              .reason = in.body_if<std::string>("reason", Length{0, 300}).value_or("")};
    in.object().each("values", values_max, [&](http::Object& value) {
        auto const field = value.get_as("field", field_of);
        auto const text = value.get<std::string>("text", Length{0, 300});
        if (!text.empty()) fact.values.push_back({field, text});
        return 0;
    });
    return fact;
}

namespace {

Result<Response> list_page(HttpContext const& context, Request const& request, ListQuery query) {
    if (!query.cursor.empty()) {
        auto cursor = context.db.vault().unseal_text(query.cursor);
        if (!cursor) return base::fail(base::malformed, "cursor");
        query.cursor = *std::move(cursor);
    }
    auto const page =
        TRY(context.db.read([&](Tx& tx) { return list_businesses(tx, request.actor<Actor>(), query); }));
    JsonWriter json(16'384);
    json.object().key("items").array();
    for (auto const& item : page.items) write_item(json, context, query.regency, item);
    json.end().key("next");
    // A cursor holds a name.
    page.next.empty() ? json.null() : json.value(context.db.vault().seal_text(page.next));
    json.key("count")
        .object()
        .field("value", page.count.value)
        .field("capped", page.count.capped)
        .end()
        .end();
    return Response::json(std::move(json));
}

/// Error: identifier_in_address, for addresses are kept by browsers and proxies.
Result<Response> get_businesses(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const query = read_page_query(in, in.query<RegencyCode>("regency"), FiltersIn::address);
    TRY(in.finish());
    if (asks_for_person(query.text)) return base::fail(error::identifier_in_address);
    return list_page(context, request, query);
}

/// The same list; what is searched for stands in the body.
Result<Response> post_search(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const query = read_page_query(in, in.body<RegencyCode>("regency"), FiltersIn::body);
    TRY(in.finish());
    return list_page(context, request, query);
}

/// A value as whoever asks may see it: personal values masked.
void write_value(JsonWriter& json, Field field, std::string_view text) {
    bool const personal = info(field).personal && field != Field::owner_name;
    json.field("field", info(field).key).field("text", personal ? masked(field, text) : std::string(text));
    json.field("masked", personal);
}

std::string_view source_kind(Fact const& fact) {
    return source_names[static_cast<std::size_t>(fact.source.kind)];
}

void write_source(JsonWriter& json, Fact const& fact) {
    json.key("source").object().field("kind", source_kind(fact)).field("label", fact.source.label);
    bool const in_file = fact.source.kind == Source::Kind::batch;
    json.key("batch");
    in_file ? json.value(fact.source.batch.text()) : json.null();
    json.key("row");
    in_file ? json.value(fact.source.row) : json.null();
    json.end();
}

Result<void> write_facts(JsonWriter& json, Tx& tx, BusinessPage const& page) {
    std::map<std::string, std::string> names;
    json.key("facts").array();
    for (auto fact = page.facts.rbegin(); fact != page.facts.rend(); ++fact) {
        if (!names.contains(fact->actor)) names[fact->actor] = TRY(access::account_name(tx, fact->actor));
        json.object().field("id", fact->id.text()).field("business", fact->business.text());
        json.field("day", fact->day.text()).field("recorded_at", fact->recorded_at.milliseconds);
        json.field("actor_name", names[fact->actor]).field("reason", fact->reason);
        json.field("withdrawn", fact->withdrawn);
        write_source(json, *fact);
        json.key("values").array();
        for (auto const& value : fact->values) {
            json.object();
            write_value(json, value.field, value.text);
            json.end();
        }
        json.end().end();
    }
    json.end();
    return {};
}

void write_owners(JsonWriter& json, BusinessPage const& page) {
    json.key("owners").array();
    for (auto const& owner : page.owners) {
        json.object().field("person", owner.person.text()).field("name", owner.name);
        json.field("nik", masked(Field::nik, owner.nik))
            .field("since", owner.since.text())
            .key("others")
            .array();
        for (auto const& other : owner.others)
            json.object().field("id", other.id.text()).field("name", other.name).end();
        json.end().end();
    }
    json.end();
}

void write_classes(JsonWriter& json, BusinessPage const& page) {
    json.key("classes").array();
    for (auto const& found : page.classes) {
        json.object().field("rule_set", found.rule_set).field("title", found.title);
        json.field("source", found.source);
        json.field("measure", measure_names[static_cast<std::size_t>(found.measure)]).key("amount");
        // What a business earns and owns is personal: its class may be shown, the amount not.
        found.measure == Measure::workers ? json.value(found.amount) : json.null();
        json.field("class", class_names[static_cast<std::size_t>(found.size_class)]);
        json.field("governs", found.governs).end();
    }
    json.end();
}

/// The codes, the main one first: what they are called, and what one of an older edition became.
Result<void> write_kbli(JsonWriter& json, HttpContext const& context, Tx& tx, BusinessPage const& page) {
    auto const table = TRY(context.kbli_tables.current(tx));
    json.key("kbli").array();
    for (auto const& code : kbli_codes(page.state)) {
        json.object().field("code", code.digits()).field("edition", info(code.edition()).name).key("entry");
        auto const* const entry = table->nearest(code.edition(), code.digits());
        entry == nullptr ? static_cast<void>(json.null()) : kbli::write_entry(json, code.edition(), *entry);
        json.key("successors").array();
        if (code.edition() == kbli::Edition::kbli2020)
            for (auto const to : table->successors(code.digits()))
                if (auto const* const next = table->find(kbli::Edition::kbli2025, to))
                    kbli::write_entry(json, kbli::Edition::kbli2025, *next);
        json.end().end();
    }
    json.end();
    return {};
}

Result<std::string> view(HttpContext const& context, Tx& tx, BusinessPage const& page) {
    JsonWriter json(8'192);
    std::string_view const village = get(page.state, Field::village);
    std::string_view const district =
        village.empty() ? get(page.state, Field::district) : village.substr(0, 6);
    std::string_view const name = get(page.state, Field::business_name);
    json.object()
        .field("id", page.id.text())
        .field("regency", page.regency.text())
        .field("version", page.version);
    json.field("name", name.empty() ? get(page.state, Field::owner_name) : name);
    json.field("restricted", page.restricted);
    json.field("status", statuses[page.cell.status]);
    json.field("class", class_names[static_cast<std::size_t>(page.cell.size_class)]);
    json.field("since", page.since.text()).field("updated_at", page.updated_at.milliseconds);
    json.field("village_name", context.area_name(village))
        .field("district_name", context.area_name(district));
    json.key("merged_into");
    page.merged_into.empty() ? json.null() : json.value(page.merged_into);
    json.key("values").array();
    for (auto const& current : page.state) {
        json.object();
        write_value(json, current.field, current.text);
        json.field("fact", current.fact->id.text()).field("day", current.fact->day.text());
        json.field("source", current.fact->source.label).end();
    }
    json.end();
    TRY(write_kbli(json, context, tx, page));
    write_owners(json, page);
    write_classes(json, page);
    TRY(write_facts(json, tx, page));
    json.key("merged").array();
    for (auto const& record : page.merged)
        json.object()
            .field("id", record.id.text())
            .field("name", record.name)
            .field("at", record.at.milliseconds)
            .field("actor_name", TRY(access::account_name(tx, record.actor)))
            .end();
    json.end().end();
    return json.take();
}

/// The business's page. After a write it is read anew: the one writer has no time for what a reader can do.
Result<Response> show(HttpContext const& context, Actor const& actor, RegencyCode const& regency,
                      BusinessId const& id, int status, std::optional<base::Day> as_of = {}) {
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const page = TRY(business_page(tx, context.rules, actor, regency, id, as_of));
        Response response;
        response.status = status;
        response.body = TRY(view(context, tx, page));
        response.header("ETag", '"' + std::to_string(page.version) + '"');
        return response;
    });
}

/// What is kept of the reply to a write: a repeat gets the same status and the business as it then is.
Response reply_to(Registration done) {
    return {.status = done == Registration::created ? 201 : 200};
}

Result<Response> get_business(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const id = in.path<BusinessId>("id");
    auto const as_of = in.query_if<base::Day>("as_of");
    TRY(in.finish());
    return show(context, request.actor<Actor>(), regency, id, 200, as_of);
}

FormRules form_rules(HttpContext const& context) {
    return {.classes = context.rules, .area_name = context.area_name};
}

Result<Response> put_business(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto fact = read_fact(in);
    fact.business = in.path<BusinessId>("id");
    TRY(in.finish());
    // The first fact of a business is known by the business's id, so that a repeat is recognised without a
    // key.
    fact.id = FactId::derive(fact.business.text(), 0);
    auto const& actor = request.actor<Actor>();
    auto const written = TRY(http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        return reply_to(TRY(register_business(tx, form_rules(context), actor, regency, fact)));
    }));
    return show(context, actor, regency, fact.business, written.status);
}

Result<Response> put_fact(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto fact = read_fact(in);
    fact.business = in.path<BusinessId>("id");
    fact.id = in.path<FactId>("fact");
    TRY(in.finish());
    auto const expected = TRY(http::expected_version(request));
    auto const& actor = request.actor<Actor>();
    auto written = http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        return reply_to(TRY(add_fact(tx, form_rules(context), actor, regency, fact, expected)));
    });
    if (!written && written.error().kind != &error::version) return written;
    // Changed by somebody else: the reply carries what stands there now, so that both can be shown.
    return show(context, actor, regency, fact.business, written ? written->status : 412);
}

Result<Response> post_unmask(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const id = in.path<BusinessId>("id");
    auto const purpose = in.body<std::string>("purpose", Length{0, 300});
    TRY(in.finish());
    auto const values = TRY(
        context.db.write([&](Tx& tx) { return unmask(tx, request.actor<Actor>(), regency, id, purpose); }));
    JsonWriter json;
    json.object().key("values").array();
    for (auto const& value : values)
        json.object().field("field", info(value.field).key).field("text", value.text).end();
    json.end().end();
    return Response::json(std::move(json));
}

}  // namespace

std::optional<ExportFormat> format_of(std::string_view text) {
    if (text == "csv") return ExportFormat::csv;
    if (text == "xlsx") return ExportFormat::xlsx;
    return std::nullopt;
}

AskedExport read_asked(Fields& in) {
    return {in.object().get_as_if("format", format_of).value_or(ExportFormat::csv),
            in.body<std::string>("reason", Length{purpose_bytes_min, 300})};
}

Result<Response> download(TemporaryFile const& file, ExportFormat format, std::string const& name) {
    bool const csv = format == ExportFormat::csv;
    auto response = TRY(Response::file(
        file.path(), csv ? "text/csv; charset=utf-8"
                         : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));
    return std::move(response).download(name + (csv ? ".csv" : ".xlsx"));
}

std::vector<http::Route> routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    std::vector<http::Route> all{
        {"GET", "/api/v1/businesses", http::may("registry.read"), with(get_businesses)},
        {"POST", "/api/v1/businesses/search", http::may("registry.read"), with(post_search)},
        {"GET", "/api/v1/businesses/{regency}/{id}", http::may("registry.read"), with(get_business)},
        {"PUT", "/api/v1/businesses/{regency}/{id}", http::may("registry.write"), with(put_business)},
        {"PUT", "/api/v1/businesses/{regency}/{id}/facts/{fact}", http::may("registry.write"),
         with(put_fact)},
        {"POST", "/api/v1/businesses/{regency}/{id}/unmask", http::may("registry.unmask"), with(post_unmask)},
    };
    std::ranges::move(bulk_routes(context), std::back_inserter(all));
    return all;
}

}  // namespace bina::registry
