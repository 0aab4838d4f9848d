#pragma once
#include "census/review.h"

/// From an accepted visit to what the registry knows. Internal to this module.
namespace bina::census {

/// Adds what the visit says of its target as facts. Errors: bad_visit, those of registry::Writer.
base::Result<void> add_facts(storage::Tx&, ReviewRules const&, access::Actor const&, Campaign const&,
                             Visit const&, Target const&);

/// Lets a visit say what a supervisor has chosen, as a revision of his own. Error: bad_visit.
base::Result<void> keep_decision(storage::Tx&, access::Actor const&, Questionnaires&, Visit, Conflict const&,
                                 bool take_sent);

}  // namespace bina::census
