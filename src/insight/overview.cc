#include "insight/overview.h"

#include <algorithm>

namespace bina::insight {

using base::Result;
using registry::Tally;

namespace {

/// The areas that hold a business on the day, or held one that counted a year before.
Result<std::vector<ChildArea>> children(storage::Tx& tx, base::RegencyCode const& regency,
                                        Overview const& view, int level) {
    std::vector<ChildArea> found;
    for (auto const& area : TRY(registry::areas_inside(tx, regency, view.area, level))) {
        auto const now = TRY(registry::tally_of(tx, regency, area, view.as_of));
        auto const before = TRY(registry::tally_of(tx, regency, area, view.previous_day));
        if (now == Tally{} && before[registry::tally_counted] == 0) continue;
        found.push_back({.area = area,
                         .counted = now[registry::tally_counted],
                         .previous = before[registry::tally_counted],
                         .verified = now[registry::tally_status + 2],
                         .with_nib = now[registry::tally_has + static_cast<int>(registry::Has::nib)]});
    }
    std::ranges::stable_sort(found, std::greater{}, &ChildArea::counted);
    return found;
}

}  // namespace

std::optional<std::int64_t> Overview::growth_bp() const {
    return insight::growth_bp(GrowthFormula::standard, counted(), previous[registry::tally_counted]);
}

Result<Overview> overview(storage::Tx& tx, access::Actor const& actor, base::AreaCode const& area,
                          base::Day as_of) {
    TRY(actor.require(access::Permission::registry_read, area));
    bool const is_regency = area.text().size() == 4;
    if (!is_regency && area.text().size() != 6) return base::fail(base::malformed, "area");
    auto const regency = TRY(base::RegencyCode::parse(area.text().substr(0, 4)));

    Overview view{
        .area = area.text(), .as_of = as_of, .computed_at = tx.now(), .previous_day = as_of.years_before(1)};
    view.now = TRY(registry::tally_of(tx, regency, view.area, as_of));
    view.previous = TRY(registry::tally_of(tx, regency, view.area, view.previous_day));
    view.children = TRY(children(tx, regency, view, is_regency ? 6 : 10));
    view.months = TRY(registry::month_counts(tx, regency, view.area, as_of, overview_months));
    return view;
}

}  // namespace bina::insight
