#pragma once
#include "areas/area.h"
#include "intake/row.h"
#include "registry/class_rule.h"

/// From checked rows to facts, and back.
namespace bina::intake {

/// What the steps of a batch need of the running program.
struct Tools {
    storage::Db& db;
    registry::ClassRules const& rules;
    Content const& content;
    areas::Directory const& areas;
};

/// Takes the good rows of a checked batch into the registry, parks the doubtful as pairs, in one transaction:
/// all of it or nothing. Error: changed_meanwhile when the registry was written since the check.
base::Result<void> commit(Tools const&, jobs::Job const&, jobs::Progress&);

/// Withdraws everything that a batch said, so that the registry is as if it had not come; what others said
/// since stays. Pairs that it raised and nobody decided are closed.
base::Result<void> undo(Tools const&, jobs::Job const&, jobs::Progress&);

}  // namespace bina::intake
