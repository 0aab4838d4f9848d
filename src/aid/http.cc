#include "aid/http.h"

#include <algorithm>

#include "aid/finding.h"
#include "base/fold.h"
#include "http/fields.h"
#include "http/once.h"
#include "intake/masking.h"
#include "registry/business.h"
#include "registry/restriction.h"
#include "registry/state.h"

namespace bina::aid {
namespace {

using access::Actor;
using base::JsonWriter;
using base::Result;
using http::Fields;
using http::Length;
using http::Range;
using http::Request;
using http::Response;
using registry::Field;
using storage::Tx;

constexpr std::size_t name_bytes_max = 120;
constexpr std::size_t reason_bytes_max = 300;

struct Named {
    RegencyCode regency;
    ListId id;
};
Named named(Fields& in) {
    return {in.path<RegencyCode>("regency"), in.path<ListId>("id")};
}

void write_instant(JsonWriter& json, std::string_view name, std::optional<base::Instant> const& at) {
    json.key(name);
    at ? json.value(at->milliseconds) : json.null();
}

void write_head(JsonWriter& json, Actor const& actor, List const& list) {
    json.field("id", list.id.text()).field("regency", list.regency.text());
    json.field("batch", list.batch.text()).field("kind", list.exclusion ? "exclusion" : "recipients");
    json.field("name", list.name).field("twice", list.twice);
    json.field("state", list_states[static_cast<std::size_t>(list.state)]).field("rows", list.rows);
    json.field("without_nik", list.without_nik).field("dropped", list.dropped);
    json.field("asked_at", list.asked_at.milliseconds).field("actor_name", list.actor_name);
    json.field("own", list.actor == actor.id.text());
    write_instant(json, "checked_at", list.checked_at);
    write_instant(json, "signed_at", list.signed_at);
    json.field("signed_by", list.signed_by);
}

Result<Response> show(HttpContext const& context, Tx& tx, Actor const& actor, Named const& name, int status) {
    auto const list = TRY(find_list(tx, actor, name.regency, name.id));
    JsonWriter json(4'096);
    json.object();
    write_head(json, actor, list);
    jobs::write_progress(json, context.jobs.progress(list.id.text()));
    auto const all = TRY(counts(tx, actor, list));
    json.key("checks").array();
    for (std::size_t i = 0; i < all.size(); ++i) {
        json.object().field("check", check_names[i]).field("rows", all[i].rows).field("open", all[i].open);
        json.field("mine", all[i].mine).field("dropped", all[i].dropped);
        json.key("lists");
        all[i].lists ? json.value(*all[i].lists) : json.null();
        json.end();
    }
    json.end().end();
    return Response::json(std::move(json), status);
}

template <class Change>
Result<Response> change_list(HttpContext const& context, Request const& request, Named const& name,
                             int status, Change const& change) {
    auto response = http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        TRY(change(tx));
        return show(context, tx, request.actor<Actor>(), name, status);
    });
    context.jobs.wake();
    return response;
}

Result<Response> get_lists(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.query<RegencyCode>("regency");
    TRY(in.finish());
    auto const all = TRY(context.db.read([&](Tx& tx) { return lists(tx, request.actor<Actor>(), regency); }));
    JsonWriter json(8'192);
    json.object().key("items").array();
    for (auto const& list : all) {
        json.object();
        write_head(json, request.actor<Actor>(), list);
        json.end();
    }
    json.end().end();
    return Response::json(std::move(json));
}

std::optional<bool> is_exclusion(std::string_view text) {
    if (text == "exclusion") return true;
    return text == "recipients" ? std::optional(false) : std::nullopt;
}

Result<Response> put_list(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    List list{.id = name.id, .regency = name.regency};
    list.batch = in.body<BatchId>("batch");
    list.exclusion = in.object().get_as("kind", is_exclusion);
    list.name = base::squeeze(in.body<std::string>("name", Length{2, name_bytes_max}));
    list.twice = in.body_if<bool>("twice").value_or(false);
    TRY(in.finish());
    return change_list(context, request, name, 202,
                       [&](Tx& tx) { return make_list(tx, request.actor<Actor>(), list); });
}

Result<Response> get_list(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) { return show(context, tx, request.actor<Actor>(), name, 200); });
}

Result<Response> post_withdraw(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    TRY(in.finish());
    return change_list(context, request, name, 200,
                       [&](Tx& tx) { return withdraw(tx, request.actor<Actor>(), name.regency, name.id); });
}

Result<Response> post_check(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    TRY(in.finish());
    return change_list(context, request, name, 202, [&](Tx& tx) {
        return check_again(tx, request.actor<Actor>(), name.regency, name.id);
    });
}

Result<Response> post_sign(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    TRY(in.finish());
    return change_list(context, request, name, 200,
                       [&](Tx& tx) { return sign(tx, request.actor<Actor>(), name.regency, name.id); });
}

/// Whoever judges sees enough to tell people apart, and no more.
void write_values(JsonWriter& json, std::span<registry::Value const> values) {
    static constexpr std::array shown{Field::owner_name, Field::nik,     Field::business_name,
                                      Field::activity,   Field::address, Field::village,
                                      Field::phone};
    auto const mask = intake::CellMask::of(intake::Settings{});
    json.key("values").array();
    for (auto const field : shown)
        for (auto const& value : values)
            if (value.field == field)
                json.object()
                    .field("field", registry::info(field).key)
                    .field("text", mask.value(value))
                    .end();
    json.end();
}

/// A row of this or another list; its values are gone where the file was removed.
Result<void> write_row_of(JsonWriter& json, Tx& tx, List const& list, std::int64_t number) {
    json.field("row", number % intake::sheet_rows);
    auto const row = TRY(intake::find_row(tx, list.regency, list.batch, number));
    registry::Statement const values = row ? row->statement() : registry::Statement{};
    write_values(json, values);
    return {};
}

Result<void> write_business(JsonWriter& json, Tx& tx, RegencyCode const& regency, std::string const& id) {
    auto const business = TRY(registry::BusinessId::parse(id));
    std::vector<registry::Value> values;
    auto const facts = TRY(registry::family_facts(tx, regency, business));
    if (!TRY(registry::is_restricted(tx, regency, business)))
        for (auto const& current : registry::fold(facts)) values.push_back({current.field, current.text});
    json.object().field("id", id);
    write_values(json, values);
    json.end();
    return {};
}

Result<void> write_finding(JsonWriter& json, Tx& tx, List const& list, Finding const& finding) {
    json.object().field("number", finding.row).field("why", finding.why);
    TRY(write_row_of(json, tx, list, finding.row));
    json.key("with");
    if (finding.with_list.empty()) {
        json.null();
    } else {
        auto const other =
            TRY(find_list(tx, access::local_operator(), list.regency, TRY(ListId::parse(finding.with_list))));
        json.object().field("list", other.id.text()).field("name", other.name);
        TRY(write_row_of(json, tx, other, finding.with_row));
        json.end();
    }
    json.key("business");
    if (finding.business.empty())
        json.null();
    else
        TRY(write_business(json, tx, list.regency, finding.business));
    json.field("first", finding.first).field("second", finding.second).field("third", finding.third);
    json.field("final", finding.final).field("note", finding.note);
    json.field("judges", int{!finding.first_by.empty()} + int{!finding.second_by.empty()} +
                             int{!finding.third_by.empty()});
    json.end();
    return {};
}

std::optional<Check> check_named(std::string_view text) {
    auto const found = std::ranges::find(check_names, text);
    if (found == check_names.end()) return std::nullopt;
    return static_cast<Check>(found - check_names.begin());
}
std::optional<std::string> finding_state(std::string_view text) {
    if (text == "mine" || text == "open" || text == "done" || text == "all") return std::string(text);
    return std::nullopt;
}

Result<Response> get_findings(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    FindingQuery query{.regency = name.regency, .list = name.id};
    query.check = in.query_as_if("check", check_named).value_or(Check::nik_twice);
    query.state = in.query_as_if("state", finding_state).value_or("mine");
    query.after = in.query_if<std::int64_t>("cursor", Range{0, INT64_MAX}).value_or(0);
    query.limit = in.query_if<std::int64_t>("limit", Range{1, 200}).value_or(25);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const& actor = request.actor<Actor>();
        auto const list = TRY(find_list(tx, actor, name.regency, name.id));
        auto const found = TRY(findings(tx, actor, list, query));
        JsonWriter json(32'768);
        json.object().key("items").array();
        for (auto const& finding : found) TRY(write_finding(json, tx, list, finding));
        json.end().key("next");
        std::ssize(found) < query.limit ? json.null() : json.value(std::to_string(found.back().row));
        json.end();
        return Response::json(std::move(json));
    });
}

std::optional<std::string> verdict_of(std::string_view text) {
    if (text == "keep" || text == "drop") return std::string(text);
    return std::nullopt;
}

Result<Response> put_judgement(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    auto const check = check_named(request.param("check"));
    auto const row = in.path<std::int64_t>("row", Range{0, INT64_MAX / 8});
    auto const verdict = in.object().get_as("verdict", verdict_of);
    auto const reason = in.body<std::string>("reason", Length{0, reason_bytes_max});
    TRY(in.finish());
    if (!check) return base::fail(error::finding_not_found);
    return change_list(context, request, name, 200, [&](Tx& tx) {
        return judge(tx, request.actor<Actor>(), name.regency, name.id, *check, row, verdict, reason);
    });
}

}  // namespace

std::vector<http::Route> routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    auto const decide = http::may("pairs.decide");
    std::string_view const one = "/api/v1/aid-lists/{regency}/{id}";
    return {
        {"GET", "/api/v1/aid-lists", decide, with(get_lists)},
        {"PUT", one, decide, with(put_list)},
        {"GET", one, decide, with(get_list)},
        {"POST", "/api/v1/aid-lists/{regency}/{id}/check", decide, with(post_check)},
        {"POST", "/api/v1/aid-lists/{regency}/{id}/sign", decide, with(post_sign)},
        {"POST", "/api/v1/aid-lists/{regency}/{id}/withdraw", decide, with(post_withdraw)},
        {"GET", "/api/v1/aid-lists/{regency}/{id}/findings", decide, with(get_findings)},
        {"PUT", "/api/v1/aid-lists/{regency}/{id}/findings/{check}/{row}", decide, with(put_judgement)},
    };
}

}  // namespace bina::aid
