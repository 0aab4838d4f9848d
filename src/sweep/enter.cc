#include "sweep/enter.h"

#include <algorithm>

#include "registry/business.h"

namespace bina::sweep {
namespace {

using base::Result;
using intake::PairState;
using registry::BusinessId;
using storage::Tx;

using Two = std::pair<std::string, std::string>;
Two two_of(std::string const& a, std::string const& b) {
    return {std::min(a, b), std::max(a, b)};
}

/// Weights in tenths that add up to the sum of `parts` in tenths.
std::vector<std::int64_t> tenths(std::vector<Centibits> const& parts) {
    auto const below = [](std::int64_t value) { return value >= 0 ? value / 10 : -((-value + 9) / 10); };
    std::vector<std::int64_t> rounded;
    std::int64_t sum = 0;
    std::int64_t taken = 0;
    for (auto const part : parts) {
        rounded.push_back(below(part));
        sum += part;
        taken += rounded.back();
    }
    std::vector<std::size_t> order(parts.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, std::greater{},
                             [&](std::size_t i) { return parts[i] - 10 * rounded[i]; });
    for (std::size_t i = 0; i < order.size() && taken < below(sum + 5); ++i, ++taken) ++rounded[order[i]];
    return rounded;
}

constexpr Centibits rare_from = 150;

std::string evidence_of(Found const& found, std::vector<Part> const& parts, Centibits prior,
                        std::int64_t& score) {
    std::vector<Centibits> weights{prior};
    for (auto const& part : parts) weights.push_back(part.weight);
    auto const rounded = tenths(weights);
    std::string text = "prior:" + std::to_string(rounded[0]);
    score = rounded[0];
    for (std::size_t i = 0; i < parts.size(); ++i) {
        auto const& part = parts[i];
        text += ' ' + std::string(field_names[part.field]) + '.' + found.levels[part.field][part.level];
        if (part.rarity >= rare_from) text += "+rare";
        if (part.rarity <= -rare_from) text += "+common";
        text += ':' + std::to_string(rounded[i + 1]);
        score += rounded[i + 1];
    }
    return text;
}

std::string said_of(Record const& a, Record const& b) {
    auto const text = [](std::uint64_t number) {
        std::string digits(16, '0');
        for (std::size_t i = 16; i-- > 0; number >>= 4U) digits[i] = "0123456789abcdef"[number & 15U];
        return digits;
    };
    return text(std::min(a.said, b.said)) + text(std::max(a.said, b.said));
}

/// The pairs that stand in the queue or were decided, by their businesses.
class Standing {
public:
    struct One {
        std::string id;
        PairState state;
        std::string said;
        std::optional<base::Instant> decided_at;
        bool seen = false;
    };

    Result<void> load(Tx& tx, RegencyCode const& regency) {
        return intake::each_standing_pair(tx, regency, [&](intake::StandingPair const& pair) {
            m_pairs[two_of(pair.business.text(), pair.other.text())].push_back(
                {pair.id, pair.state, pair.said, pair.decided_at});
        });
    }
    std::span<One> of(BusinessId const& a, BusinessId const& b) {
        auto const found = m_pairs.find(two_of(a.text(), b.text()));
        return found == m_pairs.end() ? std::span<One>{} : std::span(found->second);
    }
    template <class Visit>
    Result<void> each_unseen(Visit visit) const {
        for (auto const& [two, list] : m_pairs)
            for (auto const& one : list)
                if (!one.seen && one.state == PairState::open) TRY(visit(one.id));
        return {};
    }

private:
    std::map<Two, std::vector<One>> m_pairs;
};

class Entering {
public:
    Entering(Tx& tx, RegencyCode const& regency, SweepId const& sweep)
        : m_tx(tx), m_regency(regency), m_sweep(sweep) {}

    Result<Entered> run(Found const& found, Settings const& settings) {
        TRY(m_standing.load(m_tx, m_regency));
        auto const scored = score(found, settings);
        auto const clusters = cluster(found, scored, settings.accept);
        for (std::size_t i = 0; i < found.edges.size(); ++i)
            if (found.edges[i].may_be_one() && scored.weights[i] >= settings.review)
                TRY(enter(known_pair(found, scored, settings, i, clusters.refused[i])));
        TRY(m_standing.each_unseen(
            [&](std::string const& id) { return intake::drop_known_pair(m_tx, m_regency, id); }));
        return m_entered;
    }

private:
    Result<void> enter(intake::KnownPair const& pair) {
        std::string standing;
        for (auto& one : m_standing.of(pair.business, pair.other)) {
            bool const waits = one.state == PairState::open || one.state == PairState::later;
            if (waits && one.said == pair.said) {
                one.seen = true;
                standing = one.id;
            } else if (!waits && TRY(holds(one, pair))) {
                ++m_entered.replayed;
                return {};
            }
        }
        ++m_entered.entered;
        return intake::put_known_pair(m_tx, m_regency, m_sweep.text(), pair, standing);
    }

    /// Whether a decision still speaks of what both businesses are.
    Result<bool> holds(Standing::One const& one, intake::KnownPair const& pair) {
        if (!one.said.empty()) return one.said == pair.said;
        for (auto const& business : {pair.business, pair.other}) {
            for (auto const& fact : TRY(registry::facts_of(m_tx, m_regency, business)))
                if (one.decided_at && fact.recorded_at > *one.decided_at) return false;
        }
        return true;
    }

    Tx& m_tx;
    RegencyCode const& m_regency;
    SweepId const& m_sweep;
    Standing m_standing;
    Entered m_entered;
};

}  // namespace

intake::KnownPair known_pair(Found const& found, Scored const& scored, Settings const& settings,
                             std::size_t number, bool refused) {
    auto const& edge = found.edges[number];
    auto const& a = found.records[edge.a];
    auto const& b = found.records[edge.b];
    bool const a_stays = a.fullness >= b.fullness;
    auto const& stays = a_stays ? a : b;
    intake::KnownPair pair{.business = BusinessId::parse(stays.id.text()).value(),
                           .other = BusinessId::parse((a_stays ? b : a).id.text()).value(),
                           .district = stays.district == 0 ? std::string() : std::to_string(stays.district),
                           .ground = std::string(linkage::key(edge.ground)),
                           .said = said_of(a, b),
                           .pattern = pattern_of(edge.level),
                           .weight = scored.weights[number],
                           .certain = edge.relation == Relation::certain && !refused};
    pair.evidence =
        evidence_of(found, parts_of(found, scored, settings, edge), scored.model.prior, pair.score);
    return pair;
}

Result<Entered> enter(Tx& tx, RegencyCode const& regency, SweepId const& sweep, Found const& found,
                      Settings const& settings) {
    return Entering(tx, regency, sweep).run(found, settings);
}

}  // namespace bina::sweep
