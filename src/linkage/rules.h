#pragma once
#include <cstdint>
#include <string_view>

#include "linkage/compare.h"

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

/// What the rules say of one pair, taken alone.
struct Ruling {
    Verdict verdict = Verdict::fresh;
    Ground ground = Ground::too_little;
    bool if_only_business = false;  ///< holds if the candidate's owner has no other business
};

/// Rules on `row` and a candidate by their reasons. The rules stand in the module's README.
Ruling rule(Model const& model, Row const& row, Row const& candidate, Explanation const& why);

}  // namespace bina::linkage
