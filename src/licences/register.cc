#include "licences/register.h"

#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "base/fold.h"
#include "base/json.h"
#include "registry/business.h"

namespace bina::licences {
namespace {

using access::Actor;
using access::Permission;
using base::Day;
using base::fail;
using base::Result;
using registry::Basis;
using storage::Arg;
using storage::Row;
using storage::Tx;

constexpr std::string_view columns =
    "business, kind, number, issuer, valid_from, valid_until, basis, fact, name, nib, owner, village, "
    "district";
constexpr std::string_view counted = "status IN ('claimed', 'found', 'verified', 'paused')";
constexpr std::string_view order = "valid_until, business, kind, number";

std::optional<Day> day_or_none(Row const& row, int column) {
    if (row.text(column).empty()) return std::nullopt;
    return row.get<Day>(column);
}

Basis basis_of(std::string_view name) {
    auto const found = std::ranges::find(registry::basis_names, name);
    if (found == registry::basis_names.end()) throw storage::Damage("licence: basis");
    return static_cast<Basis>(found - registry::basis_names.begin());
}

LicenceKind kind_of(std::string_view name) {
    auto const kind = registry::licence_kind_of(name);
    if (!kind) throw storage::Damage("licence: kind");
    return *kind;
}

RegisterItem read_item(Row const& row) {
    return {.key = {row.get<BusinessId>(0), kind_of(row.text(1)), row.get<std::string>(2)},
            .issuer = row.get<std::string>(3),
            .from = day_or_none(row, 4),
            .until = day_or_none(row, 5),
            .basis = basis_of(row.text(6)),
            .fact = row.get<std::string>(7),
            .name = row.get<std::string>(8),
            .nib = row.get<std::string>(9),
            .owner = row.get<std::string>(10),
            .village = row.get<std::string>(11),
            .district = row.get<std::string>(12),
            .contacts = {}};
}

Day later(Day day, int days) {
    return Day::from_number(day.number() + days);
}

/// A WHERE clause that grows with its arguments.
struct Where {
    std::string sql;
    std::vector<Arg> args;

    explicit Where(RegencyCode const& regency)
        : sql(fmt::format("l.regency = $1 AND {}", counted)), args{Arg(regency)} {}
    template <class T>
    void add(std::string_view condition, T const& value) {
        args.emplace_back(value);
        sql += fmt::format(" AND {} ${}", condition, args.size());
    }
};

void add_state(Where& where, RegisterQuery const& query, Day today) {
    if (!query.state) return;
    switch (*query.state) {
        case State::expired:
            where.sql += " AND valid_until <> ''";
            return where.add("valid_until <", today);
        case State::expiring:
            where.add("valid_until >=", today);
            return where.add("valid_until <=", later(today, query.days));
        case State::valid:
            return where.add("valid_until >", later(today, query.days));
        case State::endless:
        case State::moved:
        case State::unknown:
            where.sql += " AND valid_until = ''";
            where.add("basis =", state_names[static_cast<std::size_t>(*query.state)]);
    }
}

Where filtered(RegisterQuery const& query, Day today) {
    Where where(query.regency);
    add_state(where, query, today);
    if (query.kind) where.add("kind =", name_of(*query.kind));
    if (!query.district.empty()) where.add("district =", query.district);
    if (!query.village.empty()) where.add("village =", query.village);
    if (query.waiting)
        where.sql +=
            " AND NOT EXISTS (SELECT 1 FROM licence_contact c WHERE c.regency = l.regency"
            " AND c.business = l.business AND c.kind = l.kind AND c.number = l.number AND NOT EXISTS"
            " (SELECT 1 FROM licence_contact_undone u WHERE u.regency = c.regency AND u.contact = c.id))";
    return where;
}

std::string cursor_after(RegisterItem const& item) {
    return fmt::format("{};{};{};{}", item.until ? item.until->text() : "", item.key.business.text(),
                       name_of(item.key.kind), item.key.number);
}

/// The four parts of a cursor; the last may hold anything.
Result<std::array<std::string, 4>> parts_of(std::string_view cursor) {
    std::array<std::string, 4> parts;
    for (std::size_t i = 0; i < 3; ++i) {
        auto const end = cursor.find(';');
        if (end == cursor.npos) return fail(base::malformed, "cursor");
        parts[i] = cursor.substr(0, end);
        cursor.remove_prefix(end + 1);
    }
    parts[3] = cursor;
    if (!BusinessId::parse(parts[1])) return fail(base::malformed, "cursor");
    return parts;
}

Result<registry::Count> count_of(Tx& tx, Where const& where) {
    auto const sql =
        fmt::format("SELECT count(*) FROM (SELECT 1 FROM registry_licence l WHERE {} LIMIT {}) AS matching",
                    where.sql, registry::count_cap + 1);
    std::int64_t count = 0;
    TRY(tx.each_with(sql, where.args, [&](Row const& row) { count = row.integer(0); }));
    return registry::Count{std::min(count, registry::count_cap), count > registry::count_cap};
}

Result<std::vector<KindCount>> count_kinds(Tx& tx, RegisterQuery const& area, Day today) {
    auto where = filtered(area, today);
    auto const filters = where.sql;
    std::string sql = "SELECT kind, count(*)";
    auto const count_if = [&](std::string_view condition) {
        sql += fmt::format(", sum(CASE WHEN {} THEN 1 ELSE 0 END)", condition);
    };
    where.args.emplace_back(today);
    auto const now = where.args.size();
    count_if(fmt::format("valid_until <> '' AND valid_until < ${}", now));
    for (int const days : day_spans) {
        where.args.emplace_back(later(today, days));
        count_if(fmt::format("valid_until >= ${} AND valid_until <= ${}", now, where.args.size()));
    }
    for (auto const state : {State::endless, State::moved, State::unknown})
        count_if(fmt::format("basis = '{}'", state_names[static_cast<std::size_t>(state)]));
    sql += fmt::format(" FROM registry_licence l WHERE {} GROUP BY kind", filters);
    std::vector<KindCount> kinds;
    TRY(tx.each_with(sql, where.args, [&](Row const& row) {
        KindCount count{.kind = kind_of(row.text(0)), .held = row.integer(1), .expired = row.integer(2)};
        for (std::size_t i = 0; i < day_spans.size(); ++i)
            count.expiring[i] = row.integer(static_cast<int>(i) + 3);
        count.endless = row.integer(7);
        count.moved = row.integer(8);
        count.unknown = row.integer(9);
        kinds.push_back(count);
    }));
    std::ranges::sort(kinds, {}, &KindCount::kind);
    return kinds;
}

Result<std::vector<Need>> count_needs(Tx& tx, Actor const& actor, RegisterQuery const& area, Day today) {
    auto needs = TRY(tx.rows(
        "SELECT trade, lacks, due_from, source FROM licence_need WHERE due_to > $1 ORDER BY place",
        [](Row const& row) {
            return Need{.trade = row.get<std::string>(0),
                        .lacks = row.get<std::string>(1),
                        .due_from = row.get<Day>(2),
                        .source = row.get<std::string>(3)};
        },
        today));
    for (auto& need : needs) {
        auto const bit = std::ranges::find(registry::has_names, need.lacks) - registry::has_names.begin();
        auto const page = TRY(registry::list_businesses(tx, actor,
                                                        {.regency = area.regency,
                                                         .district = area.district,
                                                         .village = area.village,
                                                         .trade = need.trade,
                                                         .lacks = 1U << static_cast<unsigned>(bit),
                                                         .limit = 1}));
        need.count = page.count;
    }
    return needs;
}

/// A right over a district opens the licences of that district.
Result<void> require_over(Actor const& actor, Permission permission, RegisterQuery const& query) {
    auto const area = TRY(
        registry::area_of({.regency = query.regency, .district = query.district, .village = query.village}));
    return actor.require(permission, std::string_view(area));
}

}  // namespace

State state_of(std::optional<Day> until, Basis basis, Day today, int days) {
    if (basis == Basis::endless) return State::endless;
    if (basis == Basis::moved) return State::moved;
    if (!until) return State::unknown;
    if (*until < today) return State::expired;
    return *until <= later(today, days) ? State::expiring : State::valid;
}

Result<RegisterPage> list_licences(Tx& tx, Actor const& actor, RegisterQuery const& query) {
    TRY(require_over(actor, Permission::registry_read, query));
    auto where = filtered(query, Day::of(tx.now()));
    RegisterPage page{.items = {}, .next = {}, .count = TRY(count_of(tx, where))};
    std::array<std::string, 4> after;
    if (!query.cursor.empty()) {
        after = TRY(parts_of(query.cursor));
        auto const first = where.args.size() + 1;
        for (auto const& part : after) where.args.emplace_back(part);
        where.sql += fmt::format(" AND (valid_until, business, kind, number) > (${}, ${}, ${}, ${})", first,
                                 first + 1, first + 2, first + 3);
    }
    auto const sql = fmt::format("SELECT {} FROM registry_licence l WHERE {} ORDER BY {} LIMIT {}", columns,
                                 where.sql, order, query.limit + 1);
    TRY(tx.each_with(sql, where.args, [&](Row const& row) { page.items.push_back(read_item(row)); }));
    if (std::ssize(page.items) > query.limit) {
        page.items.pop_back();
        page.next = cursor_after(page.items.back());
    }
    for (auto& item : page.items) item.contacts = TRY(contacts_of(tx, query.regency, item.key));
    return page;
}

Result<void> each_licence(Tx& tx, RegisterQuery const& query,
                          std::function<bool(RegisterItem const&)> const& visit) {
    auto const where = filtered(query, Day::of(tx.now()));
    auto const sql =
        fmt::format("SELECT {} FROM registry_licence l WHERE {} ORDER BY {}", columns, where.sql, order);
    return tx.stream_with(sql, where.args, [&](Row const& row) { return visit(read_item(row)); });
}

Result<std::vector<RegisterItem>> licences_of(Tx& tx, Actor const& actor, RegencyCode const& regency,
                                              BusinessId const& business) {
    TRY(registry::require_at(tx, actor, Permission::registry_read, regency, business));
    auto const sql = fmt::format(
        "SELECT {} FROM registry_licence WHERE regency = $1 AND business = $2 ORDER BY kind, number",
        columns);
    auto items = TRY(tx.rows(sql, read_item, regency, business));
    for (auto& item : items) item.contacts = TRY(contacts_of(tx, regency, item.key));
    return items;
}

Result<Summary> summary(Tx& tx, Actor const& actor, RegencyCode const& regency, std::string_view district,
                        std::string_view village) {
    RegisterQuery const area{
        .regency = regency, .district = std::string(district), .village = std::string(village)};
    TRY(require_over(actor, Permission::registry_read, area));
    auto const today = Day::of(tx.now());
    Summary summary{.kinds = TRY(count_kinds(tx, area, today)),
                    .needs = TRY(count_needs(tx, actor, area, today)),
                    .rules = TRY(registry::LicenceRules::load(tx)).all()};
    return summary;
}

Result<void> record_export(Tx& tx, Actor const& actor, RegisterQuery const& query, std::string_view reason) {
    TRY(require_over(actor, Permission::registry_export, query));
    if (base::squeeze(reason).size() < registry::purpose_bytes_min)
        return fail(registry::error::purpose_missing);
    base::JsonWriter detail;
    detail.object().field("reason", reason);
    if (query.state) detail.field("state", state_names[static_cast<std::size_t>(*query.state)]);
    if (query.kind) detail.field("kind", name_of(*query.kind));
    detail.field_if("district", query.district).field_if("village", query.village).end();
    return audit::record(tx, actor, "licences.exported", query.regency.text(), query.regency.text(),
                         detail.text());
}

}  // namespace bina::licences
