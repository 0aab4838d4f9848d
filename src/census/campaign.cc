#include "census/campaign.h"

#include <algorithm>

#include "audit/audit.h"
#include "base/json.h"
#include "base/names.h"
#include "census/result.h"
#include "census/target.h"
#include "jobs/jobs.h"

namespace bina::census {
namespace {

using access::Actor;
using access::Permission;
using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

constexpr std::string_view campaign_columns =
    "id, name, state, target, from_day, until_day, areas, statuses, sources, per_enumerator, honorarium, "
    "cost,"
    " questionnaire, questionnaire_version, prelist, listed, left_out, version, at, actor_name, published_at";

Campaign read_campaign(RegencyCode const& regency, Row const& row) {
    auto const state = base::index_of(state_names, row.text(2));
    if (state == state_names.size()) throw storage::Damage("campaign: state");
    return {.id = row.get<CampaignId>(0),
            .regency = regency,
            .name = row.get<std::string>(1),
            .state = static_cast<State>(state),
            .target = row.integer(3),
            .from = row.get<Day>(4),
            .until = row.get<Day>(5),
            .areas = parted(row.text(6), ' '),
            .statuses = parted(row.text(7), ' '),
            .sources = parted(row.text(8), '\n'),
            .per_enumerator = row.integer(9),
            .honorarium = row.get<Money>(10),
            .cost = row.get<Money>(11),
            .questionnaire = row.get<QuestionnaireId>(12),
            .questionnaire_version = row.integer(13),
            .prelist = row.get<std::string>(14),
            .listed = row.integer(15),
            .left_out = row.integer(16),
            .version = row.integer(17),
            .at = row.get<base::Instant>(18),
            .actor_name = row.get<std::string>(19),
            .published_at = row.maybe<base::Instant>(20)};
}

Result<std::optional<Campaign>> known_campaign(Tx& tx, RegencyCode const& regency, CampaignId const& id) {
    static std::string const sql =
        "SELECT " + std::string(campaign_columns) + " FROM campaign WHERE regency = $1 AND id = $2";
    return tx.first(sql, [&](Row const& row) { return read_campaign(regency, row); }, regency, id);
}

Result<void> record_campaign(Tx& tx, Actor const& actor, std::string_view event, Campaign const& campaign,
                             std::string_view digest = {}) {
    base::JsonWriter detail;
    detail.object().field("name", campaign.name).field("state", name_of(campaign.state));
    detail.field("target", campaign.target).field("listed", campaign.listed);
    detail.field_if("digest", digest).end();
    return audit::record(tx, actor, event, campaign.regency.text(), campaign.id.text(), detail.text());
}

std::vector<base::Fault> faults_in(Campaign const& campaign) {
    std::vector<base::Fault> faults;
    auto const add = [&](std::string path, base::ErrorKind const& kind) {
        faults.push_back({std::move(path), std::string(kind.key)});
    };
    if (campaign.until < campaign.from) add("until", error::days_reversed);
    for (std::size_t i = 0; i < campaign.areas.size(); ++i) {
        auto const at = "areas[" + std::to_string(i) + "]";
        auto const code = base::AreaCode::parse(campaign.areas[i]);
        if (!code || code->text().size() < 6)
            add(at, base::malformed);
        else if (!base::contains(campaign.regency, *code))
            add(at, error::outside_regency);
    }
    for (std::size_t i = 0; i < campaign.statuses.size(); ++i)
        if (!base::among(registry::statuses, campaign.statuses[i]))
            add("statuses[" + std::to_string(i) + "]", base::malformed);
    return faults;
}

bool same_plan(Campaign const& one, Campaign const& other) {
    return same_prelist(one, other) && one.name == other.name && one.target == other.target &&
           one.from == other.from && one.until == other.until && one.honorarium == other.honorarium &&
           one.cost == other.cost && one.questionnaire == other.questionnaire &&
           one.questionnaire_version == other.questionnaire_version;
}

Result<void> may_change(Campaign const& known, Campaign const& campaign,
                        std::optional<std::int64_t> expected) {
    if (expected != known.version) return fail(error::version);
    if (known.state == State::published) return fail(error::wrong_state);
    if (known.state == State::draft) return {};
    bool const other_questions = known.questionnaire != campaign.questionnaire ||
                                 known.questionnaire_version > campaign.questionnaire_version;
    if (!same_prelist(known, campaign) || known.from != campaign.from || other_questions)
        return fail(error::fixed);
    return {};
}

Result<void> store_campaign(Tx& tx, Actor const& actor, Campaign const& one) {
    TRY(tx.run(
        "INSERT INTO campaign (regency, id, name, state, target, from_day, until_day, areas, statuses,"
        " sources, per_enumerator, honorarium, cost, questionnaire, questionnaire_version, prelist,"
        " listed, left_out, version, at, actor, actor_name)"
        " VALUES ($1, $2, $3, 'draft', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'none', 0, 0,"
        " 1, $15, $16, $17) ON CONFLICT (regency, id) DO UPDATE SET name = $3, target = $4,"
        " from_day = $5, until_day = $6, areas = $7, statuses = $8, sources = $9, per_enumerator = $10,"
        " honorarium = $11, cost = $12, questionnaire = $13, questionnaire_version = $14,"
        " version = campaign.version + 1",
        one.regency, one.id, one.name, one.target, one.from, one.until, joined(one.areas, ' '),
        joined(one.statuses, ' '), joined(one.sources, '\n'), one.per_enumerator, one.honorarium, one.cost,
        one.questionnaire, one.questionnaire_version, tx.now(), actor.id, actor.name));
    return {};
}

bool may_follow(State from, State to) {
    if (from == State::closed && to == State::running) return true;
    return static_cast<int>(to) == static_cast<int>(from) + 1;
}

}  // namespace

bool same_prelist(Campaign const& one, Campaign const& other) {
    return one.areas == other.areas && one.statuses == other.statuses && one.sources == other.sources &&
           one.per_enumerator == other.per_enumerator;
}

std::string unsealed(storage::Vault const& vault, std::string_view bytes, std::string_view table) {
    auto text = vault.unseal(bytes);
    if (!text) throw storage::Damage(std::string(table) + ": cannot be unsealed");
    return *std::move(text);
}

std::string joined(std::vector<std::string> const& texts, char separator) {
    std::string all;
    for (auto const& text : texts) {
        all += text;
        all += separator;
    }
    if (!all.empty()) all.pop_back();
    return all;
}

std::vector<std::string> parted(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        auto const end = std::min(text.find(separator), text.size());
        parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

std::int64_t Campaign::enumerators() const {
    return (listed + per_enumerator - 1) / per_enumerator;
}
// Sums stop at what money can be: a plan has any honorarium.
Money Campaign::honorarium_of(std::int64_t visits) const {
    std::int64_t sum = 0;
    bool const beyond = __builtin_mul_overflow(visits, honorarium.rupiah(), &sum) || sum > Money::max_rupiah;
    return Money::rupiah(beyond ? Money::max_rupiah : sum);
}
Money Campaign::estimate() const {
    return Money::rupiah(std::min(honorarium_of(listed).rupiah() + cost.rupiah(), Money::max_rupiah));
}

Result<void> put_campaign(Tx& tx, Actor const& actor, Questionnaires& questionnaires,
                          Campaign const& campaign, std::optional<std::int64_t> expected) {
    TRY(actor.require(Permission::census_plan, campaign.regency));
    auto const known = TRY(known_campaign(tx, campaign.regency, campaign.id));
    if (known && same_plan(*known, campaign)) return {};
    if (auto faults = faults_in(campaign); !faults.empty())
        return fail(error::bad_campaign, {}, std::move(faults));
    if (known) TRY(may_change(*known, campaign, expected));
    TRY(questionnaires.get(tx, campaign.regency, campaign.questionnaire, campaign.questionnaire_version));
    TRY(store_campaign(tx, actor, campaign));
    if (known && !same_prelist(*known, campaign)) TRY(forget_prelist(tx, campaign.regency, campaign.id));
    return record_campaign(tx, actor, known ? "census.campaign_changed" : "census.campaign_made", campaign);
}

Result<Campaign> find_campaign(Tx& tx, Actor const& actor, RegencyCode const& regency, CampaignId const& id) {
    TRY(actor.require_within(Permission::registry_read, regency));
    auto campaign = TRY(known_campaign(tx, regency, id));
    if (!campaign) return fail(error::not_found);
    return *std::move(campaign);
}

Result<std::vector<Campaign>> campaigns(Tx& tx, Actor const& actor, RegencyCode const& regency) {
    TRY(actor.require_within(Permission::registry_read, regency));
    static std::string const sql = "SELECT " + std::string(campaign_columns) +
                                   " FROM campaign WHERE regency = $1 ORDER BY at DESC, id DESC";
    return tx.rows(sql, [&](Row const& row) { return read_campaign(regency, row); }, regency);
}

Result<void> move_to(Tx& tx, Actor const& actor, RegencyCode const& regency, CampaignId const& id, State to,
                     std::int64_t expected) {
    TRY(actor.require(Permission::census_plan, regency));
    auto campaign = TRY(find_campaign(tx, actor, regency, id));
    if (campaign.state == to) return {};
    if (campaign.version != expected) return fail(error::version);
    if (!may_follow(campaign.state, to)) return fail(error::wrong_state);
    if (to == State::running && (campaign.prelist != "made" || campaign.listed == 0))
        return fail(error::no_prelist);
    if (to == State::published && TRY(count_unreviewed(tx, regency, id)) > 0) return fail(error::unreviewed);
    std::optional<base::Instant> const published =
        to == State::published ? std::optional(tx.now()) : std::nullopt;
    std::string digest;
    if (to == State::published) digest = TRY(freeze_result(tx, actor, campaign)).digest;
    TRY(
        tx.run("UPDATE campaign SET state = $3, version = version + 1, published_at = $4"
               " WHERE regency = $1 AND id = $2",
               regency, id, name_of(to), published));
    campaign.state = to;
    return record_campaign(tx, actor, "census.campaign_moved", campaign, digest);
}

Result<void> ask_prelist(Tx& tx, Actor const& actor, RegencyCode const& regency, CampaignId const& id) {
    TRY(actor.require(Permission::census_plan, regency));
    auto const campaign = TRY(find_campaign(tx, actor, regency, id));
    if (campaign.state != State::draft) return fail(error::wrong_state);
    if (campaign.prelist == "making") return {};
    TRY(tx.run("UPDATE campaign SET prelist = 'making' WHERE regency = $1 AND id = $2", regency, id));
    return jobs::enqueue(tx, {.id = jobs::JobId::make(tx.now()),
                              .regency = regency.text(),
                              .kind = "census.prelist",
                              .subject = id.text(),
                              .actor = actor});
}

}  // namespace bina::census
