#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/types.h"

/// Who may do what, where. Nothing is allowed unless a role grants it for an area that holds the thing asked
/// for.
namespace bina::access {

inline constexpr base::ErrorKind denied{"access.denied", 403};

using AccountId = base::Id<struct AccountTag>;

enum class Permission : std::uint8_t {
    registry_read,
    registry_write,
    registry_unmask,
    registry_export,
    intake_run,
    intake_undo,
    pairs_decide,
    users_manage,
    audit_read,
    areas_manage,
    rules_manage,
    backup_manage,
    kbli_manage,
    privacy_manage,  ///< The desk for what persons ask about their data, UU 27/2022.
    letters_issue,
    letters_manage,  ///< Letterhead and wording.
    agencies_manage,  ///< Which agency answers for which business, and whose a coach's name is.
    handover_request,
    handover_decide,
    census_plan,  ///< Campaigns, questionnaires, who walks where.
    census_visit,  ///< An enumerator's: his own packs only.
    census_review,  ///< Whether a visit counts.
};
inline constexpr std::array<std::string_view, 22> permission_names{
    "registry.read",  "registry.write",  "registry.unmask",  "registry.export", "intake.run",
    "intake.undo",    "pairs.decide",    "users.manage",     "audit.read",      "areas.manage",
    "rules.manage",   "backup.manage",   "kbli.manage",      "privacy.manage",  "letters.issue",
    "letters.manage", "agencies.manage", "handover.request", "handover.decide", "census.plan",
    "census.visit",   "census.review"};

constexpr std::string_view name_of(Permission permission) {
    return permission_names[static_cast<std::size_t>(permission)];
}
std::optional<Permission> permission_of(std::string_view name);

/// The roles of an agency and those around it.
enum class Role : std::uint8_t {
    administrator,
    head,  ///< kepala dinas
    division_head,  ///< kepala bidang
    operator_,  ///< operator data
    enumerator,
    mentor,  ///< pendamping
    plut_consultant,  ///< konsultan PLUT
    partner,  ///< bank, CSR, DPMPTSP, Disnaker
    owner,  ///< pelaku usaha
    province,
    auditor,
    public_,
};
inline constexpr std::array<std::string_view, 12> role_names{
    "administrator",   "head",    "division_head", "operator", "enumerator", "mentor",
    "plut_consultant", "partner", "owner",         "province", "auditor",    "public"};

constexpr std::string_view name_of(Role role) {
    return role_names[static_cast<std::size_t>(role)];
}
std::optional<Role> role_of(std::string_view name);
bool grants(Role role, Permission permission);

/// A role held over one area and everything inside it; an empty code is the whole country.
struct Grant {
    Role role;
    std::string area;
};

/// Who asks. Made from the session or by the command line; passed down, never global.
struct Actor {
    AccountId id;
    std::string name;
    std::vector<Grant> grants;
    /// What an API token leaves of the permissions that the grants give; absent for a person.
    std::optional<std::vector<Permission>> only = std::nullopt;

    bool may(Permission permission, std::string_view area) const;
    /// Error: denied.
    base::Result<void> require(Permission permission, base::AreaCode const& area) const;
    /// As above, for digits that came as a filter: "331600" is what lies in no known district of 3316.
    base::Result<void> require(Permission permission, std::string_view area) const;
    /// Of what tells nothing of a single business: the permission over the area, or over one inside it.
    /// Error: denied.
    base::Result<void> require_within(Permission permission, base::AreaCode const& area) const;
    /// Error: denied unless the permission is held over some area.
    base::Result<void> require_somewhere(Permission permission) const;
    bool may_somewhere(Permission permission) const;
    std::vector<Permission> permissions() const;
};

/// The command line on the machine itself: whoever can read the store's key may do everything.
Actor local_operator();

}  // namespace bina::access
