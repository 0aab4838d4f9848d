#pragma once
#include "registry/writer.h"

/// The end of a person's data (UU 27/2022 Art. 43, 44): what was said of him is overwritten in the facts that
/// say it, whose trace remains (docs/adr/012-erasure.md).
namespace bina::registry {

/// Stands where a personal value was.
inline constexpr std::string_view erased_mark = "*";

/// Whether a value of the field goes with its person: personal ones, and what tells where he lives.
bool goes_with_person(Field field);

/// What is left of a statement. Amounts become the upper limit of the class they lie in, by every rule set,
/// so that the business counts as what it counted as on every day; a business's name goes when it holds a
/// word of the owner's.
Statement erased(ClassRules const&, Statement const&);

/// The rows of lists from which the facts of a business came: batch and row number.
using SourceRow = std::pair<BatchId, std::int64_t>;

struct Erasure {
    std::int64_t facts = 0;
    std::vector<BusinessId> businesses;  ///< The business and everything merged into it.
    std::vector<SourceRow> rows;
};
/// Erases the personal values in every fact of the business and of what was merged into it, and brings row,
/// owners' names and search index to what is left; counts stay as they are. Irreversible. The caller has
/// checked who may, and records it. Error: not_found.
base::Result<Erasure> erase_person(storage::Tx&, ClassRules const&, access::Actor const&, RegencyCode const&,
                                   BusinessId const&);

}  // namespace bina::registry
