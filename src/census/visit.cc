#include "census/visit.h"

#include <algorithm>

#include "audit/audit.h"
#include "base/duration.h"
#include "base/json.h"
#include "base/zone.h"
#include "census/signal.h"

namespace bina::census {
namespace {

using access::Actor;
using access::Permission;
using base::fail;
using base::Result;
using storage::Bytes;
using storage::Row;
using storage::Tx;

constexpr std::int64_t minutes_max = std::int64_t{24} * 60;

/// A revision that was kept before.
struct Revision {
    std::int64_t version;
    int status;
};

/// One sending on its way into the store: everything is asked first, then written.
class Putting {
public:
    Putting(Tx& tx, Actor const& actor, Questionnaires& questionnaires, SentVisit const& sent)
        : m_tx(tx), m_actor(actor), m_questionnaires(questionnaires), m_sent(sent) {}

    Result<Received> run() {
        TRY(admit());
        m_hash = m_tx.vault().hash("census.visit", m_sent.target.text() + (m_sent.draft ? "draft\n" : "\n") +
                                                       std::to_string(m_sent.base.value_or(0)) + '\n' +
                                                       encode(m_sent.said));
        if (m_known)
            if (auto const same = TRY(same_before())) return reply(same->version, same->status, {});
        TRY(may_change());
        // A draft that was overtaken by what it became has nothing to say.
        if (m_sent.draft && m_known && m_known->state != VisitState::draft)
            return reply(m_known->version, 200, {});
        TRY(find_place());
        TRY(put_together());
        TRY(check());
        TRY(write());
        return reply(m_visit.version, m_known ? 200 : 201, m_conflicts);
    }

private:
    /// Whoever has or had the pack, and nobody else.
    Result<void> admit() {
        TRY(m_actor.require_within(Permission::census_visit, m_sent.regency));
        auto pack = TRY(find_pack(m_tx, m_sent.regency, m_sent.pack));
        if (!pack || pack->campaign != m_sent.campaign) return fail(error::pack_not_found);
        m_pack = *std::move(pack);
        TRY(m_actor.require(Permission::census_visit, std::string_view(m_pack.village)));
        if (!TRY(had_pack(m_tx, m_sent.regency, m_pack, m_actor.id.text())))
            return fail(access::denied, "another enumerator's");
        m_known = TRY(known_visit(m_tx, m_sent.regency, m_sent.id));
        if (m_known && (m_known->pack != m_sent.pack || m_known->target != m_sent.target))
            return fail(error::visit_id_reused);
        return {};
    }

    Result<std::optional<Revision>> same_before() {
        return m_tx.first(
            "SELECT version, status FROM visit_revision WHERE regency = $1 AND visit = $2 AND hash = $3"
            " ORDER BY version LIMIT 1",
            [](Row const& row) { return Revision{row.integer(0), static_cast<int>(row.integer(1))}; },
            m_sent.regency, m_sent.id, m_hash);
    }

    Result<void> may_change() {
        m_campaign = TRY(find_campaign(m_tx, access::local_operator(), m_sent.regency, m_sent.campaign));
        if (!m_campaign.takes_visits()) return fail(error::not_running);
        if (m_known && m_known->state == VisitState::accepted) return fail(error::visit_accepted);
        if (m_sent.base && (!m_known || *m_sent.base < 1 || *m_sent.base > m_known->version))
            return fail(error::unknown_base);
        return {};
    }

    /// The target, or where one that was found on the way stands.
    Result<void> find_place() {
        m_today = base::day_in(m_sent.regency.text(), m_tx.now());
        m_target = TRY(find_target(m_tx, m_sent.regency, m_sent.campaign, m_sent.target));
        if (m_target && m_target->pack != m_sent.pack) return fail(error::target_not_found);
        if (!m_target && get(m_sent.said, "found.name").empty()) return fail(error::target_not_found);
        return {};
    }

    Result<void> put_together() {
        auto const kept = m_known ? m_known->said : Said{};
        auto sent = m_sent.said;
        auto const version = get(sent, "questionnaire_version").empty()
                                 ? integer_in(kept, "questionnaire_version")
                                 : integer_in(sent, "questionnaire_version");
        m_questions = TRY(m_questionnaires.get(m_tx, m_sent.regency, m_campaign.questionnaire, version));
        auto answers = answers_in(sent);
        make_canonical(*m_questions, m_sent.regency, answers, m_today);
        put_answers(sent, answers);
        auto const base = m_sent.base ? TRY(said_at(*m_sent.base)) : Said{};
        auto merged = merge(base, kept, sent);
        m_said = std::move(merged.said);
        m_conflicts = std::move(merged.conflicts);
        m_apart = m_known && m_sent.base != m_known->version;
        return {};
    }
    Result<Said> said_at(std::int64_t version) {
        auto const merged = TRY(m_tx.first(
            "SELECT merged FROM visit_revision WHERE regency = $1 AND visit = $2 AND version = $3",
            [&](Row const& row) { return decode(unsealed(m_tx.vault(), row.bytes(0), "visit_revision")); },
            m_sent.regency, m_sent.id, version));
        return merged.value_or(Said{});
    }

    Result<void> check() {
        auto const* const outcome = outcome_of(get(m_said, "outcome"));
        if (m_sent.draft) return {};
        std::vector<base::Fault> faults;
        auto const add = [&](std::string path, base::ErrorKind const& kind) {
            faults.push_back({std::move(path), std::string(kind.key)});
        };
        if (outcome == nullptr) add("outcome", error::no_outcome);
        auto const answers = answers_in(m_said);
        auto checked = check_answers(*m_questions, m_sent.regency, answers, m_today,
                                     outcome != nullptr && outcome->asks);
        if (!answers.empty() && get(m_said, "consent") != "yes") add("consent", error::consent_missing);
        bool const proven = get(m_said, "note").size() >= note_bytes_min || !get(m_said, "@gps").empty() ||
                            !photos_in(*m_questions, m_said).empty();
        if (outcome != nullptr && outcome->removes && !proven) add("note", error::evidence_missing);
        if (outcome != nullptr && outcome->name == "duplicate_of" && !TRY(is_other_target()))
            add("other", error::target_not_found);
        auto const village = m_target ? std::string_view() : get(m_said, "found.village");
        if (!village.empty() && !village.starts_with(std::string_view(m_pack.village).substr(0, 6)))
            add("found.village", error::outside_campaign);
        std::ranges::move(checked.faults, std::back_inserter(faults));
        // What two phones have said is kept whatever it amounts to: a supervisor sorts it out.
        m_faulty = m_apart && !faults.empty();
        if (!faults.empty() && !m_apart) return fail(error::bad_visit, {}, std::move(faults));
        m_remarks = std::move(checked.remarks);
        return {};
    }
    Result<bool> is_other_target() {
        auto const id = TargetId::parse(get(m_said, "other"));
        if (!id || *id == m_sent.target) return false;
        return TRY(find_target(m_tx, m_sent.regency, m_sent.campaign, *id)).has_value();
    }

    Result<void> write() {
        if (!m_target) TRY(add_target());
        TRY(set_visit());
        TRY(note_photos());
        m_visit.signals = m_sent.draft ? std::vector<std::string>{} : TRY(signals_of(m_tx, m_visit));
        TRY(store_visit(m_tx, m_visit));
        auto const sent = m_tx.vault().seal(encode(m_sent.said));
        auto const merged = m_tx.vault().seal(encode(m_said));
        TRY(
            m_tx.run("INSERT INTO visit_revision (regency, visit, version, hash, status, sent, merged, at,"
                     " actor, actor_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                     m_sent.regency, m_sent.id, m_visit.version, m_hash, m_known ? 200 : 201, Bytes{sent},
                     Bytes{merged}, m_tx.now(), m_actor.id, m_actor.name));
        for (auto const& field : m_conflicts)
            TRY(
                m_tx.run("INSERT INTO visit_conflict (regency, visit, field, version, against, taken,"
                         " decided_by) VALUES ($1, $2, $3, $4, $5, '', '')",
                         m_sent.regency, m_sent.id, field, m_visit.version, m_known->version));
        return refresh_target(m_tx, m_sent.regency, m_sent.campaign, m_sent.target);
    }

    Result<void> add_target() {
        auto const of = [&](std::string_view field) { return std::string(get(m_said, field)); };
        auto const village = of("found.village");
        return insert_target(m_tx, m_sent.regency,
                             {.id = m_sent.target,
                              .campaign = m_sent.campaign,
                              .pack = m_sent.pack,
                              .village = village.empty() ? m_pack.village : village,
                              .address = {of("found.name"), of("found.owner"), of("found.address"),
                                          of("found.hamlet"), of("found.rt"), of("found.rw")},
                              .cell = {}});
    }

    Result<void> set_visit() {
        if (m_known) {
            m_visit = *m_known;
        } else {
            m_visit = {.id = m_sent.id,
                       .regency = m_sent.regency,
                       .campaign = m_sent.campaign,
                       .pack = m_sent.pack,
                       .target = m_sent.target,
                       .enumerator = m_actor.id.text(),
                       .enumerator_name = m_actor.name,
                       .received_at = m_tx.now(),
                       .said = {}};
            m_visit.village =
                m_target ? m_target->village
                         : TRY(find_target(m_tx, m_sent.regency, m_sent.campaign, m_sent.target))->village;
        }
        m_visit.said = m_said;
        ++m_visit.version;
        m_visit.changed_at = m_tx.now();
        m_visit.state = m_sent.draft ? VisitState::draft : VisitState::submitted;
        m_visit.outcome = get(m_said, "outcome");
        m_visit.has_gps = !get(m_said, "@gps").empty();
        m_visit.remarks = m_remarks;
        m_visit.faulty = m_faulty;
        m_visit.conflicts += std::ssize(m_conflicts);
        m_visit.pattern = pattern_of(m_tx.vault(), *m_questions, m_said);
        set_time();
        return {};
    }
    /// A phone's clock may be wrong by years: how far it is off when it sends tells when it was.
    void set_time() {
        auto const started = integer_in(m_said, "@started_at");
        auto const finished = integer_in(m_said, "@finished_at");
        if (m_sent.device_time) m_visit.skew_ms = m_tx.now().milliseconds - m_sent.device_time->milliseconds;
        auto const ended = finished == 0 ? m_tx.now().milliseconds : finished + m_visit.skew_ms;
        m_visit.day = std::min(base::day_in(m_sent.regency.text(), {ended}), m_today);
        m_visit.minutes = std::clamp((finished - started) / base::minute_ms, std::int64_t{0}, minutes_max);
    }

    Result<void> note_photos() {
        TRY(m_tx.run("DELETE FROM visit_photo WHERE regency = $1 AND visit = $2", m_sent.regency, m_sent.id));
        auto const photos = photos_in(*m_questions, m_said);
        for (auto const& photo : photos)
            TRY(m_tx.run("INSERT INTO visit_photo (regency, sha256, visit) VALUES ($1, $2, $3)",
                         m_sent.regency, photo, m_sent.id));
        m_visit.photos = std::ssize(photos);
        m_visit.missing = std::ssize(TRY(missing_photos(m_tx, m_sent.regency, m_sent.id)));
        return {};
    }

    Result<Received> reply(std::int64_t version, int status, std::vector<std::string> conflicts) {
        auto const now = TRY(known_visit(m_tx, m_sent.regency, m_sent.id));
        if (conflicts.empty()) conflicts = TRY(conflicts_of(version));
        return Received{.status = status,
                        .version = version,
                        .latest = now->version,
                        .state = now->state,
                        .conflicts = std::move(conflicts),
                        .remarks = now->remarks,
                        .missing = TRY(missing_photos(m_tx, m_sent.regency, m_sent.id))};
    }
    Result<std::vector<std::string>> conflicts_of(std::int64_t version) {
        return m_tx.rows(
            "SELECT field FROM visit_conflict WHERE regency = $1 AND visit = $2 AND version = $3"
            " ORDER BY field",
            [](Row const& row) { return row.get<std::string>(0); }, m_sent.regency, m_sent.id, version);
    }

    Tx& m_tx;
    Actor const& m_actor;
    Questionnaires& m_questionnaires;
    SentVisit const& m_sent;
    std::string m_hash;
    Pack m_pack;
    std::optional<Visit> m_known;
    Campaign m_campaign;
    std::optional<Target> m_target;
    Day m_today;
    std::shared_ptr<Questionnaire const> m_questions;
    Said m_said;
    std::vector<std::string> m_conflicts;
    bool m_apart = false;  ///< Sent by one who did not know what stands.
    bool m_faulty = false;
    std::vector<std::string> m_remarks;
    Visit m_visit;
};

}  // namespace

Result<Received> put_visit(Tx& tx, Actor const& actor, Questionnaires& questionnaires,
                           SentVisit const& sent) {
    return Putting(tx, actor, questionnaires, sent).run();
}

}  // namespace bina::census
