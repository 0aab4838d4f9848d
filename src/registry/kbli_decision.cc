#include "registry/kbli_decision.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "audit/audit.h"
#include "base/json.h"

namespace bina::registry {
namespace {

using access::Actor;
using access::Permission;
using base::fail;
using base::Result;
using kbli::Edition;
using storage::Row;
using storage::Tx;

constexpr std::string_view any = "*";
constexpr std::string_view decision_columns =
    "id, from_kbli, activity, to_kbli, businesses, at, actor, undone_at";

KbliDecision read_decision(Row const& row) {
    KbliDecision decision{.id = row.get<BatchId>(0),
                          .from = row.get<std::string>(1),
                          .activity = row.get<std::string>(2),
                          .to = {},
                          .businesses = row.integer(4),
                          .at = row.get<base::Instant>(5),
                          .actor = row.get<std::string>(6)};
    if (!row.text(3).empty()) decision.to = kbli::Code::parse(row.text(3), Edition::kbli2025).value();
    if (!row.null(7)) decision.undone_at = row.get<base::Instant>(7);
    return decision;
}

Result<std::optional<KbliDecision>> find_decision(Tx& tx, RegencyCode const& regency, BatchId const& id) {
    return tx.first(
        fmt::format("SELECT {} FROM kbli_decision WHERE regency = $1 AND id = $2", decision_columns),
        read_decision, regency, id);
}

Result<void> check(kbli::Table const& table, KbliDecision const& decision) {
    bool const each_its_own = decision.from == any;
    if (each_its_own != decision.to.empty()) return fail(base::malformed, "to");
    if (!decision.from.empty() && !each_its_own) TRY(kbli::Code::parse(decision.from, Edition::kbli2020));
    // Everybody without a code does not do the same.
    if (decision.from.empty() && (decision.activity == any || decision.activity.empty()))
        return fail(base::malformed, "activity");
    if (!each_its_own && !table.may_be(decision.to))
        return fail(kbli::error::unknown_code, decision.to.text());
    return {};
}

/// A business, and the code it gets.
struct Given {
    BusinessId business;
    std::string from;
    kbli::Code to;
};

Result<void> gather(Tx& tx, RegencyCode const& regency, std::string_view from, std::string_view activity,
                    kbli::Code const& to, std::vector<Given>& given) {
    bool const all = activity == any;
    auto const sql = fmt::format(
        "SELECT id FROM business /* by business_activity */ WHERE regency = $1 AND kbli = $2 AND {}"
        " AND merged_into = '' AND status IN ('claimed', 'found', 'verified', 'paused') LIMIT {}",
        all ? "activity >= $3" : "activity = $3", decided_max + 1 - std::ssize(given));
    return tx.each(
        sql, [&](Row const& row) { given.push_back({row.get<BusinessId>(0), std::string(from), to}); },
        regency, from, all ? std::string_view{} : activity);
}

Result<std::vector<Given>> whom(Tx& tx, kbli::Table const& table, RegencyCode const& regency,
                                KbliDecision const& decision) {
    std::vector<Given> given;
    if (decision.from != any) {
        TRY(gather(tx, regency, decision.from, decision.activity, decision.to, given));
        return given;
    }
    for (auto const& [code, counted] :
         TRY(kbli_counts(tx, regency, regency.text(), base::Day::of(tx.now())))) {
        if (code.edition() != Edition::kbli2020 || std::ssize(given) > decided_max) continue;
        auto const successors = table.successors(code.digits());
        if (successors.size() == 1)
            TRY(gather(tx, regency, code.text(), any, {successors.front(), Edition::kbli2025}, given));
    }
    return given;
}

/// Where the code comes from, readable in any language.
std::string lineage(KbliDecision const& decision, Given const& given) {
    if (given.from.empty()) return fmt::format("“{}” > KBLI {}", decision.activity, given.to.text());
    return fmt::format("KBLI {} > {}", given.from, given.to.text());
}

Result<void> give(Tx& tx, ClassRules const& rules, Actor const& actor, RegencyCode const& regency,
                  KbliDecision const& decision, std::span<Given const> given) {
    Writer writer(tx, rules, actor, regency);
    std::uint64_t number = 0;
    for (auto const& one : given) {
        TRY(writer.add({.id = FactId::derive(decision.id.text(), number++),
                        .business = one.business,
                        .day = base::Day::of(tx.now()),
                        .recorded_at = tx.now(),
                        .actor = actor.id.text(),
                        .source = {.label = "KBLI", .batch = decision.id},
                        .reason = lineage(decision, one),
                        .values = {{Field::kbli, one.to.text()}}}));
        TRY(tx.run("INSERT INTO kbli_decided (regency, decision, business) VALUES ($1, $2, $3)", regency,
                   decision.id, one.business));
    }
    return writer.finish();
}

Result<void> record(Tx& tx, Actor const& actor, std::string_view event, RegencyCode const& regency,
                    KbliDecision const& decision) {
    base::JsonWriter detail;
    detail.object().field("from", decision.from).field("activity", decision.activity);
    detail.field("to", decision.to.text()).field("businesses", decision.businesses).end();
    return audit::record(tx, actor, event, regency.text(), decision.id.text(), detail.text());
}

/// "127:keripik" after the last item of a page.
struct Place {
    std::int64_t businesses = 0;
    std::string_view activity;
};
Result<Place> place_of(std::string_view cursor) {
    Place place{INT64_MAX, {}};
    if (cursor.empty()) return place;
    auto const colon = cursor.find(':');
    auto const digits = cursor.substr(0, colon);
    auto const [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), place.businesses);
    if (colon == cursor.npos || code != std::errc{} || end != digits.data() + digits.size())
        return fail(base::malformed, "cursor");
    place.activity = cursor.substr(colon + 1);
    return place;
}

/// Of a code of 2020 every successor is a candidate, whatever the words say.
std::vector<kbli::Candidate> among(kbli::Table const& table, std::string_view from,
                                   std::vector<kbli::Candidate> proposed) {
    auto const successors = table.successors(from.substr(0, from.find('/')));
    std::erase_if(proposed, [&](kbli::Candidate const& one) {
        return std::ranges::find(successors, one.code) == successors.end();
    });
    for (auto const code : successors)
        if (std::ranges::find(proposed, code, &kbli::Candidate::code) == proposed.end())
            proposed.push_back({.code = std::string(code)});
    return proposed;
}

}  // namespace

Result<Decided> decide_kbli(Tx& tx, ClassRules const& rules, kbli::Table const& table, Actor const& actor,
                            RegencyCode const& regency, KbliDecision const& asked) {
    TRY(actor.require(Permission::registry_write, regency));
    TRY(check(table, asked));
    if (auto const known = TRY(find_decision(tx, regency, asked.id))) {
        if (known->undone_at) return fail(error::decision_undone);
        bool const same =
            known->from == asked.from && known->activity == asked.activity && known->to == asked.to;
        if (!same) return fail(error::id_reused);
        return Decided{known->businesses, 0};
    }
    auto given = TRY(whom(tx, table, regency, asked));
    if (given.empty()) return fail(error::decision_empty);
    bool const more = std::ssize(given) > decided_max;
    if (more) given.resize(static_cast<std::size_t>(decided_max));
    auto decision = asked;
    decision.businesses = std::ssize(given);
    TRY(give(tx, rules, actor, regency, decision, given));
    TRY(
        tx.run("INSERT INTO kbli_decision (regency, id, from_kbli, activity, to_kbli, businesses, at, actor)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
               regency, decision.id, decision.from, decision.activity, decision.to.text(),
               decision.businesses, tx.now(), actor.id));
    TRY(record(tx, actor, "registry.kbli_decided", regency, decision));
    return Decided{decision.businesses, more ? std::ssize(TRY(whom(tx, table, regency, asked))) : 0};
}

Result<void> undo_kbli(Tx& tx, ClassRules const& rules, Actor const& actor, RegencyCode const& regency,
                       BatchId const& id) {
    TRY(actor.require(Permission::registry_write, regency));
    auto const decision = TRY(find_decision(tx, regency, id));
    if (!decision) return fail(error::decision_not_found);
    if (decision->undone_at) return {};
    auto const businesses = TRY(tx.rows(
        "SELECT business FROM kbli_decided WHERE regency = $1 AND decision = $2",
        [](Row const& row) { return row.get<BusinessId>(0); }, regency, id));
    Writer writer(tx, rules, actor, regency);
    TRY(writer.withdraw(id.text(), businesses));
    TRY(writer.finish());
    TRY(tx.run("UPDATE kbli_decision SET undone_at = $3 WHERE regency = $1 AND id = $2", regency, id,
               tx.now()));
    return record(tx, actor, "registry.kbli_undone", regency, *decision);
}

Result<std::vector<KbliDecision>> kbli_decisions(Tx& tx, Actor const& actor, RegencyCode const& regency,
                                                 int limit) {
    TRY(actor.require_within(Permission::registry_read, regency));
    return tx.rows(fmt::format("SELECT {} FROM kbli_decision WHERE regency = $1 ORDER BY id DESC LIMIT $2",
                               decision_columns),
                   read_decision, regency, limit);
}

Result<ActivityPage> activity_work(Tx& tx, kbli::Table const& table, Actor const& actor,
                                   RegencyCode const& regency, std::string_view from, std::string_view cursor,
                                   std::int64_t limit) {
    TRY(actor.require(Permission::registry_read, regency));
    auto const after = TRY(place_of(cursor));
    ActivityPage page;
    // Those that say nothing of what they do cannot be decided together.
    auto const sql = fmt::format(
        "SELECT activity, businesses FROM activity_group WHERE regency = $1 AND kbli = $2 AND {}"
        " (businesses, activity) < ($3, $4) ORDER BY businesses DESC, activity DESC LIMIT $5",
        from.empty() ? "activity <> '' AND" : "");
    TRY(tx.each(
        sql, [&](Row const& row) { page.items.push_back({row.get<std::string>(0), row.integer(1), {}}); },
        regency, from, after.businesses, after.activity, limit + 1));
    if (std::ssize(page.items) > limit) {
        page.items.pop_back();
        page.next = fmt::format("{}:{}", page.items.back().businesses, page.items.back().activity);
    }
    LearntWords learnt(tx, regency, Edition::kbli2025);
    for (auto& item : page.items) {
        item.candidates = TRY(learnt.candidates(table, item.activity));
        if (!from.empty()) item.candidates = among(table, from, std::move(item.candidates));
    }
    return page;
}

}  // namespace bina::registry
