#include "census/signal.h"

#include "base/duration.h"
#include "base/zone.h"
#include "census/outline.h"

namespace bina::census {
namespace {

using base::Result;
using storage::Row;
using storage::Tx;

constexpr std::size_t pattern_answers_min = 8;
constexpr std::int64_t first_hour = 5;
constexpr std::int64_t last_hour = 21;

/// Where the visit was made, by the phone's clock set right.
bool at_odd_hour(Visit const& visit) {
    auto const started = integer_in(visit.said, "@started_at");
    if (started == 0) return false;
    auto const local = started + visit.skew_ms +
                       std::int64_t{base::offset_minutes(base::zone_of(visit.regency.text()))} * 60'000;
    auto const hour = (local / base::hour_ms) % 24;
    return hour < first_hour || hour >= last_hour;
}

Result<bool> shares_photo(Tx& tx, Visit const& visit) {
    auto const other = TRY(tx.first(
        // CROSS keeps the order: from this visit's photos to others, never through all photos there are.
        "SELECT 1 FROM visit_photo a CROSS JOIN visit_photo b CROSS JOIN visit v"
        " WHERE a.regency = $1 AND a.visit = $2 AND b.regency = a.regency AND b.sha256 = a.sha256"
        " AND b.visit <> $2 AND v.regency = b.regency AND v.id = b.visit AND v.target <> $3 LIMIT 1",
        [](Row const&) { return true; }, visit.regency, visit.id, visit.target));
    return other.has_value();
}

Result<bool> is_straight_line(Tx& tx, Visit const& visit) {
    if (visit.pattern.empty()) return false;
    auto const same = TRY(tx.first(
        "SELECT count(*) FROM visit /* by visit_pattern */ WHERE regency = $1 AND campaign = $2"
        " AND enumerator = $3 AND pattern = $4 AND pattern <> '' AND target <> $5",
        [](Row const& row) { return row.integer(0); }, visit.regency, visit.campaign, visit.enumerator,
        visit.pattern, visit.target));
    return same.value_or(0) >= straight_line_visits;
}

}  // namespace

std::string pattern_of(storage::Vault const& vault, Questionnaire const& questionnaire, Said const& said) {
    std::string text;
    std::size_t count = 0;
    for (auto const& [id, values] : answers_in(said)) {
        auto const* const question = questionnaire.find(id);
        if (question == nullptr || !(has_options(question->kind) || is_number(question->kind))) continue;
        text += id + '=' + joined(values, value_end) + '\n';
        ++count;
    }
    return count < pattern_answers_min ? std::string() : vault.hash("census.pattern", text);
}

Result<std::vector<std::string>> signals_of(Tx& tx, Visit const& visit) {
    std::vector<std::string> signals;
    auto const* const outcome = outcome_of(visit.outcome);
    if (outcome != nullptr && outcome->asks && visit.minutes < hasty_minutes) signals.emplace_back("hasty");
    if (at_odd_hour(visit)) signals.emplace_back("odd_hour");
    if (TRY(shares_photo(tx, visit))) signals.emplace_back("same_photo");
    if (TRY(is_straight_line(tx, visit))) signals.emplace_back("straight_line");
    if (auto const spot = spot_of(get(visit.said, "@gps"));
        spot && TRY(lies_outside(tx, visit.regency, visit.campaign, visit.village, *spot)))
        signals.emplace_back("outside");
    if (std::abs(visit.skew_ms) > clock_minutes * 60'000) signals.emplace_back("clock");
    return signals;
}

}  // namespace bina::census
