#include "registry/rule_change.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "audit/audit.h"
#include "base/json.h"
#include "base/zone.h"
#include "registry/check.h"
#include "registry/past.h"

namespace bina::registry {
namespace {

using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

constexpr std::string_view apply_job = "registry.apply_rules";
constexpr std::string_view classes_job = "registry.bring_classes";
constexpr std::size_t classes_limited = 3;  // what is above the limit of medium is large

std::string limits_text(std::span<RuleLimit const> limits) {
    std::string text;
    for (auto const& [measure, size_class, at_most, source] : limits)
        text += fmt::format("{}\t{}\t{}\n", measure_names[static_cast<std::size_t>(measure)],
                            class_names[static_cast<std::size_t>(size_class)], at_most);
    return text;
}

template <std::size_t N>
std::size_t index_of(std::array<std::string_view, N> const& names, std::string_view name) {
    auto const found = std::ranges::find(names, name);
    if (found == names.end()) throw storage::Damage("class_rule_change: unknown " + std::string(name));
    return static_cast<std::size_t>(found - names.begin());
}

std::vector<RuleLimit> read_limits(std::string_view text, std::string const& source) {
    std::vector<RuleLimit> limits;
    while (!text.empty()) {
        auto const line = text.substr(0, text.find('\n'));
        text.remove_prefix(line.size() + 1);
        auto const first = line.find('\t');
        auto const second = line.find('\t', first + 1);
        RuleLimit limit{.measure = static_cast<Measure>(index_of(measure_names, line.substr(0, first))),
                        .size_class = static_cast<SizeClass>(
                            index_of(class_names, line.substr(first + 1, second - first - 1))),
                        .source = source};
        std::from_chars(line.data() + second + 1, line.data() + line.size(), limit.at_most);
        limits.push_back(std::move(limit));
    }
    return limits;
}

RuleChange read_rule_change(Row const& row) {
    RuleChange change{.id = row.get<decltype(RuleChange::id)>(0),
                      .rule_set = row.get<std::string>(1),
                      .title = row.get<std::string>(2),
                      .source = row.get<std::string>(3),
                      .from = row.get<base::Day>(4),
                      .governs = row.integer(5) == 1,
                      .limits = read_limits(row.text(6), row.get<std::string>(3)),
                      .at = row.get<base::Instant>(7),
                      .actor_name = row.get<std::string>(8),
                      .applied_at = {}};
    if (!row.null(9)) change.applied_at = row.get<base::Instant>(9);
    return change;
}

constexpr std::string_view change_columns =
    "id, rule_set, title, source, valid_from, governs, limits, at, actor_name, applied_at";

/// Micro, small and medium of one measure, each above the one before.
bool is_complete(std::span<RuleLimit const> limits, Measure measure) {
    std::vector<RuleLimit> of_measure;
    std::ranges::copy_if(limits, std::back_inserter(of_measure),
                         [&](RuleLimit const& limit) { return limit.measure == measure; });
    if (of_measure.empty()) return true;
    std::ranges::sort(of_measure, {}, &RuleLimit::size_class);
    std::int64_t below = -1;
    for (std::size_t i = 0; i < of_measure.size(); ++i) {
        if (of_measure[i].size_class != static_cast<SizeClass>(i) || of_measure[i].at_most <= below)
            return false;
        below = of_measure[i].at_most;
    }
    return of_measure.size() == classes_limited;
}

bool has_measure(std::span<RuleLimit const> limits, Measure measure) {
    return std::ranges::find(limits, measure, &RuleLimit::measure) != limits.end();
}

/// The regency's rows and counts under rules that have just changed: everything is folded from its facts
/// again.
class Refold {
public:
    Refold(Tx& tx, ClassRules const& rules, RegencyCode const& regency)
        : m_tx(tx), m_rules(rules), m_regency(regency), m_today(base::day_in(regency.text(), tx.now())) {}

    Result<void> run(jobs::Progress& progress) {
        for (std::string after;;) {
            auto const rows = TRY(next_rows(after));
            if (rows.empty()) break;
            auto const facts = TRY(facts_between(m_tx, m_regency, rows.front().id, rows.back().id));
            for (auto const& row : rows) {
                if (auto const found = facts.find(row.id); found != facts.end())
                    TRY(refold(row, found->second));
                progress.advance();
            }
            after = rows.back().id.text();
        }
        TRY(m_tallies.store(m_tx, m_regency));
        TRY(m_tx.run("UPDATE registry_state SET classes_as_of = $2, version = version + 1 WHERE regency = $1",
                     m_regency, m_today));
        return {};
    }

private:
    struct Kept {
        BusinessId id;
        std::string size_class;
        base::Day since;
    };

    Result<std::vector<Kept>> next_rows(std::string const& after) {
        return m_tx.rows(
            "SELECT id, class, since FROM business WHERE regency = $1 AND merged_into = '' AND id > $2"
            " ORDER BY id LIMIT 1000",
            [](Row const& row) {
                return Kept{row.get<BusinessId>(0), row.get<std::string>(1), row.get<base::Day>(2)};
            },
            m_regency, after);
    }

    Result<void> refold(Kept const& row, std::span<Fact const> facts) {
        auto const is = timeline(m_rules, m_regency, facts);
        auto was = TRY(past_of(m_tx, m_regency, row.id));
        if (was.empty() && !is.empty()) {
            // It always was what its row says: all but the class is still so.
            was.push_back({row.since, is.back().cell});
            was.front().cell.size_class = static_cast<SizeClass>(index_of(class_names, row.size_class));
        }
        if (was == is) return {};
        m_tallies.replace(was, is);
        TRY(replace_past(m_tx, m_regency, {row.id, is}));
        auto const now = std::ranges::upper_bound(is, m_today, {}, &Change::day);
        if (now == is.begin()) return {};
        auto const size_class = class_names[static_cast<std::size_t>((now - 1)->cell.size_class)];
        if (size_class != row.size_class)
            TRY(m_tx.run("UPDATE business SET class = $3 WHERE regency = $1 AND id = $2", m_regency, row.id,
                         size_class));
        return {};
    }

    Tx& m_tx;
    ClassRules const& m_rules;
    RegencyCode const& m_regency;
    base::Day m_today;
    TallyChanges m_tallies;
};

Result<void> insert_rules(Tx& tx, RuleChange const& change) {
    TRY(
        tx.run("INSERT INTO class_rule_set (rule_set, title, place)"
               " VALUES ($1, $2, (SELECT coalesce(max(place), 0) + 1 FROM class_rule_set))"
               " ON CONFLICT (rule_set) DO NOTHING",
               change.rule_set, change.title));
    for (auto const& limit : change.limits)
        TRY(
            tx.run("INSERT INTO class_rule (rule_set, measure, class, at_most, valid_from, valid_to, source)"
                   " VALUES ($1, $2, $3, $4, $5, '2199-12-31', $6)",
                   change.rule_set, measure_names[static_cast<std::size_t>(limit.measure)],
                   class_names[static_cast<std::size_t>(limit.size_class)], limit.at_most, change.from,
                   change.source));
    if (change.governs)
        TRY(
            tx.run("INSERT INTO class_governing (governs_from, rule_set) VALUES ($1, $2)"
                   " ON CONFLICT (governs_from) DO UPDATE SET rule_set = $2",
                   change.from, change.rule_set));
    return {};
}

Result<void> apply(Tx& tx, ClassRules const& rules, std::string_view id, jobs::Progress& progress) {
    auto const change = TRY(tx.first(
        fmt::format("SELECT {} FROM class_rule_change WHERE id = $1 AND applied_at IS NULL", change_columns),
        read_rule_change, id));
    if (!change) return {};
    TRY(insert_rules(tx, *change));
    TRY(tx.run("UPDATE class_rule_change SET applied_at = $2 WHERE id = $1", id, tx.now()));
    TRY(rules.reload(tx));
    for (auto const& code : TRY(regencies(tx))) {
        auto const regency = TRY(RegencyCode::parse(code));
        progress.begin("refold", 0);
        TRY(Refold(tx, rules, regency).run(progress));
    }
    return {};
}

/// The regencies whose rows do not yet show the class of a day on which a law changed it.
Result<std::vector<jobs::Job>> due(Tx& tx, ClassRules const& rules) {
    std::vector<jobs::Job> all;
    for (auto const& code : TRY(regencies(tx))) {
        auto const regency = TRY(RegencyCode::parse(code));
        auto const today = base::day_in(code, tx.now());
        auto const last = TRY(classes_as_of(tx, regency)).value_or(today);
        auto const next = std::ranges::upper_bound(rules.turning_days(), last);
        if (next == rules.turning_days().end() || *next > today) continue;
        auto const id = jobs::JobId::derive(fmt::format("{} {} {}", classes_job, code, next->text()), 0);
        all.push_back({.id = id,
                       .regency = code,
                       .kind = std::string(classes_job),
                       .subject = code,
                       .actor = access::local_operator()});
    }
    return all;
}

}  // namespace

RuleVersion RuleChange::version() const {
    RuleVersion made{.rule_set = rule_set, .title = title, .from = from, .to = {}, .limits = limits};
    for (auto& limit : made.limits) limit.source = source;
    return made;
}

std::int64_t ClassShift::changed() const {
    std::int64_t sum = 0;
    for (std::size_t before = 0; before < class_names.size(); ++before)
        for (std::size_t after = 0; after < class_names.size(); ++after)
            if (before != after) sum += businesses[before][after];
    return sum;
}

Result<void> check_change(ClassRules const& rules, RuleChange const& change) {
    std::vector<base::Fault> faults;
    base::ErrorKind const* first = nullptr;
    auto const add = [&](base::ErrorKind const& kind, std::string path) {
        if (first == nullptr) first = &kind;
        faults.push_back({std::move(path), std::string(kind.key)});
    };
    for (std::size_t i = 0; i < measure_names.size(); ++i)
        if (!is_complete(change.limits, static_cast<Measure>(i)))
            add(error::rule_limits, "limits." + std::string(measure_names[i]));
    if (change.limits.empty()) add(error::rule_limits, "limits");
    for (auto const& version : rules.versions())
        if (version.rule_set == change.rule_set && version.from >= change.from) {
            add(error::rule_day, "from");
            break;
        }
    bool const governs_later =
        std::ranges::any_of(rules.governing(), [&](Governing const& one) { return one.from >= change.from; });
    if (change.governs && governs_later && (faults.empty() || faults.back().path != "from"))
        add(error::rule_day, "from");
    if (change.governs && !has_measure(change.limits, Measure::sales) &&
        !has_measure(change.limits, Measure::capital) && !has_measure(change.limits, Measure::assets))
        add(error::rule_measures, "governs");
    if (first != nullptr) return fail(*first, {}, std::move(faults));
    return {};
}

Result<ClassShift> preview_change(Tx& tx, ClassRules const& rules, access::Actor const& actor,
                                  RegencyCode const& regency, RuleChange const& change) {
    TRY(actor.require(access::Permission::registry_read, regency));
    TRY(check_change(rules, change));
    ClassShift shift{.day = std::max(change.from, base::day_in(regency.text(), tx.now()))};
    auto const after_rules = rules.with(change.version(), change.governs);
    for (std::string after;;) {
        auto const ids = TRY(tx.rows(
            "SELECT id FROM business WHERE regency = $1 AND merged_into = '' AND id > $2 ORDER BY id LIMIT "
            "1000",
            [](Row const& row) { return row.get<BusinessId>(0); }, regency, after));
        if (ids.empty()) return shift;
        auto const facts = TRY(facts_between(tx, regency, ids.front(), ids.back()));
        for (auto const& id : ids) {
            auto const found = facts.find(id);
            if (found == facts.end()) continue;
            auto const state = fold(found->second, shift.day);
            auto const status = get(state, Field::status);
            if (!status.empty() && !is_counted(status)) continue;
            auto const measures = measures_of(state);
            auto const before = static_cast<std::size_t>(rules.governing_class(measures, shift.day));
            auto const then = static_cast<std::size_t>(after_rules.governing_class(measures, shift.day));
            ++shift.businesses[before][then];
        }
        after = ids.back().text();
    }
}

Result<void> propose_change(Tx& tx, ClassRules const& rules, access::Actor const& actor,
                            RuleChange const& change) {
    TRY(require_everywhere(tx, actor, access::Permission::rules_manage));
    auto const limits = limits_text(change.limits);
    auto const known = TRY(tx.first(
        "SELECT rule_set, valid_from, limits FROM class_rule_change WHERE id = $1",
        [](Row const& row) { return fmt::format("{}\t{}\t{}", row.text(0), row.text(1), row.text(2)); },
        change.id));
    if (known) {
        bool const same = *known == fmt::format("{}\t{}\t{}", change.rule_set, change.from.text(), limits);
        return same ? Result<void>{} : fail(error::rule_taken);
    }
    auto const waiting = TRY(tx.first("SELECT 1 FROM class_rule_change WHERE applied_at IS NULL",
                                      [](Row const&) { return true; }));
    if (waiting) return fail(error::rule_waits);
    TRY(check_change(rules, change));
    TRY(tx.run(
        "INSERT INTO class_rule_change (id, seq, rule_set, title, source, valid_from, governs, limits, at,"
        " actor, actor_name) VALUES ($1, (SELECT coalesce(max(seq), 0) + 1 FROM class_rule_change), $2, $3,"
        " $4, $5, $6, $7, $8, $9, $10)",
        change.id, change.rule_set, change.title, change.source, change.from, change.governs ? 1 : 0, limits,
        tx.now(), actor.id, actor.name));
    TRY(jobs::enqueue(tx, {.id = jobs::JobId::derive(change.id.text(), 0),
                           .regency = std::string(audit::no_regency),
                           .kind = std::string(apply_job),
                           .subject = change.id.text(),
                           .actor = actor}));
    base::JsonWriter detail;
    detail.object().field("rule_set", change.rule_set).field("title", change.title);
    detail.field("source", change.source)
        .field("from", change.from.text())
        .field("governs", change.governs)
        .end();
    return audit::record(tx, actor, "registry.rule_proposed", audit::no_regency, change.id.text(),
                         detail.text());
}

Result<std::vector<RuleChange>> rule_changes(Tx& tx) {
    return tx.rows(fmt::format("SELECT {} FROM class_rule_change ORDER BY seq DESC", change_columns),
                   read_rule_change);
}

void register_rule_jobs(jobs::Jobs& jobs, storage::Db& db, ClassRules const& rules) {
    jobs.handle(
        std::string(apply_job), [&db, rules](jobs::Job const& job, jobs::Progress& progress) -> Result<void> {
            auto done = db.write_alone([&](Tx& tx) { return apply(tx, rules, job.subject, progress); });
            // Undone: the rules in memory must be those of the store again.
            if (!done) TRY(db.write_alone([&](Tx& tx) { return rules.reload(tx); }));
            return done;
        });
    jobs.handle(std::string(classes_job), [&db](jobs::Job const& job, jobs::Progress&) -> Result<void> {
        return db.write_alone([&](Tx& tx) -> Result<void> {
            TRY(bring_classes_to(tx, TRY(RegencyCode::parse(job.regency)),
                                 base::day_in(job.regency, tx.now())));
            return {};
        });
    });
    jobs.plan([rules](Tx& tx) { return due(tx, rules); });
}

}  // namespace bina::registry
