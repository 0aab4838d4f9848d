#include "insight/growth.h"

#include <fmt/format.h>

namespace bina::insight {
namespace {

using base::Day;
using base::Result;

constexpr std::array months_in{1, 3, 12};

/// The periods are numbered from the year 0 on.
int period_of(Day day, Step step) {
    return (day.year() * 12 + day.month() - 1) / months_in[static_cast<std::size_t>(step)];
}

std::string period_text(int period, Step step) {
    switch (step) {
        case Step::month:
            return fmt::format("{:04}-{:02}", period / 12, period % 12 + 1);
        case Step::quarter:
            return fmt::format("{:04}-Q{}", period / 4, period % 4 + 1);
        case Step::year:
            break;
    }
    return fmt::format("{:04}", period);
}

Result<Day> last_day(int period, Step step) {
    int const next_month = (period + 1) * months_in[static_cast<std::size_t>(step)];
    return Day::from_number(TRY(Day::from_parts(next_month / 12, next_month % 12 + 1, 1)).number() - 1);
}

}  // namespace

std::optional<std::int64_t> growth_bp(GrowthFormula formula, std::int64_t now, std::int64_t before) {
    std::int64_t const divisor = formula == GrowthFormula::standard ? before : now;
    if (divisor <= 0 || before <= 0) return std::nullopt;
    std::int64_t const change = (now - before) * 10'000;
    std::int64_t const half = change < 0 ? -divisor / 2 : divisor / 2;
    return (change + half) / divisor;
}

std::string growth_expression(GrowthFormula formula, std::int64_t now, std::int64_t before) {
    return fmt::format("({} - {}) / {}", now, before, formula == GrowthFormula::standard ? before : now);
}

Result<std::vector<SeriesPoint>> growth_series(storage::Tx& tx, access::Actor const& actor,
                                               base::AreaCode const& area, Day until, Step step,
                                               GrowthFormula formula, int points) {
    TRY(actor.require(access::Permission::registry_read, area));
    auto const regency = TRY(base::RegencyCode::parse(area.text().substr(0, 4)));
    auto const counted_on = [&](Day day) -> Result<std::int64_t> {
        return TRY(registry::tally_of(tx, regency, area.text(), day))[registry::tally_counted];
    };
    int const last = period_of(until, step);
    int const first = last - points + 1;
    auto previous = TRY(counted_on(TRY(last_day(first - 1, step))));
    std::vector<SeriesPoint> series;
    for (int period = first; period <= last; ++period) {
        auto const day = std::min(until, TRY(last_day(period, step)));
        auto const counted = TRY(counted_on(day));
        series.push_back(
            {period_text(period, step), day, counted, previous, growth_bp(formula, counted, previous)});
        previous = counted;
    }
    return series;
}

}  // namespace bina::insight
