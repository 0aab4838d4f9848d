#include "agencies/http.h"

#include <algorithm>

#include "agencies/coaching.h"
#include "agencies/http_view.h"
#include "base/zone.h"
#include "http/fields.h"
#include "http/once.h"
#include "kbli/table.h"
#include "registry/business.h"

namespace bina::agencies {
namespace {

using access::Actor;
using access::Permission;
using base::Day;
using base::JsonWriter;
using base::Result;
using http::Fields;
using http::Length;
using http::Range;
using http::Request;
using http::Response;
using registry::ResponsibleRule;
using registry::RuleId;
using storage::Tx;

constexpr std::size_t name_bytes_max = 120;
constexpr std::size_t law_bytes_max = 200;

std::string_view sector_title(std::string_view sector) {
    auto const& table = kbli::Table::builtin();
    for (auto const edition : {kbli::Edition::kbli2025, kbli::Edition::kbli2020})
        if (auto const* const entry = table.find(edition, sector)) return entry->title;
    return {};
}

Result<void> write_rule(JsonWriter& json, HttpContext const& context, Tx& tx, ResponsibleRule const& rule) {
    json.object().field("id", rule.id.text()).field("number", rule.number).field("agency", rule.agency);
    json.field("level", registry::level_names[static_cast<std::size_t>(rule.level)]);
    json.key("sectors").array();
    for (auto const& sector : rule.sectors)
        json.object().field("code", sector).field("title", sector_title(sector)).end();
    json.end().key("areas").array();
    for (auto const& area : rule.areas)
        json.object().field("code", area).field("name", context.area_name(area)).end();
    json.end().field("from", rule.from.text()).field("law", rule.law).field("default", rule.is_default);
    json.field("applied", rule.applied_at.has_value()).field("at", rule.at.milliseconds);
    json.field("actor_name", TRY(access::account_name(tx, rule.actor))).end();
    return {};
}

/// How many each agency has, and where work waits.
struct Numbers {
    std::map<std::string, std::int64_t> responsible;
    std::map<std::string, std::int64_t> coached;
    OpenCounts open;
    std::vector<Member> members;
};

void write_agency(JsonWriter& json, Agency const& agency, Numbers const& numbers) {
    auto const of = [&](std::map<std::string, std::int64_t> const& counts) {
        auto const found = counts.find(agency.id.text());
        return found == counts.end() ? std::int64_t{0} : found->second;
    };
    json.object().field("id", agency.id.text()).field("name", agency.name);
    json.field("short_name", agency.short_name);
    json.field("level", registry::level_names[static_cast<std::size_t>(agency.level)]);
    json.field("closed", agency.closed).field("default", agency.is_default);
    json.field("responsible", of(numbers.responsible)).field("coached", of(numbers.coached));
    json.field("incoming", of(numbers.open.incoming)).field("outgoing", of(numbers.open.outgoing));
    json.key("members").array();
    for (auto const& member : numbers.members)
        if (member.agency == agency.id.text())
            json.object().field("account", member.account).field("name", member.name).end();
    json.end().end();
}

Result<void> write_work(JsonWriter& json, Tx& tx, RegencyCode const& regency, Numbers& numbers) {
    std::int64_t unnamed = 0;
    for (auto const& name : TRY(registry::coach_names(tx, regency))) unnamed += name.agency.empty() ? 1 : 0;
    json.key("work").object().field("nobody", numbers.responsible[""]);
    json.field("conflict", numbers.responsible[std::string(registry::conflict)]);
    json.field("double", TRY(count_double(tx, regency))).field("requested", numbers.open.all);
    json.field("proposals", TRY(count_proposals(tx, regency)).value).field("names", unnamed).end();
    return {};
}

Result<Response> show(HttpContext const& context, Actor const& actor, RegencyCode const& regency,
                      int status) {
    return context.db.read([&](Tx& tx) -> Result<Response> {
        TRY(actor.require_within(Permission::registry_read, regency));
        Numbers numbers{.responsible = TRY(registry::answering_counts(tx, regency, "")),
                        .coached = TRY(registry::coached_counts(tx, regency)),
                        .open = TRY(open_counts(tx, regency)),
                        .members = {}};
        if (actor.may(Permission::agencies_manage, regency.text()))
            numbers.members = TRY(members(tx, regency));
        JsonWriter json(8'192);
        json.object().key("agencies").array();
        for (auto const& agency : TRY(agencies(tx, regency))) write_agency(json, agency, numbers);
        json.end().key("rules").array();
        for (auto const& rule : TRY(registry::rule_versions(tx, regency, registry::RuleVersions::all)))
            TRY(write_rule(json, context, tx, rule));
        json.end().key("yours").array();
        for (auto const& one : TRY(agencies_of(tx, regency, actor.id))) json.value(one);
        json.end();
        TRY(write_work(json, tx, regency, numbers));
        json.field("waiting", TRY(registry::rules_wait(tx, regency))).key("progress");
        if (auto const progress = context.jobs.progress(regency.text()))
            json.object().field("done", progress->done).field("total", progress->total).end();
        else
            json.null();
        json.end();
        return Response::json(std::move(json), status);
    });
}

Result<Response> get_agencies(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    TRY(in.finish());
    return show(context, request.actor<Actor>(), regency, 200);
}

Result<Response> get_counts(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const district = in.query_if<std::string>("district", Length{6, 6}).value_or("");
    TRY(in.finish());
    auto const area = TRY(registry::area_of({.regency = regency, .district = district}));
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const counts =
            TRY(counts_by_agency(tx, request.actor<Actor>(), TRY(base::AreaCode::parse(area))));
        auto const names = TRY(agency_names(tx, regency));
        JsonWriter json;
        json.object().field("day", base::day_in(regency.text(), tx.now()).text()).key("items").array();
        for (auto const& [agency, businesses] : counts) {
            auto const name = names.find(agency);
            json.object().field("agency", agency).field("name", name == names.end() ? "" : name->second);
            json.field("businesses", businesses).end();
        }
        json.end().end();
        return Response::json(std::move(json));
    });
}

Result<Response> put_one(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    Agency const agency{.id = in.path<AgencyId>("id"),
                        .name = in.body<std::string>("name", Length{3, name_bytes_max}),
                        .short_name = in.body<std::string>("short_name", Length{2, 40}),
                        .level = in.object().get_as("level", registry::level_of),
                        .closed = in.body_if<bool>("closed").value_or(false)};
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    TRY(context.db.write([&](Tx& tx) { return put_agency(tx, actor, regency, agency); }));
    return show(context, actor, regency, 200);
}

Result<Response> put_members(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const id = in.path<AgencyId>("id");
    auto const accounts = in.object().list<access::AccountId>("accounts", members_max);
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    TRY(context.db.write([&](Tx& tx) { return set_members(tx, actor, regency, id, accounts); }));
    return show(context, actor, regency, 200);
}

Result<Response> post_defaults(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    TRY(http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        TRY(add_defaults(tx, actor, regency));
        return Response::empty();
    }));
    context.jobs.wake();
    return show(context, actor, regency, 202);
}

ResponsibleRule read_rule(Fields& in) {
    return {.number = in.body_if<std::int64_t>("number", Range{0, 1'000'000}).value_or(0),
            .agency = in.body_if<AgencyId>("agency").value_or(AgencyId{}).text(),
            .sectors = in.object().list<std::string>("sectors", registry::rule_sectors_max, Length{1, 20}),
            .areas = in.object().list<std::string>("areas", registry::rule_areas_max, Length{6, 10}),
            .from = in.body<Day>("from"),
            .law = in.body<std::string>("law", Length{5, law_bytes_max})};
}

Result<Response> put_rule(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto rule = read_rule(in);
    rule.id = in.path<RuleId>("rule");
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    TRY(context.db.write([&](Tx& tx) { return propose_rule(tx, actor, regency, rule); }));
    context.jobs.wake();
    return show(context, actor, regency, 202);
}

void write_preview(JsonWriter& json, registry::RulePreview const& preview) {
    json.object().field("day", preview.day.text()).field("moved", preview.moved);
    json.field("handed_over", preview.handed_over).key("moves").array();
    for (auto const& [before, after, businesses] : preview.moves)
        json.object().field("before", before).field("after", after).field("businesses", businesses).end();
    json.end().end();
}

Result<Response> post_preview(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto rule = read_rule(in);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        if (!rule.agency.empty())
            rule.level = TRY(find_agency(tx, regency, TRY(AgencyId::parse(rule.agency)))).level;
        JsonWriter json;
        write_preview(json, TRY(registry::preview_rules(tx, request.actor<Actor>(), regency, {rule})));
        return Response::json(std::move(json));
    });
}

/// What the defaults are, and what they would do.
Result<Response> preview_defaults(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const defaults = defaults_for(regency, base::day_in(regency.text(), tx.now()));
        auto const preview =
            TRY(registry::preview_rules(tx, request.actor<Actor>(), regency, defaults.rules));
        Numbers const none;
        JsonWriter json(4'096);
        json.object().key("agencies").array();
        for (auto const& agency : defaults.agencies) write_agency(json, agency, none);
        json.end().key("rules").array();
        for (auto const& rule : defaults.rules) TRY(write_rule(json, context, tx, rule));
        json.end().key("preview");
        write_preview(json, preview);
        json.end();
        return Response::json(std::move(json));
    });
}

Result<Response> show_names(HttpContext const& context, Actor const& actor, RegencyCode const& regency) {
    return context.db.read([&](Tx& tx) -> Result<Response> {
        TRY(actor.require(Permission::registry_read, regency));
        JsonWriter json(2'048);
        json.object().key("items").array();
        for (auto const& name : TRY(registry::coach_names(tx, regency)))
            json.object()
                .field("name", name.name)
                .field("agency", name.agency)
                .field("businesses", name.businesses)
                .end();
        json.end().end();
        return Response::json(std::move(json));
    });
}

Result<Response> get_names(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    TRY(in.finish());
    return show_names(context, request.actor<Actor>(), regency);
}

Result<Response> post_name(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const name = in.body<std::string>("name", Length{1, 300});
    auto const agency = in.body_if<AgencyId>("agency").value_or(AgencyId{}).text();
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    TRY(context.db.write([&](Tx& tx) { return name_coach(tx, actor, regency, name, agency); }));
    return show_names(context, actor, regency);
}

void write_coaches(JsonWriter& json, std::vector<CoachOf> const& all) {
    json.key("coaches").array();
    for (auto const& coach : all) {
        json.object().field("name", coach.name).field("agency", coach.agency);
        json.field("since", coach.since.text()).field("last_day", coach.last_day.text());
        write_day(json, "ended", coach.ended);
        json.end();
    }
    json.end();
}

Result<Response> get_double(HttpContext const& context, Request const& request) {
    Fields in{request};
    DoubleQuery query{.regency = in.path<RegencyCode>("regency")};
    query.district = in.query_if<std::string>("district", Length{6, 6}).value_or("");
    query.agency = in.query_if<AgencyId>("agency").value_or(AgencyId{}).text();
    query.undecided = in.query_if<bool>("undecided").value_or(true);
    query.cursor = in.query_if<std::string>("cursor", Length{0, 64}).value_or("");
    query.limit = in.query_if<std::int64_t>("limit", Range{1, registry::page_items_max}).value_or(50);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const page = TRY(double_coached(tx, request.actor<Actor>(), query));
        JsonWriter json(8'192);
        json.object().key("items").array();
        for (auto const& item : page.items) {
            json.object().field("business", item.business.text()).field("name", item.name);
            json.field("village_name", context.area_name(item.village));
            json.field("district_name", context.area_name(item.district));
            json.field("responsible", item.responsible).field("lead", item.lead);
            write_coaches(json, item.coaches);
            json.end();
        }
        json.end().key("next");
        page.next.empty() ? json.null() : json.value(page.next);
        write_count(json, page.count);
        json.end();
        return Response::json(std::move(json));
    });
}

/// Who answers for a business and why, who coaches it, what is under way.
Result<Response> show_business(HttpContext const& context, Actor const& actor, RegencyCode const& regency,
                               BusinessId const& business) {
    return context.db.read([&](Tx& tx) -> Result<Response> {
        TRY(registry::require_at(tx, actor, Permission::registry_read, regency, business));
        auto const found = TRY(registry::responsible_for(tx, regency, business));
        JsonWriter json(4'096);
        json.object().field("responsible", found.agency).key("handed_over");
        if (found.handed_over)
            json.object()
                .field("handover", found.handed_over->handover)
                .field("at", found.handed_over->at.milliseconds)
                .end();
        else
            json.null();
        json.key("rules").array();
        for (auto const& rule : found.rules) TRY(write_rule(json, context, tx, rule));
        json.end();
        write_coaches(json, TRY(coaches(tx, regency, business)));
        json.field("lead", TRY(lead(tx, regency, business))).key("handovers").array();
        for (auto const& one : TRY(handovers_of(tx, regency, business)))
            TRY(write_handover(json, context, tx, one));
        json.end().key("proposal");
        auto const proposal = TRY(proposal_of(tx, regency, business));
        proposal ? write_proposal(json, context, *proposal) : static_cast<void>(json.null());
        json.end();
        return Response::json(std::move(json));
    });
}

Result<Response> get_business(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const business = in.path<BusinessId>("business");
    TRY(in.finish());
    return show_business(context, request.actor<Actor>(), regency, business);
}

Result<Response> put_lead(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const business = in.path<BusinessId>("business");
    auto const agency = in.body<AgencyId>("agency");
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    TRY(context.db.write([&](Tx& tx) { return set_lead(tx, actor, regency, business, agency); }));
    return show_business(context, actor, regency, business);
}

Result<Response> put_coach_end(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    registry::CoachEnd const end{.id = in.path<registry::FactId>("end"),
                                 .business = in.path<BusinessId>("business"),
                                 .agency = in.body<AgencyId>("agency"),
                                 .day = in.body<Day>("day"),
                                 .reason = in.body<std::string>("reason", Length{0, reason_bytes_max})};
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    TRY(context.db.write([&](Tx& tx) { return end_coaching(tx, context.rules, actor, regency, end); }));
    return show_business(context, actor, regency, end.business);
}

}  // namespace

std::vector<http::Route> routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    constexpr auto business = "/api/v1/agencies/{regency}/businesses/{business}";
    constexpr auto lead_of = "/api/v1/agencies/{regency}/businesses/{business}/lead";
    constexpr auto end_of = "/api/v1/agencies/{regency}/businesses/{business}/coaching-ends/{end}";
    return {
        {"GET", "/api/v1/agencies/{regency}", http::may("registry.read"), with(get_agencies)},
        {"GET", "/api/v1/agencies/{regency}/counts", http::may("registry.read"), with(get_counts)},
        {"PUT", "/api/v1/agencies/{regency}/list/{id}", http::may("agencies.manage"), with(put_one)},
        {"PUT", "/api/v1/agencies/{regency}/list/{id}/members", http::may("agencies.manage"),
         with(put_members)},
        {"GET", "/api/v1/agencies/{regency}/defaults", http::may("agencies.manage"), with(preview_defaults)},
        {"POST", "/api/v1/agencies/{regency}/defaults", http::may("agencies.manage"), with(post_defaults)},
        {"POST", "/api/v1/agencies/{regency}/rules/preview", http::may("agencies.manage"),
         with(post_preview)},
        {"PUT", "/api/v1/agencies/{regency}/rules/{rule}", http::may("agencies.manage"), with(put_rule)},
        {"GET", "/api/v1/agencies/{regency}/names", http::may("registry.read"), with(get_names)},
        {"POST", "/api/v1/agencies/{regency}/names", http::may("agencies.manage"), with(post_name)},
        {"GET", "/api/v1/agencies/{regency}/double", http::may("registry.read"), with(get_double)},
        {"GET", business, http::may("registry.read"), with(get_business)},
        {"PUT", lead_of, http::may("handover.decide"), with(put_lead)},
        {"PUT", end_of, http::may("handover.request"), with(put_coach_end)},
    };
}

}  // namespace bina::agencies
