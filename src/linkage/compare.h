#pragma once
#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "linkage/index.h"
#include "linkage/model.h"

namespace bina::linkage {

/// One reason and what it weighs.
struct Reason {
    Part part = Part::prior;
    Level level = Level::prior;
    Tenths weight = 0;

    bool operator==(Reason const&) const = default;
};

/// Why a pair has its score: the reasons, which add up to it exactly. Parts of which nothing is known are not
/// in the list.
class Explanation {
public:
    void add(Level level, Tenths weight);

    std::span<Reason const> reasons() const { return {m_reasons.data(), m_count}; }
    Tenths score() const { return m_score; }
    /// What `part` weighs, 0 if nothing is known of it.
    Tenths weight(Part part) const;
    /// The level of `part`, if anything is known of it.
    std::optional<Level> level(Part part) const;

    bool operator==(Explanation const& other) const { return std::ranges::equal(reasons(), other.reasons()); }

private:
    std::array<Reason, part_count> m_reasons{};
    std::array<std::uint8_t, part_count> m_places{};  ///< of each part in m_reasons, from 1; 0 is nowhere
    std::uint8_t m_count = 0;
    Tenths m_score = 0;
};

/// What is known of identifiers beyond the pair.
struct SharedMarks {
    bool nik = false;  ///< the NIK stands beside names unlike this one
    bool phone = false;
};

/// The level of the owners' names alone, as compare() gives it.
std::optional<Level> owner_level(Index const& index, Model const& model, Row const& a, Row const& b);

/// True for levels at which two names may be one person's.
bool is_similar_name(std::optional<Level> level);

/// Compares part by part. compare(a, b) and compare(b, a) are equal.
Explanation compare(Index const& index, Model const& model, Row const& a, Row const& b, SharedMarks shared);

}  // namespace bina::linkage
