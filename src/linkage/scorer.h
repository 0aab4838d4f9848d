#pragma once
#include <optional>
#include <vector>

#include "linkage/fit.h"

namespace bina::linkage::batch {

/// Scores pairs, and stops as soon as nothing that is left to compare can lift a pair to the floor.
class Scorer {
public:
    Scorer(Table const& table, Matcher const& matcher, Model const& model, Centibits floor);

    /// The evidence that the rows are the same, without the prior, or nothing if it is below the floor.
    std::optional<Centibits> score(std::uint32_t a, std::uint32_t b, Scratch& scratch) const;

private:
    struct Step {
        std::size_t field;
        std::uint32_t offset;
        bool eight_bytes;
        std::uint32_t said;  ///< of the byte of a text, or 0
        Centibits best = 0;  ///< of the levels whose weight is fixed, or with the rarest value
        Centibits best_rare = 0;  ///< of the levels of texts, but for rarity
    };
    Centibits bound(Step const& step, std::byte const* a, std::byte const* b) const;

    Table const& m_table;
    Matcher const& m_matcher;
    Model const& m_model;
    Centibits m_floor;
    std::vector<Step> m_steps;  ///< the cheap fields first
};

}  // namespace bina::linkage::batch
