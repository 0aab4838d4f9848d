#pragma once
#include <cstdint>
#include <optional>

#include "linkage/index.h"
#include "linkage/model.h"
#include "linkage/rules.h"

namespace bina::linkage {

struct Decision {
    Verdict verdict = Verdict::fresh;
    Ground ground = Ground::no_candidate;
    std::optional<RowNumber> candidate;  ///< the row it was decided by; none if fresh
    RecordId business;  ///< of the candidate
    RecordId owner;  ///< of the candidate
    Tenths score = 0;
    Explanation explanation;
    /// A row of somebody else by name that bears the same valid NIK: whatever the verdict, one of the two is
    /// wrong.
    std::optional<RowNumber> nik_holder;
};

/// Decides by the rules of the module's README. The answer does not depend on the order in which rows were
/// added: equal candidates are told apart by their ids.
Decision decide(Index const& index, Model const& model, Row const& row, Candidates const& candidates);

/// What the rules say of two records that both are known, `around` being the records that either is compared
/// with: an identifier that stands beside many names there is nobody's.
Decision decide_pair(Index const& index, Model const& model, RowNumber a, RowNumber b,
                     Candidates const& around);

/// Looks up and decides.
Decision decide(Index const& index, Model const& model, Row const& row, Stats& stats);

}  // namespace bina::linkage
