#include "access/actor.h"

#include <gmock/gmock.h>

#include <map>

#include "fixture.h"

namespace bina::access {
namespace {

using base::AreaCode;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> names(std::vector<Permission> const& permissions) {
    std::vector<std::string> found;
    for (auto const permission : permissions) found.emplace_back(name_of(permission));
    return found;
}

// The whole table, so that a change of rights is a change of this test.
TEST(Role, HoldsThesePermissionsAndNoOthers) {
    using List = std::vector<std::string>;
    std::map<std::string, List> const wanted{
        {"administrator",
         {"registry.read",  "registry.write",  "registry.unmask",  "registry.export", "intake.run",
          "intake.undo",    "pairs.decide",    "users.manage",     "audit.read",      "areas.manage",
          "rules.manage",   "backup.manage",   "kbli.manage",      "privacy.manage",  "letters.issue",
          "letters.manage", "agencies.manage", "handover.request", "handover.decide", "census.plan",
          "census.visit",   "census.review"}},
        {"head",
         {"registry.read", "registry.unmask", "registry.export", "audit.read", "privacy.manage",
          "handover.request", "handover.decide"}},
        {"division_head",
         {"registry.read", "registry.write", "registry.unmask", "registry.export", "intake.run",
          "intake.undo", "pairs.decide", "audit.read", "privacy.manage", "letters.issue", "handover.request",
          "handover.decide", "census.plan", "census.review"}},
        {"operator",
         {"registry.read", "registry.write", "registry.unmask", "registry.export", "intake.run",
          "intake.undo", "pairs.decide", "letters.issue", "handover.request", "census.plan", "census.visit",
          "census.review"}},
        {"enumerator", {"registry.read", "census.visit"}},
        {"mentor", {"registry.read"}},
        {"plut_consultant", {"registry.read"}},
        {"partner", {}},
        {"owner", {}},
        {"province", {"registry.read", "registry.export", "handover.request", "handover.decide"}},
        {"auditor", {"registry.read", "registry.unmask", "audit.read"}},
        {"public", {}}};
    ASSERT_EQ(wanted.size(), role_names.size());
    for (auto const& [name, permissions] : wanted) {
        auto const role = role_of(name);
        ASSERT_TRUE(role) << name;
        EXPECT_EQ(name_of(*role), name);
        EXPECT_EQ(names(fixture::actor(*role, "3316").permissions()), permissions) << name;
        for (auto const permission : permission_names)
            EXPECT_EQ(grants(*role, permission_of(permission).value()),
                      std::ranges::find(permissions, permission) != permissions.end())
                << name << " " << permission;
    }
}

TEST(Role, NamesThatAreNoneAreNotUnderstood) {
    for (auto const* name : {"", "Administrator", "admin", "operator_", "public_"})
        EXPECT_FALSE(role_of(name)) << name;
    EXPECT_FALSE(permission_of("registry"));
}

TEST(Actor, MayActInTheAreaGrantedAndInsideItOnly) {
    auto const operator_ = fixture::actor(Role::operator_, "3316");
    struct Case {
        char const* area;
        bool allowed;
    };
    for (auto const& [area, allowed] :
         {Case{"3316", true}, Case{"331609", true}, Case{"3316091009", true}, Case{"3317", false},
          Case{"331709", false}, Case{"33", false}, Case{"34", false}}) {
        auto const asked = operator_.require(Permission::registry_read, AreaCode::parse(area).value());
        EXPECT_EQ(asked.has_value(), allowed) << area;
        if (!asked) {
            EXPECT_EQ(asked.error().kind, &denied);
            EXPECT_EQ(asked.error().detail, "registry.read");
        }
    }
    EXPECT_FALSE(operator_.may(Permission::registry_read, ""));
    EXPECT_FALSE(operator_.require(Permission::registry_read, AreaCode{}));
}

TEST(Actor, KnowsWithinAnAreaWhatTellsOfNoSingleBusiness) {
    auto const operator_ = fixture::actor(Role::operator_, "331609");
    for (auto const* area : {"33", "3316", "331609", "3316091009"})
        EXPECT_TRUE(operator_.require_within(Permission::registry_read, AreaCode::parse(area).value()))
            << area;
    for (auto const* area : {"34", "3317", "331605"})
        EXPECT_FALSE(operator_.require_within(Permission::registry_read, AreaCode::parse(area).value()))
            << area;
    EXPECT_FALSE(operator_.require_within(Permission::users_manage, AreaCode::parse("3316").value()));
    EXPECT_FALSE(operator_.require_within(Permission::registry_read, AreaCode{}));
}

TEST(Actor, GrantOverTheCountryReachesEveryArea) {
    auto const auditor = fixture::actor(Role::auditor, "");
    for (auto const* area : {"", "11", "3316", "9503012001"})
        EXPECT_TRUE(auditor.may(Permission::audit_read, area)) << area;
    EXPECT_FALSE(auditor.may(Permission::registry_write, "3316"));
}

TEST(Actor, EachGrantCountsForItsOwnArea) {
    Actor actor = fixture::actor(Role::operator_, "331609");
    actor.grants.push_back({Role::auditor, "3505"});
    EXPECT_TRUE(actor.may(Permission::registry_write, "3316091009"));
    EXPECT_FALSE(actor.may(Permission::registry_write, "3505"));
    EXPECT_TRUE(actor.may(Permission::audit_read, "3505"));
    EXPECT_FALSE(actor.may(Permission::audit_read, "3316"));
    EXPECT_TRUE(actor.require_somewhere(Permission::audit_read));
    EXPECT_EQ(actor.require_somewhere(Permission::users_manage).error().kind, &denied);
}

TEST(Actor, WithoutGrantsMayDoNothing) {
    Actor const nobody{.id = {}, .name = "", .grants = {}};
    EXPECT_THAT(nobody.permissions(), IsEmpty());
    for (auto const permission : permission_names)
        EXPECT_FALSE(nobody.may(permission_of(permission).value(), "3316"));
}

TEST(Actor, CommandLineMayDoEverything) {
    EXPECT_EQ(local_operator().permissions().size(), permission_names.size());
    EXPECT_TRUE(local_operator().may(Permission::users_manage, ""));
}

}  // namespace
}  // namespace bina::access
