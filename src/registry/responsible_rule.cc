#include "registry/responsible_rule.h"

#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "base/json.h"
#include "base/zone.h"
#include "kbli/table.h"
#include "registry/business.h"
#include "registry/check.h"
#include "registry/coach.h"

namespace bina::registry {
namespace {

using base::Day;
using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

constexpr std::string_view answer_job = "registry.answer";
constexpr std::string_view rule_columns =
    "id, number, agency, level, sectors, areas, valid_from, law, is_default, at, actor, applied_at";

std::string joined(std::vector<std::string> const& parts) {
    std::string text;
    for (auto const& part : parts) text += (text.empty() ? "" : " ") + part;
    return text;
}

std::vector<std::string> parted(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        auto const part = text.substr(0, text.find(' '));
        parts.emplace_back(part);
        text.remove_prefix(std::min(text.size(), part.size() + 1));
    }
    return parts;
}

ResponsibleRule read_rule(Row const& row) {
    auto const level = level_of(row.text(3));
    if (!level) throw storage::Damage("responsible_rule: level");
    ResponsibleRule rule{.id = row.get<RuleId>(0),
                         .number = row.integer(1),
                         .agency = row.get<std::string>(2),
                         .level = *level,
                         .sectors = parted(row.text(4)),
                         .areas = parted(row.text(5)),
                         .from = row.get<Day>(6),
                         .law = row.get<std::string>(7),
                         .is_default = row.integer(8) == 1,
                         .at = row.get<base::Instant>(9),
                         .actor = row.get<std::string>(10),
                         .applied_at = {}};
    if (!row.null(11)) rule.applied_at = row.get<base::Instant>(11);
    return rule;
}

bool is_sector(std::string_view sector) {
    if (sector.starts_with(trade_mark))
        return std::ranges::find(trades, sector.substr(trade_mark.size())) != trades.end();
    auto const& table = kbli::Table::builtin();
    bool const letter = sector.size() == 1 && sector[0] >= 'A' && sector[0] <= 'Z';
    bool const digits = sector.size() >= 2 && sector.size() <= 5 &&
                        sector.find_first_not_of("0123456789") == std::string_view::npos;
    if (!letter && !digits) return false;
    return std::ranges::any_of(kbli::editions, [&](kbli::EditionInfo const& one) {
        return table.find(one.edition, sector.substr(0, 2)) != nullptr;
    });
}

Result<void> check_rule(RegencyCode const& regency, std::span<ResponsibleRule const> versions,
                        ResponsibleRule const& rule) {
    for (auto const& sector : rule.sectors)
        if (!is_sector(sector)) return fail(error::answering_sector, sector);
    for (auto const& area : rule.areas) {
        auto const code = base::AreaCode::parse(area);
        if (!code || area.size() < 6 || !area.starts_with(regency.text()))
            return fail(error::answering_area, area);
    }
    bool known = rule.number == 0;
    for (auto const& version : versions) {
        if (version.number != rule.number) continue;
        known = true;
        if (version.from > rule.from) return fail(error::answering_day, version.from.text());
    }
    return known ? Result<void>{} : fail(error::answering_rule, std::to_string(rule.number));
}

std::int64_t last_number(std::span<ResponsibleRule const> versions) {
    std::int64_t last = 0;
    for (auto const& version : versions) last = std::max(last, version.number);
    return last;
}

/// New rules get the next numbers.
void number(std::vector<ResponsibleRule>& rules, std::int64_t last) {
    for (auto& rule : rules)
        if (rule.number == 0) rule.number = ++last;
}

/// Businesses that the rules see alike.
struct Alike {
    std::string kbli, trade, district, village;
    std::int64_t businesses = 0;
};

Result<void> each_alike(Tx& tx, RegencyCode const& regency, std::function<void(Alike const&)> const& visit) {
    return tx.each(
        "SELECT kbli, trade, district, village, count(*) FROM business b WHERE regency = $1"
        " AND merged_into = '' AND status IN ('claimed', 'found', 'verified', 'paused') AND NOT EXISTS"
        " (SELECT 1 FROM handed_over h WHERE h.regency = b.regency AND h.business = b.id)"
        " GROUP BY kbli, trade, district, village",
        [&](Row const& row) {
            visit({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                   row.get<std::string>(3), row.integer(4)});
        },
        regency);
}

/// Brings the rows of a regency to the rules of today.
class Answer {
public:
    Answer(Tx& tx, RegencyCode const& regency, ResponsibleRules const& rules, bool coaches)
        : m_tx(tx), m_regency(regency), m_rules(rules), m_coaches(coaches) {}

    Result<void> run(jobs::Progress& progress, Day today) {
        TRY(read_by_hand());
        if (m_coaches) m_names = TRY(CoachNames::load(m_tx, m_regency));
        for (std::string after;;) {
            auto const rows = TRY(next_rows(after));
            if (rows.empty()) break;
            for (auto const& row : rows) TRY(answer(row));
            if (m_coaches) TRY(retell_coaches(rows));
            progress.advance(std::ssize(rows));
            after = rows.back().id.text();
        }
        TRY(m_changes.store(m_tx, m_regency));
        TRY(
            m_tx.run("INSERT INTO responsible_state (regency, as_of) VALUES ($1, $2)"
                     " ON CONFLICT (regency) DO UPDATE SET as_of = $2",
                     m_regency, today));
        return {};
    }

private:
    struct Kept {
        BusinessId id;
        std::string kbli, trade, district, village;
        bool counted = false;
        std::string agency;
    };

    Result<std::vector<Kept>> next_rows(std::string const& after) {
        return m_tx.rows(
            "SELECT id, kbli, trade, district, village, status, responsible FROM business"
            " WHERE regency = $1 AND merged_into = '' AND id > $2 ORDER BY id LIMIT 1000",
            [](Row const& row) {
                return Kept{row.get<BusinessId>(0),  row.get<std::string>(1), row.get<std::string>(2),
                            row.get<std::string>(3), row.get<std::string>(4), is_counted(row.text(5)),
                            row.get<std::string>(6)};
            },
            m_regency, after);
    }
    Result<void> read_by_hand() {
        auto const all = TRY(m_tx.rows(
            "SELECT business, agency FROM handed_over WHERE regency = $1 ORDER BY seq",
            [](Row const& row) { return std::pair(row.get<BusinessId>(0), row.get<std::string>(1)); },
            m_regency));
        for (auto const& [business, agency] : all)
            m_by_hand[TRY(survivor_of(m_tx, m_regency, business)).text()] = agency;
        return {};
    }
    Result<void> answer(Kept const& row) {
        auto const by_hand = m_by_hand.find(row.id.text());
        auto agency =
            by_hand != m_by_hand.end()
                ? by_hand->second
                : m_rules.decide(Level::regency, {row.kbli, row.trade, row.district, row.village}).agency;
        if (agency == row.agency) return {};
        TRY(m_tx.run("UPDATE business SET responsible = $3 WHERE regency = $1 AND id = $2", m_regency, row.id,
                     agency));
        m_changes.replace(Answering{row.agency, row.district, row.counted},
                          Answering{std::move(agency), row.district, row.counted});
        return {};
    }
    Result<void> retell_coaches(std::vector<Kept> const& rows) {
        auto const facts = TRY(facts_between(m_tx, m_regency, rows.front().id, rows.back().id));
        for (auto const& row : rows) {
            auto const found = facts.find(row.id);
            if (found == facts.end()) continue;
            auto const coaches = coaches_of(found->second);
            if (coaches.empty()) continue;
            TRY(delete_coaches(m_tx, m_regency, row.id));
            TRY(insert_coaches(m_tx, m_names, m_regency, row.id, coaches, row.counted));
        }
        return {};
    }

    Tx& m_tx;
    RegencyCode const& m_regency;
    ResponsibleRules const& m_rules;
    bool m_coaches;
    CoachNames m_names;
    std::map<std::string, std::string> m_by_hand;  ///< The agency by business.
    AnsweringChanges m_changes;
};

Result<void> apply(Tx& tx, RegencyCode const& regency, jobs::Progress& progress) {
    auto const today = base::day_in(regency.text(), tx.now());
    bool const first = !TRY(responsible_as_of(tx, regency)).has_value();
    TRY(tx.run("UPDATE responsible_rule SET applied_at = $2 WHERE regency = $1 AND applied_at IS NULL",
               regency, tx.now()));
    auto const rules = TRY(ResponsibleRules::load(tx, regency, today));
    auto const total = TRY(tx.first(
        "SELECT count(*) FROM business WHERE regency = $1 AND merged_into = ''",
        [](Row const& row) { return row.integer(0); }, regency));
    progress.begin("answering", total.value_or(0));
    return Answer(tx, regency, rules, first).run(progress, today);
}

/// The first day after `from` up to `today` on which a version begins.
bool begins_between(std::span<ResponsibleRule const> versions, Day from, Day today) {
    return std::ranges::any_of(versions, [&](ResponsibleRule const& version) {
        return version.from > from && version.from <= today;
    });
}

Result<std::vector<jobs::Job>> due(Tx& tx) {
    std::vector<jobs::Job> all;
    for (auto const& code : TRY(regencies(tx))) {
        auto const regency = TRY(RegencyCode::parse(code));
        auto const today = base::day_in(code, tx.now());
        auto const as_of = TRY(responsible_as_of(tx, regency));
        auto const versions = TRY(rule_versions(tx, regency, RuleVersions::applied));
        if (as_of && !begins_between(versions, *as_of, today)) continue;
        auto const id =
            jobs::JobId::derive(fmt::format("{} {} {}", answer_job, code, as_of ? today.text() : ""), 0);
        all.push_back({.id = id,
                       .regency = code,
                       .kind = std::string(answer_job),
                       .subject = code,
                       .actor = access::local_operator()});
    }
    return all;
}

Result<void> insert_rule(Tx& tx, access::Actor const& actor, RegencyCode const& regency,
                         ResponsibleRule const& rule) {
    TRY(
        tx.run("INSERT INTO responsible_rule (regency, id, seq, number, agency, level, sectors, areas,"
               " valid_from, law, is_default, at, actor) VALUES ($1, $2, (SELECT coalesce(max(seq), 0) + 1"
               " FROM responsible_rule WHERE regency = $1), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
               regency, rule.id, rule.number, rule.agency, level_names[static_cast<std::size_t>(rule.level)],
               joined(rule.sectors), joined(rule.areas), rule.from, rule.law, rule.is_default ? 1 : 0,
               tx.now(), actor.id));
    base::JsonWriter detail;
    detail.object().field("number", rule.number).field("agency", rule.agency);
    detail.field("sectors", joined(rule.sectors)).field("areas", joined(rule.areas));
    detail.field("from", rule.from.text()).field("law", rule.law).end();
    return audit::record(tx, actor, "registry.answering_rule", regency.text(), rule.id.text(), detail.text());
}

bool same(ResponsibleRule const& one, ResponsibleRule const& other) {
    return one.agency == other.agency && one.sectors == other.sectors && one.areas == other.areas &&
           one.from == other.from && one.law == other.law;
}

}  // namespace

Result<std::vector<ResponsibleRule>> rule_versions(Tx& tx, RegencyCode const& regency, RuleVersions which) {
    return tx.rows(
        fmt::format("SELECT {} FROM responsible_rule WHERE regency = $1{} ORDER BY seq", rule_columns,
                    which == RuleVersions::applied ? " AND applied_at IS NOT NULL" : ""),
        read_rule, regency);
}

Result<RulePreview> preview_rules(Tx& tx, access::Actor const& actor, RegencyCode const& regency,
                                  std::vector<ResponsibleRule> changes) {
    TRY(actor.require(access::Permission::agencies_manage, regency));
    auto versions = TRY(rule_versions(tx, regency, RuleVersions::all));
    RulePreview preview{.day = base::day_in(regency.text(), tx.now())};
    for (auto const& change : changes) {
        TRY(check_rule(regency, versions, change));
        preview.day = std::max(preview.day, change.from);
    }
    ResponsibleRules const before(versions, preview.day);
    number(changes, last_number(versions));
    std::ranges::move(changes, std::back_inserter(versions));
    ResponsibleRules const after(std::move(versions), preview.day);
    std::map<std::pair<std::string, std::string>, std::int64_t> moves;
    TRY(each_alike(tx, regency, [&](Alike const& alike) {
        Subject const subject{alike.kbli, alike.trade, alike.district, alike.village};
        auto const was = before.decide(Level::regency, subject).agency;
        auto const is = after.decide(Level::regency, subject).agency;
        if (was != is) moves[{was, is}] += alike.businesses;
    }));
    for (auto const& [agencies, businesses] : moves) {
        preview.moves.push_back({agencies.first, agencies.second, businesses});
        preview.moved += businesses;
    }
    std::ranges::sort(preview.moves, std::ranges::greater{}, &RuleMove::businesses);
    auto const by_hand = TRY(tx.first(
        "SELECT count(*) FROM handed_over WHERE regency = $1", [](Row const& row) { return row.integer(0); },
        regency));
    preview.handed_over = by_hand.value_or(0);
    return preview;
}

Result<void> propose_rules(Tx& tx, access::Actor const& actor, RegencyCode const& regency,
                           std::vector<ResponsibleRule> changes) {
    TRY(actor.require(access::Permission::agencies_manage, regency));
    auto const versions = TRY(rule_versions(tx, regency, RuleVersions::all));
    for (auto const& change : changes) {
        auto const known = std::ranges::find(versions, change.id, &ResponsibleRule::id);
        if (known == versions.end()) continue;
        return same(*known, change) ? Result<void>{} : fail(error::answering_reused, change.id.text());
    }
    if (TRY(rules_wait(tx, regency))) return fail(error::answering_waits);
    for (auto const& change : changes) TRY(check_rule(regency, versions, change));
    number(changes, last_number(versions));
    for (auto const& change : changes) TRY(insert_rule(tx, actor, regency, change));
    return jobs::enqueue(tx, {.id = jobs::JobId::derive(changes.front().id.text(), 0),
                              .regency = regency.text(),
                              .kind = std::string(answer_job),
                              .subject = regency.text(),
                              .actor = actor});
}

Result<bool> rules_wait(Tx& tx, RegencyCode const& regency) {
    auto const one = TRY(tx.first(
        "SELECT 1 FROM responsible_rule WHERE regency = $1 AND applied_at IS NULL",
        [](Row const&) { return true; }, regency));
    return one.has_value();
}

void register_responsible_jobs(jobs::Jobs& jobs, storage::Db& db) {
    jobs.handle(std::string(answer_job),
                [&db](jobs::Job const& job, jobs::Progress& progress) -> Result<void> {
                    auto const regency = TRY(RegencyCode::parse(job.regency));
                    return db.write_alone([&](Tx& tx) { return apply(tx, regency, progress); });
                });
    jobs.plan(due);
}

Result<std::optional<Day>> responsible_as_of(Tx& tx, RegencyCode const& regency) {
    return tx.first(
        "SELECT as_of FROM responsible_state WHERE regency = $1",
        [](Row const& row) { return row.get<Day>(0); }, regency);
}

}  // namespace bina::registry
