#pragma once
#include <map>

#include "kbli/candidate.h"
#include "registry/state.h"

/// What businesses do, in the words of the lists, and the codes they have: kept when facts are written, so
/// that one decision finds all whom it concerns and later proposals learn from it.
namespace bina::registry {

/// Businesses that do the same in the same words under the same code.
struct ActivityGroup {
    std::string kbli;  ///< With its edition; empty for none.
    std::string activity;  ///< Folded.
    bool counted = false;  ///< Only those with a counted status are grouped.
    bool operator==(ActivityGroup const&) const = default;
};
ActivityGroup group_of(Projection const&);

/// Changes of groups and of what their words mean, gathered while facts are written and stored once.
class ActivityChanges {
public:
    using Counts = std::map<std::pair<std::string, std::string>, std::int64_t>;

    void replace(std::optional<ActivityGroup> const& before, std::optional<ActivityGroup> const& after);
    Counts const& groups() const { return m_groups; }  ///< By code and activity.
    Counts const& phrases() const { return m_phrases; }  ///< By phrase and code.
    /// Adds the changes to the store and forgets them.
    base::Result<void> store(storage::Tx&, RegencyCode const&);

private:
    void add(ActivityGroup const&, int sign);

    Counts m_groups;
    Counts m_phrases;
};

/// What the words of activities meant to those who gave codes, read as it is asked for.
class LearntWords {
public:
    LearntWords(storage::Tx& tx, RegencyCode const& regency, kbli::Edition edition)
        : m_tx(tx), m_regency(regency), m_edition(edition) {}

    /// The likeliest classes for a folded activity.
    base::Result<std::vector<kbli::Candidate>> candidates(kbli::Table const&, std::string_view folded);

private:
    base::Result<std::vector<kbli::Learnt> const*> of(std::string const& phrase);

    storage::Tx& m_tx;
    RegencyCode const& m_regency;
    kbli::Edition m_edition;
    std::map<std::string, std::vector<kbli::Learnt>> m_read;
};

}  // namespace bina::registry
