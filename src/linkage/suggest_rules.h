#pragma once
#include <algorithm>

#include "linkage/column_profile.h"

namespace bina::linkage::batch {

/// A field that is to be compared, and what its columns look like.
struct Draft {
    Field field;
    std::vector<ColumnProfile> profiles;  ///< of its columns

    double filled() const {
        double share = 0;
        for (auto const& profile : profiles) share = std::max(share, profile.filled);
        return share;
    }
    bool is_text() const { return field.kind == Kind::name || field.kind == Kind::words; }
};

struct RuleNeeds {
    double bits = 0;  ///< that agreement in a rule's parts must tell, so that chance finds few pairs
    unsigned times = 1;  ///< by how many rules a match is to be found, where it can
};

/// Rules that together find the most of matches as they are to be expected.
std::vector<Rule> suggest_rules(std::vector<Draft> const& drafts, RuleNeeds const& needs);

}  // namespace bina::linkage::batch
