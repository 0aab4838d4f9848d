#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "linkage/matcher.h"

namespace bina::linkage::batch {

/// What agreement in one field is worth. Of records that are one, the share m is at a level; of others, u.
struct FieldModel {
    std::array<double, levels_max> m{};
    std::array<double, levels_max> u{};
    std::array<Centibits, levels_max> weight{};  ///< log2(m / u), and 0 for "unknown"
    /// Where the rarity of what is shared counts: the rarity that is neither for nor against.
    std::array<Centibits, levels_max> usual{};
    std::array<bool, levels_max> by_rarity{};
    double learned_from = 0;  ///< pairs of one entity; 0: m is what it was before
};

struct Model {
    std::vector<FieldModel> fields;
    double match_share = 0;  ///< of all pairs that could be compared, how many are of one entity
    Centibits prior = 0;  ///< log2 of its odds

    /// Evidence of a pair, without the prior: what its fields weigh.
    Centibits weight(Comparison const& comparison) const {
        Centibits sum = 0;
        for (std::size_t i = 0; i < fields.size(); ++i) sum += weight(i, comparison);
        return sum;
    }
    Centibits weight(std::size_t field, Comparison const& comparison) const {
        return weight(field, comparison.level[field], comparison.rarity[field]);
    }
    Centibits weight(std::size_t field, unsigned level, Centibits rarity) const {
        auto const& one = fields[field];
        return one.weight[level] + (one.by_rarity[level] ? rarity - one.usual[level] : 0);
    }
};

/// Pairs that share a key of one rule, to learn from.
struct Session {
    std::vector<bool> left_out;  ///< fields of the rule, which nothing is learned about
    std::vector<Comparison> pairs;
    std::vector<bool> first;  ///< by pair: no earlier rule finds it
    double each_counts = 1;  ///< for so many pairs of the whole table each stands
    double match_share = 0;  ///< learned
    bool trusted = false;  ///< pairs of one entity were told from others
};

/// How many pairs at random are looked at to learn u, and of how many rows of each side they are made: few
/// enough that a core keeps them at hand.
inline constexpr std::size_t random_pairs_max = 1'000'000;
inline constexpr std::size_t random_rows_max = 10'000;

/// Learns the model: u of values that are the same from how often each value occurs, u of other levels from
/// pairs at random, m from the sessions by expectation and maximisation on the counts of patterns.
class Learner {
public:
    Learner(Table const& table, Matcher const& matcher, unsigned threads);

    /// m of the levels in each session, averaged over those that are trusted; then, from there, in all of
    /// them together, each pair once: pairs that one rule finds agree more in its fields than others.
    void learn(std::vector<Session>& sessions);
    /// With what share of all pairs are matches; takes what they add to u out of it.
    void settle(double match_share);
    Model const& model() const { return m_model; }

private:
    void count_random_pairs(unsigned threads);
    void estimate_u(double match_share);
    void set_weights();
    void find_usual_rarity(std::vector<Session> const& sessions);
    void learn_together(std::vector<Session> const& sessions);

    Table const& m_table;
    Matcher const& m_matcher;
    Model m_model;
    std::vector<std::array<double, levels_max>> m_random;  ///< pairs at random, by field and level
};

}  // namespace bina::linkage::batch
