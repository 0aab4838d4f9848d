#include "census/review.h"

#include <fmt/format.h>

#include "audit/audit.h"
#include "base/fold.h"
#include "base/json.h"
#include "base/zone.h"
#include "census/facts.h"
#include "census/product.h"

namespace bina::census {
namespace {

using access::Actor;
using access::Permission;
using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

Result<void> record_review(Tx& tx, Actor const& actor, std::string_view event, Visit const& visit) {
    base::JsonWriter detail;
    detail.object().field("campaign", visit.campaign.text()).field("target", visit.target.text());
    detail.field("outcome", visit.outcome).field("version", visit.version).end();
    return audit::record(tx, actor, event, visit.regency.text(), visit.id.text(), detail.text());
}

Result<Visit> visit_to_review(Tx& tx, Actor const& actor, RegencyCode const& regency, VisitId const& id) {
    TRY(actor.require_somewhere(Permission::census_review));
    auto visit = TRY(known_visit(tx, regency, id));
    auto const place = visit ? std::string_view(visit->village) : std::string_view(regency.text());
    TRY(actor.require(Permission::census_review, place));
    if (!visit) return fail(error::visit_not_found);
    if (visit->enumerator == actor.id.text()) return fail(error::own_visit);
    return *std::move(visit);
}

Result<void> may_decide(Tx& tx, Visit const& visit, std::int64_t expected) {
    if (visit.version != expected) return fail(error::version);
    if (visit.state != VisitState::submitted) return fail(error::not_submitted);
    auto const campaign = TRY(find_campaign(tx, access::local_operator(), visit.regency, visit.campaign));
    return campaign.takes_visits() ? Result<void>() : Result<void>(fail(error::not_running));
}

/// The questionnaire that was answered, if the answers still pass it.
Result<std::shared_ptr<Questionnaire const>> still_good(Tx& tx, ReviewRules const& rules,
                                                        Campaign const& campaign, Visit const& visit) {
    auto const version = integer_in(visit.said, "questionnaire_version");
    auto const questions = TRY(rules.questionnaires.get(tx, visit.regency, campaign.questionnaire, version));
    auto const* const outcome = outcome_of(visit.outcome);
    auto const today = base::day_in(visit.regency.text(), tx.now());
    auto checked = check_answers(*questions, visit.regency, answers_in(visit.said), today,
                                 outcome != nullptr && outcome->asks);
    if (!checked.faults.empty()) return fail(error::bad_visit, {}, std::move(checked.faults));
    return questions;
}

Result<void> set_state(Tx& tx, Actor const& actor, Visit visit, VisitState state, std::string comment) {
    visit.state = state;
    visit.comment = std::move(comment);
    visit.reviewed_at = tx.now();
    visit.reviewed_by = actor.name;
    TRY(store_visit(tx, visit));
    return refresh_target(tx, visit.regency, visit.campaign, visit.target);
}

}  // namespace

Result<VisitPage> visits(Tx& tx, Actor const& actor, VisitQuery const& query) {
    auto const area = query.village.empty() ? query.regency.text() : query.village;
    if (!area.starts_with(query.regency.text())) return fail(base::malformed, "village");
    TRY(actor.require(Permission::census_review, std::string_view(area)));
    auto sql = fmt::format("SELECT {} FROM visit WHERE regency = $1 AND campaign = $2 AND state = $3",
                           visit_columns);
    std::vector<storage::Arg> args{storage::Arg(query.regency), storage::Arg(query.campaign),
                                   storage::Arg(query.state)};
    auto const add = [&](std::string_view condition, storage::Arg const& value) {
        args.push_back(value);
        sql += fmt::format(fmt::runtime(condition), fmt::format("${}", args.size()));
    };
    if (query.village.size() == 10) add(" AND village = {0}", query.village);
    if (query.village.size() == 6) add(" AND substr(village, 1, 6) = {0}", query.village);
    if (!query.enumerator.empty()) add(" AND enumerator = {0}", query.enumerator);
    if (!query.outcome.empty()) add(" AND outcome = {0}", query.outcome);
    if (query.signal == "any") sql += " AND signals <> ''";
    // One of some fixed words among others of them, none part of another.
    auto const like = '%' + query.signal + '%';
    if (!query.signal.empty() && query.signal != "any") add(" AND signals LIKE {0}", like);
    std::string const id = query.cursor.substr(0, 32);
    if (!query.cursor.empty()) {
        if (!VisitId::parse(id) || query.cursor.size() < 33 || query.cursor.size() > 48)
            return fail(base::malformed, "cursor");
        args.emplace_back(static_cast<std::int64_t>(std::strtoll(query.cursor.c_str() + 32, nullptr, 10)));
        add(fmt::format(" AND (received_at, id) > (${}, {{0}})", args.size()), id);
    }
    sql += fmt::format(" ORDER BY received_at, id LIMIT {}", query.limit + 1);
    VisitPage page;
    TRY(tx.each_with(sql, args, [&](Row const& row) {
        page.items.push_back(read_visit(tx.vault(), query.regency, row));
    }));
    if (std::ssize(page.items) > query.limit) {
        page.items.pop_back();
        page.next = page.items.back().id.text() + std::to_string(page.items.back().received_at.milliseconds);
    }
    return page;
}

Result<void> accept(Tx& tx, ReviewRules const& rules, Actor const& actor, RegencyCode const& regency,
                    VisitId const& id, std::int64_t expected) {
    auto const visit = TRY(visit_to_review(tx, actor, regency, id));
    if (visit.state == VisitState::accepted && visit.version == expected) return {};
    TRY(may_decide(tx, visit, expected));
    if (visit.conflicts > 0) return fail(error::conflicts_open);
    auto const target = TRY(find_target(tx, regency, visit.campaign, visit.target));
    if (!target) return fail(error::target_not_found);
    if (visit.outcome == "not_found" && target->attempts < not_found_days)
        return fail(error::attempts_missing);
    if (target->cell.state == TargetState::accepted) return fail(error::target_accepted);
    auto const campaign = TRY(find_campaign(tx, access::local_operator(), regency, visit.campaign));
    auto const questions = TRY(still_good(tx, rules, campaign, visit));
    TRY(add_facts(tx, rules, actor, campaign, visit, *target));
    TRY(note_products(tx, *questions, visit));
    TRY(set_state(tx, actor, visit, VisitState::accepted, visit.comment));
    return record_review(tx, actor, "census.visit_accepted", visit);
}

Result<void> send_back(Tx& tx, Actor const& actor, RegencyCode const& regency, VisitId const& id,
                       std::string_view comment, std::int64_t expected) {
    auto const visit = TRY(visit_to_review(tx, actor, regency, id));
    auto text = base::squeeze(comment);
    if (text.size() < note_bytes_min) return fail(error::comment_missing);
    if (visit.state == VisitState::returned && visit.version == expected && visit.comment == text) return {};
    TRY(may_decide(tx, visit, expected));
    TRY(set_state(tx, actor, visit, VisitState::returned, std::move(text)));
    return record_review(tx, actor, "census.visit_returned", visit);
}

Result<std::vector<Conflict>> conflicts(Tx& tx, RegencyCode const& regency, VisitId const& id) {
    std::vector<Conflict> found;
    TRY(tx.each(
        "SELECT c.field, c.version, c.taken, k.merged, k.actor_name, k.at, s.sent, s.actor_name, s.at"
        " FROM visit_conflict c JOIN visit_revision k ON k.regency = c.regency AND k.visit = c.visit"
        " AND k.version = c.against JOIN visit_revision s ON s.regency = c.regency AND s.visit = c.visit"
        " AND s.version = c.version WHERE c.regency = $1 AND c.visit = $2 ORDER BY c.version, c.field",
        [&](Row const& row) {
            auto const field = row.get<std::string>(0);
            auto const side = [&](int body, int name, int at) {
                auto const said = decode(unsealed(tx.vault(), row.bytes(body), "visit_revision"));
                return Side{.value = std::string(get(said, field)),
                            .at = std::string(get(said, "@finished_at")),
                            .place = std::string(get(said, "@gps")),
                            .actor_name = row.get<std::string>(name),
                            .received_at = row.get<base::Instant>(at)};
            };
            found.push_back({.field = field,
                             .version = row.integer(1),
                             .kept = side(3, 4, 5),
                             .sent = side(6, 7, 8),
                             .taken = row.get<std::string>(2)});
        },
        regency, id));
    return found;
}

Result<void> settle(Tx& tx, Actor const& actor, Questionnaires& questionnaires, RegencyCode const& regency,
                    VisitId const& id, std::string_view field, std::int64_t version, bool take_sent) {
    auto visit = TRY(visit_to_review(tx, actor, regency, id));
    if (visit.state == VisitState::accepted) return fail(error::not_submitted);
    auto const all = TRY(conflicts(tx, regency, id));
    auto const found = std::ranges::find_if(
        all, [&](Conflict const& one) { return one.field == field && one.version == version; });
    if (found == all.end()) return fail(error::conflict_not_found);
    auto const taken = take_sent ? "sent" : "kept";
    if (found->taken == taken) return {};
    TRY(
        tx.run("UPDATE visit_conflict SET taken = $5, decided_by = $6, decided_at = $7"
               " WHERE regency = $1 AND visit = $2 AND field = $3 AND version = $4",
               regency, id, field, version, taken, actor.id, tx.now()));
    if (found->taken.empty()) --visit.conflicts;
    TRY(keep_decision(tx, actor, questionnaires, visit, *found, take_sent));
    return record_review(tx, actor, "census.conflict_settled", visit);
}

}  // namespace bina::census
