#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "linkage/compare.h"
#include "linkage/index.h"
#include "linkage/model.h"

namespace bina::linkage {

/// What a record is to what is known.
enum class Verdict : std::uint8_t {
    fresh,  ///< a business not known yet, of a person not known yet
    same_business,
    same_person_other_business,
    doubtful,  ///< a person decides
};

/// Why, as a stable key. In order of precedence within a verdict.
// clang-format off
#define BINA_LINKAGE_GROUNDS(X)                        \
    /* fresh */                                        \
    X(no_candidate,         "no_candidate")            \
    X(too_little,           "too_little")              \
    /* same_business, same_person_other_business */    \
    X(same_nib,             "same_nib")                \
    X(same_nik,             "same_nik")                \
    X(evidence,             "evidence")                \
    /* doubtful */                                     \
    X(nib_of_other_name,    "nib_of_other_name")       \
    X(nik_of_other_name,    "nik_of_other_name")       \
    X(other_nik,            "other_nik")               \
    X(several_persons,      "several_persons")         \
    X(damaged_nik,          "damaged_nik")             \
    X(shared_phone,         "shared_phone")            \
    X(name_and_place_only,  "name_and_place_only")     \
    X(other_name,           "other_name")              \
    X(no_owner,             "no_owner")                \
    X(which_business,       "which_business")          \
    X(not_quite,            "not_quite")
// clang-format on

enum class Ground : std::uint8_t {
#define X(name, key) name,
    BINA_LINKAGE_GROUNDS(X)
#undef X
};

std::string_view key(Verdict verdict);
std::string_view key(Ground ground);

struct Decision {
    Verdict verdict = Verdict::fresh;
    Ground ground = Ground::no_candidate;
    std::optional<RowNumber> candidate;  ///< the row it was decided by; none if fresh
    RecordId business;  ///< of the candidate
    RecordId owner;  ///< of the candidate
    Tenths score = 0;
    Explanation explanation;
};

/// Decides by the rules of the module's README. The answer does not depend on the order in which rows were
/// added: equal candidates are told apart by their ids.
Decision decide(Index const& index, Model const& model, Row const& row, Candidates const& candidates);

/// Looks up and decides.
Decision decide(Index const& index, Model const& model, Row const& row, Stats& stats);

}  // namespace bina::linkage
