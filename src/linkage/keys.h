#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "linkage/spec.h"
#include "linkage/table.h"

namespace bina::linkage::batch {

/// Keys that one rule gives one record: one, or one for each of its first words.
inline constexpr std::size_t keys_of_rule_max = 3;

/// Fingerprints of what a rule's parts hold in a row; 0 where there is none. Two rows that share a key of a
/// rule are candidates by that rule, be it a chance meeting of fingerprints: they are compared in full.
using RuleKeys = std::array<std::uint32_t, keys_of_rule_max>;
RuleKeys keys_of(Table const& table, Rule const& rule, std::uint32_t row);

/// How many keys a rule can give: 1, or keys_of_rule_max if a part is `word`.
std::size_t key_count(Rule const& rule);

/// The fingerprint of one part of a row, which is not `word`.
std::uint32_t key_of(Table const& table, KeyPart const& part, std::uint32_t row);

}  // namespace bina::linkage::batch
