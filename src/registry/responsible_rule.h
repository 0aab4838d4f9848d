#pragma once
#include "jobs/jobs.h"
#include "registry/responsible.h"

/// Changes of the rules of who answers for whom: previewed, kept, and applied by a job that works through the
/// regency, so that rows and rules never differ.
namespace bina::registry {

/// In order of precedence.
namespace error {
/// No such section, division or trade.
inline constexpr base::ErrorKind answering_sector{"registry.answering_sector", 422};
inline constexpr base::ErrorKind answering_area{"registry.answering_area", 422};  ///< Not in the regency.
/// Not after the first day of the version before.
inline constexpr base::ErrorKind answering_day{"registry.answering_day", 422};
inline constexpr base::ErrorKind answering_rule{"registry.answering_rule", 404};  ///< No rule of that number.
inline constexpr base::ErrorKind answering_reused{"registry.answering_reused", 409};
inline constexpr base::ErrorKind answering_waits{"registry.answering_waits", 409};  ///< Another is applied.
}  // namespace error

inline constexpr std::size_t rule_sectors_max = 60;
inline constexpr std::size_t rule_areas_max = 60;

enum class RuleVersions : std::uint8_t { applied, all };
/// In the order in which they were entered.
base::Result<std::vector<ResponsibleRule>> rule_versions(storage::Tx&, RegencyCode const&, RuleVersions);

struct RuleMove {
    std::string before;  ///< An agency, `conflict`, or "" for nobody.
    std::string after;
    std::int64_t businesses = 0;
};
struct RulePreview {
    base::Day day;  ///< On which both are compared: the rule's first, or today.
    std::vector<RuleMove> moves;  ///< The largest first.
    std::int64_t moved = 0;
    std::int64_t handed_over = 0;  ///< Businesses that rules do not move, for a hand-over goes before them.
};
/// Which counted businesses these versions would move to another agency. Errors: access::denied
/// (agencies.manage), and those of a rule.
base::Result<RulePreview> preview_rules(storage::Tx&, access::Actor const&, RegencyCode const&,
                                        std::vector<ResponsibleRule>);

/// Keeps versions of rules, number 0 for a new one, and asks for the job that applies them; the same again
/// changes nothing. Errors: access::denied (agencies.manage), and those of a rule.
base::Result<void> propose_rules(storage::Tx&, access::Actor const&, RegencyCode const&,
                                 std::vector<ResponsibleRule>);

/// True while rules wait for their job.
base::Result<bool> rules_wait(storage::Tx&, RegencyCode const&);

/// The job that brings the rows to rules that changed, or begin today, and to coaches as the facts say them.
void register_responsible_jobs(jobs::Jobs&, storage::Db&);

/// The day whose rules the rows show; nothing before the first job.
base::Result<std::optional<base::Day>> responsible_as_of(storage::Tx&, RegencyCode const&);

}  // namespace bina::registry
