#include "aid/finding.h"

#include <algorithm>

#include "audit/audit.h"
#include "base/json.h"
#include "registry/business.h"

namespace bina::aid {
namespace {

using access::Actor;
using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

constexpr std::string_view finding_columns =
    "check_name, row_number, why, with_list, with_row, business, first, first_by, second, second_by, third,"
    " third_by, final, note";
/// What $3 may judge, $4 telling whether two judge each finding.
constexpr std::string_view mine =
    "final = '' AND (first = '' OR ($4 = 1 AND first_by <> $3 AND second_by <> $3))";

Check check_of(std::string_view name) {
    auto const found = std::ranges::find(check_names, name);
    if (found == check_names.end()) throw storage::Damage("aid_finding: check");
    return static_cast<Check>(found - check_names.begin());
}
std::string_view name_of(Check check) {
    return check_names[static_cast<std::size_t>(check)];
}

Finding read_finding(storage::Vault const& vault, Row const& row) {
    auto const text = [&](int column) { return row.get<std::string>(column); };
    Finding finding{.check = check_of(row.text(0)),
                    .row = row.integer(1),
                    .why = text(2),
                    .with_list = text(3),
                    .with_row = row.integer(4),
                    .business = text(5),
                    .first = text(6),
                    .first_by = text(7),
                    .second = text(8),
                    .second_by = text(9),
                    .third = text(10),
                    .third_by = text(11),
                    .final = text(12),
                    .note = {}};
    if (!row.bytes(13).empty()) {
        auto note = vault.unseal(row.bytes(13));
        if (!note) throw storage::Damage("aid_finding: cannot be unsealed");
        finding.note = *std::move(note);
    }
    return finding;
}

/// Who still has to judge must not know what others have said.
void leave_out_others(Finding& finding) {
    if (!finding.final.empty()) return;
    for (auto* const text : {&finding.first, &finding.second, &finding.note}) text->clear();
}

/// Takes the judgement as the one that is due; false if none is of this person.
bool put(Finding& finding, bool twice, std::string const& who, std::string_view verdict) {
    if (finding.first.empty()) {
        finding.first = verdict;
        finding.first_by = who;
        if (!twice) finding.final = verdict;
        return true;
    }
    if (!twice || finding.first_by == who || finding.second_by == who) return false;
    if (finding.second.empty()) {
        finding.second = verdict;
        finding.second_by = who;
        if (finding.first == finding.second) finding.final = verdict;
        return true;
    }
    finding.third = verdict;
    finding.third_by = who;
    finding.final = verdict;
    return true;
}

Result<std::optional<Finding>> find_finding(Tx& tx, List const& list, Check check, std::int64_t row) {
    static std::string const sql = "SELECT " + std::string(finding_columns) +
                                   " FROM aid_finding WHERE regency = $1 AND list = $2 AND finding = $3";
    return tx.first(
        sql, [&](Row const& found) { return read_finding(tx.vault(), found); }, list.regency, list.id,
        finding_number(check, row));
}

}  // namespace

Result<std::array<CheckCount, check_names.size()>> counts(Tx& tx, Actor const& actor, List const& list) {
    std::array<CheckCount, check_names.size()> all{};
    static std::string const sql =
        "SELECT check_name, count(*), sum(CASE WHEN final = '' THEN 1 ELSE 0 END), sum(CASE WHEN " +
        std::string(mine) +
        " THEN 1 ELSE 0 END), sum(CASE WHEN final = 'drop' THEN 1 ELSE 0 END)"
        " FROM aid_finding WHERE regency = $1 AND list = $2 GROUP BY check_name";
    TRY(tx.each(
        sql,
        [&](Row const& row) {
            all[static_cast<std::size_t>(check_of(row.text(0)))] = {
                row.integer(1), row.integer(2), row.integer(3), row.integer(4), {}};
        },
        list.regency, list.id, actor.id, std::int64_t{list.twice}));
    TRY(tx.each(
        "SELECT coalesce(sum(CASE WHEN kind = 'exclusion' THEN 1 ELSE 0 END), 0),"
        " coalesce(sum(CASE WHEN kind = 'recipients' THEN 1 ELSE 0 END), 0) FROM aid_list WHERE regency = $1"
        " AND id <> $2 AND ((kind = 'exclusion' AND state = 'open' AND checked_at IS NOT NULL)"
        " OR (kind = 'recipients' AND state = 'signed' AND lower(name) <> lower($3)))",
        [&](Row const& row) {
            all[static_cast<std::size_t>(Check::excluded)].lists = row.integer(0);
            all[static_cast<std::size_t>(Check::other_programme)].lists = row.integer(1);
        },
        list.regency, list.id, list.name));
    return all;
}

Result<std::vector<Finding>> findings(Tx& tx, Actor const& actor, List const& list,
                                      FindingQuery const& query) {
    static std::string const sql =
        "SELECT " + std::string(finding_columns) +
        " FROM aid_finding WHERE regency = $1 AND list = $2 AND check_name = $5 AND row_number > $6"
        " AND ($7 = 'all' OR ($7 = 'open' AND final = '') OR ($7 = 'done' AND final <> '') OR ($7 = 'mine' "
        "AND " +
        std::string(mine) + ")) ORDER BY row_number LIMIT $8";
    auto found = TRY(tx.rows(
        sql, [&](Row const& row) { return read_finding(tx.vault(), row); }, list.regency, list.id, actor.id,
        std::int64_t{list.twice}, name_of(query.check), query.after, query.state, query.limit));
    if (list.twice)
        for (auto& finding : found) leave_out_others(finding);
    return found;
}

Result<void> judge(Tx& tx, Actor const& actor, RegencyCode const& regency, ListId const& id, Check check,
                   std::int64_t row, std::string_view verdict, std::string_view reason) {
    auto const list = TRY(find_list(tx, actor, regency, id));
    TRY(registry::require_purpose(reason));
    if (list.state != State::open) return fail(error::not_open);
    auto finding = TRY(find_finding(tx, list, check, row));
    if (!finding) return fail(error::finding_not_found);
    if (!finding->final.empty() || !put(*finding, list.twice, actor.id.text(), verdict))
        return fail(error::judged);
    auto const note = (finding->note.empty() ? std::string() : finding->note + '\n') + actor.name + ": " +
                      std::string(reason);
    auto const sealed = tx.vault().seal(note);
    TRY(tx.run(
        "UPDATE aid_finding SET first = $4, first_by = $5, second = $6, second_by = $7, third = $8,"
        " third_by = $9, final = $10, note = $11 WHERE regency = $1 AND list = $2 AND finding = $3",
        regency, id, finding_number(check, row), finding->first, finding->first_by, finding->second,
        finding->second_by, finding->third, finding->third_by, finding->final, storage::Bytes{sealed}));
    base::JsonWriter detail;
    detail.object().field("check", name_of(check)).field("row", row).field("verdict", verdict).end();
    return audit::record(tx, actor, "aid.judged", regency.text(), id.text(), detail.text());
}

}  // namespace bina::aid
