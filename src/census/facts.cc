#include "census/facts.h"

#include <fmt/format.h>

#include "base/zone.h"
#include "census/outline.h"
#include "registry/business.h"
#include "registry/list.h"

namespace bina::census {
namespace {

using access::Actor;
using base::fail;
using base::Result;
using registry::Fact;
using registry::FactId;
using registry::Field;
using registry::PersonId;
using storage::Bytes;
using storage::Tx;

/// "-6.970123" of millionths.
std::string degrees(std::int64_t millionths) {
    auto const size = std::abs(millionths);
    return fmt::format("{}{}.{:06}", millionths < 0 ? "-" : "", size / 1'000'000, size % 1'000'000);
}

/// What was found on the way is known by its name and address even where nothing was answered.
void put_address(registry::Statement& values, Target const& target) {
    auto const add = [&](Field field, std::string const& text) {
        if (!text.empty() && registry::get(values, field).empty()) registry::put(values, field, text);
    };
    add(Field::business_name, target.address.name);
    add(Field::owner_name, target.address.owner);
    add(Field::address, target.address.address);
    add(Field::hamlet, target.address.hamlet);
    add(Field::rt, target.address.rt);
    add(Field::rw, target.address.rw);
    if (!target.village.ends_with("0000")) add(Field::village, target.village);
}

/// The place is that of the business where it was found; of one that is gone nothing is known.
void put_place(registry::Statement& values, Visit const& visit) {
    constexpr std::int64_t close_enough_m = 100;
    auto const spot = spot_of(get(visit.said, "@gps"));
    if (!spot || spot->accuracy_m > close_enough_m) return;
    registry::put(values, Field::latitude, degrees(spot->latitude));
    registry::put(values, Field::longitude, degrees(spot->longitude));
}

/// A later "found" does not take back what a check has verified.
bool says_status(Outcome const& outcome, std::optional<registry::ListItem> const& known) {
    return !outcome.status.empty() && (outcome.status != "found" || !known || known->status != "verified");
}

Result<registry::Statement> said_of(Tx& tx, ReviewRules const& rules, Campaign const& campaign,
                                    Visit const& visit, Target const& target,
                                    std::optional<registry::ListItem> const& known) {
    auto const* const outcome = outcome_of(visit.outcome);
    auto const questions = TRY(rules.questionnaires.get(tx, visit.regency, campaign.questionnaire,
                                                        integer_in(visit.said, "questionnaire_version")));
    auto values = statement_of(*questions, answers_in(visit.said));
    if (outcome->asks) put_place(values, visit);
    if (!known) put_address(values, target);
    if (says_status(*outcome, known)) registry::put(values, Field::status, std::string(outcome->status));
    auto const today = base::day_in(visit.regency.text(), tx.now());
    auto checked = registry::check_values(visit.regency, values, today);
    auto faults = checked ? std::vector<base::Fault>{} : std::move(checked.error().faults);
    for (auto const& [field, text] : values)
        if ((field == Field::village || field == Field::district) && rules.area_name(text).empty())
            faults.push_back(
                {std::string(registry::info(field).key), std::string(registry::error::unknown_area.key)});
    if (!faults.empty()) return fail(error::bad_visit, {}, std::move(faults));
    return *std::move(checked);
}

}  // namespace

Result<void> add_facts(Tx& tx, ReviewRules const& rules, Actor const& actor, Campaign const& campaign,
                       Visit const& visit, Target const& target) {
    auto const* const outcome = outcome_of(visit.outcome);
    bool const fresh = target.business.empty();
    // Of what nobody met nothing is known; and what was not there before is not entered as gone.
    if (outcome == nullptr || outcome->status.empty() || (fresh && !is_found(*outcome))) return {};
    auto const business =
        fresh ? TRY(BusinessId::parse(target.id.text()))
              : TRY(registry::survivor_of(tx, visit.regency, TRY(BusinessId::parse(target.business))));
    auto const known = TRY(registry::find_item(tx, visit.regency, business));
    Fact fact{.id = FactId::derive(visit.id.text(), 0),
              .business = business,
              .day = visit.day,
              .recorded_at = tx.now(),
              .actor = actor.id.text(),
              .source = {.label = "Pendataan: " + campaign.name,
                         .batch = TRY(registry::BatchId::parse(campaign.id.text()))},
              .values = TRY(said_of(tx, rules, campaign, visit, target, known))};
    bool const names_owner = !registry::get(fact.values, Field::owner_name).empty() ||
                             !registry::get(fact.values, Field::nik).empty();
    bool const same_owner = known && !known->person.empty() && outcome->name != "changed_owner";
    if (names_owner)
        fact.person = same_owner ? TRY(PersonId::parse(known->person)) : PersonId::derive(fact.id.text(), 0);
    registry::Writer writer(tx, rules.classes, actor, visit.regency);
    if (known)
        TRY(writer.add(fact));
    else
        TRY(writer.create({fact}));
    TRY(writer.finish());
    if (!fresh) return {};
    auto after = target;
    after.business = business.text();
    return store_target(tx, visit.regency, target, after);
}

Result<void> keep_decision(Tx& tx, Actor const& actor, Questionnaires& questionnaires, Visit visit,
                           Conflict const& conflict, bool take_sent) {
    auto const& value = take_sent ? conflict.sent.value : conflict.kept.value;
    visit.said[conflict.field] = value;
    if (value.empty()) visit.said.erase(conflict.field);
    auto const campaign = TRY(find_campaign(tx, access::local_operator(), visit.regency, visit.campaign));
    auto const questions = TRY(questionnaires.get(tx, visit.regency, campaign.questionnaire,
                                                  integer_in(visit.said, "questionnaire_version")));
    auto answers = answers_in(visit.said);
    auto const today = base::day_in(visit.regency.text(), tx.now());
    make_canonical(*questions, visit.regency, answers, today);
    put_answers(visit.said, answers);
    visit.outcome = get(visit.said, "outcome");
    auto const* const outcome = outcome_of(visit.outcome);
    auto const checked =
        check_answers(*questions, visit.regency, answers, today, outcome != nullptr && outcome->asks);
    visit.faulty = !checked.faults.empty();
    visit.remarks = checked.remarks;
    ++visit.version;
    visit.changed_at = tx.now();
    TRY(store_visit(tx, visit));
    auto const said = tx.vault().seal(encode(visit.said));
    TRY(
        tx.run("INSERT INTO visit_revision (regency, visit, version, hash, status, sent, merged, at, actor,"
               " actor_name) VALUES ($1, $2, $3, '', 200, $4, $4, $5, $6, $7)",
               visit.regency, visit.id, visit.version, Bytes{said}, tx.now(), actor.id, actor.name));
    return refresh_target(tx, visit.regency, visit.campaign, visit.target);
}

}  // namespace bina::census
