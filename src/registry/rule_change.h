#pragma once
#include "jobs/jobs.h"
#include "registry/business.h"

/// A new law: one more version of a rule set, from its day of force. What was before is never edited.
namespace bina::registry {

namespace error {
inline constexpr base::ErrorKind rule_limits{"registry.rule_limits", 422};  ///< Not ascending, or incomplete.
inline constexpr base::ErrorKind rule_day{"registry.rule_day", 422};  ///< Not after the version before it.
inline constexpr base::ErrorKind rule_measures{"registry.rule_measures",
                                               422};  ///< It governs, but by workers only.
inline constexpr base::ErrorKind rule_waits{"registry.rule_waits",
                                            409};  ///< Another change is not applied yet.
inline constexpr base::ErrorKind rule_taken{"registry.rule_taken",
                                            409};  ///< The id belongs to another change.
}  // namespace error

struct RuleChange {
    base::Id<struct RuleChangeTag> id;
    std::string rule_set;  ///< A known one, or a new one with its title.
    std::string title;
    std::string source;  ///< Article of the law.
    base::Day from;
    bool governs = false;  ///< From that day on it decides the class on lists and in counts.
    std::vector<RuleLimit>
        limits;  ///< Micro, small and medium of each measure; their own sources are not looked at.
    base::Instant at;
    std::string actor_name;
    std::optional<base::Instant> applied_at;

    RuleVersion version() const;
};

/// Errors: rule_limits, rule_day, rule_measures, each as a fault of its field.
base::Result<void> check_change(ClassRules const&, RuleChange const&);

/// How many counted businesses of the regency have which class before and after, on the later of today and
/// the day of force. Errors: access::denied (registry.read), those of check_change.
struct ClassShift {
    base::Day day;
    std::array<std::array<std::int64_t, class_names.size()>, class_names.size()>
        businesses{};  ///< [before][after]
    std::int64_t changed() const;
};
base::Result<ClassShift> preview_change(storage::Tx&, ClassRules const&, access::Actor const&,
                                        RegencyCode const&, RuleChange const&);

/// Keeps the change and asks for the job that applies it; the same call again changes nothing. As a law holds
/// in every regency of the store, the right to it must be held over all of them. Errors: access::denied
/// (rules.manage), rule_taken, rule_waits, those of check_change.
base::Result<void> propose_change(storage::Tx&, ClassRules const&, access::Actor const&, RuleChange const&);

/// Newest first.
base::Result<std::vector<RuleChange>> rule_changes(storage::Tx&);

/// The jobs of rules: one applies a change and counts every regency anew, in one transaction; one brings the
/// classes of a regency's rows to the present day, planned for every day on which a law changes them.
void register_rule_jobs(jobs::Jobs&, storage::Db&, ClassRules const&);

}  // namespace bina::registry
