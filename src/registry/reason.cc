#include "registry/reason.h"

#include <algorithm>

namespace bina::registry {
namespace {

using base::Result;
using storage::Row;
using storage::Tx;

struct Withdrawal {
    base::Instant at;
    std::string actor;
};

Result<std::optional<Withdrawal>> withdrawal_of(Tx& tx, RegencyCode const& regency, std::string_view target) {
    if (target.empty()) return std::nullopt;
    return tx.first(
        "SELECT at, actor FROM withdrawal WHERE regency = $1 AND target = $2",
        [](Row const& row) { return Withdrawal{row.get<base::Instant>(0), row.get<std::string>(1)}; },
        regency, target);
}

bool is_inside(Window const& window, base::Instant at) {
    return at > window.recorded_after && at <= window.recorded_until;
}

Result<void> add_withdrawal(Tx& tx, RegencyCode const& regency, Window const& window, Fact const& fact,
                            std::vector<Reason>& reasons) {
    for (auto const& target : {fact.source.batch.text(), fact.id.text()}) {
        auto const withdrawn = TRY(withdrawal_of(tx, regency, target));
        if (withdrawn && is_inside(window, withdrawn->at))
            reasons.push_back({Reason::Kind::withdrawn, withdrawn->at, withdrawn->actor, target, fact});
    }
    return {};
}

Result<void> add_merges(Tx& tx, RegencyCode const& regency, BusinessId const& business, Window const& window,
                        std::vector<Reason>& reasons) {
    // Both sides, each by its own index, which names only merges that stand; parted ones are few and read
    // whole.
    auto const read = [&](Row const& row) {
        auto const other = row.text(0) == business.text() ? row.get<std::string>(1) : row.get<std::string>(0);
        auto const at = row.get<base::Instant>(2);
        if (is_inside(window, at))
            reasons.push_back({Reason::Kind::merged, at, row.get<std::string>(3), other, {}});
        if (!row.null(4) && is_inside(window, row.get<base::Instant>(4)))
            reasons.push_back({Reason::Kind::parted, row.get<base::Instant>(4), {}, other, {}});
    };
    TRY(tx.each(
        "SELECT survivor, absorbed, at, actor, undone_at FROM merge WHERE regency = $1 AND undone_at IS NULL"
        " AND absorbed = $2",
        read, regency, business));
    TRY(tx.each(
        "SELECT survivor, absorbed, at, actor, undone_at FROM merge WHERE regency = $1 AND undone_at IS NULL"
        " AND survivor = $2",
        read, regency, business));
    return tx.each(
        "SELECT survivor, absorbed, at, actor, undone_at FROM merge WHERE regency = $1 AND undone_at >= $3"
        " AND (absorbed = $2 OR survivor = $2)",
        read, regency, business, window.recorded_after);
}

}  // namespace

Result<std::vector<Reason>> reasons_between(Tx& tx, RegencyCode const& regency, BusinessId const& business,
                                            Window const& window) {
    std::vector<Reason> reasons;
    for (auto const& fact : TRY(family_facts(tx, regency, business))) {
        bool const known_before = fact.recorded_at <= window.recorded_after && fact.day <= window.after;
        bool const known_then = fact.recorded_at <= window.recorded_until && fact.day <= window.until;
        if (known_then && !known_before && !fact.withdrawn)
            reasons.push_back({Reason::Kind::fact, fact.recorded_at, fact.actor, fact.id.text(), fact});
        if (fact.withdrawn) TRY(add_withdrawal(tx, regency, window, fact, reasons));
    }
    TRY(add_merges(tx, regency, business, window, reasons));
    std::ranges::stable_sort(reasons, std::greater{}, &Reason::at);
    return reasons;
}

}  // namespace bina::registry
