#include "registry/business.h"

#include <algorithm>

#include "audit/audit.h"
#include "base/fold.h"
#include "base/json.h"
#include "base/zone.h"
#include "registry/erase.h"
#include "registry/restriction.h"

namespace bina::registry {
namespace {

using access::Actor;
using access::Permission;
using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

// Other businesses of one owner that a page names.
constexpr int others_max = 20;

/// Places that are named by a code which no area has.
std::vector<base::Fault> unknown_areas(FormRules const& rules, Statement const& values) {
    std::vector<base::Fault> faults;
    for (auto const& [field, text] : values)
        if ((field == Field::village || field == Field::district) && !text.empty() &&
            rules.area_name(text).empty())
            faults.push_back({std::string(info(field).key), std::string(error::unknown_area.key)});
    return faults;
}

/// What is wrong with a fact before the store is asked, all of it at once; the checked fact otherwise.
Result<Fact> checked(Tx& tx, FormRules const& rules, RegencyCode const& regency, Fact fact) {
    auto const today = base::day_in(regency.text(), tx.now());
    if (fact.day == day_of_storing) fact.day = today;
    bool const future = fact.day > today;
    auto values = check_values(regency, fact.values, today);
    auto faults = values ? std::vector<base::Fault>{} : std::move(values.error().faults);
    for (auto& fault : unknown_areas(rules, fact.values))
        if (std::ranges::find(faults, fault.path, &base::Fault::path) == faults.end())
            faults.push_back(std::move(fault));
    if (future && !faults.empty()) faults.push_back({"day", std::string(error::future_day.key)});
    if (!faults.empty()) return fail(error::bad_values, {}, std::move(faults));
    if (future) return fail(error::future_day, fact.day.text());
    fact.values = *std::move(values);
    fact.recorded_at = tx.now();
    return fact;
}

/// The owner a form speaks of gets an id of his own, made from the fact's: a repeat makes the same one.
void name_person(Fact& fact) {
    bool const names_owner =
        !get(fact.values, Field::owner_name).empty() || !get(fact.values, Field::nik).empty();
    if (fact.person.empty() && names_owner) fact.person = PersonId::derive(fact.id.text(), 0);
}

struct Known {
    base::Day day;
    Statement values;
};

/// The fact that already has this id, if there is one.
Result<std::optional<Known>> known_fact(Tx& tx, RegencyCode const& regency, Fact const& fact) {
    return tx.first(
        "SELECT day, body FROM fact WHERE regency = $1 AND business = $2 AND id = $3",
        [&](Row const& row) {
            Fact known;
            decode_body(tx.vault().unseal(row.bytes(1)).value(), known);
            return Known{row.get<base::Day>(0), std::move(known.values)};
        },
        regency, fact.business, fact.id);
}

/// The place that a fact speaks of, as codes: its village, else its district, else the regency. One outside
/// the regency is a fault of the fact, not a place to write at.
std::string place_in(Statement const& values, RegencyCode const& regency) {
    for (auto const field : {Field::village, Field::district})
        if (auto const code = get(values, field); code.starts_with(regency.text())) return std::string(code);
    return regency.text();
}

Result<bool> is_there(Tx& tx, RegencyCode const& regency, BusinessId const& business) {
    auto const found = TRY(tx.first(
        "SELECT 1 FROM business WHERE regency = $1 AND id = $2", [](Row const&) { return true; }, regency,
        business));
    return found.has_value();
}

Result<void> collect_merged(Tx& tx, BusinessPage& page, BusinessId const& business) {
    auto const merged = TRY(tx.rows(
        "SELECT m.id, m.absorbed, b.name, m.at, m.actor FROM merge m /* by merge_survivor */ JOIN business b "
        "ON b.regency = m.regency"
        " AND b.id = m.absorbed WHERE m.regency = $1 AND m.survivor = $2 AND m.undone_at IS NULL ORDER BY "
        "m.id",
        [](Row const& row) {
            return MergedRecord{row.get<std::string>(0), row.get<BusinessId>(1), row.get<std::string>(2),
                                row.get<base::Instant>(3), row.get<std::string>(4)};
        },
        page.regency, business));
    for (auto const& record : merged) {
        page.merged.push_back(record);
        TRY(collect_merged(tx, page, record.id));
    }
    return {};
}

/// Those that the actor may read: he may hold no more than a district.
Result<std::vector<Owner::Other>> others_of(Tx& tx, Actor const& actor, BusinessPage const& page,
                                            PersonId const& person) {
    std::vector<Owner::Other> found;
    TRY(tx.each(
        "SELECT b.id, b.name, b.district FROM ownership o JOIN business b ON b.regency = o.regency"
        " AND b.id = o.business WHERE o.regency = $1 AND o.person = $2 AND o.business <> $3"
        " AND b.merged_into = '' ORDER BY o.business LIMIT $4",
        [&](Row const& row) {
            auto const place = row.text(2).empty() ? std::string_view(page.regency.text()) : row.text(2);
            if (actor.may(Permission::registry_read, place))
                found.push_back({row.get<BusinessId>(0), row.get<std::string>(1)});
        },
        page.regency, person, page.id, others_max));
    return found;
}

Result<void> collect_owners(Tx& tx, Actor const& actor, BusinessPage& page, base::Day until) {
    for (auto const& fact : page.facts) {
        if (fact.withdrawn || fact.person.empty() || fact.day > until) continue;
        auto known = std::ranges::find(page.owners, fact.person, &Owner::person);
        if (known == page.owners.end()) {
            page.owners.push_back({.person = fact.person,
                                   .since = fact.day,
                                   .others = TRY(others_of(tx, actor, page, fact.person))});
            known = page.owners.end() - 1;
        }
        if (auto const name = get(fact.values, Field::owner_name); !name.empty()) known->name = name;
        if (auto const nik = get(fact.values, Field::nik); !nik.empty()) known->nik = nik;
    }
    return {};
}

/// What a restricted business is called may be its owner's name.
bool is_left_out(Field field) {
    return goes_with_person(field) || field == Field::business_name;
}

/// After `cell` and `classes` were made of everything: a restricted business counts as before.
void leave_out_person(BusinessPage& page) {
    std::erase_if(page.state, [](Current const& current) { return is_left_out(current.field); });
    for (auto& fact : page.facts) {
        std::erase_if(fact.values, [](Value const& value) { return is_left_out(value.field); });
        fact.reason.clear();
    }
    for (auto& record : page.merged) record.name.clear();
    page.owners.clear();
}

}  // namespace

Result<std::string> place_of(Tx& tx, RegencyCode const& regency, BusinessId const& business) {
    auto const place = TRY(tx.first(
        "SELECT village, district FROM business WHERE regency = $1 AND id = $2",
        [](Row const& row) { return row.get<std::string>(row.text(0).empty() ? 1 : 0); }, regency, business));
    return place && !place->empty() ? *place : regency.text();
}

Result<void> require_at(Tx& tx, Actor const& actor, Permission permission, RegencyCode const& regency,
                        BusinessId const& business) {
    if (actor.may(permission, regency.text())) return {};
    TRY(actor.require_somewhere(permission));
    return actor.require(permission, std::string_view(TRY(place_of(tx, regency, business))));
}

Result<void> require_purpose(std::string_view purpose) {
    if (base::squeeze(purpose).size() < purpose_bytes_min) return fail(error::purpose_missing);
    return {};
}

Result<Registration> register_business(Tx& tx, FormRules const& rules, Actor const& actor,
                                       RegencyCode const& regency, Fact const& statement) {
    TRY(actor.require(Permission::registry_write, std::string_view(place_in(statement.values, regency))));
    auto fact = TRY(checked(tx, rules, regency, statement));
    if (get(fact.values, Field::business_name).empty() && get(fact.values, Field::owner_name).empty())
        return fail(error::no_name);
    fact.actor = actor.id.text();
    name_person(fact);

    if (auto const known = TRY(known_fact(tx, regency, fact))) {
        if (known->day == fact.day && known->values == fact.values) return Registration::already_known;
        return fail(error::id_reused);
    }
    if (TRY(is_there(tx, regency, fact.business))) return fail(error::id_reused);

    Writer writer(tx, rules.classes, actor, regency);
    TRY(writer.create({fact}));
    TRY(writer.finish());
    TRY(audit::record(tx, actor, "registry.business_registered", regency.text(), fact.business.text()));
    return Registration::created;
}

Result<Registration> add_fact(Tx& tx, FormRules const& rules, Actor const& actor, RegencyCode const& regency,
                              Fact const& statement, std::int64_t expected) {
    TRY(require_at(tx, actor, Permission::registry_write, regency, statement.business));
    // Whoever answers for a district may not write a business into another one.
    if (auto const place = place_in(statement.values, regency); place != regency.text())
        TRY(actor.require(Permission::registry_write, std::string_view(place)));
    auto fact = TRY(checked(tx, rules, regency, statement));
    if (fact.values.empty())
        return fail(error::bad_values, {}, {{"values", std::string(base::malformed.key)}});
    fact.actor = actor.id.text();
    name_person(fact);
    if (auto const known = TRY(known_fact(tx, regency, fact))) {
        if (known->day == fact.day && known->values == fact.values) return Registration::already_known;
        return fail(error::id_reused);
    }
    Writer writer(tx, rules.classes, actor, regency);
    TRY(writer.add(fact, expected));
    TRY(writer.finish());
    TRY(audit::record(tx, actor, "registry.fact_added", regency.text(), fact.business.text()));
    return Registration::created;
}

Result<BusinessPage> business_page(Tx& tx, ClassRules const& rules, Actor const& actor,
                                   RegencyCode const& regency, BusinessId const& business,
                                   std::optional<base::Day> as_of) {
    TRY(require_at(tx, actor, Permission::registry_read, regency, business));
    auto page = TRY(whole_page(tx, rules, actor, regency, business, as_of));
    page.restricted = TRY(is_restricted(tx, regency, business));
    if (page.restricted) leave_out_person(page);
    return page;
}

Result<BusinessPage> whole_page(Tx& tx, ClassRules const& rules, Actor const& actor,
                                RegencyCode const& regency, BusinessId const& business,
                                std::optional<base::Day> as_of) {
    BusinessPage page{.id = business, .regency = regency};
    auto const found = TRY(tx.first(
        "SELECT version, updated_at, merged_into FROM business"
        " WHERE regency = $1 AND id = $2",
        [&](Row const& row) {
            page.version = row.integer(0);
            page.updated_at = row.get<base::Instant>(1);
            page.merged_into = row.get<std::string>(2);
            return true;
        },
        regency, business));
    if (!found) return fail(error::not_found);
    page.facts = TRY(family_facts(tx, regency, business));
    TRY(collect_merged(tx, page, business));
    auto const day = as_of.value_or(base::day_in(regency.text(), tx.now()));
    page.state = fold(page.facts, day);
    page.cell = cell_of(rules, regency, page.state, day);
    page.classes = rules.classify(measures_of(page.state), day);
    auto const first = std::ranges::find(page.facts, false, &Fact::withdrawn);
    if (first != page.facts.end()) page.since = first->day;
    TRY(collect_owners(tx, actor, page, day));
    return page;
}

Result<std::vector<Value>> unmask(Tx& tx, Actor const& actor, RegencyCode const& regency,
                                  BusinessId const& business, std::string_view purpose) {
    TRY(require_at(tx, actor, Permission::registry_unmask, regency, business));
    TRY(require_purpose(purpose));
    auto const facts = TRY(family_facts(tx, regency, business));
    if (!TRY(is_there(tx, regency, business))) return fail(error::not_found);
    if (TRY(is_restricted(tx, regency, business))) return fail(error::restricted);
    std::vector<Value> values;
    for (auto const& current : fold(facts))
        if (info(current.field).personal) values.push_back({current.field, current.text});
    std::string detail = R"({"purpose":)";
    base::append_json_string(detail, purpose);
    TRY(audit::record(tx, actor, "registry.unmasked", regency.text(), business.text(), detail + "}"));
    return values;
}

Result<BusinessId> survivor_of(Tx& tx, RegencyCode const& regency, BusinessId const& business) {
    auto survivor = business;
    for (;;) {
        auto const into = TRY(tx.first(
            "SELECT merged_into FROM business WHERE regency = $1 AND id = $2",
            [](Row const& row) { return row.get<std::string>(0); }, regency, survivor));
        if (!into || into->empty()) return survivor;
        survivor = TRY(BusinessId::parse(*into));
    }
}

}  // namespace bina::registry
