#pragma once
#include "linkage/compare.h"

namespace bina::linkage {

/// Adds the reason of the owners' names; nothing if neither name nor shop sign tells of the owner.
void compare_owners(Index const& index, Model const& model, Row const& a, Row const& b, Explanation& out);

/// Adds the reason of the business names, with what the owners' names explain of them left out: "Warung Siti"
/// of Siti says no more than that the owner is Siti.
void compare_businesses(Index const& index, Model const& model, Row const& a, Row const& b, Explanation& out);

}  // namespace bina::linkage
