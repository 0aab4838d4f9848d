#include "registry/writer.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/zone.h"
#include "registry/past.h"

namespace bina::registry {
namespace {

using base::fail;
using base::Result;
using storage::Arg;
using storage::Bytes;
using storage::Row;

constexpr std::size_t said_digits = 20;
// Fewer new businesses are not worth making indexes anew.
constexpr std::int64_t expected_min = 5'000;
// Where the rows of a list fall anywhere; in other indexes they stand one behind the other, or are few.
constexpr std::array<std::string_view, 14> scattered_indexes{
    "fact_said",         "business_name",   "business_district",    "business_trade",
    "business_class",    "business_status", "business_coached",     "business_flagship",
    "business_activity", "business_kbli",   "business_responsible", "business_past_day",
    "licence_until",     "ownership_person"};

constexpr std::array<std::string_view, 13> fact_columns{
    "regency", "business", "id",         "day",    "recorded_at", "actor", "source",
    "label",   "batch",    "row_number", "person", "said",        "body"};
constexpr std::array<std::string_view, 26> business_columns{
    "regency",  "id",         "seq",     "name",        "sort_name", "owner",   "person",     "trade",
    "class",    "status",     "village", "district",    "nib",       "sealed",  "coached_by", "coached_since",
    "flagship", "has",        "since",   "merged_into", "search",    "version", "updated_at", "kbli",
    "activity", "responsible"};
constexpr std::array<std::string_view, 4> ownership_columns{"regency", "business", "person", "since"};

void push_fact(std::vector<Arg>& args, RegencyCode const& regency, Fact const& fact, std::string_view said,
               std::string_view body) {
    args.insert(args.end(),
                {Arg(regency), Arg(fact.business), Arg(fact.id), Arg(fact.day), Arg(fact.recorded_at),
                 Arg(fact.actor), Arg(source_names[static_cast<std::size_t>(fact.source.kind)]),
                 Arg(fact.source.label), Arg(fact.source.batch), Arg(fact.source.row), Arg(fact.person),
                 Arg(said), Arg(Bytes{body})});
}

/// What stands in a row of `business` beside what the facts amount to.
struct RowFrame {
    std::int64_t seq;
    std::string_view sealed;
    std::string_view search;
    std::string_view agency;
    std::int64_t version;
    base::Instant now;
};

void push_row(std::vector<Arg>& args, RegencyCode const& regency, BusinessId const& id, Projection const& row,
              RowFrame const& frame) {
    args.insert(args.end(), {Arg(regency),
                             Arg(id),
                             Arg(frame.seq),
                             Arg(row.name),
                             Arg(row.sort_name),
                             Arg(row.owner),
                             Arg(row.person),
                             Arg(trades[row.cell.trade]),
                             Arg(class_names[static_cast<std::size_t>(row.cell.size_class)]),
                             Arg(statuses[row.cell.status]),
                             Arg(known_village(row.cell)),
                             Arg(known_district(row.cell)),
                             Arg(row.nib),
                             Arg(Bytes{frame.sealed}),
                             Arg(row.coached_by),
                             Arg(row.coached_since),
                             Arg(row.cell.flagship ? 1 : 0),
                             Arg(static_cast<std::int64_t>(row.cell.has)),
                             Arg(row.since),
                             Arg(""),
                             Arg(frame.search),
                             Arg(frame.version),
                             Arg(frame.now),
                             Arg(row.cell.kbli),
                             Arg(row.activity),
                             Arg(frame.agency)});
}

Answering answering_of(Projection const& row, std::string_view agency) {
    return {std::string(agency), std::string(known_district(row.cell)),
            is_counted(statuses[row.cell.status])};
}

}  // namespace

std::map<std::string, base::Day> owners_of(std::span<Fact const> facts) {
    std::map<std::string, base::Day> owners;
    for (auto const& fact : facts)
        if (!fact.withdrawn && !fact.person.empty()) owners.try_emplace(fact.person.text(), fact.day);
    return owners;
}

std::string seal(storage::Vault const& vault, Projection const& row) {
    auto const& [address, latitude, longitude] = row.place;
    return vault.seal(fmt::format("{}\t{}\t{}\t{}\t{}\t{}", row.nik, row.phone, row.birth_day, address,
                                  latitude, longitude));
}

Sealed unseal(storage::Vault const& vault, std::string_view bytes) {
    auto const plain = vault.unseal(bytes);
    if (!plain) throw storage::Damage("business: cannot be unsealed");
    std::array<std::string, 6> parts;
    std::size_t part = 0;
    for (char const c : *plain) {
        if (c != '\t')
            parts[part] += c;
        else if (++part == parts.size())
            break;
    }
    auto& [nik, phone, birth_day, address, latitude, longitude] = parts;
    Sealed sealed{std::move(nik), std::move(phone), std::move(birth_day), std::nullopt};
    if (part == 5)
        sealed.place = ExactPlace{std::move(address), std::move(latitude), std::move(longitude)};
    else if (part != 2)
        throw storage::Damage("business: sealed form");
    return sealed;
}

Writer::Writer(storage::Tx& tx, ClassRules const& rules, access::Actor const& actor, RegencyCode regency)
    : m_tx(tx),
      m_rules(rules),
      m_actor(actor),
      m_regency(std::move(regency)),
      m_today(base::day_in(m_regency.text(), tx.now())) {}

Result<std::int64_t> Writer::next_seq() {
    if (m_seq == 0) {
        auto const last = TRY(m_tx.first(
            "SELECT last_seq FROM registry_state WHERE regency = $1",
            [](Row const& row) { return row.integer(0); }, m_regency));
        m_first_time = !last.has_value();
        m_seq = std::max(index_range(m_regency).first, last.value_or(0));
    }
    return ++m_seq;
}

Result<NewBusiness> new_business(storage::Vault const& vault, ClassRules const& rules,
                                 RegencyCode const& regency, std::vector<Fact> facts, base::Day today) {
    auto row = project(rules, regency, facts, today);
    if (!row) return fail(error::no_name);
    NewBusiness made{.id = facts.front().business,
                     .row = *std::move(row),
                     .facts = {},
                     .owners = {},
                     .licences = held_licences(facts),
                     .coaches = coaches_of(facts),
                     .timeline = timeline(rules, regency, facts),
                     .sealed = {},
                     .search = {}};
    made.sealed = seal(vault, made.row);
    made.search = search_text(vault, made.row, facts);
    for (auto const& [person, since] : owners_of(facts))
        made.owners.emplace_back(TRY(PersonId::parse(person)), since);
    made.facts.reserve(facts.size());
    for (auto& fact : facts) {
        auto said = said_key(vault, fact.values);
        auto sealed = vault.seal(encode_body(fact));
        made.facts.push_back({std::move(fact), std::move(said), std::move(sealed)});
    }
    return made;
}

Result<void> Writer::expect(std::int64_t count) {
    if (count < expected_min) return {};
    auto const numbers = TRY(m_tx.first(
        "SELECT CAST(coalesce(sum(last_seq % $1), 0) AS BIGINT) FROM registry_state",
        [](Row const& row) { return row.integer(0); }, index_numbers));
    if (count < numbers.value_or(0)) return {};
    m_make_indexes = TRY(m_tx.leave_indexes(scattered_indexes));
    return {};
}

Result<void> Writer::create(std::vector<Fact> facts) {
    return create(TRY(new_business(m_tx.vault(), m_rules, m_regency, std::move(facts), m_today)));
}

Result<void> Writer::create(NewBusiness business) {
    m_tallies.replace({}, business.timeline);
    m_activities.replace(std::nullopt, group_of(business.row));
    auto agency = TRY(answering_by_rule(business.row.cell));
    m_answering.replace(std::nullopt, answering_of(business.row, agency));
    auto const seq = TRY(next_seq());
    TRY(reindex({seq, std::nullopt, business.search}));
    if (m_fresh.empty()) m_fresh.reserve(flush_rows);
    m_fresh.push_back({std::move(business), seq, std::move(agency)});
    return m_fresh.size() < flush_rows ? Result<void>{} : flush_fresh();
}

Result<void> Writer::flush() {
    TRY(flush_fresh());
    return flush_index();
}

Result<void> Writer::flush_fresh() {
    // Table by table, so that each index is worked on while its pages are at hand.
    std::vector<Arg> args;
    args.reserve(m_fresh.size() * business_columns.size());
    for (auto const& fresh : m_fresh)
        for (auto const& [fact, said, body] : fresh.business.facts)
            push_fact(args, m_regency, fact, said, body);
    TRY(m_tx.append("fact", fact_columns, args));

    args.clear();
    for (auto const& [made, seq, agency] : m_fresh)
        push_row(args, m_regency, made.id, made.row, {seq, made.sealed, made.search, agency, 1, m_tx.now()});
    TRY(m_tx.append("business", business_columns, args));

    args.clear();
    for (auto const& fresh : m_fresh)
        for (auto const& [person, since] : fresh.business.owners)
            args.insert(args.end(), {Arg(m_regency), Arg(fresh.business.id), Arg(person), Arg(since)});
    TRY(m_tx.append("ownership", ownership_columns, args));

    std::vector<PastOf> past;
    past.reserve(m_fresh.size());
    for (auto const& fresh : m_fresh) past.push_back({fresh.business.id, fresh.business.timeline});
    TRY(append_past(m_tx, m_regency, past));

    for (auto const& [made, seq, agency] : m_fresh) {
        if (!made.licences.empty())
            TRY(insert_licences(m_tx, *TRY(licence_rules()), m_regency, made.id, made.licences));
        if (!made.coaches.empty())
            TRY(insert_coaches(m_tx, *TRY(coach_names()), m_regency, made.id, made.coaches,
                               group_of(made.row).counted));
    }
    m_fresh.clear();
    return {};
}

Result<void> Writer::reindex(IndexChange change) {
    auto const [place, first] = m_index_changes.try_emplace(change.seq, change);
    if (!first) place->second.after = std::move(change.after);
    return m_index_changes.size() < index_changes_max ? Result<void>{} : flush_index();
}

Result<void> Writer::flush_index() {
    std::vector<IndexChange> changes;
    changes.reserve(m_index_changes.size());
    for (auto& [seq, change] : std::exchange(m_index_changes, {})) changes.push_back(std::move(change));
    return change_index(m_tx, changes);
}

Result<void> Writer::finish() {
    // Another process applied a law: what was counted here by the one before must be counted again.
    if (TRY(stored_rules_version(m_tx)) != m_rules.version()) {
        TRY(m_rules.reload(m_tx));
        return fail(error::rules_changed);
    }
    TRY(flush());
    if (!m_make_indexes.empty()) TRY(m_tx.script(std::exchange(m_make_indexes, {})));
    TRY(m_tallies.store(m_tx, m_regency));
    TRY(m_activities.store(m_tx, m_regency));
    TRY(m_answering.store(m_tx, m_regency));
    if (m_first_time)
        TRY(m_tx.run("INSERT INTO responsible_state (regency, as_of) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                     m_regency, m_today));
    TRY(m_tx.run(
        "INSERT INTO registry_state (regency, last_seq, version, classes_as_of) VALUES ($1, $2, 1, $3)"
        " ON CONFLICT (regency) DO UPDATE SET version = registry_state.version + 1,"
        " last_seq = CASE WHEN $2 > registry_state.last_seq THEN $2 ELSE registry_state.last_seq END",
        m_regency, m_seq, m_today));
    return {};
}

std::string said_key(storage::Vault const& vault, Statement const& statement) {
    return vault.hash("said", encode(statement)).substr(0, said_digits);
}

Result<std::vector<BusinessId>> who_said(storage::Tx& tx, RegencyCode const& regency, std::string_view said) {
    return tx.rows(
        "SELECT f.business FROM fact f /* by fact_said */ WHERE f.regency = $1 AND f.said = $2 AND NOT EXISTS"
        " (SELECT 1 FROM withdrawal w WHERE w.regency = f.regency AND w.target IN (f.batch, f.id))",
        [](Row const& row) { return row.get<BusinessId>(0); }, regency, said);
}

Result<void> each_said(storage::Tx& tx, RegencyCode const& regency,
                       std::function<void(std::string_view)> const& visit) {
    return tx.stream(
        "SELECT said FROM fact WHERE regency = $1",
        [&](Row const& row) {
            visit(row.text(0));
            return true;
        },
        regency);
}

Result<std::int64_t> registry_version(storage::Tx& tx, RegencyCode const& regency) {
    auto const version = TRY(tx.first(
        "SELECT version FROM registry_state WHERE regency = $1",
        [](Row const& row) { return row.integer(0); }, regency));
    return version.value_or(0);
}

Result<std::optional<Writer::Kept>> Writer::kept(BusinessId const& business) {
    return m_tx.first(
        "SELECT seq, search, merged_into, version, kbli, activity, status, responsible, district"
        " FROM business WHERE regency = $1 AND id = $2",
        [](Row const& row) {
            bool const counted = is_counted(row.text(6));
            return Kept{row.integer(0),
                        row.get<std::string>(1),
                        row.get<std::string>(2),
                        row.integer(3),
                        ActivityGroup{row.get<std::string>(4), row.get<std::string>(5), counted},
                        Answering{row.get<std::string>(7), row.get<std::string>(8), counted}};
        },
        m_regency, business);
}

Result<void> Writer::insert_fact(Fact const& fact) {
    auto const said = said_key(m_tx.vault(), fact.values);
    auto const sealed = m_tx.vault().seal(encode_body(fact));
    std::vector<Arg> args;
    push_fact(args, m_regency, fact, said, sealed);
    return m_tx.append("fact", fact_columns, args);
}

Result<void> Writer::add(Fact const& fact, std::optional<std::int64_t> expected) {
    TRY(flush_fresh());
    auto const known = TRY(kept(fact.business));
    if (!known) return fail(error::not_found);
    if (!known->merged_into.empty()) return fail(error::was_merged, known->merged_into);
    if (expected && *expected != known->version) return fail(error::version);
    auto const before = TRY(family_facts(m_tx, m_regency, fact.business));
    TRY(insert_fact(fact));
    auto after = before;
    after.push_back(fact);
    sort_facts(after);
    return refresh(fact.business, known, before, after);
}

Result<void> Writer::refresh(BusinessId const& business, std::optional<Kept> const& known,
                             std::span<Fact const> before, std::span<Fact const> after) {
    auto const was = timeline(m_rules, m_regency, before);
    auto const is = timeline(m_rules, m_regency, after);
    m_tallies.replace(was, is);
    auto const row = project(m_rules, m_regency, after, m_today);
    bool const stood = known && known->merged_into.empty();
    m_activities.replace(stood ? std::optional(known->group) : std::nullopt,
                         row ? std::optional(group_of(*row)) : std::nullopt);
    auto const agency = row ? TRY(answering(*row, after)) : std::string();
    m_answering.replace(stood ? std::optional(known->answering) : std::nullopt,
                        row ? std::optional(answering_of(*row, agency)) : std::nullopt);
    if (!row) return known ? remove_row(business, *known) : Result<void>{};
    if (was != is) TRY(replace_past(m_tx, m_regency, {business, is}));
    TRY(store_owners(business, before, after));
    TRY(store_licences(business, before, after));
    TRY(store_coaches(business, known, *row, before, after));
    return store_row(business, known, *row, agency, after);
}

Result<void> Writer::store_owners(BusinessId const& business, std::span<Fact const> before,
                                  std::span<Fact const> after) {
    auto const owners = owners_of(after);
    if (owners == owners_of(before)) return {};
    TRY(m_tx.run("DELETE FROM ownership WHERE regency = $1 AND business = $2", m_regency, business));
    for (auto const& [person, since] : owners)
        TRY(m_tx.run("INSERT INTO ownership (regency, business, person, since) VALUES ($1, $2, $3, $4)",
                     m_regency, business, person, since));
    return {};
}

Result<LicenceRules const*> Writer::licence_rules() {
    if (!m_licence_rules) m_licence_rules = TRY(LicenceRules::load(m_tx));
    return &*m_licence_rules;
}

Result<void> Writer::store_licences(BusinessId const& business, std::span<Fact const> before,
                                    std::span<Fact const> after) {
    auto const licences = held_licences(after);
    if (licences == held_licences(before)) return {};
    TRY(delete_licences(m_tx, m_regency, business));
    return insert_licences(m_tx, *TRY(licence_rules()), m_regency, business, licences);
}

Result<CoachNames const*> Writer::coach_names() {
    if (!m_coach_names) m_coach_names = TRY(CoachNames::load(m_tx, m_regency));
    return &*m_coach_names;
}

Result<void> Writer::store_coaches(BusinessId const& business, std::optional<Kept> const& known,
                                   Projection const& row, std::span<Fact const> before,
                                   std::span<Fact const> after) {
    auto const coaches = coaches_of(after);
    bool const counted = group_of(row).counted;
    bool const same_count = known && known->merged_into.empty() && known->answering.counted == counted;
    if (coaches == coaches_of(before) && (same_count || coaches.empty())) return {};
    TRY(delete_coaches(m_tx, m_regency, business));
    return insert_coaches(m_tx, *TRY(coach_names()), m_regency, business, coaches, counted);
}

Result<std::string> Writer::answering_by_rule(Cell const& cell) {
    if (!m_responsible_rules) m_responsible_rules = TRY(ResponsibleRules::load(m_tx, m_regency, m_today));
    return m_responsible_rules->decide(Level::regency, subject_of(cell)).agency;
}

Result<std::string> Writer::answering(Projection const& row, std::span<Fact const> facts) {
    auto by_hand = TRY(handed_over(m_tx, m_regency, family_of(facts)));
    if (by_hand) return std::move(by_hand->agency);
    return answering_by_rule(row.cell);
}

Result<void> Writer::store_row(BusinessId const& business, std::optional<Kept> const& known,
                               Projection const& row, std::string_view agency, std::span<Fact const> facts) {
    auto const& vault = m_tx.vault();
    auto const search = search_text(vault, row, facts);
    std::int64_t const seq = known ? known->seq : TRY(next_seq());
    bool const indexed = known && known->merged_into.empty();
    TRY(reindex({seq, indexed ? std::optional(known->search) : std::nullopt, search}));
    TRY(m_tx.run("DELETE FROM business WHERE regency = $1 AND id = $2", m_regency, business));
    auto const sealed = seal(vault, row);
    std::vector<Arg> args;
    push_row(args, m_regency, business, row,
             {seq, sealed, search, agency, known ? known->version + 1 : 1, m_tx.now()});
    return m_tx.append("business", business_columns, args);
}

Result<void> Writer::remove_row(BusinessId const& business, Kept const& known) {
    if (known.merged_into.empty()) TRY(reindex({known.seq, known.search, std::nullopt}));
    return delete_rows(business);
}

Result<void> Writer::delete_rows(BusinessId const& business) {
    TRY(m_tx.run("DELETE FROM ownership WHERE regency = $1 AND business = $2", m_regency, business));
    TRY(delete_licences(m_tx, m_regency, business));
    TRY(delete_coaches(m_tx, m_regency, business));
    TRY(m_tx.run("DELETE FROM handed_over WHERE regency = $1 AND business = $2", m_regency, business));
    TRY(m_tx.run("DELETE FROM business WHERE regency = $1 AND id = $2", m_regency, business));
    TRY(remove_past(m_tx, m_regency, business));
    // Nothing is left of the records that were merged into it either, so they leave with it.
    for (auto const& absorbed : TRY(absorbed_by(m_tx, m_regency, business))) TRY(delete_rows(absorbed));
    TRY(m_tx.run("UPDATE merge SET undone_at = $3 WHERE regency = $1 AND survivor = $2 AND undone_at IS NULL",
                 m_regency, business, m_tx.now()));
    return {};
}

}  // namespace bina::registry
