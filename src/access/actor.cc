#include "access/actor.h"

#include <algorithm>

namespace bina::access {
namespace {

template <std::size_t N>
std::optional<std::size_t> index_of(std::array<std::string_view, N> const& names, std::string_view name) {
    auto const found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names.begin());
}

using enum Permission;

/// What each role may do, in the order of Role. Roles without a line of their own task yet hold nothing.
std::vector<Permission> const& permissions_of(Role role) {
    static std::array<std::vector<Permission>, role_names.size()> const table{{
        /* administrator */ {registry_read,   registry_write,   registry_unmask, registry_export,
                             intake_run,      intake_undo,      pairs_decide,    users_manage,
                             audit_read,      areas_manage,     rules_manage,    backup_manage,
                             kbli_manage,     privacy_manage,   letters_issue,   letters_manage,
                             agencies_manage, handover_request, handover_decide, census_plan,
                             census_visit,    census_review},
        /* head */
        {registry_read, registry_unmask, registry_export, audit_read, privacy_manage, handover_request,
         handover_decide},
        /* division_head */
        {registry_read, registry_write, registry_unmask, registry_export, intake_run, intake_undo,
         pairs_decide, audit_read, privacy_manage, letters_issue, handover_request, handover_decide,
         census_plan, census_review},
        /* operator */
        {registry_read, registry_write, registry_unmask, registry_export, intake_run, intake_undo,
         pairs_decide, letters_issue, handover_request, census_plan, census_visit, census_review},
        /* enumerator */ {registry_read, census_visit},
        /* mentor */ {registry_read},
        /* plut_consultant */ {registry_read},
        /* partner */ {},
        /* owner */ {},
        /* province */ {registry_read, registry_export, handover_request, handover_decide},
        /* auditor */ {registry_read, registry_unmask, audit_read},
        /* public */ {},
    }};
    return table[static_cast<std::size_t>(role)];
}

}  // namespace

std::optional<Permission> permission_of(std::string_view name) {
    auto const index = index_of(permission_names, name);
    return index ? std::optional(static_cast<Permission>(*index)) : std::nullopt;
}

std::optional<Role> role_of(std::string_view name) {
    auto const index = index_of(role_names, name);
    return index ? std::optional(static_cast<Role>(*index)) : std::nullopt;
}

bool grants(Role role, Permission permission) {
    auto const& held = permissions_of(role);
    return std::ranges::find(held, permission) != held.end();
}

bool Actor::may(Permission permission, std::string_view area) const {
    if (only && std::ranges::find(*only, permission) == only->end()) return false;
    return std::ranges::any_of(grants, [&](Grant const& grant) {
        return area.starts_with(grant.area) && access::grants(grant.role, permission);
    });
}

base::Result<void> Actor::require(Permission permission, base::AreaCode const& area) const {
    return require(permission, std::string_view(area.text()));
}

base::Result<void> Actor::require(Permission permission, std::string_view area) const {
    if (!area.empty() && may(permission, area)) return {};
    return base::fail(denied, std::string(name_of(permission)));
}

base::Result<void> Actor::require_within(Permission permission, base::AreaCode const& area) const {
    bool const inside = !area.text().empty() && std::ranges::any_of(grants, [&](Grant const& grant) {
        return grant.area.starts_with(area.text()) && may(permission, grant.area);
    });
    return inside ? base::Result<void>() : require(permission, area);
}

bool Actor::may_somewhere(Permission permission) const {
    return std::ranges::any_of(grants, [&](Grant const& grant) { return may(permission, grant.area); });
}

base::Result<void> Actor::require_somewhere(Permission permission) const {
    if (may_somewhere(permission)) return {};
    return base::fail(denied, std::string(name_of(permission)));
}

std::vector<Permission> Actor::permissions() const {
    std::vector<Permission> held;
    for (std::size_t i = 0; i < permission_names.size(); ++i)
        if (may_somewhere(static_cast<Permission>(i))) held.push_back(static_cast<Permission>(i));
    return held;
}

Actor local_operator() {
    return {.id = AccountId::parse("00000000000070008000000000000001").value(),
            .name = "bina",
            .grants = {{Role::administrator, ""}}};
}

}  // namespace bina::access
