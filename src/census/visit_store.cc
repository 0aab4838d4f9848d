#include <algorithm>

#include "base/names.h"
#include "census/visit.h"

namespace bina::census {
namespace {

using access::Actor;
using access::Permission;
using base::fail;
using base::Result;
using storage::Bytes;
using storage::Row;
using storage::Tx;

constexpr std::string_view answer_prefix = "answer.";
constexpr std::string_view photo_prefix = "photo.";

/// What of a visit decides as what its target counts.
struct Counted {
    std::string id;
    std::string state;
    std::string outcome;
    std::string day;
    std::string enumerator;
    bool gps = false;
    bool photo = false;

    auto rank() const {
        auto const* const info = outcome_of(outcome);
        return std::tuple(state == "accepted", info != nullptr && !info->status.empty(),
                          std::string_view(day), std::string_view(id));
    }
};

Result<std::vector<Counted>> visits_of(Tx& tx, RegencyCode const& regency, CampaignId const& campaign,
                                       TargetId const& target) {
    return tx.rows(
        "SELECT id, state, outcome, day, enumerator, has_gps, photos - missing FROM visit"
        " /* by visit_target */ WHERE regency = $1 AND campaign = $2 AND target = $3",
        [](Row const& row) {
            return Counted{.id = row.get<std::string>(0),
                           .state = row.get<std::string>(1),
                           .outcome = row.get<std::string>(2),
                           .day = row.get<std::string>(3),
                           .enumerator = row.get<std::string>(4),
                           .gps = row.integer(5) == 1,
                           .photo = row.integer(6) > 0};
        },
        regency, campaign, target);
}

TargetCell cell_of(Counted const& visit) {
    auto const state = base::index_of(target_states, visit.state);
    return {.state = static_cast<TargetState>(state),
            .outcome = visit.outcome,
            .visit = visit.id,
            .enumerator = visit.enumerator,
            .day = visit.day,
            .gps = visit.gps,
            .photo = visit.photo};
}

}  // namespace

Visit read_visit(storage::Vault const& vault, RegencyCode const& regency, Row const& row) {
    auto const state = base::index_of(visit_states, row.text(7));
    if (state == visit_states.size()) throw storage::Damage("visit: state");
    return {.id = row.get<VisitId>(0),
            .regency = regency,
            .campaign = row.get<CampaignId>(1),
            .pack = row.get<PackId>(2),
            .target = row.get<TargetId>(3),
            .village = row.get<std::string>(4),
            .enumerator = row.get<std::string>(5),
            .enumerator_name = row.get<std::string>(6),
            .state = static_cast<VisitState>(state),
            .outcome = row.get<std::string>(8),
            .version = row.integer(9),
            .day = row.get<Day>(10),
            .received_at = row.get<base::Instant>(11),
            .changed_at = row.get<base::Instant>(12),
            .skew_ms = row.integer(13),
            .minutes = row.integer(14),
            .has_gps = row.integer(15) == 1,
            .photos = row.integer(16),
            .missing = row.integer(17),
            .conflicts = row.integer(18),
            .faulty = row.integer(19) == 1,
            .remarks = parted(row.text(20), ' '),
            .signals = parted(row.text(21), ' '),
            .pattern = row.get<std::string>(22),
            .said = decode(unsealed(vault, row.bytes(23), "visit")),
            .comment = unsealed(vault, row.bytes(24), "visit"),
            .reviewed_at = row.maybe<base::Instant>(25),
            .reviewed_by = row.get<std::string>(26)};
}

Result<std::optional<Visit>> known_visit(Tx& tx, RegencyCode const& regency, VisitId const& id) {
    static std::string const sql =
        "SELECT " + std::string(visit_columns) + " FROM visit WHERE regency = $1 AND id = $2";
    return tx.first(sql, [&](Row const& row) { return read_visit(tx.vault(), regency, row); }, regency, id);
}

Result<void> store_visit(Tx& tx, Visit const& one) {
    auto const body = tx.vault().seal(encode(one.said));
    auto const comment = tx.vault().seal(one.comment);
    TRY(tx.run(
        "INSERT INTO visit (regency, id, campaign, pack, target, village, enumerator, enumerator_name,"
        " state, outcome, version, day, received_at, changed_at, skew_ms, minutes, has_gps, photos,"
        " missing, conflicts, faulty, remarks, signals, pattern, body, comment, reviewed_at, reviewed_by)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,"
        " $20, $21, $22, $23, $24, $25, $26, $27, $28) ON CONFLICT (regency, id) DO UPDATE SET"
        " state = $9, outcome = $10, version = $11, day = $12, changed_at = $14, skew_ms = $15,"
        " minutes = $16, has_gps = $17, photos = $18, missing = $19, conflicts = $20, faulty = $21,"
        " remarks = $22, signals = $23, pattern = $24, body = $25, comment = $26, reviewed_at = $27,"
        " reviewed_by = $28",
        one.regency, one.id, one.campaign, one.pack, one.target, one.village, one.enumerator,
        one.enumerator_name, name_of(one.state), one.outcome, one.version, one.day, one.received_at,
        one.changed_at, one.skew_ms, one.minutes, std::int64_t{one.has_gps}, one.photos, one.missing,
        one.conflicts, std::int64_t{one.faulty}, joined(one.remarks, ' '), joined(one.signals, ' '),
        one.pattern, Bytes{body}, Bytes{comment}, one.reviewed_at, one.reviewed_by));
    return {};
}

Result<Visit> find_visit(Tx& tx, Actor const& actor, RegencyCode const& regency, VisitId const& id) {
    if (!actor.may_somewhere(Permission::census_visit))
        TRY(actor.require_within(Permission::census_review, regency));
    auto visit = TRY(known_visit(tx, regency, id));
    if (!visit) {
        if (!actor.may(Permission::census_review, regency.text()))
            TRY(actor.require_within(Permission::census_visit, regency));
        return fail(error::visit_not_found);
    }
    if (actor.may(Permission::census_review, visit->village)) return *std::move(visit);
    TRY(actor.require(Permission::census_visit, std::string_view(visit->village)));
    if (visit->enumerator == actor.id.text()) return *std::move(visit);
    auto const pack = TRY(find_pack(tx, regency, visit->pack));
    if (!pack || pack->enumerator != actor.id.text()) return fail(access::denied, "another enumerator's");
    return *std::move(visit);
}

Result<std::vector<std::string>> missing_photos(Tx& tx, RegencyCode const& regency, VisitId const& id) {
    return tx.rows(
        "SELECT v.sha256 FROM visit_photo v WHERE v.regency = $1 AND v.visit = $2 AND NOT EXISTS"
        " (SELECT 1 FROM census_photo p WHERE p.regency = v.regency AND p.sha256 = v.sha256)"
        " ORDER BY v.sha256",
        [](Row const& row) { return row.get<std::string>(0); }, regency, id);
}

Answers answers_in(Said const& said) {
    Answers answers;
    for (auto const& [field, value] : said)
        if (field.starts_with(answer_prefix))
            answers[field.substr(answer_prefix.size())] = parted(value, value_end);
    return answers;
}

void put_answers(Said& said, Answers const& answers) {
    for (auto const& [question, values] : answers)
        said[std::string(answer_prefix) + question] = joined(values, value_end);
}

std::vector<std::string> photos_in(Questionnaire const& questionnaire, Said const& said) {
    std::vector<std::string> photos;
    for (auto const& [field, value] : said)
        if (field.starts_with(photo_prefix) && !value.empty())
            photos.push_back(field.substr(photo_prefix.size()));
    for (auto const& [id, values] : answers_in(said)) {
        auto const* const question = questionnaire.find(id);
        if (question != nullptr && question->kind == Kind::photo)
            photos.insert(photos.end(), values.begin(), values.end());
    }
    std::ranges::sort(photos);
    photos.erase(std::ranges::unique(photos).begin(), photos.end());
    return photos;
}

Result<void> refresh_target(Tx& tx, RegencyCode const& regency, CampaignId const& campaign,
                            TargetId const& id) {
    auto const before = TRY(find_target(tx, regency, campaign, id));
    if (!before) return fail(error::target_not_found);
    auto after = *before;
    after.cell = {};
    after.draft.clear();
    std::vector<std::string> days;
    Counted const* counted = nullptr;
    auto const all = TRY(visits_of(tx, regency, campaign, id));
    for (auto const& visit : all) {
        if (visit.state == "draft") {
            after.draft = std::max(after.draft, visit.id);
            continue;
        }
        if (visit.outcome == "not_found") days.push_back(visit.day);
        if (counted == nullptr || counted->rank() < visit.rank()) counted = &visit;
    }
    if (counted != nullptr) after.cell = cell_of(*counted);
    std::ranges::sort(days);
    after.attempts = std::ranges::unique(days).begin() - days.begin();
    return store_target(tx, regency, *before, after);
}

}  // namespace bina::census
