#include "privacy/retention.h"

#include "audit/audit.h"
#include "base/duration.h"
#include "base/json.h"
#include "intake/erase.h"
#include "privacy/http.h"
#include "registry/check.h"

namespace bina::privacy {
namespace {

using access::Actor;
using access::Permission;
using base::Result;
using storage::Row;
using storage::Tx;

constexpr std::int64_t runs_shown = 200;

/// What a rule is about: how much is due, and away with it.
struct Subject {
    std::string_view name;
    Result<std::int64_t> (*count)(Tx&, base::Instant before);
    Result<std::int64_t> (*remove)(Tx&, base::Instant before);
};

/// The sum of `body(regency)` over every regency.
template <class Body>
Result<std::int64_t> in_each_regency(Tx& tx, Body const& body) {
    std::int64_t sum = 0;
    for (auto const& code : TRY(registry::regencies(tx)))
        sum += TRY(body(TRY(base::RegencyCode::parse(code))));
    return sum;
}

Result<std::int64_t> count_files(Tx& tx, base::Instant before) {
    return in_each_regency(tx, [&](base::RegencyCode const& regency) -> Result<std::int64_t> {
        return std::ssize(TRY(intake::files_before(tx, regency, before)));
    });
}

Result<std::int64_t> note_files(Tx& tx, base::Instant before) {
    return in_each_regency(tx, [&](base::RegencyCode const& regency) -> Result<std::int64_t> {
        auto const files = TRY(intake::files_before(tx, regency, before));
        for (auto const& file : files) TRY(intake::note_removed(tx, regency, file, "retention"));
        return std::ssize(files);
    });
}

Result<std::int64_t> count_rejected(Tx& tx, base::Instant before) {
    return in_each_regency(
        tx, [&](auto const& regency) { return intake::count_rejected_before(tx, regency, before); });
}

Result<std::int64_t> forget_rejected(Tx& tx, base::Instant before) {
    return in_each_regency(
        tx, [&](auto const& regency) { return intake::forget_rejected_before(tx, regency, before); });
}

Result<std::int64_t> count_requests(Tx& tx, base::Instant before) {
    auto const count = TRY(tx.first(
        "SELECT count(*) FROM privacy_request WHERE answered_at < $1",
        [](Row const& row) { return row.integer(0); }, before));
    return count.value_or(0);
}

Result<std::int64_t> forget_requests(Tx& tx, base::Instant before) {
    TRY(
        tx.run("DELETE FROM privacy_step WHERE EXISTS (SELECT 1 FROM privacy_request r WHERE r.regency ="
               " privacy_step.regency AND r.id = privacy_step.request AND r.answered_at < $1)",
               before));
    return tx.run("DELETE FROM privacy_request WHERE answered_at < $1", before);
}

constexpr std::array subjects{
    Subject{"list_files", count_files, note_files}, Subject{"rejected_rows", count_rejected, forget_rejected},
    Subject{"replies", count_replies, forget_replies}, Subject{"requests", count_requests, forget_requests}};

Result<std::vector<RetentionRule>> all_rules(Tx& tx) {
    return tx.rows("SELECT subject, days, law FROM retention_rule ORDER BY subject", [](Row const& row) {
        return RetentionRule{row.get<std::string>(0), row.integer(1), row.get<std::string>(2)};
    });
}

Subject const& subject_of(RetentionRule const& rule) {
    for (auto const& subject : subjects)
        if (subject.name == rule.subject) return subject;
    throw storage::Damage("retention_rule: subject");
}

base::Instant before(Tx const& tx, RetentionRule const& rule) {
    return {tx.now().milliseconds - rule.days * base::day_ms};
}

Result<std::int64_t> count_due(Tx& tx, RetentionRule const& rule) {
    if (rule.days == 0) return 0;
    return subject_of(rule).count(tx, before(tx, rule));
}

/// The rule as it stands, asked for by who may change it to `days`.
Result<RetentionRule> rule_to_change(Tx& tx, Actor const& actor, std::string_view subject,
                                     std::int64_t days) {
    TRY(registry::require_everywhere(tx, actor, Permission::privacy_manage));
    if (days != 0 && (days < retention_days_min || days > retention_days_max))
        return base::fail(error::retention_days);
    for (auto& rule : TRY(all_rules(tx)))
        if (rule.subject == subject) return std::move(rule);
    return base::fail(error::retention_subject, std::string(subject));
}

Result<std::vector<RetentionRun>> all_runs(Tx& tx) {
    return tx.rows(
        "SELECT day, subject, removed FROM retention_run WHERE removed > 0 ORDER BY day DESC, subject LIMIT "
        "$1",
        [](Row const& row) {
            return RetentionRun{row.get<base::Day>(0), row.get<std::string>(1), row.integer(2)};
        },
        runs_shown);
}

Result<void> remove_due(Tx& tx, RetentionRule const& rule) {
    auto const removed = TRY(subject_of(rule).remove(tx, before(tx, rule)));
    TRY(
        tx.run("INSERT INTO retention_run (day, subject, removed, at) VALUES ($1, $2, $3, $4)"
               " ON CONFLICT (day, subject) DO UPDATE SET removed = retention_run.removed + excluded.removed",
               base::Day::of(tx.now()), rule.subject, removed, tx.now()));
    if (removed == 0) return {};
    base::JsonWriter detail;
    detail.object().field("subject", rule.subject).field("count", removed).field("days", rule.days).end();
    return audit::record(tx, access::local_operator(), "privacy.retention_run", audit::no_regency,
                         rule.subject, detail.text());
}

}  // namespace

Result<Retention> open_retention(Tx& tx, Actor const& actor) {
    TRY(registry::require_everywhere(tx, actor, Permission::privacy_manage));
    TRY(audit::record(tx, actor, "privacy.retention_opened", audit::no_regency, {}));
    Retention found{.rules = TRY(all_rules(tx)), .runs = TRY(all_runs(tx))};
    for (auto& rule : found.rules) rule.due = TRY(count_due(tx, rule));
    return found;
}

Result<std::int64_t> due_after(Tx& tx, Actor const& actor, std::string_view subject, std::int64_t days) {
    auto rule = TRY(rule_to_change(tx, actor, subject, days));
    rule.days = days;
    return count_due(tx, rule);
}

Result<void> set_retention(Tx& tx, Actor const& actor, RetentionRule const& rule) {
    auto const known = TRY(rule_to_change(tx, actor, rule.subject, rule.days));
    if (known.days == rule.days && known.law == rule.law) return {};
    TRY(tx.run("UPDATE retention_rule SET days = $2, law = $3 WHERE subject = $1", rule.subject, rule.days,
               rule.law));
    base::JsonWriter detail;
    detail.object().field("subject", rule.subject).field("days_before", known.days);
    detail.field("days", rule.days).field("law", rule.law).end();
    return audit::record(tx, actor, "privacy.retention_set", audit::no_regency, rule.subject, detail.text());
}

Result<bool> ask_retention(storage::Db& db) {
    return db.write([](Tx& tx) -> Result<bool> {
        auto const today = base::Day::of(tx.now());
        auto const asked =
            TRY(tx.run("INSERT INTO retention_run (day, subject, removed, at) VALUES ($1, '', 0, $2) ON "
                       "CONFLICT DO NOTHING",
                       today, tx.now()));
        if (asked == 0) return false;
        TRY(jobs::enqueue(tx, {.id = jobs::JobId::make(tx.now()),
                               .regency = std::string(audit::no_regency),
                               .kind = std::string(job::retention),
                               .subject = today.text(),
                               .actor = access::local_operator()}));
        return true;
    });
}

Result<void> run_retention(storage::Db& db, intake::Content const& content) {
    for (auto const& rule : TRY(db.read([](Tx& tx) { return all_rules(tx); })))
        if (rule.days > 0) TRY(db.write([&](Tx& tx) { return remove_due(tx, rule); }));
    for (auto const& file : TRY(db.read([](Tx& tx) { return intake::removed_files(tx); })))
        content.remove(file);
    return {};
}

void register_retention_job(jobs::Jobs& jobs, storage::Db& db, intake::Content const& content) {
    jobs.handle(std::string(job::retention),
                [&db, &content](jobs::Job const&, jobs::Progress&) { return run_retention(db, content); });
}

}  // namespace bina::privacy
