#pragma once
#include <string>
#include <vector>

#include "linkage/blocks.h"
#include "linkage/entities.h"
#include "linkage/fit.h"
#include "linkage/step_clock.h"

namespace bina::linkage::batch {

/// What a scan looked at.
struct ScanCount {
    std::uint64_t looked_at = 0;  ///< pairs
    std::string_view kernel;
    RuleCount found;
};

/// One field's part in a pair's score.
struct Reason {
    std::size_t field = 0;
    std::string_view level;
    Centibits weight = 0;

    bool operator==(Reason const&) const = default;
};
/// Why a pair has its score: prior and weights of reasons, which add up to it exactly.
struct Explanation {
    Centibits prior = 0;
    std::vector<Reason> reasons;  ///< unknown fields are left out
    Centibits score() const;
    bool operator==(Explanation const&) const = default;
};

/// Pairs to learn from that stand to each other alike, rarity to half a bit, and for how many pairs of the
/// table they stand.
struct LearnedPattern {
    Comparison pair;
    double count = 0;
};

/// The result of linking.
struct Linked {
    Model model;
    std::vector<Session> sessions;  ///< without their pairs
    std::vector<LearnedPattern> learned;  ///< only if asked for; those that no earlier session has
    std::vector<RuleCount> rules;
    ScanCount scan;
    std::uint64_t pairs = 0;  ///< compared
    std::vector<Edge> edges;  ///< from Spec::pairs_from on, prior left out, the strongest first
    Entities entities;
    std::vector<StepTime> times;

    double probability(Edge const& edge) const { return probability_of(edge.weight + model.prior); }
};

/// Finds the pairs of `table`, which is finished, that are the same, and what belongs together. The result
/// depends on values and ids alone: not on threads, order of rows or processor.
Linked link(Table const& table, Spec const& spec, unsigned threads, bool keep_learned = false);

Explanation explain(Table const& table, Model const& model, std::uint32_t a, std::uint32_t b);

}  // namespace bina::linkage::batch
