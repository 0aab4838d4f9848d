#include "insight/snapshot_compare.h"

#include <algorithm>

#include "base/zone.h"

namespace bina::insight {
namespace {

using base::Result;
using registry::Field;
using registry::Reason;
using storage::Tx;

constexpr std::size_t reasons_max = 5;

unsigned changes_of(FrozenRow const& before, FrozenRow const& after) {
    std::array const differs{before.size_class != after.size_class, before.status != after.status,
                             before.trade != after.trade,
                             before.village != after.village || before.district != after.district,
                             before.coached != after.coached};
    unsigned bits = 0;
    for (std::size_t i = 0; i < differs.size(); ++i) bits |= differs[i] ? 1U << i : 0U;
    return bits;
}

/// What somebody must have said to change what is compared.
std::span<Field const> fields_behind(std::size_t compared) {
    static constexpr std::array size{Field::sales, Field::capital, Field::assets};
    static constexpr std::array status{Field::status};
    static constexpr std::array trade{Field::trade};
    static constexpr std::array place{Field::village, Field::district};
    static constexpr std::array coached{Field::coached_by};
    static constexpr std::array<std::span<Field const>, compared_names.size()> all{size, status, trade, place,
                                                                                   coached};
    return all[compared];
}

bool speaks_of(registry::Fact const& fact, unsigned changed) {
    for (std::size_t i = 0; i < compared_names.size(); ++i) {
        if ((changed >> i & 1U) == 0) continue;
        for (auto const field : fields_behind(i))
            if (!registry::get(fact.values, field).empty()) return true;
    }
    return false;
}

class Comparing {
public:
    Comparing(std::unique_ptr<RowSource> before, std::unique_ptr<RowSource> after,
              std::function<void(Difference const&)> const& visit)
        : m_before(std::move(before)), m_after(std::move(after)), m_visit(visit) {}

    Result<void> run(Comparison& sums) {
        auto was = TRY(m_before->next());
        auto is = TRY(m_after->next());
        while (was || is) {
            bool const only_before = was && (!is || was->id < is->id);
            bool const only_after = is && (!was || is->id < was->id);
            sums.before += only_after ? 0 : 1;
            sums.after += only_before ? 0 : 1;
            if (only_before)
                tell(sums, {DifferenceKind::left, was, {}});
            else if (only_after)
                tell(sums, {DifferenceKind::entered, {}, is});
            else if (auto const changed = changes_of(*was, *is); changed != 0)
                tell(sums, {DifferenceKind::changed, was, is, changed});
            if (!only_after) was = TRY(m_before->next());
            if (!only_before) is = TRY(m_after->next());
        }
        return {};
    }

private:
    void tell(Comparison& sums, Difference const& difference) {
        ++sums.counts[static_cast<std::size_t>(difference.kind)];
        for (std::size_t i = 0; i < compared_names.size(); ++i)
            sums.changed[i] += difference.changed >> i & 1U;
        m_visit(difference);
    }

    std::unique_ptr<RowSource> m_before;
    std::unique_ptr<RowSource> m_after;
    std::function<void(Difference const&)> const& m_visit;
};

}  // namespace

Result<Comparison> compare(Tx& tx, Snapshot const& snapshot, Against const& against,
                           std::function<void(Difference const&)> const& visit) {
    auto const& regency = snapshot.query.regency;
    Comparison sums{.day = against ? against->as_of : base::day_in(regency.text(), tx.now()),
                    .recorded_until = against ? against->recorded_until : tx.now()};
    auto now = snapshot.query;
    now.as_of.reset();
    auto after = against ? snapshot_rows(tx, regency, against->id) : registry_rows(tx, now);
    Comparing comparing(snapshot_rows(tx, regency, snapshot.id), std::move(after), visit);
    TRY(comparing.run(sums));
    return sums;
}

Result<Reasons> reasons_of(Tx& tx, Snapshot const& snapshot, Comparison const& against,
                           Difference const& difference) {
    auto const [first, last] = std::minmax(snapshot.recorded_until, against.recorded_until);
    auto const [after, until] = std::minmax(snapshot.as_of, against.day);
    Reasons reasons;
    auto all = TRY(registry::reasons_between(tx, snapshot.query.regency, difference.row().id,
                                             {first, last, after, until}));
    if (difference.kind == DifferenceKind::changed) {
        std::erase_if(all, [&](Reason const& reason) {
            return reason.fact && !speaks_of(*reason.fact, difference.changed);
        });
        reasons.law =
            all.empty() && difference.changed == 1U;  // the class alone, of which nobody said anything
    }
    if (all.size() > reasons_max) all.resize(reasons_max);
    reasons.found = std::move(all);
    return reasons;
}

}  // namespace bina::insight
